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
from organizer.services.answers.guests import answer
from organizer.services.answers.seating import promote
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


def change_answers(
    db: Database,
    event_uid: str,
    registration_ids: Sequence[int],
    *,
    status: RegistrationStatus | None = None,
    plus: int | None = None,
) -> Changed:
    """Write down the same answer, or number of extra guests, for some people on a list."""
    with db.writing(_("Answers changed")) as session:
        event = find_event(session, event_uid)
        name_step(session, _step_words(event.title, len(registration_ids)))
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
        )


def _step_words(title: str, count: int) -> str:
    return ngettext(
        "{count} answer to “{title}” changed", "{count} answers to “{title}” changed", count
    ).format(count=count, title=title)


def _standings(session: Session, event: Event) -> dict[int, _Standing]:
    rows = session.scalars(select(Registration).where(Registration.event_id == event.id))
    return {row.id: _standing(row) for row in rows}


def _standing(row: Registration) -> _Standing:
    return _Standing(row.id, row.status, row.plus, row.waiting_since)


def _names(session: Session, registrations: Sequence[Registration]) -> tuple[str, ...]:
    return tuple(session.get_one(Member, one.member_id).name for one in registrations)
