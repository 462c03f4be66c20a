"""What is loaded for the page of events: the list, and everything about the one that is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from organizer.domain.records import (
    EventCounts,
    EventRow,
    GuestRow,
    QuestionRecord,
    SegmentRecord,
    SeriesRecord,
    VenueRecord,
)
from organizer.models.database import Database
from organizer.services import communities
from organizer.services.answers import guests
from organizer.services.people import segments
from organizer.services.plans import events, questions, venues
from organizer.services.plans.event_details import names_of, titles_of
from organizer.services.plans.overlaps import overlaps_of
from organizer.services.plans.plan_hints import hints_of
from organizer.services.plans.prerequisites import missing_prerequisites
from organizer.services.plans.series import series_of_event
from organizer.services.plans.workshops import preview_filling


@dataclass(frozen=True, slots=True)
class OpenedEvent:
    """Everything that the view of one event shows."""

    row: EventRow
    counts: EventCounts
    workshops: tuple[EventRow, ...]
    guests: tuple[GuestRow, ...]
    meetup: EventRow | None
    """What this workshop is part of."""
    community_zone: str
    questions: tuple[QuestionRecord, ...] = ()
    place: VenueRecord | None = None
    led_by: tuple[str, ...] = ()
    """Names of the facilitators."""
    asks_for: tuple[str, ...] = ()
    """Tags and titles of workshops that who comes should bring."""
    overlaps: tuple[str, ...] = ()
    """Sentences about what is odd in the plan, and who and what is in two places at that time."""
    lacking: tuple[str, ...] = ()
    """Sentences about people going who lack what the workshop asks for."""
    series: SeriesRecord | None = None
    """What it is one date of."""
    seats_to_give: int = 0
    """In its workshops, by what people wish for."""
    segments: tuple[SegmentRecord, ...] = ()
    """By which the guest list can be narrowed down."""


def load_opened(db: Database, uid: str, *, now: datetime | None = None) -> OpenedEvent:
    """Return all about one event; an unknown uid is a UserError. `now` is an instant."""
    row = events.get_event(db, uid)
    on_list = tuple(guests.list_guests(db, row.uid))
    are_wishing = any(guest.choices for guest in on_list)
    return OpenedEvent(
        row=row,
        counts=events.count_guests(db, row.uid, now=now),
        workshops=tuple(events.workshops_of(db, row.uid)),
        guests=on_list,
        meetup=events.get_event(db, row.part_of) if row.part_of else None,
        community_zone=communities.describe(db).timezone,
        questions=tuple(questions.list_questions(db, row.uid)),
        place=venues.find_venue(db, row.venue) if row.venue else None,
        led_by=tuple(names_of(db, row.facilitators)),
        asks_for=(*row.required_tags, *titles_of(db, row.required_workshops)),
        overlaps=(*hints_of(db, row.uid), *overlaps_of(db, row.uid)),
        lacking=tuple(missing_prerequisites(db, row.uid)),
        series=series_of_event(db, row.uid, now=now) if row.series else None,
        seats_to_give=preview_filling(db, row.uid).seats if are_wishing else 0,
        segments=tuple(segments.list_segments(db)),
    )
