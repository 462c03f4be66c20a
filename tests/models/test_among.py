"""A condition about ids holds for those and no others, however many there are."""

from __future__ import annotations

import pytest
from sqlalchemy import not_, select

from organizer.domain.drafts import MemberDraft
from organizer.models.among import among
from organizer.models.database import Database
from organizer.models.tables import Member
from organizer.services.people import members


@pytest.mark.parametrize("most", [0, 300_000])
def test_more_ids_than_a_statement_takes_values(db: Database, most: int) -> None:
    members.add_member(db, MemberDraft("Ana"))
    with db.reading() as session:
        is_there = among(Member.id, range(most))
        names = session.scalars(select(Member.name).where(is_there)).all()
        others = session.scalars(select(Member.name).where(not_(is_there))).all()
    assert (names, others) == ((["Ana"], []) if most else ([], ["Ana"]))
