"""A field for a day: typed as people write it, moved by the arrow keys, or taken from a calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QWidget

from organizer.domain.times import short_day, weekday_name
from organizer.domain.words import _
from organizer.ui.events.when import read_day, read_day_before, read_last_day
from organizer.ui.kit.icons import icon


class DayField(QLineEdit):
    """Up and Down move by a day, Page Up and Page Down by a week; leaving it writes the day out."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._event: date | None = None
        self._is_last = False
        self._calendar: QCalendarWidget | None = None
        self.setPlaceholderText(_("24 Nov, Friday, tomorrow"))
        action = self.addAction(icon("calendar-blank"), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(_("Choose from a calendar (Alt+Down)"))
        action.triggered.connect(self._open_calendar)
        for each in self.findChildren(QToolButton):
            # The sheet's padding of tool buttons would push the icon out of the line's middle.
            each.setStyleSheet("padding: 0; border: 0; min-height: 0;")
        self.editingFinished.connect(self._write_out)

    def lies_before(self, event: date | None) -> None:
        """From now on the day is one before an event: "Thursday" is the last one before it."""
        self._event = event

    def is_last_from(self, first: date) -> None:
        """From now on the day is the last of some that begin then: "June" is the end of June."""
        self._is_last, self._today = True, first

    def day(self) -> date | None:
        """The day that is meant, or None."""
        if self._is_last:
            return read_last_day(self.text(), self._today)
        if self._event is not None:
            return read_day_before(self.text(), self._event, self._today)
        return read_day(self.text(), self._today)

    def set_day(self, day: date) -> None:
        """Write this day."""
        self.setText(in_words(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 7,
            Qt.Key.Key_PageDown: -7,
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open_calendar()
        elif key in steps:
            self.set_day((self.day() or self._today) + timedelta(days=steps[key]))
        else:
            super().keyPressEvent(event)

    def _write_out(self) -> None:
        day = self.day()
        if day is not None:
            self.set_day(day)

    def _open_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setVerticalHeaderFormat(
                QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
            )
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.clicked.connect(self._take)
            self._calendar.activated.connect(self._take)
        day = self.day() or self._today
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.show()

    def _take(self, chosen: QDate) -> None:
        self.set_day(date(chosen.year(), chosen.month(), chosen.day()))
        if self._calendar is not None:
            self._calendar.hide()


def in_words(day: date) -> str:
    """Return a day as the field writes it, such as "Tue 24 Nov 2026"; `read_day` reads it back."""
    moment = datetime.combine(day, time())
    return f"{weekday_name(moment)[:3]} {short_day(moment)}"
