"""Counting people who come and will be on no list: two big keys and a number."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from organizer.domain.words import _
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import px
from organizer.ui.kit.widgets import ElidedLabel, KeyHint, button, text

_ROOM_FOR_KEY = 280


class HeadCounter(QWidget):
    """How many are in who are on no list, with one more (H) and one fewer."""

    counted = Signal(int)
    """1 for one more, -1 for one fewer."""

    def __init__(self) -> None:
        super().__init__()
        self._number = text("0", "figure")
        self._number.setObjectName("head_count")
        caption = ElidedLabel(_("on no list"), "muted")
        self.fewer = button("  −  ", self._take_off)
        self.fewer.setObjectName("head_fewer")
        self.fewer.setAccessibleName(_("One person fewer who is on no list"))
        self.more = button("  + 1  ", self._add)
        self.more.setObjectName("head_more")
        self.more.setAccessibleName(_("One person more who is on no list"))
        self._key = KeyHint("H")
        line = row(self._number, caption, self._key, self.fewer, self.more, spacing=8)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._key.setVisible(self.width() >= px(_ROOM_FOR_KEY))

    def show_count(self, count: int) -> None:
        """Show how many there are."""
        self._number.setText(str(count))
        self.fewer.setEnabled(count > 0)

    def _add(self) -> None:
        self.counted.emit(1)

    def _take_off(self) -> None:
        self.counted.emit(-1)
