"""A walk-in that was a mistake leaves the lists again, unless something else has come to need it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import delete, func, literal, select
from sqlalchemy.orm import Session

from organizer.domain.kinds import Consent, RegistrationStatus
from organizer.models.tables import Address, BadgeCode, Base, DoorEntry, Event, Member, Registration
from organizer.services.at_door.door_answer import NEW_FACE

_GIVEN_AT_ONCE = frozenset(
    {"id", "uid", "name", "folded_name", "sorting_name", "joined_on", "created_at"}
)
"""What is known of a new face from the beginning; whatever else is, somebody wrote later."""


def take_off(session: Session, registration: Registration) -> None:
    """Take somebody off a list that they were put on at the door, as if that had not been.

    Who was written to, has answered, paid, or has a badge that was used stays on it as cancelled.
    """
    if (
        registration.is_paid
        or _is_badge_used(session, registration)
        or _is_needed(session, registration, besides={BadgeCode.__tablename__})
    ):
        registration.status = RegistrationStatus.CANCELLED
    else:
        session.delete(registration)
    session.flush()


def _is_badge_used(session: Session, registration: Registration) -> bool:
    """Whether a badge went out: one was made anew, or its code was shown at a door."""
    codes = session.scalars(
        select(BadgeCode.code).where(BadgeCode.registration_id == registration.id)
    ).all()
    shown = select(DoorEntry.id).where(
        DoorEntry.member_id == registration.member_id, DoorEntry.code.in_(codes)
    )
    return len(codes) > 1 or session.scalar(shown.limit(1)) is not None


def forget_new_face(session: Session, member_id: int, evening: Sequence[Event]) -> None:
    """Take a member out again whom a walk-in made, if nobody knows more of them than that.

    The lines of the log stay, as those of nobody.
    """
    member = session.get_one(Member, member_id)
    lines = select(func.count()).select_from(DoorEntry).where(DoorEntry.member_id == member_id)
    here = DoorEntry.event_id.in_([event.id for event in evening])
    made_here = session.scalar(lines.where(here, DoorEntry.status_before == NEW_FACE))
    if not made_here or session.scalar(lines.where(~here)) or not _is_as_made(session, member):
        return
    own = {Address.__tablename__, DoorEntry.__tablename__}
    if _is_needed(session, member, besides=own):
        return
    session.execute(delete(Member).where(Member.id == member_id))
    session.expire_all()  # its lines have nobody's name any more


def _is_as_made(session: Session, member: Member) -> bool:
    names = (one.name for one in Member.__table__.columns if one.name not in _GIVEN_AT_ONCE)
    written = any(value and value is not Consent.UNKNOWN for value in _values(member, names))
    addresses = select(func.count()).where(Address.member_id == member.id)
    return not written and (session.scalar(addresses) or 0) <= 1


def _values(member: Member, names: Iterable[str]) -> Iterator[object]:
    return (getattr(member, name) for name in names)


def _is_needed(session: Session, row: Registration | Member, *, besides: Collection[str]) -> bool:
    """Whether a row of any table, but of those besides, points to this one."""
    return any(
        session.execute(select(literal(1)).where(column == row.id).limit(1)).first() is not None
        for table in Base.metadata.sorted_tables
        if table.name not in besides
        for column in table.columns
        if any(key.column.table is row.__table__ for key in column.foreign_keys)
    )
