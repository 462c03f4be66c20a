"""Finding people who may be in the list twice, and remembering who only looks so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from organizer.domain.errors import UserError
from organizer.domain.likeness import Likeness, Reason, Strength, Traits, likely_duplicates
from organizer.domain.matching import OURS
from organizer.domain.names import shown
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import (
    Address,
    Attendance,
    Member,
    MemberSource,
    NotTheSame,
)
from organizer.services.files import Step, no_step
from organizer.services.finding import find_member
from organizer.services.people.member_rows import grouped

_ASKED_AT_ONCE = 400
"""Pairs in one statement; SQLite takes a limited number of values."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, and why; both are uids."""

    one: str
    other: str
    reasons: tuple[Reason, ...]
    strength: Strength
    both_came: int = 0
    """Events that both came to, which one person could not have done."""


def find_duplicates(db: Database, *, step: Step = no_step) -> list[Pair]:
    """Return everyone who may be in the list twice, the likeliest first.

    Meant for a thread of its own: with 20,000 members it takes about a second. `step` may raise
    to stop.
    """
    with db.reading() as session:
        step(0, 0)
        people = _traits(session)
        apart = {(one, other) for one, other in session.execute(_APART)}
        uids = {member_id: uid for member_id, uid in session.execute(select(Member.id, Member.uid))}
        found = likely_duplicates(people, apart=apart, step=step)
        together = _came_together(session, found)
    pairs = [_pair(one, uids, together.get((one.one, one.other), 0)) for one in found]
    return sorted(pairs, key=lambda pair: -pair.strength)


_APART = select(NotTheSame.one_id, NotTheSame.other_id)


def _pair(found: Likeness, uids: dict[int, str], both_came: int) -> Pair:
    """Take who was seen together for less likely: it may be a badge that was scanned by mistake."""
    strength = min(found.strength, Strength.POSSIBLE) if both_came else found.strength
    return Pair(uids[found.one], uids[found.other], found.reasons, strength, both_came)


def not_the_same(db: Database, one: str, other: str) -> None:
    """Remember that two people who look alike are two."""
    with db.writing(_("Two people told apart")) as session:
        first, second = find_member(session, one), find_member(session, other)
        if first.id == second.id:
            raise UserError(_("Both are the same entry: {name}.").format(name=shown(first.name)))
        remember_apart(session, first.id, second.id)


def remember_apart(session: Session, one_id: int, other_id: int) -> None:
    """Remember within the caller's transaction that two members are two people."""
    low, high = sorted((one_id, other_id))
    known = select(NotTheSame.id).where(NotTheSame.one_id == low, NotTheSame.other_id == high)
    if session.scalar(known) is None:
        session.add(NotTheSame(one_id=low, other_id=high))
        session.flush()


def _traits(session: Session) -> list[Traits]:
    addresses = grouped(session, select(Address.member_id, Address.address))
    ids: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for member_id, system, external_id in session.execute(
        select(MemberSource.member_id, MemberSource.system, MemberSource.external_id).where(
            MemberSource.system != OURS
        )
    ):
        ids[member_id].append((system, external_id))
    return [
        Traits(
            id=member_id,
            names=(name, *other_names),
            addresses=tuple(addresses.get(member_id, ())),
            phones=(phone,) if phone else (),
            ids=tuple(ids.get(member_id, ())),
        )
        for member_id, name, other_names, phone in session.execute(
            select(Member.id, Member.name, Member.other_names, Member.phone)
            .where(Member.is_erased.is_(False))
            .order_by(Member.id)
        )
    ]


def _came_together(session: Session, found: Sequence[Likeness]) -> dict[tuple[int, int], int]:
    """Return how many events both of a pair came to, for those who did."""
    mine, theirs = aliased(Attendance), aliased(Attendance)
    together: dict[tuple[int, int], int] = {}
    wanted = {(one.one, one.other) for one in found}
    for some in _portions(sorted({one for one, _other in wanted})):
        rows = session.execute(
            select(mine.member_id, theirs.member_id, func.count())
            .join(theirs, (theirs.event_id == mine.event_id) & (theirs.member_id > mine.member_id))
            .where(mine.member_id.in_(some), theirs.member_id.in_(_others(wanted, some)))
            .group_by(mine.member_id, theirs.member_id)
        )
        together |= {(one, other): times for one, other, times in rows if (one, other) in wanted}
    return together


def _others(wanted: set[tuple[int, int]], some: Iterable[int]) -> list[int]:
    ones = set(some)
    return sorted({other for one, other in wanted if one in ones})


def _portions(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[n : n + _ASKED_AT_ONCE] for n in range(0, len(ids), _ASKED_AT_ONCE))
