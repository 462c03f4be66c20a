"""Where else in the file a person is spoken of: in notes on others, in plans, in what a door read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_, select, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.domain.alike_names import is_full, name_words
from organizer.domain.names import shown
from organizer.domain.words import _
from organizer.models.tables import (
    Circle,
    Community,
    CustomField,
    DoorEntry,
    Event,
    FieldValue,
    Member,
    Question,
    QuestionAnswer,
    Registration,
    Segment,
    Series,
    Tag,
    Venue,
)


@dataclass(frozen=True, slots=True)
class Needles:
    """What a person is looked for by in free text: full names and addresses.

    A name of one word is not: it is many people's, and part of other words.
    """

    names: tuple[str, ...]
    addresses: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """Each as it may stand in a column, in small letters; JSON writes other scripts otherwise."""
        full = [name for name in self.names if is_full(name_words(name))]
        plain = [text.lower() for text in (*full, *self.addresses)]
        escaped = [json.dumps(text)[1:-1].lower() for text in (*full, *self.addresses)]
        return list(dict.fromkeys((*plain, *escaped)))

    def blank_door_log(self, session: Session) -> None:
        """Blank what a door read that was no code of ours but speaks of the person, as a vCard does."""
        spoken_of = _speaks(self, DoorEntry.code, DoorEntry.note)
        if spoken_of is not None:
            session.execute(
                update(DoorEntry)
                .where(DoorEntry.code != "", spoken_of)
                .values(code="", note="")
                .execution_options(synchronize_session=False)
            )


def mentions(session: Session, needles: Needles) -> tuple[str, ...]:
    """Return in words where a person is still spoken of, each place once."""
    return tuple(dict.fromkeys(_mentions(session, needles)))


def _mentions(session: Session, needles: Needles) -> Iterator[str]:
    notes = (
        Member.notes,
        Member.host_note,
        Member.greeting,
        Member.found_us,
        Member.pronouns,
        Member.phone,
        Member.language,
        Member.fields,
    )
    on_list = select(Member.name).join(Registration, Registration.member_id == Member.id)
    answered = on_list.join(QuestionAnswer, QuestionAnswer.registration_id == Registration.id)
    asked = select(Event.title).join(Question, Question.event_id == Event.id)
    valued = select(Member.name).join(FieldValue, FieldValue.member_id == Member.id)
    plans = (
        *(Event.title, Event.description, Event.url, Event.materials),
        *(Event.room, Event.level, Event.price),
    )
    series = (Series.title, Series.description, Series.url)
    places = (Venue.name, Venue.address, Venue.access_notes, Venue.rooms)
    own_fields = (CustomField.name, CustomField.choices)
    community = (
        Community.name,
        Community.purpose,
        Community.organizer_name,
        Community.organizer_email,
    )
    for words, statement, columns in (
        (_("the page of {name}"), select(Member.name), notes),
        (_("the page of {name}"), valued, (FieldValue.value,)),
        (_("answers of {name}"), answered, (QuestionAnswer.value,)),
        (_("the event “{name}”"), select(Event.title), plans),
        (_("the questions of “{name}”"), asked, (Question.wording, Question.choices)),
        (_("the series “{name}”"), select(Series.title), series),
        (_("the venue “{name}”"), select(Venue.name), places),
        (_("the field “{name}”"), select(CustomField.name), own_fields),
        (_("the circle “{name}”"), select(Circle.name), (Circle.name, Circle.purpose)),
        (_("the tag “{name}”"), select(Tag.name), (Tag.name,)),
        (_("the saved search “{name}”"), select(Segment.name), (Segment.name, Segment.rules)),
        (_("the settings of {name}"), select(Community.name), community),
    ):
        spoken_of = _speaks(needles, *columns)
        if spoken_of is not None:
            for name in session.scalars(statement.where(spoken_of)):
                yield words.format(name=shown(name))


def _speaks(needles: Needles, *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool] | None:
    """Return the condition that any column holds any needle; None where there is no needle."""
    found = [
        func.instr(func.lower(cast(type_coerce(column, String), String)), text) > 0
        for column in columns
        for text in needles.texts
    ]
    return or_(*found) if found else None
