"""Putting records in order in steps of a few milliseconds, between which the window goes on.

Another thread would be no help: Python's sort keeps the interpreter to itself until it is through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import compress
from typing import Any

_AT_ONCE = 4_000
"""Records looked at, or sorted, in one step; only the last steps, which merge, take in more."""


def in_order(
    records: Sequence[Any], value: Callable[[Any], Any], *, descending: bool
) -> Iterator[list[Any] | None]:
    """Yield None after each step, and in the end the records in order.

    Those of one value stay as they were; those whose value is None come last either way.
    """
    values: list[Any] = []
    for start in range(0, len(records), _AT_ONCE):
        values.extend(map(value, records[start : start + _AT_ONCE]))
        yield None
    known = [number for number, one in enumerate(values) if one is not None]
    unknown = [number for number, one in enumerate(values) if one is None]

    def put(numbers: list[int]) -> list[int]:
        return sorted(numbers, key=values.__getitem__, reverse=descending)

    runs = []
    for start in range(0, len(known), _AT_ONCE):
        runs.append(put(known[start : start + _AT_ONCE]))
        yield None
    while len(runs) > 1:
        merged = []
        for start in range(0, len(runs), 2):
            # Two that are each in order are only merged by this.
            merged.append(put([number for run in runs[start : start + 2] for number in run]))
            yield None
        runs = merged
    yield [records[number] for run in (*runs, unknown) for number in run]


def those_of(records: Sequence[Any], wanted: Sequence[Any]) -> list[Any] | None:
    """Return the records that are wanted, in the order of all; None if one is not among them."""
    if len(wanted) > len(records):
        return None
    sought = set(map(id, wanted))
    found = list(compress(records, map(sought.__contains__, map(id, records))))
    return found if len(found) == len(wanted) else None
