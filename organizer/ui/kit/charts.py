"""Bars that say how many came, read by eye, by mouse, by keyboard and aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from organizer.ui.kit.look import look, px

_WIDEST_BAR = 26
_LEAST_PITCH_FOR_VALUES = 24
_LABEL_HEIGHT = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label below (may be empty), its value, and the sentence that explains it."""

    label: str
    value: float
    tip: str = ""
    shown_value: str = ""

    def value_text(self) -> str:
        """The number above the bar."""
        return self.shown_value or f"{self.value:g}"


class BarChart(QWidget):
    """Bars over time, the last one emphasised; Left and Right go from bar to bar.

    `summary` is what a screen reader says of the whole.
    """

    def __init__(self, bars: Sequence[Bar] = (), summary: str = "", height: int = 168) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._height = height
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.set_bars(bars, summary)

    def set_bars(self, bars: Sequence[Bar], summary: str = "") -> None:
        """Show other bars."""
        self._bars = tuple(bars)
        self._at = -1
        self.setAccessibleName(summary)
        spoken = (f"{bar.label} {bar.value_text()}".strip() for bar in self._bars)
        self.setAccessibleDescription(
            "; ".join(bar.tip for bar in bars if bar.tip) or ", ".join(spoken)
        )
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(96))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self._bars:
            super().keyPressEvent(event)
            return
        start = self._at if self._at >= 0 else len(self._bars) - (step == 1)
        self._go_to(min(len(self._bars) - 1, max(0, start + step)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint().x()
        hit = [n for n, slot in enumerate(self._slots()) if slot.left() <= where <= slot.right()]
        if hit and hit[0] != self._at:
            self._go_to(hit[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._at = -1
        QToolTip.hideText()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slots = self._slots()
        painter.setFont(look().font(11))
        for number, (bar, slot) in enumerate(zip(self._bars, slots, strict=True)):
            self._paint_bar(painter, number, bar, slot)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look().palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _paint_bar(self, painter: QPainter, number: int, bar: Bar, slot: QRect) -> None:
        colours = look().palette
        is_last, is_here = number == len(self._bars) - 1, number == self._at
        box = self._box(bar, slot)
        painter.setPen(QPen(QColor(colours.accent), 2) if is_here else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if is_last else colours.accent_soft))
        painter.drawRoundedRect(box, 3, 3)
        middle = slot.center().x()
        wide = QRect(middle - px(40), 0, px(80), px(_LABEL_HEIGHT))
        if slot.width() >= px(_LEAST_PITCH_FOR_VALUES) or is_last or is_here:
            wide.moveBottom(round(box.top()) - 1)
            painter.setPen(QColor(colours.text if is_last else colours.muted))
            painter.drawText(wide, Qt.AlignmentFlag.AlignCenter, bar.value_text())
        wide.moveBottom(self.height() - 1)
        painter.setPen(QColor(colours.muted))
        painter.drawText(wide, Qt.AlignmentFlag.AlignCenter, bar.label)

    def _slots(self) -> list[QRect]:
        """The strip of each bar, from where reading begins."""
        count = len(self._bars)
        edges = [round(self.width() * n / count) for n in range(count + 1)] if count else []
        slots = [QRect(left, 0, right - left, self.height()) for left, right in pairwise(edges)]
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return slots[::-1] if backwards else slots

    def _box(self, bar: Bar, slot: QRect) -> QRectF:
        most = max((each.value for each in self._bars), default=0) or 1
        bottom = self.height() - px(_LABEL_HEIGHT) - 4
        room = max(1, bottom - px(_LABEL_HEIGHT))
        height = max(2.0, room * max(0.0, bar.value) / most)
        width = min(px(_WIDEST_BAR), slot.width() * 0.66)
        return QRectF(slot.center().x() - width / 2, bottom - height, width, height)

    def _go_to(self, number: int) -> None:
        self._at = number
        bar, slot = self._bars[number], self._slots()[number]
        words = bar.tip or f"{bar.label} {bar.value_text()}".strip()
        top = round(self._box(bar, slot).top())
        QToolTip.showText(self.mapToGlobal(QPoint(slot.center().x(), top)), words, self)
        self.update()
