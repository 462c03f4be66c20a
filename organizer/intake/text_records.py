"""Lines of text to records of cells, whatever stands in their quotation marks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import NamedTuple

_MOST_LINES_IN_A_CELL = 2000


class Record(NamedTuple):
    """One row of the file, blank ones aside."""

    number: int
    cells: list[str]
    after: int
    """Index of the line below it."""


def read_records(
    lines: list[str], separator: str, start: int = 0, number: int = 0, width: int = 0
) -> Iterator[Record]:
    """Give the records from line `start` on; blank lines are counted, not given.

    A quote that is opened and not closed properly would swallow the rows after it: such a
    line is taken as it stands, and reading goes on below it. `number` is that of the record
    before, `width` the cells to expect; by default as many as the first record has.
    """
    while start < len(lines):
        number += 1
        line = lines[start]
        if '"' in line:
            cells, used = _quoted_record(lines, start, separator, width)
        else:
            cells, used = line.rstrip("\r\n").split(separator), 1
        start += used
        if len(cells) > 1 or cells[0].strip():
            width = width or len(cells)
            yield Record(number, cells, start)


def _quoted_record(
    lines: list[str], start: int, separator: str, width: int
) -> tuple[list[str], int]:
    """Return the cells of the record that begins at line `start`, and how many lines it takes."""
    stop = min(len(lines), start + _MOST_LINES_IN_A_CELL)
    reader = csv.reader((lines[at] for at in range(start, stop)), delimiter=separator, strict=True)
    line = lines[start].rstrip("\r\n")
    plain = line.split(separator)
    try:
        cells = next(reader)
        swallowed = reader.line_num > 1 and len(cells) != width and len(plain) == width
        if not swallowed:
            return cells, reader.line_num
    except csv.Error:
        if len(plain) != width:  # quotes inside a cell, but some of them do hold separators
            return next(csv.reader([line], delimiter=separator)), 1
    return plain, 1
