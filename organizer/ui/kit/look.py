"""What is in force now: the palette and the size of text, for all that paints itself.

Ask in the paint event and no signal is needed: Qt repaints everything when the look changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont

from organizer.ui.kit.colours import LIGHT, Palette

BASE_SIZE = 14
GAP = 8
"""The grid: distances are multiples of it, 4 inside controls."""
PAGE_MARGIN = 32
CARD_PADDING = 20
ROW_HEIGHT = 44
"""Height of a table row at 100 %."""
FAMILY = "Inter"
"""Other scripts come from what the system has; Qt finds it by itself."""


@dataclass(frozen=True, slots=True)
class Look:
    """The palette and how large text is (1.0 = 100 %)."""

    palette: Palette = LIGHT
    text_scale: float = 1.0

    def px(self, size: float) -> int:
        """A length that grows with the text, in pixels; `size` is for 100 %."""
        return round(size * self.text_scale)

    def font(self, size: int = BASE_SIZE, weight: int = 400) -> QFont:
        """The interface's font at a size for 100 % and a weight of 400, 550 or 650."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font


_worn = Look()


def look() -> Look:
    """What is in force; the plain light look before a theme was applied."""
    return _worn


def px(size: float) -> int:
    """A length for 100 % in pixels at the present text size."""
    return _worn.px(size)


def wear(new: Look) -> None:
    """Put a look in force; only the theme does, which also dresses the widgets."""
    global _worn
    _worn = new
