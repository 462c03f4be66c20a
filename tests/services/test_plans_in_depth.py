"""What a plan knows beside its row: payments, a deadline, a fair waitlist, overlaps, an estimate."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, WaitlistOrder
from organizer.services.answers import guests
from organizer.services.answers.deadlines import (
    decline_unanswered,
    is_past_deadline,
    whom_to_remind,
)
from organizer.services.answers.guests import list_guests, set_status
from organizer.services.answers.paying import set_paid
from organizer.services.at_door.door import check_in_member
from organizer.services.finding import find_event
from organizer.services.insights import recap_record
from organizer.services.out.exporting import badge_records
from organizer.services.people.members import change_member, member_detail
from organizer.services.people.members import draft_of as draft_of_member
from organizer.services.plans.events import change_event, count_guests, draft_of, get_event
from organizer.services.plans.overlaps import overlaps_of, overlaps_of_draft
from organizer.services.undoing import take_back
from tests.evenings import STARTS, Evening, at, plan


def change(evening: Evening, event: str, **said: object) -> None:
    draft = draft_of(get_event(evening.db, event))
    for name, value in said.items():
        setattr(draft, name, value)
    change_event(evening.db, event, draft)


def regular(evening: Evening, *names: str, evenings: int = 1, came: bool = True) -> None:
    """Let people say yes to evenings of the past, and come or not; the host came to each."""
    for number in range(evenings):
        starts = STARTS - timedelta(days=7 * (number + 1))
        past = plan(evening.db, f"Past {number} {names[0]}", starts=starts)
        evening.going("Host", *names, event=past)
        opening = at(19) - timedelta(days=7 * (number + 1))
        for name in ("Host", *(names if came else ())):
            check_in_member(evening.db, past, evening.people[name], now=opening)


# Payments


def test_several_are_marked_as_paid_at_once(evening: Evening) -> None:
    change(evening, evening.meetup, price="12 €")
    evening.going("Ana", "Ben")
    numbers = [guest.registration_id for guest in list_guests(evening.db, evening.meetup)]
    assert count_guests(evening.db, evening.meetup).unpaid == 2
    assert set_paid(evening.db, evening.meetup, numbers, is_paid=True) == 2
    assert set_paid(evening.db, evening.meetup, numbers, is_paid=True) == 0
    assert count_guests(evening.db, evening.meetup).unpaid == 0
    with pytest.raises(UserError, match="costs nothing"):
        set_paid(evening.db, evening.dyeing, numbers, is_paid=True)


def test_the_door_says_what_is_to_be_paid(evening: Evening) -> None:
    change(evening, evening.meetup, price="12 €")
    evening.going("Ana", "Ben")
    ana = next(one for one in list_guests(evening.db, evening.meetup) if one.name == "Ana")
    set_paid(evening.db, evening.meetup, [ana.registration_id], is_paid=True)
    for name, phrases in (("Ana", ()), ("Ben", ("To pay: 12 €",))):
        answer = check_in_member(evening.db, evening.meetup, evening.people[name], now=at(19))
        assert answer.greeting is not None and answer.greeting.phrases[1:] == phrases


def test_who_has_paid_is_said_where_the_plan_says_so(evening: Evening) -> None:
    change(evening, evening.meetup, price="12 €")
    evening.going("Ana", "Ben")
    ana = next(one for one in list_guests(evening.db, evening.meetup) if one.name == "Ana")
    set_paid(evening.db, evening.meetup, [ana.registration_id], is_paid=True)
    assert [one.answers for one in badge_records(evening.db, evening.meetup)] == [(), ()]
    change(evening, evening.meetup, paid_on_badge=True, paid_at_door=False)
    words = [one.answers for one in badge_records(evening.db, evening.meetup)]
    assert words == [("Paid",), ("To pay: 12 €",)]
    for name in ("Ana", "Ben"):
        answer = check_in_member(evening.db, evening.meetup, evening.people[name], now=at(19))
        assert answer.greeting is not None and not answer.to_pay
        assert answer.greeting.phrases[1:] == ()
    assert recap(evening) == (1, ["1 person who came has not paid."])
    change(evening, evening.meetup, paid_on_recap=False)
    assert recap(evening) == (None, [])
    change(evening, evening.meetup, price="")
    assert [one.answers for one in badge_records(evening.db, evening.meetup)] == [(), ()]
    while get_event(evening.db, evening.meetup).paid_on_badge:
        take_back(evening.db)
    row = get_event(evening.db, evening.meetup)
    assert (row.paid_on_list, row.paid_at_door, row.paid_on_recap) == (True, True, True)


def recap(evening: Evening) -> tuple[int | None, list[str]]:
    """Return what the recap says of payments."""
    with evening.db.reading() as session:
        record = recap_record(session, find_event(session, evening.meetup))
    return record.unpaid, [one for one in record.next_steps if "paid" in one]


# The last day to answer


def test_who_has_not_answered_is_reminded_or_taken_as_not_coming(evening: Evening) -> None:
    change(evening, evening.meetup, answer_by=datetime(2026, 11, 20, 18, 0))
    row = get_event(evening.db, evening.meetup)
    assert not is_past_deadline(row, at(17) - timedelta(days=4))
    assert is_past_deadline(row, at(18) - timedelta(days=4))
    assert not is_past_deadline(row, at(19))
    for name, email in (("Ana", "ana@example.org"), ("Ben", ""), ("Cem", "cem@example.org")):
        evening.person(name, email)
    evening.invited("Ana", "Ben", "Cem")
    cem = draft_of_member(member_detail(evening.db, evening.people["Cem"]))
    cem.do_not_write = True
    change_member(evening.db, evening.people["Cem"], cem)
    reached = whom_to_remind(evening.db, evening.meetup)
    assert (reached.addresses, reached.without_address, reached.left_out) == (
        ("ana@example.org",),
        ("Ben",),
        1,
    )
    evening.going("Dia")
    with pytest.raises(UserError, match="until 20 Nov 2026, 18:00"):
        decline_unanswered(evening.db, evening.meetup, now=at(17) - timedelta(days=4))
    past = at(18) - timedelta(days=4)
    assert decline_unanswered(evening.db, evening.meetup, now=past) == 3
    assert evening.status("Ana") == "declined" and evening.status("Dia") == "going"
    take_back(evening.db)
    assert evening.status("Ana") == "invited"


def test_a_deadline_after_the_event_is_none(evening: Evening) -> None:
    with pytest.raises(UserError, match="before the end of the event"):
        change(evening, evening.meetup, answer_by=STARTS + timedelta(days=1))


# The waitlist


def test_newcomers_move_up_first_where_the_plan_says_so(evening: Evening) -> None:
    regular(evening, "Rea", "Rio")
    change(evening, evening.meetup, capacity=1)
    evening.going("Ana", "Rea", "New")
    change(evening, evening.meetup, waitlist_order=WaitlistOrder.NEWCOMERS)
    set_status(
        evening.db, evening.meetup, evening.people["Ana"], guests.RegistrationStatus.DECLINED
    )
    assert evening.status("New") == "going" and evening.status("Rea") == "waitlisted"


def test_first_come_is_what_happens_otherwise(evening: Evening) -> None:
    regular(evening, "Rea")
    change(evening, evening.meetup, capacity=1)
    evening.going("Ana", "Rea", "New")
    set_status(
        evening.db, evening.meetup, evening.people["Ana"], guests.RegistrationStatus.DECLINED
    )
    assert evening.status("Rea") == "going" and evening.status("New") == "waitlisted"


def test_a_newcomer_passes_regulars_who_wait_but_no_newcomer(evening: Evening) -> None:
    regular(evening, "Rea", "Rio")
    change(evening, evening.meetup, capacity=3, waitlist_order=WaitlistOrder.NEWCOMERS)
    evening.going("Ana", "Ben")
    evening.going("Rea", plus=1)  # needs two seats, one is free
    assert evening.status("Rea") == "waitlisted"
    evening.going("Rio")
    assert evening.status("Rio") == "waitlisted", "a regular stays behind a regular"
    evening.going("New")
    assert evening.status("New") == "going"


# Overlaps


def test_one_room_is_not_taken_twice(evening: Evening) -> None:
    other = plan(evening.db, "Choir", starts=STARTS + timedelta(hours=1))
    assert overlaps_of(evening.db, evening.meetup) == [
        "“Choir” is in Mill at that time. Move one of them, or give them two rooms."
    ]
    change(evening, evening.meetup, room="Attic")
    change(evening, other, room="Cellar")
    assert overlaps_of(evening.db, evening.meetup) == []
    change(evening, other, room="attic")
    assert overlaps_of(evening.db, other) == [
        "“Loom night” is in Mill, attic at that time. Move one of them to another room."
    ]


def test_workshops_of_one_meetup_need_rooms_of_their_own(evening: Evening) -> None:
    assert overlaps_of(evening.db, evening.meetup) == []
    assert len(overlaps_of(evening.db, evening.dyeing)) == 1
    for one in (evening.dyeing, evening.knots):
        change(evening, one, venue="")
    assert overlaps_of(evening.db, evening.dyeing) == [], "nobody has said which rooms"
    for one in (evening.dyeing, evening.knots):
        change(evening, one, room="Blue")
    told = ["“Knots” is in Mill, Blue at that time. Move one of them to another room."]
    assert overlaps_of(evening.db, evening.dyeing) == told
    draft = draft_of(get_event(evening.db, evening.dyeing))
    assert overlaps_of_draft(evening.db, draft, evening.dyeing) == told
    change(evening, evening.meetup, venue="")
    assert "is in Blue at that time" in overlaps_of(evening.db, evening.dyeing)[0]


def test_nobody_leads_or_attends_two_things_at_once(evening: Evening) -> None:
    change(evening, evening.dyeing, facilitators=(evening.person("Olga"),), room="A")
    change(evening, evening.knots, facilitators=(evening.people["Olga"],), room="B")
    evening.going("Ana", "Ben")
    evening.going("Ana", event=evening.dyeing)
    evening.going("Ana", event=evening.knots)
    evening.going("Olga", event=evening.knots)
    assert overlaps_of(evening.db, evening.dyeing) == [
        "Olga leads “Knots” at that time. Ask somebody else to lead one of them.",
        "Olga, who leads this, is going to “Knots” at that time. Tell them.",
        "Ana is going to “Knots” at that time too. Ask which one they want.",
    ]
    assert overlaps_of(evening.db, evening.meetup) == []


def test_who_takes_a_whole_place_may_take_a_room_of_it(evening: Evening) -> None:
    other = plan(evening.db, "Choir")
    change(evening, other, venue="Mill", room="Attic")
    assert overlaps_of(evening.db, evening.meetup) == [
        "“Choir” is in Mill, Attic at that time, which this may take too. Say which room this "
        "takes."
    ]
    assert overlaps_of(evening.db, other) == [
        "“Loom night” is in Mill at that time and may take Attic too, as its room is not said. "
        "Say which one it takes."
    ]
    change(evening, evening.meetup, room="Cellar")
    assert overlaps_of(evening.db, evening.meetup) == [] == overlaps_of(evening.db, other)


def test_workshops_in_rooms_of_one_meetup_do_not_get_in_its_way(evening: Evening) -> None:
    change(evening, evening.dyeing, room="Attic")
    assert overlaps_of(evening.db, evening.meetup) == []
    assert overlaps_of(evening.db, evening.dyeing) == [] == overlaps_of(evening.db, evening.knots)


def test_who_leads_elsewhere_is_told_on_both_events(evening: Evening) -> None:
    other = plan(evening.db, "Choir")
    change(evening, other, venue="Hall", facilitators=(evening.person("Ana"),))
    evening.going("Ana")
    assert overlaps_of(evening.db, evening.meetup) == [
        "Ana, who is going, leads “Choir” at that time. Tell them."
    ]
    assert overlaps_of(evening.db, other) == [
        "Ana, who leads this, is going to “Loom night” at that time. Tell them."
    ]


def test_a_plan_hears_of_it_before_it_is_kept(evening: Evening) -> None:
    draft = draft_of(get_event(evening.db, evening.meetup))
    draft.title = "Choir"
    assert overlaps_of_draft(evening.db, draft, evening.meetup) == []
    assert "“Loom night” is in Mill" in overlaps_of_draft(evening.db, draft)[0]
    draft.starts, draft.ends = STARTS - timedelta(hours=3), STARTS
    assert overlaps_of_draft(evening.db, draft) == []
    draft.title = ""
    assert overlaps_of_draft(evening.db, draft) == []


# The estimate


def test_the_estimate_knows_its_people(evening: Evening) -> None:
    regular(evening, "Ana", "Ben", "Cem", "Dia", evenings=8)
    now = at(12)
    evening.going("Ana", "Ben", "Cem", "Dia")
    assert count_guests(evening.db, evening.meetup, now=now).likely == (4, 4)
    for name in ("Eva", "Fay", "Gus", "Hal"):
        evening.person(name)
    regular(evening, "Eva", "Fay", "Gus", "Hal", evenings=8, came=False)
    evening.going("Eva", "Fay", "Gus", "Hal")
    low, high = count_guests(evening.db, evening.meetup, now=now).likely or (0, 0)
    assert low >= 3 and high <= 6
    assert count_guests(evening.db, evening.meetup, now=at(22)).likely is None


def test_who_is_not_in_yet_at_an_evening_that_runs_has_not_stayed_away(evening: Evening) -> None:
    regular(evening, "Ana", "Ben")
    running = plan(evening.db, "Before", starts=STARTS - timedelta(hours=2))
    evening.going("Host", "Ana", "Ben")
    before = count_guests(evening.db, evening.meetup, now=at(18)).likely
    evening.going("Host", "Ana", "Ben", event=running)
    check_in_member(evening.db, running, evening.people["Host"], now=at(17, 30))
    assert count_guests(evening.db, evening.meetup, now=at(18)).likely == before
    assert count_guests(evening.db, evening.meetup, now=at(20)).likely != before


def test_who_is_here_has_come_with_all_their_guests(evening: Evening) -> None:
    evening.going("Ana", plus=3)
    assert count_guests(evening.db, evening.meetup, now=at(12)).likely == (0, 4)
    check_in_member(evening.db, evening.meetup, evening.people["Ana"], now=at(19))
    assert count_guests(evening.db, evening.meetup, now=at(20)).likely == (4, 4)


def test_a_workshop_is_estimated_by_its_evenings(evening: Evening) -> None:
    alone = plan(evening.db, "Alone", kind=EventKind.WORKSHOP)
    assert count_guests(evening.db, alone, now=at(12)).likely == (0, 0)
