"""The menu of the segments: each with how many it chooses, and what can be done with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from organizer.domain.names import shown
from organizer.domain.records import SegmentRecord
from organizer.domain.words import _


class SegmentsMenu(QMenu):
    """Offers everyone and each segment; it asks for numbers when it opens, and shows them later."""

    everyone_wanted = Signal()
    segment_wanted = Signal(str)
    """Carries the uid of the segment chosen."""
    filter_wanted = Signal()
    rename_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("segments_menu")
        self._by_uid: dict[str, QAction] = {}
        self._counts: dict[str, int] = {}

    def show_segments(
        self, segments: Sequence[SegmentRecord], active: SegmentRecord | None, *, is_everyone: bool
    ) -> None:
        """Offer these segments; the active one can be renamed and removed."""
        self.clear()
        self._by_uid = {"": self._add(_("Everyone"), self.everyone_wanted, ticked=is_everyone)}
        for one in segments:
            ticked = active is not None and one.uid == active.uid
            action = self._add(shown(one.name), self._choose, ticked=ticked)
            action.setData(one.uid)
            action.setEnabled(one.rules is not None)
            self._by_uid[one.uid] = action
        if not segments:
            hint = self._add(_("Add a filter, and save it under a name"), self.filter_wanted)
            hint.setEnabled(False)
        if active is not None:
            self.addSeparator()
            name = shown(active.name)
            self._add(_("Rename “{name}”").format(name=name), self.rename_wanted)
            self._add(_("Remove “{name}”").format(name=name), self.remove_wanted)
        self._write_counts()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write beside each segment how many it chooses; by uid, everyone by none."""
        self._counts = dict(counts)
        self._write_counts()

    def _write_counts(self) -> None:
        for uid, action in self._by_uid.items():
            words = action.text().partition("\t")[0]
            if uid in self._counts and action.isEnabled():
                words = f"{words}\t{self._counts[uid]:,}"  # what follows a tab stands at the right
            action.setText(words)

    def _add(self, words: str, on_chosen: object, *, ticked: bool | None = None) -> QAction:
        action = QAction(words.replace("&", "&&").replace("\t", " "), self)
        action.setCheckable(ticked is not None)
        action.setChecked(bool(ticked))
        action.triggered.connect(on_chosen)
        self.addAction(action)
        return action

    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.segment_wanted.emit(action.data())
