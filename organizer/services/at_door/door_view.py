"""What the desk at the door looks at: numbers, the last entries, and the people to find by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, String, case, cast, exists, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from organizer.domain.kinds import DoorAction, EventStatus, RegistrationStatus, Verdict
from organizer.domain.names import fold
from organizer.domain.records import DoorCounts, DoorEntryRow, GuestRow, WorkshopCounts
from organizer.domain.times import wall_time
from organizer.models.database import Database
from organizer.models.tables import Attendance, DoorEntry, Event, Member, Registration
from organizer.services.answers.guest_rows import guest_rows
from organizer.services.at_door.attendance import undoing
from organizer.services.at_door.door_guests import seats_at_door
from organizer.services.at_door.door_undo import CAN_BE_UNDONE
from organizer.services.finding import find_event

_newest, _last_undone, _undone_line, _later, _undoing_later = (aliased(DoorEntry) for _ in range(5))

_LATELY = timedelta(minutes=5)
_MINUTE = timedelta(minutes=1)


def door_counts(db: Database, event_uid: str, *, now: datetime | None = None) -> DoorCounts:
    """Return the live numbers of one door."""
    moment = now or datetime.now(UTC)
    with db.reading() as session:
        event = find_event(session, event_uid)
        return DoorCounts(
            expected=seats_at_door(session, event.id),
            inside=_inside(session, event.id) + (event.head_count or 0),
            to_come=_to_come(session, event.id),
            last_minutes=_arrived_within(session, event.id, moment, _LATELY),
            head_count=event.head_count or 0,
            last_minute=_arrived_within(session, event.id, moment, _MINUTE),
            workshops=tuple(
                WorkshopCounts(title, _inside(session, number), seats_at_door(session, number))
                for number, title in session.execute(
                    select(Event.id, Event.title)
                    .where(Event.part_of_id == event.id, Event.status != EventStatus.CANCELLED)
                    .order_by(Event.starts_at, Event.id)
                )
            ),
            closed_at=wall_time(event.closed_at, event.timezone) if event.closed_at else None,
            capacity=event.capacity,
        )


def _inside(session: Session, event_id: int) -> int:
    """Return the people inside, extra guests and who came in provisionally included."""
    known = session.scalar(
        select(func.coalesce(func.sum(1 + Attendance.plus), 0)).where(
            Attendance.event_id == event_id, Attendance.left_at.is_(None)
        )
    )
    unnamed = session.scalar(
        select(func.count())
        .select_from(DoorEntry)
        .outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
        .where(
            DoorEntry.event_id == event_id,
            DoorEntry.member_id.is_(None),
            DoorEntry.action == DoorAction.ARRIVED,
            undoing.id.is_(None),
        )
    )
    return (known or 0) + (unnamed or 0)


def _to_come(session: Session, event_id: int) -> int:
    """Return the people going who have not arrived, extra guests of those who have included."""
    still = case(
        (Attendance.id.is_(None), 1 + Registration.plus),
        (Registration.plus > Attendance.plus, Registration.plus - Attendance.plus),
        else_=0,
    )
    return (
        session.scalar(
            select(func.coalesce(func.sum(still), 0))
            .select_from(Registration)
            .outerjoin(
                Attendance,
                (Attendance.event_id == Registration.event_id)
                & (Attendance.member_id == Registration.member_id),
            )
            .where(
                Registration.event_id == event_id,
                Registration.status == RegistrationStatus.GOING,
            )
        )
        or 0
    )


def _arrived_within(session: Session, event_id: int, moment: datetime, span: timedelta) -> int:
    return (
        session.scalar(
            select(func.coalesce(func.sum(1 + Attendance.plus), 0)).where(
                Attendance.event_id == event_id,
                # Not later than now: a clock that was set back leaves arrivals ahead of it.
                Attendance.arrived_at.between(moment - span, moment),
            )
        )
        or 0
    )


def last_entries(
    db: Database, event_uid: str, most: int = 10, *, people_only: bool = False
) -> list[DoorEntryRow]:
    """Return the last entries of a door's log, newest first; undoings mark what they undid.

    With `people_only`, everybody takes one place: what counts guests or heads, and what was taken
    back, is listed only while it is the newest of its kind.
    """
    with db.reading() as session:
        event = find_event(session, event_uid)
        wanted = _tells_of_somebody(event.id, undoing.id) if people_only else true()
        rows = session.execute(
            select(DoorEntry, Member.name, Member.uid, undoing.id)
            .outerjoin(Member, Member.id == DoorEntry.member_id)
            .outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
            .where(DoorEntry.event_id == event.id, DoorEntry.action != DoorAction.UNDONE)
            .where(wanted)
            .order_by(DoorEntry.id.desc())
            .limit(most)
        )
        return [
            _entry_row(event, entry, name, uid, undone is not None)
            for entry, name, uid, undone in rows
        ]


def _tells_of_somebody(event_id: int, undone_by: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether a line is the last word about somebody, or the newest of what is nobody's own."""
    is_newest = DoorEntry.id == (
        select(func.max(_newest.id))
        .where(_newest.event_id == event_id)
        .where(_newest.action.in_((DoorAction.ARRIVED, DoorAction.LEFT, DoorAction.COUNTED)))
        .scalar_subquery()
    )
    is_last_undone = undone_by == (
        select(func.max(_last_undone.id))
        .join(_undone_line, _undone_line.id == _last_undone.undoes_id)
        .where(_last_undone.event_id == event_id, ~_counts_guests(_undone_line))
        .scalar_subquery()
    )
    is_known_refusal = (
        DoorEntry.member_id.is_not(None)
        & (DoorEntry.verdict != Verdict.ALREADY_IN)
        & ~_came_after(only_standing=False)
    )
    return case(
        (undone_by.is_not(None), is_last_undone),
        (DoorEntry.action == DoorAction.REFUSED, is_known_refusal),
        ((DoorEntry.action == DoorAction.COUNTED) | _counts_guests(DoorEntry), is_newest),
        else_=~_came_after(only_standing=True),
    )


