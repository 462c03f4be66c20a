"""The paper that the recap is laid out on: lines from top to bottom, pages that are counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from organizer.domain.words import _
from organizer.export.charts import MUTED, TEXT, draw_line
from organizer.export.typesetting import Typesetter

WIDTH, HEIGHT = A4
MARGIN = 48.0
INNER = WIDTH - 2 * MARGIN
BOTTOM = 64.0
GAP = 24.0


class RecapPaper:
    """Collects drawing steps page by page, and draws them when all is laid out.

    Only then is it known how many pages there are, which each of them says. `y` is where the next
    thing goes, in points from the foot of the page; `texts` are all lines put on it.
    """

    def __init__(self, typesetter: Typesetter, about: str) -> None:
        """Begin with an empty page; `about` stands at the foot of each."""
        self.texts: list[str] = []
        self.y = HEIGHT - MARGIN
        self._typesetter = typesetter
        self._about = about
        self._pages: list[list[Callable[[Canvas], object]]] = [[]]

    def draw(self, canvas: Canvas) -> int:
        """Draw every page with its foot and return how many there are."""
        total = len(self._pages)
        for number, steps in enumerate(self._pages, 1):
            for step in steps:
                step(canvas)
            self._draw_foot(canvas, number, total)
            canvas.showPage()
        return total

    def _draw_foot(self, canvas: Canvas, number: int, total: int) -> None:
        typesetter = self._typesetter
        draw_line(canvas, MARGIN, 48, INNER)
        page = _("Page {number} of {total}").format(number=number, total=total)
        typesetter.draw(canvas, WIDTH - MARGIN, 32, page, 8, color=MUTED, align="right")
        fitted = typesetter.fit(self._about, INNER - 96, 8, 5, 2)
        for index, line in enumerate(fitted.lines):
            typesetter.draw(canvas, MARGIN, 32 - index * 10, line, fitted.size, color=MUTED)

    def put(self, step: Callable[[Canvas], object]) -> None:
        """Add something to be drawn on this page."""
        self._pages[-1].append(step)

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self._pages.append([])
        self.y = HEIGHT - MARGIN

    def room(self, height: float) -> None:
        """Turn the page where there is less room than this, unless it has just been turned."""
        if self.y - height < BOTTOM and self._pages[-1]:
            self.turn()

    def at(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        weight: int = 400,
        color: str = TEXT,
        align: Literal["left", "right"] = "left",
        told: bool = True,
    ) -> None:
        """Put one line of text at a base line."""
        if told:
            self.texts.append(text)
        typesetter = self._typesetter
        self.put(
            lambda canvas: typesetter.draw(
                canvas, x, y, text, size, weight=weight, color=color, align=align
            )
        )

    def lines(
        self,
        text: str,
        width: float,
        size: float,
        floor: float,
        *,
        x: float = MARGIN,
        weight: int = 400,
        color: str = TEXT,
        leading: float = 0,
    ) -> None:
        """Put text in as many lines as it takes, below each other, and move down."""
        fitted = self._typesetter.fit(text, width, size, floor, 12, weight=weight)
        for line in fitted.lines:
            above, below = self._typesetter.line_room(line, fitted.size, weight)
            self.at(x, self.y - above, line, fitted.size, weight=weight, color=color)
            self.y -= max(above + below, leading)

    def heading(
        self,
        title: str,
        note: str = "",
        *,
        x: float = MARGIN,
        width: float = INNER,
        room: float = 48,
    ) -> None:
        """Put a heading with a line below it; `room` is what must follow it on the same page."""
        self.room(32 + room)
        self.at(x, self.y - 14, title, 13, weight=650)
        if note:
            self.at(x + width, self.y - 14, note, 9, color=MUTED, align="right")
        y = self.y - 24
        self.put(lambda canvas: draw_line(canvas, x, y, width))
        self.y -= 32
