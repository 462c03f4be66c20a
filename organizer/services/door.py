"""The door: a code or a name in, a verdict out, and a line in the log before anyone is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, bindparam, insert, select, update
from sqlalchemy.orm import Session, aliased

from organizer.domain.codes import is_genuine, is_ours, read_code
from organizer.domain.door import LET_IN_ALL_THE_SAME, DoorFacts, decide
from organizer.domain.drafts import MemberDraft, raise_problems
from organizer.domain.errors import UserError
from organizer.domain.kinds import DoorAction, EventKind, RegistrationStatus, Verdict
from organizer.domain.records import DoorAnswer
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Attendance, DoorEntry, Event, Registration
from organizer.services.attendance import derive_attendance, note_arrival
from organizer.services.door_guests import (
    Badge,
    Door,
    DoorGuest,
    find_door,
    guest_of_code,
    guest_of_member,
)
from organizer.services.door_words import door_message, greet
from organizer.services.finding import find_event, find_member
from organizer.services.guests import new_registration, registration_of
from organizer.services.members import add_addresses, new_member
from organizer.services.seating import promote, seats_taken

_KEPT_OF_NOISE = 64
NEW = "new"


@dataclass(slots=True)
class _Scan:
    """One person or code at one door, on its way to a verdict."""

    door: Door
    now: datetime
    station: str
    code: str = ""
    is_ours: bool = True
    is_genuine: bool = True
    badge: Badge | None = None
    guest: DoorGuest | None = None


def check_in(
    db: Database, event_uid: str, typed: str, *, station: str = "", now: datetime | None = None
) -> DoorAnswer:
    """Answer a scanned code; `now` is an instant, the clock's if left out."""
    moment = now or datetime.now(UTC)
    with db.writing() as session:
        door = find_door(session, event_uid)
        scan = _Scan(door, moment, station, code=read_code(typed))
        scan.is_ours = bool(scan.code) and is_ours(door.key, scan.code)
        scan.is_genuine = scan.is_ours and is_genuine(door.key, scan.code)
        scan.code = scan.code or _noise(typed)
        if scan.is_genuine and (found := guest_of_code(session, door, scan.code)):
            scan.badge, scan.guest = found
        return _answer(session, scan, is_code=True, let_in=False)


def _noise(typed: str) -> str:
    """Return as much of what is no code as the log keeps; half a letter cannot be written down."""
    return typed.strip()[:_KEPT_OF_NOISE].encode("utf-8", "replace").decode("utf-8")


def check_in_member(
    db: Database,
    event_uid: str,
    member_uid: str,
    *,
    station: str = "",
    now: datetime | None = None,
    let_in: bool = False,
) -> DoorAnswer:
    """Answer a name chosen from the list; `let_in` overrules what one key may overrule."""
    with db.writing() as session:
        door = find_door(session, event_uid)
        guest = guest_of_member(session, door, find_member(session, member_uid).id)
        moment = now or datetime.now(UTC)
        return answer_name(session, door, guest, station=station, now=moment, let_in=let_in)


def answer_name(
    session: Session, door: Door, guest: DoorGuest, *, station: str, now: datetime, let_in: bool
) -> DoorAnswer:
    """Answer a member chosen by name, and log it, within the caller's transaction."""
    return _answer(session, _Scan(door, now, station, guest=guest), is_code=False, let_in=let_in)


def add_walk_in(
    db: Database,
    event_uid: str,
    name: str,
    *,
    email: str = "",
    station: str = "",
    now: datetime | None = None,
) -> DoorAnswer:
    """Make a member of a new face and let them in; the name is enough."""
    emails = (email.strip(),) if email.strip() else ()
    raise_problems(MemberDraft(name=name, emails=emails).problems())
    with db.writing() as session:
        door = find_door(session, event_uid)
        member = new_member(session, name)
        add_addresses(session, member.id, emails)
        guest = guest_of_member(session, door, member.id)
        scan = _Scan(door, now or datetime.now(UTC), station, guest=guest)
        answer = _answer(session, scan, is_code=False, let_in=True)
        if answer.verdict is not Verdict.WELCOME:
            raise UserError(answer.message)  # a door that is shut makes nobody a member
        return answer


