"""Choosing the community's colour: a row of good ones, or one of one's own."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLineEdit, QWidget

from organizer.domain.words import _
from organizer.ui.kit.colours import DEFAULT_ACCENT, palette
from organizer.ui.kit.icons import draw_icon
from organizer.ui.kit.layouts import FlowLayout, column
from organizer.ui.kit.look import look, px
from organizer.ui.kit.undo_keys import forget_typing


def _offered() -> tuple[tuple[str, str], ...]:
    """Colours that go with warm grey, and that white can be read on, with their names."""
    return (
        (DEFAULT_ACCENT, _("Green")),
        ("#1F6F8B", _("Lake")),
        ("#2C5FA8", _("Blue")),
        ("#5B4B9A", _("Violet")),
        ("#8A3F7B", _("Plum")),
        ("#B0344D", _("Berry")),
        ("#A8501C", _("Rust")),
        ("#4F5B66", _("Slate")),
    )


class Swatch(QAbstractButton):
    """One colour to press, as it will look now; the chosen one bears a tick."""

    def __init__(self, colour: str, name: str) -> None:
        super().__init__()
        self.colour = colour
        self.setObjectName(f"accent_{colour[1:].lower()}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(name)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(px(36), px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        seen = palette(look().palette.dark, self.colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look().palette.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(area)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(seen.accent))
        painter.drawEllipse(area.adjusted(3, 3, -3, -3))
        if self.isChecked():
            side = px(16)
            tick = QRect(0, 0, side, side)
            tick.moveCenter(self.rect().center())
            draw_icon(painter, tick, "check-bold", seen.on_accent)
        painter.end()


class AccentChoice(QWidget):
    """The row of colours, and below it a field for one of one's own."""

    chosen = Signal(str)
    """A colour as #RRGGBB, what was typed as it stands, or empty for the default."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self._swatches = [Swatch(colour, name) for colour, name in _offered()]
        self._group = QButtonGroup(self)
        self._own = QLineEdit()
        self._own.setObjectName("accent_own")
        self._own.setPlaceholderText(_("Your own, such as {colour}").format(colour="#7A4E2D"))
        self._own.setAccessibleName(_("Your own colour"))
        self._own.setMaxLength(20)
        circles = QWidget()
        flow = FlowLayout(circles, spacing=4)
        for each in self._swatches:
            self._group.addButton(each)
            flow.addWidget(each)
        self.setLayout(column(circles, self._own))
        self.setFocusProxy(self._swatches[0])
        self._group.buttonClicked.connect(self._choose)
        self._own.editingFinished.connect(self._take_own)

    def set_colour(self, colour: str) -> None:
        """Show what is chosen without telling."""
        self._shown = colour
        wanted = (colour or DEFAULT_ACCENT).upper()
        self._group.setExclusive(False)  # or else one would always stay down
        is_offered = False
        for each in self._swatches:
            each.setChecked(each.colour == wanted)
            is_offered = is_offered or each.isChecked()
        self._group.setExclusive(True)
        self._own.setText("" if is_offered else colour)

    def _choose(self, pressed: QAbstractButton) -> None:
        if isinstance(pressed, Swatch):
            self._own.setText("")
            self.chosen.emit("" if pressed.colour == DEFAULT_ACCENT else pressed.colour)

    def _take_own(self) -> None:
        typed = self._own.text().strip()
        if typed and not typed.startswith("#"):
            typed = f"#{typed}"
        if typed and typed.upper() != self._shown.upper():
            forget_typing(self._own)
            self.chosen.emit(typed.upper())
