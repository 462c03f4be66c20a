"""The QR symbol of a badge code: which modules are dark, and how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_ALPHA_NUM, QRData
from reportlab.pdfgen.canvas import Canvas

_VERSION = 2
MODULES = 25
"""Modules on each side of the symbol."""
QUIET_SHARE = 4 / MODULES
"""Width of the quiet zone around it, as a share of the symbol's side."""


def qr_modules(code: str) -> list[list[bool]]:
    """Return the 25 rows of a version 2, level M symbol of the code, dark modules True."""
    symbol = qrcode.QRCode(version=_VERSION, error_correction=ERROR_CORRECT_M, border=0)
    symbol.add_data(QRData(code, mode=MODE_ALPHA_NUM), optimize=0)
    symbol.make(fit=False)
    modules: list[list[bool]] = symbol.modules
    return modules


def draw_code(canvas: Canvas, code: str, x: float, y: float, side: float) -> None:
    """Draw a code with its lower left corner at x, y (points); its quiet zone lies outside."""
    module = side / MODULES
    path = [f"q {module:.5f} 0 0 {module:.5f} {x:.3f} {y:.3f} cm 0 g"]
    for row, cells in enumerate(qr_modules(code)):
        path.extend(_runs(cells, MODULES - 1 - row))
    canvas._code.append("\n".join((*path, "f Q")))


def _runs(cells: Sequence[bool], base: int) -> list[str]:
    """Return the dark runs of one line of modules; side by side they would show seams."""
    runs, column = [], 0
    for is_dark, group in groupby(cells):
        length = len(list(group))
        if is_dark:
            runs.append(f"{column} {base} {length} 1 re")
        column += length
    return runs
