"""How the window looks: fonts, sizes and the one style sheet, in light and dark, at any text size.

Widgets say what they are with a role (`set_role(label, "title")`); the style sheet does the rest.
Text: title, heading, strong, number, figure, small, caption, label, muted, faint, problem, door,
verdict, good, warn, bad, info, accent. Buttons: primary, link, danger, quiet, or none.
"""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import Literal, TypeVar

from PySide6.QtCore import (
    QLoggingCategory,
    QObject,
    QSize,
    Qt,
    QTemporaryDir,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from organizer.ui.kit.colours import Palette, mix, palette
from organizer.ui.kit.fonts import interface_fonts
from organizer.ui.kit.icons import paint_icon
from organizer.ui.kit.look import Look, look, px, wear

__all__ = ["Look", "Theme", "apply_theme", "look", "px", "set_look_property", "set_role"]

Scheme = Literal["light", "dark"]
TEXT_SCALES = (1.0, 1.25, 1.5)
"""What settings offer; anything from 0.8 to 2.0 works."""
_SHEET = Path(__file__).with_name("theme.qss")
_W = TypeVar("_W", bound=QWidget)
_LENGTH = re.compile(r"\b(\d+)px")


class Theme(QObject):
    """Keeps an application's look in step with the chosen and the system's scheme."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self.scheme: Scheme | None = None
        self.accent = ""
        self._app = app
        self._pictures = QTemporaryDir()
        _add_fonts()
        app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def apply(self, scheme: Scheme | None, accent: str, text_scale: float) -> None:
        """Dress every window anew; nothing happens if it already looks like that."""
        self.scheme, self.accent = scheme, accent
        new = Look(palette(self._is_dark(), accent), text_scale)
        if new == look() and self._app.styleSheet():
            return
        wear(new)
        self._app.setPalette(_qt_palette(new.palette))
        self._app.setFont(new.font())
        self._app.setStyleSheet(style_sheet(new, Path(self._pictures.path())))
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self.scheme is not None:
            return self.scheme == "dark"
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    @Slot()
    def _follow_system(self) -> None:
        self.apply(self.scheme, self.accent, look().text_scale)


def apply_theme(
    app: QApplication,
    scheme: Scheme | None = None,
    accent: str = "",
    text_scale: float = 1.0,
) -> Theme:
    """Dress the application; None follows the system's light or dark, now and later.

    `accent` is the community's colour as #RRGGBB, or empty for the default.
    """
    theme = _theme_of(app) or Theme(app)
    theme.apply(scheme, accent, text_scale)
    return theme


def set_role(widget: _W, role: str) -> _W:
    """Say what a widget is, so that the style sheet dresses it; return the widget."""
    return set_look_property(widget, "role", role)


def set_look_property(widget: _W, name: str, value: str) -> _W:
    """Set a property that the style sheet asks for, and dress the widget anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
    return widget


def style_sheet(worn: Look, folder: Path) -> str:
    """The style sheet of a look; the few pictures it needs are painted into the folder."""
    colours = worn.palette
    words = {name: str(getattr(colours, name)) for name in Palette.__dataclass_fields__}
    words |= {
        "hover": mix(colours.background, colours.text, 0.05),
        "line_strong": mix(colours.line, colours.text, 0.12),
        "accent_hover": mix(colours.accent, colours.text, 0.12),
        "accent_pressed": mix(colours.accent, colours.text, 0.24),
    }
    words |= _paint_pictures(worn, folder)
    sheet = _LENGTH.sub(lambda found: _scaled(int(found[1]), worn), _SHEET.read_text("utf-8"))
    return Template(sheet).substitute(words)


def _scaled(length: int, worn: Look) -> str:
    return f"{length if length <= 1 else worn.px(length)}px"


def _paint_pictures(worn: Look, folder: Path) -> dict[str, str]:
    """Paint the arrows and ticks, which style sheets take as files only; return word to file."""
    colours = worn.palette
    pictures = {
        "caret_up": ("caret-up-bold", colours.muted),
        "caret_down": ("caret-down-bold", colours.muted),
        "more": ("plus-bold", colours.muted),
        "less": ("minus-bold", colours.muted),
        "calendar": ("calendar-blank", colours.muted),
        "check": ("check-bold", colours.on_accent),
        "minus": ("minus-bold", colours.on_accent),
    }
    files = {}
    for word, (icon, colour) in pictures.items():
        # A name of its own per colour and size, because Qt remembers pictures by their name.
        stem = f"{word}-{colour[1:]}-{worn.px(16)}"
        for suffix, factor in (("", 1), ("@2x", 2)):
            side = worn.px(16) * factor
            paint_icon(icon, colour, QSize(side, side)).save(str(folder / f"{stem}{suffix}.png"))
        files[word] = (folder / f"{stem}.png").as_posix()
    return files


def _qt_palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    qt_palette = QPalette()
    for where, colour in {
        role.Window: colours.background,
        role.Base: colours.surface,
        role.AlternateBase: colours.background,
        role.Button: colours.surface,
        role.WindowText: colours.text,
        role.Text: colours.text,
        role.ButtonText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.background,
        role.Light: colours.surface,
        role.Midlight: colours.line,
        role.Mid: colours.line,
        role.Dark: colours.faint,
        role.Shadow: colours.line,
    }.items():
        qt_palette.setColor(where, QColor(colour))
    for text in (role.WindowText, role.Text, role.ButtonText):
        qt_palette.setColor(QPalette.ColorGroup.Disabled, text, QColor(colours.faint))
    return qt_palette


def _add_fonts() -> None:
    # Qt tries Inter on every script before it falls back, and says so each time: names are in all.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for file in interface_fonts():
        QFontDatabase.addApplicationFont(str(file))


def _theme_of(app: QObject | None) -> Theme | None:
    return app.findChild(Theme, "theme") if app is not None else None
