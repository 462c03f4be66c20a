"""The card on top of an event: its hours and place, its numbers, and its workshops with their fill."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import EventCounts, EventRow
from organizer.domain.words import _, ngettext
from organizer.ui.events.event_facts import EventFacts
from organizer.ui.events.opened import OpenedEvent
from organizer.ui.events.tab_order import place_in, stand_after
from organizer.ui.events.words import closed_words, hours_of, is_over, seats_of, share_of, state_of
from organizer.ui.kit.layouts import FlowLayout, clear
from organizer.ui.kit.painted import Chip, MeterBar
from organizer.ui.kit.widgets import Card, Stat, button, text


class NumbersCard(Card):
    """What one wants to know of an event at a glance."""

    opened = Signal(str)
    """The uid of the workshop or meetup to show."""
    adding = Signal()
    """A workshop is to be added to this meetup."""

    def __init__(self) -> None:
        self._chip = Chip("", "neutral")
        self._chip.setObjectName("event_state")
        super().__init__(" ", self._chip)
        self.header.title.setObjectName("event_when")
        self._notes = text("", "muted", wrap=True)
        self._stats = _flow(32)
        self._stats.setObjectName("event_stats")
        self._meter = MeterBar()
        self._meter.setObjectName("event_meter")
        self._parts = _flow(8)
        self._parts.setObjectName("event_parts")
        self._parts_shown: object = None
        self._place_of_parts = place_in(self._parts)
        self._likely = text("", "muted")
        self._likely.setObjectName("likely")
        self.facts = EventFacts()
        self.header.title.setWordWrap(True)
        stretched = self.header.layout()
        if isinstance(stretched, QBoxLayout):
            stretched.setStretch(0, 1)
        # Numbers first, words second, buttons last.
        self.add(self._stats, self._meter, self._likely, 4, self._notes, self.facts, 4, self._parts)

    def show_event(self, event: OpenedEvent, now: datetime) -> None:
        """Show the numbers of this event as they stand at this instant."""
        self.header.title.setText(_hours_and_place(event))
        words, role = state_of(event.row, now)
        words = closed_words(event.row) or words
        self._chip.set_chip(words, role)
        self._chip.setVisible(bool(words))
        self._notes.setText(event.row.description)
        self._notes.setVisible(bool(event.row.description))
        _refill(self._stats, [Stat(*pair) for pair in _numbers(event, now)])
        share = share_of(event.row)
        self._meter.setVisible(share is not None)
        self._meter.set_share(share or 0.0, seats_of(event.row))
        self._likely.setText(_likely_words(event, now))
        self._likely.setVisible(bool(self._likely.text()))
        self.facts.show_event(event, now)
        self._show_parts(event, now)

    def _show_parts(self, event: OpenedEvent, now: datetime) -> None:
        """The workshops, or the meetup that this workshop is part of."""
        can_add = (
            event.row.kind is EventKind.MEETUP
            and event.row.status is EventStatus.PLANNED
            and not is_over(event.row, now)
        )
        wanted = (event.meetup, event.workshops, can_add)
        if wanted == self._parts_shown:
            return
        self._parts_shown = wanted
        parts: list[QWidget] = []
        if event.meetup is not None:
            title = _("Part of {title}").format(title=shown(event.meetup.title))
            parts.append(self._part_button(title, event.meetup.uid))
        for workshop in event.workshops:
            parts.append(self._part_button(_workshop_words(workshop), workshop.uid))
        if can_add:
            add = button(_("Add a workshop"), self._add, icon_name="plus")
            add.setObjectName("add_workshop")
            parts.append(add)
        had_focus = self._parts.isAncestorOf(QApplication.focusWidget() or self)
        _refill(self._parts, parts)
        stand_after(self._place_of_parts, parts)
        if had_focus and parts:
            parts[-1].setFocus()
        self._parts.setVisible(bool(parts))

    def _part_button(self, words: str, uid: str) -> QWidget:
        made = button(words, self._open)
        made.setObjectName(f"part_{uid}")
        made.setProperty("uid", uid)
        return made

    def _open(self) -> None:
        self.opened.emit(self.sender().property("uid"))

    def _add(self) -> None:
        self.adding.emit()


def _hours_and_place(event: OpenedEvent) -> str:
    words = hours_of(event.row)
    if event.row.timezone != event.community_zone:
        words = _("{hours} ({zone})").format(hours=words, zone=event.row.timezone)
    known = (event.row.room, event.row.venue)
    return ", ".join([words, *(shown(part) for part in known if part)])


def _likely_words(event: OpenedEvent, now: datetime) -> str:
    """How many will come, where that says more than who is going."""
    if event.counts.likely is None or not event.row.going or is_over(event.row, now):
        return ""
    low, high = event.counts.likely
    if low == high:
        return ngettext("{count} will likely come", "{count} will likely come", high).format(
            count=high
        )
    return _("{low} to {high} will likely come").format(low=low, high=high)


def _workshop_words(workshop: EventRow) -> str:
    if workshop.status is EventStatus.CANCELLED:
        return _("{title} · cancelled").format(title=shown(workshop.title))
    return _("{title} · {seats}").format(title=shown(workshop.title), seats=seats_of(workshop))


def _numbers(event: OpenedEvent, now: datetime) -> list[tuple[str, str]]:
    """The numbers with what they count; those that are nothing are left out, but for going."""
    row, counts = event.row, event.counts
    numbers: list[tuple[int, str]] = []
    if row.attended or is_over(row, now):
        numbers.append((row.attended, _("came")))
    seats = (
        _("going")
        if row.capacity is None
        else ngettext("going of {count} seat", "going of {count} seats", row.capacity).format(
            count=row.capacity
        )
    )
    numbers.append((row.going, seats))
    unpaid = counts.unpaid if row.lists_payments else 0
    numbers += [pair for pair in (*_answers(counts), (unpaid, _("not paid"))) if pair[0]]
    return [(str(number), words) for number, words in numbers]


def _answers(counts: EventCounts) -> list[tuple[int, str]]:
    status = RegistrationStatus
    extra = ngettext("extra guest", "extra guests", counts.guests)
    return [
        (counts.by_status[status.INVITED], _("invited")),
        (counts.by_status[status.MAYBE], _("maybe")),
        (counts.by_status[status.WAITLISTED], _("waitlisted")),
        (counts.first_timers, _("for the first time")),
        (counts.guests, extra),
    ]


def _flow(spacing: int) -> QWidget:
    """A widget whose content wraps like words."""
    widget = QWidget()
    FlowLayout(widget, spacing)
    return widget


def _refill(widget: QWidget, content: list[QWidget]) -> None:
    layout = widget.layout()
    if layout is not None:
        clear(layout)
        for each in content:
            layout.addWidget(each)
