"""The table of guests: a key or a menu changes an answer, plus and minus the extra guests."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import sorting_name
from organizer.domain.records import EventRow, GuestRow, QuestionRecord
from organizer.domain.words import _
from organizer.ui.events.guest_columns import (
    GuestWish,
    answer_column,
    paid_column,
    wish_words,
    wishes_column,
)
from organizer.ui.events.words import STATUS_ROLES, status_word, visit_mark
from organizer.ui.kit.records import Column
from organizer.ui.kit.tables import RecordTable

_KEYS = {
    Qt.Key.Key_I: RegistrationStatus.INVITED,
    Qt.Key.Key_G: RegistrationStatus.GOING,
    Qt.Key.Key_M: RegistrationStatus.MAYBE,
    Qt.Key.Key_W: RegistrationStatus.WAITLISTED,
    Qt.Key.Key_D: RegistrationStatus.DECLINED,
    Qt.Key.Key_Delete: RegistrationStatus.CANCELLED,
}
_MORE = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_FEWER = (Qt.Key.Key_Minus,)
_WISH_KEYS = {
    Qt.Key.Key_P: GuestWish.PAID,
    Qt.Key.Key_A: GuestWish.ANSWERS,
    Qt.Key.Key_B: GuestWish.BADGES,
}
_STATUS_COLUMN, _EXTRA_COLUMN = 1, 2
_MOST_QUESTIONS = 4
"""So many questions have a column; all of them are in the panel of answers."""
_ORDER = {status: number for number, status in enumerate(_KEYS.values())}


class GuestTable(RecordTable):
    """Guests of one event. Enter or a click on an answer opens the menu of answers.

    Keys: I invited, G going, M maybe, W waitlist, D declined, Delete takes off, + and - guests,
    P has paid, A answers, B badges.
    """

    status_chosen = Signal(object)
    """The RegistrationStatus that the selected guests are to have."""
    extra_chosen = Signal(int)
    """By how many the extra guests of those selected change, 1 or -1."""
    wished = Signal(str)
    """What else is to be done with those selected, as a GuestWish by its value."""

    def __init__(self) -> None:
        self._event: EventRow | None = None
        self._layout_shown: object = None
        super().__init__(self._columns(), _registration, several=True)
        self.setObjectName("guests")
        self.setAccessibleName(_("Guest list"))
        self.menu = self._make_menu()
        self.activated_record.connect(self._open_menu)
        self.clicked.connect(self._clicked)

    def show_guests(self, event: EventRow, guests: list[GuestRow]) -> None:
        """Show these guests of this event."""
        self._event = event
        self.set_records(guests)

    def fit_event(
        self,
        event: EventRow,
        guests: Sequence[GuestRow],
        questions: Sequence[QuestionRecord],
        workshops: Sequence[EventRow],
    ) -> None:
        """Have columns for what this event knows of its guests, and offer what can be done here."""
        wishes = any(guest.choices for guest in guests)
        titles = {one.uid: one.title for one in workshops}
        some_came = any(guest.arrived_at for guest in guests)
        wanted = (
            *(event.uid, event.lists_payments, some_came, wishes),
            *(tuple(questions), tuple(titles.items())),
        )
        asks = bool(questions or workshops)
        for wish in (GuestWish.PAID, GuestWish.UNPAID):
            self.actions_by_wish[wish].setVisible(event.lists_payments)
        self.actions_by_wish[GuestWish.ANSWERS].setVisible(asks)
        is_planned = event.status is EventStatus.PLANNED
        self.actions_by_wish[GuestWish.BADGES].setVisible(is_planned)
        if wanted == self._layout_shown:
            return
        self._layout_shown = wanted
        # What may be missed stands last, for there it gives way where the table is narrow.
        more = [answer_column(one) for one in questions[:_MOST_QUESTIONS]]
        more += [wishes_column(titles)] if wishes else []
        self.set_columns(self._columns(more, with_paid=event.lists_payments, some_came=some_came))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        plain = not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and self.selected() and key in _KEYS:
            self.status_chosen.emit(_KEYS[key])
        elif plain and self.selected() and key in (*_MORE, *_FEWER):
            self.extra_chosen.emit(1 if key in _MORE else -1)
        elif plain and self.selected() and key in _WISH_KEYS:
            self._wish(_WISH_KEYS[key])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selected():
            self.menu.popup(event.globalPos())

    def _wish(self, wish: GuestWish) -> None:
        """Only what the menu offers can be wished for; P turns the paid mark of all selected."""
        if not self.actions_by_wish[wish].isVisible():
            return
        if wish is GuestWish.PAID and all(guest.is_paid for guest in self.selected()):
            wish = GuestWish.UNPAID
        self.wished.emit(wish.value)

    def _columns(
        self, more: Sequence[Column] = (), *, with_paid: bool = False, some_came: bool = True
    ) -> list[Column]:
        return [
            Column(
                _("Name"), _name, sort=_sorting, paint="avatar", role="strong", width=200, stretch=2
            ),
            Column(
                _("Answer"), _status, sort=_rank, paint="chip", chip_role=_status_role, width=116
            ),
            Column(_("Extra"), _extra, sort=_plus, align="end", width=64),
            *([_arrived_column()] if some_came else []),
            *([paid_column()] if with_paid else []),
            Column(
                "", self._mark, paint="chip", chip_role=self._mark_role, width=172, can_hide=True
            ),
            *more,
        ]

    def _mark(self, guest: GuestRow) -> str:
        return visit_mark(guest, self._event)[0] if self._event else ""

    def _mark_role(self, guest: GuestRow) -> str:
        return visit_mark(guest, self._event)[1] if self._event else "neutral"

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("guest_menu")
        for status, words in _menu_words().items():
            action = menu.addAction(words)
            action.setObjectName(f"set_{status.value}")
            action.setData(status.value)
        menu.addSeparator()
        for name, words, step in (
            ("one_more", _("Brings one more\t+"), 1),
            ("one_fewer", _("Brings one fewer\t−"), -1),
        ):
            action = menu.addAction(words)
            action.setObjectName(name)
            action.setData(step)
        menu.addSeparator()
        self.actions_by_wish: dict[GuestWish, QAction] = {}
        for wish, words in wish_words().items():
            action = QAction(words, self)
            action.setObjectName(wish.value)
            action.setData(wish.value)
            menu.addAction(action)
            self.actions_by_wish[wish] = action
        menu.triggered.connect(self._choose)
        return menu

    def _choose(self, action: QAction) -> None:
        chosen = action.data()
        if isinstance(chosen, int):
            self.extra_chosen.emit(chosen)
        elif chosen in set(GuestWish):
            self.wished.emit(chosen)
        else:
            self.status_chosen.emit(RegistrationStatus(chosen))

    def _open_menu(self, _guest: GuestRow) -> None:
        cell = self.visualRect(self.currentIndex().siblingAtColumn(_STATUS_COLUMN))
        self.menu.popup(self.viewport().mapToGlobal(QPoint(cell.left(), cell.bottom())))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() in (_STATUS_COLUMN, _EXTRA_COLUMN) and len(self.selected()) == 1:
            self._open_menu(self.records[index.row()])


def _arrived_column() -> Column:
    return Column(_("Arrived"), _arrived, sort=_arrived_at, align="end", width=88)


def _menu_words() -> dict[RegistrationStatus, str]:
    """The answers as the menu says them; what follows the tab is the key."""
    return {
        RegistrationStatus.GOING: _("Going\tG"),
        RegistrationStatus.MAYBE: _("Maybe\tM"),
        RegistrationStatus.INVITED: _("Invited\tI"),
        RegistrationStatus.WAITLISTED: _("On the waitlist\tW"),
        RegistrationStatus.DECLINED: _("Declined\tD"),
        RegistrationStatus.CANCELLED: _("Take off the list\tDel"),
    }


def _registration(guest: GuestRow) -> int:
    return guest.registration_id


def _name(guest: GuestRow) -> str:
    return guest.name


def _sorting(guest: GuestRow) -> str:
    return guest.sorting_name or sorting_name(guest.name)


def _status(guest: GuestRow) -> str:
    return status_word(guest.status) if guest.status else ""


def _status_role(guest: GuestRow) -> str:
    return STATUS_ROLES[guest.status] if guest.status else "neutral"


def _rank(guest: GuestRow) -> int:
    return _ORDER[guest.status] if guest.status else len(_ORDER)


def _extra(guest: GuestRow) -> str:
    return f"+{guest.plus}" if guest.plus else ""


def _plus(guest: GuestRow) -> int:
    return guest.plus


def _arrived(guest: GuestRow) -> str:
    return f"{guest.arrived_at:%H:%M}" if guest.arrived_at else ""


def _arrived_at(guest: GuestRow) -> object:
    return guest.arrived_at
