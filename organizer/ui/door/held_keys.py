"""One key press that waits until it is known whether a scanner or a person typed it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

ENDS = {Qt.Key.Key_Return: "\n", Qt.Key.Key_Enter: "\n", Qt.Key.Key_Tab: "\t"}
MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
)


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key press that waits until it is known what it belongs to."""

    text: str
    key: int
    modifiers: Qt.KeyboardModifier
    typed_text: str
    target: QWidget
    is_composed: bool = False
    """Whether an input method made the letter: X does for some Arabic keys, in fields only."""


def held_key(target: QWidget, event: QKeyEvent, text: str) -> HeldKey:
    """Return the press of a key that types this text, meant for a widget."""
    return HeldKey(text, event.key(), event.modifiers(), event.text(), target)


def are_letters(text: str) -> bool:
    """Whether a key that types this types letters; some keys type two at once."""
    return 1 <= len(text) <= 2 and text.isprintable()


def is_letter(event: QKeyEvent) -> bool:
    """Whether a key types a letter, and is no command."""
    if not are_letters(event.text()):
        return False
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    # Ctrl and Alt together are AltGr, which types letters.
    return alt == bool(event.modifiers() & commands)


def is_field(widget: QWidget) -> bool:
    """Whether letters are text in this widget."""
    return isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit)


def send(receiver: QWidget, held: HeldKey) -> None:
    """Press the key for this widget, as if it came only now."""
    if held.is_composed and is_field(receiver):
        composed = QInputMethodEvent()
        composed.setCommitString(held.typed_text)
        QApplication.sendEvent(receiver, composed)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if isValid(receiver):
            event = QKeyEvent(kind, held.key, held.modifiers, held.typed_text)
            QApplication.sendEvent(receiver, event)
