"""The order in which Tab goes through what was not built in the order it is seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def lead_tab_through(*parts: QWidget) -> None:
    """Let Tab go through the parts one after the other, and within each as it was built."""
    before: QWidget | None = None
    for part in parts:
        for one in (part, *part.findChildren(QWidget)):
            is_inside = one.window() is part.window()  # and no list that drops down
            if not is_inside or not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                continue
            if before is not None:
                QWidget.setTabOrder(before, one)
            before = one
