"""The names of a sign-in sheet with boxes to tick: letters jump, Space ticks, + and - count guests."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QElapsedTimer,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import fold, shown
from organizer.domain.records import GuestRow
from organizer.domain.words import _
from organizer.services.answers.guests import MOST_GUESTS_OF_ONE
from organizer.ui.events.words import STATUS_ROLES, status_word
from organizer.ui.kit.icons import draw_icon
from organizer.ui.kit.look import look, px
from organizer.ui.kit.records import RECORD_ROLE, Column
from organizer.ui.kit.rows import RowDelegate
from organizer.ui.kit.tables import RecordTable

_PARTS = (RegistrationStatus.GOING, RegistrationStatus.WAITLISTED)
"""The parts of a sign-in sheet in their order."""
_PAUSE = 1200
"""Milliseconds without a letter after which another name is begun."""
_BOX = 20


def on_sheet(guests: Iterable[GuestRow]) -> list[GuestRow]:
    """Return who is on the sign-in sheet, in its order; `guests` are sorted by sorting name."""
    everyone = list(guests)
    return [guest for status in _PARTS for guest in everyone if guest.status is status]


class TickTable(RecordTable):
    """Guests who can be ticked; those who had come already are, and stay so."""

    changed = Signal()
    """Somebody was ticked, or is not any more."""

    def __init__(self) -> None:
        self._ticked: set[str] = set()
        self._plus: dict[str, int] = {}
        self._typed = ""
        self._since = QElapsedTimer()
        columns = self._columns()
        super().__init__(columns, _uid)
        self.setObjectName("ticks")
        self.setAccessibleName(_("Names on the sheet"))
        self._rows = _TickRows(columns, self)
        self.setItemDelegate(self._rows)
        self.horizontalHeader().hide()
        self.setSortingEnabled(False)
        self.clicked.connect(self._toggle)

    def ticked(self) -> list[str]:
        """The uids of the members ticked, in the order of the sheet."""
        return [guest.member_uid for guest in self.records if guest.member_uid in self._ticked]

    def plus(self) -> dict[str, int]:
        """How many extra guests came with those ticked, by uid, where that was changed."""
        return {uid: count for uid, count in self._plus.items() if uid in self._ticked}

    def guests_ticked(self) -> int:
        """How many extra guests come with all who are ticked."""
        chosen = (guest for guest in self.records if guest.member_uid in self._ticked)
        return sum(self._plus_of(guest) for guest in chosen)

    def is_ticked(self, guest: GuestRow) -> bool:
        """Whether somebody is ticked, or had come already."""
        return guest.member_uid in self._ticked or guest.arrived_at is not None

    def tick(self, member_uid: str) -> GuestRow | None:
        """Tick somebody, who stays ticked if they were, and go to them; None for nobody's row."""
        rows = (row for row, one in enumerate(self.records) if one.member_uid == member_uid)
        row = next(rows, None)
        if row is None:
            return None
        guest: GuestRow = self.records[row]
        self._typed = ""
        self._go_to(row)
        if guest.arrived_at is None and member_uid not in self._ticked:
            self._ticked.add(member_uid)
            self.viewport().update()
            self.changed.emit()
        return guest

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        match Qt.Key(event.key()):
            case Qt.Key.Key_Space:
                self._toggle(self.currentIndex())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._toggle(self.currentIndex())
                self._go_to(self.currentIndex().row() + 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Minus:
                self._count(self.currentIndex(), 1 if event.key() == Qt.Key.Key_Plus else -1)
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_Home | Qt.Key.Key_End:
                self._typed = ""
                super().keyPressEvent(event)
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the name that begins with what is typed, or has a word that does."""
        if not self._since.isValid() or self._since.hasExpired(_PAUSE):
            self._typed = ""
        self._since.start()
        for typed in (self._typed + search, search):
            found = self._find(fold(typed))
            if found is not None:
                self._typed = typed
                self._go_to(found)
                return

    def _find(self, beginning: str) -> int | None:
        """Return the first row of a name with this beginning; of a later word where none has it."""
        names = [fold(guest.name) for guest in self.records]
        rows = [row for row, name in enumerate(names) if name.startswith(beginning)]
        rows += [row for row, name in enumerate(names) if f" {beginning}" in name]
        return rows[0] if rows and beginning else None

    def _go_to(self, row: int) -> None:
        if 0 <= row < len(self.records):
            self.selectRow(row)
            self.scrollTo(self.currentIndex())

    def _toggle(self, index: QModelIndex) -> None:
        self._typed = ""
        if not index.isValid():
            return
        guest = self.records[index.row()]
        if guest.arrived_at is None:
            self._ticked ^= {guest.member_uid}
            self.viewport().update()
            self.changed.emit()

    def _count(self, index: QModelIndex, more: int) -> None:
        """Count one extra guest more or fewer with somebody, who is ticked by that."""
        self._typed = ""
        if not index.isValid():
            return
        guest = self.records[index.row()]
        count = self._plus_of(guest) + more
        if guest.arrived_at is None and 0 <= count <= MOST_GUESTS_OF_ONE:
            self._plus[guest.member_uid] = count
            self._ticked.add(guest.member_uid)
            self.viewport().update()
            self.changed.emit()

    def _plus_of(self, guest: GuestRow) -> int:
        return self._plus.get(guest.member_uid, guest.plus)

    def _extra(self, guest: GuestRow) -> str:
        """How many extra guests came; with how many were announced, where that is another number."""
        count = self._plus_of(guest)
        if count != guest.plus and guest.plus:
            return _("+{count} of {all}").format(count=count, all=guest.plus)
        return f"+{count}" if count else ""

    def _columns(self) -> list[Column]:
        return [
            Column("", self._mark, width=44),
            Column("", _name, role="strong", width=160, stretch=1),
            Column("", self._extra, role="muted", align="end", width=76),
            Column("", _standing, paint="chip", chip_role=_standing_role, width=116, align="end"),
        ]

    def _mark(self, guest: GuestRow) -> str:
        """What the box says to those who do not see it."""
        return _("Ticked") if self.is_ticked(guest) else _("Not ticked")


class _TickRows(RowDelegate):
    """Paints the first column as boxes."""

    def __init__(self, columns: list[Column], table: TickTable) -> None:
        super().__init__(columns, table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if index.column() != 0:
            super().paint(painter, option, index)
            return
        area: QRect = option.rect
        guest: GuestRow = index.data(RECORD_ROLE)
        painter.save()
        self._paint_row(painter, area, option, index)
        box = QRect(0, 0, px(_BOX), px(_BOX))
        box.moveCenter(area.center())
        _paint_box(painter, box, self._table.is_ticked(guest), guest.arrived_at is None)
        painter.restore()


def _paint_box(painter: QPainter, box: QRect, is_ticked: bool, is_free: bool) -> None:
    """Paint a box; one that is not free had been ticked at the desk, and is pale."""
    colours = look().palette
    fill = colours.accent if is_free else colours.accent_soft
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(fill if is_ticked else colours.muted), 1.5))
    painter.setBrush(QColor(fill if is_ticked else colours.surface))
    painter.drawRoundedRect(QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75), px(5), px(5))
    if is_ticked:
        inner = box.adjusted(px(3), px(3), -px(3), -px(3))
        draw_icon(
            painter, inner, "check-bold", colours.on_accent if is_free else colours.accent_ink
        )


def _uid(guest: GuestRow) -> str:
    return guest.member_uid


def _name(guest: GuestRow) -> str:
    return shown(guest.name)


def _standing(guest: GuestRow) -> str:
    if guest.arrived_at is not None:
        return _("In at {time}").format(time=f"{guest.arrived_at:%H:%M}")
    waits = guest.status is RegistrationStatus.WAITLISTED
    return status_word(RegistrationStatus.WAITLISTED) if waits else ""


def _standing_role(guest: GuestRow) -> str:
    waits = guest.arrived_at is None and guest.status is not None
    return STATUS_ROLES[guest.status] if waits and guest.status else "neutral"
