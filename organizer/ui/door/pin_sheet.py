"""Asking for the PIN before somebody leaves the desk; wrong tries take longer and longer."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from organizer.domain.errors import UserError
from organizer.domain.words import _, ngettext
from organizer.services.at_door.desk_pin import MOST_DIGITS, is_pin
from organizer.ui.context import Context
from organizer.ui.door.desk_acts import VIEW_LANE
from organizer.ui.jobs import Job
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import text

FREE_TRIES = 3
_WAITS = (5, 10, 20, 40, 60)
"""Seconds after the third wrong try, the fourth, and so on."""


class Tries:
    """Counts wrong tries; they are kept while the program runs, whoever asks."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong = 0
        self._free_at = 0.0

    @property
    def wait(self) -> int:
        """Whole seconds until the next try counts; 0 if it does now."""
        return max(0, round(self._free_at - self._clock() + 0.49))

    def note_wrong(self) -> None:
        """Another wrong try."""
        self._wrong += 1
        if self._wrong >= FREE_TRIES:
            step = min(self._wrong - FREE_TRIES, len(_WAITS) - 1)
            self._free_at = self._clock() + _WAITS[step]

    def note_right(self) -> None:
        """Begin anew."""
        self._wrong, self._free_at = 0, 0.0


class PinSheet(Sheet):
    """Asks for the PIN; Esc goes back to the desk."""

    passed = Signal()
    """The PIN was right, and the sheet is closed."""

    def __init__(self, over: QWidget, context: Context, tries: Tries) -> None:
        super().__init__(over, _("Leave the desk"), _("Leave the desk"))
        self.setObjectName("pin_sheet")
        self._context = context
        self._tries = tries
        self._edit = QLineEdit()
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._edit.setMaxLength(MOST_DIGITS)
        self.add_field("pin", _("PIN"), self._edit)
        self.add(
            text(
                _(
                    "Forgotten? Nothing is lost: whoever runs the community types "
                    "“organizer settings pin” in a terminal of this computer, which takes the PIN "
                    "away, and then leaves here with any digits."
                ),
                "muted",
                wrap=True,
            )
        )
        self.cancel_button.setText(_("Back to the desk"))
        self._again = QTimer(self, interval=1000)
        self._again.timeout.connect(self._show_wait)
        self._edit.returnPressed.connect(self._try)
        self.save_requested.connect(self._try)
        self._show_wait()

    def _try(self) -> None:
        typed = self._edit.text()
        if self._tries.wait or not self.save_button.isEnabled() or not typed:
            return
        db = self._context.db

        def work(job: Job) -> int:
            return int(is_pin(db, typed))

        self.set_busy(True)
        self._context.runner.start(
            self, work, self._on_answer, on_failure=self._fail, lane=VIEW_LANE
        )

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})

    def _on_answer(self, is_right: int) -> None:
        self.set_busy(False)
        if is_right:
            self._tries.note_right()
            self.close_sheet()
            self.passed.emit()
            return
        self._tries.note_wrong()
        self._edit.clear()
        self.show_problems({"pin": _("That is not the PIN.")})
        self._show_wait()

    def _show_wait(self) -> None:
        seconds = self._tries.wait
        self._edit.setEnabled(not seconds)
        self.save_button.setEnabled(not seconds)
        if seconds:
            words = ngettext(
                "That is not the PIN. Try again in {count} second.",
                "That is not the PIN. Try again in {count} seconds.",
                seconds,
            )
            self.show_problems({"pin": words.format(count=seconds)})
            self._again.start()
        elif self._again.isActive():
            self._again.stop()
            self.show_problems({})
            self._edit.setFocus()
