"""Fields and bars with a behaviour of their own: searching, and work that goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSizePolicy,
    QWidget,
)

from organizer.domain.words import _
from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.theme import set_look_property, set_role
from organizer.ui.kit.widgets import IconLabel, KeyHint, button, text


def lines_field(words: str = "", count: int = 3) -> QPlainTextEdit:
    """Return a field that shows so many lines and that Tab leaves."""
    field = QPlainTextEdit(words)
    field.setTabChangesFocus(True)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    field.setFixedHeight(px(20 * count + 20))
    # The look's own least height would go before that, and over what stands below the field.
    field.setStyleSheet(f"QPlainTextEdit {{ min-height: {px(20 * count + 4)}px; }}")
    return field


class SearchField(QFrame):
    """Where one types to find; a key leads here, Esc empties it, Down goes to the results."""

    changed = Signal(str)
    """What is typed, at each letter."""
    submitted = Signal()
    """Enter was pressed."""
    left_downwards = Signal()
    """Down was pressed: the results should take the focus."""

    def __init__(self, placeholder: str, shortcut: str = "Ctrl+K") -> None:
        super().__init__()
        set_role(self, "search")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit = QLineEdit()
        self.edit.setObjectName("search")
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.edit.installEventFilter(self)
        self._hint = KeyHint(shortcut.replace("+", " "))
        self._clear = button("", self.clear, role="quiet")
        self._clear.setIcon(icon("x"))
        self._clear.setAccessibleName(_("Clear the search"))
        self._clear.hide()
        line = row(IconLabel("magnifying-glass", "muted", 16), self.edit, self._hint, self._clear)
        line.setContentsMargins(12, 1, 8, 1)
        self.setLayout(line)
        self._hint.setVisible(bool(shortcut))
        self.setFocusProxy(self.edit)
        self._has_shortcut = bool(shortcut)
        if shortcut:
            QShortcut(QKeySequence(shortcut), self, self.focus)
        self.edit.textChanged.connect(self._tell)
        self.edit.returnPressed.connect(self.submitted)

    def text(self) -> str:
        """What is typed."""
        return self.edit.text()

    def set_text(self, words: str) -> None:
        """Type for the user."""
        self.edit.setText(words)

    def clear(self) -> None:
        """Empty it and stay in it."""
        self.edit.clear()
        self.edit.setFocus()

    def focus(self) -> None:
        """Go into it with everything selected."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.FocusIn:
                set_look_property(self, "focused", "1")
            case QEvent.Type.FocusOut:
                set_look_property(self, "focused", "0")
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._take_key(Qt.Key(event.key()))
        return False

    def _take_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape and self.edit.text():
            self.edit.clear()
            return True
        if key == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return True
        return False

    def _tell(self, words: str) -> None:
        self._clear.setVisible(bool(words))
        self._hint.setVisible(self._has_shortcut and not words)
        self.changed.emit(words)


def dress_completions(completer: QCompleter) -> QCompleter:
    """Dress the list that a completer drops down, which no field is the parent of."""
    if popup := completer.popup():
        set_role(popup, "completions")
    return completer


class JobBar(QWidget):
    """Work that goes on: what, how far, and Cancel. Hidden until `begin`."""

    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = text("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button(_("Cancel"), self._ask_to_cancel, role="link")
        self._cancel.setObjectName("job_cancel")
        line = row(self._bar, self._cancel, spacing=12)
        line.setStretch(0, 1)
        self.setLayout(column(self._words, line, spacing=4))
        self.hide()

    def begin(self, words: str) -> None:
        """Show it with what is being done."""
        self._words.setText(words)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self._cancel.setEnabled(True)
        self.show()

    def set_progress(self, done: int, total: int) -> None:
        """Fits `Runner.start(on_progress=…)`; total 0 where nobody knows how much there is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def end(self) -> None:
        """Hide it again."""
        self.hide()

    def _ask_to_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.cancel_requested.emit()
