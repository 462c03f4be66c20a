"""The last things that happened at the door, each arrival with its Undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from organizer.domain.kinds import DoorAction, Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorEntryRow
from organizer.domain.words import _
from organizer.ui.door.verdict_looks import look_of
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import Card, ElidedLabel, IconLabel, Rule, button, text

MOST_SHOWN = 10
_LEAST_HEIGHT = 40
"""The newest line, whatever else needs room."""
_ROLE_ICONS = {"good": "check", "info": "info", "warn": "warning", "bad": "prohibit"}


class LastEntries(Card):
    """The last ten people of the door's log, newest on top."""

    undo_requested = Signal(object)
    """The `DoorEntryRow` to take back."""
    naming_requested = Signal(object)
    """The `DoorEntryRow` of somebody let in for now, to say who it was."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("last_entries")
        self._empty = text(_("Who comes in is listed here, and can be taken back."), "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lines = [_EntryLine(self) for _number in range(MOST_SHOWN)]
        inside = set_role(QWidget(), "page")
        lines = column(self._empty, *self._lines, 0, spacing=0)
        lines.setContentsMargins(20, 8, 8, 8)
        inside.setLayout(lines)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(inside)
        scrolled.setMinimumHeight(_LEAST_HEIGHT)
        self.body.setContentsMargins(1, 6, 6, 6)
        self.add(scrolled)
        self.entries: Sequence[DoorEntryRow] = ()
        self.show_entries((), {})

    def show_entries(self, entries: Sequence[DoorEntryRow], notes: Mapping[int, str]) -> None:
        """Show entries; `notes` knows by entry what was said at an arrival, such as first time."""
        self.entries = entries
        self._empty.setVisible(not entries)
        for line, entry in zip(self._lines, [*entries, *[None] * MOST_SHOWN], strict=False):
            line.show_entry(entry, notes.get(entry.id, "") if entry else "")


class _EntryLine(QWidget):
    """One entry: sign, time, name, what there is to say, Undo."""

    def __init__(self, card: LastEntries) -> None:
        super().__init__()
        self._card = card
        self._entry: DoorEntryRow | None = None
        self._signs = {role: IconLabel(name, role, 16) for role, name in _ROLE_ICONS.items()}
        self._time = text("00:00:00", "muted")
        self._time.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._name = ElidedLabel("", "strong")
        self._name.setObjectName("entry_name")
        self._note = ElidedLabel("", "muted")
        self._note.setObjectName("entry_note")
        self.undo = button(_("Undo"), self._undo, role="link")
        self.undo.setObjectName("undo_entry")
        self.naming = button(_("Who is it?"), self._ask_who, role="link")
        self.naming.setObjectName("name_entry")
        policy = self.undo.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.undo.setSizePolicy(policy)
        parts = (self._time, self._name, self._note, self.naming, self.undo)
        line = row(*self._signs.values(), *parts, spacing=12)
        line.setStretch(5, 3)
        line.setStretch(6, 3)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column(line, Rule(), spacing=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_entry(self, entry: DoorEntryRow | None, note: str) -> None:
        self._entry = entry
        self.setVisible(entry is not None)
        if entry is None:
            return
        seen = look_of(entry.verdict)
        is_undone = entry.note == str(DoorAction.UNDONE)
        is_in = entry.action is DoorAction.ARRIVED and not is_undone
        refused_role = "bad" if entry.is_turned_away else seen.role
        shown_role = "good" if is_in else "info" if is_undone else refused_role
        for role, sign in self._signs.items():
            sign.setVisible(role == shown_role)
        name = shown(entry.name) if entry.name else _nobody(entry)
        if entry.action is DoorAction.COUNTED:
            name = _("{plus:+d} on no list").format(plus=entry.plus)
        elif entry.is_guests_only:
            name = _("{plus:+d} with {name}").format(plus=entry.plus, name=name)
        elif entry.plus > 0 and not is_undone:
            name = _("{name} + {plus}").format(name=name, plus=entry.plus)
        self._time.setText(f"{entry.at:%H:%M:%S}")
        self._name.setText(name)
        self._note.setText(_note(entry, note, is_undone))
        self.undo.setVisible(entry.can_undo)
        self.naming.setVisible(entry.is_provisional)
        self.undo.setAccessibleName(_("Undo: {name}").format(name=name))

    def _ask_who(self) -> None:
        if self._entry is not None:
            self._card.naming_requested.emit(self._entry)

    def _undo(self) -> None:
        if self._entry is not None:
            self._card.undo_requested.emit(self._entry)


def _note(entry: DoorEntryRow, note: str, is_undone: bool) -> str:
    if is_undone:
        return _("taken back")
    if entry.action is DoorAction.LEFT:
        return _("left")
    if entry.action is DoorAction.ARRIVED:
        return entry.note or note
    if entry.is_turned_away:
        return _("turned away")
    return look_of(entry.verdict).word if entry.name else ""


def _nobody(entry: DoorEntryRow) -> str:
    """Return what stands for a name: a walk-in who was taken back has left none."""
    if entry.action is DoorAction.ARRIVED and entry.verdict is Verdict.NOT_ON_LIST:
        return _("A walk-in")
    return look_of(entry.verdict).word
