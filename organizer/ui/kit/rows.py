"""How one cell of a table of records is painted: lines, hover, selection, initials and chips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from organizer.domain.names import shown
from organizer.ui.kit.colours import mix
from organizer.ui.kit.look import ROW_HEIGHT, look
from organizer.ui.kit.painted import chip_size, paint_avatar, paint_chip
from organizer.ui.kit.records import RECORD_ROLE, Column

_PADDING = 12
_AVATAR = 26


class RowDelegate(QStyledItemDelegate):
    """Paints the cells of a table whose model gives records; the row under the mouse is told it."""

    def __init__(self, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.hovered_row = -1

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(look().px(40), look().px(ROW_HEIGHT) + 1)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        column, record = self.columns[index.column()], index.data(RECORD_ROLE)
        area: QRect = option.rect
        painter.save()
        painter.setClipRect(area)
        self._paint_row(painter, area, option, index)
        pad = look().px(_PADDING)
        column, area = self._spilled(column, area, option, index)
        inner = area.adjusted(pad, 0, -pad, -1)
        match column.paint:
            case "avatar":
                _paint_person(painter, inner, column, record)
            case "chip":
                _paint_chip_cell(painter, inner, column, record)
            case _:
                _paint_words(painter, inner, column, record)
        painter.restore()

    def _spilled(
        self,
        column: Column,
        area: QRect,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> tuple[Column, QRect]:
        """What to paint in a cell, and where: words that go on into an empty cell are cut there.

        Each of the two cells paints its own part of them, so neither wipes out the other's.
        """
        view: Any = option.widget
        number, record = index.column(), index.data(RECORD_ROLE)
        before = self.columns[number - 1] if number else None
        after = self.columns[number + 1] if number + 1 < len(self.columns) else None
        if before is not None and before.spills and not column.text(record):
            column, other = before, index.sibling(index.row(), number - 1)
        elif column.spills and after is not None and not after.text(record):
            other = index.sibling(index.row(), number + 1)
        else:
            return column, area
        return column, area.united(view.visualRect(other))

    def _paint_row(
        self,
        painter: QPainter,
        area: QRect,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The background, the line below, and lines above and below where the keyboard is."""
        colours = look().palette
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.accent_soft))
        elif index.row() == self.hovered_row:
            painter.fillRect(area, QColor(mix(colours.background, colours.text, 0.04)))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, QColor(colours.line))
        view: Any = option.widget
        if (
            isinstance(view, QAbstractItemView)
            and view.hasFocus()
            and index.row() == view.currentIndex().row()
        ):
            painter.fillRect(area.x(), area.top(), area.width(), 2, QColor(colours.accent))
            painter.fillRect(area.x(), area.bottom() - 1, area.width(), 2, QColor(colours.accent))


def _paint_person(painter: QPainter, area: QRect, column: Column, record: Any) -> None:
    name = column.text(record)
    side = look().px(_AVATAR)
    from_left = painter.layoutDirection() == Qt.LayoutDirection.LeftToRight
    circle = QRect(0, area.center().y() - side // 2 + 1, side, side)
    circle.moveLeft(area.left() if from_left else area.right() - side)
    paint_avatar(painter, circle, name)
    shift = side + look().px(_PADDING)
    words = area.adjusted(shift, 0, 0, 0) if from_left else area.adjusted(0, 0, -shift, 0)
    _paint_words(painter, words, column, record, shown(name))


def _paint_chip_cell(painter: QPainter, area: QRect, column: Column, record: Any) -> None:
    words = column.text(record)
    if not words:
        return
    metrics = QFontMetrics(look().font(12, 550))
    size = chip_size(words, metrics).boundedTo(area.size())
    role = column.chip_role(record) if column.chip_role else "neutral"
    box = QStyle.alignedRect(painter.layoutDirection(), column.alignment(), size, area)
    paint_chip(painter, box, words, role, look().px(12))


def _paint_words(
    painter: QPainter, area: QRect, column: Column, record: Any, words: str | None = None
) -> None:
    colours = look().palette
    words = column.text(record) if words is None else words
    font = look().font(weight=550 if column.role == "strong" else 400)
    painter.setFont(font)
    painter.setPen(QColor(colours.muted if column.role == "muted" else colours.text))
    fitted = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    where = QStyle.visualAlignment(painter.layoutDirection(), column.alignment())
    painter.drawText(area, int(where), fitted)
