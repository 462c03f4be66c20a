"""Columns without a header, told by what stands in them; and addresses that look mistyped."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.domain.errors import UserError
from organizer.domain.records import PeopleList
from organizer.intake.mail_doubts import doubt
from organizer.intake.people import read_people


def read(folder: Path, text: str) -> PeopleList:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return read_people(path)


def said(people: PeopleList) -> list[tuple[int, str]]:
    return [(problem.row, problem.message) for problem in people.problems]


def test_names_below_an_empty_heading_are_found_and_told(tmp_path: Path) -> None:
    people = read(tmp_path, ",Email,Phone\nAna Lima,ana@x.org,1\n佐藤 花,,2\nSøren,s@x.org,3\n")
    assert [row.name for row in people.rows] == ["Ana Lima", "佐藤 花", "Søren"]
    assert people.guessed == ("name",)
    assert said(people) == [
        (1, "“Column A” has no heading; it looks like the names, and is read as such.")
    ]


def test_a_heading_that_says_names_goes_before_a_guess(tmp_path: Path) -> None:
    people = read(tmp_path, ",Name\nSome Town,Ana Lima\nOther Town,Ben Lima\n")
    assert [row.name for row in people.rows] == ["Ana Lima", "Ben Lima"]
    assert people.guessed == ()
    assert people.rows[0].fields == (("Column A", "Some Town"),)


@pytest.mark.parametrize(
    "text",
    [
        ",Email\nx,ana@x.org\nx,ben@x.org\n",  # marks
        ",Email\n12,ana@x.org\n13,ben@x.org\n",  # numbers
        ",Email\n" + "Berlin,a@x.org\n" * 9,  # the same word again and again
        "Colour,Email\nDark Red,ana@x.org\nDeep Blue,ben@x.org\n",  # a heading says otherwise
    ],
)
def test_what_does_not_look_like_names_is_asked_for(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match="no column with names"):
        read(tmp_path, text)


def test_a_list_without_any_headings_gives_names_addresses_and_phones(tmp_path: Path) -> None:
    people = read(
        tmp_path, "Jo Park,jo@x.org,0171 234567\nBo,,+47 911 22 333\nAda Byron,a@y.org,\n"
    )
    assert [(row.row, row.name, row.emails, row.phone) for row in people.rows] == [
        (1, "Jo Park", ("jo@x.org",), "0171 234567"),
        (2, "Bo", (), "+47 911 22 333"),
        (3, "Ada Byron", ("a@y.org",), ""),
    ]


def test_an_uneven_first_row_of_a_list_without_headings_is_somebody_too(tmp_path: Path) -> None:
    people = read(tmp_path, "Jo Park,jo@example,org\nAda,ada@x.org\nBo,bo@x.org\nCy,cy@x.org\n")
    assert [row.name for row in people.rows] == ["Jo Park", "Ada", "Bo", "Cy"]
    assert ("Column C", "org") in people.rows[0].fields


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("ana@gmial.com", "gmail.com"),
        ("ana@hotmial.com", "hotmail.com"),
        ("Ana@GMAIL.con", "gmail.com"),
        ("ana@gmai.com", "gmail.com"),
        ("ana@outlok.com", "outlook.com"),
        ("ana@yahooo.com", "yahoo.com"),
        ("ana@knitting.cmo", "knitting.com"),
    ],
)
def test_a_slip_of_a_well_known_service_is_told(address: str, meant: str) -> None:
    assert doubt(address).endswith(f"looks like a typing mistake of {meant}.")


@pytest.mark.parametrize(
    "address",
    "a@gmail.com a@mail.com a@ymail.com a@web.de a@gmx.de a@hotmail.de a@yahoo.ca a@t-online.de "
    "a@example.org a@example.community a@live.com a@like.com a@gmail.example a@münchen.de".split(),
)
def test_real_services_are_not_doubted(address: str) -> None:
    assert doubt(address) == ""


@pytest.mark.parametrize("address", ["bo@gmail", "ada@example..org"])
def test_half_an_address_is_doubted(address: str) -> None:
    assert f"“{address}” is kept as written" in doubt(address)


def test_a_mistyped_address_is_kept_as_written_and_told_for_its_row(tmp_path: Path) -> None:
    people = read(tmp_path, "Name,Email\nAna,ana@gmial.com\nBen,ben@gmail.com\n")
    assert [row.emails for row in people.rows] == [("ana@gmial.com",), ("ben@gmail.com",)]
    [(row, words)] = said(people)
    assert row == 2 and "“gmial.com” looks like a typing mistake of gmail.com" in words


@pytest.mark.parametrize(
    "cell",
    [
        "a@x.org / b@y.org",
        "a@x.org/b@y.org",
        "a@x.org; b@y.org",
        '"a@x.org, b@y.org"',
        "a@x.org b@y.org",
        "a@x.org or b@y.org",
        "a@x.org und b@y.org",
        "a@x.org & b@y.org",
        "<a@x.org> <b@y.org>",
    ],
)
def test_two_addresses_in_one_cell_are_two_and_nothing_is_unclear(
    tmp_path: Path, cell: str
) -> None:
    people = read(tmp_path, f"Name,Email\nAna,{cell}\n")
    assert people.rows[0].emails == ("a@x.org", "b@y.org")
    assert (people.rows[0].fields, said(people)) == ((), [])


@pytest.mark.parametrize("text", ["März 2020", "2021", "June 2019"])
def test_a_month_or_year_is_kept_and_told_with_what_to_write(tmp_path: Path, text: str) -> None:
    people = read(tmp_path, f"Name,Joined\nAna,{text}\n")
    assert people.rows[0].joined_on is None
    assert people.rows[0].fields == (("Joined", text),)
    words = "names no day and is only kept beside. Write a day such as 2026-11-24."
    assert said(people) == [(2, f"“{text}” in Joined {words}")]
