"""Filling the workshops of a meetup by everybody's wishes: shown first, then done in one step."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, RegistrationStatus
from organizer.services.answers.guests import list_guests, set_status
from organizer.services.people.members import change_member, member_detail
from organizer.services.people.members import draft_of as draft_of_member
from organizer.services.plans.events import change_event, draft_of, get_event
from organizer.services.plans.prerequisites import missing_prerequisites
from organizer.services.plans.workshops import (
    apply_filling,
    preview_filling,
    set_choices,
)
from organizer.services.undoing import take_back
from tests.evenings import STARTS, Evening, plan


def wish(evening: Evening, name: str, *workshops: str) -> None:
    set_choices(evening.db, evening.meetup, evening.person(name), workshops)


def seats(evening: Evening, event: str) -> dict[str, str]:
    return {guest.name: str(guest.status) for guest in list_guests(evening.db, event)}


def crowd(evening: Evening, *names: str) -> Sequence[str]:
    """People who like dyeing best, which has two seats, and then knots, at the same time."""
    evening.going(*names)
    for name in names:
        wish(evening, name, evening.dyeing, evening.knots)
    return names


def test_wishes_are_noted_in_their_order_and_replaced(evening: Evening) -> None:
    evening.going("Ana")
    wish(evening, "Ana", evening.knots, evening.dyeing)
    wish(evening, "Ana", evening.dyeing, evening.knots)
    [ana] = list_guests(evening.db, evening.meetup)
    assert ana.choices == (evening.dyeing, evening.knots)
    wish(evening, "Ana")
    assert list_guests(evening.db, evening.meetup)[0].choices == ()
    other = plan(evening.db, "Elsewhere", kind=EventKind.WORKSHOP)
    with pytest.raises(UserError, match="Only workshops of “Loom night”"):
        wish(evening, "Ana", other)


def test_the_preview_is_what_happens_and_one_step(evening: Evening) -> None:
    crowd(evening, "Ana", "Ben", "Cem", "Dia")
    before = preview_filling(evening.db, evening.meetup)
    assert before.by_rank == (2, 2) and before.without == ()
    assert seats(evening, evening.dyeing) == {}
    assert apply_filling(evening.db, evening.meetup) == before
    dyeing, knots = seats(evening, evening.dyeing), seats(evening, evening.knots)
    assert set(dyeing) | set(knots) == {"Ana", "Ben", "Cem", "Dia"}
    assert (len(dyeing), len(knots)) == (2, 2)
    assert set(before.workshops[0].seated) == set(dyeing)
    assert preview_filling(evening.db, evening.meetup).seats == 0
    take_back(evening.db)
    assert seats(evening, evening.dyeing) == {} == seats(evening, evening.knots)


def test_who_finds_no_seat_waits_in_the_order_of_the_draw(evening: Evening) -> None:
    evening.going("Ana", "Ben", "Cem")
    for name in ("Ana", "Ben", "Cem"):
        wish(evening, name, evening.dyeing)
    shown = apply_filling(evening.db, evening.meetup)
    [waits] = shown.without
    assert shown.workshops[0].waiting == (waits,)
    assert seats(evening, evening.dyeing)[waits] == "waitlisted"
    assert apply_filling(evening.db, evening.meetup).seats == 0


def test_seats_that_people_have_are_kept(evening: Evening) -> None:
    evening.going("Zoe", "Yan")
    evening.going("Zoe", "Yan", event=evening.dyeing)
    crowd(evening, "Ana", "Ben")
    apply_filling(evening.db, evening.meetup)
    assert seats(evening, evening.dyeing) == {"Zoe": "going", "Yan": "going"}
    assert set(seats(evening, evening.knots)) == {"Ana", "Ben"}


def test_wishes_of_who_does_not_come_count_for_nothing(evening: Evening) -> None:
    crowd(evening, "Ana")
    evening.invited("Ben")
    wish(evening, "Ben", evening.dyeing)
    shown = apply_filling(evening.db, evening.meetup)
    assert shown.not_going == 1
    assert seats(evening, evening.dyeing) == {"Ana": "going"}


def test_who_cancels_the_meetup_gives_back_their_seat_in_a_workshop(evening: Evening) -> None:
    later = STARTS.replace(year=2090)
    meetup = plan(evening.db, "Later night", starts=later)
    loom = plan(
        evening.db, "Loom", starts=later, kind=EventKind.WORKSHOP, capacity=1, part_of=meetup
    )
    for event in (meetup, loom):
        evening.going("Ana", "Ben", event=event)
    assert seats(evening, loom) == {"Ana": "going", "Ben": "waitlisted"}
    set_status(evening.db, meetup, evening.people["Ana"], RegistrationStatus.DECLINED)
    assert seats(evening, loom) == {"Ana": "declined", "Ben": "going"}
    take_back(evening.db)
    assert seats(evening, loom) == {"Ana": "going", "Ben": "waitlisted"}


def test_seats_go_only_to_who_has_what_a_workshop_asks_for(evening: Evening) -> None:
    basics = plan(evening.db, "Basics", starts=STARTS.replace(day=3), kind=EventKind.WORKSHOP)
    draft = draft_of(get_event(evening.db, evening.dyeing))
    draft.required_tags, draft.required_workshops = ("steady hand",), (basics,)
    draft.facilitators = (evening.person("Olga"),)
    change_event(evening.db, evening.dyeing, draft)
    row = get_event(evening.db, evening.dyeing)
    assert row.required_tags == ("steady hand",) and row.required_workshops == (basics,)
    assert row.facilitators == (evening.people["Olga"],)
    crowd(evening, "Ana", "Ben")
    ana = draft_of_member(member_detail(evening.db, evening.people["Ana"]))
    ana.tags = ("steady hand",)
    change_member(evening.db, evening.people["Ana"], ana)
    strict = preview_filling(evening.db, evening.meetup)
    assert strict.workshops[0].seated == () == strict.workshops[0].waiting
    assert set(strict.workshops[1].seated) == {"Ana", "Ben"}
    assert (strict.by_rank, strict.unready) == ((0, 2), 2)
    assert strict.warnings == (
        "Ben gets no seat in “Dyeing”: without the tag “steady hand”.",
        "Ana, Ben get no seat in “Dyeing”: without having been to “Basics”.",
    )
    kind = preview_filling(evening.db, evening.meetup, with_unready=True)
    assert kind.warnings == (
        "Ben gets into “Dyeing” without the tag “steady hand”.",
        "Ana, Ben get into “Dyeing” without having been to “Basics”.",
    )
    assert apply_filling(evening.db, evening.meetup, with_unready=True) == kind
    assert set(seats(evening, evening.dyeing)) == {"Ana", "Ben"}
    assert missing_prerequisites(evening.db, evening.dyeing) == [
        "Ben is going without the tag “steady hand”.",
        "Ana, Ben are going without having been to “Basics”.",
    ]


def test_a_workshop_cannot_require_itself(evening: Evening) -> None:
    draft = draft_of(get_event(evening.db, evening.dyeing))
    draft.required_workshops = (evening.dyeing,)
    with pytest.raises(UserError, match="cannot require itself"):
        change_event(evening.db, evening.dyeing, draft)
