"""Seats within a transaction: who gets one, who waits, who moves up."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import takewhile

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from organizer.domain.kinds import EventStatus, RegistrationStatus, WaitlistOrder
from organizer.domain.seats import Waiting, has_room, in_line, promoted
from organizer.models.tables import Attendance, Event, Member, Registration

_SEATS_TAKEN = select(func.coalesce(func.sum(1 + Registration.plus), 0)).where(
    Registration.event_id == bindparam("event"),
    Registration.status == RegistrationStatus.GOING,
)


def seats_taken(session: Session, event_id: int) -> int:
    """Return the seats of everyone going, extra guests included."""
    return session.execute(_SEATS_TAKEN, {"event": event_id}).scalar_one()


def first_time_at(event: Event) -> ColumnElement[bool]:
    """Return the condition that a member came to nothing before an event."""
    earlier = aliased(Event)
    came_before = (
        select(Attendance.id)
        .join(earlier, earlier.id == Attendance.event_id)
        .where(
            Attendance.member_id == Member.id,
            earlier.starts_at < event.starts_at,
            # A workshop counts with its meetup, also one that starts before it.
            earlier.part_of_id.is_(None),
            earlier.id != (event.part_of_id or event.id),
        )
        .exists()
    )
    return (Member.earlier_attended == 0) & ~came_before


def say_yes(session: Session, event: Event, registration: Registration, plus: int) -> None:
    """Give a seat if there is one, else a place on the waitlist.

    Nobody passes those who move up before them; more guests than fit cost a seat held before.
    """
    session.flush()
    was_waiting = registration.status is RegistrationStatus.WAITLISTED
    taken = seats_taken(session, event.id)
    if registration.status is RegistrationStatus.GOING:
        taken -= 1 + registration.plus
        queue_is_ahead = False
    else:
        queue_is_ahead = _someone_is_ahead(session, event, registration)
    registration.plus = plus
    if has_room(event.capacity, taken, plus) and not queue_is_ahead:
        registration.status = RegistrationStatus.GOING
        registration.waiting_since = None
    else:
        registration.status = RegistrationStatus.WAITLISTED
        if not was_waiting:
            registration.waiting_since = datetime.now(UTC)
    session.flush()


def _someone_is_ahead(session: Session, event: Event, registration: Registration) -> bool:
    """Whether anybody who waits moves up before somebody who says yes now.

    Where there is no capacity nobody waits for a seat: who is on the waitlist was put there.
    """
    if event.capacity is None:
        return False
    waiting = (
        select(Registration.id)
        .join(Member, Member.id == Registration.member_id)
        .where(
            Registration.event_id == event.id,
            Registration.status == RegistrationStatus.WAITLISTED,
            Registration.id != registration.id,
        )
        .limit(1)
    )
    if event.waitlist_order is WaitlistOrder.NEWCOMERS and _is_newcomer(
        session, event, registration.member_id
    ):
        waiting = waiting.where(first_time_at(event))
    return session.scalar(waiting) is not None


def _is_newcomer(session: Session, event: Event, member_id: int) -> bool:
    is_new = select(Member.id).where(Member.id == member_id, first_time_at(event))
    return session.scalar(is_new) is not None


def _waiting_in_line(session: Session, event: Event) -> list[Waiting]:
    """Return those who wait, in the order in which they move up."""
    rows = session.execute(
        select(Registration.id, Registration.plus, Registration.member_id)
        .where(
            Registration.event_id == event.id,
            Registration.status == RegistrationStatus.WAITLISTED,
        )
        .order_by(Registration.waiting_since, Registration.id)
    ).all()
    new: set[int] = set()
    if event.waitlist_order is WaitlistOrder.NEWCOMERS:
        people = [member_id for _id, _plus, member_id in rows]
        new.update(
            session.scalars(select(Member.id).where(Member.id.in_(people), first_time_at(event)))
        )
    return in_line(
        event.waitlist_order,
        [Waiting(number, plus, member_id in new) for number, plus, member_id in rows],
    )


def promote(session: Session, event: Event, *, except_for: int | None = None) -> list[Registration]:
    """Let people up from the waitlist while there is room; return who moved, in order.

    The registration `except_for` stays, and nobody behind it passes.
    """
    session.flush()
    if event.status is EventStatus.CANCELLED or event.closed_at is not None:
        return []  # once the evening is closed, a seat that gets free is nobody's any more
    waiting = _waiting_in_line(session, event)
    line = list(takewhile(lambda one: one.registration_id != except_for, waiting))
    moved = [
        session.get_one(Registration, one.registration_id)
        for one in promoted(event.capacity, seats_taken(session, event.id), line)
    ]
    for registration in moved:
        registration.status = RegistrationStatus.GOING
        registration.waiting_since = None
    session.flush()
    return moved
