"""The order in which Tab goes: parts stand where they are seen, and none is jumped over."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


def place_in(holder: QWidget) -> QWidget:
    """Return what keeps a holder's place among the stops of Tab, for parts that are made later.

    It is never seen nor stopped at. The holder itself would not do: Qt orders only after what
    could have the focus, and goes on after its last part.
    """
    made = QWidget(holder)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.hide()
    return made


def stand_after(before: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab go through parts that were made later behind a widget without parts, not at the end."""
    for part in parts:
        QWidget.setTabOrder(before, part)
        before = part


class BeginsAt:
    """A widget that hands the focus on to one of its parts.

    Unlike a focus proxy: to that Tab would jump, past all that stands before it.
    """

    _first: QWidget | None = None

    def begin_at(self, part: QWidget) -> None:
        """Let this part have the focus when the whole gets it."""
        self._first = part

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on."""
        if self._first is not None:
            self._first.setFocus(event.reason())
