"""Members in: a list is read and matched beside the file, then written in one short transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from uuid import UUID

from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.matching import Outcome, People, Person
from organizer.domain.names import clean_name, fold, sorting_name
from organizer.domain.records import PeopleList, PersonRow, Problem
from organizer.domain.words import _
from organizer.intake.people import read_people
from organizer.models.database import Database
from organizer.models.tables import (
    Address,
    Member,
    MemberSource,
    MemberTag,
    Tag,
    new_uid,
    utc_now,
)

Step = Callable[[int, int], None]
"""Called with how much is done, of how much; it may raise to stop."""

_TRIES = 3


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of a list and what taking it in would do."""

    file: str
    row: PersonRow
    outcome: Outcome


@dataclass(slots=True)
class ImportPlan:
    """What an import would do; nothing is written before `apply_import`."""

    lists: tuple[PeopleList, ...]
    rows: tuple[PlannedRow, ...]
    people: list[Person] = field(repr=False)
    stamp: tuple[int, ...] = ()
    """Tells whether the file has changed since the plan was made."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Rows left out and values that could not be read, with the reason."""
        return tuple(problem for one in self.lists for problem in one.problems)

    def count(self) -> ImportCounts:
        """Return the numbers of the plan."""
        by_outcome = Counter(row.outcome for row in self.rows)
        read = sum(one.read for one in self.lists)
        return ImportCounts(
            read=read,
            added=by_outcome[Outcome.ADDED],
            updated=by_outcome[Outcome.UPDATED],
            unchanged=by_outcome[Outcome.UNCHANGED],
            skipped=read - len(self.rows),
        )


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import did: `read` is the sum of the other four."""

    read: int
    added: int
    updated: int
    unchanged: int
    skipped: int


def read_lists(
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    dates: Literal["dmy", "mdy"] | None = None,
    step: Step | None = None,
) -> list[PeopleList]:
    """Read files of members without touching the community."""
    return [read_people(path, mapping=mapping, dates=dates, step=step) for path in paths]


def plan_import(db: Database, lists: Sequence[PeopleList]) -> ImportPlan:
    """Match lists against everyone known; nothing is written."""
    with db.reading() as session:
        stamp = _stamp(session)
        people = People(_known_people(session))
    rows = [
        PlannedRow(one.file, row, outcome)
        for one in lists
        for row, _person, outcome in people.take_list(one.rows)
    ]
    return ImportPlan(tuple(lists), tuple(rows), people.everyone, stamp)


def apply_import(db: Database, plan: ImportPlan) -> ImportCounts:
    """Write a plan, all or nothing; it is made anew if the members changed meanwhile."""
    for _try in range(_TRIES):
        with db.writing() as session:
            if _stamp(session) == plan.stamp:
                _write(session, plan.people)
                return plan.count()
        plan = plan_import(db, plan.lists)
    raise UserError(_("The members are being changed elsewhere. Nothing was imported; try again."))


def _stamp(session: Session) -> tuple[int, ...]:
    return tuple(
        value or 0
        for table in (Member, Address, MemberSource, Tag)
        for value in session.execute(select(func.count(table.id), func.max(table.id))).one()
    )


def _known_people(session: Session) -> list[Person]:
    addresses = _grouped(
        session, select(Address.member_id, Address.address).order_by(Address.position)
    )
    tags = _grouped(
        session,
        select(MemberTag.member_id, Tag.name).join(Tag, Tag.id == MemberTag.tag_id),
    )
    sources: dict[int, dict[str, str]] = defaultdict(dict)
    for member_id, system, external_id in session.execute(
        select(MemberSource.member_id, MemberSource.system, MemberSource.external_id)
    ):
        sources[member_id][system] = external_id
    people = []
    for row in session.execute(
        select(
            Member.id,
            Member.uid,
            Member.name,
            Member.joined_on,
            Member.do_not_write,
            Member.notes,
            Member.earlier_attended,
            Member.earlier_last_on,
            Member.earlier_yes,
            Member.earlier_no_shows,
            Member.fields,
        ).order_by(Member.id)
    ):
        people.append(_person(row, addresses[row.id], sources[row.id], tags[row.id]))
    return people


def _grouped(session: Session, statement: Select[int, str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, value in session.execute(statement):
        found[key].append(value)
    return found


def _person(
    row: Row[*tuple[object, ...]], addresses: list[str], sources: dict[str, str], tags: list[str]
) -> Person:
    member = row._mapping
    return Person(
        name=member["name"],
        id=member["id"],
        addresses=addresses,
        # A list that this app wrote itself knows people by their uid.
        sources={**sources, "organizer": member["uid"]},
        tags=tags,
        joined_on=member["joined_on"],
        do_not_write=member["do_not_write"],
        notes=member["notes"],
        attended=member["earlier_attended"],
        last_on=member["earlier_last_on"],
        yes=member["earlier_yes"],
        no_shows=member["earlier_no_shows"],
        fields=dict(member["fields"]),
    )


def _write(session: Session, people: list[Person]) -> None:
    changed = [person for person in people if person.is_changed]
    new = [person for person in changed if person.id is None]
    if not changed:
        return
    known = [person for person in changed if person.id is not None]
    next_id = (session.scalar(select(func.max(Member.id))) or 0) + 1
    blank = {"created_at": utc_now(), "greeting": "", "host_note": ""}
    rows = []
    for number, person in enumerate(new, start=next_id):
        person.id = number
        uid = _uid(person.sources.pop("organizer", ""))
        rows.append({"id": number, "uid": uid, **blank, **_columns(person)})
    if rows:
        session.execute(insert(Member), rows)
    if known:
        session.execute(update(Member), [{"id": p.id, **_columns(p)} for p in known])
    _write_addresses(session, changed, {id(p) for p in new})
    _write_sources(session, changed, {id(p) for p in new})
    _write_tags(session, changed)


def _uid(text: str) -> str:
    """Keep the uid that a list of this app brings; anything else gets a new one."""
    try:
        return str(UUID(text))
    except ValueError:
        return new_uid()


def _columns(person: Person) -> dict[str, object]:
    name = clean_name(person.name)
    return {
        "name": name,
        "folded_name": fold(name),
        "sorting_name": sorting_name(name),
        "notes": person.notes,
        "do_not_write": person.do_not_write,
        "joined_on": person.joined_on,
        "earlier_attended": person.attended,
        "earlier_last_on": person.last_on,
        "earlier_yes": person.yes,
        "earlier_no_shows": person.no_shows,
        "fields": person.fields,
    }


def _write_addresses(session: Session, people: list[Person], new: set[int]) -> None:
    known = [p.id for p in people if id(p) not in new]
    have = (
        {
            (member_id, folded)
            for member_id, folded in session.execute(select(Address.member_id, Address.folded))
        }
        if known
        else set()
    )
    rows = [
        {
            "member_id": person.id,
            "address": address,
            "folded": address.casefold(),
            "position": position,
        }
        for person in people
        for position, address in enumerate(person.addresses)
        if (person.id, address.casefold()) not in have
    ]
    if rows:
        session.execute(insert(Address), rows)


def _write_sources(session: Session, people: list[Person], new: set[int]) -> None:
    known = [p.id for p in people if id(p) not in new]
    have = (
        {
            (member_id, system)
            for member_id, system in session.execute(
                select(MemberSource.member_id, MemberSource.system)
            )
        }
        if known
        else set()
    )
    rows = [
        {"member_id": person.id, "system": system, "external_id": external_id}
        for person in people
        for system, external_id in person.sources.items()
        if system != "organizer" and (person.id, system) not in have
    ]
    if rows:
        session.execute(insert(MemberSource), rows)


def _write_tags(session: Session, people: list[Person]) -> None:
    tags = {folded: tag_id for folded, tag_id in session.execute(select(Tag.folded, Tag.id))}
    have: set[tuple[int | None, int]] = {
        (member_id, tag_id)
        for member_id, tag_id in session.execute(select(MemberTag.member_id, MemberTag.tag_id))
    }
    rows = []
    for person in people:
        for name in person.tags:
            folded = fold(name)
            if folded not in tags:
                tag = Tag(name=clean_name(name), folded=folded)
                session.add(tag)
                session.flush()
                tags[folded] = tag.id
            if (person.id, tags[folded]) not in have:
                have.add((person.id, tags[folded]))
                rows.append({"member_id": person.id, "tag_id": tags[folded]})
    if rows:
        session.execute(insert(MemberTag), rows)
