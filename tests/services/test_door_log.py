"""The door log tells everything: attendance is what replaying it gives, whatever happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, RegistrationStatus, Verdict
from organizer.models.database import Database
from organizer.models.tables import Attendance, Event
from organizer.services.answers.guests import add_guests, list_guests
from organizer.services.at_door.attendance import derive_attendance
from organizer.services.at_door.door import (
    add_walk_in,
    check_in,
    check_in_member,
    check_out,
    undo,
    undo_all,
)
from organizer.services.at_door.door_party import bring_guests, check_in_group
from organizer.services.at_door.door_view import door_counts
from tests.evenings import Evening, at, plan
from tests.ready_made import ReadyMade

MEETUP, WORKSHOP = "meetup", "workshop"
doors = st.sampled_from([MEETUP, WORKSHOP])
stations = st.sampled_from(["Front", "Garden"])
people = st.integers(0, 2)
Came = tuple[datetime, datetime | None, int]
"""When somebody came and left, and how many extra guests came with them."""


@dataclass(slots=True)
class Line:
    """One line of the log, as simply as it can be told."""

    entry_id: int
    person: str
    door: str
    leaves: bool
    at: datetime
    plus: int = 0
    guests_only: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """An evening before its doors open."""

    doors: dict[str, str]
    people: list[str]
    codes: dict[str, str]


def _begin(db: Database) -> Begun:
    meetup = plan(db, "Loom night")
    workshop = plan(db, "Dyeing", kind=EventKind.WORKSHOP, part_of=meetup)
    evening = Evening(db, meetup, workshop, workshop)
    uids = [evening.person(name) for name in ("Ana", "Bo", "Cy")]
    add_guests(db, meetup, uids[:2], plus=1)
    add_guests(db, workshop, uids[:1], status=RegistrationStatus.GOING)
    codes = {guest.member_uid: guest.code for guest in list_guests(db, meetup)}
    return Begun({MEETUP: meetup, WORKSHOP: workshop}, uids, codes)


_BEGUN = ReadyMade(_begin)


class DoorEvening(RuleBasedStateMachine):
    """People come with their guests, alone or in groups, leave and come back by two doors, each
    with two stations, and every mistake is undone."""

    db: Database
    """One file for all evenings, set back before each."""

    @initialize()
    def begin(self) -> None:
        begun = _BEGUN.put_into(self.db)
        self.db.tell_replaced()
        self.doors, self.people, self.codes = begun.doors, begun.people, begun.codes
        self.lines: list[Line] = []
        self.now = at(18)

    def teardown(self) -> None:
        if hasattr(self, "lines"):
            kept = self._kept()
            anew = self._derive_anew()
            self.db.close()
            assert anew == kept, "deriving everything anew changes nothing"

    def _note(
        self, entry_id: int | None, person: str | None, door: str, leaves: bool, plus: int = 0
    ) -> None:
        assert entry_id is not None and person is not None
        self.lines.append(Line(entry_id, person, door, leaves, self.now, plus))

    def _is_in(self, door: str, person: str) -> bool:
        came = self._expected(door).get(person)
        return came is not None and came[1] is None

    def _guests_in(self, door: str, person: str) -> int:
        """How many guests of a person came, as the list of that event says."""
        came = self._expected(door).get(person)
        return came[2] if came else 0

    def _last_line(self) -> int:
        with self.db.reading() as session:
            return session.scalar(sa.text("SELECT max(id) FROM door_entry"))

    @rule(
        number=people, door=doors, station=stations, minutes=st.integers(0, 5), let_in=st.booleans()
    )
    def come(self, number: int, door: str, station: str, minutes: int, let_in: bool) -> None:
        self.now += timedelta(minutes=minutes)
        uid, where = self.people[number], {"station": station, "now": self.now}
        was_inside, guests = self._is_in(door, uid), self._guests_in(door, uid)
        if uid in self.codes and not let_in:
            answer = check_in(self.db, self.doors[door], self.codes[uid], **where)
        else:
            answer = check_in_member(self.db, self.doors[door], uid, let_in=let_in, **where)
        assert (answer.verdict is Verdict.ALREADY_IN) == was_inside
        if answer.verdict is Verdict.WELCOME:
            self._note(answer.entry_id, uid, door, False, plus=answer.plus_in - guests)

    @rule(door=doors, plus=st.integers(0, 2))
    def bring_somebody_new(self, door: str, plus: int) -> None:
        answer = add_walk_in(self.db, self.doors[door], "Zoë", plus=plus, now=self.now)
        self._note(answer.entry_id, answer.member_uid, door, False, plus)

    @rule(door=doors, station=stations)
    def come_as_a_group(self, door: str, station: str) -> None:
        guests = {uid: self._guests_in(door, uid) for uid in self.people}
        for answer in check_in_group(
            self.db, self.doors[door], self.people, station=station, now=self.now, let_in=True
        ):
            uid = answer.member_uid
            if answer.verdict is Verdict.WELCOME:
                self._note(answer.entry_id, uid, door, False, answer.plus_in - guests[uid])

    @rule(number=people, door=doors, more=st.integers(-2, 2).filter(bool))
    def count_guests(self, number: int, door: str, more: int) -> None:
        uid = self.people[number]
        fits = self._is_in(door, uid) and self._guests_in(door, uid) + more >= 0
        try:
            bring_guests(self.db, self.doors[door], uid, more, now=self.now)
        except UserError:
            assert not fits
            return
        assert fits
        line = Line(self._last_line(), uid, door, False, self.now, more, guests_only=True)
        self.lines.append(line)

    @rule(number=people, door=doors, more=st.integers(1, 2))
    def come_by_mistake_and_again(self, number: int, door: str, more: int) -> None:
        """Guests are counted with somebody whose arrival is then taken back."""
        if self._is_in(MEETUP, self.people[number]) or self._is_in(door, self.people[number]):
            return
        self.come(number, door, "Front", 0, True)
        arrival = self.lines[-1]
        self.count_guests(number, door, more)
        undo(self.db, arrival.entry_id, now=self.now)
        self._forget(arrival)
        self.come(number, door, "Garden", 1, True)

    @rule(number=people, door=doors, minutes=st.integers(0, 5))
    def leave(self, number: int, door: str, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        uid = self.people[number]
        is_inside = self._is_in(door, uid)
        try:
            check_out(self.db, self.doors[door], uid, now=self.now)
        except UserError:
            assert not is_inside
            return
        assert is_inside
        self._note(self._last_line(), uid, door, leaves=True)

    @precondition(lambda self: self.lines)
    @rule(data=st.data())
    def undo_one(self, data: st.DataObject) -> None:
        line = data.draw(st.sampled_from(self.lines))
        undo(self.db, line.entry_id, now=self.now)
        self._forget(line)

    @precondition(lambda self: len(self.lines) > 1)
    @rule(data=st.data())
    def undo_two(self, data: st.DataObject) -> None:
        chosen = data.draw(st.lists(st.sampled_from(self.lines), min_size=2, max_size=2))
        lines = [line for line in chosen if not line.guests_only]
        if len({line.entry_id for line in lines}) < 2:
            return
        undo_all(self.db, [line.entry_id for line in lines], now=self.now)
        for line in lines:
            if line in self.lines:  # a leaving goes with the arrival that is undone before it
                self._forget(line)

    def _forget(self, undone: Line) -> None:
        """Of who came no more, guests and leavings at that door are taken back as well."""
        self.lines.remove(undone)
        for door in {undone.door, MEETUP}:
            if undone.person not in self._expected(door):
                self.lines = [
                    line
                    for line in self.lines
                    if (line.person, line.door) != (undone.person, door)
                    or not (line.guests_only or line.leaves)
                ]

    def _expected(self, door: str) -> dict[str, Came]:
        """Return when everyone came to an event and left it, by the plainest reading."""
        times: dict[str, tuple[datetime, datetime | None]] = {}
        guests: dict[tuple[str, str], int] = {}
        for line in self.lines:
            came = times.get(line.person)
            by = (line.person, line.door)
            guests[by] = guests.get(by, 0) + line.plus
            if not line.leaves and not line.guests_only and (line.door == door or door == MEETUP):
                times[line.person] = (came[0] if came else line.at, None)
            elif line.leaves and came and (line.door == door or door == WORKSHOP):
                times[line.person] = (came[0], max(came[0], line.at))
        seen = {MEETUP, WORKSHOP} if door == MEETUP else {door}
        return {
            person: (*came, max([0, *(guests.get((person, one), 0) for one in seen)]))
            for person, came in times.items()
        }

    def _on_no_list(self, _door: str) -> int:
        """How many are inside whom no list knows."""
        return 0

    def _kept(self) -> dict[tuple[int, int], Came]:
        with self.db.reading() as session:
            return {
                (row.event_id, row.member_id): (row.arrived_at, row.left_at, row.plus)
                for row in session.scalars(sa.select(Attendance))
            }

    @invariant()
    def the_lists_say_what_the_log_says(self) -> None:
        for door, uid in getattr(self, "doors", {}).items():
            expected = self._expected(door)
            guests = {g.member_uid: g for g in list_guests(self.db, uid)}
            came = {g.member_uid for g in guests.values() if g.arrived_at}
            assert came == expected.keys()
            inside = door_counts(self.db, uid, now=self.now).inside
            listed = sum(1 + c[2] for c in expected.values() if c[1] is None)
            assert inside == listed + self._on_no_list(door)
            for person, (_arrived, left, _plus) in expected.items():
                assert (guests[person].left_at is None) == (left is None)
                assert guests[person].status is RegistrationStatus.GOING or door == MEETUP

    def _derive_anew(self) -> dict[tuple[int, int], Came]:
        kept = self._kept()
        with self.db.writing() as session:
            session.execute(sa.delete(Attendance))
            for event in session.scalars(sa.select(Event)).all():
                for member_id in {member_id for _event_id, member_id in kept}:
                    derive_attendance(session, event, member_id, is_leaving=True)
        return self._kept()


def test_replaying_the_log_gives_the_same_attendance(db: Database) -> None:
    DoorEvening.db = db
    run_state_machine_as_test(
        DoorEvening,
        # Shrinking would play evenings for minutes; a long evening is told step by step anyway.
        settings=settings(
            max_examples=12, stateful_step_count=20, phases=[Phase.reuse, Phase.generate]
        ),
    )
