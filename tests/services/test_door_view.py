"""What the desk at the door looks at: whom a name can mean, and what a scan tells the others."""

from __future__ import annotations

import pytest

from organizer.domain.drafts import MemberDraft
from organizer.domain.kinds import Consent
from organizer.services.at_door.door import add_walk_in, check_in, check_in_member
from organizer.services.people.members import add_member
from tests.evenings import Evening, at


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
