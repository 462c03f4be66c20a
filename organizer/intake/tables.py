"""Bytes of a list to a header and rows: text of any kind, a workbook, or contacts."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from organizer.domain.drafts import is_address
from organizer.domain.errors import UserError
from organizer.domain.words import _, ngettext
from organizer.intake.cells import is_phone
from organizer.intake.decoding import decode, empty
from organizer.intake.documents import read_documents
from organizer.intake.open_documents import is_open_document, read_open_sheets
from organizer.intake.text_records import Record, read_records
from organizer.intake.workbooks import Sheet, is_workbook, read_sheets

_SEPARATORS = ",;\t|"
_SNIFFED_RECORDS = 100
_PREAMBLE_RECORDS = 30
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
    alike: tuple[str, ...] = ()
    """Titles of those sheets that are lists of the same kind, in the workbook's order."""


Known = Callable[[str], bool]
"""Whether a header is one to expect."""
Fits = Callable[[tuple[str, ...]], bool]
"""Whether a sheet with these headers is a list, too."""


def read_table(
    data: bytes, file: str, known: Known = lambda header: False, sheet: str = ""
) -> Table:
    """Read the best table of a file, as `read_tables` says, or the sheet of that title."""
    return read_tables(data, file, known, sheets=(sheet,) if sheet else (), every=False)[0]


def read_tables(
    data: bytes,
    file: str,
    known: Known = lambda header: False,
    fits: Fits = lambda headers: False,
    sheets: Sequence[str] = (),
    *,
    every: bool = True,
) -> list[Table]:
    """Read tables: text in any encoding, separated by comma, semicolon, tab or bar; .xlsx; .ods;
    vCards; members in JSON as we write them.

    `known` decides which row is the header where lines stand above it, and which sheet of a
    workbook is the list; with `every` further ones come after it that have its headers or of
    which `fits` says so. With `sheets` it is those of these titles alone. UserError with a
    sentence naming `file` if it is no table.
    """
    if is_workbook(data):
        return _from_workbook(read_sheets(data, file), file, known, fits, sheets, every)
    if is_open_document(data):
        return _from_workbook(read_open_sheets(data, file), file, known, fits, sheets, every)
    return [_from_one_piece(data, file, known)]


def _from_one_piece(data: bytes, file: str, known: Known) -> Table:
    text = decode(data, file)
    if text.lstrip()[:11].upper() == "BEGIN:VCARD":
        return _from_contacts(text)
    if text.lstrip()[:1] == "[" and (documents := read_documents(text)):
        header, *below = (Record(number, cells, 0) for number, cells in enumerate(documents))
        return replace(_table(header, iter(below)), is_text=False)
    return _from_text(text, file, known)


def _from_contacts(text: str) -> Table:
    from organizer.intake.vcards import read_vcards  # what it needs is slow to load

    contacts = read_vcards(text)
    header, *below = (Record(number, cells, 0) for number, cells in contacts.rows)
    left_out = tuple(contacts.left_out)
    return replace(_table(header, iter(below)), left_out=left_out, is_text=False)


def _from_workbook(
    sheets: list[Sheet], file: str, known: Known, fits: Fits, wanted: Sequence[str], every: bool
) -> list[Table]:
    """Read the sheets wanted, or that with most headers that we know and those like it."""
    found = []
    for sheet in sheets:
        records = [Record(number, cells, 0) for number, cells in sheet.rows]
        header, score = _find_header(records[:_SNIFFED_RECORDS], known)
        below = (one for one in records if one.number > header.number)
        found.append((score, replace(_table(header, below), is_text=False)))
    if not found:
        raise empty(file)
    titles = [sheet.title for sheet in sheets]
    for title in wanted:
        if title not in titles:
            raise _no_sheet(file, title, titles)
    chosen = [place for place, title in enumerate(titles) if title in wanted]
    best = max(chosen or range(len(found)), key=lambda place: found[place][0])
    first = max(range(len(found)), key=lambda place: found[place][0])
    headers = _folded(found[first][1])
    alike = [
        place
        for place, (score, table) in enumerate(found)
        if place == first
        or (score and table.rows and (_folded(table) == headers or fits(table.header)))
    ]
    further = [place for place in chosen or alike if place != best] if every else []
    read = [best, *further]
    left_out = _left_out_of_workbook(titles, sorted(read), found[best][1].header_row)
    return [
        replace(
            found[place][1],
            left_out=left_out if place == best else (),
            sheets=(titles[place], *(title for title in titles if title != titles[place])),
            alike=tuple(titles[each] for each in alike),
        )
        for place in read
    ]


def _no_sheet(file: str, wanted: str, titles: Sequence[str]) -> UserError:
    sentence = _("{file} has no sheet “{sheet}” with anything in it. Its sheets are: {sheets}.")
    return UserError(sentence.format(file=file, sheet=wanted, sheets=", ".join(titles)))


def _folded(table: Table) -> set[str]:
    return {label.casefold() for label in table.header}


def _left_out_of_workbook(
    titles: list[str], read: list[int], row: int
) -> tuple[tuple[int, str], ...]:
    others = ", ".join(title for place, title in enumerate(titles) if place not in read)
    if not others:
        return ()
    names = "”, “".join(titles[place] for place in read)
    sentence = ngettext(
        "Only the sheet “{sheets}” was read; these were left out: {others}.",
        "Only the sheets “{sheets}” were read; these were left out: {others}.",
        len(read),
    )
    return ((row, sentence.format(sheets=names, others=others)),)


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
        below = read_records(lines, separator, header.after, header.number, len(header.cells))
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


def _table(header: Record, records: Iterator[Record]) -> Table:
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


def is_doubled(label: str, of: str) -> bool:
    """Whether a label stands for a header that another column, labelled `of`, has too."""
    return label.startswith(f"{of} (") and label.removeprefix(of).strip(" ()").isdecimal()


def _layout(lines: list[str], separators: str, known: Known) -> tuple[str, Record] | None:
    """Return the separator and the header; None if there is nothing.

    The best reading has the most headers that we know, then most rows as wide as the header.
    """
    readings = []
    for separator in separators:
        records = list(islice(read_records(lines, separator), _SNIFFED_RECORDS))
        if not records:
            return None
        header, found = _find_header(records, known)
        width = len(header.cells)
        even = sum(len(record.cells) == width for record in records) / len(records)
        readings.append(((found, found > 0 or width > 1, even, width), separator, header))
    _score, separator, header = max(readings, key=lambda reading: reading[0])
    return separator, header


def _find_header(records: list[Record], known: Known) -> tuple[Record, int]:
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


def _is_of_somebody(record: Record) -> bool:
    """Whether a row holds an address or a telephone number, which no header does."""
    cells = [cell.strip() for cell in record.cells]
    return any(is_address(cell) or is_phone(cell) for cell in cells)


def _made_up_header(records: list[Record], place: int, width: int) -> Record:
    """Return a header for a list that has none, since its first row is about somebody already."""
    most = max(width, len(records[place].cells))
    labels = [column_name(index) for index in range(most)]
    number, after = (records[place - 1].number, records[place - 1].after) if place else (0, 0)
    return Record(number, labels, after)
