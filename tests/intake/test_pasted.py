"""Lists that are pasted: cells, lines of a mail, plain names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.errors import UserError
from organizer.domain.records import PersonRow
from organizer.intake.pasted import pasted_list
from organizer.intake.people import read_people


def people(text: str) -> list[PersonRow]:
    return list(read_people(Path("Pasted list"), data=pasted_list(text)).rows)


def reach(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.name, row.emails) for row in people(text)]


ANA, BEN = ("Ana Lima", ("ana@x.org",)), ("Ben", ("ben@y.org",))


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lima <ana@x.org>, Ben <ben@y.org>",
        "Ana Lima <ana@x.org>; Ben <ben@y.org>;",
        'To: "Ana Lima" <ana@x.org>, Ben <ben@y.org>',
        "Ana Lima <ana@x.org>\r\nBen <ben@y.org>\r\n",
        "Ana Lima (ana@x.org)\nBen (ben@y.org)",
        "Ana Lima ana@x.org\nBen ben@y.org",
        "Ana Lima, ana@x.org\nBen, ben@y.org",
        "Name\tE-mail\r\nAna Lima\tana@x.org\r\nBen\tben@y.org\r\n",
        "Ana Lima\tana@x.org\nBen\tben@y.org\n",
        "\nName;E-mail\nAna Lima;ana@x.org\nBen;ben@y.org",
    ],
)
def test_names_with_addresses_in_any_form(text: str) -> None:
    assert reach(text) == [ANA, BEN]


def test_a_comma_within_a_name_of_a_mail_program_parts_nobody() -> None:
    assert reach("Lima, Ana <ana@x.org>; Ben <ben@y.org>")[0] == ("Lima, Ana", ("ana@x.org",))
    assert reach('"Lima, Ana" <ana@x.org>, Ben <ben@y.org>')[0][0] == "Lima, Ana"


def test_addresses_alone_are_people() -> None:
    assert [row.emails for row in people("ana@x.org, ben@y.org")] == [
        ("ana@x.org",),
        ("ben@y.org",),
    ]


@pytest.mark.parametrize(
    "text", ["Ana\nBen\nRuth", "- Ana\n- Ben\n- Ruth", "1. Ana\n2. Ben\n3. Ruth", "Ana, Ben, Ruth"]
)
def test_plain_names(text: str) -> None:
    assert [row.name for row in people(text)] == ["Ana", "Ben", "Ruth"]


def test_names_with_telephone_numbers() -> None:
    rows = people("Ana Lima 0171 234567\nBen: +47 911 22 333\nRuth")
    assert [(row.name, row.phone) for row in rows] == [
        ("Ana Lima", "0171 234567"),
        ("Ben", "+47 911 22 333"),
        ("Ruth", ""),
    ]


def test_cells_without_headings_lose_nobody_and_nothing() -> None:
    rows = people('Ana Lima\tdyeing\t"two\nlines"\nBen\tprint\t')
    assert [row.name for row in rows] == ["Ana Lima", "Ben"]
    assert rows[0].fields == (("Column B", "dyeing"), ("Column C", "two\nlines"))


def test_a_first_row_without_addresses_above_rows_with_them_is_a_heading() -> None:
    with pytest.raises(UserError, match="Its columns are: Wer, Wo"):
        people("Wer\tWo\nAna\tana@x.org\nBen\tben@y.org")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_nothing_to_paste_says_what_to_do(text: str) -> None:
    with pytest.raises(UserError, match="Copy the cells or names of your list first"):
        pasted_list(text)


def test_contacts_can_be_pasted() -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Lima\nEMAIL:ana@x.org\nEND:VCARD\n"
    assert reach(card) == [ANA]


@given(st.text())
def test_any_text_gives_people_or_a_sentence(text: str) -> None:
    try:
        people(text)
    except UserError as error:
        assert str(error)
