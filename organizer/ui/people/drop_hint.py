"""What is shown over a page while files are dragged across it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from organizer.ui.kit.colours import mix
from organizer.ui.kit.icons import draw_icon
from organizer.ui.kit.look import look, px


class DropHint(QWidget):
    """Covers a page with a frame and a sentence; the files fall through it onto the page."""

    def __init__(self, over: QWidget, words: str) -> None:
        super().__init__(over)
        self._page = over
        self.setObjectName("drop_hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = words
        over.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Show it over all of the page."""
        self.setGeometry(self._page.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._page.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(mix(colours.background, colours.accent_soft, 0.5))
        veil.setAlphaF(0.94)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(colours.accent), 2, Qt.PenStyle.DashLine))
        margin = px(24)
        painter.drawRoundedRect(
            QRectF(self.rect().adjusted(margin, margin, -margin, -margin)), 12, 12
        )
        middle = self.rect().center()
        side = px(40)
        sign = self.rect().adjusted(0, 0, 0, 0)
        sign.setSize(sign.size().scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio))
        sign.moveCenter(middle)
        sign.translate(0, -px(28))
        draw_icon(painter, sign, "download-simple", colours.accent)
        painter.setFont(look().font(16, 650))
        painter.setPen(QColor(colours.text))
        line = self.rect().adjusted(margin, middle.y(), -margin, 0)
        painter.drawText(
            line, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), self._words
        )
        painter.end()
