"""Seats within a transaction: who gets one, who waits, who moves up."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import takewhile

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.seats import Waiting, has_room, promoted
from organizer.models.tables import Event, Registration

_SEATS_TAKEN = select(func.coalesce(func.sum(1 + Registration.plus), 0)).where(
    Registration.event_id == bindparam("event"),
    Registration.status == RegistrationStatus.GOING,
)


def seats_taken(session: Session, event_id: int) -> int:
    """Return the seats of everyone going, extra guests included."""
    return session.execute(_SEATS_TAKEN, {"event": event_id}).scalar_one()


def say_yes(session: Session, event: Event, registration: Registration, plus: int) -> None:
    """Give a seat if there is one, else the last place on the waitlist.

    Nobody passes those who wait already; more guests than fit cost a seat held before.
    """
    session.flush()
    was_waiting = registration.status is RegistrationStatus.WAITLISTED
    taken = seats_taken(session, event.id)
    if registration.status is RegistrationStatus.GOING:
        taken -= 1 + registration.plus
        queue_is_ahead = False
    else:
        queue_is_ahead = _someone_waits(session, event.id, except_for=registration.id)
    registration.plus = plus
    if has_room(event.capacity, taken, plus) and not queue_is_ahead:
        registration.status = RegistrationStatus.GOING
        registration.waiting_since = None
    else:
        registration.status = RegistrationStatus.WAITLISTED
        if not was_waiting:
            registration.waiting_since = datetime.now(UTC)
    session.flush()


def _someone_waits(session: Session, event_id: int, *, except_for: int) -> bool:
    return (
        session.scalar(
            select(Registration.id)
            .where(
                Registration.event_id == event_id,
                Registration.status == RegistrationStatus.WAITLISTED,
                Registration.id != except_for,
            )
            .limit(1)
        )
        is not None
    )


def promote(session: Session, event: Event, *, except_for: int | None = None) -> list[Registration]:
    """Let people up from the waitlist while there is room; return who moved, in order.

    The registration `except_for` stays, and nobody behind it passes.
    """
    session.flush()
    if event.status is EventStatus.CANCELLED:
        return []
    waiting = session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.status == RegistrationStatus.WAITLISTED,
        )
        .order_by(Registration.waiting_since, Registration.id)
    ).all()
    by_id = {registration.id: registration for registration in waiting}
    ahead = takewhile(lambda registration: registration.id != except_for, waiting)
    line = [Waiting(registration.id, registration.plus) for registration in ahead]
    moved = [
        by_id[one.registration_id]
        for one in promoted(event.capacity, seats_taken(session, event.id), line)
    ]
    for registration in moved:
        registration.status = RegistrationStatus.GOING
        registration.waiting_since = None
    session.flush()
    return moved
