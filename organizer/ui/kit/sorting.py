"""Putting records in order in steps of a few milliseconds, between which the window goes on.

Another thread would be no help: Python's sort keeps the interpreter to itself until it is through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import compress, islice
from typing import Any

_AT_ONCE = 4_000
"""Records looked at, sorted or merged in one step."""


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
    ordered: list[int] = []
    merging = merge(*runs, key=values.__getitem__, reverse=descending)
    while some := list(islice(merging, _AT_ONCE)):
        ordered.extend(some)
        yield None
    ordered += unknown
    found: list[Any] = []
    for start in range(0, len(ordered), _AT_ONCE):
        found.extend(map(records.__getitem__, ordered[start : start + _AT_ONCE]))
        yield None
    yield found


def those_of(records: Sequence[Any], wanted: Sequence[Any]) -> list[Any] | None:
    """Return the records that are wanted, in the order of all; None if one is not among them."""
    if len(wanted) > len(records):
        return None
    sought = set(map(id, wanted))
    found = list(compress(records, map(sought.__contains__, map(id, records))))
    return found if len(found) == len(wanted) else None
