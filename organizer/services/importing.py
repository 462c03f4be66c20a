"""Members in: a list is read and matched beside the file, then written in one short transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.matching import Kept, Outcome, People, Person
from organizer.domain.names import clean_name, fold, sorting_name
from organizer.domain.records import PeopleList, PersonRow, Problem
from organizer.domain.words import _, ngettext
from organizer.intake.people import read_people
from organizer.intake.tables import read_table
from organizer.models.bulk import ReadyRows
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
from organizer.services import undoing
from organizer.services.members import grouped

T = TypeVar("T")
Step = Callable[[int, int], None]
"""Called with how much is done, of how much; it may raise to stop."""

OURS = "organizer"
"""The system that knows people by our own uid."""

_TRIES = 3
_SAMPLES = 5
"""Rows shown of a list in which no names were recognised."""
_Numbered = Sequence[tuple[int, Person]]
"""People with the ids of their members."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of a list and what taking it in would do."""

    file: str
    row: PersonRow
    outcome: Outcome
    person: Person = field(repr=False, compare=False)
    """Who the row is, known before or new."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes whenever members, addresses, ids or tags do, or a step is made or taken back."""

    last_member: int = 0
    last_tag: int = 0
    others: tuple[object, ...] = ()


@dataclass(slots=True)
class ImportPlan:
    """What an import would do; nothing is written before `apply_import`."""

    lists: tuple[PeopleList, ...]
    rows: tuple[PlannedRow, ...]
    people: list[Person] = field(repr=False)
    stamp: Stamp
    """Tells whether the file has changed since the plan was made."""
    tag_ids: dict[str, int]
    """Id by folded name of the tags there are."""

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


def columns_of(path: Path) -> PeopleList | None:
    """Return header and first rows of a table in which no names were recognised; None if none.

    With these a person can say which column holds what.
    """
    try:
        table = read_table(path.read_bytes(), path.name)
    except (OSError, UserError):
        return None
    return PeopleList(
        file=path.name,
        format="table",
        columns=table.header,
        mapping={},
        rows=(),
        problems=(),
        samples=tuple(row.cells for row in table.rows[:_SAMPLES]),
        read=len(table.rows),
    )


def leaves_date_open(problem: Problem) -> bool:
    """Whether saying if the day or the month comes first would settle a problem."""
    return "--dates" in problem.message


def plan_import(db: Database, lists: Sequence[PeopleList]) -> ImportPlan:
    """Match lists against everyone known; nothing is written."""
    with db.reading() as session:
        stamp = _stamp(session)
        people = People(_known_people(session))
        tag_ids = {folded: tag_id for folded, tag_id in session.execute(select(Tag.folded, Tag.id))}
    taken = [(one.file, *result) for one in lists for result in people.take_list(one.rows)]
    # Told only now, for a later row may have put back what an earlier one changed.
    rows = tuple(
        PlannedRow(file, row, outcome if person.is_changed else Outcome.UNCHANGED, person)
        for file, row, person, outcome in taken
    )
    return ImportPlan(tuple(lists), rows, people.everyone, stamp, tag_ids)


def apply_import(db: Database, plan: ImportPlan, *, step: Step | None = None) -> ImportCounts:
    """Write a plan, all or nothing; it is made anew if the members changed meanwhile.

    `step` is called before all is kept for good, and may raise to leave everything as it was.
    """

    def finish(session: Session, plan: ImportPlan, members: Sequence[int]) -> ImportCounts:
        if step is not None:
            step(len(plan.rows), len(plan.rows))
        return plan.count()

    words = ngettext(
        "{count} row of a list imported", "{count} rows of a list imported", len(plan.rows)
    )
    return write_plan(db, plan, words.format(count=len(plan.rows)), finish)


Finish = Callable[[Session, ImportPlan, Sequence[int]], T]
"""What else belongs to an import: given the plan as written and the member's id of each row."""


def write_plan(db: Database, plan: ImportPlan, words: str, finish: Finish[T]) -> T:
    """Write a plan and whatever `finish` adds as one step of these words; return what that returns."""
    for _try in range(_TRIES):
        rows = _rows(plan)
        with db.writing(words) as session:
            if _stamp(session) == plan.stamp:
                rows.write(session)
                return finish(session, plan, [rows.ids[id(row.person)] for row in plan.rows])
        plan = plan_import(db, plan.lists)
    raise UserError(_("The members are being changed elsewhere. Nothing was imported; try again."))


