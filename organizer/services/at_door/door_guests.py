"""What the file knows of a door and of who stands before it, in one statement each.

A queue waits for every scan. So these statements are made once, and what they find comes as plain
records: building statements and mapped objects anew would take longer than all of SQLite's work.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    case,
    exists,
    func,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from organizer.domain.codes import CodeKey
from organizer.domain.kinds import Consent, EventKind, EventStatus, RegistrationStatus
from organizer.models.database import standing
from organizer.models.tables import (
    Attendance,
    BadgeCode,
    Community,
    Event,
    Member,
    Question,
    Registration,
)
from organizer.services.finding import find_event


@dataclass(frozen=True, slots=True)
class Door:
    """The event that a door leads to, and what its badges are checked with."""

    id: int
    kind: EventKind
    title: str
    part_of_id: int | None
    starts: datetime
    ends: datetime
    timezone: str
    starts_at: datetime
    ends_at: datetime
    status: EventStatus
    capacity: int | None
    has_workshops: bool
    has_questions: bool
    """Whether answers are to be seen here, its own or those of its meetup."""
    price: str
    """What it costs, in words; empty where nothing is paid, or the door is not to say it."""
    secret: bytes = field(repr=False)

    @property
    def key(self) -> CodeKey:
        """What the community signs its badges with."""
        return CodeKey(self.secret)

    @property
    def evening_id(self) -> int:
        """The meetup that this is, or is part of."""
        return self.part_of_id or self.id


@dataclass(frozen=True, slots=True)
class Badge:
    """A code that was issued, and the event it was issued for; a lasting card has none."""

    revoked_at: datetime | None
    event_id: int | None
    part_of_id: int | None

    def opens(self, door: Door) -> bool:
        """A badge of a meetup or of any of its workshops, and the lasting card, open all its doors."""
        return self.event_id is None or (self.part_of_id or self.event_id) == door.evening_id


@dataclass(frozen=True, slots=True)
class DoorGuest:
    """A member before a door, with where they stand on its list and whether they are in."""

    id: int
    uid: str
    name: str
    greeting: str
    pronouns: str
    photo_consent: Consent
    host_note: str
    earlier_attended: int
    earlier_last_on: date | None
    registration_id: int | None
    status: RegistrationStatus | None
    plus: int | None
    meetup_status: RegistrationStatus | None
    """On the list of the meetup that the door's workshop is part of."""
    arrived_at: datetime | None
    left_at: datetime | None
    station: str | None
    guests_in: int | None
    """Extra guests of theirs who came by this door."""
    came_to_meetup: datetime | None
    """When they arrived at the meetup that the door's workshop is part of."""
    evenings_before: int
    """How many evenings that began before this one the log knows them to have come to."""
    last_evening: datetime | None
    """When the last of those began, by the clock on the wall."""

    @property
    def is_inside(self) -> bool:
        """Whether they arrived and have not left."""
        return self.arrived_at is not None and self.left_at is None

    @property
    def plus_in(self) -> int:
        """How many extra guests of theirs came."""
        return self.guests_in or 0

    @property
    def guests_to_come(self) -> int:
        """How many of the extra guests they announced have not come."""
        return max(0, (self.plus or 0) - self.plus_in)

    @property
    def called(self) -> str:
        """How they are spoken to."""
        return self.greeting or self.name


_here, _at_meetup, _issued_for = (aliased(Registration) for _ in range(3))
_came_here, _came_to_meetup = aliased(Attendance), aliased(Attendance)
_workshop = aliased(Event)
_earlier = aliased(Event)
_event: BindParameter[int] = bindparam("event")
_meetup: BindParameter[int | None] = bindparam("meetup")

_DOOR: Select[*tuple[Any, ...]] = select(
    Event.id,
    Event.kind,
    Event.title,
    Event.part_of_id,
    Event.starts,
    Event.ends,
    Event.timezone,
    Event.starts_at,
    Event.ends_at,
    Event.status,
    Event.capacity,
    exists().where(_workshop.part_of_id == Event.id),
    exists().where(Question.event_id.in_([Event.id, Event.part_of_id]), Question.at_door),
    case((Event.paid_at_door, Event.price), else_=""),
    select(Community.secret).scalar_subquery(),
).where(Event.uid == bindparam("uid"))


