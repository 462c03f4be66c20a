"""What is painted instead of styled: chips, people's initials and how full something is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from organizer.domain.names import initials
from organizer.ui.kit.look import look, px
from organizer.ui.kit.theme import set_role

CHIP_ROLES = ("neutral", "accent", "good", "warn", "bad", "info", "solid")


class Chip(QLabel):
    """A word in a rounded field: neutral, accent, good, warn, bad, info, or solid (accent filled).

    `large` is for the door. It says its word only; give it a tool tip where the word is not enough.
    """

    def __init__(self, words: str, role: str = "neutral", *, large: bool = False) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role = role
        self._large = large
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(self, "chip_large" if large else "chip")

    def set_chip(self, words: str, role: str) -> None:
        """Change word and colour."""
        self._role = role
        self.setText(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.font()
        paint_chip(painter, self.rect(), self.text(), self._role, font.pixelSize())
        painter.end()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return chip_size(self.text(), QFontMetrics(self.font()), self._large)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def chip_size(words: str, metrics: QFontMetrics, large: bool = False) -> QSize:
    """How large a chip of these words is, in pixels."""
    sides, height = (32, 36) if large else (18, 22)
    return QSize(metrics.horizontalAdvance(words) + px(sides), px(height))


def paint_chip(painter: QPainter, rect: QRect, words: str, role: str, pixel_size: int) -> None:
    """Paint a chip into the whole rectangle, its words in the middle, cut with … if too long."""
    colours = look().palette
    solid = role == "solid"
    fill_colour = colours.accent if solid else colours.soft(role)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colours.line if role == "neutral" else fill_colour))
    painter.setBrush(QColor(fill_colour))
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    font = look().font(weight=550)
    font.setPixelSize(pixel_size)
    painter.setFont(font)
    painter.setPen(QColor(colours.on_accent if solid else colours.ink(role)))
    inner = rect.adjusted(px(6), 0, -px(6), 0)
    fitted = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, fitted)


class Avatar(QWidget):
    """A person's initials in a soft circle, in any script; for the eye only, the name says it."""

    def __init__(self, name: str = "", side: int = 26) -> None:
        super().__init__()
        self._name = name
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(self._side), px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, self.rect(), self._name)
        painter.end()


def paint_avatar(painter: QPainter, rect: QRect, name: str, background: str = "") -> None:
    """Paint the initials of a name into the largest circle of the rectangle."""
    colours = look().palette
    side = min(rect.width(), rect.height())
    circle = QRect(0, 0, side, side)
    circle.moveCenter(rect.center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(background or colours.accent_soft))
    painter.drawEllipse(circle)
    font = look().font(weight=650)
    font.setPixelSize(max(8, round(side * 0.4)))
    painter.setFont(font)
    painter.setPen(QColor(colours.accent_ink))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(name))


class MeterBar(QWidget):
    """How much of a whole is reached, as a thin bar; `role` accent, good, warn or bad."""

    def __init__(self, share: float = 0.0, role: str = "accent") -> None:
        super().__init__()
        self._share = share
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_share(share)

    def set_share(self, share: float, description: str = "") -> None:
        """Set the share, 0 to 1 (more is shown as full), and how it is read out."""
        self._share = min(1.0, max(0.0, share))
        self.setAccessibleName(description or f"{self._share:.0%}")
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(self.rect(), radius, radius)
        if self._share > 0:
            reached = QRectF(self.rect())
            reached.setWidth(max(reached.height(), reached.width() * self._share))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                reached.moveRight(self.rect().right() + 1)
            painter.setBrush(QColor(getattr(colours, self._role)))
            painter.drawRoundedRect(reached, radius, radius)
        painter.end()
