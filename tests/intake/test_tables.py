"""Tables come out the same whatever program wrote them, and nothing in them is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.errors import UserError
from organizer.intake.tables import Table, column_letters, read_table

ROWS = [
    ["Name", "E-post", "Ort"],
    ["Åke Wåhlström", "ake@example.se", "Malmö"],
    ["Zoë", "", "Köln"],
]


def known(header: str) -> bool:
    return header in ("Name", "E-post", "Email")


def read(data: bytes | str) -> Table:
    return read_table(data.encode() if isinstance(data, str) else data, "list.csv", known)


def cells(data: bytes | str) -> list[list[str]]:
    table = read(data)
    return [list(table.header), *(list(row.cells + row.extra) for row in table.rows)]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-1"],
)
@pytest.mark.parametrize("separator", list(",;\t|"))
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_encoding_separator_and_line_end(encoding: str, separator: str, line_end: str) -> None:
    text = line_end.join(separator.join(row) for row in ROWS) + line_end
    assert cells(text.encode(encoding)) == ROWS


def test_utf16_with_its_mark_in_either_order() -> None:
    text = "Name,Email\nЖанна,z@example.com\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        data = ("\ufeff" + text).encode(encoding)
        assert cells(data) == [["Name", "Email"], ["Жанна", "z@example.com"]]


def test_a_stray_windows_letter_does_not_spoil_the_utf8_around_it() -> None:
    data = "Name\nÅke Öberg\nGöran Ärlig\n".encode() + "Jürgen\n".encode("cp1252")
    assert cells(data) == [["Name"], ["Åke Öberg"], ["Göran Ärlig"], ["Jürgen"]]


def test_row_numbers_are_those_of_a_spreadsheet() -> None:
    table = read('Name,Ort\n"Ida","Storgatan 1\n114 55"\n\n  ,\nMona,Malmö\n')
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "Ida"), (5, "Mona")]


def test_lines_above_the_header_are_passed_over() -> None:
    table = read(
        "Meeting,Topic,Start\n81,BIO 101,10/05/2026\n\nName,Email,Minutes,Guest\nAna,,57,Yes\n"
    )
    assert table.header == ("Name", "Email", "Minutes", "Guest")
    assert table.header_row == 4
    assert table.rows[0].number == 5


def test_a_line_that_names_the_separator_is_obeyed() -> None:
    assert cells("sep=;\nName;Email\nDoe, Jane;j@example.com\n") == [
        ["Name", "Email"],
        ["Doe, Jane", "j@example.com"],
    ]


def test_commas_in_names_do_not_split_a_list_of_one_column() -> None:
    assert cells("Name\nDoe, Jane\nRoe, Richard\n") == [["Name"], ["Doe, Jane"], ["Roe, Richard"]]


def test_extra_cells_are_kept_and_short_rows_filled() -> None:
    table = read("Name,Email\nLisa,l@example.com,EXTRA,,CELLS,\nMona\n")
    assert table.rows[0].extra == ("EXTRA", "", "CELLS")
    assert table.rows[1].cells == ("Mona", "")


def test_headers_are_never_empty_nor_twice() -> None:
    table = read("Name,,Email,Email,Email (2)\na,b,c,d,e\n")
    assert table.header == ("Name", "Column B", "Email", "Email (2)", "Email (2) (2)")


@pytest.mark.parametrize(
    "line",
    ['Ann\t"quoted start\tMalmö', 'Ann\t"Dr" Who\tMalmö', 'Ann\tsays \\""R\\""\tMalmö'],
)
def test_a_stray_quote_swallows_no_rows(line: str) -> None:
    rows = cells(f'Name\tEmail\tOrt\n{line}\nBo\t\tLund\nCy\t"never closed\tYstad\nDi\t\tKiruna\n')
    assert [row[0] for row in rows] == ["Name", "Ann", "Bo", "Cy", "Di"]
    assert [row[2] for row in rows] == ["Ort", "Malmö", "Lund", "Ystad", "Kiruna"]


def test_a_stray_quote_that_a_later_row_closes_swallows_nothing() -> None:
    rows = cells('Name\tEmail\tOrt\nAnn\tx\t"open\nBo\tend"\tLund\nCy\t\tUlm\n')
    assert [row[0] for row in rows] == ["Name", "Ann", "Bo", "Cy"]


def test_headers_we_know_tell_the_separator_where_rows_are_uneven() -> None:
    rows = cells("Name;Email;Ort, Land\nAnn;;Bern, CH\nBo;;Ulm, DE;x;y\n")
    assert rows == [
        ["Name", "Email", "Ort, Land"],
        ["Ann", "", "Bern, CH"],
        ["Bo", "", "Ulm, DE", "x", "y"],
    ]


def test_a_table_without_a_header_we_know_is_read_all_the_same() -> None:
    assert cells("Wer,Wo\nAnn,Bern\nBo,Ulm,DE\n")[0] == ["Wer", "Wo"]


def test_zero_bytes_and_very_long_cells_are_read() -> None:
    long = "x" * 1_000_000
    limit = csv.field_size_limit()
    rows = cells(b'Name,Email\nA\0nn,"' + long.encode() + b'"\nBo,\n\0\0\0')
    assert rows == [["Name", "Email"], ["Ann", long], ["Bo", ""]]
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04\x14\0\x06\0", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"<html><table>", "web page"),
        (bytes(range(256)), "not text"),
    ],
)
def test_what_is_no_table_says_what_to_do(start: bytes, kind: str) -> None:
    with pytest.raises(UserError, match=rf"list\.csv is not a table but .*{kind}.*CSV"):
        read(start + bytes(range(256)) * 4)


@pytest.mark.parametrize("data", [b"", b"\n\r\n  \n", b"\xef\xbb\xbf", b"\0\0", b'""', b"sep=;"])
def test_an_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(UserError, match=r"list\.csv is empty"):
        read(data)


def test_columns_are_lettered_like_a_spreadsheet() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


cell_text = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"))


@given(
    rows=st.lists(st.tuples(cell_text, cell_text, cell_text), max_size=8),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_csv_writes_comes_back(
    rows: list[tuple[str, str, str]], separator: str, encoding: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([("Name", "Email", "E-post"), *rows])
    try:
        table = read(out.getvalue().encode(encoding))
    except UserError as error:
        assert "not text" in str(error)  # nothing but control characters
        return
    assert table.header == ("Name", "Email", "E-post")
    assert [row.cells for row in table.rows] == [
        row for row in rows if any(cell.strip() for cell in row)
    ]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_sentence(data: bytes) -> None:
    try:
        table = read(data)
    except UserError:
        return
    assert all(len(row.cells) == len(table.header) for row in table.rows)
