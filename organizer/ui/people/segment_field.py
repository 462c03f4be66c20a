"""A field for one segment, and the button that does something with everyone in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from organizer.domain.names import shown
from organizer.domain.records import SegmentRecord
from organizer.domain.words import _
from organizer.ui.kit.layouts import row
from organizer.ui.kit.widgets import button


class SegmentField(QWidget):
    """Offers the segments that this version can read; hidden where there are none."""

    picked = Signal(str)
    """Carries the uid of the segment whose people are meant, once the button is pressed."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.choice.setObjectName(name)
        self.choice.setAccessibleName(_("Segment"))
        self._button = button(words, self._tell)
        self._button.setObjectName(f"{name}_add")
        line = row(self.choice, self._button, spacing=8)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def offer(self, segments: Sequence[SegmentRecord]) -> None:
        """Offer these; the one chosen stays chosen."""
        before = self.choice.currentData()
        self.choice.clear()
        for one in segments:
            if one.rules is not None:
                self.choice.addItem(shown(one.name), one.uid)
        self.choice.setCurrentIndex(max(0, self.choice.findData(before)))
        self.setVisible(self.choice.count() > 0)

    def _tell(self) -> None:
        if self.choice.currentData():
            self.picked.emit(self.choice.currentData())
