"""How the window looks on this machine: light or dark, and how large text is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.words import _
from organizer.settings import load_settings, save_settings
from organizer.ui.choice import Choice
from organizer.ui.kit.theme import TEXT_SCALES
from organizer.ui.kit.widgets import Card, text

_SYSTEM = "system"


class LooksCard(Card):
    """Remembered for this machine, not in the community's file; in force at once."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Looks"))
        self.setObjectName("looks_card")
        self._scheme = Choice(
            "scheme", [(_SYSTEM, _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        )
        self._scale = Choice("scale", [(f"{scale:.2f}", _percent(scale)) for scale in TEXT_SCALES])
        for label, choice in (
            (_("Light or dark"), self._scheme),
            (_("Size of text"), self._scale),
        ):
            self.add(_named(label, choice), choice, 8)
        self._scheme.chosen.connect(self._keep)
        self._scale.chosen.connect(self._keep)

    def show_settings(self) -> None:
        """Show what this machine remembers."""
        settings = load_settings()
        self._scheme.set_key(settings.scheme or _SYSTEM)
        nearest = min(TEXT_SCALES, key=lambda scale: abs(scale - settings.text_scale))
        self._scale.set_key(f"{nearest:.2f}")

    def _keep(self) -> None:
        settings = load_settings()
        scheme = "" if self._scheme.key == _SYSTEM else self._scheme.key
        scale = float(self._scale.key)
        if (settings.scheme, settings.text_scale) == (scheme, scale):
            return
        settings.scheme, settings.text_scale = scheme, scale
        save_settings(settings)
        self.changed.emit()


def _named(label: str, choice: QWidget) -> QWidget:
    choice.setAccessibleName(label)
    return text(label, "strong")


def _percent(scale: float) -> str:
    return _("{number} %").format(number=round(100 * scale))
