"""A field that picks some out of many by typing a few letters; what is picked stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from organizer.domain.names import clean_name, fold, shown
from organizer.domain.searching import SearchIndex
from organizer.domain.words import _
from organizer.ui.events.tab_order import stand_after
from organizer.ui.kit.fields import dress_completions
from organizer.ui.kit.layouts import FlowLayout, clear, column
from organizer.ui.kit.widgets import button

_OFFERED = 8
"""So many are offered for what is typed."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Something to pick: what it is known by, and how it is called."""

    key: str
    label: str


class PickField(QWidget):
    """Any number of picks, or only one; Enter takes the first that is offered.

    With `takes_new`, words that nothing is called by are a pick as well, known by themselves.
    """

    changed = Signal()

    def __init__(
        self, name: str, placeholder: str, *, takes_new: bool = False, most: int = 50
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._takes_new, self._most = takes_new, most
        self._options: Sequence[Pick] = ()
        self._index = SearchIndex(())
        self._offered: list[Pick] = []
        self._picked: dict[str, str] = {}
        self.edit = _PickLine(self)
        self.edit.setObjectName(f"{name}_text")
        self.edit.setPlaceholderText(placeholder)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self.edit)
        # What is offered was found already, in any script and without accents.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setWidget(self.edit)
        self._completer = dress_completions(completer)
        self._chips = QWidget()
        FlowLayout(self._chips)
        self.setLayout(column(self.edit, self._chips, spacing=6))
        self.setFocusProxy(self.edit)
        self._show_chips()
        self.edit.textEdited.connect(self._offer)
        completer.activated[QModelIndex].connect(self._take_offered)  # type: ignore[index]

    def setAccessibleName(self, name: str) -> None:
        """The line that is typed into bears the field's name."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def keys(self) -> tuple[str, ...]:
        """The keys of what is picked, in the order it was."""
        return tuple(self._picked)

    def labels(self) -> tuple[str, ...]:
        """What is picked, by name."""
        return tuple(self._picked.values())

    def set_options(self, options: Sequence[Pick]) -> None:
        """Say what there is to pick; what is picked already is called by its name from now on."""
        self._options = options
        self._index = SearchIndex(fold(one.label) for one in options)
        names = {one.key: one.label for one in options}
        self._picked = {key: names.get(key, label) for key, label in self._picked.items()}
        self._show_chips()

    def set_keys(self, keys: Sequence[str]) -> None:
        """Pick these and nothing else."""
        names = {one.key: one.label for one in self._options}
        self._picked = {key: names.get(key, key if self._takes_new else "…") for key in keys}
        self._show_chips()

    def typed(self) -> str:
        """What stands in the line and is not picked."""
        return clean_name(self.edit.text())

    def take_known(self) -> None:
        """Pick what is typed where only one thing is called so, or begins so, or it may be new."""
        typed = fold(self.typed())
        same = [one for one in self._options if fold(one.label) == typed]
        if not same and self._takes_new:
            same = [Pick(self.typed(), self.typed())]
        elif not same:
            same = [one for one in self._options if fold(one.label).startswith(typed)]
        if typed and len(same) == 1:
            self._take(same[0])

    def take_typed(self) -> bool:
        """Take the first that is offered, or what is typed; whether there was anything."""
        typed = clean_name(self.edit.text())
        if not typed:
            return False
        same = next((one for one in self._offered if fold(one.label) == fold(typed)), None)
        if same is None and self._takes_new:
            same = Pick(typed, typed)
        found = same or next(iter(self._offered), None)
        if found is not None:
            self._take(found)
        return True

    def _offer(self, typed: str) -> None:
        found = self._index.find(typed) if typed.strip() else []
        fresh = (self._options[number] for number in found)
        self._offered = [one for one in fresh if one.key not in self._picked][:_OFFERED]
        self._words.setStringList([shown(one.label) for one in self._offered])
        if not typed.strip():
            self.changed.emit()  # nothing is left there that picks nothing
        popup = self._completer.popup()
        if self._offered:
            self._completer.complete()
        elif popup is not None:
            popup.hide()

    def _take_offered(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._offered):
            self._take(self._offered[index.row()])

    def _take(self, pick: Pick) -> None:
        while len(self._picked) >= self._most:
            self._picked.pop(next(iter(self._picked)))
        self._picked[pick.key] = pick.label
        self._offered = []
        self.edit.clear()
        if popup := self._completer.popup():
            popup.hide()
        self._show_chips()
        self.changed.emit()

    def _drop(self) -> None:
        self._picked.pop(self.sender().property("key"), None)
        self._show_chips()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_chips(self) -> None:
        layout = self._chips.layout()
        assert layout is not None, "made with it"
        clear(layout)
        chips: list[QWidget] = []
        for key, label in self._picked.items():
            chip = button(f"{shown(label)}  ×", self._drop)
            chip.setObjectName(f"drop_{key}")
            chip.setProperty("key", key)
            chip.setAccessibleName(_("Remove {name}").format(name=shown(label)))
            chip.setAutoDefault(False)
            layout.addWidget(chip)
            chips.append(chip)
        stand_after(self.edit, chips)
        self._chips.setVisible(bool(self._picked))


class _PickLine(QLineEdit):
    """The line one types into; Enter takes what is offered and goes no further."""

    def __init__(self, field: PickField) -> None:
        super().__init__(field)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() and self._field.take_typed():
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._field.take_known()
