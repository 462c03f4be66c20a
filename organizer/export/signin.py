"""The sign-in sheet: paper that stands in for the desk, with everyone expected by first letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count, pairwise

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from organizer.domain.errors import UserError
from organizer.domain.records import SignInSheet
from organizer.domain.times import day_in_words, short_day, span_in_words, wall_time
from organizer.domain.words import _, ngettext
from organizer.export.charts import MUTED, TEXT
from organizer.export.label_stock import POINTS_PER_MM as MM
from organizer.export.pdf_outlines import SheetCanvas
from organizer.export.signin_rows import HeadingRow, PersonRow, RowLook, RowSetter, SheetRow
from organizer.export.typesetting import Typesetter

DEFAULT_ACCENT = "#2F6F5E"
PAPERS = {"a4": A4, "letter": LETTER}
"""Width and height in points by the word for the paper."""

_MARGIN = 13 * MM
_GUTTER = 7 * MM
_FOOT = 16 * MM
"""Where the rows end, from the lower edge of the page."""
_BLANK_LINES = 4
"""At least so many people who are not on the list can be written down."""
_LARGE = RowLook(1, name=17, small=10, pitch=15 * MM, code=12.4 * MM, box=6.5 * MM, letters=9 * MM)
_USUAL = RowLook(
    2, name=13.5, small=8, pitch=12.8 * MM, code=10.6 * MM, box=5.4 * MM, letters=6.5 * MM
)

Progress = Callable[[int, int], None]
_Page = list[list[SheetRow]]
"""The columns of a page."""


@dataclass(frozen=True, slots=True)
class SignInPdf:
    """A finished sheet; `missing` are the texts with characters that no font here has."""

    data: bytes
    rows: int
    """Names on it."""
    pages: int
    missing: tuple[str, ...]


def sign_in_pdf(
    sheet: SignInSheet,
    typesetter: Typesetter,
    *,
    paper: str = "a4",
    accent: str = DEFAULT_ACCENT,
    on_progress: Progress | None = None,
    now: datetime,
) -> SignInPdf:
    """Return the sheet on pages of A4 or Letter; `now` is the instant that it says it is from.

    It has one column where all fits on one page, else two. The rest of the last page are lines to
    write on. Raises UserError for another paper than the two.
    """
    if paper not in PAPERS:
        raise UserError(
            _("There is no paper “{paper}” here. Use one of: {papers}.").format(
                paper=paper, papers=", ".join(PAPERS)
            )
        )
    size, people = PAPERS[paper], (*sheet.going, *sheet.invited, *sheet.waitlisted)
    tell = _halves(on_progress, len(people))
    frame = _Frame(sheet, typesetter, size, accent or DEFAULT_ACCENT, now)
    is_small = len(people) * _LARGE.pitch < frame.room
    setter, pages = _lay_out(sheet, frame, _LARGE if is_small else _USUAL, tell)
    if is_small and len(pages) > 1:
        setter, pages = _lay_out(sheet, frame, _USUAL, tell)
    _fill_up(pages[-1], setter, frame.room)
    canvas = SheetCanvas(size, title=sheet.title, author=sheet.community, now=now)
    done = len(people)
    for number, page in enumerate(pages, 1):
        frame.draw(canvas, number, len(pages), _letters_of(page))
        for index, rows in enumerate(page):
            x = _MARGIN + index * (setter.width + _GUTTER)
            _draw_column(canvas, setter, rows, x, frame.top)
            done += sum(isinstance(row, PersonRow) for row in rows)
            tell(done)
        canvas.showPage()
    told = (sheet.community, sheet.title, sheet.venue)
    texts = dict.fromkeys(chain(told, *((person.name, *person.workshops) for person in people)))
    missing = typesetter.missing(texts)
    return SignInPdf(canvas.data(), len(people), len(pages), missing)


def _halves(on_progress: Progress | None, people: int) -> Callable[[int], None]:
    """Count each person twice: once measured, once drawn."""

    def tell(done: int) -> None:
        if on_progress is not None:
            on_progress(done, 2 * people)

    return tell


def _lay_out(
    sheet: SignInSheet, frame: _Frame, look: RowLook, tell: Callable[[int], None]
) -> tuple[RowSetter, list[_Page]]:
    """Return all rows in their columns and pages, and what draws them."""
    width = (frame.width - _GUTTER * (look.columns - 1)) / look.columns
    setter = RowSetter(frame.typesetter, look, width, frame.accent)
    return setter, _flow(list(_rows(sheet, setter, tell)), frame.room, look.columns)


def _rows(sheet: SignInSheet, setter: RowSetter, tell: Callable[[int], None]) -> Iterator[SheetRow]:
    """Yield everything in its order: going, invited, waitlisted, lines to write on."""
    invited = (_("Invited, or maybe"), _("They have not said yes, and are welcome."))
    waiting = (_("On the waitlist"), _("They come in when there is room."))
    done = count(1)
    lists = ((None, sheet.going), (invited, sheet.invited), (waiting, sheet.waitlisted))
    for heading, people in lists:
        if heading and people:
            yield setter.heading(*heading)
        for person in people:
            yield setter.person(person)
            tell(next(done))
    yield setter.heading(
        _("Not on the list"), _("Welcome too: a name is enough, an e-mail address if they like.")
    )
    yield from (setter.blank() for _line in range(_BLANK_LINES))


def _flow(rows: Sequence[SheetRow], room: float, columns: int) -> list[_Page]:
    """Fill columns of this height one after the other; a heading stays with what follows it."""
    filled: list[list[SheetRow]] = [[]]
    left = room
    for row, following in pairwise((*rows, None)):
        assert row is not None
        needed = row.height
        if isinstance(row, HeadingRow) and following is not None:
            needed += following.height
        if needed > left and filled[-1]:
            filled.append([])
            left = room
        filled[-1].append(row)
        left -= row.height
    pages = [filled[start : start + columns] for start in range(0, len(filled), columns)]
    pages[-1] += [[] for _column in range(columns - len(pages[-1]))]
    return pages


def _fill_up(page: _Page, setter: RowSetter, room: float) -> None:
    """Make the rest of the last page lines to write on, from its last row on."""
    blank = setter.blank()
    last = max(index for index, column in enumerate(page) if column)
    for column in page[last:]:
        left = room - sum(row.height for row in column)
        column += [blank] * int(left // blank.height)


def _letters_of(page: _Page) -> str:
    """Return which letters a page holds, such as "A – K"; empty where there are no names."""
    before_headings: list[str] = []
    for row in chain.from_iterable(page):
        if isinstance(row, HeadingRow):
            break
        before_headings.append(row.letter)
    letters = [letter for letter in before_headings if letter]
    if not letters:
        return ""
    if letters[0] == letters[-1]:
        return letters[0]
    return f"{letters[0]} – {letters[-1]}"


def _draw_column(
    canvas: Canvas, setter: RowSetter, rows: Sequence[SheetRow], x: float, top: float
) -> None:
    """Draw rows below each other; each letter stands once, and again at the head of a column."""
    shown, y = "", top
    beginnings: list[tuple[SheetRow, float]] = []
    for row in rows:
        if row.letter != shown:
            beginnings.append((row, y))
        if y < top:  # the head's own line is above the first
            setter.draw_line_above(canvas, row, x, y, is_new=row.letter != shown)
        setter.draw(canvas, row, x, y)
        shown = row.letter
        y -= row.height
    # Apart from the names, or readers would take a letter for a part of the name beside it.
    for row, y in beginnings:
        setter.draw_letter(canvas, row, x, y)


class _Frame:
    """What every page has around its rows: what this is about at the head, how many at the foot."""

    def __init__(
        self,
        sheet: SignInSheet,
        typesetter: Typesetter,
        size: tuple[float, float],
        accent: str,
        now: datetime,
    ) -> None:
        self.accent = accent
        self.width = size[0] - 2 * _MARGIN
        self._height = size[1]
        self._sheet = sheet
        self.typesetter = typesetter
        self._now = wall_time(now, sheet.timezone)
        when = f"{day_in_words(sheet.starts)}, {span_in_words(sheet.starts, sheet.ends)}"
        task = _("Tick the box when somebody comes in, and a small box for each guest they bring.")
        # Text, size, floor, lines, weight, colour, share of the width, room below.
        parts = (
            (sheet.community, 9, 7, 2, 600, accent, 0.72, 0.6 * MM),
            (sheet.title, 19, 12, 2, 650, TEXT, 0.72, 0.8 * MM),
            (" · ".join(filter(None, (when, sheet.venue))), 10, 8, 3, 400, MUTED, 1, 1.6 * MM),
            (task, 10, 8, 2, 500, TEXT, 1, 2.6 * MM),
        )
        self._lines: list[tuple[float, str, float, int, str]] = []
        y = size[1] - 11 * MM
        for text, largest, floor, most, weight, color, share, below in parts:
            fitted = typesetter.fit(text, self.width * share, largest, floor, most, weight=weight)
            for line in fitted.lines if text else ():
                above, under = typesetter.line_room(line, fitted.size, weight)
                self._lines.append((y - above, line, fitted.size, weight, color))
                y -= above + under
            y -= below
        self.top = y
        self.room = y - _FOOT
        """Height of a column of rows."""

    def draw(self, canvas: Canvas, number: int, total: int, letters: str) -> None:
        """Draw head and foot of a page."""
        right = _MARGIN + self.width
        for y, line, size, weight, color in self._lines:
            self.typesetter.draw(canvas, _MARGIN, y, line, size, weight=weight, color=color)
        page = _("Page {number} of {total}").format(number=number, total=total)
        y = self._height - 11 * MM - 8.5
        self.typesetter.draw(canvas, right, y, page, 9, color=MUTED, align="right")
        if letters:
            y -= 9 * MM
            self.typesetter.draw(
                canvas, right, y, letters, 19, weight=650, color=self.accent, align="right"
            )
        canvas.setStrokeColor(HexColor(TEXT))
        canvas.setLineWidth(1)
        canvas.line(_MARGIN, self.top, right, self.top)
        day = _("As it stood on {day}, {time}").format(
            day=short_day(self._now), time=f"{self._now:%H:%M}"
        )
        self.typesetter.draw(canvas, _MARGIN, 9 * MM, self._counts(), 8, color=MUTED)
        self.typesetter.draw(canvas, right, 9 * MM, day, 8, color=MUTED, align="right")

    def _counts(self) -> str:
        """How many are on the sheet, to be compared with the ticks."""
        going, waiting = self._sheet.going, len(self._sheet.waitlisted)
        extra = sum(person.plus for person in going)
        parts = [ngettext("{count} going", "{count} going", len(going)).format(count=len(going))]
        if extra:
            words = ngettext("{count} extra guest", "{count} extra guests", extra)
            parts.append(words.format(count=extra))
        if invited := len(self._sheet.invited):
            words = ngettext("{count} invited or maybe", "{count} invited or maybe", invited)
            parts.append(words.format(count=invited))
        if waiting:
            words = ngettext("{count} on the waitlist", "{count} on the waitlist", waiting)
            parts.append(words.format(count=waiting))
        return " · ".join(parts)
