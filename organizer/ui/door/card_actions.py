"""What else can be done about the person on the card: their guests, their group, badge, leaving."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from organizer.domain.kinds import Verdict
from organizer.domain.records import DoorAnswer
from organizer.domain.words import _, ngettext
from organizer.ui.kit.layouts import FlowLayout, row
from organizer.ui.kit.widgets import button, text


class Act(StrEnum):
    """What can be done; the value is the object name of its button."""

    MORE_GUESTS = "more_guests"
    FEWER_GUESTS = "fewer_guests"
    GROUP = "let_group_in"
    NOT_THEM = "not_them"
    LEAVE = "check_out"
    PAID = "note_payment"
    PRINT = "print_badge"
    NEW_BADGE = "new_badge"
    UNDO_GROUP = "undo_group"


KEYS = {
    "+": Act.MORE_GUESTS,
    "-": Act.FEWER_GUESTS,
    "g": Act.GROUP,
    "w": Act.NOT_THEM,
    "o": Act.LEAVE,
    "m": Act.PAID,
    "p": Act.PRINT,
}
"""The single keys of the desk for them."""


class CardActions(QWidget):
    """A line of small buttons under the name; each has a key, and is there only where it makes sense."""

    wished = Signal(str)
    """An `Act`, by its value."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card_actions")
        self._buttons = {act: self._make(act, words) for act, words in _words().items()}
        self._guests = text("", "strong")
        self._guests.setObjectName("guest_count")
        self._is_tight = False
        self._counted = (0, 0)
        self._stepper = QWidget()
        line = row(
            self._buttons[Act.FEWER_GUESTS], self._guests, self._buttons[Act.MORE_GUESTS], spacing=8
        )
        self._stepper.setLayout(line)
        flow = FlowLayout(self, spacing=10)
        for widget in (
            self._stepper,
            *(self._buttons[act] for act in Act if act not in (Act.MORE_GUESTS, Act.FEWER_GUESTS)),
        ):
            flow.addWidget(widget)
        self.show_answer(None)

    def show_answer(self, answer: DoorAnswer | None) -> None:
        """Offer what can be done about this answer; nothing for None."""
        known = answer is not None and answer.member_uid is not None and not answer.awaits
        is_welcome = known and answer is not None and answer.verdict is Verdict.WELCOME
        is_in = is_welcome or (
            known and answer is not None and (answer.is_in or answer.verdict is Verdict.ALREADY_IN)
        )
        self._stepper.setVisible(is_in)
        self._buttons[Act.GROUP].hide()
        self._buttons[Act.UNDO_GROUP].hide()
        self._buttons[Act.NOT_THEM].setVisible(is_in)
        self._buttons[Act.LEAVE].setVisible(is_in and not is_welcome)
        self._buttons[Act.PAID].setVisible(is_in and answer is not None and bool(answer.to_pay))
        self._buttons[Act.PRINT].setVisible(is_in)
        self._buttons[Act.NEW_BADGE].setVisible(is_in)
        if answer is not None:
            self.show_guests(answer.plus_in, answer.plus)
        self.setVisible(is_in)

    def show_guests(self, inside: int, announced: int) -> None:
        """Say how many extra guests are in, of how many who were announced."""
        self._counted = (inside, announced)
        if self._is_tight:
            words = f"{inside}/{announced}" if announced > inside else str(inside)
        elif announced > inside:
            words = _("{count} of {all} guests in").format(count=inside, all=announced)
        elif inside:
            words = ngettext("{count} guest in", "{count} guests in", inside).format(count=inside)
        else:
            words = _("No guests")
        self._guests.setText(words)
        self._buttons[Act.FEWER_GUESTS].setEnabled(inside > 0)

    def set_tight(self, is_tight: bool) -> None:
        """Say the number of guests without words, where there is little room."""
        self._is_tight = is_tight
        self.show_guests(*self._counted)

    def offer_group(self, count: int) -> None:
        """Offer to let in so many who belong to the person on the card; 0 offers nothing."""
        offer = self._buttons[Act.GROUP]
        words = ngettext(
            "{count} more with their address: let in  G",
            "{count} more with their address: let all in  G",
            count,
        ).format(count=count)
        offer.setText(_("{count} more  G").format(count=count) if self._is_tight else words)
        offer.setToolTip(words)
        offer.setVisible(count > 0 and self.isVisible())

    def offer_undo(self, count: int) -> None:
        """Offer to take all of a group back; 0 offers nothing."""
        offer = self._buttons[Act.UNDO_GROUP]
        offer.setText(
            ngettext("Undo {count} arrival", "Undo all {count}", count).format(count=count)
        )
        offer.setVisible(count > 0)
        self.setVisible(count > 0)

    def offers(self, act: Act) -> bool:
        """Whether this can be done now."""
        made = self._buttons[act]
        return made.isVisible() and made.isEnabled()

    def _make(self, act: Act, words: str) -> QPushButton:
        made = button(words, self._tell)
        made.setObjectName(act.value)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if act in (Act.MORE_GUESTS, Act.FEWER_GUESTS):
            made.setAccessibleName(
                _("One guest more") if act is Act.MORE_GUESTS else _("One guest fewer")
            )
        return made

    def _tell(self) -> None:
        self.wished.emit(self.sender().objectName())


def _words() -> dict[Act, str]:
    return {
        Act.MORE_GUESTS: "+",
        Act.FEWER_GUESTS: "−",
        Act.GROUP: "",
        Act.NOT_THEM: _("Not them  W"),
        Act.LEAVE: _("They leave  O"),
        Act.PAID: _("Has paid  M"),
        Act.PRINT: _("Print a badge  P"),
        Act.NEW_BADGE: _("Badge lost: a new one"),
        Act.UNDO_GROUP: "",
    }
