"""How the door answers one scan or one name: the verdict, the line in the log, the seat taken.

Everything here happens within the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from organizer.domain.door import LET_IN_ALL_THE_SAME, DoorFacts, decide
from organizer.domain.errors import UserError
from organizer.domain.kinds import DoorAction, EventKind, RegistrationStatus, Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.models.tables import DoorEntry, Event, Registration
from organizer.services.answers.guests import MOST_GUESTS_OF_ONE, new_registration
from organizer.services.at_door.attendance import derive_attendance, note_arrival
from organizer.services.at_door.door_around import (
    Neighbours,
    neighbours_of,
    provisional_arrival,
)
from organizer.services.at_door.door_guests import Badge, Door, DoorGuest, seats_at_door
from organizer.services.at_door.door_words import door_message, greet, passed_words, to_pay

NEW = "new"
"""What the log notes as the status before where an arrival made the registration."""
NEW_FACE = "new-face"
"""What it notes where the arrival made a member of somebody, too."""
_ENTER = insert(DoorEntry)
_NOW_GOING = (
    update(Registration)
    .where(Registration.id == bindparam("registration"))
    # Since when they waited is kept, so that an undo gives the place in the line back.
    .values(status=RegistrationStatus.GOING)
)
_STANDS_BEFORE_US = frozenset({Verdict.OTHER_EVENT})
"""Verdicts about the badge alone: whoever bears it can be let in by name."""

_SAID_OF_WHO_IS_IN = frozenset({Verdict.ALREADY_IN, Verdict.SEE_HOST})


@dataclass(slots=True)
class Scan:
    """One person or code at one door, on its way to a verdict."""

    door: Door
    now: datetime
    station: str
    code: str = ""
    is_code: bool = False
    is_ours: bool = True
    is_genuine: bool = True
    badge: Badge | None = None
    guest: DoorGuest | None = None
    is_new_face: bool = False
    """Whether they are a member only since they stand here."""


def answer(
    session: Session,
    scan: Scan,
    *,
    let_in: bool = False,
    plus: int | None = None,
    asks_first: bool = False,
) -> DoorAnswer:
    """Answer a scan and log it.

    `let_in` overrules what one key may overrule. `plus` extra guests come in too, those who were
    announced and are not in yet if left out. With `asks_first`, nothing is written of somebody who
    is welcome.
    """
    verdict = decide(_facts(session, scan))
    guest = scan.guest
    if let_in and verdict is Verdict.SEE_HOST and guest is not None and guest.is_inside:
        verdict = Verdict.ALREADY_IN  # nobody is let in twice, by two desks or on one badge
    overruled = let_in and verdict in LET_IN_ALL_THE_SAME
    if guest is not None and (verdict is Verdict.WELCOME or overruled):
        if plus is None:
            plus = guest.guests_to_come
        else:
            check_guests(guest, plus)
        note = _note(verdict) if overruled else ""
        return _welcome(session, scan, guest, verdict, note, plus, asks_first)
    return _refuse(session, scan, verdict)


def check_guests(guest: DoorGuest, count: int) -> None:
    """Raise UserError where nobody can have so many extra guests with them."""
    if not 0 <= count <= MOST_GUESTS_OF_ONE:
        raise UserError(
            _("{name} can have 0 to {most} extra guests here.").format(
                name=shown(guest.name), most=MOST_GUESTS_OF_ONE
            )
        )


def _note(overruled: Verdict) -> str:
    """Return what the log says of somebody who came in although the verdict was against it."""
    return _("walk-in") if overruled is Verdict.NOT_ON_LIST else _("let in all the same")


def _welcome(
    session: Session,
    scan: Scan,
    guest: DoorGuest,
    verdict: Verdict,
    note: str,
    plus: int,
    asks_first: bool,
) -> DoorAnswer:
    owed = to_pay(session, scan.door, guest)
    greeting = greet(session, scan.door, guest, scan.now, owed)
    entry_id = None
    if not asks_first:
        before = _take_seat(session, scan.door, guest)
        if scan.is_new_face:
            before = NEW_FACE
        entry_id = log(
            session, scan, DoorAction.ARRIVED, verdict, note=note, before=before, plus=plus
        )
        _note_arrival(session, scan, guest, plus)
    message = door_message(
        session, scan.door, Verdict.WELCOME, guest, scan.badge, greeting, plus=plus
    )
    if scan.is_new_face and (full := passed_words(session, scan.door)):
        message = f"{message} {full}"
        greeting = replace(greeting, phrases=(*greeting.phrases, full))
    return DoorAnswer(
        verdict=Verdict.WELCOME,
        code=scan.code,
        message=message,
        at=_wall(scan),
        entry_id=entry_id,
        member_id=guest.id,
        member_uid=guest.uid,
        name=guest.name,
        plus=guest.plus or 0,
        greeting=greeting,
        plus_in=guest.plus_in + plus,
        awaits=asks_first,
        called=guest.called if guest.called != guest.name else "",
        to_pay=owed,
    )


def _refuse(session: Session, scan: Scan, verdict: Verdict) -> DoorAnswer:
    guest, door = scan.guest, scan.door
    around = Neighbours()
    since = None
    if verdict is Verdict.ALREADY_IN and guest is not None:
        around = neighbours_of(session, door, guest)
    elif verdict is Verdict.UNKNOWN_HERE:
        since = provisional_arrival(session, door, scan.code)
    is_in = guest is not None and guest.is_inside and verdict in _SAID_OF_WHO_IS_IN
    if verdict is Verdict.UNKNOWN_HERE:
        can_let_in = since is None
    else:
        overrules = verdict in LET_IN_ALL_THE_SAME | _STANDS_BEFORE_US
        can_let_in = guest is not None and overrules and not is_in
    return DoorAnswer(
        verdict=verdict,
        code=scan.code,
        message=door_message(
            session, door, verdict, guest, scan.badge, None, since=since, now=scan.now
        ),
        at=_wall(scan),
        entry_id=log(session, scan, DoorAction.REFUSED, verdict),
        member_id=guest.id if guest else None,
        member_uid=guest.uid if guest else None,
        name=guest.name if guest else "",
        plus=(guest.plus or 0) if guest else 0,
        can_let_in=can_let_in,
        plus_in=guest.plus_in if guest and guest.is_inside else 0,
        came_before=around.before,
        came_after=around.after,
        to_pay=to_pay(session, door, guest) if guest and is_in else "",
        is_in=is_in,
    )


def _wall(scan: Scan) -> datetime:
    return wall_time(scan.now, scan.door.timezone).replace(microsecond=0)


def log(
    session: Session,
    scan: Scan,
    action: DoorAction,
    verdict: Verdict,
    *,
    note: str = "",
    before: str | None = None,
    plus: int = 0,
) -> int | None:
    """Write one line of the door log and return its id."""
    entry = {
        "event_id": scan.door.id,
        "member_id": scan.guest.id if scan.guest else None,
        "action": action,
        "verdict": verdict,
        "code": scan.code,
        "station": scan.station,
        "at": scan.now,
        "note": note,
        "status_before": before,
        "plus": plus,
    }
    (entry_id,) = session.connection().execute(_ENTER, entry).inserted_primary_key or (None,)
    return entry_id


def note_party(session: Session, door: Door, guest: DoorGuest) -> None:
    """Count a member's guests anew from the log."""
    derive_attendance(session, session.get_one(Event, door.id), guest.id)


