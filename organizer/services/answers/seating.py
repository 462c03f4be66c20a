"""Seats within a transaction: who gets one, who waits, who moves up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import takewhile

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from organizer.domain.kinds import EventStatus, RegistrationStatus, WaitlistOrder
from organizer.domain.seats import Waiting, has_room, in_line, promoted, seats_of
from organizer.models.tables import Attendance, Event, Member, Registration

_AT_A_TIME = 500
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


class Seats:
    """The seats of one event while people answer one after the other within one transaction.

    What is taken is counted once, and not anew for each of many people.
    """

    def __init__(self, session: Session, event: Event) -> None:
        session.flush()
        self._session = session
        self._event = event
        self._taken = seats_taken(session, event.id)
        self._waiting = set(
            session.scalars(
                select(Registration.member_id).where(
                    Registration.event_id == event.id,
                    Registration.status == RegistrationStatus.WAITLISTED,
                )
            )
        )

    def say_yes(self, registration: Registration, plus: int) -> bool:
        """Give a seat if there is one, else a place on the waitlist.

        Nobody passes those who move up before them. Who has a seat keeps it: where there is no
        room for more guests of theirs, nothing changes, and False is returned.
        """
        before = registration.status
        self.leave(registration)
        if before is RegistrationStatus.GOING:
            if plus <= registration.plus or has_room(self._event.capacity, self._taken, plus):
                registration.plus = plus
            self.enter(registration)
            return registration.plus == plus
        is_passing = self._someone_is_ahead(registration.member_id)
        registration.plus = plus
        if has_room(self._event.capacity, self._taken, plus) and not is_passing:
            registration.status = RegistrationStatus.GOING
            registration.waiting_since = None
        else:
            registration.status = RegistrationStatus.WAITLISTED
            if before is not RegistrationStatus.WAITLISTED:
                registration.waiting_since = datetime.now(UTC)
        self.enter(registration)
        return True

    def give(self, member_id: int, plus: int) -> bool:
        """Give somebody new a seat if there is one, else a place on the waitlist; return which."""
        fits = has_room(self._event.capacity, self._taken, plus)
        if not fits or self._someone_is_ahead(member_id):
            self._waiting.add(member_id)
            self._newcomers_waiting.update({member_id} & self._newcomers)
            return False
        self._taken += seats_of(plus)
        return True

    def leave(self, registration: Registration) -> None:
        """Count somebody no more, because their answer is about to change."""
        if registration.status is RegistrationStatus.GOING:
            self._taken -= seats_of(registration.plus)
        self._waiting.discard(registration.member_id)
        self._newcomers_waiting.discard(registration.member_id)

    def enter(self, registration: Registration) -> None:
        """Count somebody again as they stand now."""
        if registration.status is RegistrationStatus.GOING:
            self._taken += seats_of(registration.plus)
        elif registration.status is RegistrationStatus.WAITLISTED:
            self._waiting.add(registration.member_id)
            self._newcomers_waiting.update({registration.member_id} & self._newcomers)

    def _someone_is_ahead(self, member_id: int) -> bool:
        """Whether anybody who waits moves up before somebody who says yes now.

        Where there is no capacity nobody waits for a seat: who is on the waitlist was put there.
        """
        if self._event.capacity is None:
            return False
        is_new = bool(self._waiting) and member_id in self._newcomers
        return bool(self._newcomers_waiting if is_new else self._waiting)

    @cached_property
    def _newcomers_waiting(self) -> set[int]:
        return self._waiting & self._newcomers

    @cached_property
    def _newcomers(self) -> frozenset[int]:
        """Members who pass others on the waitlist; nobody where the order is by arrival."""
        if self._event.waitlist_order is not WaitlistOrder.NEWCOMERS:
            return frozenset()
        return frozenset(self._session.scalars(select(Member.id).where(first_time_at(self._event))))


def say_yes(session: Session, event: Event, registration: Registration, plus: int) -> bool:
    """Give one person a seat if there is one, else a place on the waitlist; see `Seats`."""
    is_done = Seats(session, event).say_yes(registration, plus)
    session.flush()
    return is_done


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
        new.update(
            session.scalars(
                select(Member.id)
                .join(Registration, Registration.member_id == Member.id)
                .where(
                    Registration.event_id == event.id,
                    Registration.status == RegistrationStatus.WAITLISTED,
                    first_time_at(event),
                )
            )
        )
    return in_line(
        event.waitlist_order,
        [Waiting(number, plus, member_id in new) for number, plus, member_id in rows],
    )


def promote(
    session: Session, event: Event, *, except_for: Collection[int] = ()
) -> list[Registration]:
    """Let people up from the waitlist while there is room; return who moved, in order.

    Of the registrations `except_for` all stay, and nobody behind one of them passes: who was just
    put on the waitlist by hand does not move up again at once.
    """
    session.flush()
    if event.status is EventStatus.CANCELLED or event.closed_at is not None:
        return []  # once the evening is closed, a seat that gets free is nobody's any more
    waiting = _waiting_in_line(session, event)
    line = list(takewhile(lambda one: one.registration_id not in except_for, waiting))
    up = promoted(event.capacity, seats_taken(session, event.id), line)
    moved = list(_registrations(session, [one.registration_id for one in up]))
    for registration in moved:
        registration.status = RegistrationStatus.GOING
        registration.waiting_since = None
    session.flush()
    return moved


def _registrations(session: Session, ids: Sequence[int]) -> Iterator[Registration]:
    """Yield registrations in the order of their ids given, many with one look."""
    for start in range(0, len(ids), _AT_A_TIME):
        some = ids[start : start + _AT_A_TIME]
        found = session.scalars(select(Registration).where(Registration.id.in_(some)))
        by_id = {one.id: one for one in found}
        yield from (by_id[number] for number in some)
