"""The small form for a new face: a name is enough."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSpinBox

from organizer.domain.codes import key_of
from organizer.domain.words import _
from organizer.services.answers.guests import MOST_GUESTS_OF_ONE
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import button, mark_invalid, text


class WalkInForm(QFrame):
    """Name and, if they like, an address; Enter lets them in, Esc closes."""

    submitted = Signal(str)
    """The name: is anybody known by it?"""
    confirmed = Signal(str, str, int)
    """Name, address and how many guests they bring: it is nobody who is known."""
    known_meant = Signal()
    """It is somebody who is known by that name."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "card")
        self.setObjectName("walk_in_form")
        self.name = QLineEdit()
        self.name.setObjectName("walk_in_name")
        self.name.setPlaceholderText(_("Name, as they write it"))
        self.name.setAccessibleName(_("Name"))
        self.email = QLineEdit()
        self.email.setObjectName("walk_in_email")
        self.email.setPlaceholderText(_("E-mail, if they like"))
        self.email.setAccessibleName(_("E-mail"))
        self.plus = QSpinBox()
        self.plus.setObjectName("walk_in_plus")
        self.plus.setRange(0, MOST_GUESTS_OF_ONE)
        self.plus.setPrefix(_("Guests with them: "))
        self.plus.setAccessibleName(_("Guests with them"))
        self.problem = text("", "problem", wrap=True)
        self.problem.setObjectName("walk_in_problem")
        self.let_in = button(_("Let them in"), self._submit, role="primary")
        self.let_in.setObjectName("walk_in_submit")
        cancel = button(_("Cancel"))
        cancel.setObjectName("walk_in_cancel")
        self._fields = (self.name, self.email, self.plus, self.problem, cancel, self.let_in)
        self.question = text("", wrap=True)
        self.question.setObjectName("namesake_question")
        self._known = button("", self._mean_known, role="primary")
        self._known.setObjectName("namesake_known")
        self._new = button(_("Somebody else: add them  N"), self.confirm)
        self._new.setObjectName("namesake_new")
        self._choice = (self.question, self._known, self._new)
        self._whole = column(
            text(_("A new face"), "heading"),
            self.name,
            self.email,
            self.plus,
            self.problem,
            row(0, cancel, self.let_in, spacing=12),
            *self._choice,
            0,
        )
        self.set_tight(False)
        self.setLayout(self._whole)
        cancel.clicked.connect(self.closed)
        self.hide()

    def set_tight(self, is_tight: bool) -> None:
        """Leave less room between the fields, where there is little of it."""
        across, down, between = (12, 8, 6) if is_tight else (20, 16, 12)
        self._whole.setContentsMargins(across, down, across, down)
        self._whole.setSpacing(between)

    def begin(self, name: str) -> None:
        """Show the form, with what was typed already."""
        self.name.setText(name)
        self.email.clear()
        self.plus.setValue(0)
        self.show_problem("")
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say why nobody came in; what was typed stays."""
        self._show_choice(False)
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        mark_invalid(self.name, bool(sentence) and not self.name.text().strip())
        self.let_in.setEnabled(True)

    def ask_about_known(self, question: str, answer: str) -> None:
        """Somebody of that name is known: Enter gives this answer, N is for somebody else."""
        self.question.setText(question)
        self._known.setText(answer)
        self._show_choice(True)
        self._known.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_asking = self.question.isVisible()
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif is_asking and key_of(event.text()) == "n":
            self.confirm()
        elif is_asking and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.confirm if self._new.hasFocus() else self._mean_known)()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()  # from the number of guests, which takes no Enter for itself
        else:
            super().keyPressEvent(event)

    def _show_choice(self, is_asking: bool) -> None:
        for part in self._fields:
            part.setVisible(not is_asking)
        for part in self._choice:
            part.setVisible(is_asking)

    def _mean_known(self) -> None:
        self.known_meant.emit()

    def confirm(self) -> None:
        """Add them: it is nobody who is known."""
        self._show_choice(False)
        self.confirmed.emit(self.name.text(), self.email.text(), self.plus.value())

    def _submit(self) -> None:
        if not self.let_in.isEnabled():
            return
        if not self.name.text().strip():
            self.show_problem(_("Write their name; that is all it takes."))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.let_in.setEnabled(False)  # until there is an answer, or Enter twice makes two people
        self.submitted.emit(self.name.text())
