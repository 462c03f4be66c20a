"""What the verdict card is painted of: the symbol in its shape, the coloured word, the big name."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QShowEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from organizer.ui.kit.icons import draw_icon
from organizer.ui.kit.look import look, px
from organizer.ui.kit.theme import set_role

_LEAST_SIDE, _MOST_SIDE = 72, 200
_LEAST_WORD, _MOST_WORD = 22, 48
_BUTTON_HEIGHT, _LOW_BUTTON_HEIGHT = 56, 44
_BUTTON_SIZES = (18, 32)
_LOW_CARD = 320
"""Below this height of the card, for 100 %, its buttons are low as well."""
_SIZES = (52, 44, 36, 30, 24)
"""Sizes that a name is tried in, largest first; below the last it is cut with …"""
_LARGER, _WIDE = (84, 68), 620
"""Sizes for a name that has this much room, as on a large screen."""
_TIGHT = (36, 30, 24)
_MOST_LINES = 2
_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class VerdictSymbol(QWidget):
    """An icon in a disc, square, diamond or octagon: seen at three metres without any colour."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = "qr-code-bold"
        self._role = "neutral"
        self._side = px(_LEAST_SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_symbol(self, icon: str, role: str) -> None:
        """Show another icon in the shape and colour of a role; neutral has no shape."""
        self._icon, self._role = icon, role
        self.update()

    def fit(self, card: QSize) -> None:
        """Be as large as a card of this size has room for; it is read at three metres."""
        side = round(min(card.width() * 0.2, card.height() * 0.3))
        self._side = min(_MOST_SIDE, max(_LEAST_SIDE, side))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._side, self._side // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        side = min(self.width(), self.height())
        area = QRect(0, 0, side, side)
        area.moveCenter(self.rect().center())
        ink = colours.muted
        if self._role != "neutral":
            painter.setBrush(QColor(colours.ink(self._role)))
            _draw_shape(painter, QRectF(area).adjusted(1, 1, -1, -1), self._role)
            ink = colours.soft(self._role)
        inset = round(side * (0.24 if self._role == "warn" else 0.16))
        draw_icon(painter, area.adjusted(inset, inset, -inset, -inset), self._icon, ink)
        painter.end()


def _draw_shape(painter: QPainter, box: QRectF, role: str) -> None:
    middle, half = box.center(), box.width() / 2
    match role:
        case "good":
            painter.drawEllipse(box)
        case "info":
            painter.drawRoundedRect(box, half * 0.3, half * 0.3)
        case "warn":
            painter.save()
            painter.translate(middle)
            painter.rotate(45)
            side = half * 1.48
            painter.drawRoundedRect(
                QRectF(-side / 2, -side / 2, side, side), half * 0.2, half * 0.2
            )
            painter.restore()
        case _:
            cut = half * 0.586
            near, far = box.topLeft(), box.bottomRight()
            corners = [
                (near.x() + cut, near.y()),
                (far.x() - cut, near.y()),
                (far.x(), near.y() + cut),
                (far.x(), far.y() - cut),
                (far.x() - cut, far.y()),
                (near.x() + cut, far.y()),
                (near.x(), far.y() - cut),
                (near.x(), near.y() + cut),
            ]
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


class VerdictWord(QLabel):
    """The verdict in a word or two, in the colour of its role."""

    def __init__(self) -> None:
        super().__init__()
        self._colour_role = "neutral"
        self._size = _LEAST_WORD
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fit(self, card: QSize) -> None:
        """Be as large as a card of this size has room for."""
        size = round(min(card.width() * 0.055, card.height() * 0.085) / look().text_scale)
        self._size = min(_MOST_WORD, max(_LEAST_WORD, size))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(_font(self._size))
        return QSize(metrics.horizontalAdvance(self.text()), metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), QFontMetrics(_font(self._size)).lineSpacing())

    def set_word(self, word: str, colour_role: str) -> None:
        """Say another word."""
        self._colour_role = colour_role
        self.setText(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = _font(self._size)
        room = self.contentsRect().width()
        if (wide := QFontMetrics(font).horizontalAdvance(self.text())) > room:
            font.setPixelSize(max(px(12), font.pixelSize() * room // wide))
        painter.setFont(font)
        painter.setPen(QColor(look().palette.ink(self._colour_role)))
        painter.drawText(self.contentsRect(), int(_ONE_LINE), self.text())
        painter.end()


class BigButton(QPushButton):
    """The one thing to press, with a name that can be read standing."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self._size, self._base = _BUTTON_SIZES[0], _BUTTON_HEIGHT
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_role(self, "primary")

    def fit(self, card: QSize) -> None:
        """Be as large as a card of this size has room for."""
        least, most = _BUTTON_SIZES
        size = round(min(card.width() * 0.032, card.height() * 0.05) / look().text_scale)
        self._size = min(most, max(least, size))
        self._base = _LOW_BUTTON_HEIGHT if card.height() < px(_LOW_CARD) else _BUTTON_HEIGHT
        self._enlarge()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + px(24), self._height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._enlarge()

    def showEvent(self, event: QShowEvent) -> None:
        # The style sheet takes font and height away that were set before it dressed the button.
        self._enlarge()
        super().showEvent(event)

    def _enlarge(self) -> None:
        self.setFont(look().font(self._size, 550))
        self.setMinimumHeight(self._height())

    def _height(self) -> int:
        return px(round(self._base * self._size / _BUTTON_SIZES[0]))


class BigName(QLabel):
    """A name as large as it fits into two lines, in any script; the smallest size may take three."""

    def __init__(self) -> None:
        super().__init__()
        self._sizes: tuple[int, ...] = _SIZES
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)  # a label has a height for its width only where it may wrap
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tight(self, is_tight: bool) -> None:
        """Leave the room that there is to what is said below."""
        self._sizes = _TIGHT if is_tight else _SIZES
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        return ceil(_fitted(self.text(), width, sizes=self._sizes).boundingRect().height())

    def sizeHint(self) -> QSize:
        return QSize(px(360), self.heightForWidth(px(360)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), QFontMetrics(_font(_SIZES[-1])).lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(look().palette.text))
        laid_out = _fitted(self.text(), self.width(), self.height(), self._sizes)
        # Where it was given less room than it asked for, it may have become lower still.
        spare = max(0.0, self.height() - laid_out.boundingRect().height())
        laid_out.draw(painter, QPointF(0, spare / 2))
        painter.end()


def _fitted(
    words: str, width: int, height: int = 0, sizes: tuple[int, ...] = _SIZES
) -> QTextLayout:
    """Lay a name out in the largest size in which no word is broken and two lines are enough.

    A height of 0 is as much as it takes.
    """
    for size in (*_LARGER, *sizes) if width >= px(_WIDE) else sizes:
        laid_out, is_whole = _lay_out(words, _font(size), width)
        is_low = not height or laid_out.boundingRect().height() <= height
        if is_whole and is_low and laid_out.lineCount() <= _MOST_LINES:
            return laid_out
    font = _font(_SIZES[-1])
    if laid_out.lineCount() > _MOST_LINES + 1:
        room = (_MOST_LINES + 1) * width - 2 * QFontMetrics(font).averageCharWidth()
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    return _lay_out(words, font, width)[0]


def _lay_out(words: str, font: QFont, width: int) -> tuple[QTextLayout, bool]:
    """Break a name into lines, from the left in every script; say whether all words are whole."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid_out = QTextLayout(words, font)
    laid_out.setTextOption(option)
    laid_out.beginLayout()
    top = 0.0
    while (line := laid_out.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, top))
        top += line.height()
    laid_out.endLayout()
    widest = max((QFontMetrics(font).horizontalAdvance(word) for word in words.split()), default=0)
    return laid_out, widest <= width


def _font(size: int) -> QFont:
    font = look().font(size, 650)
    font.setFamilies(["Inter Display", *font.families()])
    return font
