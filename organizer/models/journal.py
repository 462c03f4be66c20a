"""The journal of steps: what a user did, noted row by row by the database itself, to be taken back.

Triggers that live only as long as a connection note each row that a step touches, whichever way it
is written. Taking a step back puts each of its columns back to what it was, but only where the row
still is as the step left it: what others did since is never overwritten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    SELECT 1 FROM attendance JOIN registration USING (event_id, member_id) WHERE registration.id
"""
"""Finds whether anybody came; what the registration's id must be is added to it."""
_WENT_ON = """
    SELECT 1 FROM door_entry AS mine JOIN event AS here ON here.id = mine.event_id
    JOIN door_entry AS later ON later.member_id = mine.member_id AND later.id > mine.id
    JOIN event AS there ON there.id = later.event_id
    AND coalesce(there.part_of_id, there.id) = coalesce(here.part_of_id, here.id)
    WHERE mine.id {condition} AND NOT later.id {condition}
"""
"""Finds whether the door log tells more of a person on the same evening."""
_OUTSIDE = frozenset({"step", "step_row", "column_memory"})
"""How a list's columns are to be read is still known when its import is taken back."""


class Conflict(Exception):
    """A row is no longer as the step left it, or others have come to depend on it."""


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    table: str
    action: str
    key: dict[str, Any]
    before: str | None
    after: str | None


@contextmanager
def noting_many(connection: sqlite3.Connection, table: Table) -> Iterator[None]:
    """Note all new rows of a table as one line of the step, if one is being written.

    For many rows at once: to note each by its trigger would take longer than to write them.
    """
    step = _step_under_way(connection)
    if step is None:
        yield
        return
    before = _newest(connection, table)
    connection.execute(f'DROP TRIGGER temp."insert_{table.name}"').close()
    yield
    connection.execute(next(_triggers(table))).close()
    if _newest(connection, table) > before:
        connection.execute(
            "INSERT INTO step_row (step_id, table_name, action, key) VALUES (?, ?, 'many', ?)",
            (step, table.name, _range_since(connection, table, before)),
        ).close()


def _newest(connection: sqlite3.Connection, table: Table) -> int:
    newest = connection.execute(f'SELECT coalesce(max(rowid), 0) FROM "{table.name}"')
    return int(newest.fetchone()[0])


def _range_since(connection: sqlite3.Connection, table: Table, before: int) -> str:
    return json.dumps({"first": before + 1, "last": _newest(connection, table)})


def _step_under_way(connection: sqlite3.Connection) -> int | None:
    is_watched = connection.execute("SELECT 1 FROM temp.sqlite_master LIMIT 1").fetchone()
    return connection.execute("SELECT max(id) FROM step").fetchone()[0] if is_watched else None


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
        match action:
            case "insert" | "many":
                _remember_after(connection, table, run)
                _delete(connection, table, run)
            case "delete":
                _insert(connection, table, [row.before for row in run])
            case _:
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
        match action:
            case "insert":
                _insert(connection, table, [row.after for row in run])
            case "many":
                for row in run:
                    before = _newest(connection, table)
                    _insert(connection, table, [row.after])
                    # Rows without an id of their own have other rowids now.
                    connection.execute(
                        "UPDATE step_row SET key = ? WHERE id = ?",
                        (_range_since(connection, table, before), row.id),
                    ).close()
            case "delete":
                _delete(connection, table, run)
            case _:
                for row in run:
                    _change(connection, table, row.key, was=row.before, becomes=row.after)
    connection.execute("UPDATE step SET undone_at = NULL WHERE id = ?", (step,)).close()
    return frozenset(row.table for row in rows)


def drop_step(connection: sqlite3.Connection, step: int) -> None:
    """Forget a step that cannot be turned any more, so that it bars the way to no other."""
    connection.execute("DELETE FROM step WHERE id = ?", (step,)).close()


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
        _Row(number, table, action, json.loads(key), before, after)
        for number, table, action, key, before, after in connection.execute(
            "SELECT id, table_name, action, key, before, after FROM step_row"
            " WHERE step_id = ? ORDER BY id",
            (step,),
        )
    ]


