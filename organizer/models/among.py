"""A condition about any number of ids, more than a statement has places for values."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute


def among(column: InstrumentedAttribute[int], ids: Iterable[int]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the ids."""
    kept = func.json_each(json.dumps(list(ids))).table_valued("value")
    return column.in_(select(kept.c.value))
