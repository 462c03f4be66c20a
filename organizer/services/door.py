"""The door: a code or a name in, a verdict out, and a line in the log before anyone is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, select
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
from organizer.models.tables import (
    Attendance,
    BadgeCode,
    DoorEntry,
    Event,
    Member,
    Registration,
)
from organizer.services.attendance import derive_attendance
from organizer.services.communities import code_key
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

    event: Event
    now: datetime
    station: str
    code: str = ""
    is_ours: bool = True
    is_genuine: bool = True
    badge: BadgeCode | None = None
    member: Member | None = None


def check_in(
    db: Database, event_uid: str, typed: str, *, station: str = "", now: datetime | None = None
) -> DoorAnswer:
    """Answer a scanned code; `now` is an instant, the clock's if left out."""
    moment = now or datetime.now(UTC)
    with db.writing() as session:
        event = find_event(session, event_uid)
        scan = _Scan(event, moment, station, code=read_code(typed))
        key = code_key(session)
        scan.is_ours = bool(scan.code) and is_ours(key, scan.code)
        scan.is_genuine = scan.is_ours and is_genuine(key, scan.code)
        scan.code = scan.code or _noise(typed)
        if scan.is_genuine:
            scan.badge = session.scalars(
                select(BadgeCode).where(BadgeCode.code == scan.code)
            ).one_or_none()
        if scan.badge is not None:
            scan.member = session.get_one(Member, scan.badge.member_id)
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
        event = find_event(session, event_uid)
        member = find_member(session, member_uid)
        scan = _Scan(event, now or datetime.now(UTC), station, member=member)
        return _answer(session, scan, is_code=False, let_in=let_in)


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
        event = find_event(session, event_uid)
        member = new_member(session, name)
        add_addresses(session, member.id, emails)
        scan = _Scan(event, now or datetime.now(UTC), station, member=member)
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
                at=now or datetime.now(UTC),
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


def _answer(session: Session, scan: _Scan, *, is_code: bool, let_in: bool) -> DoorAnswer:
    event, member = scan.event, scan.member
    registration = registration_of(session, event.id, member.id) if member else None
    verdict = decide(_facts(session, scan, registration, is_code))
    overruled = let_in and verdict in LET_IN_ALL_THE_SAME
    comes_in = member is not None and (verdict is Verdict.WELCOME or overruled)
    entry = DoorEntry(
        event_id=event.id,
        member_id=member.id if member else None,
        action=DoorAction.ARRIVED if comes_in else DoorAction.REFUSED,
        verdict=verdict,
        code=scan.code,
        station=scan.station,
        at=scan.now,
        note=_("let in all the same") if overruled else "",
    )
    greeting = None
    if member is not None and comes_in:
        greeting = greet(session, event, member, scan.now)
        entry.status_before = _take_seat(session, event, member, registration)
        _put_on_meetup_list(session, event, member)
    session.add(entry)
    session.flush()
    if member is not None and comes_in:
        derive_attendance(session, event, member.id)
        verdict = Verdict.WELCOME
    registration = registration_of(session, event.id, member.id) if member else None
    return DoorAnswer(
        verdict=verdict,
        code=scan.code,
        message=door_message(session, event, verdict, member, scan.badge, greeting),
        at=wall_time(scan.now, event.timezone).replace(microsecond=0),
        entry_id=entry.id,
        member_id=member.id if member else None,
        member_uid=member.uid if member else None,
        name=member.name if member else "",
        plus=registration.plus if registration else 0,
        greeting=greeting,
        can_let_in=member is not None and verdict in LET_IN_ALL_THE_SAME,
    )


def _facts(
    session: Session, scan: _Scan, registration: Registration | None, is_code: bool
) -> DoorFacts:
    event, member = scan.event, scan.member
    meetup = (
        registration_of(session, event.part_of_id, member.id)
        if member and event.part_of_id
        else None
    )
    seats_left = None
    if event.capacity is not None and event.kind is EventKind.WORKSHOP:
        seats_left = event.capacity - seats_taken(session, event.id)
    return DoorFacts(
        now=scan.now,
        event_status=event.status,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        is_workshop=event.kind is EventKind.WORKSHOP,
        is_part_of_meetup=event.part_of_id is not None,
        seats_left=seats_left,
        is_code=is_code,
        is_ours=scan.is_ours,
        is_genuine=scan.is_genuine,
        is_known=scan.badge is not None,
        is_revoked=scan.badge is not None and scan.badge.revoked_at is not None,
        is_for_this_door=_is_for_this_door(session, event, scan.badge),
        has_host_note=member is not None and bool(member.host_note),
        is_inside=member is not None and _is_inside(session, event.id, member.id),
        status=registration.status if registration else None,
        meetup_status=meetup.status if meetup else None,
        plus=registration.plus if registration else 0,
    )


def _is_for_this_door(session: Session, event: Event, badge: BadgeCode | None) -> bool:
    """A badge of a meetup or of any of its workshops, and the lasting card, open all its doors."""
    if badge is None or badge.registration_id is None:
        return True
    at, part_of = session.execute(
        select(Event.id, Event.part_of_id)
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.id == badge.registration_id)
    ).one()
    return (part_of or at) == (event.part_of_id or event.id)


def _attendance(event_id: int, member_id: int) -> Select[int]:
    return select(Attendance.id).where(
        Attendance.event_id == event_id, Attendance.member_id == member_id
    )


def _is_inside(session: Session, event_id: int, member_id: int) -> bool:
    inside = _attendance(event_id, member_id).where(Attendance.left_at.is_(None))
    return session.scalar(inside) is not None


def _take_seat(
    session: Session, event: Event, member: Member, registration: Registration | None
) -> str | None:
    """Make who comes in a going guest; return what their status was, if that changed."""
    if registration is None:
        registration = new_registration(session, event, member.id)
        registration.status = RegistrationStatus.GOING
        registration.is_walk_in = True
        return NEW
    before = registration.status
    if before is RegistrationStatus.GOING:
        return None
    # Since when they waited is kept, so that an undo gives the place in the line back.
    registration.status = RegistrationStatus.GOING
    return str(before)


def _put_on_meetup_list(session: Session, event: Event, member: Member) -> None:
    """Who comes to a workshop is at its meetup, on its list or not."""
    if event.part_of_id is None or registration_of(session, event.part_of_id, member.id):
        return
    meetup = session.get_one(Event, event.part_of_id)
    registration = new_registration(session, meetup, member.id)
    registration.status = RegistrationStatus.GOING
    registration.is_walk_in = True
