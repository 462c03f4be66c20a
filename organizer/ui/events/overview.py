"""What the page of events begins with: all that is planned and all that was, and planning more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from organizer.domain.kinds import EventKind
from organizer.domain.records import EventRow
from organizer.domain.words import _
from organizer.ui.events.events_table import EventsTable, lines_of
from organizer.ui.kit import pages
from organizer.ui.kit.widgets import EmptyState, PageHeader, button


class Overview(pages.Page):
    """All events in one table."""

    opened = Signal(str)
    """The uid of the event to show."""
    planning = Signal(str)
    """The kind of event to plan."""

    def __init__(self) -> None:
        super().__init__()
        self.plan_meetup = button(_("Plan a meetup"), self._plan_meetup, "primary", "plus-bold")
        self.plan_meetup.setObjectName("plan_meetup")
        self.plan_meetup.setToolTip(_("Ctrl+N"))
        self.plan_workshop = button(_("Plan a workshop"), self._plan_workshop)
        self.plan_workshop.setObjectName("plan_workshop")
        header = PageHeader(_("Events"), buttons=[self.plan_workshop, self.plan_meetup])
        self.table = EventsTable()
        self._empty = EmptyState(
            "calendar-plus",
            _("No events yet"),
            _("Plan a meetup, put your people on its list, and everything else follows from it."),
            _("Plan your first meetup"),
        )
        self._empty.button.setObjectName("plan_first")
        self._both = QStackedWidget()
        self._both.addWidget(self.table)
        self._both.addWidget(self._empty)
        self.add(header, self._both)
        self.setFocusProxy(self.table)
        QShortcut(QKeySequence.StandardKey.New, self, self._plan_meetup)
        self.table.opened.connect(self.opened)
        self._empty.activated.connect(self._plan_meetup)

    def show_events(self, rows: Sequence[EventRow], now: datetime) -> None:
        """Show these events as they stand at this instant."""
        self.table.show_lines(lines_of(rows, now))
        before = self.focusProxy()
        had_focus = before is not None and before.hasFocus()
        self._both.setCurrentWidget(self.table if rows else self._empty)
        self.setFocusProxy(self.table if rows else self._empty.button)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.plan_meetup.setVisible(bool(rows))

    def _plan_meetup(self) -> None:
        self.planning.emit(EventKind.MEETUP.value)

    def _plan_workshop(self) -> None:
        self.planning.emit(EventKind.WORKSHOP.value)
