"""One person instead of two: everything of both is kept, in one step that can be taken back.

Each table that speaks of members has one line in `MOVES`, so that nothing is left behind to be
deleted with the entry that goes; a test holds that list complete.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.domain.errors import UserError
from organizer.domain.matching import OURS
from organizer.domain.names import shown
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import (
    Address,
    Attendance,
    BadgeCode,
    Circle,
    CircleMember,
    CustomField,
    DoorEntry,
    Event,
    Facilitator,
    FieldValue,
    Member,
    MemberSource,
    MemberTag,
    NotTheSame,
    Segment,
    WorkshopChoice,
)
from organizer.services.at_door.attendance import derive_attendance
from organizer.services.at_door.door_answer import NEW, NEW_FACE
from organizer.services.finding import find_member
from organizer.services.people.duplicates import remember_apart
from organizer.services.people.merged_guests import merge_registrations
from organizer.services.people.merged_traits import keep_beside, merge_traits

Move = Callable[[Session, Member, Member], None]
"""Gives what one table says of the second member to the first."""


def merge_members(db: Database, keep: str, other: str) -> str:
    """Make one person of two and return the uid kept; the other's name, ids and codes stay known.

    What both have and only one can hold is `keep`'s; what `other` had instead is written down
    beside it, so that nothing is lost.
    """
    with db.writing(_("Two people merged")) as session:
        kept, gone = find_member(session, keep), find_member(session, other)
        if kept.id == gone.id:
            raise UserError(
                _("“{one}” and “{other}” are the same entry. Name two different people.").format(
                    one=keep[:80], other=other[:80]
                )
            )
        words = _("{other} merged into {name}")
        name_step(session, words.format(other=shown(gone.name), name=shown(kept.name)))
        are_two_accounts = all(_has_account(session, one) for one in (kept, gone))
        merge_traits(kept, gone, are_two_accounts=are_two_accounts)
        for move in dict.fromkeys(MOVES.values()):
            move(session, kept, gone)
            session.flush()
        rename_in_searches(session, gone.uid, kept.uid)
        session.execute(delete(Member).where(Member.id == gone.id))
        return kept.uid


def rename_in_searches(session: Session, uid: str, to: str) -> None:
    """Let saved searches that ask for a member ask for another, or for `GONE`."""
    for segment in session.scalars(select(Segment)):
        rules = json.dumps(segment.rules)
        if uid in rules:
            segment.rules = json.loads(rules.replace(uid, to))


def _has_account(session: Session, member: Member) -> bool:
    """Whether another system knows a member by an id."""
    statement = select(MemberSource.id).where(
        MemberSource.member_id == member.id, MemberSource.system != OURS
    )
    return session.scalar(statement.limit(1)) is not None


def _addresses(session: Session, kept: Member, gone: Member) -> None:
    """Take over the addresses that are not known yet, after those that are."""
    have = set(session.scalars(select(Address.folded).where(Address.member_id == kept.id)))
    last = session.scalar(select(func.max(Address.position)).where(Address.member_id == kept.id))
    following = 0 if last is None else last + 1
    for row in session.scalars(
        select(Address).where(Address.member_id == gone.id).order_by(Address.position, Address.id)
    ):
        if row.folded in have:
            session.delete(row)
        else:
            row.member_id, row.position = kept.id, following
            following += 1


def _sources(session: Session, kept: Member, gone: Member) -> None:
    """Take over who they are in other systems, and in lists that this app wrote itself."""
    session.execute(
        update(MemberSource).where(MemberSource.member_id == gone.id).values(member_id=kept.id)
    )
    session.add(MemberSource(member_id=kept.id, system=OURS, external_id=gone.uid))


def _field_values(session: Session, kept: Member, gone: Member) -> None:
    have = {
        row.field_id: row
        for row in session.scalars(select(FieldValue).where(FieldValue.member_id == kept.id))
    }
    rows = session.execute(
        select(FieldValue, CustomField.name)
        .join(CustomField, CustomField.id == FieldValue.field_id)
        .where(FieldValue.member_id == gone.id)
        .order_by(CustomField.position, CustomField.id)
    ).all()
    for row, label in rows:
        mine = have.get(row.field_id)
        if mine is None:
            row.member_id = kept.id
            continue
        if not mine.value:
            mine.value = row.value
        elif row.value != mine.value:
            keep_beside(kept, gone, label, row.value)
        session.delete(row)


def _hosting(session: Session, kept: Member, gone: Member) -> None:
    session.execute(update(Circle).where(Circle.host_id == gone.id).values(host_id=kept.id))


def _brought(session: Session, kept: Member, gone: Member) -> None:
    """Let those whom either brought have been brought by the one; nobody brought themselves."""
    bringer = kept.brought_by_id if kept.brought_by_id != gone.id else None
    if bringer is None and gone.brought_by_id != kept.id:
        bringer = gone.brought_by_id
    kept.brought_by_id = bringer
    session.execute(
        update(Member)
        .where(Member.brought_by_id == gone.id, Member.id != kept.id)
        .values(brought_by_id=kept.id)
    )


def _told_apart(session: Session, kept: Member, gone: Member) -> None:
    """Go on knowing who is somebody else; that these two were, is what was just taken back."""
    rows = session.scalars(
        select(NotTheSame).where((NotTheSame.one_id == gone.id) | (NotTheSame.other_id == gone.id))
    ).all()
    others = {row.other_id if row.one_id == gone.id else row.one_id for row in rows}
    for row in rows:
        session.delete(row)
    session.flush()
    for other_id in sorted(others - {kept.id}):
        remember_apart(session, kept.id, other_id)


def _choices(session: Session, kept: Member, gone: Member) -> None:
    """Keep the better rank, and the earlier time of asking, where both chose a workshop."""
    mine = {
        row.event_id: row
        for row in session.scalars(
            select(WorkshopChoice).where(WorkshopChoice.member_id == kept.id)
        )
    }
    for row in session.scalars(select(WorkshopChoice).where(WorkshopChoice.member_id == gone.id)):
        if (same := mine.get(row.event_id)) is None:
            row.member_id = kept.id
        else:
            same.rank = min(same.rank, row.rank)
            same.created_at = min(same.created_at, row.created_at)
            session.delete(row)


def _once(table: type[Any], key: InstrumentedAttribute[int]) -> Move:
    """Return what takes over rows of which a member has at most one for each value of a column."""

    def move(session: Session, kept: Member, gone: Member) -> None:
        have = select(key).where(table.member_id == kept.id)
        session.execute(
            update(table)
            .where(table.member_id == gone.id, key.not_in(have))
            .values(member_id=kept.id)
            .execution_options(synchronize_session=False)
        )
        session.execute(delete(table).where(table.member_id == gone.id))

    return move


def _named(table: type[Any], key: InstrumentedAttribute[int]) -> Move:
    """Do the same for a table whose key names the member: its rows are made anew, not changed."""

    def move(session: Session, kept: Member, gone: Member) -> None:
        have = select(key).where(table.member_id == kept.id)
        missing = select(key).where(table.member_id == gone.id, key.not_in(have))
        for value in session.scalars(missing).all():
            session.add(table(**{"member_id": kept.id, key.key: value}))
        session.execute(delete(table).where(table.member_id == gone.id))

    return move


def _codes(session: Session, kept: Member, gone: Member) -> None:
    """Let every badge of the other open doors for the one; what was revoked stays revoked."""
    session.execute(
        update(BadgeCode).where(BadgeCode.member_id == gone.id).values(member_id=kept.id)
    )


def _door_log(session: Session, kept: Member, gone: Member) -> None:
    """Say of the one what the log says of both, and derive attendance anew where both came."""
    met = _evenings(session, kept) & _evenings(session, gone)
    session.execute(
        update(DoorEntry).where(DoorEntry.member_id == gone.id).values(member_id=kept.id)
    )
    # Whom two entries knew is no face that one door made, however the evening is turned back.
    session.execute(
        update(DoorEntry)
        .where(DoorEntry.member_id == kept.id, DoorEntry.status_before == NEW_FACE)
        .values(status_before=NEW)
    )
    _once(Attendance, Attendance.event_id)(session, kept, gone)
    session.expire_all()
    for event in session.scalars(select(Event).where(Event.id.in_(met)).order_by(Event.id)):
        derive_attendance(session, event, kept.id, is_leaving=True)
        for workshop in session.scalars(select(Event).where(Event.part_of_id == event.id)):
            derive_attendance(session, workshop, kept.id)


def _evenings(session: Session, member: Member) -> set[int]:
    """Return the meetups, or workshops alone, at which the log or the attendance knows a member."""
    evening = func.coalesce(Event.part_of_id, Event.id)
    return {
        event_id
        for table in (DoorEntry, Attendance)
        for event_id in session.scalars(
            select(evening)
            .join(table, table.event_id == Event.id)
            .where(table.member_id == member.id)
        )
    }


MOVES: dict[str, Move] = {
    "address": _addresses,
    "member_source": _sources,
    "member_tag": _named(MemberTag, MemberTag.tag_id),
    "circle_member": _named(CircleMember, CircleMember.circle_id),
    "facilitator": _once(Facilitator, Facilitator.event_id),
    "field_value": _field_values,
    "circle": _hosting,
    "member": _brought,
    "not_the_same": _told_apart,
    "workshop_choice": _choices,
    "badge_code": _codes,
    "door_entry": _door_log,
    "attendance": _door_log,
    "registration": merge_registrations,
}
"""By table, what happens to its rows; guest lists come last, when it is known who came."""
