"""Reading lists of members and matching them with everyone known, off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.domain.records import ColumnsSaid, FieldRecord, PeopleList, Problem
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.lists.column_memory import ToRemember, recall_from
from organizer.services.lists.columns_beside import columns_beside, field_from_column, field_name
from organizer.services.lists.importing import (
    FIELD,
    ImportPlan,
    columns_of,
    leaves_date_open,
    own_fields,
    pasted_list,
    plan_import,
    read_lists,
)
from organizer.ui.jobs import Job

READING_LANE = "reading lists"
"""A lane of its own: a list of an hour's reading never keeps the door waiting."""
DateOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class Request:
    """Which files to read, and how."""

    paths: tuple[Path, ...]
    mappings: dict[Path, dict[str, str]] = field(default_factory=dict)
    """For each file the fields that the user gave a column: field word to header."""
    dates: DateOrder | None = None
    fresh: frozenset[Path] = frozenset()
    """Files that are to be read as if such a list had never been seen."""
    pasted: Mapping[Path, str] = field(default_factory=dict)
    """Texts that were pasted, under names that stand for files."""
    sheets: Mapping[Path, str] = field(default_factory=dict)
    """Titles of the sheets to read of workbooks, where the user chose one."""
    new_fields: tuple[FieldRecord, ...] = ()
    """Fields of the community's own that are to be made of columns."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a request: lists in its order, and a plan if one was asked for and can be."""

    request: Request
    lists: tuple[PeopleList, ...]
    plan: ImportPlan | None
    problem: str = ""
    """A sentence about what the user has to say first."""
    own: tuple[str, ...] = ()
    """Names of the fields of the community's own."""
    beside: tuple[tuple[str, ...], ...] = ()
    """For each list the columns kept with each person as they stand."""
    taken: frozenset[tuple[str, int]] = frozenset()
    """File and row of everyone who would be taken in."""

    @property
    def asks_for_dates(self) -> bool:
        """Whether dates could be two days each."""
        return any(leaves_date_open(problem) for one in self.lists for problem in one.problems)

    def unclear(self, problems: Sequence[Problem]) -> int:
        """Return how many of these problems are of rows that are taken in all the same."""
        if self.plan is None:
            return len(problems)
        elsewhere = sum((one.file, one.row) not in self.taken for one in problems)
        return len(problems) - min(elsewhere, self.plan.count().skipped)


def to_remember(reading: Reading) -> tuple[ToRemember, ...]:
    """Return what the user said of each list, this time or an earlier one, to be kept.

    Nothing is said of the dates of a list that leaves none open.
    """
    request, said = reading.request, []
    for path, one in zip(request.paths, reading.lists, strict=True):
        before = one.recalled or ColumnsSaid()
        mapping = request.mappings.get(path) or before.mapping
        words = ColumnsSaid(mapping, request.dates or before.dates)
        if words != ColumnsSaid() or path in request.fresh:
            said.append(ToRemember(one.columns, words))
    return tuple(said)


def with_column(request: Request, number: int, one: PeopleList, word: str, header: str) -> Request:
    """Return a request by which a column of the list `one`, the file of this number, is read so.

    An empty header takes back what was said.
    """
    path, before = request.paths[number], one.recalled
    said = request.mappings.get(path) or (dict(before.mapping) if before else {})
    chosen = {word: header for word, header in {**said, word: header}.items() if header}
    return replace(
        request,
        mappings={**request.mappings, path: chosen},
        dates=request.dates or (before.dates if before else None),
        # Else the last word taken back would bring all of them back.
        fresh=request.fresh | {path},
    )


def with_sheet(request: Request, number: int, title: str) -> Request:
    """Return a request by which this sheet of a workbook is read, whose columns are its own."""
    path = request.paths[number]
    others = {each: said for each, said in request.mappings.items() if each != path}
    return replace(request, mappings=others, sheets={**request.sheets, path: title}, new_fields=())


def with_new_field(request: Request, number: int, one: PeopleList, header: str) -> Request:
    """Return a request by which a field of the community's own is made of a column."""
    made = field_from_column(one, header)
    if made.name != header:  # too long for a name
        request = with_column(request, number, one, f"{FIELD}{made.name}", header)
    return replace(request, new_fields=(*request.new_fields, made))


def without_new_field(request: Request, number: int, one: PeopleList, header: str) -> Request:
    """Return a request by which a column is kept as it stands after all."""
    name = field_name(header)
    if name != header:
        request = with_column(request, number, one, f"{FIELD}{name}", "")
    left = tuple(field for field in request.new_fields if field.name != name)
    return replace(request, new_fields=left)


def said_of_columns(request: Request, number: int, one: PeopleList) -> dict[str, str]:
    """Return what the user said of the columns of a list, now or an earlier time."""
    chosen = request.mappings.get(request.paths[number], {})
    return chosen or (dict(one.recalled.mapping) if one.recalled else {})


def read_and_match(db: Database, request: Request, job: Job) -> Reading:
    """Read all files and match them; nothing is written. UserError if one is no list at all."""
    own = own_fields(db)
    made = {one.name: one.kind for one in request.new_fields}
    reading = replace(read_as_said(db, request, own | made, job), own=tuple(own))
    if reading.problem:
        return reading
    plan = plan_import(db, reading.lists, new_fields=request.new_fields)
    job.step()
    return replace(
        reading,
        lists=plan.lists,
        plan=plan,
        beside=tuple(columns_beside(one) for one in plan.lists),
        taken=frozenset((row.file, row.row.row) for row in plan.rows),
    )


def read_as_said(db: Database, request: Request, own: Mapping[str, FieldKind], job: Job) -> Reading:
    """Read all files without a plan; `own` are the fields of the community's own, by name."""
    lists: list[PeopleList] = []
    problem = ""
    recall = recall_from(db)
    for path in request.paths:
        text = request.pasted.get(path)
        data = None if text is None else pasted_list(text)
        try:
            lists += read_lists(
                [path],
                mapping=request.mappings.get(path),
                dates=request.dates,
                step=job.step,
                own=own,
                recall=None if path in request.fresh else recall,
                data=data,
                sheet=request.sheets.get(path, ""),
            )
        except UserError:
            table = columns_of(path, data, request.sheets.get(path, ""))
            if table is None:
                raise
            lists.append(table)
            problem = _("Which column of {file} holds the names? Say so under Columns.").format(
                file=path.name
            )
    job.step()
    return Reading(request, tuple(lists), None, problem, tuple(own))
