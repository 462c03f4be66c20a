"""Columns of a list that no field takes: which they are, and making one a field of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from organizer.domain.fields import NO_WORDS, YES_WORDS, check, problem
from organizer.domain.kinds import FieldKind
from organizer.domain.matching import Person
from organizer.domain.names import clean_name, fold
from organizer.domain.records import FieldRecord, PeopleList
from organizer.intake.columns import OF_ONE_EVENT
from organizer.intake.dates import UnclearDate, UnreadableDate, read_dates
from organizer.models.tables import new_uid

LONGEST_FIELD_NAME = 80
_ROWS_TO_TELL_BY = 1_000
"""A value further below that is of another kind is told, and kept as it stands."""


def columns_beside(one: PeopleList) -> tuple[str, ...]:
    """Return the labels of what is kept with each person as it stands, in the list's order.

    What a single cell of a known column held beside is not among them: that is told for its row.
    Whether somebody has paid or answered belongs to an event; where none is meant, it is beside.
    """
    taken = {one.columns[index] for word, index in one.mapping.items() if word not in OF_ONE_EVENT}
    kept = dict.fromkeys(label for row in one.rows for label, _text in row.fields)
    places = {label: place for place, label in enumerate(one.columns)}
    left = [label for label in kept if label not in taken]
    return tuple(sorted(left, key=lambda label: places.get(label, len(places))))


def field_from_column(one: PeopleList, label: str) -> FieldRecord:
    """Return the field that a column kept beside would be, of the kind that all its values are."""
    rows = one.rows[:_ROWS_TO_TELL_BY]
    texts = [text for row in rows for name, text in row.fields if name == label]
    return FieldRecord(new_uid(), field_name(label), _kind_of(texts))


def field_name(label: str) -> str:
    """Return what a field is called that a column with this label becomes."""
    return " ".join(clean_name(label).split())[:LONGEST_FIELD_NAME].rstrip()


def adopt(people: Iterable[Person], fields: Sequence[FieldRecord]) -> None:
    """Move what earlier lists left beside under the name of a field into it, where it can be."""
    by_name = {fold(field.name): field for field in fields}
    for person in people:
        for label, text in list(person.fields.items()):
            field = by_name.get(fold(label))
            if field is not None and not problem(field.kind, field.choices, text):
                person.values[field.uid] = check(field.kind, field.choices, text)
                del person.fields[label]


def _kind_of(texts: Sequence[str]) -> FieldKind:
    """Return marks or days where every value is one; numbers stay text, as zeros before count."""
    marks = YES_WORDS | NO_WORDS
    if texts and all(text.casefold() in marks for text in texts):
        return FieldKind.YES_NO
    # Bare numbers may be days as spreadsheets count them, but far more often they are not.
    if texts and not any(text.isdecimal() for text in texts):
        days = read_dates(texts)
        if not any(isinstance(day, UnclearDate | UnreadableDate | None) for day in days):
            return FieldKind.DATE
    return FieldKind.TEXT
