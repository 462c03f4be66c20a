"""Guest lists: rule 1, seats and the waitlist, on a real file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus, WaitlistOrder
from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.answers.guests import (
    Added,
    add_guests,
    list_guests,
    new_registration,
    registration_of,
    renew_code,
    set_status,
)
from organizer.services.answers.seating import say_yes
from organizer.services.at_door.door import check_in_member
from organizer.services.finding import find_event, find_member
from organizer.services.people.members import add_member
from organizer.services.plans import events
from tests.evenings import STARTS, Evening, at, plan

GOING, DECLINED = RegistrationStatus.GOING, RegistrationStatus.DECLINED
INVITED, WAITLISTED = RegistrationStatus.INVITED, RegistrationStatus.WAITLISTED
MAYBE, CANCELLED = RegistrationStatus.MAYBE, RegistrationStatus.CANCELLED


@pytest.fixture
def two_seats(evening: Evening) -> str:
    return plan(evening.db, "Small", capacity=2)


def test_a_yes_beyond_the_capacity_waits_and_moves_up(evening: Evening, two_seats: str) -> None:
    uids = [evening.person(name) for name in ("Ana", "Bo", "Cy")]
    assert add_guests(evening.db, two_seats, uids, status=GOING) == Added(2, 1, 0)
    assert add_guests(evening.db, two_seats, uids, status=GOING) == Added(0, 0, 3)
    answered = set_status(evening.db, two_seats, uids[0], DECLINED)
    assert (answered.status, answered.promoted) == (DECLINED, (uids[2],))


def test_only_going_takes_seats(evening: Evening, two_seats: str) -> None:
    evening.invited("Ana", "Bo", "Cy", event=two_seats)
    set_status(evening.db, two_seats, evening.person("Ana"), MAYBE)
    assert events.get_event(evening.db, two_seats).going == 0
    evening.going("Dee", "Eli", event=two_seats)
    assert evening.status("Eli", two_seats) == "going"


def test_extra_guests_take_seats(evening: Evening, two_seats: str) -> None:
    evening.going("Ana", event=two_seats, plus=1)
    evening.going("Bo", event=two_seats)
    assert events.get_event(evening.db, two_seats).going == 2
    assert evening.status("Bo", two_seats) == "waitlisted"
    answered = set_status(evening.db, two_seats, evening.person("Ana"), GOING, plus=0)
    assert answered.promoted == (evening.person("Bo"),)


def test_the_waitlist_moves_strictly_in_order(evening: Evening, two_seats: str) -> None:
    evening.going("Ana", "Bo", event=two_seats)
    evening.going("Cy", event=two_seats, plus=1)
    evening.going("Dee", event=two_seats)
    freed = set_status(evening.db, two_seats, evening.person("Ana"), DECLINED)
    assert freed.promoted == (), "Cy needs two seats and nobody passes"
    evening.going("Eli", event=two_seats)
    assert evening.status("Eli", two_seats) == "waitlisted", "a free seat is not for the last"
    freed = set_status(evening.db, two_seats, evening.person("Bo"), DECLINED)
    assert freed.promoted == (evening.person("Cy"),)


def test_saying_yes_or_waiting_again_keeps_the_place(evening: Evening, two_seats: str) -> None:
    evening.going("Ana", "Bo", "Cy", "Dee", event=two_seats)
    for status in (GOING, WAITLISTED):
        assert set_status(evening.db, two_seats, evening.person("Cy"), status).status is WAITLISTED
    freed = set_status(evening.db, two_seats, evening.person("Ana"), DECLINED)
    assert freed.promoted == (evening.person("Cy"),)


def test_who_is_put_on_the_waitlist_frees_a_seat_for_those_before(
    evening: Evening, two_seats: str
) -> None:
    evening.going("Ana", "Bo", "Cy", event=two_seats)
    moved = set_status(evening.db, two_seats, evening.person("Ana"), WAITLISTED)
    assert (moved.status, moved.promoted) == (WAITLISTED, (evening.person("Cy"),))


def test_who_is_put_on_the_waitlist_stays_there(evening: Evening) -> None:
    evening.going("Ana")
    moved = set_status(evening.db, evening.meetup, evening.person("Ana"), WAITLISTED)
    assert (moved.status, moved.promoted) == (WAITLISTED, ())


def test_more_seats_let_people_up(evening: Evening, two_seats: str) -> None:
    evening.going("Ana", "Bo", "Cy", "Dee", event=two_seats)
    draft = events.draft_of(events.get_event(evening.db, two_seats))
    assert events.change_event(evening.db, two_seats, replace(draft, capacity=3)) == 0
    assert [evening.status(name, two_seats) for name in ("Cy", "Dee")] == ["going", "waitlisted"]


def test_everyone_or_those_with_a_tag(db: Database, evening: Evening) -> None:
    add_member(db, MemberDraft(name="Ana", tags=("Host",)))
    add_member(db, MemberDraft(name="Bo"))
    assert add_guests(db, evening.meetup, tag="host") == Added(1, 0, 0)
    assert add_guests(db, evening.meetup, everyone=True) == Added(1, 0, 1)
    with pytest.raises(UserError, match="No member has the tag"):
        add_guests(db, evening.meetup, tag="nobody")


def say_yes_in_turn(db: Database, event_uid: str, people: list[str]) -> None:
    """Let people say yes with a guest each, without anybody moving up meanwhile."""
    with db.writing() as session:
        event = find_event(session, event_uid)
        for uid in people:
            member = find_member(session, uid)
            place = registration_of(session, event.id, member.id)
            if place is None or place.status is CANCELLED:
                place = place or new_registration(session, event, member.id)
                say_yes(session, event, place, 1)


@pytest.mark.parametrize("order", WaitlistOrder)
@pytest.mark.parametrize("seats", [None, 5])
def test_all_at_once_is_the_same_as_one_after_the_other(
    evening: Evening, order: WaitlistOrder, seats: int | None
) -> None:
    people = [evening.person(f"P{number}") for number in range(8)]
    check_in_member(evening.db, evening.meetup, people[1], now=at(19), let_in=True)
    check_in_member(evening.db, evening.meetup, people[5], now=at(19), let_in=True)
    stands = []
    for at_once in (True, False):
        event = plan(evening.db, "Later", starts=STARTS + timedelta(days=7), capacity=seats)
        row = events.get_event(evening.db, event)
        events.change_event(evening.db, event, replace(events.draft_of(row), waitlist_order=order))
        add_guests(evening.db, event, people[:2], status=GOING)
        for uid, status in ((people[0], CANCELLED), (people[1], WAITLISTED)):
            set_status(evening.db, event, uid, status)
        if at_once:
            add_guests(evening.db, event, people, status=GOING, plus=1)
        else:
            say_yes_in_turn(evening.db, event, people)
        guests = {g.member_uid: (g.status, g.plus) for g in list_guests(evening.db, event)}
        assert len({g.code for g in list_guests(evening.db, event)}) == 8
        raised = replace(events.draft_of(events.get_event(evening.db, event)), capacity=9)
        events.change_event(evening.db, event, raised)
        then = {g.member_uid: g.status for g in list_guests(evening.db, event)}
        stands.append((guests, then))
    assert stands[0] == stands[1]


def test_many_are_put_on_a_list_in_few_lines_of_the_journal(db: Database) -> None:
    for number in range(60):
        add_member(db, MemberDraft(name=f"P{number}"))
    event = plan(db, "Large", capacity=40)
    assert add_guests(db, event, everyone=True, status=GOING) == Added(40, 20, 0)
    with db.reading() as session:
        newest = session.execute(sa.text("SELECT max(id) FROM step")).scalar_one()
        lines = sa.text("SELECT table_name, action FROM step_row WHERE step_id = :step")
        noted = session.execute(lines, {"step": newest}).all()
    assert noted == [("registration", "many"), ("badge_code", "many")]
    assert undoing.take_back(db) == "60 people added to “Large”"
    assert list_guests(db, event) == []


def test_who_was_taken_off_can_be_added_again(evening: Evening) -> None:
    evening.invited("Ana")
    set_status(evening.db, evening.meetup, evening.person("Ana"), RegistrationStatus.CANCELLED)
    assert add_guests(evening.db, evening.meetup, [evening.person("Ana")]) == Added(1, 0, 0)
    assert evening.status("Ana") == "invited"


def test_a_code_stays_until_it_is_renewed(evening: Evening) -> None:
    evening.going("Ana")
    code = evening.code("Ana")
    set_status(evening.db, evening.meetup, evening.person("Ana"), DECLINED)
    assert evening.code("Ana") == code
    assert renew_code(evening.db, evening.meetup, "Ana") == evening.code("Ana") != code


@pytest.mark.parametrize("plus", [-1, 51, 10**9])
def test_a_number_of_guests_that_cannot_be(evening: Evening, plus: int) -> None:
    with pytest.raises(UserError, match="extra guests"):
        evening.going("Ana", plus=plus)
    assert list_guests(evening.db, evening.meetup) == []


def test_what_cannot_be_done_says_why(evening: Evening) -> None:
    evening.person("Ana")
    with pytest.raises(UserError, match="is not on the list"):
        set_status(evening.db, evening.meetup, "Ana", GOING)
    with pytest.raises(UserError, match="as invited or as going"):
        add_guests(evening.db, evening.meetup, ["Ana"], status=MAYBE)
    events.cancel_event(evening.db, evening.meetup)
    with pytest.raises(UserError, match="is cancelled"):
        add_guests(evening.db, evening.meetup, ["Ana"])


STEPS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(RegistrationStatus), st.integers(0, 2)),
    max_size=12,
)


@given(STEPS)
@example([(0, GOING, 0), (1, GOING, 0), (0, GOING, 2)])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_answer_seats_are_kept_and_nobody_is_passed(
    evening: Evening, steps: list[tuple[int, RegistrationStatus, int]]
) -> None:
    uid = plan(evening.db, f"Random {len(events.list_events(evening.db))}", capacity=3)
    uids = [evening.person(f"Member {number}") for number in range(5)]
    add_guests(evening.db, uid, uids)
    by_hand: set[str] = set()
    for number, status, plus in steps:
        before = {g.member_uid: g for g in list_guests(evening.db, uid)}[uids[number]]
        taken = events.get_event(evening.db, uid).going
        is_refused = before.status is status is GOING and taken - before.plus + plus > 3
        try:
            set_status(evening.db, uid, uids[number], status, plus=plus)
        except UserError:
            assert is_refused, "only more guests than fit are refused, of who is going"
            continue
        assert not is_refused
        if status is WAITLISTED:
            by_hand.add(uids[number])
        row = events.get_event(evening.db, uid)
        assert row.going <= 3
        waiting = [g for g in list_guests(evening.db, uid) if g.status is WAITLISTED]
        fits = [g for g in waiting if row.going + 1 + g.plus <= 3]
        if fits == waiting and not by_hand:
            assert not waiting, "no seat stays empty while somebody waits"
