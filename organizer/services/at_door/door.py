"""The door: a code or a name in, a verdict out, and a line in the log before anyone is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from organizer.domain.codes import is_genuine, is_ours, read_code
from organizer.domain.drafts import MemberDraft, raise_problems
from organizer.domain.errors import AlreadyDone, UserError
from organizer.domain.kinds import DoorAction, Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Member
from organizer.services.at_door.attendance import derive_attendance
from organizer.services.at_door.door_answer import Scan, answer, log
from organizer.services.at_door.door_guests import (
    Door,
    DoorGuest,
    find_door,
    guest_of_code,
    guest_of_member,
)
from organizer.services.at_door.door_undo import newest_standing, undo_entry
from organizer.services.finding import find_event, find_member
from organizer.services.people.members import add_addresses, new_member

_KEPT_OF_NOISE = 64


def check_in(
    db: Database,
    event_uid: str,
    typed: str,
    *,
    station: str = "",
    now: datetime | None = None,
    asks_first: bool = False,
) -> DoorAnswer:
    """Answer a scanned code; `now` is an instant, the clock's if left out.

    With `asks_first`, who is welcome is not let in yet: scan the code again without it to do so.
    """
    return check_in_codes(db, event_uid, (typed,), station=station, now=now, asks_first=asks_first)[
        0
    ]


def check_in_codes(
    db: Database,
    event_uid: str,
    codes: Sequence[str],
    *,
    station: str = "",
    now: datetime | None = None,
    asks_first: bool = False,
) -> tuple[DoorAnswer, ...]:
    """Answer codes that were seen together, in their order and in one transaction: all or none."""
    moment = now or datetime.now(UTC)
    with db.writing() as session:
        door = find_door(session, event_uid)
        scans = (scan_of(session, door, typed, station, moment) for typed in codes)
        return tuple(answer(session, scan, asks_first=asks_first) for scan in scans)


def scan_of(session: Session, door: Door, typed: str, station: str, now: datetime) -> Scan:
    """Return what is known of a code that was scanned, within the caller's transaction."""
    scan = Scan(door, now, station, code=read_code(typed), is_code=True)
    scan.is_ours = bool(scan.code) and is_ours(door.key, scan.code)
    scan.is_genuine = scan.is_ours and is_genuine(door.key, scan.code)
    scan.code = scan.code or _noise(typed)
    if scan.is_genuine and (found := guest_of_code(session, door, scan.code)):
        scan.badge, scan.guest = found
    return scan


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
    plus: int | None = None,
    asks_first: bool = False,
) -> DoorAnswer:
    """Answer a name chosen from the list; `let_in` overrules what one key may overrule.

    `plus` extra guests come in too; left out, those who were announced and are not in yet.
    """
    with db.writing() as session:
        door = find_door(session, event_uid)
        guest = guest_of_member(session, door, find_member(session, member_uid).id)
        scan = Scan(door, now or datetime.now(UTC), station, guest=guest)
        return answer(session, scan, let_in=let_in, plus=plus, asks_first=asks_first)


def answer_name(
    session: Session,
    door: Door,
    guest: DoorGuest,
    *,
    station: str,
    now: datetime,
    let_in: bool,
    plus: int | None = None,
) -> DoorAnswer:
    """Answer a member chosen by name, and log it, within the caller's transaction."""
    return answer(session, Scan(door, now, station, guest=guest), let_in=let_in, plus=plus)


def turn_away(
    db: Database, event_uid: str, member_uid: str, *, station: str = "", now: datetime | None = None
) -> None:
    """Write down that somebody who was welcome was not let in after all."""
    with db.writing() as session:
        door = find_door(session, event_uid)
        guest = guest_of_member(session, door, find_member(session, member_uid).id)
        scan = Scan(door, now or datetime.now(UTC), station, guest=guest)
        log(session, scan, DoorAction.REFUSED, Verdict.WELCOME, note=_("turned away"))


def add_walk_in(
    db: Database,
    event_uid: str,
    name: str,
    *,
    email: str = "",
    plus: int = 0,
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
        scan = Scan(door, now or datetime.now(UTC), station, guest=guest, is_new_face=True)
        answered = answer(session, scan, let_in=True, plus=plus)
        if answered.verdict is not Verdict.WELCOME:
            raise UserError(answered.message)  # a door that is shut makes nobody a member
        return answered


def check_out(
    db: Database, event_uid: str, member_uid: str, *, station: str = "", now: datetime | None = None
) -> str:
    """Write down that a member left, and their extra guests with them.

    Return a sentence where they would have left before they came, else "".
    """
    with db.writing() as session:
        door = find_door(session, event_uid)
        guest = guest_of_member(session, door, find_member(session, member_uid).id)
        if not guest.is_inside:
            raise UserError(_("{name} is not in.").format(name=shown(guest.name)))
        scan = Scan(door, now or datetime.now(UTC), station, guest=guest)
        log(session, scan, DoorAction.LEFT, Verdict.WELCOME)
        derive_attendance(session, find_event(session, event_uid), guest.id, is_leaving=True)
        if guest.arrived_at is None or scan.now >= guest.arrived_at:
            return ""
        left, came = (wall_time(one, door.timezone) for one in (scan.now, guest.arrived_at))
        return _(
            "{name} came at {came}, after {left}: the list says that they left when they came."
        ).format(name=shown(guest.name), came=f"{came:%H:%M}", left=f"{left:%H:%M}")


def undo(db: Database, entry_id: int, *, station: str = "", now: datetime | None = None) -> str:
    """Take an arrival or a leaving back; the log keeps both the entry and its undoing.

    Return a sentence where somebody stays in all the same, else "".
    """
    return undo_all(db, [entry_id], station=station, now=now)


def undo_all(
    db: Database, entries: Sequence[int], *, station: str = "", now: datetime | None = None
) -> str:
    """Take several entries back, such as those of a group, the last first, all or none.

    What was undone before, here or at another station, is passed over; AlreadyDone where that is
    all of them. Return the sentences about those who stay in all the same, else "".
    """
    moment = now or datetime.now(UTC)
    said: list[str] = []
    already: list[AlreadyDone] = []
    with db.writing() as session:
        for entry in reversed(entries):
            try:
                said.append(undo_entry(session, entry, station=station, now=moment))
            except AlreadyDone as error:
                already.append(error)
    if already and len(already) == len(entries):
        raise already[0]
    return " ".join(filter(None, said))


def undo_last(
    db: Database,
    event_uid: str,
    written: Sequence[int] = (),
    *,
    station: str = "",
    now: datetime | None = None,
) -> str | None:
    """Take back the newest of the lines that a desk has written and that still stand.

    Where it has written none, the newest of its station. Return whose line that was, empty for
    heads and for who has no name here, None where there is nothing to take back.
    """
    with db.writing() as session:
        event_id = find_event(session, event_uid).id
        entry = newest_standing(session, event_id, among=written, station=station)
        if entry is None:
            return None
        member = session.get(Member, entry.member_id) if entry.member_id is not None else None
        name = member.name if member is not None else ""
        undo_entry(session, entry.id, station=station, now=now or datetime.now(UTC))
        return name


def newest_line(db: Database, event_uid: str, *, station: str = "") -> int | None:
    """Return the newest line of a station that can be taken back."""
    with db.reading() as session:
        entry = newest_standing(session, find_event(session, event_uid).id, station=station)
        return entry.id if entry is not None else None
