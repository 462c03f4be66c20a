"""The journal of steps: what a user did, noted row by row by the database itself, to be taken back.

Triggers that live only as long as a connection note each row that a step touches, whichever way it
is written. Taking a step back puts each of its columns back to what it was, but only where the row
still is as the step left it: what others did since is never overwritten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import LargeBinary, Table

from organizer.models.tables import Base

KEPT_STEPS = 100
"""How many steps can be taken back."""
LAST_DONE = "SELECT id, words FROM step WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1"
LAST_UNDONE = """
    SELECT id, words FROM step WHERE undone_at IS NOT NULL ORDER BY undone_at DESC, id LIMIT 1
"""
_MOVES_ON = frozenset({"sequence", "modified_at"})
"""Columns that may have moved on by themselves without anybody having changed the row."""
_CAME = """
    SELECT 1 FROM attendance JOIN registration USING (event_id, member_id)
    WHERE registration.id IN (SELECT value FROM json_each(?)) LIMIT 1
"""
"""Finds whether anybody came whose registration is among these ids."""
_OUTSIDE = frozenset({"step", "step_row"})


class Conflict(Exception):
    """A row is no longer as the step left it, or others have come to depend on it."""


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    table: str
    action: str
    key: dict[str, Any]
    before: dict[str, Any]
    after: dict[str, Any]


def watch_rows(connection: sqlite3.Connection) -> None:
    """Note from now on what this connection does to any row, in the newest step."""
    for table in Base.metadata.sorted_tables:
        if table.name not in _OUTSIDE:
            for statement in _triggers(table):
                connection.execute(statement).close()


def begin_step(connection: sqlite3.Connection, words: str) -> int:
    """Open a step within the transaction and return its id; what was taken back is forgotten."""
    run = connection.execute
    run("DELETE FROM step WHERE undone_at IS NOT NULL").close()
    made = run("INSERT INTO step (words, made_at) VALUES (?, ?)", (words, _now()))
    assert made.lastrowid is not None
    return made.lastrowid


def end_step(connection: sqlite3.Connection, step: int) -> bool:
    """Keep a step that did something, and the last hundred before it; return whether it did."""
    run = connection.execute
    if run("SELECT 1 FROM step_row WHERE step_id = ? LIMIT 1", (step,)).fetchone() is None:
        run("DELETE FROM step WHERE id = ?", (step,)).close()
        return False
    oldest = run("SELECT id FROM step ORDER BY id DESC LIMIT 1 OFFSET ?", (KEPT_STEPS,)).fetchone()
    if oldest is not None:
        run("DELETE FROM step WHERE id <= ?", oldest).close()
    return True


def rename_step(connection: sqlite3.Connection, step: int, words: str) -> None:
    """Say what a step did, where that is only known at its end."""
    connection.execute("UPDATE step SET words = ? WHERE id = ?", (words, step)).close()


def take_back(connection: sqlite3.Connection, step: int) -> frozenset[str]:
    """Undo a step within the transaction and return the tables touched.

    Raises `Conflict` if that cannot be done without harm; the transaction must then be left.
    """
    rows = _rows_of(connection, step)
    connection.execute("PRAGMA defer_foreign_keys = ON").close()
    for (name, action), group in groupby(reversed(rows), lambda row: (row.table, row.action)):
        table, run = Base.metadata.tables[name], list(group)
        if action == "insert":
            _remember_after(connection, table, run)
            _delete(connection, table, run)
        elif action == "delete":
            _insert(connection, table, [row.before for row in run])
        else:
            for row in run:
                _change(connection, table, row.key, was=row.after, becomes=row.before)
    connection.execute("UPDATE step SET undone_at = ? WHERE id = ?", (_now(), step)).close()
    return frozenset(row.table for row in rows)


def take_again(connection: sqlite3.Connection, step: int) -> frozenset[str]:
    """Do a step again that was taken back; like `take_back`."""
    rows = _rows_of(connection, step)
    connection.execute("PRAGMA defer_foreign_keys = ON").close()
    for (name, action), group in groupby(rows, lambda row: (row.table, row.action)):
        table, run = Base.metadata.tables[name], list(group)
        if action == "insert":
            _insert(connection, table, [row.after for row in run])
        elif action == "delete":
            _delete(connection, table, run)
        else:
            for row in run:
                _change(connection, table, row.key, was=row.before, becomes=row.after)
    connection.execute("UPDATE step SET undone_at = NULL WHERE id = ?", (step,)).close()
    return frozenset(row.table for row in rows)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _columns(table: Table) -> list[str]:
    """Return the columns that are noted; the community's key never changes and is no JSON."""
    return [column.name for column in table.columns if not isinstance(column.type, LargeBinary)]


