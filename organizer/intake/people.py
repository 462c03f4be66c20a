"""Lists of people, from many systems or any table with names, as records of people and problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
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
from organizer.intake.tables import Table, read_table

Step = Callable[[int, int], None]
Recall = Callable[[tuple[str, ...]], ColumnsSaid | None]
"""Given the headers of a list, says how such a list was read last time."""
_ROWS_A_STEP = 500
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
    file = path.name
    wanted = {plain(header) for header in (mapping or {}).values()}
    table = read_table(
        _bytes_of(path) if data is None else data,
        file,
        lambda header: plain(header) in wanted or bool(word_for(header)),
        sheet,
    )
    first = [row.cells for row in table.rows[:MOST_ROWS]]
    known = recall(table.header) if recall and not mapping else None
    if known:
        mapping, dates = known.mapping, dates or known.dates
    columns = recognise(table.header, file, mapping, first, own or {})
    rows = rows_of_list(columns.system, table.rows)
    reader = PersonReader(file, columns, replace(table, rows=rows), dates)
    problems = [Problem(file, number, sentence) for number, sentence in table.left_out]
    problems += [_said_of_guess(file, table, columns)] if "name" in columns.guessed else []
    people = []
    for done, row in enumerate(rows, start=1):
        person = reader.person(done - 1, row)
        if person:
            people.append(person)
        if step and (done % _ROWS_A_STEP == 0 or done == len(rows)):
            step(done, len(rows))
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
    )


def _said_of_guess(file: str, table: Table, columns: Columns) -> Problem:
    sentence = _("“{column}” has no heading; it looks like the names, and is read as such.")
    label = columns.labels[columns.one["name"]]
    return Problem(file, max(1, table.header_row), sentence.format(column=label))


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
