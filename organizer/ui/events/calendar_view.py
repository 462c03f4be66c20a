"""What the month and the week on screen share: the day one is on, keys, clicks, and what is on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from organizer.domain.kinds import EventKind, EventStatus
from organizer.domain.names import shown
from organizer.domain.records import EventRow
from organizer.domain.times import day_in_words, weekday_name
from organizer.domain.words import _, ngettext
from organizer.ui.events.day_menus import DayMenu, EventMenu
from organizer.ui.events.words import can_be_skipped, hours_of, is_over
from organizer.ui.kit.look import look, px

DAYS = 7
_MOST_DAYS_OF_ONE = 62
"""An event that lasts longer than this is shown on its first days only."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event was painted, so that it can be clicked."""

    area: QRect
    row: EventRow


def place_in_week(day: date) -> int:
    """Return how many days of its week come before a day, where weeks begin as they do here."""
    first = QLocale().firstDayOfWeek().value - Qt.DayOfWeek.Monday.value
    return (day.weekday() - first) % DAYS


def week_of(day: date) -> date:
    """Return the first day of the week that a day is in: a Monday, or what the system says."""
    return day - timedelta(days=place_in_week(day))


def weekday_short(number: int) -> str:
    """Return a weekday's short name; 0 is Monday."""
    return weekday_name(datetime(2024, 1, 1 + number))[:3]