def _before_a_door(*others: InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    """Select the columns of `DoorGuest` in their order, after others, for one event."""
    return (
        select(
            *others,
            Member.id,
            Member.uid,
            Member.name,
            Member.greeting,
            Member.pronouns,
            Member.photo_consent,
            Member.host_note,
            Member.earlier_attended,
            Member.earlier_last_on,
            _here.id,
            _here.status,
            _here.plus,
            _at_meetup.status,
            _came_here.arrived_at,
            _came_here.left_at,
            _came_here.station,
            _came_here.plus,
            _came_to_meetup.arrived_at,
            _of_earlier_evenings(func.count()),
            _of_earlier_evenings(func.max(_earlier.starts)),
        )
        .select_from(Member)
        .outerjoin(_here, _of_member(_here, _event))
        .outerjoin(_at_meetup, _of_member(_at_meetup, _meetup))
        .outerjoin(_came_here, _of_member(_came_here, _event))
        .outerjoin(_came_to_meetup, _of_member(_came_to_meetup, _meetup))
    )


def _of_earlier_evenings(what: ColumnElement[Any]) -> ScalarSelect[Any]:
    return (
        select(what)
        .join_from(Attendance, _earlier, _earlier.id == Attendance.event_id)
        .where(
            Attendance.member_id == Member.id,
            _earlier.part_of_id.is_(None),
            _earlier.id != bindparam("evening"),
            _earlier.starts_at < bindparam("before", type_=Event.starts_at.type),
        )
        .correlate(Member)
        .scalar_subquery()
    )


def _of_member(
    table: type[Registration] | type[Attendance], event: BindParameter[Any]
) -> ColumnElement[bool]:
    return (table.member_id == Member.id) & (table.event_id == event)


_OF_CODE = (
    _before_a_door(BadgeCode.revoked_at, Event.id, Event.part_of_id)
    .join(BadgeCode, BadgeCode.member_id == Member.id)
    .outerjoin(_issued_for, _issued_for.id == BadgeCode.registration_id)
    .outerjoin(Event, Event.id == _issued_for.event_id)
    .where(BadgeCode.code == bindparam("code"))
)
_OF_MEMBER = _before_a_door().where(Member.id == bindparam("member"))
_PARTY = case((Registration.plus < Attendance.plus, Attendance.plus), else_=Registration.plus)
SEATS_AT_DOOR: Select[int] = (
    select(func.coalesce(func.sum(1 + _PARTY), 0))
    .select_from(Registration)
    .outerjoin(
        Attendance,
        (Attendance.event_id == Registration.event_id)
        & (Attendance.member_id == Registration.member_id),
    )
    .where(
        Registration.event_id == bindparam("event"),
        Registration.status == RegistrationStatus.GOING,
    )
)
"""Seats of everyone going to an event, with the guests they announced or, if more, brought."""


def find_door(session: Session, text: str) -> Door:
    """Return the door of an event's uid, or of what else `find_event` understands."""
    return standing(session, ("door", text), lambda: _read_door(session, text))


def _read_door(session: Session, text: str) -> Door:
    connection = session.connection()
    row = connection.execute(_DOOR, {"uid": text}).one_or_none()
    if row is None:
        row = connection.execute(_DOOR, {"uid": find_event(session, text).uid}).one()
    return Door(*row)


def guest_of_code(session: Session, door: Door, code: str) -> tuple[Badge, DoorGuest] | None:
    """Return a badge and whose it is, or None for a code that this copy does not know."""
    row = session.connection().execute(_OF_CODE, {"code": code, **_place(door)}).one_or_none()
    if row is None:
        return None
    of_badge = len(fields(Badge))
    return Badge(*row[:of_badge]), DoorGuest(*row[of_badge:])


def guest_of_member(session: Session, door: Door, member_id: int) -> DoorGuest:
    """Return a member as they stand before a door."""
    known = {"member": member_id, **_place(door)}
    return DoorGuest(*session.connection().execute(_OF_MEMBER, known).one())


def _place(door: Door) -> dict[str, Any]:
    """Return what the statements about a guest ask of the door."""
    return {
        "event": door.id,
        "meetup": door.part_of_id,
        "evening": door.evening_id,
        "before": door.starts_at,
    }


def seats_at_door(session: Session, event_id: int) -> int:
    """Return the seats taken at an event, guests who came unannounced included."""
    return session.connection().execute(SEATS_AT_DOOR, {"event": event_id}).scalar_one()
