"""`organizer signin`: the sign-in sheet as a file, and its codes at the door."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.command_line import Organizer
from tests.evenings import Evening


@pytest.fixture
def dyeing(evening: Evening, organizer: Organizer) -> Organizer:
    """The command on a community with a workshop of two seats: two are going and one waits."""
    evening.going("Ana Ruiz", "Bo Svensson", "Cem Yıldız", event=evening.dyeing)
    return partial(organizer, "--community=weavers.organizer")


def test_a_sheet_has_a_row_for_everyone_expected(dyeing: Organizer, tmp_path: Path) -> None:
    written = dyeing("signin", "Dyeing", "--out=sheet.pdf", "--json").json
    assert written == {"rows": 3, "pages": 1}
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    said = dyeing("signin", "Dyeing", "--out=letter.pdf", "--paper=letter").out
    assert said.strip() == "3 names on 1 page in letter.pdf"
    dyeing("guests", "add", "Loom night", "Ana Ruiz")
    expected = dyeing("signin", "Loom night", "--out=expected.pdf", "--json")
    assert expected.json == {"rows": 0, "pages": 1}
    assert "1 person is invited or said maybe" in expected.err
    invited = dyeing("signin", "Loom night", "--invited", "--out=invited.pdf", "--json").json
    assert invited == {"rows": 1, "pages": 1}


def test_its_codes_are_answered_at_the_door(dyeing: Organizer) -> None:
    dyeing("signin", "Dyeing", "--out=sheet.pdf")
    night = ("checkin", "Dyeing", "--json", "--now=2026-11-24T19:00", "--image", "sheet.pdf")
    answers = [(row["name"], row["verdict"]) for row in dyeing(*night).lines]
    assert answers == [
        ("Ana Ruiz", "welcome"),
        ("Bo Svensson", "welcome"),
        ("Cem Yıldız", "waitlisted"),
    ]


def test_a_file_that_is_there_is_replaced_only_with_force(
    dyeing: Organizer, tmp_path: Path
) -> None:
    (tmp_path / "sheet.pdf").write_text("precious")
    refused = dyeing("signin", "Dyeing", "--out=sheet.pdf", code=1)
    assert "exists already" in refused.err and refused.out == ""
    assert (tmp_path / "sheet.pdf").read_text() == "precious"
    dyeing("signin", "Dyeing", "--out=sheet.pdf", "--force")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_wrong_words_are_refused(dyeing: Organizer) -> None:
    dyeing("signin", "Dyeing", code=2)
    dyeing("signin", "Dyeing", "--out=x.pdf", "--paper=a5", code=2)
    assert "no event" in dyeing("signin", "Knitting", "--out=x.pdf", code=1).err
