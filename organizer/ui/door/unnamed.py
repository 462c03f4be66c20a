"""Who came with a badge that nobody knew here: each arrival with a field for the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer, MemberRow
from organizer.domain.words import _
from organizer.services.at_door.door_party import give_to_member, unnamed_arrivals
from organizer.services.people.members import list_members
from organizer.ui.context import Context
from organizer.ui.door.desk_acts import VIEW_LANE
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import clear, column, row
from organizer.ui.kit.widgets import text
from organizer.ui.people.person_field import PersonField


@dataclass(frozen=True, slots=True)
class _Found:
    """The lines of the log with the wall time of each, and everyone whom a name can mean."""

    arrivals: Sequence[tuple[int, datetime]]
    people: Sequence[MemberRow]


class UnnamedArrivals(QWidget):
    """A line for each of them; whoever is chosen came when that badge came."""

    named = Signal(str)
    """A sentence: somebody has a name now."""
    failed = Signal(str)
    """A sentence: this name could not be given."""

    def __init__(self, context: Context, event_uid: str) -> None:
        super().__init__()
        self.setObjectName("unnamed_arrivals")
        self._context = context
        self._uid = event_uid
        self._lines = column(spacing=4)
        self.setLayout(self._lines)
        self.hide()

    def load(self) -> None:
        """Read who is without a name."""
        db, uid = self._context.db, self._uid

        def work(_job: Job) -> _Found:
            arrivals = unnamed_arrivals(db, uid)
            return _Found(arrivals, list_members(db) if arrivals else ())

        self._context.runner.start(self, work, self._show, lane=VIEW_LANE)

    def _show(self, found: _Found) -> None:
        clear(self._lines)
        self.setVisible(bool(found.arrivals))
        for number, came in found.arrivals:
            field = PersonField(found.people)
            field.setObjectName("unnamed_person")
            field.setProperty("entry", number)
            time = f"{came:%H:%M:%S}"
            field.setAccessibleName(_("Who came in at {time}?").format(time=time))
            field.picked.connect(self._give)
            line = QWidget()
            line.setLayout(row(text(time, "muted"), field, spacing=12))
            self._lines.addWidget(line)

    def _give(self, member_uid: str) -> None:
        db, now, entry = self._context.db, self._context.now(), int(self.sender().property("entry"))

        def work(_job: Job) -> DoorAnswer:
            return give_to_member(db, entry, member_uid, now=now)

        self._context.runner.start(self, work, self._on_given, on_failure=self._on_failure)

    def _on_given(self, answer: DoorAnswer) -> None:
        time = f"{answer.at:%H:%M}"
        words = _("{name} came in at {time}.").format(name=shown(answer.name), time=time)
        self.named.emit(words)

    def _on_failure(self, error: UserError) -> None:
        self.failed.emit(str(error))
