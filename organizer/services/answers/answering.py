"""Answers of several people at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import Event, Member, Registration
from organizer.services.answers.guests import MOST_GUESTS_OF_ONE, answer
from organizer.services.answers.seating import Seats, promote
from organizer.services.finding import find_event


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where one member stood on a list."""

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
    no_room: tuple[str, ...] = ()
    """Names of those going for whose further guests there is no seat; they stay as they were."""


def change_answers(
    db: Database,
    event_uid: str,
    registration_ids: Sequence[int],
    *,
    status: RegistrationStatus | None = None,
    plus: int | None = None,
    more: int = 0,
) -> Changed:
    """Write down the same answer, or number of extra guests, for some people on a list.

    `more` are guests that each brings beside theirs, below 0 fewer. Seats are given in the order
    of the people; who has one keeps it, also where no further guest fits.
    """
    with db.writing(_("Answers changed")) as session:
        event = find_event(session, event_uid)
        name_step(session, _step_words(event.title, len(registration_ids)))
        everyone = {
            row.id: row
            for row in session.scalars(
                select(Registration).where(Registration.event_id == event.id)
            )
        }
        before = [_standing(row) for row in everyone.values()]
        chosen = [everyone[one] for one in registration_ids]
        seats = Seats(session, event)
        waiting = []
        no_room = []
        for registration in chosen:
            wanted = status or registration.status
            guests = _guests(registration, more) if plus is None else plus
            if not answer(session, event, registration, wanted, guests, seats):
                no_room.append(registration)
            if wanted is RegistrationStatus.GOING and registration.status is not wanted:
                waiting.append(registration)
        wished = {one.id for one in chosen}
        stays = wished if status is RegistrationStatus.WAITLISTED else ()
        moved = promote(session, event, except_for=stays)
        session.flush()
        up = {one.id for one in moved}
        changed = (old for old in before if old != _standing(everyone[old.registration_id]))
        return Changed(
            changed=sum(old.registration_id in wished for old in changed),
            waiting=_names(session, event, [one for one in waiting if one.id not in up]),
            promoted=_names(session, event, [one for one in moved if one.id not in wished]),
            no_room=_names(session, event, no_room),
        )


def _guests(registration: Registration, more: int) -> int:
    """Return how many guests somebody brings then: never fewer than none, nor too many."""
    return min(max(registration.plus + more, 0), max(registration.plus, MOST_GUESTS_OF_ONE))


def _step_words(title: str, count: int) -> str:
    return ngettext(
        "{count} answer to “{title}” changed", "{count} answers to “{title}” changed", count
    ).format(count=count, title=title)


def _standing(row: Registration) -> _Standing:
    return _Standing(row.id, row.status, row.plus, row.waiting_since)


def _names(session: Session, event: Event, some: Sequence[Registration]) -> tuple[str, ...]:
    if not some:
        return ()
    rows = session.execute(
        select(Member.id, Member.name)
        .join(Registration, Registration.member_id == Member.id)
        .where(Registration.event_id == event.id)
    )
    names = {member_id: name for member_id, name in rows}
    return tuple(names[one.member_id] for one in some)
