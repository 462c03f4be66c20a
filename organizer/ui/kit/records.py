"""A list of records as a model for Qt's views: columns are data, rows are the records."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import compress, count
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from organizer.ui.kit.sorting import in_order, those_of

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives a cell's native value to sort by."""
RECORD_ROLE = Qt.ItemDataRole.UserRole + 2
"""Gives the record of the row."""
Index = QModelIndex | QPersistentModelIndex
_MOST_SORTED_AT_ONCE = 10_000
"""More are put in order in steps, and shown so when that is through."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of records.

    `text` gives what is read. `sort` gives a native value to sort by (None comes last); without it
    the text is taken. `paint` "avatar" puts the initials before the name, "chip" puts the words
    in a chip of the role that `chip_role` gives. `role` is strong, muted or "". Widths are for
    100 %; a column with `stretch` takes its share of what is left. One that `can_hide` goes where
    the table is narrow, the last first. Words of one that `spills` go on into the next column where
    that has nothing to say.
    """

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    align: Literal["start", "end", "center"] = "start"
    paint: Literal["avatar", "chip"] | None = None
    chip_role: Callable[[Any], str] | None = None
    role: Literal["", "strong", "muted"] = ""
    width: int = 120
    stretch: int = 0
    tip: Callable[[Any], str] | None = None
    can_hide: bool = False
    spills: bool = False

    def alignment(self) -> Qt.AlignmentFlag:
        """How Qt says `align`."""
        sides = {
            "start": Qt.AlignmentFlag.AlignLeading,
            "end": Qt.AlignmentFlag.AlignTrailing,
            "center": Qt.AlignmentFlag.AlignHCenter,
        }
        return sides[self.align] | Qt.AlignmentFlag.AlignVCenter


class RecordModel(QAbstractTableModel):
    """A list of records for Qt's views; nothing is computed for a row until it is seen."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._given: Sequence[Any] = ()
        self._records: Sequence[Any] = ()
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._whole: Sequence[Any] = ()
        """The most that were put in order by that column: of some of them the order is known."""
        self._sorting: Iterator[list[Any] | None] = iter(())
        self._next_step = QTimer(self, singleShot=True, interval=0)
        self._next_step.timeout.connect(self._sort_on)

    @property
    def records(self) -> Sequence[Any]:
        """The records in the order shown."""
        return self._records

    @property
    def given(self) -> Sequence[Any]:
        """The records in the order they came in."""
        return self._given

    def set_records(self, records: Sequence[Any]) -> None:
        """Show these records, sorted as before."""
        self._show(records, *self._sorted_by)

    @property
    def is_sorting(self) -> bool:
        """Whether the order shown is not yet the one that is wanted."""
        return self._next_step.isActive()

    def mend(self, given: Sequence[Any], gone: Sequence[int], fresh: Sequence[int]) -> list[int]:
        """Show these records instead, of which only those in the rows `fresh` are not shown yet.

        `gone` are the rows of those to be taken out. Rows go and come one by one, so that all else
        on the screen stays as it is. Return the rows in which the fresh ones are shown.
        """
        is_whole = self._records is self._whole
        self._records = list(self._records)
        for row in reversed(gone):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._records[row]
            self.endRemoveRows()
        comes_before = self._order_of(given) if fresh else None
        shown: list[int] = []
        for number in fresh:
            row = number
            if comes_before is not None:
                row = _place(self._records, given[number], comes_before)
            self.beginInsertRows(QModelIndex(), row, row)
            self._records.insert(row, given[number])
            self.endInsertRows()
            shown = [*(one + (one >= row) for one in shown), row]
        self._given = given
        if is_whole:
            self._whole = self._records
        return shown

    def _order_of(self, given: Sequence[Any]) -> Callable[[Any, Any], bool] | None:
        """Return what tells which of two records is shown first; None in the order given."""
        number, order = self._sorted_by
        if number < 0:
            return None
        value = self.columns[number].sort or self.columns[number].text
        is_descending = order == Qt.SortOrder.DescendingOrder
        rank: dict[int, int] = {}

        def comes_before(one: Any, other: Any) -> bool:
            mine, theirs = value(one), value(other)
            if mine == theirs:
                if not rank:
                    rank.update(zip(map(id, given), range(len(given)), strict=True))
                return rank[id(one)] < rank[id(other)]
            if mine is None or theirs is None:
                return theirs is None
            return bool(mine > theirs if is_descending else mine < theirs)

        return comes_before

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns of the same records, in the order those came in."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._records, self._sorted_by = self._given, (-1, Qt.SortOrder.AscendingOrder)
        self._whole = ()
        self._next_step.stop()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._records)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record, column = self._records[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(record)
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.alignment()
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip(record) if column.tip else None
            case _ if role == SORT_ROLE:
                return (column.sort or column.text)(record)
            case _ if role == RECORD_ROLE:
                return record
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        # The tip says in full what a narrow column has no room for.
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].alignment()
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the order the records came in."""
        self._show(self._given, column, order)

    def _show(self, given: Sequence[Any], column: int, order: Qt.SortOrder) -> None:
        """Show records in this order; many of them as they are until it is found."""
        self._next_step.stop()
        if (column, order) != self._sorted_by:
            self._whole = ()
        # Sorted first, because Qt does not survive an error in the middle of a reset.
        records = self._in_order(given, column, order)
        is_shown = records is None and given is self._given
        self._given, self._sorted_by = given, (column, order)
        if not is_shown:
            self._reset(given if records is None else records)

    def _in_order(
        self, given: Sequence[Any], number: int, order: Qt.SortOrder
    ) -> Sequence[Any] | None:
        """Return records sorted by a column; None if it takes steps, which have begun then."""
        if number < 0:
            return given
        value = self.columns[number].sort or self.columns[number].text
        steps = in_order(given, value, descending=order == Qt.SortOrder.DescendingOrder)
        if len(given) <= _MOST_SORTED_AT_ONCE:
            *_steps, records = steps
            return records
        if (known := those_of(self._whole, given)) is not None:
            return known
        self._sorting = steps
        self._next_step.start()
        return None

    def _sort_on(self) -> None:
        if (records := next(self._sorting)) is None:
            self._next_step.start()
        else:
            self._whole = records
            self._reset(records)

    def _reset(self, records: Sequence[Any]) -> None:
        self.beginResetModel()
        self._records = records
        self.endResetModel()


def rows_of(
    records: Sequence[Any], key: Callable[[Any], Hashable], wanted: Set[Hashable]
) -> list[int]:
    """Return the rows whose records have one of the keys."""
    # Where there are 100,000 this is what takes longest, so it is left to loops in C.
    return list(compress(count(), map(wanted.__contains__, map(key, records))))


def _place(records: Sequence[Any], record: Any, comes_before: Callable[[Any, Any], bool]) -> int:
    """Return where a record belongs among those in order."""
    first, last = 0, len(records)
    while first < last:
        middle = (first + last) // 2
        if comes_before(records[middle], record):
            first = middle + 1
        else:
            last = middle
    return first
