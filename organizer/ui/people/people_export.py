"""Writing members to a file from the people page: asking where, writing, and saying so."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from organizer.domain.words import _, ngettext
from organizer.services.people.members_out import export_members
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.jobs import Job


class PeopleExport(QObject):
    """Writes people to a table, to contacts or to JSON."""

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context

    def ask(self, uids: frozenset[str]) -> None:
        """Ask for a file for the members of these uids."""
        files.ask_save(
            self._page,
            _("Export people"),
            _("People") + ".csv",
            ";;".join((_("Tables (*.csv)"), _("Contacts (*.vcf)"), _("JSON (*.json)"))),
            partial(self._export, uids),
        )

    def _export(self, uids: frozenset[str], path: Path) -> None:
        def work(_job: Job) -> int:
            # The dialog has asked before an existing file is replaced.
            return export_members(self._context.db, path, force=True, only=uids)

        def written(count: int) -> None:
            words = ngettext(
                "{count} person written to “{name}”.", "{count} people written to “{name}”.", count
            )
            said = words.format(count=f"{count:,}", name=path.name)
            self._context.messages.say(said, "good")

        self._context.runner.start(self, work, written)
