"""Which door? The events of tonight first, then the next ones; workshops have doors of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from organizer.domain.door import OPEN_AFTER, OPEN_BEFORE
from organizer.domain.kinds import EventKind, EventStatus
from organizer.domain.records import EventRow
from organizer.domain.times import short_day, span_in_words, weekday_name
from organizer.domain.words import _
from organizer.ui.kit.icons import icon
from organizer.ui.kit.look import px
from organizer.ui.kit.pages import Page as PageFrame
from organizer.ui.kit.tables import Column, RecordTable
from organizer.ui.kit.widgets import EmptyState, PageHeader, button

_MOST = 60
_ROOM_FOR_ICONS = 680
"""Width, at the usual size of text, below which buttons have words only."""
_LATELY = timedelta(days=7)


def is_open(row: EventRow, now: datetime) -> bool:
    """Whether the door of an event is open at an instant."""
    return row.starts_at - OPEN_BEFORE <= now <= row.ends_at + OPEN_AFTER


def doors(rows: Sequence[EventRow], now: datetime) -> list[EventRow]:
    """Return the events whose door one may want: open ones, the next, then those of last week."""
    open_now = [row for row in rows if is_open(row, now)]
    open_now.sort(key=lambda row: (row.status is EventStatus.CANCELLED, row.starts_at))
    coming = [row for row in rows if row.starts_at - OPEN_BEFORE > now]
    over = [row for row in rows if now - _LATELY < row.ends_at + OPEN_AFTER < now]
    return [*open_now, *coming, *reversed(over)][:_MOST]


class DoorChooser(QWidget):
    """A list of doors with tonight's selected; Enter opens it."""

    chosen = Signal(object)
    """The `EventRow` whose door is to be opened."""
    plan_requested = Signal()
    """There is nothing to open a door for yet."""
    practice_requested = Signal()
    """Try everything on an evening that is not real."""
    scanner_trial_requested = Signal()
    """Try a scanner before people come."""

    def __init__(self) -> None:
        super().__init__()
        self._now: datetime | None = None
        self.open_button = button(_("Open this door"), self._open_selected, role="primary")
        self.open_button.setObjectName("open_door")
        self.try_button = button(_("Try your scanner"))
        self.try_button.setObjectName("try_scanner")
        self.table = RecordTable(self._columns())
        self.table.setObjectName("doors")
        self.table.setAccessibleName(_("Doors"))
        self.table.setSortingEnabled(False)
        self._empty = EmptyState(
            "calendar-blank",
            _("No door to open yet"),
            _("Plan a meetup or a workshop first; its door opens three hours before it starts."),
            _("Plan an event"),
        )
        self._empty.setObjectName("no_doors")
        self._empty.button.setObjectName("plan_event")
        frame = PageFrame()
        self.practice_button = button(_("Practise"), self._practise)
        self.practice_button.setObjectName("practise")
        buttons = [self.practice_button, self.try_button, self.open_button]
        header = PageHeader(_("Which door?"), _("Check-in"), buttons)
        frame.add(header, self.table)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(frame)
        self._stack.addWidget(self._empty)
        self.try_button.clicked.connect(self.scanner_trial_requested)
        self.table.activated_record.connect(self.chosen)
        self._empty.activated.connect(self.plan_requested)

    def set_events(self, rows: Sequence[EventRow], now: datetime) -> None:
        """Show the doors that one may want at this instant, the first selected."""
        self._now = now
        shown = doors(rows, now)
        before = [row.uid for row in self.table.selected()]
        self.table.set_records(shown)
        if shown and not any(row.uid in before for row in shown):
            self.table.select(shown[0].uid)
        self._stack.setCurrentIndex(0 if shown else 1)
        self.open_button.setEnabled(bool(shown))

    def take_focus(self) -> None:
        """Put the keyboard where Enter opens the door that is selected."""
        (self.table if self.table.records else self._empty.button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self.width() >= px(_ROOM_FOR_ICONS)
        self.practice_button.setIcon(icon("graduation-cap") if has_room else QIcon())
        self.try_button.setIcon(icon("barcode") if has_room else QIcon())

    def _practise(self) -> None:
        self.practice_requested.emit()

    def _open_selected(self) -> None:
        for row in self.table.selected():
            self.chosen.emit(row)

    def _columns(self) -> list[Column]:
        return [
            Column(_("Event"), _title, role="strong", width=140, stretch=3),
            Column(_("When"), _when, role="muted", width=200, stretch=2),
            Column(_("Where"), _where, role="muted", width=120, stretch=1, can_hide=True),
            Column(_("Coming"), _coming, align="end", width=80),
            Column("", self._state, paint="chip", chip_role=self._state_role, width=110),
        ]

    def _state(self, row: EventRow) -> str:
        if row.status is EventStatus.CANCELLED:
            return _("cancelled")
        if row.closed_at is not None:
            return _("closed")
        if self._now is None:
            return ""
        if is_open(row, self._now):
            return _("open now")
        return "" if row.starts_at > self._now else _("over")

    def _state_role(self, row: EventRow) -> str:
        if row.status is EventStatus.CANCELLED:
            return "bad"
        if row.closed_at is not None:
            return "neutral"
        return "good" if self._now is not None and is_open(row, self._now) else "neutral"


def _title(row: EventRow) -> str:
    if row.kind is EventKind.WORKSHOP:
        return _("{title} (workshop)").format(title=row.title)
    return row.title


def _when(row: EventRow) -> str:
    return _("{weekday}, {day}, {span}").format(
        weekday=weekday_name(row.starts)[:3],
        day=short_day(row.starts).rpartition(" ")[0],  # at a door the year goes without saying
        span=span_in_words(row.starts, row.ends),
    )


def _where(row: EventRow) -> str:
    return row.venue


def _coming(row: EventRow) -> str:
    return str(row.going)
