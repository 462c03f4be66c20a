"""Spreadsheets of LibreOffice and its kin (.ods) to rows of text, like workbooks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.intake.workbooks import MOST_CELLS, Sheet, too_large

_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_MOST_BYTES = 200_000_000
_LONGEST_REPEAT = 1_000
"""Cells or rows alike that are laid out; what repeats more often is the empty rest of a sheet."""
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def is_open_document(data: bytes) -> bool:
    """Whether these bytes are a spreadsheet in the OpenDocument format."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return packed.read("mimetype").strip() == _KIND
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError):
        return False


def read_open_sheets(data: bytes, file: str) -> list[Sheet]:
    """Read the sheets that hold anything; UserError naming `file` if it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if packed.getinfo("content.xml").file_size > _MOST_BYTES:
                raise too_large(file)
            content = packed.read("content.xml")
        whole = ElementTree.fromstring(content)
    except UserError:
        raise
    except Exception as error:  # whatever a damaged or locked file trips in the libraries
        raise UserError(
            _(
                "{file} is damaged or locked with a password. Open it in your spreadsheet program, "
                "save it as .xlsx or CSV, and import that."
            ).format(file=file)
        ) from error
    tables = whole.iter(f"{_TABLE}table")
    sheets = [Sheet(table.get(f"{_TABLE}name", ""), _rows(table, file)) for table in tables]
    return [sheet for sheet in sheets if sheet.rows]


def _rows(table: ElementTree.Element, file: str) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    number, filled = 1, 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeats = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        texts = list(_cells(row))
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            rows += [
                (number + again, list(texts)) for again in range(min(repeats, _LONGEST_REPEAT))
            ]
            filled += len(texts) * min(repeats, _LONGEST_REPEAT)
        if filled > MOST_CELLS:
            raise too_large(file)
        number += repeats
    return rows


def _cells(row: ElementTree.Element) -> Iterator[str]:
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        text = _said(cell)
        repeats = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        for _again in range(min(repeats, _LONGEST_REPEAT)):
            yield text


def _said(cell: ElementTree.Element) -> str:
    """Return a cell as a table saved as text would have it: numbers whole, days in ISO."""
    match cell.get(f"{_OFFICE}value-type"):
        case "date":
            day, _sign, clock = cell.get(f"{_OFFICE}date-value", "").partition("T")
            return day if clock.strip("0:.") == "" else f"{day} {clock}"
        case "float" | "currency" | "percentage":
            number = float(cell.get(f"{_OFFICE}value", "0"))
            return str(int(number)) if number.is_integer() and abs(number) < 1e15 else str(number)
        case "boolean":
            return "yes" if cell.get(f"{_OFFICE}boolean-value") == "true" else "no"
        case _:
            lines = ("".join(line.itertext()) for line in cell.findall(f"{_TEXT}p"))
            return "\n".join(lines)
