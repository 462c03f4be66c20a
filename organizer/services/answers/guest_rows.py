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
    rows = session.execute(
        select(Registration, Member, BadgeCode.code, Attendance)
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
            registration_id=registration.id,
            member_id=member.id,
            member_uid=member.uid,
            name=member.name,
            sorting_name=member.sorting_name,
            status=registration.status,
            plus=registration.plus,
            code=code or "",
            emails=tuple(emails.get(member.id, ())),
            arrived_at=_wall(attendance.arrived_at, event) if attendance else None,
            left_at=_wall(attendance.left_at, event) if attendance else None,
            attended_before=member.earlier_attended + before.get(member.id, (0, None))[0],
            last_attended=max(
                (d for d in (member.earlier_last_on, before.get(member.id, (0, None))[1]) if d),
                default=None,
            ),
            is_paid=registration.is_paid,
            answers=answers.get(registration.id, ()),
            choices=choices.get(member.id, ()),
        )
        for registration, member, code, attendance in rows
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
