"""Taking lists of members in: choosing files, the preview, the write, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.services.lists.column_memory import ToRemember
from organizer.services.lists.importing import ImportCounts, ImportPlan, apply_import
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.people.history_import import HistoryImport, dropped_folder
from organizer.ui.people.import_sheet import ImportSheet
from organizer.ui.people.reading import Request


class ListImport(QObject):
    """Leads from files to members, one import at a time."""

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._sheet: ImportSheet | None = None
        self.past = HistoryImport(page, context)

    def choose(self) -> None:
        """Ask for files and import them."""
        if self._sheet is None:
            lists = _("Lists of people (*.csv *.tsv *.tab *.txt *.xls *.xlsx *.ods *.vcf *.json)")
            filters = f"{lists};;{_('All files (*)')}"
            files.ask_open(self._page, _("Import a list"), filters, self.begin, multiple=True)

    def begin(self, paths: Sequence[Path]) -> None:
        """Show what these files would do, or a folder with tables of the past."""
        if self._sheet is not None or not paths:
            return
        if paths[0].is_dir():
            self.past.begin(paths[0])
            return
        self._open(Request(tuple(paths)))

    def paste(self) -> None:
        """Import what was copied elsewhere: cells, names, a line of a mail, or the files themselves."""
        if self._sheet is not None:
            return
        # None where nothing was ever copied.
        copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
        paths = (dropped_folder(copied) or files.dropped_files(copied)) if copied else []
        if paths:
            self.begin(paths)
        elif copied is not None and copied.text().strip():
            name = Path(_("Pasted list"))
            self._open(Request((name,), pasted={name: copied.text()}))
        else:
            words = _("There is nothing to paste. Copy the cells or names of your list first.")
            self._context.messages.say(words)

    def _open(self, request: Request) -> None:
        self._sheet = ImportSheet(self._page, self._context, request)
        self._sheet.confirmed.connect(self._write)
        self._sheet.other_requested.connect(self.choose)
        self._sheet.paste_requested.connect(self.paste)
        self._sheet.closed.connect(self._stop)
        self._sheet.open()

    def _write(self, plan: ImportPlan, remember: Sequence[ToRemember]) -> None:
        if self._sheet is not None:
            self._sheet.show_writing()
        self._context.do(
            self,
            partial(_write, self._context, plan, remember),
            self._after_write,
            on_failure=self._failed,
            on_cancelled=self._after_cancel,
        )

    def _stop(self) -> None:
        self._sheet = None
        self._context.runner.cancel(self)

    def _after_write(self, counts: ImportCounts) -> str:
        if self._sheet is not None:
            self._sheet.close_sheet()
        return _said_of(counts)

    def _after_cancel(self) -> None:
        self._context.messages.say(_("Cancelled. Nothing was imported."))

    def _failed(self, error: UserError) -> None:
        if self._sheet is None:
            self._context.messages.say(str(error), "bad")
            return
        self._sheet.show_not_written(error)


def _said_of(counts: ImportCounts) -> str:
    """Return what an import came to, without what there was none of."""
    parts = (
        (counts.added, _("{count} added")),
        (counts.updated, _("{count} updated")),
        (counts.unchanged, _("{count} unchanged")),
        (counts.skipped, _("{count} left out")),
    )
    said = ", ".join(words.format(count=f"{count:,}") for count, words in parts if count)
    return f"{said}." if said else _("Nobody was on it.")


def _write(
    context: Context, plan: ImportPlan, remember: Sequence[ToRemember], job: Job
) -> ImportCounts:
    return apply_import(context.db, plan, step=job.step, remember=remember)
