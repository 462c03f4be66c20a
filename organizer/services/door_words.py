"""What the door says: the greeting of a person and the sentence of each verdict."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.domain.door import OPEN_BEFORE, visit_in_words
from organizer.domain.kinds import RegistrationStatus, Verdict
from organizer.domain.records import Greeting
from organizer.domain.times import months_between, short_day, wall_time
from organizer.domain.words import _
from organizer.models.tables import Attendance, BadgeCode, Event, Member, Registration


def greet(session: Session, event: Event, member: Member, now: datetime) -> Greeting:
    """Return how the community knows a person who is about to come in."""
    evening = event.part_of_id or event.id
    times, last = session.execute(
        select(func.count(), func.max(Event.starts))
        .join_from(Attendance, Event, Event.id == Attendance.event_id)
        .where(
            Attendance.member_id == member.id,
            Event.part_of_id.is_(None),
            Event.id != evening,
            Event.starts_at < event.starts_at,
        )
    ).one()
    visit = member.earlier_attended + times + 1
    days = [d for d in (member.earlier_last_on, last.date() if last else None) if d]
    away = (
        months_between(
            datetime.combine(max(days), datetime.min.time()), wall_time(now, event.timezone)
        )
        if days
        else None
    )
    booked = session.scalars(
        select(Event.title)
        .join(Registration, Registration.event_id == Event.id)
        .where(
            Event.part_of_id == event.id,
            Registration.member_id == member.id,
            Registration.status == RegistrationStatus.GOING,
        )
        .order_by(Event.starts_at)
    ).all()
    return Greeting(times=visit, phrases=(visit_in_words(visit, away), *booked))


def door_message(
    session: Session,
    event: Event,
    verdict: Verdict,
    member: Member | None,
    badge: BadgeCode | None,
    greeting: Greeting | None,
) -> str:
    """Return the sentence that goes with a verdict."""
    name = (member.greeting or member.name) if member else ""
    match verdict:
        case Verdict.WELCOME:
            return _("Welcome, {name}! {phrase}.").format(
                name=name, phrase=greeting.phrases[0] if greeting else ""
            )
        case Verdict.ALREADY_IN:
            return _already_in(session, event, member, name)
        case Verdict.NOT_ON_LIST:
            return _("{name} is a member, but not on tonight's list.").format(name=name)
        case Verdict.WAITLISTED:
            return _("{name} is on the waitlist. Let them in if there is room.").format(name=name)
        case Verdict.DECLINED:
            return _("{name} had said no. Let them in if they changed their mind.").format(
                name=name
            )
        case Verdict.CANCELLED:
            return _("{name} was taken off the list.").format(name=name)
        case Verdict.OTHER_EVENT:
            return _other_event(session, badge)
        case Verdict.NOT_BOOKED:
            return _("{name} has not booked “{title}”.").format(name=name, title=event.title)
        case Verdict.FULL:
            return _("“{title}” is full.").format(title=event.title)
        case Verdict.EVENT_CANCELLED:
            return _("“{title}” is cancelled.").format(title=event.title)
        case Verdict.TOO_EARLY:
            opens = wall_time(event.starts_at - OPEN_BEFORE, event.timezone)
            return _("The door opens on {day} at {time}.").format(
                day=short_day(opens), time=f"{opens:%H:%M}"
            )
        case Verdict.OVER:
            return _("“{title}” is over since {day}, {time}.").format(
                title=event.title, day=short_day(event.ends), time=f"{event.ends:%H:%M}"
            )
        case Verdict.REVOKED:
            return _("This is an older badge. {name} has a newer one.").format(name=name)
        case Verdict.UNKNOWN_HERE:
            return _("A genuine badge, issued after this copy was made. Ask the organizer.")
        case Verdict.FORGED:
            return _("This badge looks like ours, but was not made by us.")
        case Verdict.NOT_OURS:
            return _("This is not a code of this community.")
        case Verdict.SEE_HOST:
            return _("Please ask {name} to see the host.").format(name=name)
        case _:
            assert_never(verdict)


def _already_in(session: Session, event: Event, member: Member | None, name: str) -> str:
    row = session.scalars(
        select(Attendance).where(
            Attendance.event_id == event.id, Attendance.member_id == (member.id if member else 0)
        )
    ).one()
    since = f"{wall_time(row.arrived_at, event.timezone):%H:%M}"
    if row.station:
        return _("{name} is in since {time}, by {station}.").format(
            name=name, time=since, station=row.station
        )
    return _("{name} is in since {time}.").format(name=name, time=since)


def _other_event(session: Session, badge: BadgeCode | None) -> str:
    event = session.scalars(
        select(Event)
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.id == (badge.registration_id if badge else None))
    ).one()
    return _("This badge is for “{title}” on {day}, {time}.").format(
        title=event.title, day=short_day(event.starts), time=f"{event.starts:%H:%M}"
    )
