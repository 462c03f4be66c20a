"""Which steps of the undo history touch or name a person: these are forgotten with them.

In doubt a step goes. What stays leads to no row of theirs, and holds none of their names, no word
of three letters or more of one, no address, phone, id or code of theirs, in whatever text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from organizer.domain.names import fold
from organizer.models.tables import Base, Member, Step, StepRow

Row = Mapping[str, Any]
Owned = defaultdict[str, set[int]]
"""Ids of a person's rows, by their tables."""

_TABLES = {table.name: table for table in Base.metadata.sorted_tables}
_LEADING = {
    name: {
        column.name: key.column.table.name
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in ("member", "registration")
    }
    for name, table in _TABLES.items()
}
"""By table, which columns lead to a person, or to their place on a guest list."""
_OTHERS = frozenset({"member", "circle"})
"""Tables whose rows lead to a person and yet are about somebody or something else."""
_NAMES = {"member": ("name", "other_names", "greeting")}
_MARKS = {
    "member": ("uid", "phone"),
    "address": ("address",),
    "member_source": ("external_id",),
    "badge_code": ("code",),
    "registration": ("uid",),
}
"""By table, in which columns a person's names stand, and what else is looked for in texts."""
_SHORTEST = 3
"""Letters of the shortest plain word that is looked for: nearly every text holds shorter ones."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What a step did to a row, or to many; `states` are all that it held before and after."""

    step: int
    table: str
    is_many: bool
    key: Row
    states: tuple[Row, ...]


def forget_steps(
    session: Session, entries: Sequence[Member], uids: Iterable[str], names: Iterable[str]
) -> int:
    """Forget the steps that touch or name a person and return how many; call it before they go.

    `entries` are theirs in this file; `uids` and `names`, such as addresses, what they were besides.
    """
    lines = list(_lines(session))
    known = {*uids, *(one.uid for one in entries)}
    owned = _owned(session, lines, known, [one.id for one in entries])
    needles = _needles(session, lines, owned, known, names)
    rows = session.execute(select(Step.id, Step.words)).all()
    doomed = {step for step, words in rows if _holds(words, needles)}
    for line in lines:
        if line.step not in doomed and (_touches(line, owned) or _speaks(line, needles)):
            doomed.add(line.step)
    for step in sorted(doomed):
        session.execute(delete(Step).where(Step.id == step))
    return len(doomed)


def _lines(session: Session) -> Iterator[_Line]:
    statement = select(
        StepRow.step_id,
        StepRow.table_name,
        StepRow.action,
        StepRow.key,
        StepRow.before,
        StepRow.after,
    ).order_by(StepRow.id)
    for step, table, action, key, *texts in session.execute(statement):
        states: list[Row] = []
        for read in (json.loads(text) for text in texts if text):
            states.extend(read if isinstance(read, list) else [read])
        yield _Line(step, table, action == "many", json.loads(key), tuple(states))


def _owned(
    session: Session, lines: Sequence[_Line], uids: set[str], member_ids: Iterable[int]
) -> Owned:
    """Return which rows are theirs now, or were while a step of the history was taken."""
    owned: Owned = defaultdict(set, {"member": set(member_ids)})
    for line in lines:
        if line.table == "member":
            owned["member"].update(one["id"] for one in line.states if one.get("uid") in uids)
    for _step in range(2):  # first what leads to them, then what leads to a registration of theirs
        for name, leading in _LEADING.items():
            if name in _OTHERS or "id" not in _TABLES[name].columns:
                continue
            for column, target in leading.items():
                owned[name].update(session.scalars(_ids_of(name, column, owned[target])))
        for line in lines:
            if line.table not in _OTHERS:
                theirs = [one for one in line.states if _leads(one, line.table, owned)]
                owned[line.table].update(one["id"] for one in theirs if "id" in one)
    return owned


def _ids_of(name: str, column: str, targets: set[int]) -> Select[int]:
    columns = _TABLES[name].columns
    return select(columns["id"]).where(columns[column].in_(sorted(targets)))


def _leads(row: Row, table: str, owned: Owned) -> bool:
    return any(row.get(column) in owned[target] for column, target in _LEADING[table].items())


def _touches(line: _Line, owned: Owned) -> bool:
    """Whether a line is about a row of theirs, or one that leads to them."""
    if line.is_many:
        # Rows without an id of their own are counted anew when the file is written anew.
        is_lasting = "id" in _TABLES[line.table].columns
        within = range(line.key["first"], line.key["last"] + 1)
        if not is_lasting or any(one in within for one in owned[line.table]):
            return True
    return line.key.get("id") in owned[line.table] or any(
        _leads(row, line.table, owned) for row in (line.key, *line.states)
    )


def _needles(
    session: Session,
    lines: Sequence[_Line],
    owned: Owned,
    uids: Iterable[str],
    names: Iterable[str],
) -> frozenset[str]:
    """Return, folded, what is looked for in texts: names with each of their words, and marks."""
    said, marks = list(names), list(uids)
    for table, columns in _MARKS.items():
        found = _TABLES[table].columns
        now = session.execute(select(_TABLES[table]).where(found["id"].in_(sorted(owned[table]))))
        before = (state for line in lines if line.table == table for state in line.states)
        theirs = [row for row in before if row["id"] in owned[table]]
        for row in (*theirs, *now.mappings()):
            # A step that was taken before the file was brought up to date knows fewer columns.
            marks.extend(_texts([row.get(column) for column in columns]))
            said.extend(_texts([row.get(column) for column in _NAMES.get(table, ())]))
    whole = {fold(text) for text in said}
    parts = {fold(text) for text in marks} | {word for text in whole for word in text.split()}
    long = {text for text in parts if len(text) >= _SHORTEST or not text.isascii()}
    return frozenset((whole | long) - {""})


def _speaks(line: _Line, needles: frozenset[str]) -> bool:
    rows = (line.key, *line.states)
    return any(_holds(" ".join(_texts(list(row.values()))), needles) for row in rows)


def _holds(text: str, needles: frozenset[str]) -> bool:
    folded = fold(text)
    return any(needle in folded for needle in needles)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value of a row, also those in JSON that is kept as text."""
    match value:
        case str() if value.startswith(("[", "{")):
            try:
                yield from _texts(json.loads(value))
            except ValueError:
                yield value
        case str():
            yield value
        case Mapping():
            for key, each in value.items():
                yield from (str(key), *_texts(each))
        case list() | tuple():
            for each in value:
                yield from _texts(each)
