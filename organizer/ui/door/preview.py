"""What the desk's camera sees, with a frame round each code in it, or a sentence instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from organizer.domain.words import _
from organizer.ui.kit.colours import LIGHT
from organizer.ui.kit.look import look, px
from organizer.ui.kit.widgets import text

if TYPE_CHECKING:
    from organizer.ui.door.video_frames import Sight

_ROUNDED = 12
_SHAPE = 16 / 9
_LEAST_HEIGHT = 48
_MOST_OF_WINDOW = 0.3
"""The names below it need the rest."""


class Preview(QWidget):
    """A picture that fills its field, mirrored if wished: people move the right way then."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("camera_preview")
        self.setAccessibleName(_("What the camera sees"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.sight: Sight | None = None
        self.is_mirrored = True
        self._sentence = text("", "muted", wrap=True)
        self._sentence.setObjectName("camera_problem")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setParent(self)
        self._sentence.hide()

    def show_sight(self, sight: Sight | None) -> None:
        """Show a frame; None for a dark field until one comes."""
        self.sight = sight
        self._sentence.hide()
        self.update()

    def show_sentence(self, sentence: str) -> None:
        """Say why there is no picture."""
        self.sight = None
        self._sentence.setText(sentence)
        self._sentence.show()
        self._fit_sentence()
        self.updateGeometry()
        self.update()

    def mirror(self, on: int) -> None:
        """Show left at the left, as a mirror does, or as the camera sees it."""
        self.is_mirrored = bool(on)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), self._height_for(self.width()))

    def minimumSizeHint(self) -> QSize:
        least = px(_LEAST_HEIGHT) if self._sentence.isHidden() else self._height_of_sentence()
        return QSize(px(160), least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sentence()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), px(_ROUNDED), px(_ROUNDED))
        painter.setClipPath(outline)
        colours = look().palette
        if not self._sentence.isHidden():
            painter.fillPath(outline, QColor(colours.surface))
            painter.strokePath(outline, QPen(QColor(colours.line), 2))  # half of it is clipped
        else:
            painter.fillPath(outline, QColor(colours.line))
        if self.sight is not None:
            self._paint_sight(painter, self.sight)
        painter.end()

    def _paint_sight(self, painter: QPainter, sight: Sight) -> None:
        seen = self._field_of(sight)
        if self.is_mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(seen, sight.picture)
        unit = QTransform.fromTranslate(seen.x(), seen.y()).scale(seen.width(), seen.height())
        # Twice, so that it is seen on any picture: white below, the colour of yes above it.
        for colour, width in (("#FFFFFF", 6), (LIGHT.good, 3)):
            pen = QPen(QColor(colour), px(width))
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for code in sight.codes:
                corners = QPolygonF([QPointF(x, y) for x, y in code.corners])
                painter.drawPolygon(unit.map(corners))

    def _field_of(self, sight: Sight) -> QRectF:
        """Where the whole picture would lie, so that it covers this field from the middle."""
        size = sight.picture.size()
        scale = max(self.width() / size.width(), self.height() / size.height())
        width, height = size.width() * scale, size.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _height_for(self, width: int) -> int:
        most = int(self.window().height() * _MOST_OF_WINDOW)
        if not self._sentence.isHidden():
            return self._height_of_sentence()
        return max(px(_LEAST_HEIGHT), min(int(width / _SHAPE), most))

    def _height_of_sentence(self) -> int:
        needed = self._sentence.heightForWidth(max(1, self.width() - px(40)))
        return needed + px(32)

    def _fit_sentence(self) -> None:
        self._sentence.setGeometry(self.rect().adjusted(px(20), 0, -px(20), 0))
