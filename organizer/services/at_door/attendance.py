"""Attendance as the door log tells it: derived from its entries, never written by itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import bindparam, case, delete, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from organizer.domain.kinds import DoorAction, Verdict
from organizer.models.tables import Attendance, DoorEntry, Event

undoing = aliased(DoorEntry)
"""The line of the log that takes another one back.

Made once: each alias is a copy of all that is known of the table, and scans ask again and again.
"""

_PLUS = bindparam("guests", type_=Attendance.plus.type)
_COMES_BACK = (
    update(Attendance)
    .where(
        Attendance.event_id == bindparam("event"),
        Attendance.member_id == bindparam("member"),
    )
    # Guests who walk through two doors of one evening are the same ones.
    .values(left_at=None, plus=case((Attendance.plus < _PLUS, _PLUS), else_=Attendance.plus))
)
_COMES_FIRST = insert(Attendance)


def note_arrival(
    session: Session,
    event_id: int,
    member_id: int,
    at: datetime,
    station: str,
    *,
    is_back: bool,
    plus: int = 0,
) -> None:
    """Make attendance what the log says after one more arrival, without reading the log.

    An arrival is its last entry. So who came before and `is_back` is in again, and of anyone
    else no arrival stands: this is the first. `plus` counts the extra guests who came by this
    door with it; where somebody is back with more of them, `derive_attendance` has to look.
    """
    if is_back:
        who = {"event": event_id, "member": member_id, "guests": plus}
        session.connection().execute(_COMES_BACK, who)
    else:
        arrival = {"event_id": event_id, "member_id": member_id, "arrived_at": at}
        session.connection().execute(_COMES_FIRST, {**arrival, "station": station, "plus": plus})


def derive_attendance(
    session: Session, event: Event, member_id: int, *, is_leaving: bool = False
) -> None:
    """Make a member's attendance of an event, and of the meetup it is part of, what the log says.

    Arriving at a workshop is arriving at its meetup, and leaving a meetup is leaving its
    workshops: those are looked at too where an entry is about leaving, or undone.
    """
    _derive(session, event.id, event.part_of_id, member_id)
    if event.part_of_id is not None:
        _derive(session, event.part_of_id, None, member_id)
    elif is_leaving:
        for workshop_id in session.scalars(select(Event.id).where(Event.part_of_id == event.id)):
            _derive(session, workshop_id, event.id, member_id)


def _derive(session: Session, event_id: int, meetup_id: int | None, member_id: int) -> None:
    workshops = select(Event.id).where(Event.part_of_id == event_id)
    entries = session.execute(
        select(
            DoorEntry.action,
            DoorEntry.verdict,
            DoorEntry.event_id,
            DoorEntry.at,
            DoorEntry.station,
            DoorEntry.plus,
        )
        .outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
        .where(
            or_(
                DoorEntry.event_id == event_id,
                DoorEntry.event_id.in_(workshops) & (DoorEntry.action == DoorAction.ARRIVED),
                (DoorEntry.event_id == meetup_id) & (DoorEntry.action == DoorAction.LEFT),
            ),
            DoorEntry.member_id == member_id,
            DoorEntry.action.in_((DoorAction.ARRIVED, DoorAction.LEFT)),
            undoing.id.is_(None),
        )
        # The order they were written in, for a clock can be set back.
        .order_by(DoorEntry.id)
    ).all()
    arrived = left = None
    station = ""
    guests: dict[int, int] = defaultdict(int)
    for action, verdict, door, at, where, plus in entries:
        if action is DoorAction.ARRIVED:
            guests[door] += plus
            if verdict is Verdict.ALREADY_IN:
                continue  # guests alone, of somebody who is in
            if arrived is None:
                arrived, station = at, where
            left = None
        elif arrived is not None:
            left = max(at, arrived)  # a clock can be set back, but nobody leaves before they came
    row = session.scalars(
        select(Attendance).where(Attendance.event_id == event_id, Attendance.member_id == member_id)
    ).one_or_none()
    if arrived is None:
        if row is not None:
            session.execute(delete(Attendance).where(Attendance.id == row.id))
        return
    if row is None:
        row = Attendance(event_id=event_id, member_id=member_id)
        session.add(row)
    row.arrived_at, row.left_at, row.station = arrived, left, station
    # By the door through which most of them came: the others saw the same ones again.
    row.plus = max(0, *guests.values())
    session.flush()
