"""The bars of the insights: how many came, and at their foot how many of them were new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from organizer.domain.words import _
from organizer.ui.insights.figures import Span
from organizer.ui.kit.charts import Bar, BarChart
from organizer.ui.kit.colours import mix
from organizer.ui.kit.look import look, px


def soft_accent() -> str:
    """The colour of those who came and were known: soft, yet seen beside the card."""
    colours = look().palette
    return mix(colours.accent_soft, colours.accent, 0.22)


class AttendanceChart(BarChart):
    """Bars in two colours; no bar is emphasised, for all of them are what one came to see."""

    def __init__(self) -> None:
        super().__init__(height=200)
        self._spans: tuple[Span, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show other bars."""
        self._spans = tuple(spans)
        bars = [Bar(span.label, span.value, span.tip) for span in spans]
        self.set_bars(bars, _("Attendance over time"))

    def _paint_bar(self, painter: QPainter, number: int, bar: Bar, slot: QRect) -> None:
        colours = look().palette
        is_here = number == self._at
        box = self._box(bar, slot)
        span = self._spans[number]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft_accent()))
        radius = min(3.0, box.width() / 3)
        painter.drawRoundedRect(box, radius, radius)
        if span.new and span.value:
            foot = QRectF(box)
            foot.setTop(box.bottom() - max(2.0, box.height() * span.new / span.value))
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(foot, radius, radius)
        if is_here:
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, radius, radius)
        self._paint_words(painter, bar, slot, round(box.top()), is_here)

    def _paint_words(
        self, painter: QPainter, bar: Bar, slot: QRect, top: int, is_here: bool
    ) -> None:
        colours = look().palette
        value = bar.value_text()
        fits = painter.fontMetrics().horizontalAdvance(value) + px(4) <= slot.width()
        # Where no bar has room for its number, the highest says how high high is.
        if fits or is_here or bar.value == max(each.value for each in self._bars):
            painter.setPen(QColor(colours.text if is_here else colours.muted))
            self._write(painter, value, slot, top - 1)
        painter.setPen(QColor(colours.muted))
        self._write(painter, bar.label, slot, self.height() - 1)

    def _write(self, painter: QPainter, words: str, slot: QRect, bottom: int) -> None:
        """Write in the middle of a bar's strip, but never over the edge of the chart."""
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        left = min(max(0, slot.center().x() - width // 2), self.width() - width)
        area = QRect(left, bottom - px(20) + 1, width, px(20))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


class Swatch(QWidget):
    """A small square of a colour of the chart, for its legend."""

    def __init__(self, *, is_new: bool) -> None:
        super().__init__()
        self._is_new = is_new
        self.setFixedSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look().palette.accent if self._is_new else soft_accent()))
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.end()
