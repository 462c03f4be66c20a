"""The door's page: choose a door, then the desk."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from organizer.domain.records import EventRow
from organizer.services.events import get_event, list_events
from organizer.ui.context import Context, Page
from organizer.ui.door.chooser import DoorChooser
from organizer.ui.door.desk import DoorDesk
from organizer.ui.jobs import Job


class DoorPage(Page):
    """Shows which doors there are; `open(event_uid)` goes straight to that event's desk."""

    watches = frozenset({"event", "venue"})

    desk_shown = Signal(int)
    """1 while a desk is on the screen, which wants the window for itself; 0 when it is not."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("door_page")
        self.chooser = DoorChooser()
        self.desk = DoorDesk(context)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.chooser)
        self._stack.addWidget(self.desk)
        self.chooser.chosen.connect(self._open_desk)
        self.chooser.plan_requested.connect(self._plan)
        self.desk.left.connect(self.leave)

    def load(self, job: Job) -> list[EventRow]:
        """Fetch all events."""
        return list_events(self.context.db)

    def show_records(self, records: Any) -> None:
        """Show the doors; tonight's is selected."""
        self.chooser.set_events(records, self.context.now())
        if self.isVisible() and self._stack.currentWidget() is self.chooser:
            self.chooser.take_focus()

    def open(self, what: object) -> None:
        """Go straight to the desk of the event with this uid."""
        if not isinstance(what, str) or not what:
            return
        db = self.context.db

        def work(job: Job) -> EventRow:
            return get_event(db, what)

        self.context.runner.start(self, work, self._open_desk)

    def leave(self) -> None:
        """Leave the desk; the list of doors comes back."""
        self._stack.setCurrentWidget(self.chooser)
        self.desk_shown.emit(0)
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stack.currentWidget() is self.desk:
            self.desk_shown.emit(1)
            self.desk.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.desk_shown.emit(0)

    def _open_desk(self, row: EventRow) -> None:
        self._stack.setCurrentWidget(self.desk)
        self.desk.open(row)
        self.desk_shown.emit(int(self.isVisible()))

    def _plan(self) -> None:
        self.context.navigate.emit("events", None)
