"""The line above the events: as a list, a month or a week, and the way to other days."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.words import _
from organizer.ui.choice import Choice
from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import row
from organizer.ui.kit.widgets import ElidedLabel, button

LIST, MONTH, WEEK = "list", "month", "week"
VIEWS = (LIST, MONTH, WEEK)


class ViewBar(QWidget):
    """Chooses among the views, and turns the pages of those that have pages."""

    chosen = Signal(str)
    """LIST, MONTH or WEEK."""
    turned = Signal(int)
    """Pages to turn: 1 or -1, and 0 for today."""

    def __init__(self) -> None:
        super().__init__()
        words = ((LIST, _("List")), (MONTH, _("Month")), (WEEK, _("Week")))
        self.choice = Choice("events_as", words)
        self.title = ElidedLabel("", "heading")
        self.title.setObjectName("days_shown")
        self.before = self._turner("turn_back", "caret-left", _("Before (Page Up)"), self._back)
        self.today = button(_("Today"), self._today)
        self.today.setObjectName("turn_to_today")
        self.today.setToolTip(_("T"))
        self.after = self._turner("turn_on", "caret-right", _("After (Page Down)"), self._on)
        line = row(self.title, self.before, self.today, self.after, 12, self.choice)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.choice.chosen.connect(self.chosen)

    def _turner(self, name: str, icon_name: str, words: str, on_click: object) -> QWidget:
        made = button("", role="quiet")
        made.clicked.connect(on_click)
        made.setIcon(icon(icon_name))
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setToolTip(words)
        return made

    def show_view(self, key: str) -> None:
        """Mark the view that is shown; only those with pages can be turned."""
        self.choice.set_key(key)
        for part in (self.before, self.today, self.after):
            part.setVisible(key != LIST)

    def _back(self) -> None:
        self.turned.emit(-1)

    def _on(self) -> None:
        self.turned.emit(1)

    def _today(self) -> None:
        self.turned.emit(0)
