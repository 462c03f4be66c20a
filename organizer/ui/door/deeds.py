"""What is written at one door beside who comes in: guests, heads, leaving, what is taken back.

Everything is done in the file's lane, in the order in which it was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from organizer.domain.errors import AlreadyDone, UserError
from organizer.domain.names import shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.at_door import door, door_party, door_payment
from organizer.ui.context import Context
from organizer.ui.door.asking import Place
from organizer.ui.door.lane import DoorLane, Waiting
from organizer.ui.door.recent import RecentAnswers, RecentScans
from organizer.ui.door.written import Written, heads_words

_T = TypeVar("_T")


class DoorDeeds(QObject):
    """Writes for one desk, and knows which lines of the log are this desk's own."""

    failed = Signal(str)
    """A sentence: this could not be written down."""
    undone = Signal(str)
    """The name of whose arrival was taken back, or what else was."""
    guests_counted = Signal(str, int)
    """The uid of somebody and how many extra guests of theirs are in."""
    paid = Signal(str)
    """The uid of somebody who has paid."""
    done = Signal(str)
    """A sentence about something else that was written down."""
    takes_long = Signal()
    """An answer has not come for a while."""
    answer_came = Signal()
    """Something that was asked is settled, one way or the other; what it was is told next."""
    held_up = Signal()
    """The file is busy: what was asked waits."""
    held_up_changed = Signal()
    """There is something else in `waiting`, or nothing any more."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.station = ""
        self._context = context
        self._event_uid = ""
        self._written = Written()
        self._recent = RecentScans()
        self._said = RecentAnswers()
        self._lane = DoorLane(context, self)
        self._lane.takes_long.connect(self.takes_long)
        self._lane.answer_came.connect(self.answer_came)
        self._lane.held_up.connect(self.held_up)
        self._lane.held_up_changed.connect(self.held_up_changed)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What is not written yet because the file is busy, in its order."""
        return self._lane.waiting

    @property
    def has_stopped(self) -> bool:
        """Whether the file was busy for so long that nothing is tried just now."""
        return self._lane.has_stopped

    def try_again(self) -> None:
        """Try now what is not written yet."""
        self._lane.try_again()

    def shut(self) -> None:
        """Try nothing any more, for the file is about to go."""
        self._lane.forget()

    def open(self, event_uid: str) -> None:
        """Write at this event's door from now on."""
        if event_uid != self._event_uid:
            self._written = Written()
        self._event_uid = event_uid
        self._forget()

    def bring(self, member_uid: str, more: int) -> None:
        """Count more or fewer extra guests of somebody who is in."""
        place = self._place()

        def work(db: Database) -> tuple[str, int]:
            count = door_party.bring_guests(
                db, place.event_uid, member_uid, more, station=place.station, now=place.now
            )
            self._written.note_newest(db, place)
            return member_uid, count

        words = ngettext("{count:+d} guest", "{count:+d} guests", more).format(count=more)
        self._ask(Waiting(words), work, self._on_guests)

    def note_payment(self, member_uid: str) -> None:
        """Note that somebody who had to pay has done so."""
        place = self._place()

        def work(db: Database) -> str:
            if door_payment.note_payment(db, place.event_uid, member_uid):
                self._written.note_payment(member_uid)
            return member_uid

        self._ask(Waiting(_("a payment"), member_uid), work, self.paid.emit)

    def check_out(self, member_uid: str, name: str) -> None:
        """Write down that somebody left."""
        self._forget()
        place, left = self._place(), _("{name} left.").format(name=shown(name))

        def work(db: Database) -> str:
            door.check_out(db, place.event_uid, member_uid, station=place.station, now=place.now)
            self._written.note_newest(db, place)
            return left

        self._ask(Waiting(left), work, self.done.emit)

    def count_heads(self, more: int) -> None:
        """Count people who are on no list."""
        place = self._place()

        def work(db: Database) -> str:
            door_party.count_heads(db, place.event_uid, more, station=place.station, now=place.now)
            self._written.note_newest(db, place)
            return ""

        self._ask(Waiting(heads_words(more)), work, self.done.emit)

    def undo(self, entry_id: int, name: str) -> None:
        """Take an arrival back."""
        self.undo_all((entry_id,), name)

    def undo_last(self) -> None:
        """Take back what this desk wrote last, even if its answer is not on the screen yet."""
        self._forget()
        place = self._place()

        def work(db: Database) -> str | None:
            return self._written.take_back_last(db, place)

        self._ask(Waiting(_("Undo")), work, self._on_taken_back)

    def undo_all(self, entries: Sequence[int], words: str) -> None:
        """Take the arrivals of a group back."""
        self._forget()
        place, lines = self._place(), tuple(entries)

        def work(db: Database) -> str:
            return door.undo_all(db, lines, station=place.station, now=place.now)

        def tell(still_in: str) -> None:
            self.undone.emit(words)
            if still_in:  # by another door: that is what matters then
                self.done.emit(still_in)

        self._ask(Waiting(_("Undo: {name}").format(name=shown(words))), work, tell)

    def _ask(
        self,
        waiting: Waiting,
        work: Callable[[Database], _T],
        on_success: Callable[[_T], object],
        on_failure: Callable[[UserError], object] | None = None,
    ) -> None:
        """Do this in the file's lane, and note which lines of the log it wrote."""

        def noted(db: Database) -> _T:
            result = work(db)
            self._written.note(result)
            return result

        self._lane.ask(waiting, noted, on_success, on_failure or self._on_failure)

    def _place(self) -> Place:
        return Place(self._event_uid, self.station, self._context.now())

    def _forget(self) -> None:
        """Take everything as new again."""
        self._recent.forget()
        self._said.forget()

    def _on_taken_back(self, name: str | None) -> None:
        if name is None:
            self.done.emit(_("There is nothing to take back at this desk."))
        else:
            self.undone.emit(name)

    def _on_guests(self, counted: tuple[str, int]) -> None:
        self.guests_counted.emit(*counted)

    def _on_failure(self, error: UserError) -> None:
        self._forget()  # nothing was written down, so it may be tried again at once
        if isinstance(error, AlreadyDone):
            self.done.emit(str(error))
        else:
            self.failed.emit(str(error))
