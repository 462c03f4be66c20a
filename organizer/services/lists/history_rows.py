"""The rows that a community's past becomes, made ready before the file is locked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.domain.codes import make_code
from organizer.domain.kinds import CodeKind, DoorAction, RegistrationStatus, Verdict
from organizer.domain.names import fold
from organizer.domain.records import History, PastAnswer, PastEvent, PastVenue
from organizer.domain.times import instant
from organizer.domain.words import _
from organizer.intake.history_events import same_address
from organizer.models.bulk import ReadyRows
from organizer.models.tables import (
    Attendance,
    BadgeCode,
    Base,
    DoorEntry,
    Event,
    EventSource,
    Registration,
    Venue,
)
from organizer.services.at_door.attendance import derive_attendance
from organizer.services.communities import code_key
from organizer.services.lists.history_known import (
    There,
    arrivals_of,
    known_events,
    registrations_of,
)
from organizer.services.undoing import newest

_SEATED = (RegistrationStatus.GOING, RegistrationStatus.WAITLISTED)
Row = dict[str, object]


@dataclass(slots=True)
class HistoryRows:
    """Events, places, answers and arrivals that are not in the file yet.

    `members` are the ids of the members by the place of their row in the history.
    """

    session: InitVar[Session]
    """To read what there is."""
    history: History
    members: Sequence[int]
    new_events: int = 0
    registrations: int = 0
    """Answers of one member to one event, new or not."""
    new_registrations: int = 0
    changed_registrations: int = 0
    arrivals: int = 0
    frees_seats: set[int] = field(default_factory=set)
    """Events to come in which somebody gave a seat back."""
    _ready: list[ReadyRows] = field(default_factory=list)
    _event_ids: list[int] = field(default_factory=list)
    _was_there: set[int] = field(default_factory=set)
    """Events that the file had before."""
    _to_derive: list[tuple[int, int]] = field(default_factory=list)
    """Arrivals at such events: what they mean depends on the log that is there."""
    _stamp: tuple[object, ...] = ()

    def __post_init__(self, session: Session) -> None:
        """Make all rows ready."""
        self._stamp = _stamp(session)
        self._make_events(session)
        self._make_answers(session)

    def fits(self, session: Session, members: Sequence[int]) -> bool:
        """Whether the file is as it was, and gives these ids to the members."""
        return list(members) == list(self.members) and _stamp(session) == self._stamp

    def write(self, session: Session) -> None:
        """Write all rows within the caller's transaction."""
        for ready in self._ready:
            ready.write(session)
        for event_id, member_id in self._to_derive:
            derive_attendance(session, session.get_one(Event, event_id), member_id)

    def _make_ready(self, table: type[Base], rows: list[Row], *, changes: bool = False) -> None:
        if rows:
            found = Base.metadata.tables[table.__tablename__]
            self._ready.append(ReadyRows(found, rows, changes=changes))

    def _make_events(self, session: Session) -> None:
        known = known_events(session, self.history)
        venues = self._make_venues(session)
        events: list[Row] = []
        sources: list[Row] = []
        remembered = set(
            session.scalars(
                select(EventSource.external_id).where(EventSource.system == self.history.system)
            )
        )
        next_id = _next_id(session, Event)
        for past, event_id in zip(self.history.events, known, strict=True):
            if event_id is None:
                event_id = next_id
                next_id += 1
                events.append({"id": event_id, **_event_columns(past, venues)})
            else:
                self._was_there.add(event_id)
            self._event_ids.append(event_id)
            if past.external_id and past.external_id not in remembered:
                sources.append(
                    {
                        "event_id": event_id,
                        "system": self.history.system,
                        "external_id": past.external_id,
                    }
                )
        self.new_events = len(events)
        self._make_ready(Event, events)
        self._make_ready(EventSource, sources)

    def _make_venues(self, session: Session) -> list[int]:
        """Return the id of each place of the past, new or known by name and address."""
        places = _Places(session)
        ids = [places.id_of(venue) for venue in self.history.venues]
        self._make_ready(Venue, places.new)
        self._make_ready(Venue, places.completed, changes=True)
        return ids

    def _make_answers(self, session: Session) -> None:
        there = registrations_of(session, self._was_there)
        arrived = arrivals_of(session, self._was_there)
        last: dict[tuple[int, int], PastAnswer] = {}
        for one in self.history.answers:
            last[self._event_ids[one.event], self.members[one.person]] = one
        self.registrations = len(last)
        key = code_key(session)
        next_id = _next_id(session, Registration)
        new: list[Row] = []
        codes: list[Row] = []
        changed: list[Row] = []
        entries: list[Row] = []
        attended: list[Row] = []
        for (event_id, member_id), one in last.items():
            known = there.get((event_id, member_id))
            if known is None:
                who: Row = {"event_id": event_id, "member_id": member_id}
                new.append({"id": next_id, **who, **_registration_columns(one)})
                codes.append(
                    {
                        "code": make_code(key, CodeKind.REGISTRATION, secrets.token_bytes(8)),
                        "kind": CodeKind.REGISTRATION,
                        "member_id": member_id,
                        "registration_id": next_id,
                    }
                )
                next_id += 1
            elif (event_id, member_id) not in arrived and _is_news(known, one):
                changed.append({"id": known.id, "status": one.status, "plus": one.plus})
                if known.status is RegistrationStatus.GOING and self._is_to_come(one):
                    self.frees_seats.add(event_id)
            if one.arrived:
                at = self._arrived_at(one)
                if at not in arrived.get((event_id, member_id), ()):
                    entries.append(_entry(event_id, member_id, at))
                    if event_id in self._was_there:
                        self._to_derive.append((event_id, member_id))
                    else:
                        attended.append(
                            {"event_id": event_id, "member_id": member_id, "arrived_at": at}
                        )
        self.new_registrations = len(new)
        self.changed_registrations = len(changed)
        self.arrivals = len(entries)
        self._make_ready(Registration, new)
        self._make_ready(BadgeCode, codes)
        self._make_ready(Registration, changed, changes=True)
        self._make_ready(DoorEntry, entries)
        self._make_ready(Attendance, attended)

    def _is_to_come(self, one: PastAnswer) -> bool:
        return self.history.events[one.event].starts_at > datetime.now(UTC)

    def _arrived_at(self, one: PastAnswer) -> datetime:
        event, at = self.history.events[one.event], one.arrived_at
        if at is None:
            return event.starts_at
        return at.astimezone(UTC) if at.tzinfo else instant(at, event.timezone)


