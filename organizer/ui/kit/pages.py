"""The frame of a page: margins on the grid, and scrolling where a page may grow tall."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from organizer.ui.kit.layouts import fill
from organizer.ui.kit.look import PAGE_MARGIN
from organizer.ui.kit.theme import set_role


class Page(QWidget):
    """A page that fills the window; put things into `body`, a column with the page's margins."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "page")
        self.body = _body(self)

    def add(self, *items: QWidget | QLayout | int) -> None:
        """Put items below what is there; 0 stretches, another number is a gap."""
        fill(self.body, items)


class ScrollPage(QScrollArea):
    """A page that scrolls when it is taller than the window; used like `Page`."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = set_role(QWidget(), "page")
        self.body = _body(inside)
        self.setWidget(inside)

    def add(self, *items: QWidget | QLayout | int) -> None:
        """Put items below what is there; 0 stretches, another number is a gap."""
        fill(self.body, items)


def _body(page: QWidget) -> QVBoxLayout:
    body = QVBoxLayout(page)
    body.setContentsMargins(PAGE_MARGIN, 24, PAGE_MARGIN, 24)
    body.setSpacing(20)
    return body
