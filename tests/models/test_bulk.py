"""Rows made ready before the file is locked are the rows that the slower way would write."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa

from organizer.models.bulk import ReadyRows
from organizer.models.database import Database
from organizer.models.tables import Base, Member

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
ANA = {
    "id": 1, "uid": "a", "name": "Ana", "folded_name": "ana", "sorting_name": "ana",
    "greeting": "", "notes": "", "host_note": "", "do_not_write": True, "joined_on": date(2026, 1, 2),
    "earlier_attended": 3, "earlier_last_on": None, "earlier_yes": 0, "earlier_no_shows": 0,
    "fields": {"Loom": "3"}, "created_at": NOW,
}  # fmt: skip


def test_every_kind_of_value_is_kept_and_changed_and_told(db: Database) -> None:
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    table = Base.metadata.tables["member"]
    with db.writing() as session:
        ReadyRows(table, [ANA, {**ANA, "id": 2, "uid": "b"}]).write(session)
    changes = [{"id": 2, "fields": {}, "joined_on": None, "name": "Bo"}]
    with db.writing() as session:
        ReadyRows(table, changes, changes=True).write(session)
    with db.reading() as session:
        ana, bo = session.scalars(sa.select(Member).order_by(Member.id)).all()
    assert {name: getattr(ana, name) for name in ANA} == ANA
    assert (bo.name, bo.fields, bo.joined_on, bo.uid) == ("Bo", {}, None, "b")
    assert told == [{"member"}, {"member"}]
