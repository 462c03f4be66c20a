"""The README's page for volunteers is read beside the door: it fits one screen, picture and all."""

from __future__ import annotations

import re
from math import ceil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SCREEN = 1080
_WIDE, _BESIDE_PICTURE = 104, 60
"""Letters in a line as wide as such a page is usually shown, 838 pixels, and beside the picture."""
_IN_CELL = 74
_LINE, _GAP, _HEADING, _CELL_PADDING = 24, 16, 62, 13


def page_for_volunteers() -> str:
    """The text of the README's section about the door."""
    whole = (ROOT / "README.md").read_text("utf-8")
    return whole.split("## At the door, for volunteers\n")[1].split("\n## ")[0].strip()


def height(page: str) -> int:
    """How many pixels a section of text, lists and one table takes."""
    picture, *blocks = page.split("\n\n")
    assert (ROOT / re.findall(r'src="([^"]+)"', picture)[0]).is_file()
    total, is_beside = _HEADING, True
    for block in blocks:
        if block.startswith("|"):
            is_beside = False
            rows = [row.split("|")[2].strip() for row in block.splitlines() if "---" not in row]
            total += sum(_CELL_PADDING + _lines(row, _IN_CELL) for row in rows) + _GAP
        else:
            parts = re.split(r"\n(?=\d\. )", block)
            room = _BESIDE_PICTURE if is_beside else _WIDE
            total += sum(_lines(part, room) for part in parts) + _GAP
    return total


def _lines(words: str, room: int) -> int:
    plain = re.sub(r"[*`]", "", " ".join(words.split()))
    return _LINE * ceil(len(plain) / room)


def test_the_page_for_volunteers_fits_one_screen() -> None:
    assert height(page_for_volunteers()) <= _SCREEN
