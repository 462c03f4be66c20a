"""What there is to know of an event beside its numbers: lines to read, and sentences to act on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import GuestRow
from organizer.domain.times import short_day
from organizer.domain.words import _, ngettext
from organizer.services.answers.deadlines import is_past_deadline
from organizer.ui.events.answers_so_far import answers_so_far
from organizer.ui.events.opened import OpenedEvent
from organizer.ui.events.tab_order import place_in, stand_after
from organizer.ui.events.words import is_over
from organizer.ui.kit.layouts import clear, row
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import button, text

Verbs = tuple[tuple[str, str], ...]
"""What can be done, and the Wish that does it."""
_MOST_SENTENCES = 4
"""Of what gets in each other's way; beyond that it is a number."""


class EventFacts(QWidget):
    """Lines of facts, then what is in the way, then what needs doing with a verb beside it."""

    wished = Signal(str)
    """A Wish, by its value."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._shown: object = None
        self._place = place_in(self)

    def show_event(self, event: OpenedEvent, now: datetime) -> None:
        """Show the facts of this event as they stand at this instant."""
        said = answers_so_far(event.questions, event.guests)
        wanted = (facts_of(event), said, in_the_way(event, now), to_do(event, now))
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._lines)
        facts, said, ways, rows = wanted
        if facts:
            label = text(" · ".join(facts), "muted", wrap=True)
            label.setObjectName("event_facts")
            self._lines.addWidget(label)
        if said:
            label = text("\n".join(said), wrap=True)
            label.setObjectName("answers_so_far")
            self._lines.addWidget(label)
        for sentence in ways:
            label = set_role(text(sentence, wrap=True), "warn")
            label.setObjectName("event_overlap")
            self._lines.addWidget(label)
        for sentence, verbs in rows:
            self._lines.addWidget(self._to_do_line(sentence, verbs))
        stand_after(self._place, self.findChildren(QPushButton))
        self.setVisible(bool(facts or said or ways or rows))

    def _to_do_line(self, sentence: str, verbs: Verbs) -> QWidget:
        label = text(sentence, wrap=True)
        buttons = []
        for verb, wish in verbs:
            made = button(verb, self._wish, "link")
            made.setObjectName(wish)
            made.setAccessibleName(f"{verb}: {sentence}")
            buttons.append(made)
        line = row(label, *buttons)
        line.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(line)
        return holder

    def _wish(self) -> None:
        self.wished.emit(self.sender().objectName())


def facts_of(event: OpenedEvent) -> tuple[str, ...]:
    """Return what the plan says beside time, place and description."""
    plan, place = event.row, event.place
    known = (
        (_("Led by {names}"), ", ".join(shown(name) for name in event.led_by)),
        ("{text}", shown(plan.level)),
        (_("Bring {text}"), shown(" ".join(plan.materials.split()))),
        (_("Asks for {text}"), ", ".join(shown(word) for word in event.asks_for)),
        (_("Costs {text}"), shown(plan.price)),
        (_("Answers by {text}"), deadline(event)),
        (_("Address: {text}"), shown(" ".join(place.address.split())) if place else ""),
        (_("Getting in: {text}"), shown(" ".join(place.access_notes.split())) if place else ""),
    )
    return tuple(words.format(text=said, names=said) for words, said in known if said)


def deadline(event: OpenedEvent) -> str:
    """Return until when an answer is asked for in few words, or empty."""
    by = event.row.answer_by
    if by is None:
        return ""
    if (by.hour, by.minute) == (23, 59):
        return short_day(by)
    return _("{day}, {time}").format(day=short_day(by), time=f"{by:%H:%M}")


def in_the_way(event: OpenedEvent, now: datetime) -> tuple[str, ...]:
    """Return what is in two places at a time and who lacks something, while it can be changed."""
    if is_over(event.row, now) or event.row.status is EventStatus.CANCELLED:
        return ()
    sentences = [*event.overlaps, *event.lacking]
    more = len(sentences) - _MOST_SENTENCES
    if more > 0:
        sentences[_MOST_SENTENCES:] = [
            ngettext("And {count} more.", "And {count} more.", more).format(count=more)
        ]
    return tuple(sentences)


def to_do(event: OpenedEvent, now: datetime) -> tuple[tuple[str, Verbs], ...]:
    """Return sentences of what needs doing, each with its verbs."""
    rows: list[tuple[str, Verbs]] = []
    planned = event.row.status is EventStatus.PLANNED and not is_over(event.row, now)
    silent = sum(1 for guest in event.guests if _is_silent(guest))
    if planned and silent and is_past_deadline(event.row, now):
        sentence = ngettext(
            "{count} has not answered.", "{count} have not answered.", silent
        ).format(count=silent)
        verbs = ((_("Remind"), "remind"), (_("Set to declined"), "decline_silent"))
        rows.append((sentence, verbs))
    if planned and event.seats_to_give:
        sentence = ngettext(
            "{count} seat in the workshops can be given by what people wish for.",
            "{count} seats in the workshops can be given by what people wish for.",
            event.seats_to_give,
        ).format(count=event.seats_to_give)
        rows.append((sentence, ((_("Fill the workshops"), "fill_workshops"),)))
    return tuple(rows)


def _is_silent(guest: GuestRow) -> bool:
    return guest.status in (RegistrationStatus.INVITED, RegistrationStatus.MAYBE)
