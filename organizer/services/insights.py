"""How it went and how it goes: the recap of one event, attendance over time, the home page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import case, func, select, true
from sqlalchemy.orm import Session, aliased

from organizer.domain.door import visit_in_words
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.records import EventRow, GuestRow, RecapPerson, RecapRecord, WorkshopFill
from organizer.domain.times import months_between, short_day
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.models.tables import Attendance, Event, Member, MemberTag, Registration, Tag
from organizer.services.answers.guest_rows import attended_before, guest_rows
from organizer.services.communities import community_record
from organizer.services.people.member_rows import grouped
from organizer.services.plans.events import event_row, event_rows
from organizer.services.plans.questions import answer_counts

AWAY_MONTHS = 6
"""Who was away this long is said to have come back."""

_SHOWN_BEFORE = 8


def recap_record(session: Session, event: Event, now: datetime | None = None) -> RecapRecord:
    """Return how an event went, or goes: nobody is a no-show before the end."""
    row = event_row(session, event)
    guests = guest_rows(session, event)
    came = [guest for guest in guests if guest.arrived_at is not None]
    # Where the door was not used, nobody knows who did not come.
    is_known = bool(came) or event.closed_at is not None
    new = [guest for guest in came if guest.attended_before == 0]
    back = [guest for guest in came if _months_away(guest, row) >= AWAY_MONTHS]
    absent = [
        guest
        for guest in guests
        if is_known and guest.status is RegistrationStatus.GOING and guest.arrived_at is None
    ]
    is_over = event.closed_at is not None or event.ends_at <= (now or datetime.now(UTC))
    no_shows, not_here_yet = (absent, []) if is_over else ([], absent)
    going = [guest for guest in guests if guest.status is RegistrationStatus.GOING]
    walk_ins = session.scalar(
        select(func.count())
        .select_from(Registration)
        .join(
            Attendance,
            (Attendance.event_id == Registration.event_id)
            & (Attendance.member_id == Registration.member_id),
        )
        .where(Registration.event_id == event.id, Registration.is_walk_in)
    )
    workshops = event_rows(session, Event.part_of_id == event.id)
    tells_payments = bool(event.price) and event.paid_on_recap
    unpaid = sum(1 for guest in came if not guest.is_paid) if tells_payments else None
    return RecapRecord(
        community=community_record(session).name,
        title=row.title,
        kind=row.kind,
        starts=row.starts,
        ends=row.ends,
        timezone=row.timezone,
        venue=row.venue,
        capacity=row.capacity,
        invited=sum(1 for guest in guests if guest.status is not RegistrationStatus.CANCELLED),
        going=len(going),
        guests=_guests_who_came(session, event),
        attended=len(came),
        walk_ins=walk_ins or 0,
        first_timers=tuple(RecapPerson(guest.name) for guest in new),
        returning=tuple(RecapPerson(guest.name, _visit(guest, row)) for guest in back),
        regulars=len(came) - len(new) - len(back),
        no_shows=tuple(RecapPerson(guest.name) for guest in no_shows),
        attendees=tuple(RecapPerson(guest.name, _visit(guest, row)) for guest in came),
        arrivals=tuple(sorted(guest.arrived_at for guest in came if guest.arrived_at)),
        workshops=tuple(
            WorkshopFill(one.title, one.capacity, one.going, one.attended) for one in workshops
        ),
        previous=_before(session, event),
        next_steps=_next_steps(new, back, no_shows, workshops, unpaid or 0),
        answers=answer_counts(session, event),
        unpaid=unpaid,
        head_count=event.head_count or 0,
        not_here_yet=tuple(RecapPerson(guest.name) for guest in not_here_yet),
    )


def _guests_who_came(session: Session, event: Event) -> int:
    statement = select(func.coalesce(func.sum(Attendance.plus), 0))
    return session.scalar(statement.where(Attendance.event_id == event.id)) or 0


def _months_away(guest: GuestRow | _Expected, row: EventRow) -> int:
    if guest.last_attended is None:
        return -1
    return months_between(datetime.combine(guest.last_attended, datetime.min.time()), row.starts)


def _visit(guest: GuestRow | _Expected, row: EventRow) -> str:
    away = _months_away(guest, row)
    return visit_in_words(guest.attended_before + 1, away if away >= 0 else None)


def _before(session: Session, event: Event) -> tuple[tuple[str, int], ...]:
    rows = session.execute(
        select(Event.starts, func.count(Attendance.id))
        .join(Attendance, Attendance.event_id == Event.id)
        .where(
            Event.starts_at < event.starts_at,
            Event.kind == event.kind,
            Event.part_of_id.is_(None),
            Event.id != (event.part_of_id or event.id),
        )
        .group_by(Event.id)
        .order_by(Event.starts_at.desc())
        .limit(_SHOWN_BEFORE)
    ).all()
    return tuple((short_day(starts), number) for starts, number in reversed(rows))


def _next_steps(
    new: Sequence[GuestRow],
    back: Sequence[GuestRow],
    absent: Sequence[GuestRow],
    workshops: Sequence[EventRow],
    unpaid: int,
) -> tuple[str, ...]:
    steps = []
    if new:
        steps.append(
            ngettext(
                "Write to the {count} newcomer within three days; a second visit is won early.",
                "Write to the {count} newcomers within three days; a second visit is won early.",
                len(new),
            ).format(count=len(new))
        )
    if back:
        steps.append(
            ngettext(
                "Thank the {count} person who came back, and ask what brought them.",
                "Thank the {count} people who came back, and ask what brought them.",
                len(back),
            ).format(count=len(back))
        )
    if absent:
        steps.append(
            ngettext(
                "{count} person said yes and did not come: ask kindly, and remind a day before.",
                "{count} people said yes and did not come: ask kindly, and remind a day before.",
                len(absent),
            ).format(count=len(absent))
        )
    if unpaid:
        steps.append(
            ngettext(
                "{count} person who came has not paid.",
                "{count} people who came have not paid.",
                unpaid,
            ).format(count=unpaid)
        )
    steps += [
        _("“{title}” had people waiting; offer it again.").format(title=one.title)
        for one in workshops
        if one.waitlisted
    ]
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Greet:
    """One person to greet tonight, and why."""

    member_uid: str
    name: str
    reason: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeRecord:
    """What the home page shows."""

    upcoming: EventRow | None
    """The next event, or the one that is on."""
    workshops: tuple[EventRow, ...]
    first_timers: int
    to_greet: tuple[Greet, ...]
    """Who came back first, then round numbers, then newcomers."""
    without_recap: EventRow | None
    """The last event that is over."""
    recent: tuple[tuple[EventRow, int], ...]
    """The last twelve events with how many came, oldest first."""
    members: int
    newcomers: int = 0
    """Who came for the first time at one of the recent events, but for the last of them."""
    came_again: int = 0
    """Of the newcomers, who has come again since."""


def home(db: Database, now: datetime | None = None) -> HomeRecord:
    """Return the next event, whom to greet, and how the last ones went."""
    moment = now or datetime.now(UTC)
    with db.reading() as session:
        next_id = session.scalar(
            select(Event.id)
            .where(
                Event.ends_at > moment - timedelta(hours=3),
                Event.status == EventStatus.PLANNED,
                Event.part_of_id.is_(None),
            )
            .order_by(Event.starts_at)
            .limit(1)
        )
        upcoming = event_row(session, session.get_one(Event, next_id)) if next_id else None
        expected = _expected(session, session.get_one(Event, next_id)) if next_id else []
        recent = _recent(session, moment, next_id)
        members = session.scalar(select(func.count()).where(Member.is_erased.is_(False))) or 0
        workshops = event_rows(session, Event.part_of_id == next_id) if next_id else []
        new = _newcomers(session, moment, [row.id for row, _came in recent]) if recent else {}
        to_come = [guest for guest in expected if not guest.is_here]
        to_greet = _to_greet(session, to_come, upcoming) if upcoming else ()
    # Newcomers of the last event had no chance to come again yet.
    had_a_chance = [new[row.id] for row, _came in recent[:-1] if row.id in new]
    return HomeRecord(
        upcoming=upcoming,
        workshops=tuple(workshops),
        first_timers=sum(1 for guest in expected if guest.attended_before == 0),
        to_greet=to_greet,
        without_recap=recent[-1][0] if recent else None,
        recent=tuple(recent),
        members=members,
        newcomers=sum(first for first, _again in had_a_chance),
        came_again=sum(again for _first, again in had_a_chance),
    )


@dataclass(frozen=True, slots=True)
class _Expected:
    """Somebody who is going, as far as it matters for greeting them."""

    member_id: int
    member_uid: str
    name: str
    attended_before: int
    last_attended: date | None
    is_here: bool


def _expected(session: Session, event: Event) -> list[_Expected]:
    """Return who is going by sorting name; all that guest lists show would take too long here."""
    here = (Attendance.event_id == event.id) & (Attendance.member_id == Member.id)
    before = attended_before(session, event)
    never: tuple[int, date | None] = (0, None)
    found = []
    for member_id, uid, name, earlier, earlier_last, is_here in session.execute(
        select(
            Member.id,
            Member.uid,
            Member.name,
            Member.earlier_attended,
            Member.earlier_last_on,
            Attendance.id.is_not(None),
        )
        .join(Registration, Registration.member_id == Member.id)
        .outerjoin(Attendance, here)
        .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.GOING)
        .order_by(Member.sorting_name, Member.id)
    ):
        times, last = before.get(member_id, never)
        last_ever = max((day for day in (earlier_last, last) if day), default=None)
        found.append(_Expected(member_id, uid, name, earlier + times, last_ever, is_here))
    return found


def _to_greet(session: Session, expected: Sequence[_Expected], row: EventRow) -> tuple[Greet, ...]:
    chosen = [guest for guest in expected if _is_special(guest, row)]
    # Newcomers are the many; the few who would be missed among them come first.
    chosen.sort(key=lambda guest: (guest.attended_before == 0, -_months_away(guest, row)))
    tags = grouped(
        session,
        select(MemberTag.member_id, Tag.name)
        .join(Tag, Tag.id == MemberTag.tag_id)
        .join(Registration, Registration.member_id == MemberTag.member_id)
        .where(Registration.event_id == row.id)
        .order_by(Tag.folded),
    )
    return tuple(
        Greet(guest.member_uid, guest.name, _visit(guest, row), tuple(tags[guest.member_id]))
        for guest in chosen
    )


def _is_special(guest: _Expected, row: EventRow) -> bool:
    visit = guest.attended_before + 1
    is_round = visit in (5, 10, 25) or (visit >= 50 and visit % 50 == 0)
    return visit == 1 or is_round or _months_away(guest, row) >= AWAY_MONTHS


def _recent(
    session: Session, moment: datetime, except_id: int | None, most: int = 12
) -> list[tuple[EventRow, int]]:
    ids = session.scalars(
        select(Event.id)
        .where(
            Event.starts_at < moment,
            Event.status == EventStatus.PLANNED,
            Event.part_of_id.is_(None),
            Event.id != (except_id or 0),
        )
        .order_by(Event.starts_at.desc())
        .limit(most)
    ).all()
    return [(row, row.attended) for row in event_rows(session, Event.id.in_(ids))] if ids else []


@dataclass(frozen=True, slots=True)
class Attended:
    """How many came to one event, and how many of them for the first time."""

    row: EventRow
    came: int
    new: int
    going: int
    """Members who had said yes; walk-ins had not."""
    kept: int = 0
    """Of those who had said yes, how many came."""
    came_again: int = 0
    """Of the new, how many came to another event since."""


def attendance_over_time(db: Database, now: datetime | None = None) -> list[Attended]:
    """Return attendance of all past meetups and stand-alone workshops, oldest first."""
    moment = now or datetime.now(UTC)
    with db.reading() as session:
        rows = event_rows(
            session,
            Event.starts_at < moment,
            Event.part_of_id.is_(None),
            Event.status == EventStatus.PLANNED,
        )
        new = _newcomers(session, moment)
        yes = {
            event_id: (said, kept)
            for event_id, said, kept in session.execute(
                select(Registration.event_id, func.count(), func.count(Attendance.id))
                .outerjoin(
                    Attendance,
                    (Attendance.event_id == Registration.event_id)
                    & (Attendance.member_id == Registration.member_id),
                )
                .where(
                    Registration.status == RegistrationStatus.GOING,
                    Registration.is_walk_in.is_(False),
                )
                .group_by(Registration.event_id)
            )
        }
    nobody = (0, 0)
    return [
        Attended(
            row,
            came=row.attended,
            new=new.get(row.id, nobody)[0],
            going=yes.get(row.id, nobody)[0],
            kept=yes.get(row.id, nobody)[1],
            came_again=new.get(row.id, nobody)[1],
        )
        for row in rows
    ]


def _newcomers(
    session: Session, moment: datetime, events: Sequence[int] | None = None
) -> dict[int, tuple[int, int]]:
    """Return by event id how many came for the first time, and how many of them came again.

    Where only some events are asked about, only the visits of who came there are gone through.
    """
    there = aliased(Attendance)
    came = select(there.member_id).where(there.event_id.in_(events or ()))
    visits = (
        select(
            Attendance.member_id,
            func.min(Event.starts_at).label("first_at"),
            func.max(Event.starts_at).label("last_at"),
        )
        .join(Event, Event.id == Attendance.event_id)
        .join(Member, Member.id == Attendance.member_id)
        .where(Event.part_of_id.is_(None), Event.starts_at < moment, Member.earlier_attended == 0)
        .where(true() if events is None else Attendance.member_id.in_(came))
        .group_by(Attendance.member_id)
        .subquery()
    )
    came_again = case((visits.c.last_at > visits.c.first_at, 1), else_=0)
    return {
        event_id: (first, again)
        for event_id, first, again in session.execute(
            select(Attendance.event_id, func.count(), func.sum(came_again))
            .join(Event, Event.id == Attendance.event_id)
            .join(visits, visits.c.member_id == Attendance.member_id)
            .where(Event.starts_at == visits.c.first_at)
            .where(true() if events is None else Attendance.event_id.in_(events))
            .group_by(Attendance.event_id)
        )
    }
