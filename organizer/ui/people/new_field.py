"""The small form that makes a field of the community's own: a name, a kind, and choices."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from organizer.domain.kinds import FieldKind
from organizer.domain.words import _
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.widgets import button, text
from organizer.ui.people.own_fields import kind_words


class NewFieldForm(QWidget):
    """Says what is to be made; whoever listens makes it, and calls `begin_again` or `refuse`."""

    wanted = Signal(str, str, object)
    """Name, kind as a word, and the list of choices."""

    def __init__(self) -> None:
        super().__init__()
        self._name = QLineEdit()
        self._name.setObjectName("new_field_name")
        self._name.setPlaceholderText(_("Name, such as “T-shirt size”"))
        self._name.setAccessibleName(_("Name of the new field"))
        self._kind = QComboBox()
        self._kind.setObjectName("new_field_kind")
        self._kind.setAccessibleName(_("What it takes"))
        for kind, words in kind_words().items():
            self._kind.addItem(words, str(kind))
        self._choices = QLineEdit()
        self._choices.setObjectName("new_field_choices")
        self._choices.setPlaceholderText(_("Choices, separated by commas"))
        self._choices.setAccessibleName(_("Choices"))
        self._add = button(_("Add the field"), self._tell)
        self._add.setObjectName("new_field_add")
        self._problem = text("", "problem", wrap=True)
        self._problem.setObjectName("new_field_problem")
        line = row(self._kind, 0, self._add, spacing=8)
        self.setLayout(column(self._name, line, self._choices, self._problem, spacing=8))
        self.setTabOrder(self._kind, self._choices)
        self.setTabOrder(self._choices, self._add)
        self._problem.hide()
        self._fit()
        self._kind.currentIndexChanged.connect(self._fit)
        self._name.returnPressed.connect(self._tell)
        self._choices.returnPressed.connect(self._tell)

    def begin_again(self) -> None:
        """Empty the form for the next field."""
        self._name.setText("")
        self._choices.setText("")
        self._problem.hide()

    def refuse(self, sentence: str) -> None:
        """Say why it was not made."""
        self._problem.setText(sentence)
        self._problem.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Go into its name."""
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self._choices.setVisible(self._kind.currentData() == str(FieldKind.CHOICE))

    def _tell(self) -> None:
        choices = [choice.strip() for choice in self._choices.text().split(",")]
        self.wanted.emit(self._name.text(), self._kind.currentData(), choices)
