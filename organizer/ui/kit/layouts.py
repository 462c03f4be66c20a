"""How pieces are put together: rows and columns in one call, and lines that wrap like words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
)

_L = TypeVar("_L", bound=QBoxLayout)


def column(*items: QWidget | QLayout | int, spacing: int = 8) -> QVBoxLayout:
    """The items below each other without margins; 0 stretches, another number is a gap."""
    return _filled(QVBoxLayout(), items, spacing)


def row(*items: QWidget | QLayout | int, spacing: int = 8) -> QHBoxLayout:
    """The items side by side without margins; 0 stretches, another number is a gap."""
    return _filled(QHBoxLayout(), items, spacing)


def fill(layout: QBoxLayout, items: Sequence[QWidget | QLayout | int]) -> None:
    """Put items into a row or column; 0 stretches, another number is a gap in pixels."""
    for item in items:
        match item:
            case QWidget():
                layout.addWidget(item)
            case QLayout():
                layout.addLayout(item)
            case 0:
                layout.addStretch()
            case _:
                layout.addSpacing(item)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and free it; the focus stays where that was."""
    focused, holder = QApplication.focusWidget(), layout.parentWidget()
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
        if widget is not None:
            if holder is not None and focused is not None and widget in (focused, *_above(focused)):
                # Else it would go to the next in line, which may be anything.
                holder.setFocus(Qt.FocusReason.OtherFocusReason)
            widget.hide()
            widget.deleteLater()


def _above(widget: QWidget) -> Iterator[QWidget]:
    while (parent := widget.parentWidget()) is not None:
        yield parent
        widget = parent


def _filled(layout: _L, items: Sequence[QWidget | QLayout | int], spacing: int) -> _L:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    fill(layout, items)
    return layout


class SideBySide(QWidget):
    """Widgets beside each other while there is room for them, and below each other where not.

    `shares` says how the width is parted, equally without it.
    """

    def __init__(self, *widgets: QWidget, shares: Sequence[int] = (), spacing: int = 20) -> None:
        super().__init__()
        self._widgets = widgets
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(spacing)
        for number, widget in enumerate(widgets):
            self._line.addWidget(widget, shares[number] if shares else 1)

    def minimumSizeHint(self) -> QSize:
        widest = max(self._least_widths(), default=0)
        return QSize(widest, self._line.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gaps = self._line.spacing() * (len(self._widgets) - 1)
        fits = sum(self._least_widths()) + gaps <= self.width()
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.LeftToRight if fits else direction.TopToBottom)

    def _least_widths(self) -> list[int]:
        return [
            max(widget.minimumSizeHint().width(), widget.minimumWidth()) for widget in self._widgets
        ]


class FlowLayout(QLayout):
    """Items side by side in lines that wrap, for chips; lines begin where reading begins."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Lay the items out, or only measure; return the height that they take."""
        parent = self.parentWidget()
        backwards = (
            parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        )
        across, top, line_height = 0, rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if across and across + hint.width() > rect.width():
                across, top, line_height = 0, top + line_height + self.spacing(), 0
            if move:
                left = rect.right() + 1 - across - hint.width() if backwards else rect.x() + across
                item.setGeometry(QRect(QPoint(left, top), hint))
            across += hint.width() + self.spacing()
            line_height = max(line_height, hint.height())
        return top + line_height - rect.y()
