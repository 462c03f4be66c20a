"""Lists that are pasted instead of saved: cells of a spreadsheet, a line of a mail, plain names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from organizer.domain.drafts import is_address
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.intake.cells import is_phone, split_addressed_name, split_addresses
from organizer.intake.guesses import guess_columns
from organizer.intake.headers import word_for
from organizer.intake.tables import column_name

_WHOLE_LISTS = ("BEGIN:VCARD", "[")
_TO = re.compile(r"^\s*\w{1,4}:\s+(?=.*@)")
"""What a mail writes before those it goes to."""
_BULLET = re.compile(r"^\s*(?:[-*•·–▪]|\d{1,3}[.)])\s+")
_CALLED = re.compile(r"(.*[^\W\d_].*?)[\s,:]+([+(0](?=(?:\D*\d){6})[\d\s()./-]+)")
"""A name and a telephone number after it."""
_QUOTED = re.compile(r'"[^"]*"')
_HIDDEN = "\ufffc"


def pasted_list(text: str) -> bytes:
    """Return a pasted text as the bytes of a list that `read_people` takes.

    A line of a mail, `Ana <ana@example.org>, Ben <ben@example.org>`, and addresses alone become
    a table; lines of names become one too; cells stay as they are, with a header if they have
    none. UserError if there is nothing in it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n\ufeff\0 ")
    if not text.strip():
        raise UserError(_("There is nothing to paste. Copy the cells or names of your list first."))
    if text.lstrip().upper().startswith(_WHOLE_LISTS):
        return text.encode()
    people = _mailboxes(text)
    if people:
        return _table([("Name", "Email"), *people])
    rows = _rows(text)
    if not rows:
        raise UserError(_("There is nothing to paste. Copy the cells or names of your list first."))
    if any(word_for(cell) for cell in rows[0]) or _is_header(rows):
        return text.encode()
    width = max(map(len, rows))
    header = [column_name(index) for index in range(width)]
    if width == 1 and guess_columns(header, rows, ()):
        header = ["Name"]
    return _table([header, *rows])


def _mailboxes(text: str) -> list[tuple[str, str]]:
    """Return name and address of each, if the text is a line or lines of a mail; else nothing."""
    lines = [_TO.sub("", line) for line in text.split("\n") if line.strip()]
    if "\t" in text or any("@" not in line for line in lines):
        return []
    separator = ";" if ";" in text else ","
    people: list[tuple[str, str]] = []
    for line in lines:
        before = ""  # of “Lima, Ana <ana@example.org>”, where the comma parts no people
        for piece in _split(line, separator):
            whole = f"{before}, {piece}" if before else piece
            if "@" not in piece:
                before = whole
                continue
            found = ("", piece) if is_address(piece) else _named(whole)
            if found is None or (before and not found[0]):
                return []
            people.append(found)
            before = ""
        if before:
            return []
    return people


def _named(text: str) -> tuple[str, str] | None:
    """Return name and address of `Ana <ana@…>`, `Ana (ana@…)` or `Ana ana@…`; None of others."""
    addresses, rest = split_addresses(text)
    if len(addresses) != 1:
        return None
    name, address = split_addressed_name(text)
    return (name, address) if address else (rest, addresses[0])


def _split(line: str, separator: str) -> list[str]:
    """Return the filled parts of a line; a separator in quotes parts nothing."""
    hidden = _QUOTED.sub(lambda quoted: quoted[0].replace(separator, _HIDDEN), line)
    parts = (part.replace(_HIDDEN, separator).strip() for part in hidden.split(separator))
    return [part for part in parts if part]


def _rows(text: str) -> list[list[str]]:
    """Return the cells of a text that is no line of a mail; a line of names is a row for each."""
    if "\t" in text:
        return [row for row in csv.reader(io.StringIO(text), delimiter="\t") if any(row)]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if sum(bool(_BULLET.match(line)) for line in lines) > len(lines) / 2:
        lines = [_BULLET.sub("", line) for line in lines]
    separator = max(";,", key=text.count)
    if len(lines) == 1 and not any(map(is_phone, _split(lines[0], separator))):
        return [[name] for name in _split(lines[0], separator)]
    shared = [[part.strip() for part in line.split(separator)] for line in lines]
    if len(shared[0]) > 1 and len({len(row) for row in shared}) == 1:
        return shared
    called = [_CALLED.fullmatch(line) for line in lines]
    if any(called):
        return [
            list(found.groups()) if found else [line, ""]
            for found, line in zip(called, lines, strict=True)
        ]
    return [[line] for line in lines]


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row says what the others hold: they have ways to reach somebody."""
    reachable = [any(is_address(cell) or is_phone(cell) for cell in row) for row in rows]
    return len(rows) > 1 and not reachable[0] and sum(reachable) >= len(rows) / 2


def _table(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
