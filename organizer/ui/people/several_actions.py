"""What is done with the members selected, all at once; each is one step that Undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from organizer.domain.names import shown
from organizer.domain.records import MemberRow
from organizer.domain.words import ngettext
from organizer.services.people import several
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.people.address_copy import AddressCopy
from organizer.ui.people.people_export import PeopleExport
from organizer.ui.people.several_panel import SeveralPanel


class SeveralActions(QObject):
    """Carries out what the panel of several people asks for; `people` says who is selected."""

    def __init__(
        self,
        page: QWidget,
        context: Context,
        people: Callable[[], Sequence[MemberRow]],
        export: PeopleExport,
    ) -> None:
        super().__init__(page)
        self._context = context
        self._people = people
        self._export = export
        self._addresses = AddressCopy(self, context)
        self.panel = SeveralPanel()
        self.panel.tag_wanted.connect(self._tag)
        self.panel.untag_wanted.connect(self._untag)
        self.panel.circle_wanted.connect(self._put_in)
        self.panel.copy_wanted.connect(self._copy)
        self.panel.export_wanted.connect(self._write_out)

    def _tag(self, tag: str) -> None:
        uids = self._uids()

        def work(_job: Job) -> int:
            return several.tag_people(self._context.db, uids, tag)

        def tell(new: int) -> str:
            self.panel.forget()
            words = ngettext(
                "{count} person is tagged “{tag}” now.",
                "{count} people are tagged “{tag}” now.",
                new,
            )
            said = words.format(count=f"{new:,}", tag=shown(tag.strip()))
            return " ".join(filter(None, (said, _as_before(len(uids) - new))))

        self._context.do(self, work, tell)

    def _untag(self, tag: str) -> None:
        uids = self._uids()

        def work(_job: Job) -> int:
            return several.untag_people(self._context.db, uids, tag)

        def tell(count: int) -> str:
            words = ngettext(
                "“{tag}” was taken off {count} person.",
                "“{tag}” was taken off {count} people.",
                count,
            )
            return words.format(count=f"{count:,}", tag=shown(tag))

        self._context.do(self, work, tell)

    def _put_in(self, circle: str) -> None:
        uids = self._uids()

        def work(_job: Job) -> int:
            return several.put_in_circle(self._context.db, uids, circle)

        def tell(new: int) -> str:
            self.panel.forget()
            words = ngettext(
                "{count} person is in “{circle}” now.", "{count} people are in “{circle}” now.", new
            )
            said = words.format(count=f"{new:,}", circle=shown(circle.strip()))
            return " ".join(filter(None, (said, _as_before(len(uids) - new))))

        self._context.do(self, work, tell)

    def _copy(self) -> None:
        self._addresses.copy(self._uids())

    def _write_out(self) -> None:
        self._export.ask(self._uids())

    def _uids(self) -> frozenset[str]:
        return frozenset(person.uid for person in self._people())


def _as_before(count: int) -> str:
    """Return how many were so already; empty for nobody."""
    if not count:
        return ""
    words = ngettext("{count} was already.", "{count} were already.", count)
    return words.format(count=f"{count:,}")
