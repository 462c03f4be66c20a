"""Members as rows of a list: who they are, how often they came, and what a search finds them by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Select, String, case, cast, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.records import MemberRow
from organizer.domain.searching import SearchIndex, searchable
from organizer.models.tables import (
    Address,
    Attendance,
    Circle,
    CircleMember,
    Event,
    Member,
    MemberTag,
    Registration,
    Tag,
)
from organizer.services.people.merged_traits import said_otherwise

_AT_ONCE = 2_000
"""Rows fetched and let go of together: with all of them at once other threads would wait."""


def search_index(rows: Iterable[MemberRow]) -> SearchIndex:
    """Return what finds rows by their number while somebody types."""
    return SearchIndex(map(search_text, rows))


def search_text(row: MemberRow) -> str:
    """Return what a search looks through: names, addresses, tags, circles and phones."""
    words = (row.name, *row.other_names, *row.emails, *row.tags, *row.circles)
    return searchable(words, row.phone, row.beside)


def member_rows(session: Session, ids: Sequence[int] | None = None) -> list[MemberRow]:
    """Return rows of all members, or of some, by sorting name."""
    emails, tags, circles = _words_of(session, ids)
    visits = _visits(session, ids)
    answers = answers_to_next(session)
    statement = (
        select(
            Member.id,
            Member.uid,
            Member.name,
            Member.sorting_name,
            Member.joined_on,
            Member.earlier_attended,
            Member.earlier_last_on,
            Member.other_names,
            Member.phone,
            # Only who was merged has anything beside: of the others no JSON is read.
            case((cast(Member.other_names, String) != "[]", Member.fields)).label("fields"),
        )
        .where(_among(Member.id, ids), Member.is_erased.is_(False))
        .order_by(Member.sorting_name, Member.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    return [
        MemberRow(
            id=row.id,
            uid=row.uid,
            name=row.name,
            sorting_name=row.sorting_name,
            emails=tuple(emails.get(row.id, ())),
            tags=tuple(tags.get(row.id, ())),
            joined_on=row.joined_on,
            attended=row.earlier_attended + visits.get(row.id, (0, None))[0],
            last_attended=_later(row.earlier_last_on, visits.get(row.id, (0, None))[1]),
            next_status=answers.get(row.id),
            other_names=tuple(row.other_names),
            circles=tuple(circles.get(row.id, ())),
            phone=row.phone,
            beside=tuple(said_otherwise(row.fields, row.other_names)) if row.fields else (),
        )
        for row in session.execute(statement)
    ]


def _words_of(session: Session, ids: Sequence[int] | None) -> list[defaultdict[int, list[str]]]:
    """Return addresses, tags and circles, each by the id of the member who has them."""
    addresses = select(Address.member_id, Address.address).order_by(Address.position)
    tags = (
        select(MemberTag.member_id, Tag.name)
        .join(Tag, Tag.id == MemberTag.tag_id)
        .order_by(Tag.folded)
    )
    circles = (
        select(CircleMember.member_id, Circle.name)
        .join(Circle, Circle.id == CircleMember.circle_id)
        .order_by(Circle.folded)
    )
    return [
        grouped(session, addresses.where(_among(Address.member_id, ids))),
        grouped(session, tags.where(_among(MemberTag.member_id, ids))),
        grouped(session, circles.where(_among(CircleMember.member_id, ids))),
    ]


def _among(column: InstrumentedAttribute[int], ids: Sequence[int] | None) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the ids; None lets all through."""
    return true() if ids is None else column.in_(ids)


def grouped(session: Session, statement: Select[int, str]) -> defaultdict[int, list[str]]:
    """Return the second column's values by the first, in the order of the statement."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for key, value in session.execute(statement.execution_options(yield_per=_AT_ONCE)):
        found[key].append(value)
    return found


def _visits(session: Session, ids: Sequence[int] | None) -> dict[int, tuple[int, date | None]]:
    """Return how often and when last members came; a workshop counts with its meetup."""
    rows = session.execute(
        select(Attendance.member_id, func.count(), func.max(Event.starts))
        .join(Event, Event.id == Attendance.event_id)
        .where(Event.part_of_id.is_(None), _among(Attendance.member_id, ids))
        .group_by(Attendance.member_id)
    )
    return {member: (times, last.date()) for member, times, last in rows}


def answers_to_next(session: Session) -> dict[int, RegistrationStatus]:
    """Return what members answered to the next event, by their ids."""
    upcoming = session.scalar(
        select(Event.id)
        .where(
            Event.ends_at > datetime.now(UTC),
            Event.status == EventStatus.PLANNED,
            Event.part_of_id.is_(None),
        )
        .order_by(Event.starts_at)
        .limit(1)
    )
    if upcoming is None:
        return {}
    rows = session.execute(
        select(Registration.member_id, Registration.status).where(Registration.event_id == upcoming)
    )
    return {member: status for member, status in rows}


def _later(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else one or other
