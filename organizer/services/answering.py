"""Answers of several people at once, and taking them back as if nothing had been said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.seats import has_room
from organizer.models.database import Database
from organizer.models.tables import Event, Member, Registration
from organizer.services.finding import find_event
from organizer.services.guests import answer
from organizer.services.seating import promote, seats_taken


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one member stood on a list, enough to put them back."""

    registration_id: int
    status: RegistrationStatus
    plus: int
    waiting_since: datetime | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What answers came to. All names are in the order of the waitlist or as given."""

    changed: int
    waiting: tuple[str, ...]
    """Names of those who said yes and found no seat."""
    promoted: tuple[str, ...]
    """Names of those who moved up from the waitlist because of it."""
    before: tuple[Standing, ...]
    """Everyone who stands elsewhere now, for `put_back`."""


def change_answers(
    db: Database,
    event_uid: str,
    registration_ids: Sequence[int],
    *,
    status: RegistrationStatus | None = None,
    plus: int | None = None,
) -> Changed:
    """Write down the same answer, or number of extra guests, for some people on a list."""
    with db.writing() as session:
        event = find_event(session, event_uid)
        before = _standings(session, event)
        chosen = [session.get_one(Registration, one) for one in registration_ids]
        waiting = []
        for registration in chosen:
            wanted = status or registration.status
            answer(
                session, event, registration, wanted, registration.plus if plus is None else plus
            )
            if wanted is RegistrationStatus.GOING and registration.status is not wanted:
                waiting.append(registration)
        # Who was just put on the waitlist by hand does not move up again at once.
        moved = [] if status is RegistrationStatus.WAITLISTED else promote(session, event)
        session.flush()
        changed = tuple(
            old
            for old in before.values()
            if old != _standing(session.get_one(Registration, old.registration_id))
        )
        return Changed(
            changed=sum(1 for old in changed if old.registration_id in set(registration_ids)),
            waiting=_names(session, [one for one in waiting if one not in moved]),
            promoted=_names(session, [one for one in moved if one not in chosen]),
            before=changed,
        )


def put_back(db: Database, event_uid: str, before: Sequence[Standing]) -> None:
    """Undo: everyone stands again where they stood, as far as seats are still free."""
    with db.writing() as session:
        event = find_event(session, event_uid)
        # Those who had no seat give theirs back first.
        for old in sorted(before, key=lambda one: one.status is RegistrationStatus.GOING):
            registration = session.get(Registration, old.registration_id)
            if registration is None:
                continue
            registration.plus = old.plus
            registration.status, registration.waiting_since = old.status, old.waiting_since
            if old.status is RegistrationStatus.GOING:
                registration.status = RegistrationStatus.WAITLISTED
                session.flush()
                if has_room(event.capacity, seats_taken(session, event.id), old.plus):
                    registration.status = RegistrationStatus.GOING
                else:
                    registration.waiting_since = datetime.now(UTC)
            session.flush()


def _standings(session: Session, event: Event) -> dict[int, Standing]:
    rows = session.scalars(select(Registration).where(Registration.event_id == event.id))
    return {row.id: _standing(row) for row in rows}


def _standing(row: Registration) -> Standing:
    return Standing(row.id, row.status, row.plus, row.waiting_since)


def _names(session: Session, registrations: Sequence[Registration]) -> tuple[str, ...]:
    return tuple(session.get_one(Member, one.member_id).name for one in registrations)