def _remember_after(connection: sqlite3.Connection, table: Table, rows: Sequence[_Row]) -> None:
    """Note what new rows hold before they go, so that the step can be taken again."""
    kept = _object(_columns(table), f'"{table.name}"')
    if rows[0].action == "many":
        kept = f"json_group_array({kept})"
    connection.executemany(
        f'UPDATE step_row SET after = (SELECT {kept} FROM "{table.name}" WHERE {_where(rows[0])})'
        " WHERE id = ?",
        [(*row.key.values(), row.id) for row in rows],
    ).close()


def _delete(connection: sqlite3.Connection, table: Table, rows: Sequence[_Row]) -> None:
    for condition, values in _ranges(rows):
        _refuse_if_others_depend(connection, table, condition, values)
    deleted = connection.executemany(
        f'DELETE FROM "{table.name}" WHERE {_where(rows[0])}',
        [tuple(row.key.values()) for row in rows],
    )
    if deleted.rowcount != sum(_count(row) for row in rows):
        raise Conflict(table.name)


def _ranges(rows: Sequence[_Row]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield conditions on ids, and their values, that together are all of the rows."""
    if rows[0].action == "many":
        for row in rows:
            yield "BETWEEN ? AND ?", tuple(row.key.values())
    elif rows[0].key.keys() == {"id"}:
        yield "IN (SELECT value FROM json_each(?))", (json.dumps([row.key["id"] for row in rows]),)


def _refuse_if_others_depend(
    connection: sqlite3.Connection, table: Table, condition: str, values: tuple[object, ...]
) -> None:
    """Refuse to delete rows that rows outside of the step point to: those would be lost with them."""
    if _key_columns(table) != ["id"]:
        return
    checks = [
        f'SELECT 1 FROM "{other.name}" WHERE "{column.name}" {condition}'
        + (f" AND NOT id {condition}" if other is table else "")
        for other in Base.metadata.sorted_tables
        for column in other.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]
    if table.name == "registration":
        checks.append(f"{_CAME} {condition}")
    if table.name == "door_entry":
        checks.append(_WENT_ON.format(condition=condition))
    for check in checks:
        given = values * 2 if "AND NOT" in check else values
        if connection.execute(f"{check} LIMIT 1", given).fetchone() is not None:
            raise Conflict(check)


def _insert(connection: sqlite3.Connection, table: Table, rows: Sequence[str | None]) -> None:
    """Write rows that are given as JSON objects, or arrays of them."""
    columns = _columns(table)
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f"json_extract(value, '$.{name}')" for name in columns)
    try:
        connection.executemany(
            f'INSERT INTO "{table.name}" ({names}) SELECT {values} FROM json_each(?)',
            [(row if row and row.startswith("[") else f"[{row}]",) for row in rows],
        ).close()
    except sqlite3.IntegrityError as error:
        raise Conflict(str(error)) from error


def _change(
    connection: sqlite3.Connection,
    table: Table,
    key: dict[str, Any],
    *,
    was: str | None,
    becomes: str | None,
) -> None:
    """Put the columns back that the step changed, if they still hold what it wrote."""
    old, new = json.loads(was or "{}"), json.loads(becomes or "{}")
    names = [name for name in new if old.get(name) != new[name]]
    compared = [name for name in names if name not in _MOVES_ON]
    to = ", ".join(f'"{name}" = ?' for name in names)
    where = " AND ".join((*(f'"{name}" = ?' for name in key), *(f'"{n}" IS ?' for n in compared)))
    values = [*(new[n] for n in names), *key.values(), *(old[n] for n in compared)]
    try:
        changed = connection.execute(f'UPDATE "{table.name}" SET {to} WHERE {where}', values)
    except sqlite3.IntegrityError as error:
        raise Conflict(str(error)) from error
    if changed.rowcount != 1:
        raise Conflict(f"{table.name} {key}")


def _where(row: _Row) -> str:
    if row.action == "many":
        return "rowid BETWEEN ? AND ?"
    return " AND ".join(f'"{name}" = ?' for name in row.key)


def _count(row: _Row) -> int:
    """Return how many rows a line of the journal is about."""
    return int(row.key["last"] - row.key["first"] + 1) if row.action == "many" else 1
