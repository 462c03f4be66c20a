"""Everyone who comes to a door with somebody, or with nothing that is known: guests, groups, heads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from organizer.domain.door import DoorFacts, decide
from organizer.domain.errors import UserError
from organizer.domain.kinds import DoorAction, RegistrationStatus, Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer, GuestRow
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Address, DoorEntry, Event, Member
from organizer.services.answers.guest_rows import guest_rows
from organizer.services.at_door.door import answer_name, scan_of
from organizer.services.at_door.door_answer import Scan, answer, check_guests, log, note_party
from organizer.services.at_door.door_around import provisional_arrival
from organizer.services.at_door.door_guests import Door, find_door, guest_of_member
from organizer.services.at_door.door_undo import undo_entry
from organizer.services.at_door.door_words import door_message
from organizer.services.finding import find_event, find_member

_TO_COME = (RegistrationStatus.GOING, RegistrationStatus.MAYBE, RegistrationStatus.INVITED)


def bring_guests(
    db: Database,
    event_uid: str,
    member_uid: str,
    more: int,
    *,
    station: str = "",
    now: datetime | None = None,
) -> int:
    """Count more extra guests of somebody who is in, or fewer below 0; return how many are in.

    Raises UserError where their host is not in, or that many are not.
    """
    with db.writing() as session:
        door = find_door(session, event_uid)
        guest = guest_of_member(session, door, find_member(session, member_uid).id)
        count = guest.plus_in + more
        if not guest.is_inside:
            raise UserError(
                _("{name} is not in. Check them in first.").format(name=shown(guest.name))
            )
        check_guests(guest, count)
        if more:
            scan = Scan(door, now or datetime.now(UTC), station, guest=guest)
            log(session, scan, DoorAction.ARRIVED, Verdict.ALREADY_IN, plus=more)
            note_party(session, door, guest)
        return count


def check_in_group(
    db: Database,
    event_uid: str,
    member_uids: Sequence[str],
    *,
    station: str = "",
    now: datetime | None = None,
    let_in: bool = False,
) -> tuple[DoorAnswer, ...]:
    """Answer several people at once, in their order and in one transaction; each has a line."""
    moment = now or datetime.now(UTC)
    with db.writing() as session:
        door = find_door(session, event_uid)
        return tuple(
            answer_name(
                session,
                door,
                guest_of_member(session, door, find_member(session, uid).id),
                station=station,
                now=moment,
                let_in=let_in,
            )
            for uid in dict.fromkeys(member_uids)
        )


def who_comes_with(db: Database, event_uid: str, member_uid: str) -> list[GuestRow]:
    """Return who is expected here, not in yet, and belongs to a member as far as the file knows.

    That is: they share an e-mail address or a phone number, or one has brought the other.
    """
    with db.reading() as session:
        event = find_event(session, event_uid)
        member = find_member(session, member_uid)
        theirs = select(Address.folded).where(Address.member_id == member.id)
        same_address = select(Address.member_id).where(Address.folded.in_(theirs))
        related = [Member.id.in_(same_address), Member.brought_by_id == member.id]
        if member.phone:
            related.append(Member.phone == member.phone)
        if member.brought_by_id is not None:
            related.append(Member.id == member.brought_by_id)
        found = set(session.scalars(select(Member.id).where(or_(*related), Member.id != member.id)))
        if not found:
            return []
        return [
            row
            for row in guest_rows(session, event)
            if row.member_id in found and row.status in _TO_COME and row.arrived_at is None
        ]


def let_in_provisionally(
    db: Database, event_uid: str, typed: str, *, station: str = "", now: datetime | None = None
) -> DoorAnswer:
    """Let somebody in whose badge is genuine but not known here; who it is can be said later.

    A badge that has become known meanwhile is answered as any other.
    """
    moment = now or datetime.now(UTC)
    with db.writing() as session:
        door = find_door(session, event_uid)
        scan = scan_of(session, door, typed, station, moment)
        if not scan.is_genuine or scan.badge is not None:
            return answer(session, scan)
        _refuse_at_a_shut_door(session, door, moment)
        if provisional_arrival(session, door, scan.code) is not None:
            return answer(session, scan)  # says since when
        return DoorAnswer(
            verdict=Verdict.WELCOME,
            code=scan.code,
            message=_("Let in for now. Say later who it is."),
            at=wall_time(moment, door.timezone).replace(microsecond=0),
            entry_id=log(
                session, scan, DoorAction.ARRIVED, Verdict.UNKNOWN_HERE, note=_("let in for now")
            ),
        )


def _refuse_at_a_shut_door(session: Session, door: Door, now: datetime) -> None:
    going = RegistrationStatus.GOING
    verdict = decide(
        DoorFacts(
            now=now,
            event_status=door.status,
            starts_at=door.starts_at,
            ends_at=door.ends_at,
            is_workshop=False,
            seats_left=None,
            is_code=False,
            status=going,
        )
    )
    if verdict is not Verdict.WELCOME:
        raise UserError(door_message(session, door, verdict, None, None, None))


def give_to_member(
    db: Database,
    entry_id: int,
    member_uid: str,
    *,
    station: str = "",
    now: datetime | None = None,
) -> DoorAnswer:
    """Say who it was that was let in provisionally: they came when that badge came.

    The log keeps the provisional arrival, takes it back, and has the member's own. Raises
    UserError where there is no such arrival any more, or the member is in already.
    """
    moment = now or datetime.now(UTC)
    with db.writing() as session:
        entry = session.get(DoorEntry, entry_id)
        if entry is None or entry.member_id is not None or entry.verdict != Verdict.UNKNOWN_HERE:
            raise UserError(_("Nobody was let in for now by this line of the log."))
        undo_entry(session, entry_id, station=station, now=moment)
        door = find_door(session, session.get_one(Event, entry.event_id).uid)
        guest = guest_of_member(session, door, find_member(session, member_uid).id)
        scan = Scan(door, entry.at, entry.station, code=entry.code, guest=guest)
        answered = answer(session, scan, let_in=True, plus=0)
        if answered.verdict is not Verdict.WELCOME:
            raise UserError(answered.message)
        return answered


def unnamed_arrivals(db: Database, event_uid: str) -> list[tuple[int, datetime]]:
    """Return line and wall time of everyone let in provisionally whom nobody has named yet."""
    undoing = aliased(DoorEntry)
    with db.reading() as session:
        event = find_event(session, event_uid)
        rows = session.execute(
            select(DoorEntry.id, DoorEntry.at)
            .outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
            .where(
                DoorEntry.event_id == event.id,
                DoorEntry.member_id.is_(None),
                DoorEntry.action == DoorAction.ARRIVED,
                undoing.id.is_(None),
            )
            .order_by(DoorEntry.id)
        )
        return [
            (number, wall_time(at, event.timezone).replace(microsecond=0)) for number, at in rows
        ]


def count_heads(
    db: Database,
    event_uid: str,
    more: int,
    *,
    station: str = "",
    now: datetime | None = None,
) -> int:
    """Count people who came and are on no list, some more or fewer; return how many there are.

    The log has a line of it, which can be taken back like an arrival; never below none.
    """
    with db.writing() as session:
        event = find_event(session, event_uid)
        before = event.head_count or 0
        event.head_count = max(0, before + more)
        if event.head_count != before:
            scan = Scan(find_door(session, event.uid), now or datetime.now(UTC), station)
            counted = event.head_count - before
            log(session, scan, DoorAction.COUNTED, Verdict.WELCOME, plus=counted)
        return event.head_count