def _object(columns: Sequence[str], of: str) -> str:
    return "json_object(" + ", ".join(f"'{name}', {of}.\"{name}\"" for name in columns) + ")"


def _key_columns(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def _triggers(table: Table) -> Iterator[str]:
    name, columns, key = table.name, _columns(table), _key_columns(table)
    differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    for action, when, key_of, before, after in (
        ("insert", "1", "NEW", "NULL", "NULL"),
        ("update", differs, "OLD", _object(columns, "OLD"), _object(columns, "NEW")),
        ("delete", "1", "OLD", _object(columns, "OLD"), "NULL"),
    ):
        yield (
            f'CREATE TEMP TRIGGER "{action}_{name}" AFTER {action} ON main."{name}" WHEN {when} '
            "BEGIN INSERT INTO step_row (step_id, table_name, action, key, before, after) VALUES "
            f"((SELECT max(id) FROM step), '{name}', '{action}', "
            f"{_object(key, key_of)}, {before}, {after}); END"
        )


def _rows_of(connection: sqlite3.Connection, step: int) -> list[_Row]:
    return [
        _Row(number, table, action, json.loads(key), *(json.loads(x or "{}") for x in (old, new)))
        for number, table, action, key, old, new in connection.execute(
            "SELECT id, table_name, action, key, before, after FROM step_row"
            " WHERE step_id = ? ORDER BY id",
            (step,),
        )
    ]


def _remember_after(connection: sqlite3.Connection, table: Table, rows: Sequence[_Row]) -> None:
    """Note what new rows hold before they go, so that the step can be taken again."""
    kept = _object(_columns(table), f'"{table.name}"')
    where = _where(_key_columns(table))
    connection.executemany(
        f'UPDATE step_row SET after = (SELECT {kept} FROM "{table.name}" WHERE {where})'
        " WHERE id = ?",
        [(*row.key.values(), row.id) for row in rows],
    ).close()


def _delete(connection: sqlite3.Connection, table: Table, rows: Sequence[_Row]) -> None:
    _refuse_if_others_depend(connection, table, rows)
    deleted = connection.executemany(
        f'DELETE FROM "{table.name}" WHERE {_where(_key_columns(table))}',
        [tuple(row.key.values()) for row in rows],
    )
    if deleted.rowcount != len(rows):
        raise Conflict(table.name)


def _refuse_if_others_depend(
    connection: sqlite3.Connection, table: Table, rows: Sequence[_Row]
) -> None:
    """Refuse to delete rows that rows outside of the step point to: those would be lost with them."""
    if _key_columns(table) != ["id"]:
        return
    ids = {row.key["id"] for row in rows}
    if table.name == "registration" and connection.execute(_CAME, (_listed(ids),)).fetchone():
        raise Conflict("attendance")
    for other in Base.metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                own = '"id"' if other is table else "NULL"
                for reference, holder in _references(connection, other.name, column.name, own, ids):
                    if holder not in ids:
                        raise Conflict(f"{other.name}.{column.name} {reference}")


def _references(
    connection: sqlite3.Connection, table: str, column: str, own: str, ids: set[int]
) -> Iterator[tuple[int, int | None]]:
    """Return which of the ids a column holds, and in rows of the same table which row holds it."""
    yield from connection.execute(
        f'SELECT "{column}", {own} FROM "{table}" WHERE "{column}" IN'
        " (SELECT value FROM json_each(?))",
        (_listed(ids),),
    )


def _listed(ids: set[int]) -> str:
    return json.dumps(sorted(ids))


def _insert(connection: sqlite3.Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    columns = _columns(table)
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    try:
        connection.executemany(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',
            [tuple(row.get(name) for name in columns) for row in rows],
        ).close()
    except sqlite3.IntegrityError as error:
        raise Conflict(str(error)) from error


def _change(
    connection: sqlite3.Connection,
    table: Table,
    key: dict[str, Any],
    *,
    was: dict[str, Any],
    becomes: dict[str, Any],
) -> None:
    """Put the columns back that the step changed, if they still hold what it wrote."""
    names = [name for name in becomes if was.get(name) != becomes[name]]
    compared = [name for name in names if name not in _MOVES_ON]
    to = ", ".join(f'"{name}" = ?' for name in names)
    where = " AND ".join((_where(list(key)), *(f'"{name}" IS ?' for name in compared)))
    values = [becomes[name] for name in names], list(key.values()), [was[one] for one in compared]
    try:
        changed = connection.execute(
            f'UPDATE "{table.name}" SET {to} WHERE {where}',
            [one for part in values for one in part],
        )
    except sqlite3.IntegrityError as error:
        raise Conflict(str(error)) from error
    if changed.rowcount != 1:
        raise Conflict(f"{table.name} {key}")


def _where(columns: Sequence[str]) -> str:
    return " AND ".join(f'"{name}" = ?' for name in columns)
