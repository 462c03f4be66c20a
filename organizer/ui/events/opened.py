"""What is loaded for the page of events: the list, and everything about the one that is open."""

from __future__ import annotations

from dataclasses import dataclass

from organizer.domain.records import EventCounts, EventRow, GuestRow
from organizer.models.database import Database
from organizer.services import communities, events, guests


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


def load_opened(db: Database, uid: str) -> OpenedEvent:
    """Return all about one event; an unknown uid is a UserError."""
    row = events.get_event(db, uid)
    return OpenedEvent(
        row=row,
        counts=events.count_guests(db, row.uid),
        workshops=tuple(events.workshops_of(db, row.uid)),
        guests=tuple(guests.list_guests(db, row.uid)),
        meetup=events.get_event(db, row.part_of) if row.part_of else None,
        community_zone=communities.describe(db).timezone,
    )
