"""Workbooks give the same people as the same table in text, and damaged ones a sentence."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from organizer.domain.errors import UserError
from organizer.domain.names import clean_name
from organizer.intake import workbooks
from organizer.intake.people import read_people, read_people_of_sheets
from tests.evenings import shared_data

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a workbook with one sheet of rows and others, and return its path."""

    def write(rows: list[list[object]], **others: list[list[object]]) -> Path:
        book = Workbook()
        for title, sheet_rows in {"People": rows, **others}.items():
            sheet = book.active if title == "People" else book.create_sheet()
            assert sheet is not None
            sheet.title = title
            for row in sheet_rows:
                sheet.append(row)
        path = tmp_path / "people.xlsx"
        book.save(path)
        return path

    return write


ROWS: list[list[object]] = [
    ["Name", "Email", "Joined", "Phone", "Checked in", "Order"],
    ["Åke Ö", "ake@example.se", date(2019, 5, 28), "0760001122", None, 11211912243],
    [],
    ["'=Ann", None, datetime(2019, 5, 6), 7.0, datetime(2026, 5, 1, 19, 2, 11), True],
]


def test_a_workbook_gives_its_people(write: Write) -> None:
    people = read_people(write(ROWS))
    ake, ann = people.rows
    assert (ake.row, ann.row) == (2, 4)
    assert (ake.name, ake.emails, ake.joined_on) == (
        "Åke Ö",
        ("ake@example.se",),
        date(2019, 5, 28),
    )
    assert (ake.phone, ake.fields) == ("0760001122", (("Order", "11211912243"),))
    assert ann.name == "'=Ann"
    assert ann.arrived_at == datetime(2026, 5, 1, 19, 2, 11)
    assert ann.phone == "7"


def test_the_header_is_found_and_the_best_sheet_chosen(write: Write) -> None:
    people = read_people(
        write(
            [["Report of 2026"], ["Page 1"]],
            Liste=[["Stand: Mai"], ["Vorname", "Nachname", "E-Mail"], ["Ada", "L", "a@x.example"]],
            Leer=[],
        )
    )
    assert [(row.row, row.name) for row in people.rows] == [(3, "Ada L")]
    (problem,) = people.problems
    assert "“Liste”" in problem.message and "People" in problem.message


def test_every_sheet_with_people_is_a_list(write: Write) -> None:
    path = write(
        [["Name", "E-mail"], ["Ana", "ana@x.example"]],
        Events=[["Name", "Date", "Guests"], ["Open table", "2026-05-01", "12"]],
        Helpers=[["Stand: Mai"], ["Vorname", "Nachname"], ["Bo", "Ek"], ["Ida", "Ås"]],
        Old=[["E-mail", "Name"], ["uno@x.example", "Uno"]],
        Empty=[["Name", "E-mail"]],
    )
    lists = read_people_of_sheets(path)
    assert [(one.file, [row.name for row in one.rows]) for one in lists] == [
        ("people.xlsx › People", ["Ana"]),
        ("people.xlsx › Helpers", ["Bo Ek", "Ida Ås"]),
        ("people.xlsx › Old", ["Uno"]),
    ]
    (problem,) = [problem for one in lists for problem in one.problems]
    assert "“People”, “Helpers”, “Old”" in problem.message
    assert "left out: Events, Empty" in problem.message
    assert lists[0].sheets_of_people == ("People", "Helpers", "Old")
    (one,) = read_people_of_sheets(path, sheets=["Events"])
    assert [row.name for row in one.rows] == ["Open table"]
    two = read_people_of_sheets(path, sheets=["Old", "Helpers"])
    assert [row.name for one in two for row in one.rows] == ["Bo Ek", "Ida Ås", "Uno"]
    with pytest.raises(UserError, match=r"no sheet “Chairs”.*: People, Events, Helpers, Old"):
        read_people_of_sheets(path, sheets=["Helpers", "Chairs"])


def test_every_name_survives_a_workbook(write: Write) -> None:
    lines = shared_data("names/names.tsv").read_text("utf-8").split("\n")[1:]
    names = [json.loads(line.split("\t")[0]) for line in lines if line]
    names = [name for name in names if name.isprintable() and not name.startswith("=")]
    people = read_people(write([["Name"], *([name] for name in names)]))
    assert [row.name for row in people.rows] == [clean_name(name) for name in names]
    assert len(names) > 80


def test_an_empty_workbook_says_so(write: Write) -> None:
    with pytest.raises(UserError, match=r"people\.xlsx is empty"):
        read_people(write([]))


def test_a_bomb_gives_a_sentence(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "_MOST_BYTES", 5_000_000)
    path = write(ROWS)
    bomb = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            data = source.read(part)
            if part.startswith("xl/worksheets"):
                data = b"<worksheet><sheetData>" + b" " * (workbooks._MOST_BYTES + 1)
            target.writestr(part, data)
    assert bomb.stat().st_size < 50_000
    with pytest.raises(UserError, match=r"bomb\.xlsx unpacks to more"):
        read_people(bomb)


def test_rows_without_end_give_a_sentence(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(ROWS)
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(packed, "w") as target:
        for part in source.namelist():
            data = source.read(part).replace(b'<row r="4"', b'<row r="999999999999"')
            target.writestr(part, data)
    path.write_bytes(packed.getvalue())
    monkeypatch.setattr(workbooks, "_MOST_ROWS", 1000)
    with pytest.raises(UserError, match=r"people\.xlsx unpacks to more"):
        read_people(path)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_a_damaged_workbook_gives_people_or_a_sentence(write: Write, data: st.DataObject) -> None:
    path = write(ROWS)
    parts = {}
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    start = data.draw(st.integers(0, len(parts[name])))
    broken = data.draw(st.binary(max_size=20))
    cut = data.draw(st.integers(0, 40))
    parts[name] = parts[name][:start] + broken + parts[name][start + cut :]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for part, content in parts.items():
            target.writestr(part, content)
    whole = packed.getvalue()
    end = data.draw(st.sampled_from([len(whole), len(whole) - 1, len(whole) // 2]))
    path.write_bytes(whole[:end])
    try:
        people = read_people(path)
    except UserError as error:
        assert "people.xlsx" in str(error)
    else:
        assert all(row.name for row in people.rows)
