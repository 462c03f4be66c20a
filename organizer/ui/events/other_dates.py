"""The way from one date of a series to the one before and the one after."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from organizer.domain.kinds import EventStatus
from organizer.domain.records import SeriesDate
from organizer.domain.times import short_day
from organizer.domain.words import _
from organizer.ui.events.opened import OpenedEvent
from organizer.ui.kit.layouts import row
from organizer.ui.kit.widgets import button


class OtherDates(QWidget):
    """Two links with the days that they lead to; nothing for what does not repeat."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._before = self._link("date_before", "caret-left", _("The date before: {day}"))
        self._after = self._link("date_after", "caret-right", _("The date after: {day}"))
        self._after.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # its arrow comes last
        self.setLayout(row(self._before, self._after, spacing=12))

    def show_event(self, event: OpenedEvent) -> None:
        """Lead to the dates around this one."""
        before, after = earlier_dates(event), later_dates(event)
        self._lead(self._before, before[-1] if before else None)
        self._lead(self._after, after[0] if after else None)

    def _link(self, name: str, icon_name: str, tip: str) -> QPushButton:
        made = button("", self._open, "link", icon_name)
        made.setObjectName(name)
        made.setProperty("tip", tip)
        return made

    def _lead(self, link: QPushButton, date: SeriesDate | None) -> None:
        link.setVisible(date is not None)
        if date is not None:
            day = short_day(date.starts)
            link.setText(day)
            link.setAccessibleName(str(link.property("tip")).format(day=day))
            link.setToolTip(link.accessibleName())
            link.setProperty("uid", date.uid)

    def _open(self) -> None:
        self.opened.emit(str(self.sender().property("uid")))


def earlier_dates(event: OpenedEvent) -> list[SeriesDate]:
    """Return the dates of its series before this one, by slot."""
    slot = event.row.slot
    if event.series is None or slot is None:
        return []
    return [one for one in event.series.dates if one.slot < slot]


def later_dates(event: OpenedEvent) -> list[SeriesDate]:
    """Return the dates of its series after this one that take place, by slot."""
    slot = event.row.slot
    if event.series is None or slot is None:
        return []
    planned = EventStatus.PLANNED
    return [one for one in event.series.dates if one.slot > slot and one.status is planned]
