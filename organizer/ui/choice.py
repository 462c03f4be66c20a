"""One of a few words, side by side: what a form would ask with radio buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from organizer.ui.kit.layouts import row
from organizer.ui.kit.widgets import button


class Choice(QWidget):
    """Buttons of which one is down; Qt lets Left and Right go from one to the next.

    Each button's object name is the widget's own with its key, such as "range_year".
    """

    chosen = Signal(str)
    """The key that the user chose; not emitted by `set_key`."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QAbstractButton] = {}
        for key, words in choices:
            made = button(words)
            made.setObjectName(f"{name}_{key}")
            made.setCheckable(True)
            made.setProperty("key", key)
            self._group.addButton(made)
            self._buttons[key] = made
        self.setLayout(row(*self._buttons.values(), 0, spacing=4))
        self._group.buttonClicked.connect(self._tell)

    @property
    def key(self) -> str:
        """What is chosen; empty while nothing is."""
        down = self._group.checkedButton()
        return str(down.property("key")) if down is not None else ""

    def set_key(self, key: str) -> None:
        """Choose without telling; a key that is none of them changes nothing."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def _tell(self, pressed: QAbstractButton) -> None:
        self.chosen.emit(str(pressed.property("key")))
