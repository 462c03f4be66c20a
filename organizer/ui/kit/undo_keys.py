"""Whose Ctrl+Z it is: the text field's while it has something of its own to take back.

Qt's text fields keep the key for themselves even when nothing was typed in them; then the window's
Undo would never hear of it while a search has the focus, which is most of the time.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from organizer.ui.kit.sheets import Sheet

_Field = QLineEdit | QPlainTextEdit | QTextEdit
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)


class UndoKeys(QObject):
    """Leaves Undo and Redo to a window wherever its focused field has no use for them.

    What a program fills in, by `setText` or `setPlainText`, is nothing to take back. In a form, what
    is typed in any field counts for all, so that no step of the community is taken back by
    somebody who means the field before.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # Only who has the focus is watched: a filter on the whole program is asked at each event.
        app.focusChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undoes = event.matches(QKeySequence.StandardKey.Undo)
        redoes = event.matches(QKeySequence.StandardKey.Redo)
        if not (undoes or redoes) or not isinstance(watched, QWidget) or not _is_text(watched):
            return False
        if any(_can_undo(each) if undoes else _can_redo(each) for each in _typed_with(watched)):
            return False
        event.ignore()
        return True

    def _watch(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if now is not None and self._window.isAncestorOf(now):
            now.installEventFilter(self)


def forget_typing(edit: QLineEdit) -> None:
    """Let what stands in a field be its beginning, as once it is kept."""
    place, was_modified = edit.cursorPosition(), edit.isModified()
    edit.setText(edit.text())
    edit.setCursorPosition(place)
    edit.setModified(was_modified)


def _is_text(widget: QWidget) -> bool:
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, (*_FIELDS, QAbstractSpinBox))


def _typed_with(widget: QWidget) -> Iterator[_Field]:
    """Return the field, or all of the form that it stands in."""
    form: QWidget | None = widget
    while form is not None and not isinstance(form, Sheet):
        form = form.parentWidget()
    within = form or widget
    if isinstance(within, _FIELDS):
        yield within
    yield from within.findChildren(QLineEdit)
    yield from within.findChildren(QPlainTextEdit)
    yield from within.findChildren(QTextEdit)


def _can_undo(field: _Field) -> bool:
    text = field if isinstance(field, QLineEdit) else field.document()
    return text.isUndoAvailable()


def _can_redo(field: _Field) -> bool:
    text = field if isinstance(field, QLineEdit) else field.document()
    return text.isRedoAvailable()
