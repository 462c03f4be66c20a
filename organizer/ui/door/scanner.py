"""Takes codes from a keyboard scanner wherever the focus is.

A scanner is a keyboard that types faster than people do. Every letter is held back for a moment:
a code that gets complete never reaches a field, and what turns out to be typing goes on to it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from organizer.domain.codes import LENGTH, read_code
from organizer.ui.door.bursts import code_at_end, goes_on, is_scan, is_scanner_prefix

GAP_MS = 50
"""Letters further apart than this were typed by hand; scanners leave 1 to 30 ms."""
_GRACE_MS = 15
_END_KEY_WITHIN = 0.3
"""Seconds in which an Enter or Tab after a complete code still belongs to the scan."""
_KEYS_OF_INTEREST = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_ENDS = {Qt.Key.Key_Return: "\n", Qt.Key.Key_Enter: "\n", Qt.Key.Key_Tab: "\t"}
_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
)


@dataclass(frozen=True, slots=True)
class _HeldKey:
    """A key press that waits until it is known what it belongs to."""

    text: str
    key: int
    modifiers: Qt.KeyboardModifier
    typed_text: str
    target: QWidget


class Scanner(QObject):
    """Watches the keys of the whole application while started; `home` takes keys without a field.

    Single letters that nobody scanned reach `home` (or the field that has the focus) as if
    nothing had happened, only `GAP_MS` later.
    """

    scanned = Signal(str)
    """A code as it stands on the badge, or whatever else was scanned."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self._held: list[_HeldKey] = []
        self._pressed: set[int] = set()
        self._last_at = 0.0
        self._end_key_until = 0.0
        self._code_at = 0.0
        self._is_tail = False
        self._is_replaying = False
        self._is_watching = False
        self._pause = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._on_pause)

    @property
    def is_watching(self) -> bool:
        """Whether codes are taken now."""
        return self._is_watching

    def start(self) -> None:
        """Take codes from now on."""
        app = QApplication.instance()
        if app is not None and not self._is_watching:
            self._is_watching = True
            app.installEventFilter(self)

    def stop(self) -> None:
        """Leave the keys alone again; what is held back is forgotten."""
        app = QApplication.instance()
        self._pause.stop()
        self._held.clear()
        self._pressed.clear()
        if app is not None and self._is_watching:
            app.removeEventFilter(self)
        self._is_watching = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Asked for every event of the application: what is no key must cost next to nothing.
        kind = event.type()
        if kind not in _KEYS_OF_INTEREST or self._is_replaying:
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        match kind:
            case QEvent.Type.KeyPress:
                is_ours = self._take_press(watched, event)
            case QEvent.Type.KeyRelease:
                is_ours = self._take_release(event)
            case _:
                # No shortcut may fire in the middle of a scan.
                is_ours = _is_letter(event) or (bool(self._held) and event.key() in _ENDS)
        if is_ours:
            event.accept()
        return is_ours

    def _take_press(self, target: QWidget, event: QKeyEvent) -> bool:
        if _is_letter(event) and not event.isAutoRepeat():
            self._hold(target, event, event.text())
            recent = "".join(held.text for held in self._held[-2 * LENGTH :])
            code, before = code_at_end(recent)
            if code:
                self._finish_code(code, len(recent) - len(before))
            return True
        if event.key() in _ENDS:
            return self._take_end(target, event)
        if event.key() not in _MODIFIERS:
            self._replay()
        return False

    def _take_release(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat() or event.key() not in self._pressed:
            return False
        self._pressed.discard(event.key())
        return True

    def _take_end(self, target: QWidget, event: QKeyEvent) -> bool:
        """Enter or Tab: the end of a scan, of a name, or a key of its own."""
        if not self._held:
            is_late_end = time.monotonic() < self._end_key_until
            if is_late_end:
                self._pressed.add(event.key())
            return is_late_end
        line = "".join(held.text for held in self._held)
        self._hold(target, event, _ENDS[Qt.Key(event.key())])
        if not goes_on(line):
            self._decide(line)
        return True

    def _hold(self, target: QWidget, event: QKeyEvent, text: str) -> None:
        now = time.monotonic()
        if not self._held:
            self._is_tail = now - self._code_at < GAP_MS / 1000
        self._held.append(
            _HeldKey(text, event.key(), event.modifiers(), event.text(), target),
        )
        self._pressed.add(event.key())
        self._last_at = now
        self._pause.start(GAP_MS)

    def _on_pause(self) -> None:
        late = time.monotonic() - self._last_at > (GAP_MS + _GRACE_MS) / 1000
        if late and self._pause.interval() == GAP_MS:
            # The window was busy, so more keys may be waiting: let them in before deciding.
            self._pause.start(_GRACE_MS)
            return
        self._decide("".join(held.text for held in self._held))

    def _decide(self, line: str) -> None:
        into_field = bool(self._held) and _is_field(self._held[0].target)
        if is_scan(line, into_field=into_field):
            self._finish(line)
        elif self._is_tail:
            self._held.clear()  # what a scanner adds to a code is nobody's typing
            self._pause.stop()
        else:
            self._replay()

    def _finish_code(self, code: str, letters: int) -> None:
        while letters > 0:
            letters -= len(self._held.pop().text)
        if is_scanner_prefix("".join(held.text for held in self._held)):
            self._held.clear()
        self._replay()
        self._code_at = time.monotonic()
        self._tell(code)

    def _finish(self, line: str) -> None:
        self._held.clear()
        self._tell(read_code(line) or line.strip())

    def _tell(self, scan: str) -> None:
        self._pause.stop()
        self._end_key_until = time.monotonic() + _END_KEY_WITHIN
        self.scanned.emit(scan)

    def _replay(self) -> None:
        """Let keys go on to where they were meant for; one of them may move the focus."""
        self._pause.stop()
        held, self._held = self._held, []
        if not held:
            return
        focus_before = QApplication.focusWidget()
        self._is_replaying = True
        try:
            for one in held:
                focus = QApplication.focusWidget()
                moved = focus is not None and focus is not focus_before
                self._send(focus if moved and focus is not None else self._receiver(one), one)
        finally:
            self._is_replaying = False

    def _receiver(self, held: _HeldKey) -> QWidget:
        target = held.target
        if not isValid(target):
            return self._home
        takes_keys = _is_field(target) or isinstance(target, QAbstractButton)
        return target if takes_keys or self._home.isAncestorOf(target) else self._home

    def _send(self, receiver: QWidget, held: _HeldKey) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if isValid(receiver):
                event = QKeyEvent(kind, held.key, held.modifiers, held.typed_text)
                QApplication.sendEvent(receiver, event)


def _is_letter(event: QKeyEvent) -> bool:
    text = event.text()
    if not 1 <= len(text) <= 2 or not text.isprintable():
        return False
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    # Ctrl and Alt together are AltGr, which types letters.
    return alt == bool(event.modifiers() & commands)


def _is_field(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit)
