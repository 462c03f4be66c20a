"""What the desk at the door looks at: numbers, the last entries, and the people to find by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from organizer.domain.kinds import DoorAction, RegistrationStatus
from organizer.domain.records import DoorCounts, DoorEntryRow, GuestRow
from organizer.domain.searching import search_words
from organizer.domain.times import wall_time
from organizer.models.database import Database
from organizer.models.tables import Attendance, DoorEntry, Event, Member, Registration
from organizer.services.finding import find_event
from organizer.services.guests import guest_rows
from organizer.services.seating import seats_taken

_LATELY = timedelta(minutes=5)
FoldedPeople = list[tuple[str, GuestRow]]
"""Everyone whom a name can mean at a door, each with the folded name."""


def door_counts(db: Database, event_uid: str, *, now: datetime | None = None) -> DoorCounts:
    """Return the live numbers of one door."""
    moment = now or datetime.now(UTC)
    with db.reading() as session:
        event = find_event(session, event_uid)
        inside = session.scalar(
            select(func.count()).where(
                Attendance.event_id == event.id, Attendance.left_at.is_(None)
            )
        )
        lately = session.scalar(
            select(func.count()).where(
                Attendance.event_id == event.id, Attendance.arrived_at > moment - _LATELY
            )
        )
        to_come = session.scalar(
            select(func.count())
            .select_from(Registration)
            .outerjoin(
                Attendance,
                (Attendance.event_id == Registration.event_id)
                & (Attendance.member_id == Registration.member_id),
            )
            .where(
                Registration.event_id == event.id,
                Registration.status == RegistrationStatus.GOING,
                Attendance.id.is_(None),
            )
        )
        return DoorCounts(seats_taken(session, event.id), inside or 0, to_come or 0, lately or 0)


def last_entries(db: Database, event_uid: str, most: int = 10) -> list[DoorEntryRow]:
    """Return the last entries of a door's log, newest first; undoings mark what they undid."""
    undoing = aliased(DoorEntry)
    with db.reading() as session:
        event = find_event(session, event_uid)
        rows = session.execute(
            select(DoorEntry, Member.name, undoing.id)
            .outerjoin(Member, Member.id == DoorEntry.member_id)
            .outerjoin(undoing, undoing.undoes_id == DoorEntry.id)
            .where(DoorEntry.event_id == event.id, DoorEntry.action != DoorAction.UNDONE)
            .order_by(DoorEntry.id.desc())
            .limit(most)
        )
        return [_entry_row(event, entry, name, undone is not None) for entry, name, undone in rows]


def _entry_row(event: Event, entry: DoorEntry, name: str | None, is_undone: bool) -> DoorEntryRow:
    return DoorEntryRow(
        id=entry.id,
        at=wall_time(entry.at, event.timezone).replace(microsecond=0),
        name=name or "",
        note=str(DoorAction.UNDONE) if is_undone else entry.note,
        verdict=entry.verdict,
        can_undo=not is_undone and entry.action in (DoorAction.ARRIVED, DoorAction.LEFT),
        action=entry.action,
    )


def people_for_door(db: Database, event_uid: str) -> list[GuestRow]:
    """Return everyone whom a name can mean at this door: its guests first, then other members."""
    with db.reading() as session:
        event = find_event(session, event_uid)
        guests = guest_rows(session, event)
        here = {guest.member_id for guest in guests}
        others = session.execute(
            select(
                Member.id, Member.uid, Member.name, Member.sorting_name, Member.earlier_attended
            ).order_by(Member.sorting_name, Member.id)
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


def find_people(people: FoldedPeople, typed: str, most: int = 8) -> list[GuestRow]:
    """Return the likely ones for what was typed: beginnings of names first, guests before others.

    Of these, who has not come yet is before who has. `people` pairs each row with its folded
    name, in the order of `people_for_door`, which is kept between equals.
    """
    words = search_words(typed)
    if not words:
        return []
    found = people
    for word in words:
        found = [one for one in found if word in one[0]]
    begun = found
    for word, later in [(word, f" {word}") for word in words]:
        begun = [one for one in begun if one[0].startswith(word) or later in one[0]]
    likely = _likeliest(begun, most)
    if len(likely) < most:
        said = {row.member_id for _folded, row in begun}
        likely += _likeliest([one for one in found if one[1].member_id not in said], most)
    return likely[:most]


def _likeliest(people: FoldedPeople, most: int) -> list[GuestRow]:
    ranked: list[list[GuestRow]] = [[], [], [], []]
    for _folded, row in people:
        is_other = row.registration_id == 0
        ranked[2 * is_other + (row.arrived_at is not None)].append(row)
        if len(ranked[0]) == most:
            break  # there are none likelier
    return list(chain.from_iterable(ranked))[:most]
