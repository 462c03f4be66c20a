"""The people of the community: adding, changing, listing and searching them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Select, delete, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.domain.drafts import MemberDraft, raise_problems
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import clean_name, fold, shown, sorting_name
from organizer.domain.records import MemberDetail, MemberRow
from organizer.domain.searching import SearchIndex
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import (
    Address,
    Attendance,
    Event,
    Member,
    MemberTag,
    Registration,
    Tag,
)
from organizer.services.finding import find_member
from organizer.services.people import circles, fields, member_parts
from organizer.services.people.segments import members_of_segment


def add_member(db: Database, draft: MemberDraft) -> str:
    """Add a person and return their uid."""
    raise_problems(draft.problems())
    with db.writing(_("{name} added").format(name=shown(clean_name(draft.name)))) as session:
        member = new_member(session, draft.name)
        _apply(session, member, draft)
        return member.uid


def change_member(db: Database, uid: str, draft: MemberDraft) -> None:
    """Keep what a member's page says now."""
    raise_problems(draft.problems())
    with db.writing(_("{name} changed").format(name=shown(clean_name(draft.name)))) as session:
        member = find_member(session, uid)
        rename(member, draft.name)
        _apply(session, member, draft)


def new_member(session: Session, name: str) -> Member:
    """Add a person of that name within the caller's transaction."""
    member = Member(joined_on=datetime.now(UTC).date())
    rename(member, name)
    session.add(member)
    session.flush()
    return member


def rename(member: Member, name: str) -> None:
    """Give a member a name, and the two forms that comparing and sorting need."""
    member.name = clean_name(name)
    member.folded_name = fold(member.name)
    member.sorting_name = sorting_name(member.name)


def _apply(session: Session, member: Member, draft: MemberDraft) -> None:
    member.greeting = clean_name(draft.greeting)
    member.notes = draft.notes.strip()
    member.host_note = draft.host_note.strip()
    member.do_not_write = draft.do_not_write
    member.pronouns = clean_name(draft.pronouns)
    member.phone = clean_name(draft.phone)
    member.language = clean_name(draft.language)
    member.photo_consent = draft.photo_consent
    member.found_us = draft.found_us.strip()
    member.joined_on = draft.joined_on or member.joined_on
    member_parts.write_bringer(session, member, draft.brought_by)
    circles.write_circles(session, member.id, draft.circles)
    fields.write_values(session, member.id, draft.values)
    session.execute(delete(Address).where(Address.member_id == member.id))
    add_addresses(session, member.id, draft.emails)
    session.execute(delete(MemberTag).where(MemberTag.member_id == member.id))
    add_tags(session, member.id, draft.tags)


def add_addresses(
    session: Session, member_id: int, addresses: Iterable[str], first: int = 0
) -> None:
    """Write addresses down in their order, each once; `first` counts those already there."""
    seen: set[str] = set()
    for address in addresses:
        text = address.strip()
        if text and text.casefold() not in seen:
            seen.add(text.casefold())
            session.add(
                Address(
                    member_id=member_id,
                    address=text,
                    folded=text.casefold(),
                    position=first + len(seen),
                )
            )


def add_tags(session: Session, member_id: int, names: Iterable[str]) -> None:
    """Put tags on a member that does not bear them yet, making those that are new."""
    for name in dict.fromkeys(clean for text in names if (clean := clean_name(text))):
        tag = session.scalars(select(Tag).where(Tag.folded == fold(name))).one_or_none()
        if tag is None:
            tag = Tag(name=name, folded=fold(name))
            session.add(tag)
            session.flush()
        session.merge(MemberTag(member_id=member_id, tag_id=tag.id))
        session.flush()


def list_members(
    db: Database, *, search: str = "", tag: str = "", segment: str = ""
) -> list[MemberRow]:
    """Return the members by sorting name; all words of `search` must occur somewhere in a row.

    `segment` is the name or uid of one that is saved.
    """
    with db.reading() as session:
        return chosen_rows(session, search=search, tag=tag, segment=segment)


def chosen_rows(
    session: Session, *, search: str = "", tag: str = "", segment: str = ""
) -> list[MemberRow]:
    """Return whom `list_members` does, within the caller's transaction."""
    rows = member_rows(session)
    if segment:
        inside = set(members_of_segment(session, segment))
        rows = [row for row in rows if row.id in inside]
    if tag:
        rows = [row for row in rows if fold(tag) in {fold(name) for name in row.tags}]
    if not search.strip():
        return rows
    return [rows[number] for number in search_index(rows).find(search)]


def search_index(rows: Iterable[MemberRow]) -> SearchIndex:
    """Return what finds rows by their number while somebody types."""
    return SearchIndex(map(searchable, rows))


def searchable(row: MemberRow) -> str:
    """Return the folded text that a search looks through: names, addresses, tags."""
    return fold("\t".join((row.name, *row.other_names, *row.emails, *row.tags)))


def member_rows(session: Session, ids: Sequence[int] | None = None) -> list[MemberRow]:
    """Return rows of all members, or of some, by sorting name."""
    emails = grouped(
        session,
        select(Address.member_id, Address.address)
        .where(_among(Address.member_id, ids))
        .order_by(Address.position),
    )
    tags = grouped(
        session,
        select(MemberTag.member_id, Tag.name)
        .join(Tag, Tag.id == MemberTag.tag_id)
        .where(_among(MemberTag.member_id, ids))
        .order_by(Tag.folded),
    )
    visits = _visits(session, ids)
    answers = _answers_to_next(session)
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
        )
        .where(_among(Member.id, ids), Member.is_erased.is_(False))
        .order_by(Member.sorting_name, Member.id)
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
        )
        for row in session.execute(statement)
    ]


def _among(column: InstrumentedAttribute[int], ids: Sequence[int] | None) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the ids; None lets all through."""
    return true() if ids is None else column.in_(ids)


def grouped(session: Session, statement: Select[int, str]) -> dict[int, list[str]]:
    """Return the second column's values by the first, in the order of the statement."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, value in session.execute(statement):
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


def _answers_to_next(session: Session) -> dict[int, RegistrationStatus]:
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


def member_detail(db: Database, uid: str) -> MemberDetail:
    """Return everything that a member's page shows."""
    with db.reading() as session:
        member = find_member(session, uid)
        return MemberDetail(
            row=member_rows(session, [member.id])[0],
            greeting=member.greeting,
            notes=member.notes,
            host_note=member.host_note,
            do_not_write=member.do_not_write,
            fields=tuple(member.fields.items()),
            visits=member_parts.visits_of(session, member.id),
            yes_count=member.earlier_yes + member_parts.past_yes(session, member.id),
            pronouns=member.pronouns,
            phone=member.phone,
            language=member.language,
            photo_consent=member.photo_consent,
            found_us=member.found_us,
            brought_by=member_parts.bringer_of(session, member),
            brought=member_parts.brought_by(session, member.id),
            circles=circles.circles_of(session, member.id),
            hosted_circles=circles.hosted_by(session, member.id),
            values=fields.values_of(session, member.id),
            other_names=tuple(member.other_names),
            earlier=member_parts.earlier_history(session, member),
        )


def draft_of(detail: MemberDetail) -> MemberDraft:
    """Return what a form edits of a member."""
    return MemberDraft(
        name=detail.row.name,
        greeting=detail.greeting,
        emails=detail.row.emails,
        tags=detail.row.tags,
        notes=detail.notes,
        host_note=detail.host_note,
        do_not_write=detail.do_not_write,
        pronouns=detail.pronouns,
        phone=detail.phone,
        language=detail.language,
        photo_consent=detail.photo_consent,
        found_us=detail.found_us,
        brought_by=detail.brought_by.uid if detail.brought_by else "",
        circles=detail.circles,
        values={value.field_uid: value.text for value in detail.values},
    )


def all_tags(db: Database) -> list[str]:
    """Return the names of all tags in use, sorted."""
    with db.reading() as session:
        return list(session.scalars(select(Tag.name).order_by(Tag.folded)))
