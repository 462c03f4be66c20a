"""What is asked at one door, answered in the order it came: nothing is lost, nothing shown early."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from organizer.domain.codes import read_code
from organizer.domain.errors import UserError
from organizer.domain.kinds import Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.at_door import door, door_party
from organizer.ui.context import Context
from organizer.ui.door.asking import Asking
from organizer.ui.door.deeds import DoorDeeds
from organizer.ui.door.lane import Waiting
from organizer.ui.door.written import is_in


class DoorQueue(DoorDeeds):
    """Asks the door's services in the file's lane; an answer comes once it is on the disk."""

    answered = Signal(object)
    """A `DoorAnswer`, committed."""
    walk_in_answered = Signal(object)
    """A `DoorAnswer` to a new face."""
    walk_in_failed = Signal(str)
    """A sentence: this new face could not be written down."""
    group_answered = Signal(object)
    """The `DoorAnswer`s to several people at once."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.asks_first = False
        self._asking = Asking()

    def open(self, event_uid: str) -> None:
        """Answer for this event's door from now on."""
        super().open(event_uid)
        self._asking.forget()

    def scan(self, typed: str) -> None:
        """Answer a code; the same one again within three seconds is the same scan.

        So is one that waits for a busy file, however long that takes.
        """
        if typed in [one.key for one in self.waiting]:
            self.try_again()
        elif not self._is_repeat(typed):
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
            return self._asking.go_on(db, place, lambda: at_once(db), read_code(typed))

        def at_once(db: Database) -> tuple[DoorAnswer, ...]:
            answer = door.check_in(db, place.event_uid, typed, station=place.station, now=place.now)
            self._said.note(typed, answer)
            return (answer,)

        self._ask(Waiting(_("a badge"), typed), work, self._on_answers)

    def _answer_together(self, new: Sequence[str], in_view: Sequence[str]) -> None:
        place, asks_first = self._place(), self.asks_first

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            if asks_first:
                return self._asking.ask_together(db, place, new, in_view)
            return self._asking.go_on(db, place, lambda: at_once(db))

        def at_once(db: Database) -> tuple[DoorAnswer, ...]:
            answers = door.check_in_codes(
                db, place.event_uid, new, station=place.station, now=place.now
            )
            for typed, answer in zip(new, answers, strict=True):
                self._said.note(typed, answer)
            return self._said.among(in_view)

        words = ngettext("{count} badge", "{count} badges", len(new)).format(count=len(new))
        self._ask(Waiting(words), work, self._on_together)

    def say_yes(self) -> None:
        """Let in who was asked about, if anybody was."""
        place = self._place()

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            return self._asking.settle(db, place)

        self._ask(Waiting(_("a yes")), work, self._on_together)

    def say_no(self) -> None:
        """Turn away who was asked about."""
        self._forget()
        place = self._place()

        def work(db: Database) -> str:
            names = ", ".join(shown(name) for name in self._asking.turn_away(db, place))
            return _("{name} was turned away.").format(name=names) if names else ""

        self._ask(Waiting(_("a no")), work, self.done.emit)

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

        self._ask(Waiting(_("a badge"), code), work, self.answered.emit)

    def give(self, entry_id: int, member_uid: str) -> None:
        """Say who it was that was let in for now."""
        place = self._place()

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            return self._asking.go_on(db, place, lambda: (named(db),))

        def named(db: Database) -> DoorAnswer:
            return door_party.give_to_member(
                db, entry_id, member_uid, station=place.station, now=place.now
            )

        self._ask(Waiting(_("a name"), member_uid), work, self._on_answers)

    def check_in_group(self, member_uids: Sequence[str], *, let_in: bool = False) -> None:
        """Answer several people at once."""
        place, uids = self._place(), tuple(member_uids)

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            answers = self._asking.go_on(db, place, lambda: together(db))
            # Who was asked about and is of this group came in by that, and is no second time.
            by_member = {one.member_uid: one for one in reversed(answers)}
            return tuple(reversed(by_member.values()))

        def together(db: Database) -> tuple[DoorAnswer, ...]:
            return door_party.check_in_group(
                db, place.event_uid, uids, station=place.station, now=place.now, let_in=let_in
            )

        words = ngettext("{count} person", "{count} people", len(uids)).format(count=len(uids))
        self._ask(Waiting(words), work, self.group_answered.emit)

    def add_walk_in(self, name: str, email: str, plus: int = 0) -> None:
        """Make a member of a new face and let them in, with extra guests."""
        place = self._place()

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            return self._asking.go_on(db, place, lambda: (walk_in(db),))

        def walk_in(db: Database) -> DoorAnswer:
            return door.add_walk_in(
                db,
                place.event_uid,
                name,
                email=email,
                plus=plus,
                station=place.station,
                now=place.now,
            )

        self._ask(Waiting(shown(name)), work, self._on_walk_in, self._on_walk_in_failure)

    def _ask_for(self, member_uid: str, *, let_in: bool) -> None:
        place = self._place()

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            return self._asking.go_on(db, place, lambda: (by_name(db),), member_uid)

        def by_name(db: Database) -> DoorAnswer:
            return door.check_in_member(
                db,
                place.event_uid,
                member_uid,
                station=place.station,
                now=place.now,
                let_in=let_in,
            )

        self._ask(Waiting(_("a name"), member_uid), work, self._on_answers)

    def _is_repeat(self, typed: str) -> bool:
        return self._recent.is_repeat(typed, self.station, self._context.now())

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

    def _on_walk_in(self, answers: tuple[DoorAnswer, ...]) -> None:
        *before, walk_in = answers
        self._on_answers(tuple(before))
        self.walk_in_answered.emit(walk_in)

    def _on_walk_in_failure(self, error: UserError) -> None:
        self.walk_in_failed.emit(str(error))
