"""Records of what calendars and mails are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from organizer.domain.kinds import EventStatus, RegistrationStatus


@dataclass(frozen=True, slots=True)
class Repeats:
    """How the calendar object of a series gives its dates; all times are wall times in its zone."""

    rule: str
    """RRULE with its end in UTC."""
    words: str
    """The rule as one says it."""
    skipped: tuple[datetime, ...]
    """EXDATE."""
    last: datetime
    """End of the last date known."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Which date of a series an object is about: when the rule has it, on the wall of a zone."""

    slot: datetime
    timezone: str


@dataclass(frozen=True, slots=True)
class InvitationRecord:
    """Everything that one member's calendar object and mail need; nobody else's address is in it."""

    uid: str
    """The calendar object's UID, the same for all guests of the event."""
    method: str
    """REQUEST or CANCEL."""
    sequence: int
    title: str
    description: str
    starts: datetime
    """Wall time in `timezone`; so is `ends`."""
    ends: datetime
    timezone: str
    venue: str
    url: str
    organizer_name: str
    organizer_email: str
    community: str
    attendee_name: str
    attendee_email: str
    status: RegistrationStatus
    plus: int
    created_at: datetime
    """UTC; so is `modified_at`."""
    modified_at: datetime
    repeats: Repeats | None = None
    """Set where the object is a whole series, of which this is the first date."""
    recurrence: Recurrence | None = None
    """Set where it is one date of a series."""
    more: tuple[InvitationRecord, ...] = ()
    """Other dates in the same object: those unlike the series, or the rest of some dates."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One event in a calendar to subscribe to; no addresses."""

    uid: str
    title: str
    description: str
    starts: datetime
    ends: datetime
    timezone: str
    venue: str
    url: str
    status: EventStatus
    sequence: int
    created_at: datetime
    modified_at: datetime
    repeats: Repeats | None = None
    recurrence: Recurrence | None = None
