"""Members in: a list is read and matched beside the file, then written in one short transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.fields import check, problem
from organizer.domain.kinds import FieldKind
from organizer.domain.matching import OURS as OURS
from organizer.domain.matching import Outcome, People, Person
from organizer.domain.names import fold
from organizer.domain.records import FieldRecord, PeopleList, PersonRow, Problem
from organizer.domain.words import _, ngettext
from organizer.intake.columns import FIELD as FIELD
from organizer.intake.headers import word_for
from organizer.intake.pasted import pasted_list as pasted_list
from organizer.intake.people import Recall, read_people_of_sheets
from organizer.intake.tables import read_table
from organizer.models.database import Database
from organizer.services.lists.column_memory import ToRemember, remember_columns
from organizer.services.lists.columns_beside import adopt
from organizer.services.lists.import_rows import Labels, Stamp, labels_of, rows_to_write, stamp_of
from organizer.services.lists.known_people import known_people
from organizer.services.people.fields import field_records

T = TypeVar("T")
Step = Callable[[int, int], None]
"""Called with how much is done, of how much; it may raise to stop."""

_TRIES = 3
_SAMPLES = 5
"""Rows shown of a list in which no names were recognised."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of a list and what taking it in would do."""

    file: str
    row: PersonRow
    outcome: Outcome
    person: Person = field(repr=False, compare=False)
    """Who the row is, known before or new."""


@dataclass(slots=True)
class ImportPlan:
    """What an import would do; nothing is written before `apply_import`."""

    lists: tuple[PeopleList, ...]
    rows: tuple[PlannedRow, ...]
    people: list[Person] = field(repr=False)
    stamp: Stamp
    """Tells whether the file has changed since the plan was made."""
    labels: Labels
    read: tuple[PeopleList, ...] = field(default=(), repr=False)
    """The lists before fields of the community's own took what is theirs."""
    new_fields: tuple[FieldRecord, ...] = ()
    """Fields of the community's own that are made with it."""

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
    own: Mapping[str, FieldKind] | None = None,
    recall: Recall | None = None,
    data: bytes | None = None,
    sheets: Sequence[str] = (),
    by_sheet: Mapping[str, Mapping[str, str]] | None = None,
    near: date | None = None,
) -> list[PeopleList]:
    """Read files of members without touching the community; see `read_people` for the rest.

    Of a workbook every sheet with people is a list of its own, unless `sheets` names some;
    `by_sheet` and `near` are those of `read_people_of_sheets`.
    """
    return [
        one
        for path in paths
        for one in read_people_of_sheets(
            path,
            mapping=mapping,
            by_sheet=by_sheet,
            dates=dates,
            step=step,
            own=own,
            recall=recall,
            data=data,
            sheets=sheets,
            near=near,
        )
    ]


def own_fields(db: Database) -> dict[str, FieldKind]:
    """Return what the fields of the community's own take, by their names, for `read_lists`."""
    with db.reading() as session:
        return {field.name: field.kind for field in field_records(session)}


def columns_of(path: Path, data: bytes | None = None, sheet: str = "") -> PeopleList | None:
    """Return header and first rows of a table in which no names were recognised; None if none.

    With these a person can say which column holds what. `data` and `sheet` are those of
    `read_people`.
    """
    try:
        content = path.read_bytes() if data is None else data
        table = read_table(content, path.name, lambda header: bool(word_for(header)), sheet)
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
        sheets=table.sheets,
        sheets_of_people=table.alike,
    )


def leaves_date_open(problem: Problem) -> bool:
    """Whether saying if the day or the month comes first would settle a problem."""
    return "--dates" in problem.message


