"""Reading lists of members and matching them with everyone known, off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
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
Source = tuple[Path, str]
"""Where a list stands: its file, and the title of its sheet where several of a workbook are read."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which files to read, and how."""

    paths: tuple[Path, ...]
    mappings: dict[Source, dict[str, str]] = field(default_factory=dict)
    """For each list the fields that the user gave a column: field word to header."""
    dates: DateOrder | None = None
    fresh: frozenset[Path] = frozenset()
    """Files that are to be read as if such a list had never been seen."""
    pasted: Mapping[Path, str] = field(default_factory=dict)
    """Texts that were pasted, under names that stand for files."""
    sheets: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    """Titles of the sheets to read of workbooks, where the user chose some; else all with people."""
    new_fields: tuple[FieldRecord, ...] = ()
    """Fields of the community's own that are to be made of columns."""
    near: date | None = None
    """The day of the event that the lists are about."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a request: lists in the order of its files, and a plan if it can be made."""

    request: Request
    lists: tuple[PeopleList, ...]
    plan: ImportPlan | None
    sources: tuple[Source, ...]
    """Where each of the lists stands."""
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
    for source, one in zip(reading.sources, reading.lists, strict=True):
        before = one.recalled or ColumnsSaid()
        mapping = request.mappings.get(source) or before.mapping
        words = ColumnsSaid(mapping, request.dates or before.dates)
        is_afresh = source in request.mappings or source[0] in request.fresh
        if words != ColumnsSaid() or is_afresh:
            said.append(ToRemember(one.columns, words))
    return tuple(said)


def with_column(
    request: Request, source: Source, one: PeopleList, word: str, header: str
) -> Request:
    """Return a request by which a column of the list `one`, which stands there, is read so.

    An empty header takes back what was said.
    """
    before = one.recalled
    said = request.mappings.get(source) or (dict(before.mapping) if before else {})
    chosen = {word: header for word, header in {**said, word: header}.items() if header}
    return replace(
        request,
        mappings={**request.mappings, source: chosen},
        dates=request.dates or (before.dates if before else None),
    )


def with_sheets(request: Request, path: Path, titles: tuple[str, ...]) -> Request:
    """Return a request by which these sheets of a workbook are read, all with people for none.

    What was said of columns was said of others.
    """
    others = {each: said for each, said in request.mappings.items() if each[0] != path}
    return replace(request, mappings=others, sheets={**request.sheets, path: titles}, new_fields=())


def with_new_field(request: Request, source: Source, one: PeopleList, header: str) -> Request:
    """Return a request by which a field of the community's own is made of a column."""
    made = field_from_column(one, header)
    if made.name != header:  # too long for a name
        request = with_column(request, source, one, f"{FIELD}{made.name}", header)
    return replace(request, new_fields=(*request.new_fields, made))


def without_new_field(request: Request, source: Source, one: PeopleList, header: str) -> Request:
    """Return a request by which a column is kept as it stands after all."""
    name = field_name(header)
    if name != header:
        request = with_column(request, source, one, f"{FIELD}{name}", "")
    left = tuple(field for field in request.new_fields if field.name != name)
    return replace(request, new_fields=left)


def said_of_columns(request: Request, source: Source, one: PeopleList) -> dict[str, str]:
    """Return what the user said of the columns of a list, now or an earlier time."""
    chosen = request.mappings.get(source, {})
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
    sources: list[Source] = []
    problem = ""
    recall = recall_from(db)
    for path in request.paths:
        text = request.pasted.get(path)
        data = None if text is None else pasted_list(text)
        sheets = request.sheets.get(path, ())
        said = {title: words for (of, title), words in request.mappings.items() if of == path}
        whole = said.pop("", None)
        try:
            read = read_lists(
                [path],
                mapping=whole,
                by_sheet=said,
                dates=request.dates,
                step=job.step,
                own=own,
                # Else the last word taken back would bring all of them back.
                recall=recall if whole is None and path not in request.fresh else None,
                data=data,
                sheets=sheets,
                near=request.near,
            )
        except UserError:
            table = columns_of(path, data, sheets[0] if sheets else "")
            if table is None:
                raise
            read = [table]
            problem = _("Which column of {file} holds the names? Say so under Columns.").format(
                file=path.name
            )
        lists += read
        sources += [(path, one.sheets[0] if len(read) > 1 else "") for one in read]
    job.step()
    return Reading(request, tuple(lists), None, tuple(sources), problem, tuple(own))
