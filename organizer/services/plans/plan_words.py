"""What a plan says to those who are invited: the place in full, and the rest of it in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from organizer.domain.times import day_in_words
from organizer.domain.words import _
from organizer.models.tables import Event, Question, Venue


def place_in_full(event: Event, venue: Venue | None) -> str:
    """Return where an event is held, for LOCATION: "Room 2, Old boathouse, Mill Lane 12"."""
    if venue is None:
        return event.room
    address = ", ".join(line.strip(" ,") for line in venue.address.splitlines() if line.strip(" ,"))
    return ", ".join(filter(None, (event.room, venue.name, address)))


def told_of(
    event: Event,
    venue: Venue | None,
    *,
    with_deadline: bool = True,
    questions: Sequence[Question] = (),
) -> str:
    """Return the description of an invitation: what the event is about, and what one should know.

    `questions` are what whoever answers is asked with it.
    """
    sentences = []
    if event.answer_by is not None and with_deadline:
        words = _("Please answer by {day}.")
        sentences.append(words.format(day=deadline_in_words(event.answer_by)))
    for words, said in (
        (_("Level: {text}"), event.level),
        (_("Please bring: {text}"), event.materials),
        (_("It costs {text}."), event.price),
        (_("Getting in: {text}"), venue.access_notes if venue else ""),
    ):
        if said:
            sentences.append(words.format(text=said))
    asked = [_("Please tell us when you answer:"), *map(_asked, questions)] if questions else []
    parts = (event.description, "\n".join(sentences), "\n".join(asked))
    return "\n\n".join(filter(None, parts))


def _asked(question: Question) -> str:
    if not question.choices:
        return f"– {question.wording}"
    return f"– {question.wording} ({', '.join(question.choices)})"


def deadline_in_words(wall: datetime) -> str:
    """Return until when an answer is asked for; the last minute of a day is the day."""
    if (wall.hour, wall.minute) == (23, 59):
        return day_in_words(wall)
    return _("{day}, {time}").format(day=day_in_words(wall), time=f"{wall:%H:%M}")
