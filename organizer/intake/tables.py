"""Bytes of a list to a header and rows: text of any kind, a workbook, or contacts."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from organizer.domain.drafts import is_address
from organizer.domain.words import _
from organizer.intake.cells import is_phone
from organizer.intake.decoding import decode, empty
from organizer.intake.documents import read_documents
from organizer.intake.open_documents import is_open_document, read_open_sheets
from organizer.intake.workbooks import Sheet, is_workbook, read_sheets

_SEPARATORS = ",;\t|"
_SNIFFED_RECORDS = 100
_PREAMBLE_RECORDS = 30
_MOST_LINES_IN_A_CELL = 2000
_LONGEST_CELL = 2**31 - 1
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[\r\n]*$', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row below the header; as many cells as the header has."""

    number: int
    """As a spreadsheet shows it: the first row of the file is 1, blank rows count."""
    cells: tuple[str, ...]
    extra: tuple[str, ...] = ()
    """Filled cells, and those between them, to the right of the header's last column."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it that are not empty."""

    header: tuple[str, ...]
    """A label for each column: none empty, none twice."""
    header_row: int
    rows: tuple[TableRow, ...]
    left_out: tuple[tuple[int, str], ...] = ()
    """Row and sentence for what is in the file but not in the table."""
    is_text: bool = True
    """Cells may bear the mark that text needs, so that spreadsheets take nothing for a formula."""
    sheets: tuple[str, ...] = ()
    """Titles of the sheets that hold anything, that which was read first; empty without sheets."""


class _Record(NamedTuple):
    """One row of the file, blank ones aside."""

    number: int
    cells: list[str]
    after: int
    """Index of the line below it."""


Known = Callable[[str], bool]
"""Whether a header is one to expect."""


def read_table(
    data: bytes, file: str, known: Known = lambda header: False, sheet: str = ""
) -> Table:
    """Read a table: text in any encoding, separated by comma, semicolon, tab or bar; .xlsx; .ods;
    vCards; members in JSON as we write them.

    `known` decides which row is the header where lines stand above it, and which sheet is the
    list unless `sheet` is the title of one. UserError with a sentence naming `file` if it is no table.
    """
    if is_workbook(data):
        return _from_workbook(read_sheets(data, file), file, known, sheet)
    if is_open_document(data):
        return _from_workbook(read_open_sheets(data, file), file, known, sheet)
    text = decode(data, file)
    if text.lstrip()[:11].upper() == "BEGIN:VCARD":
        return _from_contacts(text)
    if text.lstrip()[:1] == "[" and (documents := read_documents(text)):
        header, *below = (_Record(number, cells, 0) for number, cells in enumerate(documents))
        return replace(_table(header, iter(below)), is_text=False)
    return _from_text(text, file, known)


def _from_contacts(text: str) -> Table:
    from organizer.intake.vcards import read_vcards  # what it needs is slow to load

    contacts = read_vcards(text)
    header, *below = (_Record(number, cells, 0) for number, cells in contacts.rows)
    left_out = tuple(contacts.left_out)
    return replace(_table(header, iter(below)), left_out=left_out, is_text=False)


def _from_workbook(sheets: list[Sheet], file: str, known: Known, wanted: str) -> Table:
    """Read the sheet wanted, or with most headers that we know; the others are told as left out."""
    found = []
    for sheet in sheets:
        records = [_Record(number, cells, 0) for number, cells in sheet.rows]
        header, score = _find_header(records[:_SNIFFED_RECORDS], known)
        found.append((score, header, [one for one in records if one.number > header.number]))
    if not found:
        raise empty(file)
    best = max(
        range(len(found)), key=lambda place: (sheets[place].title == wanted, found[place][0])
    )
    _score, header, below = found[best]
    others = [sheet.title for place, sheet in enumerate(sheets) if place != best]
    sentence = _("Only the sheet “{sheet}” was read; these were left out: {others}.")
    words = sentence.format(sheet=sheets[best].title, others=", ".join(others))
    left_out = ((header.number, words),) if others else ()
    titles = (sheets[best].title, *others)
    table = _table(header, iter(below))
    return replace(table, left_out=left_out, is_text=False, sheets=titles)


