"""A file of every schema that was ever released comes up to date with all that it held."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from organizer.models.backups import backups_of
from organizer.models.database import open_database
from organizer.models.migrating import config_of
from organizer.models.revisions import LATEST, REVISIONS
from organizer.models.sqlite_file import file_url
from organizer.models.tables import Base
from organizer.services import undoing

_ROWS = 3
_WORDS = {
    "kind": "meetup",
    "status": "planned",
    "action": "arrived",
    "verdict": "welcome",
    "timezone": "Europe/Berlin",
}
_WORDS_OF = {
    ("registration", "status"): "going",
    ("badge_code", "kind"): "C",
    ("custom_field", "kind"): "text",
    ("question", "kind"): "text",
    ("member", "photo_consent"): "yes",
    ("event", "waitlist_order"): "newcomers",
}
_TIMES = {"starts": "2025-03-0{n}T19:00:00", "ends": "2025-03-0{n}T21:00:00"}


def fill(connection: sa.Connection) -> None:
    """Put some rows into every table, each pointing to the row of the same number elsewhere."""
    known = sa.MetaData()
    known.reflect(connection)
    for table in known.sorted_tables:
        if table.name != "alembic_version":
            rows = 1 if table.name == "community" else _ROWS
            for number in range(1, rows + 1):
                connection.execute(table.insert().values(dict(values_of(table, number))))


def values_of(table: sa.Table, number: int) -> Iterator[tuple[str, object]]:
    """Yield a value for each column that fits its type, unlike that of any other row."""
    for column in table.columns:
        name = column.name
        if column.primary_key or column.foreign_keys:
            # A row that pointed to itself would make the order of deleting matter.
            points_home = any(key.column.table is table for key in column.foreign_keys)
            yield name, None if points_home and column.nullable else number
        elif name in _TIMES:
            yield name, _TIMES[name].format(n=number)
        elif (table.name, name) in _WORDS_OF or name in _WORDS:
            yield name, _WORDS_OF.get((table.name, name), _WORDS.get(name))
        elif name.endswith(("_at", "_since")) or name == "at":
            yield name, f"2025-03-0{number}T18:00:00.000000Z"
        elif name.endswith(("_slot", "_until", "_by")):
            yield name, f"2025-03-0{number}T18:00:00"
        elif isinstance(column.type, sa.Date):
            yield name, sa.func.date(f"2025-03-0{number}")
        elif isinstance(column.type, sa.LargeBinary):
            yield name, bytes([number]) * 32
        elif isinstance(column.type, (sa.Integer, sa.Boolean)):
            yield name, number if isinstance(column.type, sa.Integer) else True
        elif isinstance(column.type, sa.JSON) or name in ("fields", "rules", "mapping"):
            yield name, {"Colour": f"blue {number}"}
        else:
            yield name, f"{name} {number}"


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return all rows of all tables, by plain SQL."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')]
            for (name,) in names
            if name != "alembic_version"
        }


@pytest.fixture(params=REVISIONS)
def old_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file as that version left it, with rows in every table."""
    path = tmp_path / "old.organizer"
    engine = sa.create_engine(file_url(path), poolclass=sa.NullPool)
    with engine.begin() as connection:
        command.upgrade(config_of(connection), request.param)
        fill(connection)
    return path


def test_nothing_is_lost_on_the_way_up(old_file: Path) -> None:
    before = rows_of(old_file)
    assert all(before.values()), "every table holds something"
    db = open_database(old_file)
    after = rows_of(old_file)
    for table, rows in before.items():
        kept = [{name: row[name] for name in rows[0]} for row in after[table]]
        assert kept == rows, table
    with db.reading() as session:
        for mapper in Base.registry.mappers:
            found = session.scalars(sa.select(mapper.class_)).all()
            assert len(found) == len(after[mapper.class_.__tablename__])
    db.close()


def test_a_copy_is_made_before_an_older_file_is_changed(old_file: Path) -> None:
    before = rows_of(old_file)
    with closing(sqlite3.connect(old_file)) as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    open_database(old_file).close()
    copies = backups_of(old_file)
    if revision == LATEST:
        assert copies == []
    else:
        assert rows_of(copies[0].path) == before


def test_steps_of_before_can_still_be_turned(tmp_path: Path) -> None:
    path = tmp_path / "old.organizer"
    engine = sa.create_engine(file_url(path), poolclass=sa.NullPool)
    with engine.begin() as connection:
        command.upgrade(config_of(connection), "0002")
        fill(connection)
        names = [one["name"] for one in sa.inspect(connection).get_columns("event")]
        listed = ", ".join(f"'{name}', \"{name}\"" for name in names)
        row = f"json_set(json_object({listed}), '$.id', ?, '$.uid', 'another')"
        # Step 8 deleted an event; step 9 brought one, and was taken back.
        for step, undone, action, key, side, before in (
            (8, None, "delete", {"id": 7}, "before", row),
            (9, "2999", "many", {"first": 4, "last": 4}, "after", f"json_array({row})"),
        ):
            run = connection.exec_driver_sql
            run("INSERT INTO step VALUES (?, ?, '2025', ?)", (step, f"Step {step}", undone))
            run(
                f"INSERT INTO step_row (step_id, table_name, action, key, {side})"
                f" SELECT ?, 'event', ?, ?, {before} FROM event WHERE id = 1",
                (step, action, json.dumps(key), next(reversed(key.values()))),
            )
    db = open_database(path)
    assert undoing.take_again(db) == "Step 9" and undoing.take_back(db, 9) == "Step 9"
    assert undoing.take_back(db) == "Step 8"
    shown = [row for row in rows_of(path)["event"] if row["id"] in (1, 7)]
    assert [shown[0][name] == shown[1][name] for name in ("title", "price")] == [True, True]
    marks = ("paid_on_list", "paid_at_door", "paid_on_badge", "paid_on_recap")
    assert [[row[name] for name in marks] for row in shown] == [[1, 1, 0, 1]] * 2
    db.close()
