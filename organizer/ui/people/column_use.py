"""The choices beside the columns of a list: which column a field takes, and what becomes of one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from organizer.domain.records import PeopleList
from organizer.domain.words import _

_SAMPLES = 3
_LONGEST = 24
"""Letters of a header, and of a sample beside it: questions of a form are far longer."""
_SHORTER = 17
"""Letters of a header that has a word behind it."""
_A_FIELD = "\0a field of one's own"


class _Choice(QComboBox):
    """A choice in a list that scrolls: the wheel goes past it."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnChoice(_Choice):
    """The columns of a list, one of which a field takes; first what was recognised."""

    picked = Signal(str, str)
    """Field word and header; the header is empty for what was recognised."""

    def __init__(self, word: str, label: str, one: PeopleList) -> None:
        super().__init__(f"column_{word}", label)
        self._word = word
        self.addItem("")
        for index, column in enumerate(one.columns):
            said = sample(one, index, most=1)
            short = _short(column)
            self.addItem(f"{short} · {_short(said)}" if said else short, column)
            self.setItemData(index + 1, column, Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(self._tell)

    def show_choice(self, one: PeopleList, chosen: Mapping[str, str]) -> None:
        """Show the column that the user chose, or what is read without that."""
        index = one.mapping.get(self._word)
        if self._word in chosen:
            self.setCurrentIndex(self.findData(chosen[self._word]))
            return
        words = _("Not in the list")
        if index is not None:
            is_guess = self._word in one.guessed
            words = _("{column} (guessed)") if is_guess else _("{column} (recognised)")
            words = words.format(column=_short(one.columns[index], _SHORTER))
        self.setItemText(0, words)
        self.setCurrentIndex(0)

    def _tell(self, index: int) -> None:
        self.picked.emit(self._word, self.itemData(index) or "")


class ColumnUse(_Choice):
    """What becomes of a column that no field takes: kept as it stands, a new field, or a known one."""

    picked = Signal(str, str)
    """Field word and header; the header is empty where it takes the column no longer."""
    field_wanted = Signal(str)
    """The header of a column that is to be a field of the community's own."""
    field_unwanted = Signal(str)

    def __init__(self, number: int, header: str, labels: Mapping[str, str]) -> None:
        """`labels` are what the column could be, by field word."""
        super().__init__(f"use_of_column_{number}", header)
        self._header = header
        self._before = ""
        self.addItem(_("Kept as it stands"), "")
        self.addItem(_("A field of your own"), _A_FIELD)
        self.insertSeparator(self.count())
        for word, label in labels.items():
            self.addItem(label, word)
        self.activated.connect(self._tell)

    def show_use(self, chosen: Mapping[str, str], is_field: bool) -> None:
        """Show what the column is used for now."""
        words = [word for word, header in chosen.items() if header == self._header]
        self._before = _A_FIELD if is_field else next(iter(words), "")
        self.setCurrentIndex(max(0, self.findData(self._before)))

    def _tell(self, index: int) -> None:
        use, before = self.itemData(index), self._before
        if use == before:
            return
        self._before = use
        if before == _A_FIELD:
            self.field_unwanted.emit(self._header)
        elif before:
            self.picked.emit(before, "")
        if use == _A_FIELD:
            self.field_wanted.emit(self._header)
        elif use:
            self.picked.emit(use, self._header)


def _short(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def sample(one: PeopleList, index: int, most: int = _SAMPLES) -> str:
    """Return the first values of a column that say anything."""
    values = [" ".join(row[index].split()) for row in one.samples if index < len(row)]
    return " · ".join([value for value in values if value][:most])