def check_out(
    db: Database, event_uid: str, member_uid: str, *, station: str = "", now: datetime | None = None
) -> None:
    """Write down that a member left."""
    with db.writing() as session:
        event = find_event(session, event_uid)
        member = find_member(session, member_uid)
        if not _is_inside(session, event.id, member.id):
            raise UserError(_("{name} is not in.").format(name=member.name))
        session.add(
            DoorEntry(
                event_id=event.id,
                member_id=member.id,
                action=DoorAction.LEFT,
                verdict=Verdict.WELCOME,
                station=station,
                at=now or datetime.now(UTC),
            )
        )
        session.flush()
        derive_attendance(session, event, member.id, is_leaving=True)


def undo(db: Database, entry_id: int, *, station: str = "", now: datetime | None = None) -> None:
    """Take an arrival or a leaving back; the log keeps both the entry and its undoing."""
    with db.writing() as session:
        undo_entry(session, entry_id, station=station, now=now or datetime.now(UTC))


def undo_entry(session: Session, entry_id: int, *, station: str, now: datetime) -> None:
    """Take an arrival or a leaving back within the caller's transaction."""
    entry = session.get(DoorEntry, entry_id)
    if entry is None or entry.action not in (DoorAction.ARRIVED, DoorAction.LEFT):
        raise UserError(_("Only an arrival or a leaving can be undone."))
    if session.scalar(select(DoorEntry.id).where(DoorEntry.undoes_id == entry_id)):
        raise UserError(_("This was undone already."))
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
    if entry.member_id is None:
        return
    event = session.get_one(Event, entry.event_id)
    derive_attendance(session, event, entry.member_id, is_leaving=True)
    _put_answer_back(session, event, entry.member_id, entry)
    if event.part_of_id is not None:
        meetup = session.get_one(Event, event.part_of_id)
        _put_answer_back(session, meetup, entry.member_id, entry)


def _put_answer_back(session: Session, event: Event, member_id: int, undone: DoorEntry) -> None:
    """Make who never came what they were before, once no arrival of theirs is left."""
    registration = registration_of(session, event.id, member_id)
    if registration is None or registration.status is not RegistrationStatus.GOING:
        return
    if session.scalar(_attendance(event.id, member_id)):
        return
    if registration.is_walk_in:
        registration.status = RegistrationStatus.CANCELLED
    elif before := _status_before(session, event.id, member_id, undone):
        registration.status = RegistrationStatus(before)
    promote(session, event, except_for=registration.id)


def _status_before(
    session: Session, event_id: int, member_id: int, undone: DoorEntry
) -> str | None:
    """Return the status that the arrivals undone by now had changed; they go in any order."""
    undoing = aliased(DoorEntry)
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


_ENTER = insert(DoorEntry)


def _note(overruled: Verdict) -> str:
    """Return what the log says of somebody who came in although the verdict was against it."""
    return _("walk-in") if overruled is Verdict.NOT_ON_LIST else _("let in all the same")


