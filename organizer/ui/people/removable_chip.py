"""Chips that go away when pressed: by a click, by Enter, by Delete."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from organizer.domain.words import _
from organizer.ui.kit.look import look, px
from organizer.ui.kit.painted import chip_size, paint_chip

_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIGN = "  ×"


class RemovableChip(QAbstractButton):
    """Some words in a rounded field, with a sign that they can be taken away."""

    def __init__(self, words: str, role: str = "accent") -> None:
        super().__init__()
        self._role = role
        self._is_hovered = False
        self.setText(words)
        self.setAccessibleName(_("{what}, take away").format(what=words))
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        size = chip_size(self._words(), QFontMetrics(look().font(13, 550)))
        return QSize(min(size.width(), px(420)), px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = "solid" if self._is_hovered else self._role
        paint_chip(painter, self.rect(), self._fitted(), role, px(13))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look().palette.text), 2))
            around = self.rect().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(around, around.height() / 2, around.height() / 2)
        painter.end()

    def _words(self) -> str:
        return f"{self.text()}{_SIGN}"

    def _fitted(self) -> str:
        """Long words are cut with …; the sign is seen all the same."""
        metrics, room = QFontMetrics(look().font(13, 550)), self.width() - px(12)
        if metrics.horizontalAdvance(self._words()) <= room:
            return self._words()
        spare = room - metrics.horizontalAdvance(_SIGN)
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, spare)
        return f"{words}{_SIGN}"
