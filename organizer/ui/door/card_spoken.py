"""What is said below the name on the verdict card, as large as the card has room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from organizer.ui.kit.layouts import FlowLayout, clear
from organizer.ui.kit.look import look, px
from organizer.ui.kit.painted import paint_chip

_LEAST, _MOST = 20, 44
_LEAST_CHIP, _MOST_CHIP = 16, 40
_SHARE = 0.3
"""How much of the card's height the sentence may take before it is said smaller; so the chips."""
_WEIGHT = 550
_GAP = 10


def most_spoken(card: QSize) -> int:
    """Return the size, for 100 %, that can be read at three metres from a card of this size."""
    return round(min(card.width() * 0.044, card.height() * 0.07) / look().text_scale)


class CardSentence(QLabel):
    """What is the matter and what to do, in the largest size that leaves room for the rest."""

    def __init__(self) -> None:
        super().__init__()
        self._card = QSize()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def say(self, sentence: str) -> None:
        """Say another sentence; nothing is said by an empty one."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        self._fit()

    def fit(self, card: QSize, margin: int) -> None:
        """Be as large as a card of this size has room for, with so much margin at its sides."""
        self._card = card - QSize(2 * margin, 0)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        size = min(_MOST, most_spoken(self._card))
        while size > _LEAST and self._height_in(size) > self._card.height() * _SHARE:
            size -= 2
        self.setFont(look().font(max(_LEAST, size), _WEIGHT))

    def _height_in(self, size: int) -> int:
        room = QRect(0, 0, self._card.width(), 10_000)
        metrics = QFontMetrics(look().font(size, _WEIGHT))
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height()


class CardChips(QWidget):
    """How the community knows somebody: one chip for each thing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, spacing=_GAP)
        self._chips: list[_CardChip] = []
        self._card = QSize()

    def say(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show other words, each with its colour role."""
        clear(self._flow)
        self._chips = [_CardChip(words, role) for words, role in chips]
        for chip in self._chips:
            self._flow.addWidget(chip)
        self.setVisible(bool(chips))
        self._fit()

    def fit(self, card: QSize, margin: int) -> None:
        """Be as large as a card of this size has room for, with so much margin at its sides."""
        self._card = card - QSize(2 * margin, 0)
        self._fit()

    def _fit(self) -> None:
        widest, highest = self._card.width(), self._card.height() * _SHARE
        size = min(_MOST_CHIP, round(most_spoken(self._card) * 0.8))
        while size > _LEAST_CHIP and not self._fits(size, widest, highest):
            size -= 2
        for chip in self._chips:
            chip.set_size(max(_LEAST_CHIP, size), widest)

    def _fits(self, size: int, widest: int, highest: float) -> bool:
        """Whether every chip is whole in this size, and their lines are not too many."""
        lines, across = 1, 0
        for chip in self._chips:
            width = chip.width_in(size)
            if across + width > widest:
                lines, across = lines + bool(across), 0
            if width > widest:
                return False
            across += width + _GAP
        return lines * (_height_of(size) + _GAP) <= highest


def _height_of(size: int) -> int:
    return px(round(size * 2.25))


class _CardChip(QLabel):
    """A few words in a rounded field, in a size of its own."""

    def __init__(self, words: str, role: str) -> None:
        super().__init__(words)
        self._role, self._size, self._widest = role, _LEAST_CHIP, 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_size(self, size: int, widest: int) -> None:
        """Be written in this size, for 100 %, and be no wider than so many pixels."""
        self._size, self._widest = size, widest
        self.setToolTip("" if self.width_in(size) <= widest else self.text())
        self.updateGeometry()

    def width_in(self, size: int) -> int:
        """The width in pixels in which all words can be read in a size for 100 %."""
        metrics = QFontMetrics(look().font(size, _WEIGHT))
        return metrics.horizontalAdvance(self.text()) + px(2 * size)

    def sizeHint(self) -> QSize:
        return QSize(min(self.width_in(self._size), self._widest), _height_of(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self.text(), self._role, px(self._size))
        painter.end()
