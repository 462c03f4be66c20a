"""Bars and columns for paper: few lines, every axis from zero, every number readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from organizer.export.recap_arrivals import Arrivals
from organizer.export.recap_figures import Bar
from organizer.export.typesetting import Typesetter

TEXT, MUTED, LINE = "#1C1B19", "#6B6963", "#E6E5E1"
BAR_ROW = 16.0
"""Height of one labelled bar in points."""
_SMALL, _LABEL = 8.0, 9.0
_BAR = 6.0
_AXIS_ROOM = 16.0


@dataclass(frozen=True, slots=True)
class Box:
    """A room on the page, in points from its lower left corner."""

    x: float
    y: float
    width: float
    height: float


def soft(accent: str) -> str:
    """Return a colour #RRGGBB mixed into white, for what lies behind the accent."""
    parts = (int(accent[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * 0.16):02X}" for part in parts)


def draw_line(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw a hairline to the right."""
    canvas.setStrokeColor(HexColor(LINE))
    canvas.setLineWidth(0.75)
    canvas.line(x, y, x + width, y)


def draw_meter(canvas: Canvas, box: Box, share: float, accent: str) -> None:
    """Draw how much of a whole is filled, with the rest in grey."""
    _rounded(canvas, box, box.width, LINE)
    if share > 0:
        _rounded(canvas, box, max(box.width * min(share, 1), box.height), accent)


def draw_bars(
    canvas: Canvas, typesetter: Typesetter, box: Box, bars: Sequence[Bar], accent: str
) -> None:
    """Draw labelled bars below each other: label, bar, value, each BAR_ROW high."""
    widest_label = max(typesetter.width(bar.label, _LABEL) for bar in bars)
    label_width = min(widest_label + 12, box.width * 0.5)
    widest_value = max(typesetter.width(bar.value, _LABEL) for bar in bars)
    value_width = min(widest_value + 12, box.width * 0.4)
    for index, bar in enumerate(bars):
        middle = box.y + box.height - (index + 0.5) * BAR_ROW
        label = typesetter.fit(bar.label, label_width - 12, _LABEL, 6, 2)
        y = middle - label.size * 0.35 + label.size * 0.6 * (len(label.lines) - 1)
        for line in label.lines:
            typesetter.draw(canvas, box.x, y, line, label.size, color=TEXT)
            y -= label.size * 1.2
        room = box.width - label_width - value_width
        track = Box(box.x + label_width, middle - _BAR / 2, room, _BAR)
        if bar.share is not None:
            _draw_bar(canvas, track, bar, bar.share, accent)
        value = typesetter.fit(bar.value, value_width - 4, _LABEL, 6, 1)
        right, baseline = box.x + box.width, middle - _LABEL * 0.35
        typesetter.draw(
            canvas, right, baseline, value.lines[0], value.size, color=MUTED, align="right"
        )


def _draw_bar(canvas: Canvas, track: Box, bar: Bar, share: float, accent: str) -> None:
    if bar.is_filling:
        draw_meter(canvas, track, share, accent)
    elif share > 0:
        colour = soft(accent) if bar.is_past else accent
        _rounded(canvas, track, max(track.width * share, track.height), colour)


def _rounded(canvas: Canvas, box: Box, width: float, colour: str) -> None:
    canvas.setFillColor(HexColor(colour))
    canvas.roundRect(box.x, box.y, width, box.height, box.height / 2, stroke=0, fill=1)


def draw_arrivals(
    canvas: Canvas,
    typesetter: Typesetter,
    box: Box,
    arrivals: Arrivals,
    starts: datetime,
    start_words: str,
    accent: str,
) -> None:
    """Draw a column for each span of time, with people on one axis, the clock on the other.

    The start of the event is marked if it lies within.
    """
    plot = Box(box.x + 24, box.y + _AXIS_ROOM, box.width - 36, box.height - 2 * _AXIS_ROOM)
    top = _draw_people_axis(canvas, typesetter, plot, max(arrivals.counts))
    step = plot.width / len(arrivals.counts)
    column = min(step * 0.8, 48)
    canvas.setFillColor(HexColor(accent))
    for index, count in enumerate(arrivals.counts):
        if count:
            x = plot.x + (index + 0.5) * step - column / 2
            canvas.rect(x, plot.y, column, plot.height * count / top, stroke=0, fill=1)
    _draw_clock(canvas, typesetter, plot, arrivals)
    offset = (starts - arrivals.first) / timedelta(minutes=arrivals.minutes)
    if 0 <= offset <= len(arrivals.counts):
        x = plot.x + offset * step
        canvas.setStrokeColor(HexColor(TEXT))
        canvas.setLineWidth(0.75)
        canvas.setDash(2, 2)
        canvas.line(x, plot.y, x, plot.y + plot.height + 4)
        canvas.setDash()
        half = typesetter.width(start_words, _SMALL, 550) / 2
        middle = min(max(x, plot.x + half), plot.x + plot.width - half)
        words_y = plot.y + plot.height + 7
        typesetter.draw(canvas, middle, words_y, start_words, _SMALL, weight=550, align="center")


def _draw_people_axis(canvas: Canvas, typesetter: Typesetter, plot: Box, most: int) -> int:
    """Draw lines at round numbers of people and return the number at the top."""
    spacing = next(s for s in _round_numbers() if most <= 4 * s)
    top = -(-most // spacing) * spacing
    for people in range(0, top + 1, spacing):
        y = plot.y + plot.height * people / top
        draw_line(canvas, plot.x, y, plot.width)
        typesetter.draw(canvas, plot.x - 8, y - 3, str(people), _SMALL, color=MUTED, align="right")
    return top


def _round_numbers() -> Sequence[int]:
    return [digit * 10**power for power in range(9) for digit in (1, 2, 5)]


def _draw_clock(canvas: Canvas, typesetter: Typesetter, plot: Box, arrivals: Arrivals) -> None:
    """Write the time below column edges, as often as there is room."""
    spans = len(arrivals.counts)
    step = plot.width / spans
    every = next((n for n in (1, 2, 3, 6, 12, 24) if n * step >= 32), 48)
    span = timedelta(minutes=arrivals.minutes)
    # Begin where the clock shows a round time, so that the labels are 18:30, 18:45 and not 18:35.
    begin = -(((arrivals.first - datetime.min) // span) % every) % every
    for index in range(begin, spans + 1, every):
        time = arrivals.first + index * span
        x = plot.x + index * step
        typesetter.draw(
            canvas, x, plot.y - 11, f"{time:%H:%M}", _SMALL, color=MUTED, align="center"
        )
