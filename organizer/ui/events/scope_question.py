"""Asks in the foot of the form for which dates of a series a change is meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.kinds import Scope
from organizer.domain.words import _
from organizer.ui.kit.layouts import column
from organizer.ui.kit.widgets import button, text


class ScopeQuestion(QWidget):
    """Three answers below each other; Esc goes back to the form."""

    answered = Signal(str)
    """A Scope, by its value."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scope_question")
        words = {
            Scope.THIS: _("Only this date"),
            Scope.FOLLOWING: _("This date and all after it"),
            Scope.ALL: _("All dates to come"),
        }
        self._buttons = {scope: button(said, self._answer) for scope, said in words.items()}
        for scope, each in self._buttons.items():
            each.setObjectName(f"scope_{scope.value}")
            each.setProperty("scope", scope.value)
        asked = text(_("Which dates is this meant for?"), "strong")
        self._apart = text("", "caption", wrap=True)
        self._apart.setObjectName("scope_told_apart")
        lines = column(asked, *self._buttons.values(), self._apart, spacing=8)
        lines.setContentsMargins(24, 0, 24, 20)
        self.setLayout(lines)
        self.hide()

    def ask(self, *, with_this: bool, told_apart: Sequence[str] = ()) -> None:
        """Ask; a rule cannot be changed for one date alone. Say which dates no answer reaches."""
        self._apart.setText("\n".join(told_apart))
        self._apart.setVisible(bool(told_apart))
        self._buttons[Scope.THIS].setVisible(with_this)
        self.show()
        first = Scope.THIS if with_this else Scope.FOLLOWING
        self._buttons[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self) -> None:
        self.answered.emit(str(self.sender().property("scope")))