class _Places:
    """Venues by folded name and address; new ones get the ids after those there are."""

    def __init__(self, session: Session) -> None:
        self.new: list[Row] = []
        self.completed: list[Row] = []
        """Ids and addresses of venues that had none."""
        rows = session.execute(select(Venue.folded, Venue.id, Venue.address))
        self._known = {folded: (venue_id, address) for folded, venue_id, address in rows}
        self._next_id = _next_id(session, Venue)

    def id_of(self, venue: PastVenue) -> int:
        """Return the id of a place; one of the same name elsewhere bears its address in its name."""
        full_name = f"{venue.name}, {venue.address}" if venue.address else venue.name
        for name in (venue.name, full_name):
            known = self._known.get(fold(name))
            if known is None:
                return self._add(name, venue.address)
            venue_id, address = known
            if not venue.address or same_address(address) == same_address(venue.address):
                return venue_id
            if not address:
                self._known[fold(name)] = venue_id, venue.address
                self.completed.append({"id": venue_id, "address": venue.address})
                return venue_id
        return self._known[fold(full_name)][0]

    def _add(self, name: str, address: str) -> int:
        venue_id = self._next_id
        self._next_id += 1
        self._known[fold(name)] = venue_id, address
        self.new.append({"id": venue_id, "name": name, "folded": fold(name), "address": address})
        return venue_id


def _event_columns(past: PastEvent, venues: Sequence[int]) -> Row:
    return {
        "kind": past.kind,
        "title": past.title,
        "venue_id": None if past.venue is None else venues[past.venue],
        "starts": past.starts,
        "ends": past.ends,
        "timezone": past.timezone,
        "starts_at": past.starts_at,
        "ends_at": past.ends_at,
        "status": past.status,
        "capacity": past.capacity,
        "description": past.description,
        "url": past.url,
    }


def _registration_columns(one: PastAnswer) -> Row:
    waits = one.status is RegistrationStatus.WAITLISTED
    now = datetime.now(UTC)
    return {
        "status": one.status,
        "plus": one.plus,
        "waiting_since": (one.changed_at or now) if waits else None,
        "created_at": one.answered_at or now,
    }


def _entry(event_id: int, member_id: int, at: datetime) -> Row:
    return {
        "event_id": event_id,
        "member_id": member_id,
        "action": DoorAction.ARRIVED,
        "verdict": Verdict.WELCOME,
        "at": at,
        "note": _("from a history"),
    }


def _is_news(known: There, one: PastAnswer) -> bool:
    """Whether the tables say what the guest list does not know yet; no answer takes none back."""
    if one.status is RegistrationStatus.INVITED:
        return False
    if one.status in _SEATED and known.status in _SEATED:
        return known.plus != one.plus
    return known.status is not one.status


def _stamp(session: Session) -> tuple[object, ...]:
    """Return what changes whenever events, guest lists or the door log do."""
    keys = (Event.id, EventSource.id, Venue.id, Registration.id, DoorEntry.id)
    return (*(session.scalar(select(func.max(key))) for key in keys), *newest(session))


def _next_id(session: Session, table: type[Event | Registration | Venue]) -> int:
    return (session.scalar(select(func.max(table.id))) or 0) + 1
