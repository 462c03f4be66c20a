"""What a desk could not write yet because the file is busy: it stays in view until it is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from organizer.domain.words import _
from organizer.ui.door.queue import DoorQueue
from organizer.ui.door.verdict_card import VerdictCard
from organizer.ui.kit.layouts import row
from organizer.ui.kit.widgets import Card, button, text

_MOST_NAMED = 8


class Unwritten(Card):
    """One line under the verdict with whoever waits to be written, in their order.

    `name_of` knows whose code or uid it is about; empty where it does not.
    """

    def __init__(self, queue: DoorQueue, card: VerdictCard, name_of: Callable[[str], str]) -> None:
        super().__init__()
        self.setObjectName("unwritten")
        self._queue, self._card, self._name_of = queue, card, name_of
        self._words = text("", wrap=True)
        self._words.setObjectName("unwritten_names")
        self._again = button(_("Try again  R"), queue.try_again)
        self._again.setObjectName("try_again")
        self._again.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.body.setContentsMargins(20, 10, 12, 10)
        line = row(self._words, self._again, spacing=12)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        queue.held_up.connect(self._say_busy)
        queue.held_up_changed.connect(self._show_waiting)
        self.hide()

    def _say_busy(self) -> None:
        if self._queue.has_stopped:
            sentence = _(
                "Another program holds it. What is listed below is kept and tried again by itself."
            )
        else:
            sentence = _("What you scanned is kept and waits its turn. Just go on.")
        self._card.wait(_("The file is busy"), sentence)

    def _show_waiting(self) -> None:
        names = [self._name_of(one.key) or one.words for one in self._queue.waiting]
        said = ", ".join(names[:_MOST_NAMED])
        if (more := len(names) - _MOST_NAMED) > 0:
            said = _("{names} and {count} more").format(names=said, count=more)
        words = _("Not written yet ({count}): {names}").format(count=len(names), names=said)
        self._words.setText(words)
        self._again.setVisible(self._queue.has_stopped)
        self.setVisible(bool(names))