def _from_text(text: str, file: str, known: Known) -> Table:
    lines = list(io.StringIO(text, newline=""))
    separators = _SEPARATORS
    hint = _SEPARATOR_LINE.match(lines[0])
    if hint:  # a line by which spreadsheets are told the separator
        separators = hint[1]
        lines[0] = "\n"
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        layout = _layout(lines, separators, known)
        if layout is None:
            raise empty(file)
        separator, header = layout
        below = _records(lines, separator, header.after, header.number, len(header.cells))
        return _table(header, below)
    finally:
        csv.field_size_limit(limit)


def column_letters(index: int) -> str:
    """Return what a spreadsheet calls the column: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_name(index: int) -> str:
    """Return a label for a column whose header is empty or missing."""
    return _("Column {letter}").format(letter=column_letters(index))


def _table(header: _Record, records: Iterator[_Record]) -> Table:
    titles = header.cells
    while len(titles) > 1 and not titles[-1].strip():
        titles.pop()
    labels = _labels(titles)
    width = len(labels)
    rows = []
    for number, cells, _after in records:
        if len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        extra = cells[width:]
        while extra and not extra[-1].strip():
            extra.pop()
        if extra or any(map(str.strip, cells)):
            rows.append(TableRow(number, tuple(cells[:width]), tuple(extra)))
    return Table(labels, header.number, tuple(rows))


def _labels(titles: list[str]) -> tuple[str, ...]:
    labels: dict[str, None] = {}
    seen: Counter[str] = Counter()
    for index, title in enumerate(titles):
        base = " ".join(title.split()) or column_name(index)
        label = base
        while label in labels:
            seen[base] += 1
            label = f"{base} ({seen[base] + 1})"
        labels[label] = None
    return tuple(labels)


def _layout(lines: list[str], separators: str, known: Known) -> tuple[str, _Record] | None:
    """Return the separator and the header; None if there is nothing.

    The best reading has the most headers that we know, then most rows as wide as the header.
    """
    readings = []
    for separator in separators:
        records = list(islice(_records(lines, separator), _SNIFFED_RECORDS))
        if not records:
            return None
        header, found = _find_header(records, known)
        width = len(header.cells)
        even = sum(len(record.cells) == width for record in records) / len(records)
        readings.append(((found, found > 0 or width > 1, even, width), separator, header))
    _score, separator, header = max(readings, key=lambda reading: reading[0])
    return separator, header


def _find_header(records: list[_Record], known: Known) -> tuple[_Record, int]:
    """Return the header and how many of its cells are known."""
    found = [sum(map(known, record.cells)) for record in records[:_PREAMBLE_RECORDS]]
    if any(found):
        return records[found.index(max(found))], max(found)
    widths = [len(record.cells) for record in records]
    place = widths.index(Counter(widths).most_common(1)[0][0])
    if _is_of_somebody(records[place]):
        first = next(at for at, record in enumerate(records) if _is_of_somebody(record))
        return _made_up_header(records, first, widths[place]), 0
    return records[place], 0


def _is_of_somebody(record: _Record) -> bool:
    """Whether a row holds an address or a telephone number, which no header does."""
    cells = [cell.strip() for cell in record.cells]
    return any(is_address(cell) or is_phone(cell) for cell in cells)


def _made_up_header(records: list[_Record], place: int, width: int) -> _Record:
    """Return a header for a list that has none, since its first row is about somebody already."""
    most = max(width, len(records[place].cells))
    labels = [column_name(index) for index in range(most)]
    number, after = (records[place - 1].number, records[place - 1].after) if place else (0, 0)
    return _Record(number, labels, after)


def _records(
    lines: list[str], separator: str, start: int = 0, number: int = 0, width: int = 0
) -> Iterator[_Record]:
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
            yield _Record(number, cells, start)


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
