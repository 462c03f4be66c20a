"""Files that are no list get one sentence with a way out; spreadsheets of LibreOffice are lists."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from organizer.domain.errors import UserError
from organizer.domain.records import PeopleList
from organizer.intake.people import read_people

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
FOOT = "</office:spreadsheet></office:body></office:document-content>"
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def packed(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def read(data: bytes, name: str = "list.csv", **more: str) -> PeopleList:
    return read_people(Path(name), data=data, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (OLD + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "without the password"),
        (OLD + "Workbook".encode("utf-16-le"), "a.xls", "old Office workbook.*save it as .xlsx"),
        (OLD + "WordDocument".encode("utf-16-le"), "a.doc", "text document.*Paste a list"),
        (packed(word__document_dot_xml="<x/>"), "a.docx", "text document.*Paste a list"),
        (packed(Index__Document_dot_iwa="x"), "a.numbers", "Export To › CSV"),
        (packed(people_dot_csv="Name\nAna\n"), "a.zip", "Unpack it"),
        (packed(anything="x"), "a.zip", "save it as CSV"),
        (packed(mimetype=KIND, content_dot_xml="\x01garbage"), "a.ods", "locked with a password"),
        (b"\0\0\0\x20ftypheic" + bytes(range(256)), "a.csv", "picture.*Paste a list"),
        (b"%PDF-1.7\n", "a.pdf", "PDF.*Paste a list"),
        (b"\x06Holm" + bytes(150), "~$a.xlsx", "open elsewhere. Choose “a.xlsx”"),
    ],
)
def test_what_is_no_list_says_what_to_do_instead(data: bytes, name: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as told:
        read(data, name)
    assert str(told.value).startswith(name)


def cell(text: str, kind: str = "string", **more: str) -> str:
    said = "".join(f' office:{word}-value="{value}"' for word, value in more.items())
    return f'<table:table-cell office:value-type="{kind}"{said}><text:p>{text}</text:p></table:table-cell>'


def ods(*rows: str) -> bytes:
    # What LibreOffice writes to the right of and below everything.
    rest = '<table:table-cell table:number-columns-repeated="16380"/>'
    below = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    lines = "".join(f"<table:table-row>{row}{rest}</table:table-row>" for row in rows)
    table = f'<table:table table:name="People">{lines}{below}</table:table>'
    return packed(mimetype=KIND, content_dot_xml=HEAD + table + FOOT)


def test_a_spreadsheet_of_libreoffice_is_a_list() -> None:
    people = read(
        ods(
            cell("Name") + cell("Joined") + cell("Phone") + cell("Paid"),
            '<table:table-cell table:number-columns-repeated="4"/>',
            cell("Jürgen <text:span>Groß</text:span>")
            + cell("05.03.20", "date", date="2020-03-05")
            + '<table:table-cell office:value-type="float" office:value="351123456"/>'
            + '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        ),
        "list.ods",
    )
    [person] = people.rows
    assert (person.row, person.name, person.phone) == (3, "Jürgen Groß", "351123456")
    assert person.joined_on == date(2020, 3, 5)
    assert person.fields == (("Paid", "yes"),)


def test_of_a_workbook_with_three_sheets_any_can_be_read() -> None:
    book = Workbook()
    sheets: dict[str, list[list[str]]] = {
        "2024": [["Name", "Email"], ["Old One", "old@x.org"]],
        "2026": [["Name", "Email", "Phone"], ["Ana", "ana@x.org", "0171"]],
        "Money": [["What", "Euro"], ["Wool", "12"]],
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    best = read(out.getvalue())
    assert [row.name for row in best.rows] == ["Ana"]
    assert best.sheets == ("2026", "2024", "Money")
    assert any("left out: 2024, Money" in problem.message for problem in best.problems)
    older = read(out.getvalue(), sheet="2024")
    assert [row.name for row in older.rows] == ["Old One"]
    assert older.sheets[0] == "2024"
