"""Everyone as a list on the screen needs them, mended after a small change instead of read anew."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.domain.records import MemberRow
from organizer.models.changes import MOST_ROWS, NO_MARK, Changes, Mark
from organizer.models.database import Database
from organizer.models.tables import Attendance, CircleMember, MemberTag
from organizer.services.people.member_rows import answers_to_next, member_rows, search_text


@dataclass(frozen=True, slots=True)
class MemberList:
    """Members by sorting name, and for each the folded text that a search looks through."""

    rows: Sequence[MemberRow] = ()
    texts: Sequence[str] = ()
    mark: Mark = NO_MARK
    """How far the file was written when they were read."""
    changed: frozenset[str] | None = None
    """Uids of those who differ from the list this was made from; None where all may."""


def read_members(db: Database, known: MemberList | None = None) -> MemberList:
    """Return everyone; where a list is known, only who was changed since is read."""
    with db.reading() as session:
        mark = db.mark(session)
        changes = db.changes_since(session, known.mark) if known is not None else None
        if known is not None and changes is not None:
            changed = _members_of(session, changes, known.rows)
            if len(changed) <= MOST_ROWS:
                return _mended(known, changed, member_rows(session, sorted(changed)), mark)
        rows = member_rows(session)
    return MemberList(rows, [search_text(row) for row in rows], mark)


def _members_of(session: Session, changes: Changes, rows: Sequence[MemberRow]) -> frozenset[int]:
    """Return the ids of those whose row may be another now."""
    found = set(changes.about("member"))
    for table, members, of in (
        ("tag", MemberTag.member_id, MemberTag.tag_id),
        ("circle", CircleMember.member_id, CircleMember.circle_id),
        ("event", Attendance.member_id, Attendance.event_id),
    ):
        found |= _pointing(session, members, of, changes.touched.get(table, frozenset()))
    # Another event may be the next one now, also because time went by.
    answered = {row.id: row.next_status for row in rows if row.next_status is not None}
    answers = answers_to_next(session)
    found |= {one for one in {*answered, *answers} if answered.get(one) is not answers.get(one)}
    return frozenset(found)


def _pointing(
    session: Session,
    members: InstrumentedAttribute[int],
    of: InstrumentedAttribute[int],
    ids: frozenset[int],
) -> set[int]:
    return set(session.scalars(select(members).where(of.in_(ids)))) if ids else set()


def _mended(
    known: MemberList, changed: frozenset[int], fresh: Sequence[MemberRow], mark: Mark
) -> MemberList:
    gone = [place for place, row in enumerate(known.rows) if row.id in changed]
    pairs = list(zip(known.rows, known.texts, strict=True))
    for place in reversed(gone):
        del pairs[place]
    for row in fresh:
        insort(pairs, (row, search_text(row)), key=_order)
    uids = frozenset(row.uid for row in (*(known.rows[place] for place in gone), *fresh))
    return MemberList([row for row, _ in pairs], [text for _, text in pairs], mark, uids)


def _order(pair: tuple[MemberRow, str]) -> tuple[str, int]:
    """As the database sorts: UTF-8 has the order of code points."""
    return pair[0].sorting_name, pair[0].id
