"""Several people at once: one tag, one circle, and the addresses of those who may be written to."""

from __future__ import annotations

import pytest

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.people import circles, members, several


@pytest.fixture
def uids(db: Database) -> list[str]:
    """Twelve people; the first bears the tag already, two share an address, one wants no mail."""
    drafts = [
        MemberDraft(
            f"Guest {number:02}",
            emails=() if number == 11 else (f"g{min(number, 9)}@x.org", f"other{number}@x.org"),
            tags=("Host",) if number == 0 else (),
            do_not_write=number == 3,
        )
        for number in range(12)
    ]
    return [members.add_member(db, draft) for draft in drafts]


def bearers(db: Database, tag: str) -> int:
    return len(members.list_members(db, tag=tag))


def test_twelve_people_get_a_tag_in_one_step(db: Database, uids: list[str]) -> None:
    assert several.tag_people(db, uids, " host ") == 11
    assert bearers(db, "host") == 12
    assert members.all_tags(db) == ["Host"], "it is the tag there was"
    assert undoing.take_back(db) == "11 people tagged “Host”"
    assert bearers(db, "host") == 1


def test_a_tag_is_taken_off_all_of_them(db: Database, uids: list[str]) -> None:
    several.tag_people(db, uids[:4], "weaver")
    assert several.untag_people(db, uids[1:], "WEAVER") == 3
    assert [row.name for row in members.list_members(db, tag="weaver")] == ["Guest 00"]
    assert undoing.take_back(db) == "“weaver” taken off 3 people"
    assert bearers(db, "weaver") == 4
    assert several.untag_people(db, uids, "nobody's") == 0


def test_people_are_put_into_a_circle_that_is_made_for_them(db: Database, uids: list[str]) -> None:
    assert several.put_in_circle(db, uids[:3], "Loom circle") == 3
    assert several.put_in_circle(db, uids[2:5], "loom CIRCLE") == 2
    [circle] = circles.list_circles(db)
    assert [person.name for person in circle.people] == [f"Guest 0{n}" for n in range(5)]
    undoing.take_back(db)
    undoing.take_back(db)
    assert circles.list_circles(db) == []


def test_who_wants_no_mail_is_not_among_the_addresses(db: Database, uids: list[str]) -> None:
    found = several.whom_to_write(db, uids)
    assert "g3@x.org" not in found.addresses
    assert found.addresses == tuple(f"g{n}@x.org" for n in range(10) if n != 3)
    assert (found.left_out, found.without_address) == (1, 1)


def test_nothing_typed_is_said_and_changes_nothing(db: Database, uids: list[str]) -> None:
    with pytest.raises(UserError, match="Type the tag first"):
        several.tag_people(db, uids, "  ")
    with pytest.raises(UserError, match="80 is the most"):
        several.put_in_circle(db, uids, "x" * 81)
    assert members.all_tags(db) == ["Host"]
