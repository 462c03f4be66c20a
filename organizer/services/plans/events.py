"""Planning: adding, changing, cancelling and listing meetups and workshops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select, true
from sqlalchemy.orm import Session, aliased

from organizer.domain.drafts import EventDraft, clean_link, raise_problems
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus
from organizer.domain.names import clean_name, fold
from organizer.domain.records import EventCounts, EventRow
from organizer.domain.times import existing, instant
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import Attendance, Event, Member, Registration, Series, Venue
from organizer.services.answers.seating import first_time_at, promote
from organizer.services.answers.turnout import likely_range
from organizer.services.finding import find_event
from organizer.services.plans.beside import Beside, move_workshops
from organizer.services.plans.event_details import details_of, keep_details
from organizer.services.plans.questions import keep_questions
from organizer.services.plans.venues import venue_id_of

_IN_BOTH = {one.name for one in fields(EventDraft)} & {one.name for one in fields(EventRow)}
"""What a row says of an event and a form edits of it; questions are read when they are wanted."""


def add_event(db: Database, draft: EventDraft) -> str:
    """Plan an event and return its uid."""
    raise_problems(draft.problems())
    with db.writing(_("“{title}” planned").format(title=clean_name(draft.title))) as session:
        return new_event(session, draft).uid


def new_event(session: Session, draft: EventDraft, series: Series | None = None) -> Event:
    """Plan an event without problems, or the date of a series, within the caller's transaction."""
    event = Event(kind=draft.kind)
    if series is not None:
        event.series_id, event.series_slot = series.id, draft.starts
    apply_plan(session, event, draft)
    return event


def change_event(db: Database, uid: str, draft: EventDraft, *, beside: Beside | None = None) -> int:
    """Keep what the plan says now; return the SEQUENCE, raised if time or place changed.

    More capacity lets people up from the waitlist. A meetup takes its workshops along to another
    day or hour; what happens beside the plan is noted in `beside`.
    """
    raise_problems(draft.problems())
    with db.writing(_("“{title}” changed").format(title=clean_name(draft.title))) as session:
        event = find_event(session, uid)
        keep_change(session, event, draft, beside)
        return event.sequence


def keep_change(
    session: Session, event: Event, draft: EventDraft, beside: Beside | None = None
) -> bool:
    """Write a changed plan within the caller's transaction; return whether guests need an update."""
    was_at, was_in = event.starts, event.timezone
    before, room_before = _material(event), event.room
    if draft.kind is EventKind.WORKSHOP and _has_workshops(session, event):
        raise UserError(
            _("“{title}” has workshops, so it stays a meetup.").format(title=event.title)
        )
    apply_plan(session, event, draft)
    move_workshops(session, event, was_at, was_in, beside if beside is not None else Beside())
    # To name a room for the first time is only wording: whoever comes finds the place.
    has_moved = bool(room_before) and fold(room_before) != fold(event.room)
    is_material = has_moved or _material(event) != before
    if is_material:
        event.sequence += 1
    session.flush()
    promote(session, event)
    return is_material


def cancel_event(db: Database, uid: str) -> int:
    """Call an event off, and the workshops that are part of it; return the SEQUENCE."""
    with db.writing(_("An event cancelled")) as session:
        event = find_event(session, uid)
        name_step(session, _("“{title}” cancelled").format(title=event.title))
        set_status(session, event, EventStatus.CANCELLED)
        return event.sequence


def reinstate_event(db: Database, uid: str) -> int:
    """Take a cancellation back; return the SEQUENCE."""
    with db.writing(_("An event reinstated")) as session:
        event = find_event(session, uid)
        name_step(session, _("“{title}” reinstated").format(title=event.title))
        set_status(session, event, EventStatus.PLANNED)
        return event.sequence


def set_status(session: Session, event: Event, status: EventStatus) -> None:
    """Call an event and its workshops off, or reinstate them, within the caller's transaction."""
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


def apply_plan(session: Session, event: Event, draft: EventDraft) -> None:
    """Write what a draft without problems says into an event, within the caller's transaction."""
    if draft.starts is None or draft.ends is None:
        raise ValueError("a draft without problems has both times")
    # Looked up before the event is new to the session, which would write it half filled.
    venue_id, meetup_id = venue_id_of(session, draft.venue), _meetup_id(session, draft.part_of)
    event.kind = draft.kind
    event.title = clean_name(draft.title)
    event.starts, event.ends, event.timezone = draft.starts, draft.ends, draft.timezone
    if event.series_id is None:  # the dates of a series stay at the hour that its rule says
        event.starts = existing(draft.starts, draft.timezone)
        event.ends = existing(draft.ends, draft.timezone)
    event.starts_at = instant(draft.starts, draft.timezone)
    event.ends_at = instant(draft.ends, draft.timezone)
    event.capacity = draft.capacity
    event.description = draft.description.strip()
    event.url = clean_link(draft.url)
    event.answer_by, event.waitlist_order = draft.answer_by, draft.waitlist_order
    event.level, event.room = clean_name(draft.level), clean_name(draft.room)
    event.materials, event.price = draft.materials.strip(), clean_name(draft.price)
    event.paid_on_list, event.paid_at_door = draft.paid_on_list, draft.paid_at_door
    event.paid_on_badge, event.paid_on_recap = draft.paid_on_badge, draft.paid_on_recap
    event.venue_id, event.part_of_id = venue_id, meetup_id
    event.modified_at = datetime.now(UTC)
    session.add(event)
    session.flush()
    keep_details(session, event, draft)
    if draft.questions is not None:
        keep_questions(session, event, draft.questions)


