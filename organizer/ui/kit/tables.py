"""The table that pages show records in: lines, sorting, keyboard, a selection that lasts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from organizer.ui.kit.look import ROW_HEIGHT, look, px
from organizer.ui.kit.records import RECORD_ROLE, SORT_ROLE, Column, RecordModel, rows_of
from organizer.ui.kit.rows import RowDelegate

__all__ = ["RECORD_ROLE", "SORT_ROLE", "Column", "RecordModel", "RecordTable"]

_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
"""To the first and the last row; Qt would go along the columns, which nobody sees."""

_MOST_MENDED = 40
"""With more rows to put in or take out, to show all of them anew is quicker."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a table shows before its records are others: the records, and the rows that matter."""

    given: Sequence[Any] = ()
    records: Sequence[Any] = ()
    selected: list[int] = field(default_factory=list)
    current: list[int] = field(default_factory=list)
    scroll: int = 0


class RecordTable(QTableView):
    """A table of records: lines instead of boxes, sorted by its header, Enter opens a row.

    `key` gives what makes two records the same one, so that a selection outlives a reload.
    """

    activated_record = Signal(object)
    """The record on which Enter was pressed or that was clicked twice."""
    selection_changed = Signal(object)
    """The list of records selected."""

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[Any], Hashable] = attrgetter("uid"),
        *,
        several: bool = False,
        empty_words: str = "",
    ) -> None:
        super().__init__()
        self._key = key
        self._empty_words = empty_words
        self._told: list[Any] = []
        self._is_reloading = False
        self._kept = _Kept()
        self._records = RecordModel(columns, self)
        self._rows = RowDelegate(self._records.columns, self)
        self.setModel(self._records)
        self.setItemDelegate(self._rows)
        self._dress(several)
        self.entered.connect(self._hover)
        self.doubleClicked.connect(self._activate)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self._records.modelAboutToBeReset.connect(self._before_reset)
        self._records.modelReset.connect(self._after_reset)

    @property
    def records(self) -> Sequence[Any]:
        """The records in the order shown."""
        return self._records.records

    def set_records(self, records: Sequence[Any]) -> None:
        """Show these records; what was selected and is still there stays selected."""
        self._records.set_records(records)

    def mend_records(self, records: Sequence[Any], changed: frozenset[Any]) -> None:
        """Show these records instead; only those of the keys `changed` are others, new or gone."""
        key = self._key
        gone, fresh = (rows_of(some, key, changed) for some in (self.records, records))
        if len(gone) + len(fresh) > _MOST_MENDED or self._records.is_sorting:
            self.set_records(records)
            return
        on = self.currentIndex().row()
        now_on = key(self.records[on]) if on in gone else None
        is_selected = self.selectionModel().isRowSelected
        kept = {key(self.records[row]) for row in gone if is_selected(row)}
        was_reloading, self._is_reloading = self._is_reloading, True
        shown = self._records.mend(records, gone, fresh)
        self._is_reloading = was_reloading
        row_of = {key(self.records[row]): row for row in shown}
        back = sorted(row_of[one] for one in kept if one in row_of)
        self._add_to_selection(back, QItemSelectionModel.SelectionFlag.Select)
        if now_on in row_of:
            self._go_on(row_of[now_on])
        self._rows.hovered_row = -1
        self._tell_selection()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show the records in other columns, in the order they came in; what is selected stays."""
        self.sort_by(-1)
        # Both before the model says so, for then cells are painted by the new ones at once.
        self._rows.columns = tuple(columns)
        self._records.set_columns(columns)
        self._fit_columns()

    def set_empty_words(self, words: str) -> None:
        """What is said in the middle while there are no records."""
        self._empty_words = words
        self.viewport().update()

    def selected(self) -> list[Any]:
        """The records selected, from top to bottom."""
        return list(map(self.records.__getitem__, self._selected_rows()))

    def select(self, *keys: Hashable) -> None:
        """Select the records of these keys, and show the first."""
        self._select_rows(self._rows_of(set(keys)), scroll=True)

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by a column as a click on its header does; -1 is the order given."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._activate(self.currentIndex())
        elif event.key() in _ENDS and self.records and not event.modifiers():
            last = len(self.records) - 1
            self.setCurrentIndex(self._records.index(0 if event.key() == _ENDS[0] else last, 0))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT) + 1)
            self._fit_columns()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hovered(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty_words and not self.records:
            painter = QPainter(self.viewport())
            painter.setPen(look().palette.muted)
            area = self.viewport().rect().adjusted(px(16), px(16), -px(16), -px(16))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self._empty_words)
            painter.end()

    def _dress(self, several: bool) -> None:
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(px(ROW_HEIGHT) + 1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        # One of its own: it would ask of each row whether all of a column is selected.
        header.setSelectionModel(QItemSelectionModel(self._records, header))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _fit_columns(self) -> None:
        columns = self._records.columns
        room = self.viewport().width()
        kept = set(range(len(columns)))
        for number in reversed(range(len(columns))):
            if columns[number].can_hide and sum(px(columns[n].width) for n in kept) > room:
                kept.discard(number)
        shares = sum(columns[n].stretch for n in kept)
        left = max(0, room - sum(px(columns[n].width) for n in kept))
        for number, column in enumerate(columns):
            self.setColumnHidden(number, number not in kept)
            extra = left * column.stretch // shares if shares else 0
            self.setColumnWidth(number, px(column.width) + extra)

    def _hover(self, index: QModelIndex) -> None:
        self._set_hovered(index.row())

    def _set_hovered(self, row: int) -> None:
        if row != self._rows.hovered_row:
            self._rows.hovered_row = row
            self.viewport().update()

    def _activate(self, index: QModelIndex) -> None:
        self.activated_record.emit(self.records[index.row()])

    def _before_reset(self) -> None:
        self._is_reloading = True
        current = self.currentIndex()
        self._kept = _Kept(
            self._records.given,
            self.records,
            self._selected_rows(),
            [current.row()] if current.isValid() else [],
            self.verticalScrollBar().value(),
        )

    def _after_reset(self) -> None:
        kept = self._kept
        self._rows.hovered_row = -1
        if kept.selected:
            self._select_rows(self._rows_again(kept, kept.selected), scroll=False)
        for row in self._rows_again(kept, kept.current):
            self._go_on(row)
        self.verticalScrollBar().setValue(kept.scroll)
        self._kept = _Kept()
        self._is_reloading = False
        self._tell_selection()

    def _rows_again(self, kept: _Kept, rows: list[int]) -> list[int]:
        """The rows in which the records of these rows are now, or those that took their places."""
        now, before = self.records, kept.records
        last = len(now) - 1
        if all(row <= last and now[row] is before[row] for row in rows):
            return rows
        if len(rows) == len(now) and self._records.given is kept.given:
            return list(range(len(now)))  # only sorted, with all of them selected
        wanted = [before[row] for row in rows]
        # By themselves, if they were only sorted or sifted: that takes a third of the time.
        found = rows_of(now, id, set(map(id, wanted)))
        return found if len(found) == len(rows) else self._rows_of(set(map(self._key, wanted)))

    def _selected_rows(self) -> list[int]:
        # By ranges, for an index of each row takes long where everyone is selected.
        selection = self.selectionModel().selection()
        parts = [selection.at(number) for number in range(selection.count())]
        ranges = sorted({(part.top(), part.bottom()) for part in parts})
        return list(chain.from_iterable(range(top, end + 1) for top, end in ranges))

    def _rows_of(self, keys: Set[Hashable]) -> list[int]:
        return rows_of(self.records, self._key, keys) if keys else []

    def _select_rows(self, rows: list[int], *, scroll: bool) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self._add_to_selection(rows, flags.ClearAndSelect)
        if rows and scroll:
            first = self._records.index(rows[0], 0)
            self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.scrollTo(first)

    def _add_to_selection(
        self, rows: Sequence[int], how: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select rows that are in order; those that follow each other are one range."""
        last = len(self._records.columns) - 1
        selection = QItemSelection()
        for top, end in _runs(rows):
            selection.select(self._records.index(top, 0), self._records.index(end, last))
        self.selectionModel().select(selection, how | QItemSelectionModel.SelectionFlag.Rows)

    def _go_on(self, row: int) -> None:
        """Make this row the one that the keyboard is on."""
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(self._records.index(row, 0), flag)

    def _tell_selection(self) -> None:
        if self._is_reloading:
            return
        selected = self.selected()
        if selected != self._told:
            self._told = selected
            self.selection_changed.emit(selected)


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of rows that follow each other."""
    if rows and rows[-1] - rows[0] == len(rows) - 1:
        yield rows[0], rows[-1]
        return
    # What stays the same while both go up by one is one run.
    for _offset, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        numbers = [row for _place, row in run]
        yield numbers[0], numbers[-1]