class CalendarView(QWidget):
    """Days side by side with what is on them; a subclass says which days, and paints them."""

    opened = Signal(str)
    """The uid of the event to show."""
    planning = Signal(object)
    """The date on which an event is to be planned."""
    skipping = Signal(str)
    """The uid of a date of a series that is to be left out."""
    moved = Signal()
    """Other days are shown than before; `first_day` and `last_day` say which."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.day = date(2026, 1, 1)
        """The day one is on."""
        self.today = self.day
        self._now: datetime | None = None
        self._by_day: dict[date, list[EventRow]] = {}
        self.spots: list[Spot] = []

    # Which days

    def first_day(self) -> date:
        """The first day that is shown."""
        raise NotImplementedError

    def last_day(self) -> date:
        """The last day that is shown."""
        raise NotImplementedError

    def title(self) -> str:
        """What the days shown are called."""
        raise NotImplementedError

    def turned(self, pages: int) -> date:
        """Return the day that one comes to by turning so many pages."""
        raise NotImplementedError

    def go_to(self, day: date) -> None:
        """Be on this day, and show the days around it."""
        before = self.first_day(), self.last_day()
        self.day = min(max(day, date(1971, 1, 1)), date(2199, 12, 31))
        if (self.first_day(), self.last_day()) != before:
            self.moved.emit()
        self._tell()
        self.update()

    def turn(self, pages: int) -> None:
        """Go some pages on, or back."""
        self.go_to(self.turned(pages))

    def go_to_today(self) -> None:
        """Be on today."""
        self.go_to(self.today)

    # What is on them

    def show_rows(self, rows: Sequence[EventRow], now: datetime, here: datetime) -> None:
        """Show these events, by start; `now` is an instant, and `here` the same on the wall."""
        self._now, self.today = now, here.date()
        self._by_day = {}
        for row in rows:
            last = row.ends.date() if row.ends.hour >= 6 else (row.ends - timedelta(days=1)).date()
            days = (max(last, row.starts.date()) - row.starts.date()).days
            for number in range(min(days, _MOST_DAYS_OF_ONE) + 1):
                self._by_day.setdefault(row.starts.date() + timedelta(number), []).append(row)
        self._tell()
        self.update()

    def on_day(self, day: date) -> list[EventRow]:
        """Return the events of a day, by start."""
        return self._by_day.get(day, [])

    def is_quiet(self, row: EventRow) -> bool:
        """Whether nothing is to be expected of an event: it is over, or called off."""
        is_past = self._now is not None and is_over(row, self._now)
        return is_past or row.status is EventStatus.CANCELLED

    def day_at(self, where: QPoint) -> date | None:
        """Return the day at a place on the screen."""
        raise NotImplementedError

    def _tell(self) -> None:
        """Say the day and what is on it to who cannot see the screen."""
        rows = self.on_day(self.day)
        words = day_in_words(datetime.combine(self.day, datetime.min.time()))
        events = ngettext("{count} event", "{count} events", len(rows)).format(count=len(rows))
        titles = ", ".join(f"{row.starts:%H:%M} {shown(row.title)}" for row in rows)
        self.setAccessibleName(self.title())
        self.setAccessibleDescription(f"{words}: {titles}" if rows else f"{words}: {events}")

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        plain = modifiers & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not plain or not self._take_key(key):
            super().keyPressEvent(event)

    def _take_key(self, key: Qt.Key) -> bool:
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        aside = -1 if backwards else 1
        steps = {
            Qt.Key.Key_Left: -aside,
            Qt.Key.Key_Right: aside,
            Qt.Key.Key_Home: -place_in_week(self.day),
            Qt.Key.Key_End: DAYS - 1 - place_in_week(self.day),
        }
        if key in steps:
            self.go_to(self.day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_T:
            self.go_to_today()
        elif key == Qt.Key.Key_N:
            self.planning.emit(self.day)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_among(self.meant(), self.opened)
        elif key == Qt.Key.Key_Delete:
            self._choose_among([row for row in self.meant() if self.can_skip(row)], self.skipping)
        else:
            return False
        return True

    def meant(self) -> list[EventRow]:
        """The events that the keys are for: those of the day one is on."""
        return self.on_day(self.day)

    def can_skip(self, row: EventRow) -> bool:
        """Whether an event is a date of a series that can be left out."""
        return self._now is not None and can_be_skipped(row, self._now)

    def _choose_among(self, rows: Sequence[EventRow], then: SignalInstance) -> None:
        """Take the only event of the day, or let one choose among several."""
        if len(rows) == 1:
            then.emit(rows[0].uid)
        elif rows:
            self._drop_down(rows, then, self.place_of(self.day).center())

    def place_of(self, day: date) -> QRect:
        """Return where a day is painted."""
        raise NotImplementedError

    def choose(self, day: date, where: QPoint) -> None:
        """Drop down all events of a day to choose one from."""
        self._drop_down(self.on_day(day), self.opened, where)

    def _drop_down(self, rows: Sequence[EventRow], then: SignalInstance, where: QPoint) -> None:
        menu = DayMenu(self, rows)
        menu.chosen.connect(then)
        menu.popup(self.mapToGlobal(where))

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        day = self.day_at(where)
        if (row := self.row_at(where)) is not None:
            if day is not None:
                self.day = day
            self.opened.emit(row.uid)
        elif day is not None:
            self.press_day(day, where)

    def press_day(self, day: date, where: QPoint) -> None:
        """Go to a day that was clicked."""
        self.go_to(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        day = self.day_at(where)
        if day is not None and self.row_at(where) is None:
            self.planning.emit(day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Say what can be done with the event under the mouse, or the only one the keys are for."""
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        rows = self.meant() if by_keys else [row for row in [self.row_at(event.pos())] if row]
        if len(rows) == 1:
            menu = EventMenu(self, rows[0], can_skip=self.can_skip(rows[0]))
            menu.opened.connect(self.opened)
            menu.skipping.connect(self.skipping)
            menu.popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.row_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def row_at(self, where: QPoint) -> EventRow | None:
        """Return the event painted at a place."""
        return next((spot.row for spot in self.spots if spot.area.contains(where)), None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos())
            QToolTip.showText(event.globalPos(), _in_full(row) if row else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # What both paint

    def column_at(self, number: int, area: QRect) -> QRect:
        """Return one of seven columns; they begin where reading begins."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            number = DAYS - 1 - number
        left = area.x() + area.width() * number // DAYS
        right = area.x() + area.width() * (number + 1) // DAYS
        return QRect(left, area.y(), right - left, area.height())

    def paint_number(self, painter: QPainter, area: QRect, day: date, *, faint: bool) -> None:
        """Paint the number of a day at the beginning of the area; today's in a disc."""
        colours = look().palette
        side = px(24)
        disc = QRect(area.x(), area.y(), side, side)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            disc.moveRight(area.right())
        painter.setFont(look().font(12, 650 if day == self.today else 400))
        if day == self.today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(disc)
            painter.setPen(QColor(colours.on_accent))
        else:
            painter.setPen(QColor(colours.faint if faint else colours.muted))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def colours_of(self, row: EventRow) -> tuple[str, str]:
        """Return background and ink of an event: a meetup's accent, blue for a workshop, grey later."""
        colours = look().palette
        if self.is_quiet(row):
            return colours.background, colours.muted
        role = "accent" if row.kind is EventKind.MEETUP else "info"
        return colours.soft(role), colours.ink(role)


def _in_full(row: EventRow) -> str:
    parts = [shown(row.title), hours_of(row), shown(row.venue)]
    if row.status is EventStatus.CANCELLED:
        parts.append(_("Cancelled"))
    return "\n".join(part for part in parts if part)
