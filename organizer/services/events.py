"""Planning: adding, changing, cancelling and listing meetups and workshops."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, aliased

from organizer.domain.drafts import EventDraft, raise_problems
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus
from organizer.domain.names import clean_name, fold
from organizer.domain.records import EventCounts, EventRow
from organizer.domain.times import instant
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import Attendance, Event, Member, Registration, Venue
from organizer.services.finding import find_event
from organizer.services.seating import promote


def add_event(db: Database, draft: EventDraft) -> str:
    """Plan an event and return its uid."""
    raise_problems(draft.problems())
    with db.writing(_("“{title}” planned").format(title=clean_name(draft.title))) as session:
        event = Event(kind=draft.kind)
        session.add(event)
        _apply(session, event, draft)
        session.flush()
        return event.uid


def change_event(db: Database, uid: str, draft: EventDraft) -> int:
    """Keep what the plan says now; return the SEQUENCE, raised if time or place changed.

    More capacity lets people up from the waitlist.
    """
    raise_problems(draft.problems())
    with db.writing(_("“{title}” changed").format(title=clean_name(draft.title))) as session:
        event = find_event(session, uid)
        before = _material(event)
        if draft.kind is EventKind.WORKSHOP and _has_workshops(session, event):
            raise UserError(
                _("“{title}” has workshops, so it stays a meetup.").format(title=event.title)
            )
        _apply(session, event, draft)
        if _material(event) != before:
            event.sequence += 1
        session.flush()
        promote(session, event)
        return event.sequence


def cancel_event(db: Database, uid: str) -> int:
    """Call an event off, and the workshops that are part of it; return the SEQUENCE."""
    with db.writing(_("An event cancelled")) as session:
        event = find_event(session, uid)
        name_step(session, _("“{title}” cancelled").format(title=event.title))
        _set_status(session, event, EventStatus.CANCELLED)
        return event.sequence


def reinstate_event(db: Database, uid: str) -> int:
    """Take a cancellation back; return the SEQUENCE."""
    with db.writing(_("An event reinstated")) as session:
        event = find_event(session, uid)
        name_step(session, _("“{title}” reinstated").format(title=event.title))
        _set_status(session, event, EventStatus.PLANNED)
        return event.sequence


def _set_status(session: Session, event: Event, status: EventStatus) -> None:
    parts = session.scalars(select(Event).where(Event.part_of_id == event.id)).all()
    for one in (event, *parts):
        if one.status is not status:
            one.status = status
            one.sequence += 1
            one.modified_at = datetime.now(UTC)


def _has_workshops(session: Session, event: Event) -> bool:
    return session.scalar(select(Event.id).where(Event.part_of_id == event.id).limit(1)) is not None


def _material(event: Event) -> tuple[object, ...]:
    """What makes guests need an update: when and where, not how it is worded."""
    return (event.starts_at, event.ends_at, event.timezone, event.venue_id)


def _apply(session: Session, event: Event, draft: EventDraft) -> None:
    if draft.starts is None or draft.ends is None:
        raise ValueError("a draft without problems has both times")
    event.kind = draft.kind
    event.title = clean_name(draft.title)
    event.starts, event.ends, event.timezone = draft.starts, draft.ends, draft.timezone
    event.starts_at = instant(draft.starts, draft.timezone)
    event.ends_at = instant(draft.ends, draft.timezone)
    event.capacity = draft.capacity
    event.description = draft.description.strip()
    event.url = draft.url.strip()
    event.venue_id = _venue_id(session, draft.venue)
    event.part_of_id = _meetup_id(session, draft.part_of)
    event.modified_at = datetime.now(UTC)


def _venue_id(session: Session, name: str) -> int | None:
    clean = clean_name(name)
    if not clean:
        return None
    with session.no_autoflush:
        venue = session.scalars(select(Venue).where(Venue.folded == fold(clean))).one_or_none()
    if venue is None:
        venue = Venue(name=clean, folded=fold(clean))
        session.add(venue)
        with session.no_autoflush:
            session.flush()
    return venue.id


def _meetup_id(session: Session, text: str | None) -> int | None:
    if not text:
        return None
    with session.no_autoflush:
        meetup = find_event(session, text)
    if meetup.kind is not EventKind.MEETUP:
        raise UserError(
            _("“{title}” is a workshop; only a meetup can have workshops.").format(
                title=meetup.title
            )
        )
    return meetup.id


def list_events(db: Database) -> list[EventRow]:
    """Return all events with their numbers, by start."""
    with db.reading() as session:
        return event_rows(session)


def get_event(db: Database, text: str) -> EventRow:
    """Return the event of a uid, the beginning of one, or its exact title."""
    with db.reading() as session:
        return event_row(session, find_event(session, text))


def workshops_of(db: Database, uid: str) -> list[EventRow]:
    """Return the workshops that are part of a meetup, by start."""
    with db.reading() as session:
        meetup = find_event(session, uid)
        return event_rows(session, Event.part_of_id == meetup.id)


def draft_of(row: EventRow) -> EventDraft:
    """Return what a form edits of an event."""
    return EventDraft(
        kind=row.kind,
        title=row.title,
        starts=row.starts,
        ends=row.ends,
        timezone=row.timezone,
        venue=row.venue,
        capacity=row.capacity,
        part_of=row.part_of,
        description=row.description,
        url=row.url,
    )


def event_row(session: Session, event: Event) -> EventRow:
    """Return one event with its numbers."""
    return event_rows(session, Event.id == event.id)[0]


def event_rows(session: Session, *conditions: object) -> list[EventRow]:
    """Return events with their numbers, by start."""
    rows = session.execute(_rows_statement().where(*conditions)).all()  # type: ignore[arg-type]
    return [
        EventRow(
            id=event.id,
            uid=event.uid,
            kind=event.kind,
            title=event.title,
            starts=event.starts,
            ends=event.ends,
            timezone=event.timezone,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            status=event.status,
            venue=venue or "",
            capacity=event.capacity,
            part_of=part_of,
            description=event.description,
            url=event.url,
            going=going or 0,
            waitlisted=waitlisted or 0,
            attended=attended or 0,
        )
        for event, venue, part_of, going, waitlisted, attended in rows
    ]


def _rows_statement() -> Select[Event, str, str, int, int, int]:
    going = case((Registration.status == RegistrationStatus.GOING, 1 + Registration.plus), else_=0)
    waiting = case((Registration.status == RegistrationStatus.WAITLISTED, 1), else_=0)
    answers = (
        select(
            Registration.event_id,
            func.sum(going).label("going"),
            func.sum(waiting).label("waitlisted"),
        )
        .group_by(Registration.event_id)
        .subquery()
    )
    came = (
        select(Attendance.event_id, func.count().label("attended"))
        .group_by(Attendance.event_id)
        .subquery()
    )
    meetup = aliased(Event)
    return (
        select(
            Event, Venue.name, meetup.uid, answers.c.going, answers.c.waitlisted, came.c.attended
        )
        .outerjoin(Venue, Venue.id == Event.venue_id)
        .outerjoin(meetup, meetup.id == Event.part_of_id)
        .outerjoin(answers, answers.c.event_id == Event.id)
        .outerjoin(came, came.c.event_id == Event.id)
        .order_by(Event.starts_at, Event.id)
    )


def count_guests(db: Database, uid: str) -> EventCounts:
    """Return the numbers that an event's page shows beside its row."""
    with db.reading() as session:
        event = find_event(session, uid)
        by_status = dict.fromkeys(map(str, RegistrationStatus), 0)
        for status, number in session.execute(
            select(Registration.status, func.count())
            .where(Registration.event_id == event.id)
            .group_by(Registration.status)
        ):
            by_status[str(status)] = number
        guests = session.scalar(
            select(func.sum(Registration.plus)).where(
                Registration.event_id == event.id, Registration.status == RegistrationStatus.GOING
            )
        )
        return EventCounts(by_status, guests or 0, len(first_timers(session, event)))


def first_timers(session: Session, event: Event) -> Sequence[int]:
    """Return the ids of members going or arrived who came to nothing before this event."""
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
    here = (
        select(Registration.member_id)
        .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.GOING)
        .union(select(Attendance.member_id).where(Attendance.event_id == event.id))
    )
    return session.scalars(
        select(Member.id).where(Member.id.in_(here), Member.earlier_attended == 0, ~came_before)
    ).all()


def venue_names(db: Database) -> list[str]:
    """Return the names of all venues, sorted, for completion."""
    with db.reading() as session:
        return list(session.scalars(select(Venue.name).order_by(Venue.folded)))
