"""The parts of a member's page that come from other tables: who brought whom, visits, what others knew."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.matching import OURS
from organizer.domain.names import shown
from organizer.domain.records import EarlierHistory, MemberVisit, PersonLink
from organizer.domain.words import _
from organizer.models.tables import (
    Attendance,
    Event,
    Facilitator,
    Member,
    MemberSource,
    Registration,
)
from organizer.services.finding import find_member


def visits_of(session: Session, member_id: int) -> tuple[MemberVisit, ...]:
    """Return every event that a member was on the list of, or led, the newest first."""
    rows = session.execute(
        select(
            Event.uid,
            Event.title,
            Event.starts,
            Registration.status,
            Attendance.id,
            Event.kind,
            Facilitator.id,
            Event.ends,
            Event.closed_at,
            Event.status,
        )
        .outerjoin(
            Registration,
            (Registration.event_id == Event.id) & (Registration.member_id == member_id),
        )
        .outerjoin(
            Attendance, (Attendance.event_id == Event.id) & (Attendance.member_id == member_id)
        )
        .outerjoin(
            Facilitator, (Facilitator.event_id == Event.id) & (Facilitator.member_id == member_id)
        )
        .where(
            Event.id.in_(
                select(Registration.event_id)
                .where(Registration.member_id == member_id)
                .union(select(Facilitator.event_id).where(Facilitator.member_id == member_id))
            )
        )
        .order_by(Event.starts_at.desc())
    )
    return tuple(
        MemberVisit(
            *(uid, title, starts, status, came is not None, kind, led is not None),
            ends=ends,
            is_closed=closed_at is not None,
            event_status=event_status,
        )
        for uid, title, starts, status, came, kind, led, ends, closed_at, event_status in rows
    )


def past_yes(session: Session, member_id: int) -> int:
    """Return how many past events a member said yes to; a workshop counts with its meetup.

    One that was cancelled does not count, one that was closed before its end does.
    """
    count = session.scalar(
        select(func.count())
        .select_from(Registration)
        .join(Event, Event.id == Registration.event_id)
        .where(
            Registration.member_id == member_id,
            Registration.status == RegistrationStatus.GOING,
            or_(Event.ends_at < datetime.now(UTC), Event.closed_at.is_not(None)),
            Event.status == EventStatus.PLANNED,
            Event.part_of_id.is_(None),
        )
    )
    return count or 0


def bringer_of(session: Session, member: Member) -> PersonLink | None:
    """Return who brought a member."""
    found = session.execute(
        select(Member.uid, Member.name).where(Member.id == member.brought_by_id)
    ).one_or_none()
    return PersonLink(*found) if found else None


def brought_by(session: Session, member_id: int) -> tuple[PersonLink, ...]:
    """Return whom a member brought along, by sorting name."""
    rows = session.execute(
        select(Member.uid, Member.name)
        .where(Member.brought_by_id == member_id)
        .order_by(Member.sorting_name, Member.id)
    )
    return tuple(PersonLink(uid, name) for uid, name in rows)


def write_bringer(session: Session, member: Member, text: str) -> None:
    """Keep who brought a member: a uid or name, empty for nobody. UserError if it is they."""
    bringer = find_member(session, text) if text.strip() else None
    if bringer is not None and bringer.id == member.id:
        raise UserError(_("{name} cannot have brought themselves.").format(name=shown(member.name)))
    member.brought_by_id = bringer.id if bringer else None


def earlier_history(session: Session, member: Member) -> EarlierHistory | None:
    """Return what other systems said of the time before this file."""
    systems = session.scalars(
        select(MemberSource.system)
        .where(MemberSource.member_id == member.id, MemberSource.system != OURS)
        .distinct()
        .order_by(MemberSource.system)
    )
    found = EarlierHistory(
        member.earlier_attended,
        member.earlier_last_on,
        member.earlier_yes,
        member.earlier_no_shows,
        tuple(systems),
    )
    return found if any((found.attended, found.last_on, found.yes, found.no_shows)) else None
