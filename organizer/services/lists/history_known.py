"""What the file knows already of a community's past: its events, answers and arrivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.kinds import DoorAction, RegistrationStatus
from organizer.domain.names import fold
from organizer.domain.records import History
from organizer.models.tables import DoorEntry, Event, EventSource, Registration

_AT_ONCE = 500


def known_events(session: Session, history: History) -> list[int | None]:
    """Return the id of each past event in the file; None for one that is new.

    An event is known again by its id in the same other system; else by title and start, where
    it has no other id in that system.
    """
    by_id = {
        external_id: event_id
        for event_id, external_id in session.execute(
            select(EventSource.event_id, EventSource.external_id).where(
                EventSource.system == history.system
            )
        )
    }
    sourced = set(by_id.values())
    by_title: dict[tuple[str, datetime], list[int]] = defaultdict(list)
    for event_id, title, starts_at in session.execute(
        select(Event.id, Event.title, Event.starts_at).order_by(Event.id)
    ):
        by_title[fold(title), starts_at].append(event_id)
    known: list[int | None] = []
    for event in history.events:
        found = by_id.get(event.external_id) if event.external_id else None
        if found is None:
            alike = by_title[fold(event.title), event.starts_at]
            free = [one for one in alike if not (event.external_id and one in sourced)]
            found = free[0] if free else None
            if found is not None:
                alike.remove(found)  # two alike stay two
        known.append(found)
    return known


@dataclass(frozen=True, slots=True)
class There:
    """A registration that is in the file."""

    id: int
    status: RegistrationStatus
    plus: int


def registrations_of(session: Session, event_ids: Iterable[int]) -> dict[tuple[int, int], There]:
    """Return what is on the guest lists of events, by event and member."""
    found: dict[tuple[int, int], There] = {}
    for some in _in_parts(event_ids):
        rows = session.execute(
            select(
                Registration.event_id,
                Registration.member_id,
                Registration.id,
                Registration.status,
                Registration.plus,
            ).where(Registration.event_id.in_(some))
        )
        for event_id, member_id, registration_id, status, plus in rows:
            found[event_id, member_id] = There(registration_id, status, plus)
    return found


def arrivals_of(session: Session, event_ids: Iterable[int]) -> dict[tuple[int, int], set[datetime]]:
    """Return the arrivals in the log, undone ones too: what was undone here stays undone."""
    found: dict[tuple[int, int], set[datetime]] = defaultdict(set)
    for some in _in_parts(event_ids):
        rows = session.execute(
            select(DoorEntry.event_id, DoorEntry.member_id, DoorEntry.at).where(
                DoorEntry.event_id.in_(some), DoorEntry.action == DoorAction.ARRIVED
            )
        )
        for event_id, member_id, at in rows:
            if member_id is not None:
                found[event_id, member_id].add(at)
    return found


def _in_parts(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
