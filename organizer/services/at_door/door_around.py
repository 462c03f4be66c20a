"""Who came before and after somebody, and by which arrival an unknown badge is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from organizer.domain.kinds import DoorAction, Verdict
from organizer.models.tables import DoorEntry, Member
from organizer.services.at_door.attendance import undoing
from organizer.services.at_door.door_guests import Door, DoorGuest


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Names of who arrived just before and just after somebody; empty for nobody."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Provisional:
    """When and where somebody with a badge that is not known here was let in."""

    entry_id: int
    at: datetime
    station: str


_at = bindparam("at", type_=DoorEntry.at.type)
_ARRIVED: Select[str] = (
    select(Member.name)
    .join(DoorEntry, DoorEntry.member_id == Member.id)
    .outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
    .where(
        DoorEntry.event_id == bindparam("event"),
        DoorEntry.action == DoorAction.ARRIVED,
        DoorEntry.verdict != Verdict.ALREADY_IN,
        DoorEntry.member_id != bindparam("member"),
        undoing.id.is_(None),
    )
    .limit(1)
)
_BEFORE = _ARRIVED.where(DoorEntry.at <= _at).order_by(DoorEntry.at.desc(), DoorEntry.id.desc())
_AFTER = _ARRIVED.where(DoorEntry.at > _at).order_by(DoorEntry.at, DoorEntry.id)
_PROVISIONAL = (
    select(DoorEntry.id, DoorEntry.at, DoorEntry.station)
    .outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
    .where(
        DoorEntry.event_id == bindparam("event"),
        DoorEntry.member_id.is_(None),
        DoorEntry.action == DoorAction.ARRIVED,
        DoorEntry.code == bindparam("code"),
        undoing.id.is_(None),
    )
    .limit(1)
)


def neighbours_of(session: Session, door: Door, guest: DoorGuest) -> Neighbours:
    """Return who arrived at this door just before and just after a guest who is in."""
    values = {"event": door.id, "member": guest.id, "at": guest.arrived_at}
    connection = session.connection()
    before, after = (connection.execute(which, values).scalar() for which in (_BEFORE, _AFTER))
    return Neighbours(before or "", after or "")


def provisional_arrival(session: Session, door: Door, code: str) -> Provisional | None:
    """Return the standing arrival of a badge that is not known here, if it was let in."""
    values = {"event": door.id, "code": code}
    row = session.connection().execute(_PROVISIONAL, values).one_or_none()
    return None if row is None else Provisional(*row)
