"""A code that a scanner typed as slowly as a person does is a scan, whichever field it stands in."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from organizer.ui.door.bursts import code_at_end


class TypedCodes(QObject):
    """Watches fields for a code that gets complete, takes it out and tells it."""

    found = Signal(str)

    def __init__(self, edits: Iterable[QLineEdit], parent: QObject) -> None:
        super().__init__(parent)
        for edit in edits:
            edit.textEdited.connect(self._look)

    def _look(self, text: str) -> None:
        code, before = code_at_end(text)
        edit = self.sender()
        if code and isinstance(edit, QLineEdit):
            edit.setText(before)
            self.found.emit(code)
