"""What the services of series share: the dates of one, laid out by its rule within a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.domain.drafts import EventDraft
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.repeating import Rule, dates_of, read_rule
from organizer.models.tables import (
    Attendance,
    DoorEntry,
    Event,
    Registration,
    SentInvitation,
    Series,
    Venue,
)
from organizer.services.answers.guests import new_registration
from organizer.services.answers.seating import Seats
from organizer.services.plans.duplicating import plan_like
from organizer.services.plans.events import new_event, set_status

ON_LIST = frozenset(
    {
        RegistrationStatus.INVITED,
        RegistrationStatus.GOING,
        RegistrationStatus.MAYBE,
        RegistrationStatus.DECLINED,
    }
)
"""Where a member stands who is told of an event; who waits for a seat is told later."""
_NO_ANSWER = (RegistrationStatus.INVITED, RegistrationStatus.CANCELLED)


def series_of(session: Session, event: Event) -> Series | None:
    """Return the series that an event is a date of."""
    return session.get_one(Series, event.series_id) if event.series_id else None


def rule_of(series: Series) -> Rule:
    """Return the rule of a series."""
    return read_rule(series.rule, series.timezone)


def slots_of(series: Series, until: datetime | None) -> list[datetime]:
    """Return the wall times that the rule gives, without those skipped; `until` if it is endless."""
    skipped = set(map(datetime.fromisoformat, series.skipped))
    return [slot for slot in dates_of(rule_of(series), series.starts, until) if slot not in skipped]


def written_slots(slots: Iterable[datetime]) -> list[str]:
    """Return wall times as a series keeps those that it skips."""
    return [slot.isoformat() for slot in sorted(set(slots))]


def dates_to_come(session: Session, series: Series, moment: datetime) -> list[Event]:
    """Return the dates of a series that start after an instant, by their slot."""
    return list(
        session.scalars(
            select(Event)
            .where(Event.series_id == series.id, Event.starts_at > moment)
            .order_by(Event.series_slot)
        )
    )


def next_sequence(session: Session, series: Series) -> int:
    """Return a SEQUENCE above all that a series and its dates have."""
    highest = session.scalar(select(func.max(Event.sequence)).where(Event.series_id == series.id))
    return 1 + max(series.sequence, highest or 0)


def tell_anew(session: Session, series: Series, sequence: int) -> None:
    """Let everything of a series be told anew: give it and its dates one new SEQUENCE."""
    series.sequence = sequence
    series.modified_at = datetime.now(UTC)
    for one in session.scalars(select(Event).where(Event.series_id == series.id)):
        one.sequence = sequence
    session.flush()


def lay_out(
    session: Session,
    series: Series,
    until: datetime | None,
    *,
    after: datetime | None = None,
    already_told: bool = False,
) -> int:
    """Make the events that are missing from the rule's dates; return how many.

    They are like the last date there is, with what the series says. Who is on the list of all
    dates after the instant `after` is put on theirs; `already_told` says that the calendars of
    those who hold the whole series have them already.
    """
    known = list(
        session.scalars(
            select(Event)
            .where(Event.series_id == series.id, Event.series_slot >= series.starts)
            .order_by(Event.series_slot)
        )
    )
    slots = {one.series_slot for one in known}
    source = known[-1]
    like = _draft_like(session, series, source)
    coming = [one for one in known if after is None or one.ends_at > after]
    planned = [one for one in coming if one.status is EventStatus.PLANNED]
    # Who is on the list of the only date there is has not said anything about others.
    everywhere = _on_all(session, planned) if already_told or len(planned) > 1 else []
    made = 0
    for slot in slots_of(series, until):
        if slot in slots:
            continue
        answer_by = like.answer_by + (slot - source.starts) if like.answer_by else None
        ends = slot + (series.ends - series.starts)
        draft = replace(like, starts=slot, ends=ends, answer_by=answer_by)
        event = new_event(session, draft, series)
        event.sequence = series.sequence
        session.flush()
        seats = Seats(session, event)
        for registration in everywhere:
            _carry_on(session, series, event, registration, seats, already_told=already_told)
        made += 1
    return made


def _draft_like(session: Session, series: Series, source: Event) -> EventDraft:
    venue = session.get(Venue, series.venue_id) if series.venue_id else None
    return replace(
        plan_like(session, source),
        kind=series.kind,
        title=series.title,
        timezone=series.timezone,
        venue=venue.name if venue else "",
        capacity=series.capacity,
        description=series.description,
        url=series.url,
        part_of=None,
    )


def _on_all(session: Session, dates: Sequence[Event]) -> list[Registration]:
    """Return the registration on the last date of each member who is on the list of all of them."""
    if not dates:
        return []
    times: dict[int, int] = {}
    last: dict[int, Registration] = {}
    order = {one.id: number for number, one in enumerate(dates)}
    for registration in session.scalars(
        select(Registration).where(
            Registration.event_id.in_(order), Registration.status.in_(ON_LIST)
        )
    ):
        member = registration.member_id
        times[member] = times.get(member, 0) + 1
        if order[registration.event_id] == len(dates) - 1:
            last[member] = registration
    return [one for member, one in sorted(last.items()) if times[member] == len(dates)]


def _carry_on(
    session: Session,
    series: Series,
    event: Event,
    before: Registration,
    seats: Seats,
    *,
    already_told: bool,
) -> None:
    """Put a member on the list of a further date, with the answer they gave to the one before."""
    registration = new_registration(session, event, before.member_id)
    if before.status is RegistrationStatus.GOING:
        seats.say_yes(registration, before.plus)
    else:
        registration.status, registration.plus = before.status, before.plus
    sent = session.scalars(
        select(SentInvitation).where(SentInvitation.registration_id == before.id)
    ).one_or_none()
    holds_series = sent is not None and (sent.uid, sent.recurrence) == (series.uid, "")
    if already_told and sent is not None and holds_series:
        session.add(
            SentInvitation(
                registration_id=registration.id,
                method=sent.method,
                sequence=event.sequence,
                sent_at=sent.sent_at,
                uid=sent.uid,
            )
        )
    session.flush()


def drop_date(session: Session, series: Series, event: Event) -> bool:
    """Take a date out of a series; return whether that was without a trace.

    A date that somebody knows of is cancelled instead.
    """
    if _is_known(session, event):
        set_status(session, event, EventStatus.CANCELLED)
        return False
    assert event.series_slot is not None
    slots = {*map(datetime.fromisoformat, series.skipped), event.series_slot}
    series.skipped = written_slots(slots)
    session.delete(event)
    session.flush()
    return True


def _is_known(session: Session, event: Event) -> bool:
    """Whether a guest was told of an event or its workshops, answered, or came to one."""
    events = select(Event.id).where((Event.id == event.id) | (Event.part_of_id == event.id))
    told = (
        select(SentInvitation.id)
        .join(Registration, Registration.id == SentInvitation.registration_id)
        .where(Registration.event_id.in_(events))
    )
    answered = select(Registration.id).where(
        Registration.event_id.in_(events), Registration.status.not_in(_NO_ANSWER)
    )
    came = select(Attendance.id).where(Attendance.event_id.in_(events))
    logged = select(DoorEntry.id).where(DoorEntry.event_id.in_(events))
    return any(session.scalar(one.limit(1)) is not None for one in (told, answered, came, logged))
