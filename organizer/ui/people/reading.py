"""Reading lists of members and matching them with everyone known, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from organizer.domain.errors import UserError
from organizer.domain.records import PeopleList
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.importing import (
    ImportPlan,
    columns_of,
    leaves_date_open,
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a request: lists in its order, and a plan unless something is amiss."""

    request: Request
    lists: tuple[PeopleList, ...]
    plan: ImportPlan | None
    problem: str = ""
    """A sentence about what the user has to say first."""

    @property
    def asks_for_dates(self) -> bool:
        """Whether dates could be two days each."""
        return any(leaves_date_open(problem) for one in self.lists for problem in one.problems)


def read_and_match(db: Database, request: Request, job: Job) -> Reading:
    """Read all files and match them; nothing is written. UserError if one is no list at all."""
    lists: list[PeopleList] = []
    problem = ""
    for path in request.paths:
        try:
            mapping = request.mappings.get(path)
            lists += read_lists([path], mapping=mapping, dates=request.dates, step=job.step)
        except UserError:
            table = columns_of(path)
            if table is None:
                raise
            lists.append(table)
            problem = _("Which column of {file} holds the names? Say so under Columns.").format(
                file=path.name
            )
    job.step()
    if problem:
        return Reading(request, tuple(lists), None, problem)
    plan = plan_import(db, lists)
    job.step()
    return Reading(request, tuple(lists), plan)
