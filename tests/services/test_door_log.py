"""The door log tells everything: attendance is what replaying it gives, whatever happened."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

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
from organizer.models.database import open_database
from organizer.models.tables import Attendance, Event
from organizer.services.attendance import derive_attendance
from organizer.services.door import add_walk_in, check_in, check_in_member, check_out, undo
from organizer.services.guests import add_guests, list_guests
from tests.evenings import Evening, at, plan

MEETUP, WORKSHOP = "meetup", "workshop"
doors = st.sampled_from([MEETUP, WORKSHOP])
people = st.integers(0, 2)


@dataclass(slots=True)
class Line:
    """One line of the log, as simply as it can be told."""

    entry_id: int
    person: str
    door: str
    leaves: bool
    at: datetime


class DoorEvening(RuleBasedStateMachine):
    """People come, leave and come back by two doors, and every mistake is undone."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.db = open_database(Path(shutil.copy(self.template, self.folder)))
        meetup = plan(self.db, "Loom night")
        workshop = plan(self.db, "Dyeing", kind=EventKind.WORKSHOP, part_of=meetup)
        self.doors = {MEETUP: meetup, WORKSHOP: workshop}
        evening = Evening(self.db, meetup, workshop, workshop)
        self.people = [evening.person(name) for name in ("Ana", "Bo", "Cy")]
        add_guests(self.db, meetup, self.people[:2])
        add_guests(self.db, workshop, self.people[:1], status=RegistrationStatus.GOING)
        self.codes = {g.member_uid: g.code for g in list_guests(self.db, meetup)}
        self.lines: list[Line] = []
        self.now = at(18)

    def teardown(self) -> None:
        if hasattr(self, "db"):
            kept = self._kept()
            anew = self._derive_anew()
            self.db.close()
            shutil.rmtree(self.folder)
            assert anew == kept, "deriving everything anew changes nothing"

    def _note(self, entry_id: int | None, person: str | None, door: str, leaves: bool) -> None:
        assert entry_id is not None and person is not None
        self.lines.append(Line(entry_id, person, door, leaves, self.now))

    @rule(number=people, door=doors, minutes=st.integers(0, 5), let_in=st.booleans())
    def come(self, number: int, door: str, minutes: int, let_in: bool) -> None:
        self.now += timedelta(minutes=minutes)
        uid = self.people[number]
        if uid in self.codes and not let_in:
            answer = check_in(self.db, self.doors[door], self.codes[uid], now=self.now)
        else:
            answer = check_in_member(self.db, self.doors[door], uid, now=self.now, let_in=let_in)
        was_inside = self._expected(door).get(uid, (None, self.now))[1] is None
        assert (answer.verdict is Verdict.ALREADY_IN) == was_inside
        if answer.verdict is Verdict.WELCOME:
            self._note(answer.entry_id, uid, door, leaves=False)

    @rule(door=doors)
    def bring_somebody_new(self, door: str) -> None:
        answer = add_walk_in(self.db, self.doors[door], "Zoë", now=self.now)
        self._note(answer.entry_id, answer.member_uid, door, leaves=False)

    @rule(number=people, door=doors, minutes=st.integers(0, 5))
    def leave(self, number: int, door: str, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        uid = self.people[number]
        is_inside = self._expected(door).get(uid, (None, self.now))[1] is None
        try:
            check_out(self.db, self.doors[door], uid, now=self.now)
        except UserError:
            assert not is_inside
            return
        assert is_inside
        with self.db.reading() as session:
            entry_id = session.scalar(sa.text("SELECT max(id) FROM door_entry"))
        self._note(entry_id, uid, door, leaves=True)

    @precondition(lambda self: self.lines)
    @rule(data=st.data())
    def undo_one(self, data: st.DataObject) -> None:
        line = data.draw(st.sampled_from(self.lines))
        undo(self.db, line.entry_id, now=self.now)
        self.lines.remove(line)

    def _expected(self, door: str) -> dict[str, tuple[datetime, datetime | None]]:
        """Return when everyone came to an event and left it, by the plainest reading."""
        inside: dict[str, tuple[datetime, datetime | None]] = {}
        for line in self.lines:
            came = inside.get(line.person)
            if not line.leaves and (line.door == door or door == MEETUP):
                inside[line.person] = (came[0] if came else line.at, None)
            elif line.leaves and came and (line.door == door or door == WORKSHOP):
                inside[line.person] = (came[0], line.at)
        return inside

    def _kept(self) -> dict[tuple[int, int], tuple[datetime, datetime | None]]:
        with self.db.reading() as session:
            return {
                (row.event_id, row.member_id): (row.arrived_at, row.left_at)
                for row in session.scalars(sa.select(Attendance))
            }

    @invariant()
    def the_lists_say_what_the_log_says(self) -> None:
        for door, uid in getattr(self, "doors", {}).items():
            expected = self._expected(door)
            guests = {g.member_uid: g for g in list_guests(self.db, uid)}
            came = {g.member_uid for g in guests.values() if g.arrived_at}
            assert came == expected.keys()
            for person, (_arrived, left) in expected.items():
                assert (guests[person].left_at is None) == (left is None)
                assert guests[person].status is RegistrationStatus.GOING or door == MEETUP

    def _derive_anew(self) -> dict[tuple[int, int], tuple[datetime, datetime | None]]:
        kept = self._kept()
        with self.db.writing() as session:
            session.execute(sa.delete(Attendance))
            for event in session.scalars(sa.select(Event)).all():
                for member_id in {member_id for _event_id, member_id in kept}:
                    derive_attendance(session, event, member_id, is_leaving=True)
        return self._kept()


def test_replaying_the_log_gives_the_same_attendance(template_file: Path) -> None:
    DoorEvening.template = template_file
    run_state_machine_as_test(
        DoorEvening,
        # Shrinking would play evenings for minutes; a long evening is told step by step anyway.
        settings=settings(
            max_examples=25, stateful_step_count=20, phases=[Phase.reuse, Phase.generate]
        ),
    )
