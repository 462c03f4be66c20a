"""How many will probably come to an event, from what became of everybody's yes before."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.turnout import Expected, Kept, own_chance, usual_chance
from organizer.domain.turnout import likely_range as range_of
from organizer.models.tables import Attendance, Event, Member, Registration

_LOOKED_AT = 24
"""So many evenings say what is usual in a community."""


def likely_range(session: Session, event: Event, now: datetime) -> tuple[int, int] | None:
    """Return from how many to how many people will come, extra guests included.

    It is so in four of five evenings. Who is here counts as come. None for an event that is over
    or cancelled; `now` is an instant.
    """
    if event.status is EventStatus.CANCELLED or event.ends_at < now:
        return None
    going = session.execute(
        select(Registration.member_id, Registration.plus, Attendance.id)
        .outerjoin(
            Attendance,
            (Attendance.event_id == Registration.event_id)
            & (Attendance.member_id == Registration.member_id),
        )
        .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.GOING)
    ).all()
    usual = usual_chance(_of_community(session, event, now))
    own = _of_people(session, event, now)
    return range_of(
        [
            Expected(1.0 if here else own_chance(own[member_id], usual), 1 + plus)
            for member_id, plus, here in going
        ]
    )


def _of_community(session: Session, event: Event, now: datetime) -> list[Kept]:
    """What became of the yeses to the last evenings before this one at which the door was used."""
    last = _held_before(event, now).order_by(Event.starts_at.desc()).limit(_LOOKED_AT)
    said = (
        select(func.count(), func.count(Attendance.id))
        .select_from(Registration)
        .outerjoin(
            Attendance,
            (Attendance.event_id == Registration.event_id)
            & (Attendance.member_id == Registration.member_id),
        )
        .where(
            Registration.event_id.in_(session.scalars(last).all()),
            Registration.status == RegistrationStatus.GOING,
            Registration.is_walk_in.is_(False),
        )
    )
    return [Kept(*session.execute(said).one())]


def _held_before(event: Event, now: datetime) -> Select[int]:
    """Select the evenings before this one of which the door knows who came, and who did not."""
    return select(Event.id).where(
        Event.starts_at < event.starts_at,
        or_(Event.ends_at <= now, Event.closed_at.is_not(None)),  # else some are still to come
        Event.id.not_in([event.id, event.part_of_id or event.id]),
        Event.part_of_id.is_(None),
        Event.status == EventStatus.PLANNED,
        exists().where(Attendance.event_id == Event.id),
    )


def _of_people(session: Session, event: Event, now: datetime) -> defaultdict[int, Kept]:
    """What became of the yeses of each person who is going, earlier history included."""
    here = aliased(Registration)
    going = select(here.member_id).where(
        here.event_id == event.id, here.status == RegistrationStatus.GOING
    )
    kept: defaultdict[int, Kept] = defaultdict(lambda: Kept(0, 0))
    for member_id, yes, no_shows in session.execute(
        select(Member.id, Member.earlier_yes, Member.earlier_no_shows).where(
            Member.id.in_(going), Member.earlier_yes > 0
        )
    ):
        kept[member_id] = Kept(yes, max(0, yes - no_shows))
    for member_id, said, came in session.execute(
        select(Registration.member_id, func.count(), func.count(Attendance.id))
        .outerjoin(
            Attendance,
            (Attendance.event_id == Registration.event_id)
            & (Attendance.member_id == Registration.member_id),
        )
        .where(
            Registration.member_id.in_(going),
            Registration.status == RegistrationStatus.GOING,
            Registration.is_walk_in.is_(False),
            (Registration.event_id + 0).in_(_held_before(event, now)),  # person by person
        )
        .group_by(Registration.member_id)
    ):
        before = kept[member_id]
        kept[member_id] = Kept(before.said + said, before.came + came)
    return kept
