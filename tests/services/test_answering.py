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
