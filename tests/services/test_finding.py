"""From what a person typed to the one that is meant, never to another."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.models.database import Database
from organizer.models.tables import Event, Member
from organizer.services.finding import find_member
from organizer.services.people.members import add_member
from organizer.services.plans.events import get_event
from tests.evenings import plan

ONE = "edda0000-0000-4000-8000-000000000001"
TWO = "edda1111-0000-4000-8000-000000000002"


def found(db: Database, text: str) -> str:
    with db.reading() as session:
        return find_member(session, text).uid


@pytest.fixture
def two(db: Database) -> Database:
    """Two members whose uids begin alike."""
    for name, uid in (("Ana Lima", ONE), ("Bo", TWO)):
        made = add_member(db, MemberDraft(name=name))
        with db.writing() as session:
            session.execute(sa.update(Member).where(Member.uid == made).values(uid=uid))
    return db


@pytest.mark.parametrize(
    "text", [ONE, ONE.upper(), ONE[:5], "EDDA0", "Ana Lima", " Ana Lima\u200b"]
)
def test_a_uid_its_beginning_or_the_exact_name(two: Database, text: str) -> None:
    assert found(two, text) == ONE


@pytest.mark.parametrize("text", ["edd", "ana lima", "Ana", "%", "edda_", "", "x" * 500])
def test_what_means_nobody(two: Database, text: str) -> None:
    with pytest.raises(UserError, match="There is no member"):
        found(two, text)


def test_a_beginning_that_two_share_names_both(two: Database) -> None:
    with pytest.raises(UserError, match=f"several members: {ONE}, {TWO}"):
        found(two, "edda")


def test_two_people_of_one_name_need_a_uid(db: Database) -> None:
    kims = {add_member(db, MemberDraft(name="Kim")) for _ in range(2)}
    with pytest.raises(UserError) as caught:
        found(db, "Kim")
    assert all(uid in str(caught.value) for uid in kims)
    assert {found(db, uid) for uid in kims} == kims


def test_a_name_that_looks_like_the_beginning_of_anothers_uid_is_not_guessed(
    db: Database,
) -> None:
    edda = add_member(db, MemberDraft(name="Edda"))
    assert found(db, "Edda") == edda
    other = add_member(db, MemberDraft(name="Bo"))
    with db.writing() as session:
        session.execute(sa.update(Member).where(Member.uid == other).values(uid=ONE))
    with pytest.raises(UserError, match="several members"):
        found(db, "Edda")


def test_events_are_found_alike(db: Database) -> None:
    uid = plan(db, "Loom night")
    assert {get_event(db, text).uid for text in (uid, uid[:8], "Loom night")} == {uid}
    with pytest.raises(UserError, match=r"There is no event “loom night”"):
        get_event(db, "loom night")
    plan(db, "Loom night")
    with pytest.raises(UserError, match="several events"):
        get_event(db, "Loom night")
    with db.reading() as session:
        assert session.scalar(sa.select(sa.func.count(Event.id))) == 2
