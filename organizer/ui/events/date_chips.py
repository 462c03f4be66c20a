"""The next dates of a rule as buttons, each of which can be left out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from organizer.domain.repeating import Rule, first_dates
from organizer.domain.times import month_name, weekday_name
from organizer.domain.words import _
from organizer.ui.events.tab_order import place_in, stand_after
from organizer.ui.kit.layouts import FlowLayout, clear
from organizer.ui.kit.widgets import button

_AT_FIRST = 8
_MORE = 12


class DateChips(QWidget):
    """A date that is left out is struck through; a click takes it back in."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("repeat_dates")
        self.skipped: set[datetime] = set()
        self._most = _AT_FIRST
        self._shown: tuple[object, ...] = ()
        self._rule: Rule | None = None
        self._starts: datetime | None = None
        self._lines = FlowLayout(self, 6)
        self._place = place_in(self)

    def set_skipped(self, skipped: Collection[datetime]) -> None:
        """Leave these wall times out, and no others."""
        self.skipped = set(skipped)

    def show_dates(self, rule: Rule, starts: datetime) -> None:
        """Show the first dates that a rule gives from a start."""
        if self._starts is not None and starts.time() != self._starts.time():
            # Another hour is no other day: what was left out stays so.
            self.skipped = {datetime.combine(one.date(), starts.time()) for one in self.skipped}
        self._rule, self._starts = rule, starts
        dates = first_dates(rule, starts, self._most + 1)
        wanted = (tuple(dates), self._most)
        if wanted == self._shown:
            self._mark()
            return
        self._shown = wanted
        clear(self._lines)
        for number, wall in enumerate(dates[: self._most]):
            self._lines.addWidget(self._chip(number, wall))
        if len(dates) > self._most:
            more = button(_("More"), self._show_more, "link")
            more.setObjectName("more_dates")
            self._lines.addWidget(more)
        stand_after(self._place, self._buttons())
        self._mark()
        self.updateGeometry()

    def _chip(self, number: int, wall: datetime) -> QPushButton:
        made = button(f"{weekday_name(wall)[:3]} {wall.day} {month_name(wall.month)[:3]}")
        made.setObjectName(f"repeat_date_{number}")
        made.setCheckable(True)
        made.setProperty("wall", wall.isoformat())
        made.clicked.connect(self._turn)
        return made

    def _buttons(self) -> list[QPushButton]:
        items = (self._lines.itemAt(number) for number in range(self._lines.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [one for one in widgets if isinstance(one, QPushButton)]

    def _mark(self) -> None:
        for each in self._buttons():
            written = each.property("wall")
            if not written:
                continue
            is_out = datetime.fromisoformat(str(written)) in self.skipped
            font = each.font()
            font.setStrikeOut(is_out)
            each.setFont(font)
            each.setChecked(not is_out)
            words = _("{day}, left out") if is_out else "{day}"
            each.setAccessibleName(words.format(day=each.text()))

    def _turn(self) -> None:
        wall = datetime.fromisoformat(str(self.sender().property("wall")))
        self.skipped ^= {wall}
        self._mark()
        self.changed.emit()

    def _show_more(self) -> None:
        self._most += _MORE
        if self._rule is not None and self._starts is not None:
            self.show_dates(self._rule, self._starts)
