"""Evenings on which all kinds of things happen beside the door: the log still tells everything."""

from __future__ import annotations

from contextlib import suppress

import sqlalchemy as sa
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from organizer.domain.codes import make_code
from organizer.domain.errors import UserError
from organizer.domain.kinds import CodeKind, DoorAction, RegistrationStatus, Verdict
from organizer.models.database import Database
from organizer.models.tables import DoorEntry, Member
from organizer.services import communities
from organizer.services.answers.guests import set_status
from organizer.services.answers.moving import move_to_member
from organizer.services.at_door.door import check_in, undo
from organizer.services.at_door.door_party import (
    count_heads,
    give_to_member,
    let_in_provisionally,
)
from organizer.services.at_door.ticking import tick_arrivals
from organizer.services.people.merging import merge_members
from organizer.services.undoing import take_again, take_back
from tests.services.test_door_log import MEETUP, DoorEvening, Line, doors, people

ANSWERS = [RegistrationStatus.GOING, RegistrationStatus.DECLINED, RegistrationStatus.WAITLISTED]


class Mishaps(DoorEvening):
    """Badges that nobody knows, heads on no list, paper, answers by mail, places given away, and
    one person who turns out to be two entries."""

    @initialize()
    def begin(self) -> None:
        super().begin()
        self.unnamed: list[Line] = []
        self.heads: list[Line] = []
        self.badges = 0

    def _on_no_list(self, door: str) -> int:
        return sum(1 for one in self.unnamed if one.door == door) + self._heads(door)

    def _heads(self, door: str) -> int:
        return sum(one.plus for one in self.heads if one.door == door)

    @rule(door=doors)
    def come_with_a_badge_not_known_here(self, door: str) -> None:
        self.badges += 1
        with self.db.reading() as session:
            key = communities.code_key(session)
        code = make_code(key, CodeKind.REGISTRATION, self.badges.to_bytes(8, "big"))
        refused = check_in(self.db, self.doors[door], code, now=self.now)
        assert refused.verdict is Verdict.UNKNOWN_HERE
        let_in = let_in_provisionally(self.db, self.doors[door], code, now=self.now)
        assert let_in.entry_id is not None
        self.unnamed.append(Line(let_in.entry_id, "", door, False, self.now))

    @precondition(lambda self: self.unnamed)
    @rule(data=st.data(), number=people)
    def say_who_that_was(self, data: st.DataObject, number: int) -> None:
        line, uid = data.draw(st.sampled_from(self.unnamed)), self.people[number]
        was_inside = self._is_in(line.door, uid)
        try:
            answer = give_to_member(self.db, line.entry_id, uid, now=self.now)
        except UserError:
            assert was_inside
            return
        assert not was_inside and answer.entry_id is not None
        self.unnamed.remove(line)
        self.lines.append(Line(answer.entry_id, uid, line.door, False, line.at))

    @rule(door=doors, more=st.integers(-2, 3).filter(bool))
    def count_heads(self, door: str, more: int) -> None:
        before = self._heads(door)
        after = count_heads(self.db, self.doors[door], more, now=self.now)
        assert after == max(0, before + more)
        if after != before:
            line = Line(self._last_line(), "", door, False, self.now, after - before)
            self.heads.append(line)

    @precondition(lambda self: self.unnamed or self.heads)
    @rule(data=st.data())
    def undo_who_is_on_no_list(self, data: st.DataObject) -> None:
        line = data.draw(st.sampled_from([*self.unnamed, *self.heads]))
        fits = line in self.unnamed or self._heads(line.door) >= line.plus
        try:
            undo(self.db, line.entry_id, now=self.now)
        except UserError:
            assert not fits
            return
        assert fits
        (self.unnamed if line in self.unnamed else self.heads).remove(line)

    @rule(door=doors, numbers=st.sets(people, min_size=1))
    def tick_the_sheet(self, door: str, numbers: set[int]) -> None:
        uids = [self.people[number] for number in sorted(numbers)]
        ticked = tick_arrivals(self.db, self.doors[door], uids, now=self.now)
        lines = sa.select(DoorEntry, Member.uid).join(Member, Member.id == DoorEntry.member_id)
        with self.db.reading() as session:
            for line, uid in session.execute(lines.where(DoorEntry.id.in_(ticked.entries))):
                assert line.action is DoorAction.ARRIVED
                self.lines.append(Line(line.id, uid, door, False, self.now, line.plus))

    @rule(number=people, status=st.sampled_from(ANSWERS))
    def answer_by_mail(self, number: int, status: RegistrationStatus) -> None:
        with suppress(UserError):  # who is on no list has no answer
            set_status(self.db, self.doors[MEETUP], self.people[number], status)

    @rule(giver=people, taker=people)
    def give_a_place_away(self, giver: int, taker: int) -> None:
        with suppress(UserError):  # who has come keeps their place
            move_to_member(self.db, self.doors[MEETUP], self.people[giver], self.people[taker])
            self.codes = {}

    @precondition(lambda self: any(line.person not in self.people for line in self.lines))
    @rule(data=st.data(), number=people, is_undone=st.booleans())
    def find_that_a_new_face_is_known(
        self, data: st.DataObject, number: int, is_undone: bool
    ) -> None:
        faces = dict.fromkeys(one.person for one in self.lines if one.person not in self.people)
        face = data.draw(st.sampled_from(list(faces)))
        merge_members(self.db, self.people[number], face)
        if is_undone:
            take_back(self.db)
            self.the_lists_say_what_the_log_says()
            take_again(self.db)
        for line in self.lines:
            if line.person == face:
                line.person = self.people[number]


def test_whatever_happens_beside_the_door_the_log_gives_the_same_lists(db: Database) -> None:
    Mishaps.db = db
    run_state_machine_as_test(
        Mishaps,
        settings=settings(
            max_examples=15, stateful_step_count=20, phases=[Phase.reuse, Phase.generate]
        ),
    )
