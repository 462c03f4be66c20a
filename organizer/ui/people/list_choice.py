"""The choices between what is being read: which list is shown, and which sheets are the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from organizer.domain.records import PeopleList
from organizer.domain.words import _
from organizer.ui.kit.flow_area import FlowArea
from organizer.ui.kit.layouts import clear, row
from organizer.ui.kit.widgets import text

_FEWEST_TO_TICK = 3
"""Of fewer sheets with people, one or all is every choice there is."""


class ListChoice(QComboBox):
    """The lists by their files, and sheets where several of one are read; hidden for one list."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(_("List"))
        self.hide()

    @property
    def number(self) -> int:
        """Which list is chosen, counted from 0."""
        return max(0, self.currentIndex())

    def show_lists(self, lists: Sequence[PeopleList]) -> None:
        """Offer these lists; the choice stays where it can."""
        files = [one.file for one in lists]
        if files != [self.itemText(at) for at in range(self.count())]:
            number = min(self.number, len(files) - 1)
            self.clear()
            self.addItems(files)
            self.setCurrentIndex(number)
        self.setVisible(len(files) > 1)


class SheetChoice(QWidget):
    """The sheets of a workbook: one, several or all with people; hidden where there is one sheet."""

    chosen = Signal(tuple)
    """Titles of the sheets that are to be read; none for all with people."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.ticks = FlowArea(spacing=16)
        """A box to tick for each sheet with people, where several are wanted; it needs a place."""
        self._name = name
        self._boxes: dict[str, QCheckBox] = {}
        self._read: Sequence[str] = ()
        self._offered: list[tuple[str, tuple[str, ...] | None]] = []
        """Each choice with the sheets that it means; None for those that are ticked."""
        self._is_ticking = False
        self._sheets = QComboBox()
        self._sheets.setObjectName(name)
        self._sheets.setAccessibleName(_("Sheet of the workbook"))
        label = text(_("Sheet"), "muted")
        label.setBuddy(self._sheets)
        self.setLayout(row(label, self._sheets, spacing=12))
        for part in (self, self.ticks):
            part.hide()
        self._sheets.activated.connect(self._tell)

    def show_sheets(self, one: PeopleList, chosen: Sequence[str]) -> None:
        """Offer the sheets of a workbook in an order that stays; `chosen` are titles, or none."""
        self.setVisible(len(one.sheets) > 1)
        people = one.sheets_of_people
        offered: list[tuple[str, tuple[str, ...] | None]] = [(each, (each,)) for each in one.sheets]
        if len(people) > 1:
            offered.insert(0, (_("All {count} with people").format(count=len(people)), ()))
        if len(people) >= _FEWEST_TO_TICK:
            offered.append((_("Several …"), None))
        if set(offered) != set(self._offered):
            self._offered, self._is_ticking = offered, False
            self._sheets.clear()
            self._sheets.addItems([words for words, _titles in offered])
            self._make_boxes(people if len(people) >= _FEWEST_TO_TICK else ())
        self._is_ticking = self._is_ticking or len(chosen) > 1
        read = tuple(chosen) or (() if len(people) > 1 else one.sheets[:1])
        meanings = [titles for _words, titles in self._offered]
        meant = None if self._is_ticking else read
        self._sheets.setCurrentIndex(meanings.index(meant) if meant in meanings else -1)
        self._read = read or people
        self._tick_read()
        self.ticks.setVisible(self._is_ticking)

    def _make_boxes(self, titles: Sequence[str]) -> None:
        clear(self.ticks.flow)
        self._boxes = {title: QCheckBox(title.replace("&", "&&")) for title in titles}
        for number, box in enumerate(self._boxes.values()):
            box.setObjectName(f"{self._name}_{number}")
            self.ticks.flow.addWidget(box)
            box.clicked.connect(self._tell_ticked)

    def _tell(self, number: int) -> None:
        _words, titles = self._offered[number]
        self._is_ticking = titles is None
        self.ticks.setVisible(self._is_ticking)
        if titles is not None:
            self.chosen.emit(titles)

    def _tick_read(self) -> None:
        for title, box in self._boxes.items():
            box.setChecked(title in self._read)

    def _tell_ticked(self) -> None:
        if ticked := tuple(title for title, box in self._boxes.items() if box.isChecked()):
            self.chosen.emit(ticked)
        else:
            self._tick_read()  # without any sheet there is no list
