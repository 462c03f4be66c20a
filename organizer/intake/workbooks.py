"""Spreadsheet workbooks (.xlsx) to rows of text, whatever state they are in."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from organizer.domain.errors import UserError
from organizer.domain.words import _

_MOST_BYTES = 200_000_000
"""Unpacked; a list of 100,000 people with thirty columns has a quarter of that."""
_MOST_ROWS = 1_048_576
MOST_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook that holds anything."""

    title: str
    rows: list[tuple[int, list[str]]]
    """Number and cells of every row that is not empty, counted from 1."""


def is_workbook(data: bytes) -> bool:
    """Whether these bytes are a workbook as Excel has written them since 2007."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return any(name.startswith("xl/workbook") for name in packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_sheets(data: bytes, file: str) -> list[Sheet]:
    """Read the sheets that are shown; UserError naming `file` if it is damaged or far too large."""
    from openpyxl import load_workbook  # slow to load, and few lists are workbooks

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
            raise too_large(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and charts, which are nothing to us
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            sheets = [Sheet(sheet.title, list(_rows(sheet, file))) for sheet in shown]
            book.close()
    except UserError:
        raise
    except Exception as error:  # whatever a damaged file trips in the library
        raise _damaged(file) from error
    return [sheet for sheet in sheets if sheet.rows]


def _rows(sheet: Any, file: str) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    rows: Iterable[tuple[object, ...]] = sheet.iter_rows(values_only=True)
    cells = 0
    for number, values in enumerate(rows, start=1):
        cells += len(values)
        if number > _MOST_ROWS or cells > MOST_CELLS:
            raise too_large(file)
        texts = [_text(value) for value in values]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            yield number, texts


def _text(value: object) -> str:
    """Return a cell as a table saved as text would have it: long numbers whole, dates in ISO."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def too_large(file: str) -> UserError:
    """Return what to say of a file that is packed far too tightly."""
    sentence = _("{file} unpacks to more than a list of people can be. Save the list alone as CSV.")
    return UserError(sentence.format(file=file))


def _damaged(file: str) -> UserError:
    sentence = _(
        "{file} is a damaged workbook. Open it in a spreadsheet program, save it as CSV, "
        "and import that."
    )
    return UserError(sentence.format(file=file))
