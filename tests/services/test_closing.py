"""Closing an evening: one step that settles who did not come, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from organizer.domain.errors import UserError
from organizer.domain.kinds import DoorAction, RegistrationStatus
from organizer.services import undoing
from organizer.services.answers.guests import set_status
from organizer.services.at_door.closing import close_evening, reopen_evening, summarise
from organizer.services.at_door.door import add_walk_in, check_in
from organizer.services.at_door.door_party import bring_guests, count_heads, let_in_provisionally
from organizer.services.at_door.door_view import last_entries
from organizer.services.plans.events import cancel_event
from tests.evenings import STARTS, Evening, at, plan
from tests.services.test_door_party import unknown_code

LATE = at(23)


def names(people: tuple[object, ...]) -> list[str]:
    return [one.name for one in people]  # type: ignore[attr-defined]


def test_a_closed_evening_says_who_came_and_who_did_not(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy", plus=1)
    check_in(evening.db, evening.meetup, evening.code("Ana"), now=at(19))
    bring_guests(evening.db, evening.meetup, evening.people["Ana"], 1, now=at(19, 5))
    add_walk_in(evening.db, evening.meetup, "Zoë", now=at(19, 10))
    let_in_provisionally(evening.db, evening.meetup, unknown_code(evening), now=at(19, 11))
    count_heads(evening.db, evening.meetup, 3)
    close_evening(evening.db, evening.meetup, excused=[evening.people["Cy"]], now=LATE)
    found = summarise(evening.db, evening.meetup)
    assert found.closed_at == LATE
    assert (found.came, found.extra_guests, found.head_count, found.unnamed) == (2, 2, 3, 1)
    assert found.in_the_room == 8
    assert names(found.no_shows) == ["Bo"]
    assert names(found.walk_ins) == ["Zoë"]
    assert names(found.newcomers) == ["Ana", "Zoë"]
    assert evening.status("Cy") == "declined"


def test_closing_is_one_step_that_can_be_taken_back(evening: Evening) -> None:
    evening.going("Ana")
    close_evening(
        evening.db, evening.meetup, excused=[evening.people["Ana"]], head_count=40, now=LATE
    )
    assert undoing.take_back(evening.db) == "“Loom night” closed"
    found = summarise(evening.db, evening.meetup)
    assert (found.closed_at, found.head_count, names(found.no_shows)) == (None, 0, ["Ana"])


def test_an_evening_is_opened_again(evening: Evening) -> None:
    close_evening(evening.db, evening.meetup, head_count=7, now=LATE)
    (line,) = last_entries(evening.db, evening.meetup)
    assert (line.action, line.plus) == (DoorAction.COUNTED, 7), "the log gives the number, too"
    reopen_evening(evening.db, evening.meetup)
    found = summarise(evening.db, evening.meetup)
    assert (found.closed_at, found.head_count) == (None, 7)


def test_nobody_moves_up_from_the_waitlist_once_it_is_closed(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy", event=evening.dyeing)
    close_evening(evening.db, evening.dyeing, excused=[evening.people["Ana"]], now=LATE)
    assert evening.status("Cy", evening.dyeing) == "waitlisted"
    declined = RegistrationStatus.DECLINED
    answered = set_status(evening.db, evening.dyeing, evening.people["Bo"], declined)
    assert answered.promoted == ()


@pytest.mark.parametrize("heads", [-1, 100_001])
def test_a_head_count_is_a_number_that_can_be(evening: Evening, heads: int) -> None:
    with pytest.raises(UserError, match="0 to 100,000"):
        close_evening(evening.db, evening.meetup, head_count=heads, now=LATE)


def test_what_has_not_begun_or_is_cancelled_cannot_be_closed(evening: Evening) -> None:
    with pytest.raises(UserError, match="has not begun"):
        close_evening(evening.db, evening.meetup, now=at(18))
    assert "has not begun" in summarise(evening.db, evening.meetup, now=at(18)).not_yet
    assert summarise(evening.db, evening.meetup, now=LATE).not_yet == ""
    cancel_event(evening.db, evening.meetup)
    with pytest.raises(UserError, match="nothing to close"):
        close_evening(evening.db, evening.meetup, now=LATE)


def test_who_came_is_not_excused(evening: Evening) -> None:
    evening.going("Ana")
    check_in(evening.db, evening.meetup, evening.code("Ana"), now=at(19))
    with pytest.raises(UserError, match="did not come"):
        close_evening(evening.db, evening.meetup, excused=[evening.people["Ana"]], now=LATE)
    assert summarise(evening.db, evening.meetup).closed_at is None


def test_newcomers_can_be_invited_to_the_next_meetup(evening: Evening) -> None:
    evening.going("Ana", "Bo")
    for name in ("Ana", "Bo"):
        check_in(evening.db, evening.meetup, evening.code(name), now=at(19))
    assert summarise(evening.db, evening.meetup).to_invite == ()
    following = plan(evening.db, "Paper night", starts=STARTS + timedelta(days=14))
    plan(evening.db, "Far night", starts=STARTS + timedelta(days=28))
    evening.invited("Bo", event=following)
    found = summarise(evening.db, evening.dyeing, now=LATE)
    assert found.next_title == "Paper night"
    plan(evening.db, "Night shift", starts=STARTS.replace(hour=22))
    found = summarise(evening.db, evening.meetup, now=LATE)  # which runs already
    assert (found.next_uid, names(found.to_invite)) == (following, ["Ana"])
