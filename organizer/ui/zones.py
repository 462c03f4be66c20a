"""Choosing a time zone by typing any part of its name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy

from organizer.domain.errors import UserError
from organizer.domain.times import zone, zone_names
from organizer.ui.kit.fields import dress_completions


def system_zone() -> str:
    """Return the IANA name of this machine's zone, or empty where it has none that we know."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    try:
        zone(name)
    except UserError:
        return ""
    return name


class ZoneBox(QComboBox):
    """A list of all zones that is searched as one types: "york" finds America/New York."""

    settled = Signal(str)
    """A zone was chosen, or what was typed was left; carries the IANA name, or else the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        # The longest name is no reason to be that wide.
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(policy)
        self.setMinimumContentsLength(16)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addItems([_read(name) for name in zone_names()])
        completer = self.completer() or QCompleter(self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        dress_completions(completer)
        self.installEventFilter(self)
        self.activated.connect(self._settle)
        edit = self.lineEdit()
        assert edit is not None  # an editable box has one
        edit.editingFinished.connect(self._settle)

    def zone_name(self) -> str:
        """The IANA name of what is typed, or the text itself where it is none."""
        typed = self.currentText().strip()
        index = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return (self.itemText(index) if index >= 0 else typed).replace(" ", "_")

    def set_zone(self, name: str) -> None:
        """Show a zone without telling."""
        self.setEditText(_read(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A wheel that turns over the page must not change the zone on the way.
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        self._complete()
        self.settled.emit(self.zone_name())

    def _complete(self) -> None:
        """Leaving "europe/dub" means the one zone that it is in."""
        typed = self.currentText().strip()
        if not typed or self.findText(typed, Qt.MatchFlag.MatchFixedString) >= 0:
            return
        found = self.findText(typed, Qt.MatchFlag.MatchContains)
        names = (self.itemText(number) for number in range(found + 1, self.count()))
        if found >= 0 and not any(typed.casefold() in name.casefold() for name in names):
            self.setEditText(self.itemText(found))


def _read(name: str) -> str:
    return name.replace("_", " ")
