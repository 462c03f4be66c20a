"""Lists of people, from many systems or any table with names, as records of people and problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.domain.records import ColumnsSaid, PeopleList, Problem
from organizer.domain.words import _
from organizer.intake.columns import Columns, recognise
from organizer.intake.guesses import MOST_ROWS
from organizer.intake.headers import plain, word_for
from organizer.intake.meetings import rows_of_list, visits
from organizer.intake.person_rows import PersonReader
from organizer.intake.tables import Table, is_doubled, read_tables

Step = Callable[[int, int], None]
Recall = Callable[[tuple[str, ...]], ColumnsSaid | None]
"""Given the headers of a list, says how such a list was read last time."""
_ROWS_A_STEP = 500
_NAMES = frozenset(("name", "who", "first_name", "last_name"))
_NAME_IN_PARTS = frozenset(("first_name", "last_name"))
_OF_PEOPLE = frozenset(
    "email|phone|other_phone|joined|greeting|pronouns|photo_consent|do_not_write|subscription|"
    "mailing|brought_by|last_attended|answer|arrived".split("|")
)
"""What a further sheet has beside names, if it is a list of people and not of events or places."""
_SAMPLES = 5


def read_people(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    dates: Literal["dmy", "mdy"] | None = None,
    step: Step | None = None,
    own: Mapping[str, FieldKind] | None = None,
    recall: Recall | None = None,
    data: bytes | None = None,
    sheet: str = "",
) -> PeopleList:
    """Read the people in a list of members; see `columns.FIELD_WORDS` for the fields.

    `mapping` says field word by field word which header holds it, where that is not recognised.
    `dates` is how to read dates whose column leaves open which number is the day. `step` is
    told how many rows of how many are done, and may raise to cancel. `own` are the fields of the
    community's own, which columns of the same name hold; `FIELD` and a name map another column to
    one. `recall` is asked how a list of these headers was read last time, where the caller says
    nothing. `data` is the list where it stands in no file, such as a pasted one; `sheet` the
    title of that to read of a workbook, by default the one that looks most like a list of people.
    Nothing that a row holds is lost without a Problem: what is no field goes into `PersonRow.fields`. UserError if the
    file cannot be read, is no table, or has no names.
    """
    [table] = _tables(path, data, mapping or {}, (sheet,) if sheet else (), every=False)
    return _Reading(dates, step, own or {}, recall).people(path.name, table, mapping)


def read_people_of_sheets(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    by_sheet: Mapping[str, Mapping[str, str]] | None = None,
    dates: Literal["dmy", "mdy"] | None = None,
    step: Step | None = None,
    own: Mapping[str, FieldKind] | None = None,
    recall: Recall | None = None,
    data: bytes | None = None,
    sheets: Sequence[str] = (),
    near: date | None = None,
) -> list[PeopleList]:
    """Read a file like `read_people`, and of a workbook every sheet with people, the best first.

    With `sheets` it is those of these titles alone. `mapping` holds for all of them.
    `by_sheet` says it for single sheets by their titles, and replaces what was said of such a
    list last time. `near` is the day of the event that the list is about, which decides how times
    with the day in numbers are read where nothing else does.
    """
    tables = _tables(path, data, mapping or {}, sheets, every=True)
    reading = _Reading(dates, step, own or {}, recall, near)
    lists = []
    for table in tables:
        title = table.sheets[0] if len(tables) > 1 else ""
        file = f"{path.name} › {title}" if title else path.name
        if by_sheet and title in by_sheet:
            lists.append(replace(reading, recall=None).people(file, table, by_sheet[title]))
        else:
            lists.append(reading.people(file, table, mapping))
    return lists


def _tables(
    path: Path,
    data: bytes | None,
    mapping: Mapping[str, str],
    sheets: Sequence[str],
    *,
    every: bool,
) -> list[Table]:
    wanted = {plain(header) for header in mapping.values()}

    def has_people(headers: tuple[str, ...]) -> bool:
        words = {word_for(header) for header in headers}
        is_of_people = bool(words & _NAMES and words & _OF_PEOPLE) or words >= _NAME_IN_PARTS
        return is_of_people and wanted <= {plain(header) for header in headers}

    return read_tables(
        _bytes_of(path) if data is None else data,
        path.name,
        lambda header: plain(header) in wanted or bool(word_for(header)),
        has_people,
        sheets,
        every=every,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """How tables are read, the same for all sheets of a workbook."""

    dates: Literal["dmy", "mdy"] | None
    step: Step | None
    own: Mapping[str, FieldKind]
    recall: Recall | None
    near: date | None = None

    def people(self, file: str, table: Table, mapping: Mapping[str, str] | None) -> PeopleList:
        """Return the people of one table, which problems call `file`."""
        dates = self.dates
        known = self.recall(table.header) if self.recall and not mapping else None
        if known:
            mapping, dates = known.mapping, dates or known.dates
        first = [row.cells for row in table.rows[:MOST_ROWS]]
        columns = recognise(table.header, file, mapping, first, self.own)
        rows = rows_of_list(columns.system, table.rows)
        reader = PersonReader(file, columns, replace(table, rows=rows), dates, self.near)
        problems = [Problem(file, number, sentence) for number, sentence in table.left_out]
        problems += [_said_of_guess(file, table, columns)] if "name" in columns.guessed else []
        problems += _said_of_doubles(file, table, columns)
        people = []
        for done, row in enumerate(rows, start=1):
            person = reader.person(done - 1, row)
            if person:
                people.append(person)
            if self.step and (done % _ROWS_A_STEP == 0 or done == len(rows)):
                self.step(done, len(rows))
        problems += reader.problems
        if columns.system.is_attendance:
            people, not_counted = visits(file, people)
            problems += not_counted
        return PeopleList(
            file=file,
            format=columns.system.name,
            columns=table.header,
            mapping=columns.mapping,
            rows=tuple(people),
            problems=tuple(sorted(problems, key=lambda problem: problem.row)),
            samples=tuple(row.cells for row in rows[:_SAMPLES]),
            read=len(rows),
            recalled=known,
            guessed=columns.guessed,
            sheets=table.sheets,
            sheets_of_people=table.alike,
        )


def _said_of_guess(file: str, table: Table, columns: Columns) -> Problem:
    sentence = _("“{column}” has no heading; it looks like the names, and is read as such.")
    label = columns.labels[columns.one["name"]]
    return Problem(file, max(1, table.header_row), sentence.format(column=label))


def _said_of_doubles(file: str, table: Table, columns: Columns) -> list[Problem]:
    """Tell of columns headed like that of the names which say something else."""
    name = columns.one.get("name")
    sentence = _(
        "Two columns are headed “{column}”; the first is read as the name, and the other kept as "
        "“{other}”. If that one holds the names, or their second half, say so under Columns, or "
        "with --map “name={other}” or “last_name={other}”."
    )
    return [
        Problem(
            file,
            max(1, table.header_row),
            sentence.format(column=columns.labels[name], other=columns.labels[other]),
        )
        for other in columns.other_names
        if name is not None
        and is_doubled(columns.labels[other], columns.labels[name])
        and any(
            row.cells[other].strip() not in ("", row.cells[name].strip()) and row.cells[name]
            for row in table.rows[:MOST_ROWS]
        )
    ]


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        sentence = _("There is no file {path}. Check its name and folder.")
    except IsADirectoryError:
        sentence = _("{path} is a folder. Name the file with the list in it.")
    except PermissionError:
        sentence = _("{path} may not be read. Close it elsewhere or change its permissions.")
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}. Copy it to this computer and try again.")
        raise UserError(sentence.format(path=path, reason=error.strerror or error)) from None
    raise UserError(sentence.format(path=path))
