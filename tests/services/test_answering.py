"""Answers of several at once, and taking them back."""

from __future__ import annotations

import pytest

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.answers import guests
from organizer.services.answers.answering import change_answers
from organizer.services.people import members
from organizer.services.plans import events
from tests.evenings import plan

GOING, WAITLISTED, DECLINED = (
    RegistrationStatus.GOING,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.DECLINED,
)


@pytest.fixture
def full(db: Database) -> str:
    """An event of two seats: Ana and Ben have them, Cleo and Dana wait in this order."""
    uid = plan(db, "Loom night", capacity=2)
    uids = [members.add_member(db, MemberDraft(name)) for name in ("Ana", "Ben", "Cleo", "Dana")]
    guests.add_guests(db, uid, uids, status=GOING)
    return uid


def _stand(db: Database, uid: str) -> dict[str, str]:
    return {guest.name: str(guest.status) for guest in guests.list_guests(db, uid)}


def _ids(db: Database, uid: str, *names: str) -> list[int]:
    return [guest.registration_id for guest in guests.list_guests(db, uid) if guest.name in names]


def test_seats_of_several_go_to_those_who_wait_and_come_back(db: Database, full: str) -> None:
    before = _stand(db, full)
    changed = change_answers(db, full, _ids(db, full, "Ana", "Ben"), status=DECLINED)
    assert (changed.changed, changed.promoted) == (2, ("Cleo", "Dana"))
    undoing.take_back(db)
    assert _stand(db, full) == before


def test_undo_keeps_the_order_of_the_waitlist(db: Database, full: str) -> None:
    change_answers(db, full, _ids(db, full, "Cleo"), status=DECLINED)
    undoing.take_back(db)
    again = change_answers(db, full, _ids(db, full, "Ana"), status=DECLINED)
    assert again.promoted == ("Cleo",)


def test_who_is_put_on_the_waitlist_frees_a_seat_for_the_next(db: Database, full: str) -> None:
    changed = change_answers(db, full, _ids(db, full, "Ana"), status=WAITLISTED)
    assert changed.promoted == ("Cleo",)
    assert _stand(db, full)["Ana"] == "waitlisted"
    undoing.take_back(db)
    both = change_answers(db, full, _ids(db, full, "Ana", "Ben"), status=WAITLISTED)
    assert both.promoted == ("Cleo", "Dana")


def test_more_guests_do_not_cost_a_place_in_the_line(db: Database, full: str) -> None:
    change_answers(db, full, _ids(db, full, "Cleo"), plus=1)
    changed = change_answers(db, full, _ids(db, full, "Ana", "Ben"), status=DECLINED)
    assert changed.promoted == ("Cleo",)


def test_a_yes_without_a_seat_is_told(db: Database, full: str) -> None:
    eva = members.add_member(db, MemberDraft("Eva"))
    guests.add_guests(db, full, [eva])
    assert change_answers(db, full, _ids(db, full, "Eva"), status=GOING).waiting == ("Eva",)


def test_an_impossible_number_of_guests_changes_nothing(db: Database, full: str) -> None:
    before = _stand(db, full)
    with pytest.raises(UserError, match="extra guests"):
        change_answers(db, full, _ids(db, full, "Ana", "Ben"), status=DECLINED, plus=99)
    assert _stand(db, full) == before


@pytest.fixture
def pair(db: Database) -> str:
    """An event of three seats: Amara and Ana are going, and Anna, who brings two, waits."""
    uid = plan(db, "Dye night", capacity=3)
    for name, plus in (("Amara", 0), ("Ana", 0), ("Anna", 2)):
        uids = [members.add_member(db, MemberDraft(name))]
        guests.add_guests(db, uid, uids, status=GOING, plus=plus)
    return uid


def _plus(db: Database, uid: str) -> dict[str, int]:
    return {guest.name: guest.plus for guest in guests.list_guests(db, uid)}


def test_one_more_guest_never_costs_a_seat(db: Database, pair: str) -> None:
    guests.set_status(db, pair, "Amara", GOING, plus=1)
    with pytest.raises(UserError, match="no seat for 1 more guest of Amara"):
        guests.set_status(db, pair, "Amara", GOING, plus=2)
    assert _stand(db, pair) == {"Amara": "going", "Ana": "going", "Anna": "waitlisted"}
    assert _plus(db, pair) == {"Amara": 1, "Ana": 0, "Anna": 2}


def test_one_more_guest_of_each_is_one_step_in_list_order(db: Database, pair: str) -> None:
    changed = change_answers(db, pair, _ids(db, pair, "Amara", "Ana", "Anna"), more=1)
    assert (changed.changed, changed.no_room, changed.waiting) == (2, ("Ana",), ())
    assert _plus(db, pair) == {"Amara": 1, "Ana": 0, "Anna": 3}
    assert _stand(db, pair) == {"Amara": "going", "Ana": "going", "Anna": "waitlisted"}
    undoing.take_back(db)
    assert _plus(db, pair) == {"Amara": 0, "Ana": 0, "Anna": 2}


def test_fewer_guests_cost_no_seat_where_more_are_going_than_fit(db: Database, pair: str) -> None:
    change_answers(db, pair, _ids(db, pair, "Amara"), plus=1)
    draft = events.draft_of(events.get_event(db, pair))
    draft.capacity = 1
    events.change_event(db, pair, draft)
    change_answers(db, pair, _ids(db, pair, "Amara"), more=-1)
    assert _stand(db, pair)["Amara"] == "going"
    assert _plus(db, pair)["Amara"] == 0


def test_nobody_brings_fewer_than_none_or_too_many(db: Database, pair: str) -> None:
    ids = _ids(db, pair, "Amara", "Anna")
    change_answers(db, pair, ids, more=-1)
    assert _plus(db, pair) == {"Amara": 0, "Ana": 0, "Anna": 1}
