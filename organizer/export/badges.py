"""Prints badges: a name to be read across a room, and a code to be read at the door."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.pdfgen.canvas import Canvas

from organizer.domain.errors import UserError
from organizer.domain.records import BadgeRecord
from organizer.domain.words import _, ngettext
from organizer.export.graphemes import base_level
from organizer.export.label_stock import POINTS_PER_MM, LabelStock, Rectangle
from organizer.export.pdf_outlines import SheetCanvas
from organizer.export.qr_codes import QUIET_SHARE, draw_code
from organizer.export.typesetting import TEXT_COLOUR, Typesetter

DEFAULT_ACCENT = "#2F6F5E"
_MUTED = "#6B6963"
_LEAST_QR, _MOST_QR = 18.2 * POINTS_PER_MM, 34 * POINTS_PER_MM
_NAME_LINES = 6
_TALL_ENOUGH = 46 * POINTS_PER_MM
"""Height from which a name gets the whole width, with the code below it."""


@dataclass(frozen=True, slots=True)
class BadgesPdf:
    """Printed badges; `missing` are the names with characters that no font here has."""

    data: bytes
    pages: int
    missing: tuple[str, ...]


def badges_pdf(
    badges: Sequence[BadgeRecord],
    stock: LabelStock,
    typesetter: Typesetter,
    *,
    skip: int = 0,
    accent: str = DEFAULT_ACCENT,
    on_progress: Callable[[int, int], None] | None = None,
    now: datetime,
) -> BadgesPdf:
    """Return the badges on sheets of the stock, passing over `skip` used labels of the first.

    The same arguments give the same bytes. Without badges it is one empty page.
    Raises UserError where `skip` is more than a sheet has to give.
    """
    if not 0 <= skip < stock.labels_a_sheet:
        raise UserError(
            ngettext(
                "{skip} label cannot be passed over: a sheet of {stock} has {count}. "
                "Give a number from 0 to {most}.",
                "{skip} labels cannot be passed over: a sheet of {stock} has {count}. "
                "Give a number from 0 to {most}.",
                skip,
            ).format(
                skip=skip,
                stock=stock.title,
                count=stock.labels_a_sheet,
                most=stock.labels_a_sheet - 1,
            )
        )
    community = badges[0].community if badges else ""
    title = badges[0].event_title if badges else _("Badges")
    canvas = SheetCanvas(stock.page_size, title=title, author=community, now=now)
    printer = _BadgePrinter(canvas, typesetter, accent or DEFAULT_ACCENT)
    pages = 1
    for number, badge in enumerate(badges):
        sheet, position = divmod(number + skip, stock.labels_a_sheet)
        if sheet == pages:
            canvas.showPage()
            pages += 1
        for rectangle in stock.rectangles(position):
            printer.print(badge, rectangle)
        if on_progress is not None:
            on_progress(number + 1, len(badges))
    canvas.showPage()
    return BadgesPdf(canvas.data(), pages, typesetter.missing(badge.name for badge in badges))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of text as it will be set."""

    text: str
    size: float
    weight: int
    color: str