def _counts_guests(line: type[DoorEntry]) -> ColumnElement[bool]:
    return (line.action == DoorAction.ARRIVED) & (line.verdict == Verdict.ALREADY_IN)


def _came_after(*, only_standing: bool) -> ColumnElement[bool]:
    """Whether the same person has a later line here: any, or one that still says where they are."""
    found = exists().where(
        _later.event_id == DoorEntry.event_id,
        _later.member_id == DoorEntry.member_id,
        _later.id > DoorEntry.id,
    )
    if only_standing:
        found = found.where(
            _later.action.in_((DoorAction.ARRIVED, DoorAction.LEFT)),
            ~_counts_guests(_later),
            ~exists().where(_undoing_later.undoes_id == _later.id),
        )
    return found


def _entry_row(
    event: Event, entry: DoorEntry, name: str | None, uid: str | None, is_undone: bool
) -> DoorEntryRow:
    return DoorEntryRow(
        id=entry.id,
        at=wall_time(entry.at, event.timezone).replace(microsecond=0),
        name=name or "",
        note=str(DoorAction.UNDONE) if is_undone else entry.note,
        verdict=entry.verdict,
        can_undo=not is_undone and entry.action in CAN_BE_UNDONE,
        action=entry.action,
        plus=entry.plus,
        member_uid=uid,
    )


def people_for_door(db: Database, event_uid: str) -> list[GuestRow]:
    """Return everyone whom a name can mean at this door: its guests first, then other members."""
    with db.reading() as session:
        event = find_event(session, event_uid)
        guests = guest_rows(session, event)
        here = {guest.member_id for guest in guests}
        others = session.execute(
            select(Member.id, Member.uid, Member.name, Member.sorting_name, Member.earlier_attended)
            .where(Member.is_erased.is_(False))
            .order_by(Member.sorting_name, Member.id)
        )
        return guests + [
            GuestRow(
                registration_id=0,
                member_id=row.id,
                member_uid=row.uid,
                name=row.name,
                sorting_name=row.sorting_name,
                status=None,
                plus=0,
                code="",
                attended_before=row.earlier_attended,
            )
            for row in others
            if row.id not in here
        ]


def people_named(db: Database, event_uid: str, name: str) -> list[GuestRow]:
    """Return who bears this very name, but for capitals and accents; who is on the list first."""
    with db.reading() as session:
        event = find_event(session, event_uid)
        rows = session.execute(
            select(Member, Registration, Attendance)
            .outerjoin(
                Registration,
                (Registration.member_id == Member.id) & (Registration.event_id == event.id),
            )
            .outerjoin(
                Attendance, (Attendance.member_id == Member.id) & (Attendance.event_id == event.id)
            )
            .where(Member.folded_name == fold(name), Member.is_erased.is_(False))
            .order_by(Registration.id.is_(None), Member.id)
        )
        return [
            GuestRow(
                registration_id=registration.id if registration else 0,
                member_id=member.id,
                member_uid=member.uid,
                name=member.name,
                sorting_name=member.sorting_name,
                status=registration.status if registration else None,
                plus=registration.plus if registration else 0,
                code="",
                arrived_at=_wall(came.arrived_at, event) if came else None,
                left_at=_wall(came.left_at, event) if came else None,
            )
            for member, registration, came in rows
        ]


def _wall(moment: datetime | None, event: Event) -> datetime | None:
    return moment and wall_time(moment, event.timezone).replace(microsecond=0)


def other_names_at_door(db: Database) -> dict[int, tuple[str, ...]]:
    """Return, by the id of a member, the names of entries that were merged into theirs."""
    with db.reading() as session:
        rows = session.execute(
            select(Member.id, Member.other_names).where(cast(Member.other_names, String) != "[]")
        )
        return {member_id: tuple(names) for member_id, names in rows}
