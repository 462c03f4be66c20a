"""Which rows the last commits changed, so that a long list on screen is mended and not read anew.

Each commit gives the file another number (SQLite keeps it as `user_version`) and notes under it what
its step touched; a queue at the door does not wait for that, for its lines in the log tell the same.
A list that was read at one mark asks what came since; where a commit in between is not known, because
another process made it, it was too large or it was no step, all is read anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from secrets import randbits
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Table

from organizer.domain.kinds import DoorAction
from organizer.models.tables import Base

MOST_ROWS = 2_000
"""A step that touched more is quicker read anew than mended."""
_KEPT_COMMITS = 200
_COUNT = """
    SELECT sum(CASE action WHEN 'many'
        THEN json_extract(key, '$.last') - json_extract(key, '$.first') + 1 ELSE 1 END)
    FROM step_row WHERE step_id = ?
"""
_MARK = """
    SELECT user_version, (SELECT coalesce(max(id), 0) FROM door_entry) FROM pragma_user_version
"""
_LINES = "SELECT action, event_id, member_id FROM door_entry WHERE id > ? LIMIT ?"
_ON_LISTS = """
    SELECT DISTINCT registration.id, registration.event_id
    FROM door_entry JOIN event ON event.id = door_entry.event_id
    JOIN registration ON registration.member_id = door_entry.member_id
        AND registration.event_id IN (event.id, event.part_of_id)
    WHERE door_entry.id > ?
"""


class Mark(NamedTuple):
    """How far a file was written."""

    commit: int
    """The number of its last commit that was no scan."""
    line: int
    """The last line of its door log; 0 if there is none."""


NO_MARK = Mark(-1, 0)
"""The mark of no file."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids by table: of rows that were touched, and of those that touched rows point to.

    A row that went or that points elsewhere now counts with what it pointed to before.
    """

    touched: Mapping[str, frozenset[int]] = field(default_factory=dict)
    pointed: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def about(self, table: str) -> frozenset[int]:
        """Return the rows of a table that were touched themselves, or by what points to them."""
        nothing: frozenset[int] = frozenset()
        return self.touched.get(table, nothing) | self.pointed.get(table, nothing)

    def __or__(self, other: Changes) -> Changes:
        return Changes(_joined(self.touched, other.touched), _joined(self.pointed, other.pointed))


class RecentChanges:
    """What the last commits of this process changed, by the number that each gave to the file."""

    def __init__(self) -> None:
        self._by_commit: dict[int, tuple[int, Changes]] = {}
        self._lock = Lock()

    def note(self, before: int, commit: int, changes: Changes) -> None:
        """Keep what a commit changed, under its number and with that of the one before it."""
        with self._lock:
            self._by_commit[commit] = before, changes
            if len(self._by_commit) > _KEPT_COMMITS:
                del self._by_commit[next(iter(self._by_commit))]

    def since(self, connection: sqlite3.Connection, mark: Mark) -> Changes | None:
        """Return what changed since the file had a mark, as it is seen now; None if not known."""
        (at, line), changes = mark_of(connection), Changes()
        while at != mark.commit:
            with self._lock:
                found = self._by_commit.get(at)
            if found is None:
                return None
            at, changes = found[0], changes | found[1]
        if line == mark.line:
            return changes
        scans = _scans_since(connection, mark.line) if line > mark.line else None
        return changes | scans if scans is not None else None


class Standing:
    """What was read of a file, for as long as nothing but scans is written into it."""

    def __init__(self) -> None:
        self._commit, self._known = NO_MARK.commit, dict[Hashable, Any]()

    def at(self, commit: int) -> dict[Hashable, Any]:
        """Return what is known under the number of the last commit, to read and to add to."""
        if commit != self._commit:
            self._commit, self._known = commit, {}
        return self._known


def mark_of(connection: sqlite3.Connection) -> Mark:
    """Return how far the file was written, as it is seen here."""
    return Mark(*connection.execute(_MARK).fetchone())


def renew_commit(connection: sqlite3.Connection) -> int:
    """Give the commit that is under way a number of its own, and return it.

    By chance, for after a backup came back there must be none that was there before.
    """
    commit = randbits(31)
    connection.execute(f"PRAGMA user_version = {commit}").close()
    return commit


def _scans_since(connection: sqlite3.Connection, line: int) -> Changes | None:
    """Return what the lines of the door log after one changed; None if that is not to be told."""
    lines = connection.execute(_LINES, (line, MOST_ROWS + 1)).fetchall()
    # Whom an undone arrival had made a member is in no log any more.
    if len(lines) > MOST_ROWS or any(action == DoorAction.UNDONE for action, *_ in lines):
        return None
    listed = connection.execute(_ON_LISTS, (line,)).fetchall()
    touched = {"registration": {registration for registration, _ in listed}}
    events = {event for _, event, _ in lines} | {event for _, event in listed}
    members = {member for *_, member in lines if member is not None}
    return Changes(_frozen(touched), _frozen({"event": events, "member": members}))


def changes_of(connection: sqlite3.Connection, step: int) -> Changes | None:
    """Return what a step changed, or taking it back did; None if that is too much to tell."""
    if (connection.execute(_COUNT, (step,)).fetchone()[0] or 0) > MOST_ROWS:
        return None
    touched: defaultdict[str, set[int]] = defaultdict(set)
    pointed: defaultdict[str, set[int]] = defaultdict(set)
    for table, row in _rows_of(connection, step):
        if "id" in row:
            touched[table.name].add(row["id"])
        for key in table.foreign_keys:
            if (value := row.get(key.parent.name)) is not None:
                pointed[key.column.table.name].add(value)
    return Changes(_frozen(touched), _frozen(pointed))


def _rows_of(connection: sqlite3.Connection, step: int) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Yield what is known of each row a step touched: its key, what it was and what it is."""
    new: defaultdict[str, list[int]] = defaultdict(list)
    for name, action, *objects in connection.execute(
        "SELECT table_name, action, key, before, after FROM step_row WHERE step_id = ?", (step,)
    ):
        table = Base.metadata.tables[name]
        key, *states = (json.loads(text) for text in objects if text)
        if action == "many":
            yield from _read(connection, table, "rowid BETWEEN ? AND ?", *key.values())
        else:
            yield table, key
        if action == "insert" and "id" in key:
            new[name].append(key["id"])
        for state in states:
            for row in state if isinstance(state, list) else [state]:
                yield table, row
    for name, ids in new.items():
        among = "id IN (SELECT value FROM json_each(?))"
        yield from _read(connection, Base.metadata.tables[name], among, json.dumps(ids))


def _read(
    connection: sqlite3.Connection, table: Table, condition: str, *values: object
) -> Iterator[tuple[Table, dict[str, Any]]]:
    keys = {key.parent.name for key in table.foreign_keys}
    names = sorted(keys | {"id"} & set(table.columns.keys()))
    columns = ", ".join(f'"{name}"' for name in names)
    for row in connection.execute(
        f'SELECT {columns} FROM "{table.name}" WHERE {condition}', values
    ):
        yield table, dict(zip(names, row, strict=True))


def _joined(
    one: Mapping[str, frozenset[int]], other: Mapping[str, frozenset[int]]
) -> dict[str, frozenset[int]]:
    nothing: frozenset[int] = frozenset()
    return {name: one.get(name, nothing) | other.get(name, nothing) for name in {*one, *other}}


def _frozen(found: Mapping[str, set[int]]) -> dict[str, frozenset[int]]:
    return {name: frozenset(ids) for name, ids in found.items()}
