"""Circles: who is in them, who hosts them, and what becomes of them."""

from __future__ import annotations

import pytest

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.segments import Ask, Rule, Trait, all_of
from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.people import circles, members, segments


@pytest.fixture
def people(db: Database) -> dict[str, str]:
    return {name: members.add_member(db, MemberDraft(name)) for name in ("Ana", "Bo", "Cy")}


def inside(db: Database) -> dict[str, list[str]]:
    return {
        circle.name: [person.name for person in circle.people]
        for circle in circles.list_circles(db)
    }


def test_a_circle_has_a_purpose_a_host_and_people(db: Database, people: dict[str, str]) -> None:
    uid = circles.make_circle(db, "Loom circle", purpose="Weave on Mondays", host=people["Bo"])
    circles.put_in(db, uid, [people["Cy"], people["Ana"], people["Ana"]])
    [circle] = circles.list_circles(db)
    assert (circle.name, circle.purpose) == ("Loom circle", "Weave on Mondays")
    assert circle.host is not None
    assert circle.host.name == "Bo"
    assert inside(db) == {"Loom circle": ["Ana", "Bo", "Cy"]}
    assert members.member_detail(db, "Bo").hosted_circles == ("Loom circle",)
    circles.take_out(db, uid, [people["Bo"]])
    [circle] = circles.list_circles(db)
    assert circle.host is None
    assert inside(db) == {"Loom circle": ["Ana", "Cy"]}


def test_the_members_form_puts_in_and_out_and_makes_what_is_new(
    db: Database, people: dict[str, str]
) -> None:
    circles.make_circle(db, "Loom circle", host=people["Ana"])
    draft = members.draft_of(members.member_detail(db, people["Ana"]))
    assert draft.circles == ("Loom circle",)
    draft.circles = ("Dye circle",)
    members.change_member(db, people["Ana"], draft)
    assert inside(db) == {"Dye circle": ["Ana"], "Loom circle": []}
    assert members.member_detail(db, "Ana").hosted_circles == ()
    undoing.take_back(db)
    assert inside(db) == {"Loom circle": ["Ana"]}
    assert members.member_detail(db, "Ana").hosted_circles == ("Loom circle",)


def test_dissolving_keeps_the_people_and_can_be_taken_back(
    db: Database, people: dict[str, str]
) -> None:
    uid = circles.make_circle(db, "Loom circle")
    circles.put_in(db, uid, list(people.values()))
    circles.dissolve_circle(db, uid)
    assert inside(db) == {}
    assert len(members.list_members(db)) == 3
    assert undoing.take_back(db) == "Circle “Loom circle” dissolved"
    assert inside(db) == {"Loom circle": ["Ana", "Bo", "Cy"]}


def test_two_circles_have_two_names(db: Database) -> None:
    one = circles.make_circle(db, "Loom circle")
    circles.make_circle(db, "Dye circle")
    with pytest.raises(UserError, match="There is a circle “dye Circle” already"):
        circles.change_circle(db, one, name="dye Circle")
    circles.change_circle(db, one, name="LOOM circle", purpose="Weave")
    assert list(inside(db)) == ["Dye circle", "LOOM circle"]
    with pytest.raises(UserError, match="needs a name"):
        circles.make_circle(db, "  ")


def test_everyone_in_a_segment_is_put_in_at_once_and_taken_back(
    db: Database, people: dict[str, str]
) -> None:
    uid = circles.make_circle(db, "Loom circle", host=people["Bo"])
    segments.save_segment(db, "New", all_of(Rule(Trait.CAME, Ask.EXACTLY, "0")))
    assert circles.put_segment_in(db, uid, "new") == 2, "one was there already"
    assert inside(db) == {"Loom circle": ["Ana", "Bo", "Cy"]}
    assert circles.put_segment_in(db, uid, "new") == 0
    assert undoing.take_back(db) == "2 people put into “Loom circle”"
    assert inside(db) == {"Loom circle": ["Bo"]}
    with pytest.raises(UserError, match="There is no segment “old”"):
        circles.put_segment_in(db, uid, "old")
