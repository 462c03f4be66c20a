"""From what a person typed to the one that is meant, never to another."""

from __future__ import annotations

from datetime import date, datetime

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
    with pytest.raises(UserError, match=rf"several members: {ONE} \(Ana Lima, .*\); {TWO} \(Bo, "):
        found(two, "edda")


def test_two_people_of_one_name_need_a_uid(db: Database) -> None:
    drafts = (
        MemberDraft(name="Kim", emails=("kim@example.org", "k@example.org"), tags=("new",)),
        MemberDraft(name="Kim", tags=("new", "host")),
        MemberDraft(name="Kim", joined_on=date(2019, 5, 2)),
    )
    kims = [add_member(db, draft) for draft in drafts]
    with pytest.raises(UserError) as caught:
        found(db, "Kim")
    facts = ("kim@example.org", "host, new", "member since 2 May 2019")
    choices = "; ".join(f"{uid} ({fact})" for uid, fact in zip(kims, facts, strict=True))
    assert f": {choices}. Use" in str(caught.value)
    assert [found(db, uid) for uid in kims] == kims


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
    past = plan(db, "Loom night", starts=datetime(2019, 5, 2, 19, 30))
    to_come = plan(db, "Loom night", starts=datetime(2097, 5, 2, 19))
    with pytest.raises(UserError, match="several events") as caught:
        get_event(db, "Loom night")
    said = str(caught.value)
    assert f"{past} (2 May 2019, 19:30)" in said and "more" not in said
    for year in range(2010, 2018):
        plan(db, "Loom night", starts=datetime(year, 5, 2, 19))
    with pytest.raises(UserError, match=rf"{to_come} \(.*; and 3 more\. Use"):
        get_event(db, "Loom night")
    with db.reading() as session:
        assert session.scalar(sa.select(sa.func.count(Event.id))) == 11
