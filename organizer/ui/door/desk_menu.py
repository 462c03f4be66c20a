"""What a desk can do beside letting people in: another way of working, the printer, closing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from organizer.domain.words import _
from organizer.settings import load_settings, save_settings


class DeskMenu(QMenu):
    """The menu behind the three dots; how the desk works is remembered for this machine."""

    way_changed = Signal(int)
    """1 where the desk asks before anybody comes in, 0 where a good code goes straight in."""
    printer_wanted = Signal()
    closing_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("door_menu")
        self._asks = self._add("door_asks_first", _("Ask before anybody comes in"))
        self._asks.setCheckable(True)
        self._asks.setChecked(load_settings().door_asks_first)
        printer = self._add("door_printer", _("Badge printer…"))
        self.addSeparator()
        closing = self._add("door_close_evening", _("Close the evening…"))
        self.setLayoutDirection(QGuiApplication.layoutDirection())
        self._asks.triggered.connect(self._keep)
        printer.triggered.connect(self.printer_wanted)
        closing.triggered.connect(self.closing_wanted)

    @property
    def asks_first(self) -> bool:
        """Whether the desk asks before anybody comes in."""
        return self._asks.isChecked()

    def show_closed(self, is_closed: bool) -> None:
        """Offer to open an evening again that is closed."""
        words = _("Open the evening again…") if is_closed else _("Close the evening…")
        # Asked for anew: PySide may forget an action that it has handed out.
        self.actions()[-1].setText(words)

    def _add(self, name: str, words: str) -> QAction:
        action = self.addAction(words)
        action.setObjectName(name)
        return action

    def _keep(self) -> None:
        settings = load_settings()
        settings.door_asks_first = self.asks_first
        save_settings(settings)
        self.way_changed.emit(int(self.asks_first))
