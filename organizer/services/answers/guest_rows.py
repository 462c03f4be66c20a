"""The guest list of one event as it is read: each person with what is known of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from organizer.domain.records import GuestRow
from organizer.domain.times import wall_time
from organizer.models.tables import Address, Attendance, BadgeCode, Event, Member, Registration
from organizer.services.plans.questions import answers_by_registration
from organizer.services.plans.workshop_choices import choices_by_member


def guest_rows(session: Session, event: Event) -> list[GuestRow]:
    """Return an event's guest list by sorting name, with what is known of each person."""
    emails: dict[int, list[str]] = defaultdict(list)
    for member_id, address in session.execute(
        select(Address.member_id, Address.address)
        .join(Registration, Registration.member_id == Address.member_id)
        .where(Registration.event_id == event.id)
        .order_by(Address.position)
    ):
        emails[member_id].append(address)
    before = attended_before(session, event)
    answers = answers_by_registration(session, event.id)
    choices = choices_by_member(session, event.id)
    statement = (
        # Columns, for whole objects of thousands of people take twice the time.
        select(
            Registration.id,
            Registration.member_id,
            Member.uid,
            Member.name,
            Member.sorting_name,
            Registration.status,
            Registration.plus,
            BadgeCode.code,
            Attendance.arrived_at,
            Attendance.left_at,
            Member.earlier_attended,
            Member.earlier_last_on,
            Registration.is_paid,
        )
        .join(Member, Member.id == Registration.member_id)
        .outerjoin(
            BadgeCode,
            BadgeCode.id == _first_code(),
        )
        .outerjoin(
            Attendance,
            (Attendance.event_id == Registration.event_id)
            & (Attendance.member_id == Registration.member_id),
        )
        .where(Registration.event_id == event.id)
        .order_by(Member.sorting_name, Member.id)
    )
    return [
        GuestRow(
            registration_id=row.id,
            member_id=row.member_id,
            member_uid=row.uid,
            name=row.name,
            sorting_name=row.sorting_name,
            status=row.status,
            plus=row.plus,
            code=row.code or "",
            emails=tuple(emails.get(row.member_id, ())),
            arrived_at=_wall(row.arrived_at, event),
            left_at=_wall(row.left_at, event),
            attended_before=row.earlier_attended + before.get(row.member_id, (0, None))[0],
            last_attended=max(
                (d for d in (row.earlier_last_on, before.get(row.member_id, (0, None))[1]) if d),
                default=None,
            ),
            is_paid=row.is_paid,
            answers=answers.get(row.id, ()),
            choices=choices.get(row.member_id, ()),
        )
        for row in session.execute(statement)
    ]


def _first_code() -> ScalarSelect[int]:
    """Select the code that a registration's badge bears; who was made of two has two that open."""
    return (
        select(func.min(BadgeCode.id))
        .where(BadgeCode.registration_id == Registration.id, BadgeCode.revoked_at.is_(None))
        .correlate(Registration)
        .scalar_subquery()
    )


def _wall(moment: datetime | None, event: Event) -> datetime | None:
    return None if moment is None else wall_time(moment, event.timezone).replace(microsecond=0)


def attended_before(session: Session, event: Event) -> dict[int, tuple[int, date | None]]:
    """Return how often and when last those on an event's list came before it, by member's id."""
    rows = session.execute(
        select(Attendance.member_id, func.count(), func.max(Event.starts))
        # Person by person: event by event it takes fifty times as long for a long list.
        .join(Event, Event.id == Attendance.event_id + 0)
        .where(
            Event.part_of_id.is_(None),
            Event.starts_at < event.starts_at,
            Event.id.not_in([event.id, event.part_of_id or event.id]),
            Attendance.member_id.in_(
                select(Registration.member_id).where(Registration.event_id == event.id)
            ),
        )
        .group_by(Attendance.member_id)
    )
    return {member: (times, last.date()) for member, times, last in rows}
