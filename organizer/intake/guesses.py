"""What columns without a header hold, told by what stands in them; a guess that can be changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from organizer.domain.drafts import is_address
from organizer.intake.cells import is_phone, is_plain_answer, split_addresses
from organizer.intake.tables import column_name

MOST_ROWS = 50
"""Rows that a guess looks at."""
_LONGEST_NAME = 60
_MOST_WORDS = 6
_SHARE = 0.7
"""Of the filled cells that have to look like it: a list has sums and remarks among its names."""
_NO_NAME_SIGNS = re.compile(r"[\d@<>=_#%€$£:;?!\\]|//|www\.", re.IGNORECASE)


def guess_columns(
    labels: Sequence[str], rows: Sequence[Sequence[str]], have: Iterable[str]
) -> dict[str, int]:
    """Return the column of name, email and phone that have no header and are not found by one.

    `have` are the field words that headers told already. Nothing is guessed of a column with a
    header, as that says it is something else.
    """
    nameless = [index for index, label in enumerate(labels) if label == column_name(index)]
    found: dict[str, int] = {}
    for word, looks_right in (("email", _is_mail), ("phone", is_phone), ("name", _is_name)):
        if word in have:
            continue
        for index in nameless:
            cells = [text for row in rows if (text := " ".join(row[index].split()))]
            if index not in found.values() and _most(cells, looks_right):
                found[word] = index
                break
    if "name" in found and not _differ([row[found["name"]] for row in rows]):
        del found["name"]
    return found


def could_be_names(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether what stands in a column looks like names that tell people apart."""
    cells = [text for row in rows if (text := " ".join(row[index].split()))]
    return _most(cells, _is_name) and _differ(cells)


def _most(cells: Sequence[str], looks_right: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(looks_right, cells)) >= _SHARE * len(cells)


def _differ(cells: Iterable[str]) -> bool:
    """Whether a column tells people apart: the same few words in most rows are no names."""
    filled = [cell.casefold() for cell in cells if cell.strip()]
    return len(set(filled)) > len(filled) / 2


def _is_mail(text: str) -> bool:
    addresses, _rest = split_addresses(text)
    return any(is_address(address) for address in addresses)


def _is_name(text: str) -> bool:
    """Whether a cell could be a name in any script; a name has no digits and few words."""
    if len(text) > _LONGEST_NAME or is_plain_answer(text) or _NO_NAME_SIGNS.search(text):
        return False
    return len(text.split()) <= _MOST_WORDS and any(map(str.isalpha, text)) and len(text) > 1
