"""What drops down in the month and the week: the events of a day, and what can be done with one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from organizer.domain.names import shown
from organizer.domain.records import EventRow
from organizer.domain.words import _


class DayMenu(QMenu):
    """The events of a day, to choose one from."""

    chosen = Signal(str)
    """The uid of an event."""

    def __init__(self, parent: QWidget, rows: Sequence[EventRow]) -> None:
        super().__init__(parent)
        self.setObjectName("day_menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in rows:
            words = f"{row.starts:%H:%M}  {shown(row.title)}".replace("&", "&&")
            self.addAction(words).setData(row.uid)
        self.triggered.connect(self._choose)
        self.setActiveAction(self.actions()[0])

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))


class EventMenu(QMenu):
    """What can be done with one event without opening it."""

    opened = Signal(str)
    """The uid of the event; so it is of the other."""
    skipping = Signal(str)

    def __init__(self, parent: QWidget, row: EventRow, *, can_skip: bool) -> None:
        super().__init__(parent)
        self.setObjectName("event_menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._uid = row.uid
        self.addAction(_("Open"), self._open)
        if can_skip:
            self.addAction(_("Skip this date"), self._skip).setObjectName("calendar_skip_date")

    def _open(self) -> None:
        self.opened.emit(self._uid)

    def _skip(self) -> None:
        self.skipping.emit(self._uid)
