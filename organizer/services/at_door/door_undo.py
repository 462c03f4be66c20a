"""Taking an entry of the door log back: the log keeps both, and who never came is what they were."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from organizer.domain.errors import AlreadyDone, UserError
from organizer.domain.kinds import DoorAction, RegistrationStatus, Verdict
from organizer.domain.names import shown
from organizer.domain.words import _
from organizer.models.tables import Attendance, DoorEntry, Event, Member
from organizer.services.answers.guests import registration_of
from organizer.services.answers.seating import promote
from organizer.services.at_door.attendance import derive_attendance, undoing
from organizer.services.at_door.door_answer import NEW, NEW_FACE
from organizer.services.at_door.walk_ins import forget_new_face, take_off

CAN_BE_UNDONE = (DoorAction.ARRIVED, DoorAction.LEFT, DoorAction.COUNTED)
"""What can be taken back of what the log holds."""


def undo_entry(session: Session, entry_id: int, *, station: str, now: datetime) -> str:
    """Take an arrival, a leaving or a count of heads back within the caller's transaction.

    Return a sentence where somebody stays in all the same, by another door; else "".
    """
    entry = session.get(DoorEntry, entry_id)
    if entry is None:
        words = _("The door log has no line {entry}. “organizer door log” shows its lines.")
        raise UserError(words.format(entry=entry_id))
    if entry.action not in CAN_BE_UNDONE:
        raise UserError(_("Only an arrival or a leaving can be undone."))
    if session.scalar(select(DoorEntry.id).where(DoorEntry.undoes_id == entry_id)):
        raise AlreadyDone(_("This was undone already."))
    _write_undoing(session, entry, station, now)
    if entry.action is DoorAction.COUNTED:
        _count_heads_back(session, entry)
    if entry.member_id is None:
        return ""
    event = session.get_one(Event, entry.event_id)
    evening = [event]
    if event.part_of_id is not None:
        evening.append(session.get_one(Event, event.part_of_id))
    derive_attendance(session, event, entry.member_id, is_leaving=True)
    for one in evening:
        if session.scalar(_attendance_id(one.id, entry.member_id)) is None:
            if _take_the_rest_back(session, one, entry.member_id, station, now):
                # They may have been counted at the meetup too, where their host still is or was.
                derive_attendance(session, event, entry.member_id, is_leaving=True)
            _put_answer_back(session, one, entry.member_id, entry)
    stays = _still_in_words(session, entry) if entry.action is DoorAction.ARRIVED else ""
    forget_new_face(session, entry.member_id, evening)
    return stays


def _still_in_words(session: Session, undone: DoorEntry) -> str:
    """Arriving at a workshop is arriving at its meetup, so that an arrival there holds them in."""
    inside = Attendance.left_at.is_(None) & (Attendance.event_id == undone.event_id)
    found = session.execute(
        select(Member.name, Event.title)
        .join(Attendance, (Attendance.member_id == Member.id) & inside)
        .join(DoorEntry, DoorEntry.member_id == Member.id)
        .join(Event, (Event.id == DoorEntry.event_id) & (Event.part_of_id == undone.event_id))
        .outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
        .where(
            Member.id == undone.member_id,
            DoorEntry.action == DoorAction.ARRIVED,
            undoing.id.is_(None),
        )
        .order_by(DoorEntry.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return ""
    name, title = found
    return _("{name} is still in by “{title}”.").format(name=shown(name), title=shown(title))


def newest_standing(
    session: Session, event_id: int, *, among: Collection[int] = (), station: str = ""
) -> DoorEntry | None:
    """Return the newest line that can be taken back: among these, or else of a whole station."""
    ours = DoorEntry.id.in_(among) if among else DoorEntry.station == station
    return session.scalars(
        select(DoorEntry)
        .outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
        .where(DoorEntry.event_id == event_id, ours, undoing.id.is_(None))
        .where(DoorEntry.action.in_(CAN_BE_UNDONE))
        .order_by(DoorEntry.id.desc())
        .limit(1)
    ).one_or_none()


def _count_heads_back(session: Session, entry: DoorEntry) -> None:
    event = session.get_one(Event, entry.event_id)
    count = (event.head_count or 0) - entry.plus
    if count < 0:
        raise UserError(
            _("The head count is {count} by now, so that many cannot be taken off it.").format(
                count=event.head_count or 0
            )
        )
    event.head_count = count
    session.flush()


def _write_undoing(session: Session, entry: DoorEntry, station: str, now: datetime) -> None:
    session.add(
        DoorEntry(
            event_id=entry.event_id,
            member_id=entry.member_id,
            action=DoorAction.UNDONE,
            verdict=entry.verdict,
            code=entry.code,
            station=station,
            at=now,
            undoes_id=entry.id,
        )
    )
    session.flush()


def _take_the_rest_back(
    session: Session, event: Event, member_id: int, station: str, now: datetime
) -> bool:
    """Of who never came, no guests are in and nobody left: those lines are taken back too.

    Return whether there was anything to take back.
    """
    standing = select(DoorEntry).outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
    entries = session.scalars(
        standing.where(
            DoorEntry.event_id == event.id,
            DoorEntry.member_id == member_id,
            or_(
                DoorEntry.action == DoorAction.LEFT,
                (DoorEntry.action == DoorAction.ARRIVED)
                & (DoorEntry.verdict == Verdict.ALREADY_IN),
            ),
            undoing.id.is_(None),
        ).order_by(DoorEntry.id)
    ).all()
    for entry in entries:
        _write_undoing(session, entry, station, now)
    return bool(entries)


def _attendance_id(event_id: int, member_id: int) -> Select[int]:
    return select(Attendance.id).where(
        Attendance.event_id == event_id, Attendance.member_id == member_id
    )


def _put_answer_back(session: Session, event: Event, member_id: int, undone: DoorEntry) -> None:
    """Make who never came what they were before, once no arrival of theirs is left."""
    registration = registration_of(session, event.id, member_id)
    if registration is None or registration.status is not RegistrationStatus.GOING:
        return
    number = registration.id
    before = _status_before(session, event.id, member_id, undone)
    if before is not None and before not in (NEW, NEW_FACE):
        registration.status = RegistrationStatus(before)
    elif registration.is_walk_in:
        take_off(session, registration)
    else:
        return  # their seat was theirs before they came
    if event.capacity is not None:  # else no seat was waited for, so none is freed
        promote(session, event, except_for={number})


def _status_before(
    session: Session, event_id: int, member_id: int, undone: DoorEntry
) -> str | None:
    """Return the status that the arrivals undone by now had changed; they go in any order."""
    return session.scalar(
        select(DoorEntry.status_before)
        .join(undoing, undoing.undoes_id == DoorEntry.id)
        .where(
            DoorEntry.event_id == event_id,
            DoorEntry.member_id == member_id,
            DoorEntry.status_before.is_not(None),
            DoorEntry.id <= undone.id,
            undoing.id > undone.id,
        )
        .order_by(DoorEntry.id.desc())
        .limit(1)
    )
