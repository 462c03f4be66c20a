"""The table of guests: a key or a menu changes an answer, plus and minus the extra guests."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import sorting_name
from organizer.domain.records import EventRow, GuestRow
from organizer.domain.words import _
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
_STATUS_COLUMN, _EXTRA_COLUMN = 1, 2
_ORDER = {status: number for number, status in enumerate(_KEYS.values())}


class GuestTable(RecordTable):
    """Guests of one event. Enter or a click on an answer opens the menu of answers.

    Keys: I invited, G going, M maybe, W waitlist, D declined, Delete takes off, + and - guests.
    """

    status_chosen = Signal(object)
    """The RegistrationStatus that the selected guests are to have."""
    extra_chosen = Signal(int)
    """By how many the extra guests of those selected change, 1 or -1."""

    def __init__(self) -> None:
        self._event: EventRow | None = None
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        plain = not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and self.selected() and key in _KEYS:
            self.status_chosen.emit(_KEYS[key])
        elif plain and self.selected() and key in (*_MORE, *_FEWER):
            self.extra_chosen.emit(1 if key in _MORE else -1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selected():
            self.menu.popup(event.globalPos())

    def _columns(self) -> list[Column]:
        return [
            Column(
                _("Name"), _name, sort=_sorting, paint="avatar", role="strong", width=200, stretch=2
            ),
            Column(
                _("Answer"), _status, sort=_rank, paint="chip", chip_role=_status_role, width=130
            ),
            Column(_("Extra"), _extra, sort=_plus, align="end", width=72),
            Column(_("Arrived"), _arrived, sort=_arrived_at, align="end", width=88),
            Column(
                "", self._mark, paint="chip", chip_role=self._mark_role, width=170, can_hide=True
            ),
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
        menu.triggered.connect(self._choose)
        return menu

    def _choose(self, action: QAction) -> None:
        chosen = action.data()
        if isinstance(chosen, int):
            self.extra_chosen.emit(chosen)
        else:
            self.status_chosen.emit(RegistrationStatus(chosen))

    def _open_menu(self, _guest: GuestRow) -> None:
        cell = self.visualRect(self.currentIndex().siblingAtColumn(_STATUS_COLUMN))
        self.menu.popup(self.viewport().mapToGlobal(QPoint(cell.left(), cell.bottom())))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() in (_STATUS_COLUMN, _EXTRA_COLUMN) and len(self.selected()) == 1:
            self._open_menu(self.records[index.row()])


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
