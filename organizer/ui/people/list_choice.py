"""The choices between what is being read: which list is shown, and which sheets are the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from organizer.domain.records import PeopleList
from organizer.domain.words import _
from organizer.ui.kit.layouts import row
from organizer.ui.kit.widgets import text


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
    """The sheets of a workbook: one of them, or all with people; hidden where there is one sheet."""

    chosen = Signal(str)
    """Title of the sheet that is to be read; empty for all with people."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._sheets = QComboBox()
        self._sheets.setObjectName(name)
        self._sheets.setAccessibleName(_("Sheet of the workbook"))
        label = text(_("Sheet"), "muted")
        label.setBuddy(self._sheets)
        self.setLayout(row(label, self._sheets, spacing=12))
        self.hide()
        self._sheets.activated.connect(self._tell)

    def show_sheets(self, one: PeopleList, chosen: str) -> None:
        """Offer the sheets of a workbook in an order that stays; `chosen` is a title or empty."""
        with_people = len(one.sheets_of_people)
        words = _("All {count} with people").format(count=with_people)
        offered = ({"": words} if with_people > 1 else {}) | {each: each for each in one.sheets}
        if {self._sheets.itemData(at) for at in range(self._sheets.count())} != offered.keys():
            self._sheets.clear()
            for title, label in offered.items():
                self._sheets.addItem(label, title)
        read = chosen or ("" if with_people > 1 else next(iter(one.sheets), ""))
        self._sheets.setCurrentIndex(self._sheets.findData(read))
        self.setVisible(len(one.sheets) > 1)

    def _tell(self) -> None:
        self.chosen.emit(self._sheets.currentData())
