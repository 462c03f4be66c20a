"""The single keys of a desk; letters that follow one another quickly are a name instead.

Whoever types a name without going into the field first must not let anybody in by its first letter.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from organizer.domain.codes import key_of
from organizer.ui.door.desk_acts import HEADS_KEY, DeskActs
from organizer.ui.door.held_keys import MODIFIERS
from organizer.ui.door.name_panel import NamePanel
from organizer.ui.door.verdict_card import VerdictCard

ALONE_MS = 300
"""A letter that no other follows within this time was meant as a key."""
_ON_HEBREW = "w"
_APOSTROPHES = frozenset("'’׳")
"""Alone, what Hebrew layouts type on that key; within a name, as in O'Neill, one of its letters."""
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


class DeskKeys(QObject):
    """Does what a key means at a desk, once it is known to be one."""

    camera_wished = Signal()

    def __init__(self, acts: DeskActs, card: VerdictCard, names: NamePanel) -> None:
        super().__init__(acts)
        self._acts, self._card, self._names = acts, card, names
        self._typed: list[tuple[str, str]] = []
        """Letters that wait, each with the key that it is."""
        self._alone = QTimer(self, singleShot=True, interval=ALONE_MS)
        self._alone.timeout.connect(self.flush)

    def take(self, event: QKeyEvent) -> bool:
        """Take a key that no field took; whether it meant anything. A key held down is one key."""
        text, key = event.text(), key_of(event.text())
        if event.isAutoRepeat():
            return True
        if event.key() in MODIFIERS:
            return False  # the Shift of a name's next capital does nothing of what waits
        if text in _APOSTROPHES and (self._typed or self._means(_ON_HEBREW)):
            key = _ON_HEBREW
        is_letter = (text.isalpha() or key == _ON_HEBREW) and not event.modifiers() & _COMMANDS
        if is_letter and (self._typed or self._means(key)):
            self._hold(text, key)
            return True
        self.flush()
        if is_letter:
            self._names.begin_name(text)
            return True
        return self._press(key)

    def flush(self) -> None:
        """Do now what waits: what comes next is not meant by it."""
        self._alone.stop()
        typed, self._typed = self._typed, []
        for text, key in typed:
            if not self._press(key):
                self._names.begin_name(text)

    def forget(self) -> None:
        """Do nothing of what waits."""
        self._alone.stop()
        self._typed.clear()

    def _hold(self, text: str, key: str) -> None:
        self._typed.append((text, key))
        is_counting = all(one == HEADS_KEY for _text, one in self._typed)  # no name begins with two
        if len(self._typed) == 1 or is_counting:
            self._alone.start()
            return
        name = "".join(one for one, _key in self._typed)
        self.forget()
        self._names.begin_name(name)

    def _means(self, key: str) -> bool:
        return key in ("n", "c") or (key == "l" and self._card.can_let_in) or self._acts.means(key)

    def _press(self, key: str) -> bool:
        match key:
            case "l" if self._card.can_let_in:
                self._acts.let_in()
            case "n":
                self._names.begin_walk_in()
            case "c":
                self.camera_wished.emit()
            case "/":
                self._names.field.focus()
            case "\r" | "\n":
                self._acts.say_yes()
            case _:
                return self._acts.press(key)
        return True
