"""Many rows of one table, made ready for the driver before the file is locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Column, Table, bindparam, insert, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from organizer.models.database import driver_of
from organizer.models.journal import noting_many

Rows = Sequence[Mapping[str, object]]
_DIALECT = sqlite.dialect(paramstyle="qmark")
_MOST_VALUES = 10_000
"""In one statement; SQLite takes 32,766."""


class ReadyRows:
    """Rows as the driver takes them: to write them is all that is left to do.

    All rows have the keys of the first; new rows take the default of every other column. With
    `changes` they replace the values of the rows that have their ids, else they are new.
    """

    def __init__(self, table: Table, rows: Rows, *, changes: bool = False) -> None:
        self._table = table
        self._changes = changes
        values: dict[str, Any] = {name: bindparam(name) for name in rows[0]}
        if changes:
            of_row = table.c.id == values.pop("id")
            compiled = update(table).where(of_row).values(values).compile(dialect=_DIALECT)
        else:
            compiled = insert(table).values(values).compile(dialect=_DIALECT)
        self._sql = str(compiled)
        columns = [_driver_values(table, name, rows) for name in compiled.positiontup or ()]
        self._rows = list(zip(*columns, strict=True))
        # Python hands on to other threads at each statement: with one a row they would be in the way.
        at_once = _MOST_VALUES // len(columns)
        self._parts = [self._rows[at : at + at_once] for at in range(0, len(self._rows), at_once)]

    def write(self, session: Session) -> None:
        """Write all rows within the caller's transaction."""
        connection = session.connection()
        connection.get_execution_options()["touched"].add(self._table.name)
        if self._changes:
            connection.exec_driver_sql(self._sql, self._rows)
            return
        with noting_many(driver_of(connection), self._table):
            for part in self._parts:
                marks = self._sql[self._sql.rindex("VALUES") + len("VALUES") :]
                more = f",{marks}" * (len(part) - 1)
                connection.exec_driver_sql(self._sql + more, tuple(chain.from_iterable(part)))


def _driver_values(table: Table, name: str, rows: Rows) -> Sequence[object]:
    """Return one column's values as SQLite keeps them."""
    is_given = name in rows[0]
    values: list[Any] = [row[name] if is_given else _default(table.c[name]) for row in rows]
    convert = table.c[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return values if convert is None else list(map(convert, values))


def _default(column: Column[Any]) -> object:
    """Return what a column holds where nothing is said."""
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg
