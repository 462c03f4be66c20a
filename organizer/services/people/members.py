"""The people of the community: adding, changing, listing and searching them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organizer.domain.drafts import UNSAID, MemberDraft, raise_problems
from organizer.domain.names import clean_name, fold, shown, sorting_name
from organizer.domain.records import MemberDetail, MemberRow
from organizer.domain.segments import EVERYONE, Rules
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Address, Member, MemberTag, Tag
from organizer.services.finding import find_member
from organizer.services.people import circles, fields, member_parts
from organizer.services.people.member_rows import member_rows, search_index
from organizer.services.people.segment_search import members_matching
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
    if draft.joined_on != UNSAID:
        member.joined_on = draft.joined_on
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
    db: Database,
    *,
    search: str = "",
    tag: str = "",
    segment: str = "",
    rules: Rules = EVERYONE,
) -> list[MemberRow]:
    """Return the members by sorting name; all words of `search` must occur somewhere in a row.

    `segment` is the name or uid of one that is saved, `rules` what could be saved as one.
    """
    with db.reading() as session:
        return chosen_rows(session, search=search, tag=tag, segment=segment, rules=rules)


def chosen_rows(
    session: Session,
    *,
    search: str = "",
    tag: str = "",
    segment: str = "",
    rules: Rules = EVERYONE,
) -> list[MemberRow]:
    """Return whom `list_members` does, within the caller's transaction."""
    rows = member_rows(session)
    if rules:
        chosen = set(members_matching(session, rules))
        rows = [row for row in rows if row.id in chosen]
    if segment:
        inside = set(members_of_segment(session, segment))
        rows = [row for row in rows if row.id in inside]
    if tag:
        rows = [row for row in rows if fold(tag) in {fold(name) for name in row.tags}]
    if not search.strip():
        return rows
    return [rows[number] for number in search_index(rows).find(search)]


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
        joined_on=detail.row.joined_on,
        values={value.field_uid: value.text for value in detail.values},
    )


def all_tags(db: Database) -> list[str]:
    """Return the names of all tags in use, sorted."""
    with db.reading() as session:
        return list(session.scalars(select(Tag.name).order_by(Tag.folded)))
