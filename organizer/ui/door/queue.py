"""What is asked at one door, answered in the order it came: nothing is lost, nothing shown early."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from organizer.domain.errors import UserError
from organizer.domain.kinds import Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.at_door import door, door_party
from organizer.ui.context import Context
from organizer.ui.door.asking import Asking, Place
from organizer.ui.door.lane import DoorLane
from organizer.ui.door.recent import RecentAnswers, RecentScans


class DoorQueue(QObject):
    """Asks the door's services in the file's lane; an answer comes once it is on the disk."""

    answered = Signal(object)
    """A `DoorAnswer`, committed."""
    failed = Signal(str)
    """A sentence: this could not be written down."""
    walk_in_answered = Signal(object)
    """A `DoorAnswer` to a new face."""
    walk_in_failed = Signal(str)
    """A sentence: this new face could not be written down."""
    undone = Signal(str)
    """The name of whose arrival was taken back."""
    group_answered = Signal(object)
    """The `DoorAnswer`s to several people at once."""
    guests_counted = Signal(str, int)
    """The uid of somebody and how many extra guests of theirs are in."""
    done = Signal(str)
    """A sentence about something else that was written down."""
    takes_long = Signal()
    """An answer has not come for a while."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.station = ""
        self.asks_first = False
        self._asking = Asking()
        self._context = context
        self._event_uid = ""
        self._recent = RecentScans()
        self._said = RecentAnswers()
        self._lane = DoorLane(context, self)
        self._lane.takes_long.connect(self.takes_long)

    def open(self, event_uid: str) -> None:
        """Answer for this event's door from now on."""
        self._event_uid = event_uid
        self._forget()
        self._asking.forget()

    def scan(self, typed: str) -> None:
        """Answer a code; the same one again within three seconds is the same scan."""
        if not self._is_repeat(typed):
            self._answer(typed)

    def scan_again(self, typed: str) -> None:
        """Answer a code, even one that was read just now."""
        self._forget()
        self.scan(typed)

    def scan_together(self, codes: Sequence[str], in_view: Sequence[str]) -> None:
        """Answer codes that came into view together, or to others `in_view`: all are shown."""
        new = [typed for typed in codes if not self._is_repeat(typed)]
        if len(in_view) == 1:
            for typed in new:
                self._answer(typed)
        elif new:
            self._answer_together(new, in_view)

    def _answer(self, typed: str) -> None:
        place, asks_first = self._place(), self.asks_first

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            if asks_first:
                return self._asking.ask(db, place, typed)
            answer = door.check_in(db, place.event_uid, typed, station=place.station, now=place.now)
            self._said.note(typed, answer)
            return (answer,)

        self._lane.ask(work, self._on_answers, self._on_failure)

    def _answer_together(self, new: Sequence[str], in_view: Sequence[str]) -> None:
        place, asks_first = self._place(), self.asks_first

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            if asks_first:
                return self._asking.ask_together(db, place, new, in_view)
            answers = door.check_in_codes(
                db, place.event_uid, new, station=place.station, now=place.now
            )
            for typed, answer in zip(new, answers, strict=True):
                self._said.note(typed, answer)
            return self._said.among(in_view)

        self._lane.ask(work, self._on_together, self._on_failure)

    def say_yes(self) -> None:
        """Let in who was asked about, if anybody was."""
        place = self._place()

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            return self._asking.settle(db, place)

        self._lane.ask(work, self._on_together, self._on_failure)

    def say_no(self) -> None:
        """Turn away who was asked about."""
        self._forget()
        place = self._place()

        def work(db: Database) -> str:
            names = ", ".join(shown(name) for name in self._asking.turn_away(db, place))
            return _("{name} was turned away.").format(name=names) if names else ""

        self._lane.ask(work, self.done.emit, self._on_failure)

    def check_in(self, member_uid: str) -> None:
        """Answer a name chosen from the list; a second click on it is the same one."""
        if not self._recent.is_repeat(member_uid, self.station, self._context.now()):
            self._ask_for(member_uid, let_in=False)

    def let_in(self, member_uid: str) -> None:
        """Let a person in whom the door refused."""
        self._ask_for(member_uid, let_in=True)

    def let_in_for_now(self, code: str) -> None:
        """Let somebody in whose badge is not known here."""
        place = self._place()

        def work(db: Database) -> DoorAnswer:
            return door_party.let_in_provisionally(
                db, place.event_uid, code, station=place.station, now=place.now
            )

        self._lane.ask(work, self.answered.emit, self._on_failure)

    def give(self, entry_id: int, member_uid: str) -> None:
        """Say who it was that was let in for now."""
        place = self._place()

        def work(db: Database) -> DoorAnswer:
            return door_party.give_to_member(
                db, entry_id, member_uid, station=place.station, now=place.now
            )

        self._lane.ask(work, self.answered.emit, self._on_failure)

    def check_in_group(self, member_uids: Sequence[str], *, let_in: bool = False) -> None:
        """Answer several people at once."""
        place, uids = self._place(), tuple(member_uids)

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            self._asking.settle(db, place)
            return door_party.check_in_group(
                db, place.event_uid, uids, station=place.station, now=place.now, let_in=let_in
            )

        self._lane.ask(work, self.group_answered.emit, self._on_failure)

    def bring(self, member_uid: str, more: int) -> None:
        """Count more or fewer extra guests of somebody who is in."""
        place = self._place()

        def work(db: Database) -> tuple[str, int]:
            count = door_party.bring_guests(
                db, place.event_uid, member_uid, more, station=place.station, now=place.now
            )
            return member_uid, count

        self._lane.ask(work, self._on_guests, self._on_failure)

    def check_out(self, member_uid: str, name: str) -> None:
        """Write down that somebody left."""
        self._forget()
        place = self._place()

        def work(db: Database) -> str:
            door.check_out(db, place.event_uid, member_uid, station=place.station, now=place.now)
            return _("{name} left.").format(name=shown(name))

        self._lane.ask(work, self.done.emit, self._on_failure)

    def count_heads(self, more: int) -> None:
        """Count people who are on no list."""
        place = self._place()

        def work(db: Database) -> str:
            door_party.count_heads(db, place.event_uid, more, station=place.station, now=place.now)
            return ""

        self._lane.ask(work, self.done.emit, self._on_failure)

    def undo_all(self, entries: Sequence[int], words: str) -> None:
        """Take the arrivals of a group back."""
        self._forget()
        place, lines = self._place(), tuple(entries)

        def work(db: Database) -> str:
            door.undo_all(db, lines, station=place.station, now=place.now)
            return words

        self._lane.ask(work, self.undone.emit, self._on_failure)

    def add_walk_in(self, name: str, email: str, plus: int = 0) -> None:
        """Make a member of a new face and let them in, with extra guests."""
        event, station, now = self._event_uid, self.station, self._context.now()

        def work(db: Database) -> DoorAnswer:
            return door.add_walk_in(
                db, event, name, email=email, plus=plus, station=station, now=now
            )

        self._lane.ask(work, self.walk_in_answered.emit, self._on_walk_in_failure)

    def undo(self, entry_id: int, name: str) -> None:
        """Take an arrival back."""
        self._forget()
        station, now = self.station, self._context.now()

        def work(db: Database) -> str:
            door.undo(db, entry_id, station=station, now=now)
            return name

        self._lane.ask(work, self.undone.emit, self._on_failure)

    def _place(self) -> Place:
        return Place(self._event_uid, self.station, self._context.now())

    def _ask_for(self, member_uid: str, *, let_in: bool) -> None:
        place = self._place()

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            settled = self._asking.settle(db, place)  # going on means that who was shown is in
            if settled and settled[0].member_uid == member_uid:
                return settled
            answer = door.check_in_member(
                db,
                place.event_uid,
                member_uid,
                station=place.station,
                now=place.now,
                let_in=let_in,
            )
            return (*settled, answer)

        self._lane.ask(work, self._on_answers, self._on_failure)

    def _is_repeat(self, typed: str) -> bool:
        return self._recent.is_repeat(typed, self.station, self._context.now())

    def _forget(self) -> None:
        """Take everything as new again."""
        self._recent.forget()
        self._said.forget()

    def _on_answers(self, answers: tuple[DoorAnswer, ...]) -> None:
        for answer in answers:
            self.answered.emit(answer)

    def _on_together(self, answers: tuple[DoorAnswer, ...]) -> None:
        if any(one.awaits for one in answers):  # who was asked about before is in by that
            came = tuple(one for one in answers if is_in(one))
            self._on_answers(came)
            answers = tuple(one for one in answers if one not in came)
        if len(answers) == 1:
            self._on_answers(answers)
        elif answers:
            if any(one.verdict is not Verdict.WELCOME for one in answers):
                self._recent.forget()  # who was refused is looked at alone next
            self.group_answered.emit(answers)

    def _on_guests(self, counted: tuple[str, int]) -> None:
        self.guests_counted.emit(*counted)

    def _on_walk_in_failure(self, error: UserError) -> None:
        self.walk_in_failed.emit(str(error))

    def _on_failure(self, error: UserError) -> None:
        self._forget()  # nothing was written down, so it may be tried again at once
        self.failed.emit(str(error))


def is_in(answer: DoorAnswer) -> bool:
    """Whether somebody came in with this answer."""
    return answer.verdict is Verdict.WELCOME and not answer.awaits