@dataclass(frozen=True, slots=True)
class _Box:
    """Room inside a label, in points from the label's lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def top(self) -> float:
        return self.bottom + self.height


class _BadgePrinter:
    """Lays out one badge after the other on a canvas."""

    def __init__(self, canvas: Canvas, typesetter: Typesetter, accent: str) -> None:
        self._canvas = canvas
        self._type = typesetter
        self._accent = accent

    def print(self, badge: BadgeRecord, place: Rectangle) -> None:
        """Print the badge, in the manner that suits the label's proportion."""
        canvas = self._canvas
        canvas.saveState()
        if place.upside_down:
            canvas.translate(place.x + place.width, place.y + place.height)
            canvas.rotate(180)
        else:
            canvas.translate(place.x, place.y)
        if place.height > place.width:
            self._print_upright(badge, place)
        elif place.height >= _TALL_ENOUGH:
            self._print_wide(badge, place)
        else:
            self._print_low(badge, place)
        canvas.restoreState()

    def _print_upright(self, badge: BadgeRecord, place: Rectangle) -> None:
        """A6: everything centred, the code at the foot."""
        margin = 9 * POINTS_PER_MM
        side = _MOST_QR
        width = place.width - 2 * margin
        draw_code(self._canvas, badge.code, (place.width - side) / 2, margin, side)
        head = self._lines(badge.community, 13, 8, 2, 600, self._accent, width, 40)
        head_height = self._height(head)
        head_bottom = place.height - margin - head_height
        self._stack(head, _Box(margin, head_bottom, width, head_height), 0.5)
        foot = self._details(badge, width, place.height * 0.24, 13, note=True)
        foot_height = self._height(foot)
        foot_bottom = margin + side + 7 * POINTS_PER_MM
        self._stack(foot, _Box(margin, foot_bottom, width, foot_height), 0.5)
        bottom = foot_bottom + foot_height + 3 * POINTS_PER_MM
        top = head_bottom - 3 * POINTS_PER_MM
        room = _Box(margin, bottom, width, top - bottom)
        self._stack(self._name(badge, room, 46, 32), room, 0.5)

    def _print_wide(self, badge: BadgeRecord, place: Rectangle) -> None:
        """Most badges: the name over the whole width, the event at the left of the code."""
        side = min(max(_LEAST_QR, 0.38 * place.height), _MOST_QR)
        margin = max(4.5 * POINTS_PER_MM, side * QUIET_SHARE)
        width = place.width - 2 * margin
        gap = 4 * POINTS_PER_MM
        scale = min(1.35, place.height / (56 * POINTS_PER_MM))
        draw_code(self._canvas, badge.code, place.width - margin - side, margin, side)
        left_width = width - side - gap
        foot = self._details(badge, left_width, side * 1.02, 10 * scale)
        self._stack(foot, _Box(margin, margin, left_width, self._height(foot)))
        head_bottom = self._heading(badge, margin, place.height - margin, width, 9.5 * scale)
        bottom = margin + max(side + 2 * POINTS_PER_MM, self._height(foot) + POINTS_PER_MM)
        room = _Box(margin, bottom, width, head_bottom - bottom - 1.2 * POINTS_PER_MM)
        self._stack(self._name(badge, room, 40 * scale, 21 * scale), room, base_level(badge.name))

    def _print_low(self, badge: BadgeRecord, place: Rectangle) -> None:
        """Narrow strips: text at the left, the code at the right in full height."""
        margin = 2.4 * POINTS_PER_MM if place.height < 30 * POINTS_PER_MM else 4 * POINTS_PER_MM
        side = max(_LEAST_QR, place.height - 2 * max(margin, 0.13 * place.height) - 2)
        side = min(side, place.height / (1 + 2 * QUIET_SHARE))
        quiet = side * QUIET_SHARE
        x = place.width - max(margin, quiet) - side
        draw_code(self._canvas, badge.code, x, (place.height - side) / 2, side)
        width = x - quiet - margin
        scale = min(1.2, place.height / (34 * POINTS_PER_MM))
        top, bottom = place.height - margin, margin
        foot = self._details(badge, width, 0.42 * (top - bottom), 8.5 * scale, few=False)
        foot_height = self._height(foot)
        self._stack(foot, _Box(margin, bottom, width, foot_height))
        head_bottom = self._heading(badge, margin, top, width, 8 * scale)
        bottom += foot_height + 1.5
        room = _Box(margin, bottom, width, head_bottom - bottom - 1)
        self._stack(self._name(badge, room, 26 * scale, 14 * scale), room, base_level(badge.name))

    def _heading(
        self, badge: BadgeRecord, left: float, top: float, width: float, size: float
    ) -> float:
        """Community at the left and the note at the right of one line; return its lower edge."""
        share = 0.42 * width if badge.note else 0.0
        note = self._lines(badge.note, size * 0.92, size * 0.6, 1, 500, _MUTED, share, 2 * size)
        taken = max((self._width(line) for line in note), default=0.0)
        gap = size if note else 0.0
        room = width - taken - gap
        names = self._lines(badge.community, size, size * 0.7, 2, 600, self._accent, room, 2 * size)
        height = max(self._height(names), self._height(note))
        self._stack(names, _Box(left, top - self._height(names), room, self._height(names)))
        for line in note:
            rise = self._type.line_room((names or note)[0].text, (names or note)[0].size, 600)[0]
            self._draw(line, left + width - taken, top - rise)
        return top - height

    def _name(self, badge: BadgeRecord, room: _Box, size: float, floor: float) -> list[_Line]:
        name, most = badge.name, _NAME_LINES
        return self._lines(name, size, floor, most, 650, TEXT_COLOUR, room.width, room.height)

    def _details(
        self,
        badge: BadgeRecord,
        width: float,
        height: float,
        size: float,
        *,
        note: bool = False,
        few: bool = True,
    ) -> list[_Line]:
        """What stands below a name: event, when, workshops; smaller where there is much of it.

        A few workshops have a line each.
        """
        few = few and len(badge.workshops) <= 2
        workshops = badge.workshops if few else (" · ".join(badge.workshops),)
        lines: list[_Line] = []
        for scale in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5, 0.4, 0.3, 0.2):
            s = size * scale
            lines = [
                *(self._lines(badge.note, s, s, 2, 500, self._accent, width) if note else ()),
                *self._lines(badge.event_title, s, s * 0.85, 2, 600, TEXT_COLOUR, width),
                *self._lines(badge.event_when, s * 0.9, s * 0.75, 2, 400, _MUTED, width),
                *(
                    line
                    for workshop in workshops
                    for line in self._lines(
                        workshop, s * 0.9, s * 0.75, 2 if few else 5, 400, _MUTED, width
                    )
                ),
                *self._lines(
                    " · ".join(badge.answers), s * 0.8, s * 0.7, 2, 400, TEXT_COLOUR, width
                ),
            ]
            if self._height(lines) <= height:
                break
        return lines

    def _lines(
        self,
        text: str,
        size: float,
        floor: float,
        max_lines: int,
        weight: int,
        color: str,
        width: float,
        height: float = float("inf"),
    ) -> list[_Line]:
        if not text:
            return []
        fitted = self._type.fit(
            text, width, size, floor, max_lines, weight=weight, max_height=height
        )
        return [_Line(line, fitted.size, weight, color) for line in fitted.lines]

    def _width(self, line: _Line) -> float:
        return self._type.width(line.text, line.size, line.weight)

    def _height(self, lines: Sequence[_Line]) -> float:
        return sum(self._type.height((line.text,), line.size, line.weight) for line in lines)

    def _stack(self, lines: Sequence[_Line], room: _Box, across: float = 0.0) -> None:
        """Set lines below each other in the middle of the room's height.

        `across` is the share of free width left of a line: 0 sets it left, 0.5 in the middle, 1 right.
        """
        y = room.top - (room.height - self._height(lines)) / 2
        for line in lines:
            above, below = self._type.line_room(line.text, line.size, line.weight)
            free = room.width - self._width(line)
            self._draw(line, room.left + free * across, y - above)
            y -= above + below

    def _draw(self, line: _Line, x: float, y: float) -> None:
        self._type.draw(
            self._canvas, x, y, line.text, line.size, weight=line.weight, color=line.color
        )