def _note_arrival(session: Session, scan: Scan, guest: DoorGuest, plus: int) -> None:
    """Arriving at a workshop is arriving at its meetup."""
    door = scan.door
    if plus and (guest.arrived_at or guest.came_to_meetup):
        note_party(session, door, guest)  # some of the guests may be in by another door
        return
    for event_id, came in ((door.id, guest.arrived_at), (door.part_of_id, guest.came_to_meetup)):
        if event_id is not None:
            is_back = came is not None
            note_arrival(
                session, event_id, guest.id, scan.now, scan.station, is_back=is_back, plus=plus
            )


def _facts(session: Session, scan: Scan) -> DoorFacts:
    door, guest, badge = scan.door, scan.guest, scan.badge
    is_workshop = door.kind is EventKind.WORKSHOP
    status = guest.status if guest else None
    seats_left = None
    # Whoever is going has a seat, so that only for others those left are counted.
    if is_workshop and door.capacity is not None and status is not RegistrationStatus.GOING:
        seats_left = door.capacity - seats_at_door(session, door.id)
    return DoorFacts(
        now=scan.now,
        event_status=door.status,
        starts_at=door.starts_at,
        ends_at=door.ends_at,
        is_workshop=is_workshop,
        seats_left=seats_left,
        is_code=scan.is_code,
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
