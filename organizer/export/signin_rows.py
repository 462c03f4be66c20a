"""What stands in a row of the sign-in sheet: boxes to tick, the name, and the code at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from organizer.domain.records import SignInRow
from organizer.domain.words import _
from organizer.export.charts import LINE, MUTED, TEXT
from organizer.export.label_stock import POINTS_PER_MM as MM
from organizer.export.qr_codes import QUIET_SHARE, draw_code
from organizer.export.typesetting import Fitted, Typesetter

_NAME_WEIGHT = 600
_FLOOR = 0.72
"""How far a name is shrunk before it takes another line."""
_LINES = 8
_FIRST_JAMO, _LAST_JAMO = "\u1100", "\u1112"
_JAMO = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
"""How the letters that a Hangul syllable begins with are written alone."""


def index_letter(sorting_name: str) -> str:
    """Return the letter that a name is looked for under; "#" where it begins with a sign."""
    first = sorting_name[:1].upper()[:1]
    if not first.isalnum():
        return "#"
    if _FIRST_JAMO <= first <= _LAST_JAMO:
        return _JAMO[ord(first) - ord(_FIRST_JAMO)]
    return first


@dataclass(frozen=True, slots=True)
class RowLook:
    """How large things in a row are, in points."""

    columns: int
    name: float
    small: float
    pitch: float
    """Least height of a row: the codes of two rows never touch."""
    code: float
    box: float

    letters: float
    """Width of the margin with the letters of the alphabet."""
    gap: ClassVar[float] = 3 * MM


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person, measured."""

    letter: str
    person: SignInRow
    name: Fitted
    workshops: Fitted | None
    is_beside: bool
    """Whether the workshops stand beside the boxes of the extra guests, not below them."""
    ink: float
    height: float


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """What the rows below it are."""

    title: Fitted
    note: Fitted
    height: float
    letter: str = ""


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A line to write somebody on."""

    height: float
    letter: str = ""


SheetRow = PersonRow | HeadingRow | BlankRow


class RowSetter:
    """Measures rows for a column of this width in points, and draws them."""

    def __init__(self, typesetter: Typesetter, look: RowLook, width: float, accent: str) -> None:
        self._type = typesetter
        self._look = look
        self.width = width
        self._accent = accent
        self._left = look.letters + look.box + look.gap
        self._code_room = look.code * (1 + QUIET_SHARE)
        self._text_width = width - self._left - self._code_room - look.gap
        self._guest = _("+1")
        self._guest_box = look.small * 1.25
        words = typesetter.width(self._guest, look.small * 0.9)
        self._guest_step = self._guest_box + words + 0.8 * MM + look.small * 0.9
        self._guest_line = self._guest_box + 1.2 * MM

    def person(self, person: SignInRow) -> PersonRow:
        """Return the row of a person, higher than others where it has to be."""
        look, room = self._look, self._text_width
        name = self._type.fit(
            person.name, room, look.name, look.name * _FLOOR, _LINES, weight=_NAME_WEIGHT
        )
        boxes = len(self._box_lines(person.plus)) * self._guest_line
        beside = person.plus * self._guest_step
        is_beside = 0 < beside <= room / 2
        workshops, words = None, 0.0
        if person.workshops:
            left = room - beside if is_beside else room
            titles = " · ".join(person.workshops)
            workshops = self._type.fit(titles, left, look.small, look.small, _LINES)
            words = self._type.height(workshops.lines, workshops.size)
        below = max(boxes, words) if is_beside else boxes + words
        ink = self._type.height(name.lines, name.size, _NAME_WEIGHT) + below
        height = max(look.pitch, ink + 1.6 * MM)
        letter = index_letter(person.sorting_name)
        return PersonRow(letter, person, name, workshops, is_beside, ink, height)

    def heading(self, title: str, note: str) -> HeadingRow:
        """Return what begins another part of the list."""
        width = self.width - self._look.letters
        words = self._type.fit(title, width, 12, 9, 2, weight=650)
        more = self._type.fit(note, width, 8.5, 8, 4)
        height = self._type.height(words.lines, words.size, 650)
        height += self._type.height(more.lines, more.size)
        return HeadingRow(words, more, height + 7 * MM)

    def blank(self) -> BlankRow:
        """Return a line to write on."""
        return BlankRow(self._look.pitch)

    def draw(
        self,
        canvas: Canvas,
        row: SheetRow,
        x: float,
        top: float,
    ) -> None:
        """Draw a row with its upper left corner at x, top."""
        match row:
            case PersonRow():
                self._draw_person(canvas, row, x, top)
            case HeadingRow():
                y = self._stack(canvas, row.title, x + self._look.letters, top - 5 * MM, 650, TEXT)
                self._stack(canvas, row.note, x + self._look.letters, y, 400, MUTED)
            case BlankRow():
                middle = top - row.height / 2
                self._box(canvas, x + self._look.letters, middle, self._look.box, TEXT, 1.0)
                end = x + self.width
                self._line(canvas, x + self._left, end, top - row.height + 1.4 * MM, MUTED)

    def draw_letter(self, canvas: Canvas, row: SheetRow, x: float, top: float) -> None:
        """Draw the letter of a row in the margin beside it."""
        if row.letter:
            size = self._look.name * 0.9
            base = top - row.height / 2 - size * 0.36
            self._type.draw(canvas, x, base, row.letter, size, weight=650, color=self._accent)

    def draw_line_above(
        self, canvas: Canvas, row: SheetRow, x: float, top: float, *, is_new: bool
    ) -> None:
        """Draw the line above a person, darker where a letter begins.

        It ends where the white zone of a code begins.
        """
        if isinstance(row, PersonRow):
            left, color = (x, MUTED) if is_new else (x + self._look.letters, LINE)
            self._line(canvas, left, x + self._left + self._text_width, top, color)

    def _draw_person(self, canvas: Canvas, row: PersonRow, x: float, top: float) -> None:
        look, text_left = self._look, x + self._left
        middle = top - row.height / 2
        self._box(canvas, x + look.letters, middle, look.box, TEXT, 1.0)
        y = self._stack(canvas, row.name, text_left, middle + row.ink / 2, _NAME_WEIGHT, TEXT)
        words_left, words_top = text_left, y
        for boxes in self._box_lines(row.person.plus):
            for number in range(boxes):
                self._guest_place(canvas, text_left + number * self._guest_step, y)
            y -= self._guest_line
        if row.is_beside:
            words_left += row.person.plus * self._guest_step
        elif row.person.plus:
            words_top = y
        if row.workshops:
            self._stack(canvas, row.workshops, words_left, words_top, 400, MUTED)
        if row.person.code:
            right = x + self.width - look.code * QUIET_SHARE
            draw_code(canvas, row.person.code, right - look.code, middle - look.code / 2, look.code)

    def _box_lines(self, plus: int) -> list[int]:
        """Return how many boxes for extra guests stand in each line."""
        most = max(1, int(self._text_width // self._guest_step))
        return [min(most, plus - done) for done in range(0, plus, most)]

    def _guest_place(self, canvas: Canvas, x: float, top: float) -> None:
        side = self._guest_box
        middle = top - side / 2 - 0.4 * MM
        self._box(canvas, x, middle, side, MUTED, 0.75)
        size = self._look.small * 0.9
        after = x + side + 0.8 * MM
        self._type.draw(canvas, after, middle - size * 0.36, self._guest, size, color=MUTED)

    def _stack(
        self, canvas: Canvas, fitted: Fitted, x: float, y: float, weight: int, color: str
    ) -> float:
        """Set lines below each other and return where the next would begin."""
        for line in fitted.lines:
            above, below = self._type.line_room(line, fitted.size, weight)
            self._type.draw(canvas, x, y - above, line, fitted.size, weight=weight, color=color)
            y -= above + below
        return y

    def _box(
        self, canvas: Canvas, x: float, middle: float, side: float, color: str, width: float
    ) -> None:
        canvas.setStrokeColor(HexColor(color))
        canvas.setLineWidth(width)
        canvas.roundRect(x, middle - side / 2, side, side, side / 6)

    def _line(self, canvas: Canvas, left: float, right: float, y: float, color: str) -> None:
        canvas.setStrokeColor(HexColor(color))
        canvas.setLineWidth(0.6)
        canvas.line(left, y, right, y)
