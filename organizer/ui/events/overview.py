"""What the page of events begins with: all that is planned and all that was, and planning more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from organizer.domain.kinds import EventKind
from organizer.domain.records import EventRow
from organizer.domain.words import _
from organizer.ui.events.calendar_view import CalendarView
from organizer.ui.events.events_table import EventLine, EventsTable
from organizer.ui.events.month_view import MonthView
from organizer.ui.events.tab_order import BeginsAt
from organizer.ui.events.view_bar import LIST, MONTH, WEEK, ViewBar
from organizer.ui.events.week_view import WeekView
from organizer.ui.kit import pages
from organizer.ui.kit.widgets import EmptyState, PageHeader, button


class Overview(BeginsAt, pages.Page):
    """All events in one table, or those of some days as a month or a week."""

    opened = Signal(str)
    """The uid of the event to show."""
    planning = Signal(str)
    """The kind of event to plan."""
    day_chosen = Signal(object)
    """The date on which a meetup is to be planned."""
    skipping = Signal(str)
    """The uid of a date of a series that is to be left out."""
    shown_changed = Signal()
    """Another view, or other days, are shown: `days` says which."""
    places_wanted = Signal()
    """The list of places is to be opened."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.plan_meetup = button(_("Plan a meetup"), self._plan_meetup, "primary", "plus-bold")
        self.plan_meetup.setObjectName("plan_meetup")
        self.plan_meetup.setToolTip(_("Ctrl+N"))
        self.plan_workshop = button(_("Plan a workshop"), self._plan_workshop)
        self.plan_workshop.setObjectName("plan_workshop")
        self.places = button(_("Places"), self._open_places, icon_name="map-pin")
        self.places.setObjectName("places")
        buttons = (self.places, self.plan_workshop, self.plan_meetup)
        header = PageHeader(_("Events"), buttons=buttons)
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
        self.bar = ViewBar()
        self.month, self.week = MonthView(), WeekView()
        self._as: dict[str, QWidget] = {LIST: self.table, MONTH: self.month, WEEK: self.week}
        for view in (self.month, self.week):
            self._both.addWidget(view)
            view.today = view.day = today
            view.opened.connect(self.opened)
            view.planning.connect(self.day_chosen)
            view.skipping.connect(self.skipping)
            view.moved.connect(self._tell_moved)
        self.add(header, self.bar, self._both)
        self.begin_at(self.table)
        QShortcut(QKeySequence.StandardKey.New, self, self._plan_meetup)
        self.table.opened.connect(self.opened)
        self.table.skipping.connect(self.skipping)
        self._empty.activated.connect(self._plan_meetup)
        self.bar.chosen.connect(self._choose)
        self.bar.turned.connect(self._turn)
        self.shown_as = LIST
        self.show_as(LIST)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day that are shown, None for the list of all."""
        view = self._calendar()
        return (view.first_day(), view.last_day()) if view is not None else None

    def show_as(self, key: str) -> None:
        """Show the list, the month or the week; a word that is none of them gives the list."""
        before = self._calendar()
        self.shown_as = key if key in self._as else LIST
        after = self._calendar()
        if before is not None and after is not None:
            after.go_to(before.day)
        self.bar.show_view(self.shown_as)
        self._show(self._as[self.shown_as])
        self._tell_moved()

    def show_list(self, lines: Sequence[EventLine]) -> None:
        """Show the lines of all events in the table, unless somebody went on to some days."""
        if self.days is not None:
            return  # those are on the way
        self.table.show_lines(lines)
        self._show(self.table if lines else self._empty)
        self._offer(is_empty=not lines)

    def show_days(
        self, rows: Sequence[EventRow], days: tuple[date, date], now: datetime, here: datetime
    ) -> None:
        """Show the events of these days as they stand at this instant, unless others are shown now.

        `here` is what the clock on the wall shows then.
        """
        view = self._calendar()
        if view is None or days != self.days:
            return
        view.show_rows(rows, now, here)
        self._show(view)
        self._offer(is_empty=False)

    def _offer(self, *, is_empty: bool) -> None:
        """Where there is nothing yet, the words in the middle offer to plan it."""
        self.bar.setVisible(not is_empty)
        self.plan_meetup.setVisible(not is_empty)

    def _calendar(self) -> CalendarView | None:
        view = self._as[self.shown_as]
        return view if isinstance(view, CalendarView) else None

    def _show(self, widget: QWidget) -> None:
        had_focus = self._first is not None and self._first.hasFocus()
        self._both.setCurrentWidget(widget)
        self.begin_at(self._empty.button if widget is self._empty else widget)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str) -> None:
        self.show_as(key)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, pages: int) -> None:
        view = self._calendar()
        if view is not None and pages:
            view.turn(pages)
        elif view is not None:
            view.go_to_today()

    def _tell_moved(self) -> None:
        view = self._calendar()
        self.bar.title.setText(view.title() if view is not None else "")
        self.shown_changed.emit()

    def _open_places(self) -> None:
        self.places_wanted.emit()

    def _plan_meetup(self) -> None:
        self.planning.emit(EventKind.MEETUP.value)

    def _plan_workshop(self) -> None:
        self.planning.emit(EventKind.WORKSHOP.value)
