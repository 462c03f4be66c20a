"""Widgets for the fields of the community's own: one for each kind, and what it says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from organizer.domain.kinds import FieldKind
from organizer.domain.records import FieldRecord
from organizer.domain.words import _


class ChoiceBox(QComboBox):
    """One of some words or nothing; the wheel scrolls past it."""

    def __init__(self, choices: list[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem("—", "")
        for value, words in choices:
            self.addItem(words, value)
        if chosen and self.findData(chosen) < 0:
            self.addItem(chosen, chosen)  # kept before the choices were changed
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def field_widget(field: FieldRecord, text: str) -> QWidget:
    """Return what edits a value of a field."""
    match field.kind:
        case FieldKind.CHOICE:
            return ChoiceBox([(choice, choice) for choice in field.choices], text)
        case FieldKind.YES_NO:
            return ChoiceBox([("yes", _("yes")), ("no", _("no"))], text)
        case FieldKind.DATE:
            edit = QLineEdit(text)
            edit.setPlaceholderText(_("2026-11-24"))
            return edit
        case _:
            return QLineEdit(text)


def said_in(widget: QWidget) -> str:
    """Return what such a widget says now."""
    if isinstance(widget, QComboBox):
        return str(widget.currentData() or "")
    assert isinstance(widget, QLineEdit)
    return widget.text()


def kind_words() -> dict[FieldKind, str]:
    """Return what each kind is called where one chooses it."""
    return {
        FieldKind.TEXT: _("Text"),
        FieldKind.NUMBER: _("Number"),
        FieldKind.DATE: _("Day"),
        FieldKind.CHOICE: _("One of some choices"),
        FieldKind.YES_NO: _("Yes or no"),
    }
