"""The PIN that a volunteer needs to leave the check-in desk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from organizer.domain.words import _
from organizer.services.at_door.desk_pin import MOST_DIGITS, pin_problem
from organizer.ui.kit.layouts import row
from organizer.ui.kit.sheets import FormField
from organizer.ui.kit.widgets import Card, button, text


class DeskCard(Card):
    """Sets the PIN or takes it away; what it is is never shown."""

    pin_wanted = Signal(str)
    """The new PIN; empty for none."""

    def __init__(self) -> None:
        super().__init__(_("Check-in desk"))
        self.setObjectName("desk_card")
        self._state = text("", wrap=True)
        self._state.setObjectName("desk_pin_state")
        self._edit = QLineEdit()
        self._edit.setObjectName("desk_pin")
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._edit.setMaxLength(MOST_DIGITS)
        self._field = FormField(
            _("A new PIN"),
            self._edit,
            _(
                "It keeps whoever stands at the desk from the rest of the program. It is no lock on "
                "the file: who starts Organizer anew is not asked for it, which also helps where it "
                "is forgotten."
            ),
        )
        self.set_button = button(_("Set the PIN"), self._offer)
        self.set_button.setObjectName("set_desk_pin")
        self.remove_button = button(_("Ask for none"), self._remove, role="link")
        self.remove_button.setObjectName("remove_desk_pin")
        self.add(self._state, self._field, row(self.set_button, self.remove_button, 0))
        self._edit.returnPressed.connect(self._offer)
        self.show_state(False)

    def show_state(self, has_pin: bool) -> None:
        """Say whether there is a PIN."""
        self._state.setText(
            _("Leaving the desk takes a PIN.")
            if has_pin
            else _("Anybody can leave the desk: there is no PIN.")
        )
        self.remove_button.setVisible(has_pin)

    def _offer(self) -> None:
        pin = self._edit.text()
        problem = pin_problem(pin)
        self._field.show_problem(problem)
        if not problem:
            self._edit.setText("")  # unlike `clear`, leaves nothing that Ctrl+Z would bring back
            self.pin_wanted.emit(pin)

    def _remove(self) -> None:
        self._edit.setText("")
        self._field.show_problem("")
        self.pin_wanted.emit("")
