"""The passport: everything that a community's file knows of one person, for that person to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from organizer.domain.kinds import (
    Consent,
    DoorAction,
    EventKind,
    RegistrationStatus,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class PassportCode:
    """A badge or card that was issued."""

    code: str
    issued_at: datetime
    """UTC, as every time here whose name ends in `_at`."""
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class PassportDoorEntry:
    """One line of the door log that speaks of the person."""

    at: datetime
    """Wall time in the event's zone."""
    action: DoorAction
    verdict: Verdict
    station: str
    note: str


@dataclass(frozen=True, slots=True)
class PassportEvent:
    """Everything about the person and one event; `starts` is a wall time in `timezone`."""

    title: str
    kind: EventKind
    starts: datetime
    timezone: str
    venue: str = ""
    cancelled: bool = False
    """Whether the event was: then an answer to it is only an answer."""
    status: RegistrationStatus | None = None
    """None for who was not on the list."""
    plus: int = 0
    walk_in: bool = False
    paid: bool = False
    listed_at: datetime | None = None
    waiting_since_at: datetime | None = None
    arrived: datetime | None = None
    """Wall time; so is `left`."""
    left: datetime | None = None
    led: bool = False
    choice: int | None = None
    """Which choice this workshop was; 1 is the first."""
    answers: tuple[tuple[str, str], ...] = ()
    """Question and answer."""
    calendar_sent_at: datetime | None = None
    codes: tuple[PassportCode, ...] = ()
    door: tuple[PassportDoorEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Passport:
    """Everything that the file knows of one person. Nobody else's address or note is in it."""

    community: str
    written_at: datetime
    uid: str
    name: str
    other_names: tuple[str, ...]
    greeting: str
    pronouns: str
    emails: tuple[str, ...]
    phone: str
    language: str
    photo_consent: Consent
    do_not_write: bool
    found_us: str
    brought_by: str
    """Name of who brought them."""
    joined_on: date | None
    added_at: datetime
    tags: tuple[str, ...]
    circles: tuple[str, ...]
    hosts: tuple[str, ...]
    """Circles that they host."""
    fields: tuple[tuple[str, str], ...]
    """Label and value, of the community's own fields and of imported lists."""
    notes: str
    host_note: str
    other_systems: tuple[tuple[str, str], ...]
    """System and who they are there."""
    earlier_attended: int
    earlier_last_on: date | None
    earlier_yes: int
    earlier_no_shows: int
    told_apart_from: int
    """How many others they were marked as not the same person as."""
    cards: tuple[PassportCode, ...]
    """Lasting cards, good at every event."""
    events: tuple[PassportEvent, ...]
    """The newest first."""
    steps: tuple[tuple[datetime, str], ...]
    """What was done to their entry lately and can still be undone: when, in UTC, and in words."""