def plan_import(
    db: Database, lists: Sequence[PeopleList], *, new_fields: Sequence[FieldRecord] = ()
) -> ImportPlan:
    """Match lists against everyone known; nothing is written.

    `new_fields` are made with it, and take what earlier lists left under their names too.
    """
    with db.reading() as session:
        stamp = stamp_of(session)
        known = known_people(session)
        labels = labels_of(session)
        fields = field_records(session)
    there = {fold(one.name) for one in fields}
    made = tuple(one for one in new_fields if fold(one.name) not in there)
    if made:
        adopt(known, made)
    fields += made
    read, lists = lists, [_with_values(one, fields) for one in lists] if fields else lists
    names = {name for person in known for name in person.names}
    people = People(known)
    results = [people.take_list(one.rows) for one in lists]
    pairs = list(zip(lists, results, strict=True))
    lists = [_with_namesakes(one, listed, names) for one, listed in pairs]
    taken = [(one.file, *each) for one, listed in pairs for each in listed]
    # Told only now, for a later row may have put back what an earlier one changed.
    rows = tuple(
        PlannedRow(file, row, outcome if person.is_changed else Outcome.UNCHANGED, person)
        for file, row, person, outcome in taken
    )
    return ImportPlan(
        tuple(lists), rows, people.everyone, stamp, labels, read=tuple(read), new_fields=made
    )


def _with_namesakes(
    one: PeopleList, results: Sequence[tuple[PersonRow, Person, Outcome]], names: set[str]
) -> PeopleList:
    """Tell of new people whose full name somebody bears already, most often with a new address."""
    sentence = _(
        "“{name}” is known already, but nothing else agrees, so this is taken for another person. "
        "If not, merge them in People."
    )
    told = [
        Problem(one.file, row.row, sentence.format(name=row.name))
        for row, _person, outcome in results
        if outcome is Outcome.ADDED and " " in (folded := fold(row.name)) and folded in names
    ]
    if not told:
        return one
    problems = sorted((*one.problems, *told), key=lambda problem: problem.row)
    return replace(one, problems=tuple(problems))


def _with_values(one: PeopleList, fields: Sequence[FieldRecord]) -> PeopleList:
    """Put what columns hold under the name of a field of the community's own into that field.

    What cannot be one of its values is told, and kept as it stands.
    """
    by_name = {fold(field.name): field for field in fields}
    problems = list(one.problems)
    rows = []
    for row in one.rows:
        if not any(fold(label) in by_name for label, _text in row.fields):
            rows.append(row)
            continue
        values, left = dict(row.values), []
        for label, text in row.fields:
            field = by_name.get(fold(label))
            if field is None:
                left.append((label, text))
            elif wrong := problem(field.kind, field.choices, text):
                left.append((label, text))
                kept = _("{column}: {problem} It is kept as it stands.")
                problems.append(
                    Problem(one.file, row.row, kept.format(column=label, problem=wrong))
                )
            else:
                values[field.uid] = check(field.kind, field.choices, text)
        rows.append(replace(row, fields=tuple(left), values=tuple(values.items())))
    told = sorted(dict.fromkeys(problems), key=lambda told: told.row)
    return replace(one, rows=tuple(rows), problems=tuple(told))


def apply_import(
    db: Database,
    plan: ImportPlan,
    *,
    step: Step | None = None,
    remember: Sequence[ToRemember] = (),
) -> ImportCounts:
    """Write a plan, all or nothing; it is made anew if the members changed meanwhile.

    `step` is called before all is kept for good, and may raise to leave everything as it was.
    `remember` is what the user said of columns, for the next list with the same headers.
    """

    def finish(session: Session, plan: ImportPlan, members: Sequence[int]) -> ImportCounts:
        if step is not None:
            step(len(plan.rows), len(plan.rows))
        remember_columns(session, remember)
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
        rows = rows_to_write(plan.people, plan.stamp, plan.labels, plan.new_fields)
        with db.writing(words) as session:
            if stamp_of(session) == plan.stamp:
                rows.write(session)
                return finish(session, plan, [rows.ids[id(row.person)] for row in plan.rows])
        plan = plan_import(db, plan.read, new_fields=plan.new_fields)
    raise UserError(_("The members are being changed elsewhere. Nothing was imported; try again."))
