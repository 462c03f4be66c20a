"""The recap: how one evening went, on paper, for the team by name and for partners in numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from reportlab.lib.pagesizes import A4

from organizer.domain.records import RecapPerson, RecapRecord
from organizer.domain.times import day_in_words, span_in_words
from organizer.domain.words import _
from organizer.export.charts import (
    BAR_ROW,
    MUTED,
    TEXT,
    Box,
    draw_arrivals,
    draw_bars,
    draw_line,
    draw_meter,
)
from organizer.export.pdf_outlines import SheetCanvas
from organizer.export.recap_figures import (
    Bar,
    Figure,
    partner_figures,
    team_figures,
)
from organizer.export.recap_paper import BOTTOM, GAP, INNER, MARGIN, WIDTH, RecapPaper
from organizer.export.typesetting import Fitted, Typesetter

_DEFAULT_ACCENT = "#2F6F5E"


@dataclass(frozen=True, slots=True)
class RecapPdf:
    """A finished recap; `missing` are the texts with characters that no font here has."""

    data: bytes
    pages: int
    missing: tuple[str, ...]


def recap_pdf(
    record: RecapRecord,
    typesetter: Typesetter,
    *,
    audience: Literal["team", "partners"],
    accent: str,
    now: datetime,
) -> RecapPdf:
    """Return the recap as A4 pages; `accent` is #RRGGBB, or empty for the default.

    For partners there is no name on it, and no count of one to four people, nor two numbers whose
    difference is one.
    """
    is_for_team = audience == "team"
    colour = accent if re.fullmatch("#[0-9A-Fa-f]{6}", accent) else _DEFAULT_ACCENT
    recap = _Recap(record, typesetter, colour, is_for_team)
    recap.opening()
    recap.numbers()
    recap.arrivals()
    recap.workshops_and_previous()
    recap.answers()
    if is_for_team:
        recap.next_steps()
        recap.people(_("Here for the first time"), record.first_timers)
        recap.people(_("Came back after a long time"), record.returning)
        if record.attended:  # else the door was not used, and this would be everybody
            recap.people(_("Said yes and did not come"), record.no_shows)
            recap.people(_("Said yes and not here yet"), record.not_here_yet)
        recap.people(_("Everyone who came"), record.attendees)
    canvas = SheetCanvas(A4, title=record.title, author=record.community, now=now)
    pages = recap.paper.draw(canvas)
    return RecapPdf(canvas.data(), pages, typesetter.missing(dict.fromkeys(recap.paper.texts)))


class _Recap:
    """The parts of the recap, laid out one below the other in the order of the calls."""

    def __init__(
        self, record: RecapRecord, typesetter: Typesetter, accent: str, is_for_team: bool
    ) -> None:
        self._record = record
        self._typesetter = typesetter
        self._accent = accent
        self._is_for_team = is_for_team
        self._figures = team_figures(record) if is_for_team else partner_figures(record)
        self.paper = RecapPaper(typesetter, f"{record.community} · {record.title}")

    # Parts of the first page

    def opening(self) -> None:
        """Say what this paper is about: community, title, when and where."""
        record = self._record
        kind = _("Recap for the team") if self._is_for_team else _("Recap for partners")
        self.paper.at(WIDTH - MARGIN, self.paper.y - 9.4, kind, 10, color=MUTED, align="right")
        self.paper.lines(record.community, INNER * 0.55, 10, 7, color=MUTED)
        self.paper.y -= 8
        self.paper.lines(record.title, INNER, 24, 14, weight=650)
        when = f"{day_in_words(record.starts)}, {span_in_words(record.starts, record.ends)}"
        self.paper.y -= 2
        self.paper.lines(" · ".join(filter(None, (when, record.venue))), INNER, 12, 9, color=MUTED)
        self.paper.y -= GAP

    def numbers(self) -> None:
        """Show how many came, large, and what kind of people they were."""
        figures = self._figures
        if self._record.attended == 0:
            self._nobody()
            return
        top = self.paper.y
        is_number = figures.came.number.isdigit()
        size, base = (56.0, top - 44) if is_number else (24.0, top - 24)
        number_width = self._typesetter.width(figures.came.number, size, 650)
        self.paper.at(MARGIN, base, figures.came.number, size, weight=650)
        self.paper.at(MARGIN + number_width + 8, base, figures.came.words, 16, weight=550)
        if figures.sentences:
            left = MARGIN + INNER * 0.45
            width = INNER * 0.55
            self.paper.y = top - (18 if len(figures.sentences) > 1 else 32)
            for index, sentence in enumerate(figures.sentences):
                colour = TEXT if index == 0 else MUTED
                self.paper.lines(sentence, width, 11, 11, x=left, color=colour, leading=16)
        below = self.paper.y if len(figures.sentences) > 2 else base
        self.paper.y = min(base, below) - 12
        if (share := figures.share_came) is not None:
            box = Box(MARGIN, self.paper.y - 8, INNER, 6)
            accent = self._accent
            self.paper.put(lambda canvas: draw_meter(canvas, box, share, accent))
        self.paper.y -= GAP
        self._details(figures.details)

    def _nobody(self) -> None:
        self.paper.lines(_("Nobody was checked in."), INNER, 20, 14, weight=650)
        self.paper.y -= 8
        if self._is_for_team:
            hint = _(
                "If people came and the door was not used, add them to the event’s guest list as "
                "arrived and write the recap again."
            )
            self.paper.lines(hint, INNER, 11, 11, leading=16)
            self.paper.y -= 8
        for sentence in self._figures.sentences:
            self.paper.lines(sentence, INNER, 11, 11, color=MUTED, leading=16)
        self.paper.y -= GAP

    def _details(self, details: Sequence[Figure]) -> None:
        if not details:
            return
        width = INNER / 6 if len(details) > 3 else INNER / 3
        top = self.paper.y
        for index, figure in enumerate(details):
            x = MARGIN + index * width
            size = 20.0 if figure.number.isdigit() else 14.0
            self.paper.at(x, top - 20, figure.number, size, weight=650)
            self.paper.y = top - 26
            self.paper.lines(figure.words, width - 8, 9, 7, x=x, color=MUTED, leading=12)
        self.paper.y = top - 56

    def arrivals(self) -> None:
        """Show when people came through the door."""
        figures, record = self._figures, self._record
        if figures.arrival_bars:
            self.paper.heading(_("When they came"))
            self._bars(figures.arrival_bars, MARGIN, INNER)
            self.paper.y -= GAP
        if (arrivals := figures.arrivals) is None:
            return
        self.paper.heading(_("When they came"), figures.arrival_words, room=144)
        box = Box(MARGIN, self.paper.y - 136, INNER, 136)
        start = _("starts {time}").format(time=f"{record.starts:%H:%M}")
        typesetter, accent = self._typesetter, self._accent
        self.paper.put(
            lambda canvas: draw_arrivals(
                canvas, typesetter, box, arrivals, record.starts, start, accent
            )
        )
        self.paper.y = box.y - GAP

    def workshops_and_previous(self) -> None:
        """Show what the workshops filled, and beside it how the evenings before were attended."""
        workshops, previous = self._figures.workshops, self._figures.previous
        blocks = [
            (title, bars)
            for title, bars in ((_("Workshops"), workshops), (_("Compared with before"), previous))
            if bars
        ]
        if not blocks:
            return
        rows = [bar for _title, bars in blocks for bar in bars]
        is_wide = max(self._typesetter.width(bar.label, 9) for bar in rows) > INNER / 3
        is_long = max(len(bars) for _title, bars in blocks) > 12
        if is_wide or is_long or len(blocks) == 1:
            for title, bars in blocks:
                self.paper.heading(title)
                self._bars(bars, MARGIN, INNER)
                self.paper.y -= GAP
            return
        width = (INNER - GAP) / 2
        self.paper.room(80 + max(len(bars) for _title, bars in blocks) * BAR_ROW)
        top, ends = self.paper.y, []
        for index, (title, bars) in enumerate(blocks):
            self.paper.y = top
            x = MARGIN + index * (width + GAP)
            self.paper.heading(title, x=x, width=width)
            self._bars(bars, x, width)
            ends.append(self.paper.y)
        self.paper.y = min(ends) - GAP

    def answers(self) -> None:
        """Show how often each answer was given to what the organizer asked."""
        for wording, bars in self._figures.answers:
            self.paper.texts.append(wording)
            self.paper.heading(wording)
            self._bars(bars, MARGIN, INNER)
            self.paper.y -= GAP

    def _bars(self, bars: Sequence[Bar], x: float, width: float) -> None:
        typesetter, accent = self._typesetter, self._accent
        self.paper.texts += [bar.label for bar in bars]
        while bars:
            self.paper.room(BAR_ROW)
            count = int((self.paper.y - BOTTOM) // BAR_ROW)
            now, bars = bars[:count], bars[count:]
            box = Box(x, self.paper.y - len(now) * BAR_ROW, width, len(now) * BAR_ROW)
            self.paper.put(
                partial(draw_bars, typesetter=typesetter, box=box, bars=now, accent=accent)
            )
            self.paper.y = box.y

    def next_steps(self) -> None:
        """Say what is worth doing now."""
        if not self._record.next_steps:
            return
        self.paper.heading(_("What to do next"), room=24)
        for sentence in self._record.next_steps:
            fitted = self._typesetter.fit(sentence, INNER - 16, 11, 11, 12)
            self.paper.room(len(fitted.lines) * 16 + 8)
            self.paper.at(MARGIN, self.paper.y - 12, "→", 11, color=self._accent, weight=650)
            self.paper.lines(sentence, INNER - 16, 11, 11, x=MARGIN + 16, leading=16)
            self.paper.y -= 4
        self.paper.y -= GAP

    # Lists of people

    def people(self, title: str, people: Sequence[RecapPerson]) -> None:
        """List people in two columns over as many pages as it takes."""
        if not people:
            return
        width = (INNER - GAP) / 2
        rows = [self._person(person, width) for person in people]
        self.paper.heading(title, str(len(people)), room=max(48, rows[0].height))
        while rows:
            room = self.paper.y - BOTTOM
            split = _fill(rows, room)
            for x, column in zip((MARGIN, MARGIN + width + GAP), split, strict=True):
                y = self.paper.y
                for row in column:
                    self._put_person(row, x, y, width)
                    y -= row.height
            count = sum(map(len, split))
            self.paper.y -= max(sum(row.height for row in column) for column in split)
            rows = rows[count:]
            if rows:
                self.paper.turn()
                if count:
                    self.paper.heading(_("{title}, continued").format(title=title))
        self.paper.y -= GAP

    def _person(self, person: RecapPerson, width: float) -> _PersonRow:
        self.paper.texts.append(person.name)
        share = 0.62 if person.note else 1.0
        name = self._typesetter.fit(person.name, width * share - 8, 10, 7, 12)
        note = self._typesetter.fit(person.note, width * 0.38, 9, 7, 3) if person.note else None
        tallest = max(
            sum(self._typesetter.height((line,), name.size) for line in name.lines),
            len(note.lines) * note.size * 1.3 if note else 0,
        )
        return _PersonRow(name, note, tallest, max(20.0, 4 * -(-(tallest + 4) // 4)))

    def _put_person(self, row: _PersonRow, x: float, top: float, width: float) -> None:
        y = top - (row.height - row.ink) / 2
        for line in row.name.lines:
            above, below = self._typesetter.line_room(line, row.name.size)
            self.paper.at(x, y - above, line, row.name.size, told=False)
            y -= above + below
        if row.note:
            for index, line in enumerate(row.note.lines):
                note_y = top - 13 - index * row.note.size * 1.3
                self.paper.at(x + width * 0.62, note_y, line, row.note.size, color=MUTED)
        self.paper.put(lambda canvas: draw_line(canvas, x, top - row.height, width))


@dataclass(frozen=True, slots=True)
class _PersonRow:
    name: Fitted
    note: Fitted | None
    ink: float
    """Height of the text itself."""
    height: float


def _fill(rows: Sequence[_PersonRow], room: float) -> tuple[list[_PersonRow], list[_PersonRow]]:
    """Return what stands in the left and the right column of this page; halves, if all fits."""
    half = sum(row.height for row in rows) / 2
    left: list[_PersonRow] = []
    right: list[_PersonRow] = []
    height = 0.0
    for row in rows:
        if height >= half or (left and height + row.height > room):
            break
        left.append(row)
        height += row.height
    height = 0.0
    for row in rows[len(left) :]:
        if height + row.height > room:
            break
        right.append(row)
        height += row.height
    return left, right