def _meetup_id(session: Session, text: str | None) -> int | None:
    if not text:
        return None
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


def events_between(db: Database, first: date, last: date) -> list[EventRow]:
    """Return the events of some days, the last included, with their numbers, by start."""
    midnight = datetime.combine(first, time())
    with db.reading() as session:
        return event_rows(
            session,
            Event.starts < datetime.combine(last, time()) + timedelta(days=1),
            Event.ends > midnight,
        )


def meetups_to_come(db: Database, now: datetime) -> list[EventRow]:
    """Return the meetups that take place and are not over at an instant, by start."""
    with db.reading() as session:
        return event_rows(
            session,
            Event.kind == EventKind.MEETUP,
            Event.status == EventStatus.PLANNED,
            Event.ends_at >= now,
        )


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
    """Return what a form edits of an event: all that the row says under the same names."""
    return EventDraft(**{name: getattr(row, name) for name in _IN_BOTH})


def event_row(session: Session, event: Event) -> EventRow:
    """Return one event with its numbers."""
    return event_rows(session, Event.id == event.id)[0]


def event_rows(session: Session, *conditions: Any) -> list[EventRow]:
    """Return events with their numbers, by start."""
    rows = session.execute(_rows_statement(*conditions)).all()
    details = details_of(session, [row[0].id for row in rows])
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
            answer_by=event.answer_by,
            waitlist_order=event.waitlist_order,
            level=event.level,
            room=event.room,
            materials=event.materials,
            price=event.price,
            paid_on_list=event.paid_on_list,
            paid_at_door=event.paid_at_door,
            paid_on_badge=event.paid_on_badge,
            paid_on_recap=event.paid_on_recap,
            facilitators=details[event.id].facilitators,
            required_tags=details[event.id].tags,
            required_workshops=details[event.id].workshops,
            series=series.uid if series else None,
            rule=series.rule if series else "",
            slot=event.series_slot,
            closed_at=event.closed_at,
        )
        for event, venue, part_of, going, waitlisted, attended, series in rows
    ]


def _rows_statement(*conditions: Any) -> Select[Event, str, str, int, int, int, Series]:
    """Return the statement for the events that fit all conditions, which are about Event alone."""
    # Said to the sums too, or each of them would go through all lists there are.
    meant = select(Event.id).where(*conditions) if conditions else None
    going = case((Registration.status == RegistrationStatus.GOING, 1 + Registration.plus), else_=0)
    waiting = case((Registration.status == RegistrationStatus.WAITLISTED, 1), else_=0)
    answers = (
        select(
            Registration.event_id,
            func.sum(going).label("going"),
            func.sum(waiting).label("waitlisted"),
        )
        .where(Registration.event_id.in_(meant) if meant is not None else true())
        .group_by(Registration.event_id)
        .subquery()
    )
    came = (
        select(Attendance.event_id, func.count().label("attended"))
        .where(Attendance.event_id.in_(meant) if meant is not None else true())
        .group_by(Attendance.event_id)
        .subquery()
    )
    meetup = aliased(Event)
    return (
        select(
            Event,
            Venue.name,
            meetup.uid,
            answers.c.going,
            answers.c.waitlisted,
            came.c.attended,
            Series,
        )
        .outerjoin(Series, Series.id == Event.series_id)
        .outerjoin(Venue, Venue.id == Event.venue_id)
        .outerjoin(meetup, meetup.id == Event.part_of_id)
        .outerjoin(answers, answers.c.event_id == Event.id)
        .outerjoin(came, came.c.event_id == Event.id)
        .where(*conditions)
        .order_by(Event.starts_at, Event.id)
    )


def count_guests(db: Database, uid: str, *, now: datetime | None = None) -> EventCounts:
    """Return the numbers that an event's page shows beside its row; `now` is an instant."""
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
        unpaid = session.scalar(
            select(func.count()).where(
                Registration.event_id == event.id,
                Registration.status == RegistrationStatus.GOING,
                Registration.is_paid.is_(False),
            )
        )
        return EventCounts(
            by_status,
            guests or 0,
            len(first_timers(session, event)),
            unpaid=(unpaid or 0) if event.price else 0,
            likely=likely_range(session, event, now or datetime.now(UTC)),
        )


def first_timers(session: Session, event: Event) -> Sequence[int]:
    """Return the ids of members going or arrived who came to nothing before this event."""
    here = (
        select(Registration.member_id)
        .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.GOING)
        .union(select(Attendance.member_id).where(Attendance.event_id == event.id))
    )
    return session.scalars(select(Member.id).where(Member.id.in_(here), first_time_at(event))).all()
