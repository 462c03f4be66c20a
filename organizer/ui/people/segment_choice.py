"""A box that narrows what is printed or written down to those in one segment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from organizer.domain.names import shown
from organizer.domain.records import SegmentRecord
from organizer.domain.words import _
from organizer.ui.people.filter_choices import widen_list


class SegmentChoice(QComboBox):
    """Offers everyone who is meant, and of them those in each segment that can be read."""

    def __init__(self, everyone: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._offered: set[str] = set()
        self.addItem(everyone, "")

    def offer(self, segments: Sequence[SegmentRecord], field: QWidget) -> None:
        """Offer these; the one chosen stays chosen, and who narrows nothing down has no box.

        `field` is what stands around the box, or the box itself.
        """
        offered = {
            one.uid: _("Those in “{name}”").format(name=shown(one.name))
            for one in segments
            if one.rules is not None
        }
        for place in range(self.count() - 1, 0, -1):
            uid = self.itemData(place)
            if uid in offered:
                self.setItemText(place, offered.pop(uid))
            elif uid in self._offered:
                if place == self.currentIndex():
                    self.setCurrentIndex(0)  # else it would be its neighbour
                self.removeItem(place)
        for uid, words in offered.items():
            self.addItem(words, uid)
        self._offered = {one.uid for one in segments}
        widen_list(self)
        field.setVisible(self.count() > 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls past

    @property
    def segment(self) -> str:
        """The uid of the segment chosen; empty for everyone."""
        return self.currentData() or ""
