"""Takes codes from a keyboard scanner wherever the focus is.

A scanner is a keyboard that types faster than people do. Every letter is held back for a moment:
a code that gets complete never reaches a field, and what turns out to be typing goes on to it.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from organizer.domain.codes import LENGTH
from organizer.settings import load_settings
from organizer.ui.door.bursts import (
    code_at_end,
    code_in,
    goes_on,
    is_scan,
    is_scanner_prefix,
    may_become_code,
)
from organizer.ui.door.held_keys import (
    ENDS,
    MODIFIERS,
    HeldKey,
    are_letters,
    held_key,
    is_field,
    is_letter,
    send,
)

GAP_MS = 50
"""Letters further apart than this were typed by hand; scanners leave 1 to 30 ms."""
WIDEST_GAP_MS = 150
"""The most that may be waited for a slow scanner: letters typed by hand appear that much later."""
_GRACE_MS = 15
_STUTTER = 0.2
"""Seconds that the rest of a code may take to come: a wireless scanner or a busy system stutters."""
_END_KEY_WITHIN = 0.3
"""Seconds in which an Enter or Tab after a complete code still belongs to the scan."""
_OF_INTEREST = (
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.InputMethod,
)


class Scanner(QObject):
    """Watches the keys of the whole application while started; `home` takes keys without a field.

    Single letters that nobody scanned reach `home` (or the field that has the focus) as if
    nothing had happened, only `GAP_MS` later, or as much as a slow scanner needs.
    """

    scanned = Signal(str)
    """A code as it stands on the badge, or whatever else was scanned."""

    def __init__(self, home: QWidget, gap_ms: int = 0) -> None:
        super().__init__(home)
        self._home = home
        self._asked_gap_ms = gap_ms
        self._gap_ms = GAP_MS
        self._held: list[HeldKey] = []
        self._composed: list[HeldKey] = []
        self._releases_to_come = 0
        self._pressed: set[int] = set()
        self._last_at = 0.0
        self._end_key_until = 0.0
        self._code_at = 0.0
        self._is_tail = False
        self._is_replaying = False
        self._is_watching = False
        self._pause = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._on_pause)
        self._keys_through = QTimer(self, singleShot=True, interval=0)
        self._keys_through.timeout.connect(self._on_keys_through)

    @property
    def is_replaying(self) -> bool:
        """Whether the keys that come now came before, and only go on to where they belong."""
        return self._is_replaying

    @property
    def is_watching(self) -> bool:
        """Whether codes are taken now."""
        return self._is_watching

    @property
    def is_holding(self) -> bool:
        """Whether letters wait until it is known whether they are a code."""
        return bool(self._held or self._composed)

    def start(self) -> None:
        """Take codes from now on."""
        app = QApplication.instance()
        if app is not None and not self._is_watching:
            self._is_watching = True
            wanted = self._asked_gap_ms or load_settings().scanner_gap_ms
            self._gap_ms = min(max(GAP_MS, wanted), WIDEST_GAP_MS)
            app.installEventFilter(self)

    def stop(self) -> None:
        """Leave the keys alone again; what is held back is forgotten."""
        app = QApplication.instance()
        self._pause.stop()
        self._held.clear()
        self._composed.clear()
        self._releases_to_come = 0
        self._pressed.clear()
        if app is not None and self._is_watching:
            app.removeEventFilter(self)
        self._is_watching = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Asked for every event of the application: what is no key must cost next to nothing.
        kind = event.type()
        if kind not in _OF_INTEREST or self._is_replaying or not isinstance(watched, QWidget):
            return False
        if isinstance(event, QInputMethodEvent):
            return self._take_composed(watched, event)
        if not isinstance(event, QKeyEvent):
            return False
        match kind:
            case QEvent.Type.KeyPress:
                is_ours = self._take_press(watched, event)
            case QEvent.Type.KeyRelease:
                is_ours = self._take_release(event)
            case _:
                # No shortcut may fire in the middle of a scan.
                is_ours = is_letter(event) or (bool(self._held) and event.key() in ENDS)
        if is_ours:
            event.accept()
        return is_ours

    def _take_press(self, target: QWidget, event: QKeyEvent) -> bool:
        if is_letter(event) and not event.isAutoRepeat():
            self._hold(held_key(target, event, event.text()))
            self._look_for_code()
            return True
        if event.key() in ENDS:
            return self._take_end(target, event)
        if event.key() not in MODIFIERS:
            self._replay()
        return False

    def _take_composed(self, target: QWidget, event: QInputMethodEvent) -> bool:
        """Take a letter that an input method made of a key, as X does of Arabic ligatures.

        Qt hands it over before the keys that wait already. What comes in turn is the release of
        its key, or, after all that waited, a timer of no time: then it is held like any other.
        """
        letters = event.commitString()
        if event.preeditString() or event.replacementLength() or not are_letters(letters):
            self._hold_composed()
            self._replay()
            return False
        none = Qt.KeyboardModifier.NoModifier
        self._composed.append(HeldKey(letters, 0, none, letters, target, is_composed=True))
        self._keys_through.start()
        return True

    def _on_keys_through(self) -> None:
        self._releases_to_come += len(self._composed)
        self._hold_composed()

    def _hold_composed(self) -> None:
        while self._composed:
            self._hold(self._composed.pop(0))
            self._look_for_code()

    def _look_for_code(self) -> None:
        recent = "".join(held.text for held in self._held[-2 * LENGTH :])
        code, before = code_at_end(recent)
        if code:
            self._finish_code(code, len(recent) - len(before))

    def _take_release(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return False
        if event.key() not in self._pressed:
            return are_letters(event.text()) and self._take_release_of_composed()
        self._pressed.discard(event.key())
        return True

    def _take_release_of_composed(self) -> bool:
        if self._releases_to_come:
            self._releases_to_come -= 1
            return True
        if not self._composed:
            return False
        self._hold(self._composed.pop(0))
        self._look_for_code()
        return True

    def _take_end(self, target: QWidget, event: QKeyEvent) -> bool:
        """Enter or Tab: the end of a scan, of a name, or a key of its own."""
        if not self._held:
            is_late_end = time.monotonic() < self._end_key_until
            if is_late_end:
                self._pressed.add(event.key())
            return is_late_end
        line = "".join(held.text for held in self._held)
        self._hold(held_key(target, event, ENDS[Qt.Key(event.key())]))
        if not goes_on(line):
            self._decide(line)
        return True

    def _hold(self, held: HeldKey) -> None:
        now = time.monotonic()
        if not self._held:
            self._is_tail = now - self._code_at < self._gap_ms / 1000
        self._held.append(held)
        if not held.is_composed:
            self._pressed.add(held.key)
        self._last_at = now
        self._pause.start(self._gap_ms)

    def _on_pause(self) -> None:
        late = time.monotonic() - self._last_at > (self._gap_ms + _GRACE_MS) / 1000
        if late and self._pause.interval() == self._gap_ms:
            # The window was busy, so more keys may be waiting: let them in before deciding.
            self._pause.start(_GRACE_MS)
            return
        self._releases_to_come = 0
        line = "".join(held.text for held in self._held)
        if may_become_code(line) and time.monotonic() - self._last_at < _STUTTER:
            self._pause.start(self._gap_ms)
            return
        self._decide(line)

    def _decide(self, line: str) -> None:
        into_field = bool(self._held) and is_field(self._held[0].target)
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
        self.tell(code)

    def _finish(self, line: str) -> None:
        self._held.clear()
        self.tell(code_in(line.strip()) or line.strip())

    def tell(self, scan: str) -> None:
        """Take this as scanned just now; an Enter or Tab that follows belongs to it."""
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
                send(focus if moved and focus is not None else self._receiver(one), one)
        finally:
            self._is_replaying = False

    def _receiver(self, held: HeldKey) -> QWidget:
        """Whatever has the focus gets its own keys; `home` those that nothing in it was meant by."""
        target = held.target
        is_there = isValid(target) and target.isVisible() and not target.isAncestorOf(self._home)
        return target if is_there else self._home
