"""Tells what a scanner typed from what a person typed; letters only, no keys and no clock."""

from __future__ import annotations

import re
import unicodedata

from organizer.domain.codes import ALPHABET, LENGTH, read_code
from organizer.domain.drafts import is_address
from organizer.domain.kinds import CodeKind

_KINDS = tuple(kind.value for kind in CodeKind)
_SCANNER_PREFIX = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""The symbology identifier (ISO/IEC 15424) that some scanners put before every code."""
_SIGNS = re.compile(r"[:/=?&#%;<>{}|\\~$*^_]")
"""Signs of addresses and tickets that no name is written with."""
_MOST_BEFORE = 4
_SHORTEST = 6
_SHORTEST_IN_FIELD = 8
_SHORTEST_PIECE = 16
"""From this many letters on, letters of ours without a blank are a code read badly."""


def code_at_end(typed: str) -> tuple[str, str]:
    """Return the code that has just become complete and what was typed before it, or ("", "").

    It must begin with a kind's letter, so that a letter typed just before does not shift it.
    """
    # Some keyboards type two characters for one key, but none of them in plain letters.
    most = LENGTH if typed[-2 * LENGTH :].isascii() else 2 * LENGTH
    for length in range(LENGTH, min(most, len(typed)) + 1):
        code = code_in(typed[-length:])
        if code.startswith(_KINDS):
            return code, typed[:-length]
    return "", ""


def code_in(typed: str) -> str:
    """Return the code that was typed, or "" for none.

    A key for an accent, pressed just before, sits on its first letter: the letter is what it was.
    """
    first = unicodedata.normalize("NFD", typed[:1])[:1]
    return read_code(typed) or read_code(first + typed[1:])


def is_scanner_prefix(typed: str) -> bool:
    """Whether what stands before a code was put there by the scanner itself."""
    return _SCANNER_PREFIX.fullmatch(typed) is not None


def goes_on(line: str) -> bool:
    """Whether a line that ended belongs to something of several lines, such as a vCard."""
    return line[:6].upper() == "BEGIN:"


def may_become_code(typed: str) -> bool:
    """Whether letters that came fast are how a code begins, so that the rest may be on its way.

    The scanner's own prefix, or a letter typed just before, may stand before it.
    """
    begun = (typed[start:] for start in range(_MOST_BEFORE + 1))
    return any(_begins_code(one) for one in begun)


def _begins_code(typed: str) -> bool:
    if not _SHORTEST <= len(typed) < LENGTH:
        return False
    return code_in(typed.ljust(LENGTH, ALPHABET[0])).startswith(_KINDS)


def is_scan(typed: str, *, into_field: bool) -> bool:
    """Whether letters that came as fast as no one types were scanned.

    Into a field a program or a very quick hand may have typed a name or an address, which stays
    typing; where there is no field, nothing that long is meant as keys.
    """
    line = typed.strip()
    if code_in(line):
        return True
    if not into_field:
        return len(line) >= _SHORTEST
    if len(line) < _SHORTEST_IN_FIELD or is_address(line):
        return False
    return (
        _SIGNS.search(line) is not None
        or sum(char.isdigit() for char in line) >= 4
        or _is_piece_of_code(line)
    )


def _is_piece_of_code(line: str) -> bool:
    if not _SHORTEST_PIECE <= len(line) < LENGTH:
        return False
    return bool(code_in(line.ljust(LENGTH, ALPHABET[0])))
