"""Icons of the Phosphor set, painted in the colour that the present look gives to a role."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
)

from organizer.ui.kit.look import look


def icon(name: str, role: str = "muted") -> QIcon:
    """An icon by its Phosphor name ("house", "check-bold", "house-fill") in a palette's role.

    It follows light and dark by itself. KeyError at once if there is no such icon.
    """
    _letter(name)
    return QIcon(_PaletteIcon(name, role))


def pixmap(name: str, role: str = "muted", side: int = 20) -> QPixmap:
    """The icon as a picture of `side` logical pixels, sharp on the first screen."""
    return icon(name, role).pixmap(QSize(side, side), _screen_ratio())


def paint_icon(name: str, colour: str, size: QSize) -> QPixmap:
    """The icon in a colour as a picture of `size` device pixels."""
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_icon(painter, picture.rect(), name, colour)
    painter.end()
    return picture


def draw_icon(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw the icon into the rectangle, as large as its shorter side."""
    family, _ = _phosphor()
    font = QFont(family)
    font.setPixelSize(max(1, min(rect.width(), rect.height())))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _letter(name))
    painter.restore()


class _PaletteIcon(QIconEngine):
    """Looks its colour up whenever it paints, so that a new look needs no new icons."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        return _PaletteIcon(self._name, self._role)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return paint_icon(self._name, self._colour(mode, state), size)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw_icon(painter, rect, self._name, self._colour(mode, state))

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        colours = look().palette
        if mode == QIcon.Mode.Disabled:
            return colours.faint
        return colours.ink("accent" if state == QIcon.State.On else self._role)


@cache
def _phosphor() -> tuple[str, dict[str, str]]:
    """The font's family, and name to code point in hexadecimal.

    The files are read where the package keeps them, because importing it loads twelve icon fonts.
    """
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("Icons need the package qtawesome.")
    folder = Path(spec.origin).parent / "fonts"
    font_id = QFontDatabase.addApplicationFont(str(next(folder.glob("phosphor-*.ttf"))))
    letters = json.loads(next(folder.glob("phosphor-charmap-*.json")).read_text("utf-8"))
    return QFontDatabase.applicationFontFamilies(font_id)[0], letters


def _letter(name: str) -> str:
    return chr(int(_phosphor()[1][name], 16))


def _screen_ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0