def _stamp(session: Session) -> Stamp:
    members, addresses, sources, tags = (
        tuple(value or 0 for value in session.execute(select(func.count(), func.max(key))).one())
        for key in (Member.id, Address.id, MemberSource.id, Tag.id)
    )
    others = (members[0], *addresses, *sources, tags[0], *undoing.newest(session))
    return Stamp(members[1], tags[1], others)


def _known_people(session: Session) -> list[Person]:
    addresses = grouped(
        session, select(Address.member_id, Address.address).order_by(Address.position)
    )
    tags = grouped(
        session,
        select(MemberTag.member_id, Tag.name).join(Tag, Tag.id == MemberTag.tag_id),
    )
    sources: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for member_id, system, external_id in session.execute(
        select(MemberSource.member_id, MemberSource.system, MemberSource.external_id)
    ):
        sources[member_id].add((system, external_id))
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


def _person(
    row: Row[*tuple[object, ...]],
    addresses: list[str],
    sources: set[tuple[str, str]],
    tags: list[str],
) -> Person:
    member = row._mapping
    return Person(
        name=member["name"],
        id=member["id"],
        addresses=addresses,
        # A list that this app wrote itself knows people by their uid.
        sources={*sources, (OURS, member["uid"])},
        tags=tags,
        kept=Kept(len(addresses), frozenset(sources), len(tags)),
        joined_on=member["joined_on"],
        do_not_write=member["do_not_write"],
        notes=member["notes"],
        attended=member["earlier_attended"],
        last_on=member["earlier_last_on"],
        yes=member["earlier_yes"],
        no_shows=member["earlier_no_shows"],
        fields=dict(member["fields"]),
    )


@dataclass(slots=True)
class _Rows:
    """Everything a plan writes, ready before the file is locked; ids follow those of the stamp."""

    members: list[dict[str, object]] = field(default_factory=list)
    changed: list[dict[str, object]] = field(default_factory=list)
    addresses: list[dict[str, object]] = field(default_factory=list)
    sources: list[dict[str, object]] = field(default_factory=list)
    tags: list[dict[str, object]] = field(default_factory=list)
    member_tags: list[dict[str, object]] = field(default_factory=list)
    ready: list[ReadyRows] = field(default_factory=list)
    ids: dict[int, int] = field(default_factory=dict)
    """Id of each person's member, by the identity of the Person."""

    def write(self, session: Session) -> None:
        """Write all rows within the caller's transaction."""
        for ready in self.ready:
            ready.write(session)

    def make_ready(self) -> None:
        """Do all the work that needs no locked file; what refers to others comes after them."""
        tables = Member.metadata.tables
        if self.changed:
            self.ready.append(ReadyRows(tables["member"], self.changed, changes=True))
        for name, rows in (
            ("member", self.members),
            ("address", self.addresses),
            ("member_source", self.sources),
            ("tag", self.tags),
            ("member_tag", self.member_tags),
        ):
            if rows:
                self.ready.append(ReadyRows(tables[name], rows))


def _rows(plan: ImportPlan) -> _Rows:
    rows = _Rows()
    blank = {"created_at": utc_now(), "greeting": "", "host_note": ""}
    next_member = plan.stamp.last_member + 1
    tag_ids = dict(plan.tag_ids)
    next_tag = plan.stamp.last_tag + 1
    for person in plan.people:
        member_id = person.id
        if member_id is None:
            member_id = next_member
            next_member += 1
        rows.ids[id(person)] = member_id
        if not person.is_changed:
            continue
        if person.id is None:
            rows.members.append({"id": member_id, "uid": _uid(person), **blank, **_columns(person)})
        else:
            rows.changed.append({"id": member_id, **_columns(person)})
        rows.addresses += [
            {
                "member_id": member_id,
                "address": address,
                "folded": address.casefold(),
                "position": position,
            }
            for position, address in enumerate(person.addresses)
            if position >= person.kept.addresses
        ]
        rows.sources += [
            {"member_id": member_id, "system": system, "external_id": external_id}
            for system, external_id in sorted(person.sources - person.kept.sources)
            if system != OURS
        ]
        for name in person.tags[person.kept.tags :]:
            folded = fold(name)
            if folded not in tag_ids:
                tag_ids[folded] = next_tag
                rows.tags.append(
                    {"id": next_tag, "uid": new_uid(), "name": clean_name(name), "folded": folded}
                )
                next_tag += 1
            rows.member_tags.append({"member_id": member_id, "tag_id": tag_ids[folded]})
    rows.make_ready()
    return rows


def _uid(person: Person) -> str:
    """Keep the uid that a list of this app brings; anything else gets a new one."""
    for system, external_id in sorted(person.sources):
        if system == OURS:
            with suppress(ValueError):
                return str(UUID(external_id))
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
