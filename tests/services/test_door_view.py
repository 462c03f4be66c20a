"""What the desk at the door looks at: whom a name can mean, and what a scan tells the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from organizer.domain.drafts import MemberDraft
from organizer.domain.kinds import Consent, RegistrationStatus
from organizer.domain.names import fold
from organizer.domain.records import GuestRow
from organizer.services.at_door.door import add_walk_in, check_in, check_in_member
from organizer.services.at_door.door_view import find_people
from organizer.services.people.members import add_member
from tests.evenings import STARTS, Evening, at


def guest(number: int, name: str) -> GuestRow:
    going = RegistrationStatus.GOING
    return GuestRow(number, number, f"uid-{number}", name, fold(name), going, 0, "")


def find(rows: list[GuestRow], typed: str, most: int = 8) -> list[str]:
    return [row.name for row in find_people([(fold(r.name), r) for r in rows], typed, most)]


def test_beginnings_then_guests_then_who_is_not_in_yet() -> None:
    here = replace(guest(1, "Ana Here"), arrived_at=STARTS)
    other = replace(guest(4, "Ana Other"), registration_id=0, status=None)
    rows = [here, guest(2, "Joana"), guest(3, "Ana Coming"), other]
    assert find(rows, "ana") == ["Ana Coming", "Ana Here", "Ana Other", "Joana"]
    assert find(rows, "ana", most=1) == ["Ana Coming"]
    assert find(rows, "an here") == ["Ana Here"]
    assert find(rows, " ") == find(rows, "zz") == []


def test_who_comes_is_found_behind_many_who_came() -> None:
    came = [replace(guest(n, f"Ana {n}"), arrived_at=STARTS) for n in range(1, 100)]
    assert find([*came, guest(100, "Ana Late")], "ana", most=3)[0] == "Ana Late"


@pytest.mark.parametrize("is_invited", [False, True])
def test_a_scan_tells_which_tables_it_touched(evening: Evening, is_invited: bool) -> None:
    (evening.invited if is_invited else evening.going)("Ana")
    code = evening.code("Ana")
    told: list[frozenset[str]] = []
    evening.db.on_change(told.append)
    check_in(evening.db, evening.meetup, code, now=at(19))
    assert told == [{"door_entry", "attendance"} | ({"registration"} if is_invited else set())]
    check_in(evening.db, evening.meetup, "noise", now=at(19))
    add_walk_in(evening.db, evening.meetup, "Zoë", now=at(19))
    assert told[1] == {"door_entry"}
    assert told[2] == {"door_entry", "attendance", "registration", "badge_code", "member"}


def test_pronouns_and_no_pictures_are_said_with_the_welcome(evening: Evening) -> None:
    for draft in (
        MemberDraft("Ana", pronouns="she/her", photo_consent=Consent.NO),
        MemberDraft("Bo", photo_consent=Consent.YES),
    ):
        evening.people[draft.name] = add_member(evening.db, draft)
    evening.going("Ana", "Bo")
    ana, bo = (
        check_in_member(evening.db, evening.meetup, evening.people[name], now=at(19))
        for name in ("Ana", "Bo")
    )
    assert ana.greeting is not None
    assert ana.greeting.phrases == ("First time", "she/her", "No pictures")
    assert bo.greeting is not None
    assert bo.greeting.phrases == ("First time",)