def _answer(session: Session, scan: _Scan, *, is_code: bool, let_in: bool) -> DoorAnswer:
    door, guest = scan.door, scan.guest
    verdict = decide(_facts(session, scan, is_code))
    overruled = let_in and verdict in LET_IN_ALL_THE_SAME
    comes_in = guest is not None and (verdict is Verdict.WELCOME or overruled)
    entry = {
        "event_id": door.id,
        "member_id": guest.id if guest else None,
        "action": DoorAction.ARRIVED if comes_in else DoorAction.REFUSED,
        "verdict": verdict,
        "code": scan.code,
        "station": scan.station,
        "at": scan.now,
        "note": _note(verdict) if overruled else "",
        "status_before": None,
    }
    greeting = None
    if guest is not None and comes_in:
        verdict = Verdict.WELCOME
        greeting = greet(session, door, guest, scan.now)
        entry["status_before"] = _take_seat(session, door, guest)
        _note_arrival(session, scan, guest)
    (entry_id,) = session.connection().execute(_ENTER, entry).inserted_primary_key or (None,)
    return DoorAnswer(
        verdict=verdict,
        code=scan.code,
        message=door_message(session, door, verdict, guest, scan.badge, greeting),
        at=wall_time(scan.now, door.timezone).replace(microsecond=0),
        entry_id=entry_id,
        member_id=guest.id if guest else None,
        member_uid=guest.uid if guest else None,
        name=guest.name if guest else "",
        plus=(guest.plus or 0) if guest else 0,
        greeting=greeting,
        can_let_in=guest is not None and verdict in LET_IN_ALL_THE_SAME,
    )


def _note_arrival(session: Session, scan: _Scan, guest: DoorGuest) -> None:
    """Arriving at a workshop is arriving at its meetup."""
    door = scan.door
    for event_id, came in ((door.id, guest.arrived_at), (door.part_of_id, guest.came_to_meetup)):
        if event_id is not None:
            is_back = came is not None
            note_arrival(session, event_id, guest.id, scan.now, scan.station, is_back=is_back)


def _facts(session: Session, scan: _Scan, is_code: bool) -> DoorFacts:
    door, guest, badge = scan.door, scan.guest, scan.badge
    is_workshop = door.kind is EventKind.WORKSHOP
    status = guest.status if guest else None
    seats_left = None
    # Whoever is going has a seat, so that only for others those left are counted.
    if is_workshop and door.capacity is not None and status is not RegistrationStatus.GOING:
        seats_left = door.capacity - seats_taken(session, door.id)
    return DoorFacts(
        now=scan.now,
        event_status=door.status,
        starts_at=door.starts_at,
        ends_at=door.ends_at,
        is_workshop=is_workshop,
        seats_left=seats_left,
        is_code=is_code,
        is_ours=scan.is_ours,
        is_genuine=scan.is_genuine,
        is_known=badge is not None,
        is_revoked=badge is not None and badge.revoked_at is not None,
        is_for_this_door=badge is None or badge.opens(door),
        has_host_note=guest is not None and bool(guest.host_note),
        is_inside=guest is not None and guest.is_inside,
        status=status,
        meetup_status=guest.meetup_status if guest else None,
        plus=(guest.plus or 0) if guest else 0,
    )


def _attendance(event_id: int, member_id: int) -> Select[int]:
    return select(Attendance.id).where(
        Attendance.event_id == event_id, Attendance.member_id == member_id
    )


def _is_inside(session: Session, event_id: int, member_id: int) -> bool:
    inside = _attendance(event_id, member_id).where(Attendance.left_at.is_(None))
    return session.scalar(inside) is not None


_NOW_GOING = (
    update(Registration)
    .where(Registration.id == bindparam("registration"))
    # Since when they waited is kept, so that an undo gives the place in the line back.
    .values(status=RegistrationStatus.GOING)
)


def _take_seat(session: Session, door: Door, guest: DoorGuest) -> str | None:
    """Make who comes in a going guest; return what their status was, if that changed.

    Who comes to a workshop is at its meetup, on its list or not.
    """
    before: str | None = None
    if guest.registration_id is None:
        _add_walk_in(session, door.id, guest.id)
        before = NEW
    elif guest.status is not RegistrationStatus.GOING:
        session.connection().execute(_NOW_GOING, {"registration": guest.registration_id})
        before = str(guest.status)
    if door.part_of_id is not None and guest.meetup_status is None:
        _add_walk_in(session, door.part_of_id, guest.id)
    return before


def _add_walk_in(session: Session, event_id: int, member_id: int) -> None:
    registration = new_registration(session, session.get_one(Event, event_id), member_id)
    registration.status = RegistrationStatus.GOING
    registration.is_walk_in = True
