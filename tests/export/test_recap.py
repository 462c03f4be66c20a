"""The recap on paper: readable back, whole for the team, nameless for partners."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import pypdfium2 as pdfium
import pytest

from organizer.domain.kinds import EventKind
from organizer.domain.names import clean_name
from organizer.domain.records import RecapPerson, RecapRecord, WorkshopFill
from organizer.export.graphemes import displayed
from organizer.export.recap import RecapPdf, recap_pdf
from organizer.export.typesetting import Typesetter

NAMES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "names" / "names.tsv"
START = datetime(2026, 11, 24, 19)
NOW = datetime(2026, 11, 25, 9)
RIGHT_TO_LEFT = range(0x590, 0x900)


def people(*names: str, note: str = "") -> tuple[RecapPerson, ...]:
    return tuple(RecapPerson(name, note) for name in names)


EVENING = RecapRecord(
    community="Riverside Makers",
    title="Loom night",
    kind=EventKind.MEETUP,
    starts=START,
    ends=START + timedelta(hours=2, minutes=30),
    timezone="Europe/Berlin",
    venue="Hall 3",
    capacity=50,
    invited=61,
    going=9,
    guests=1,
    attended=8,
    walk_ins=1,
    first_timers=people("Nguyễn Văn Anh", note="likes dyeing"),
    returning=people("Ирина Котова", note="back after 8 months"),
    regulars=6,
    no_shows=people("Jonas Berg", "Bo Ek"),
    attendees=people(*(f"Guest {letter}" for letter in "ABCDEFGH"), note="5th meetup"),
    arrivals=tuple(START + timedelta(minutes=m) for m in (-12, -9, -4, -2, -1, 1, 3, 22)),
    workshops=(WorkshopFill("Natural dyes", 14, 9, 9), WorkshopFill("Mending", None, 3, 2)),
    previous=(("Loom night, 3 Nov 2026", 35), ("Loom night, 10 Nov 2026", 3)),
    next_steps=(
        "Write to Nguyễn Văn Anh within two days.",
        "“Natural dyes” drew 9: plan it again.",
    ),
)
NOBODY = replace(
    EVENING, attended=0, walk_ins=0, first_timers=(), returning=(), attendees=(), arrivals=()
)


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


Audience = Literal["team", "partners"]


def pages_of(pdf: RecapPdf) -> list[str]:
    document = pdfium.PdfDocument(pdf.data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def printed(
    typesetter: Typesetter,
    record: RecapRecord,
    audience: Audience = "team",
    accent: str = "#2C5FA8",
) -> tuple[RecapPdf, list[str]]:
    pdf = recap_pdf(record, typesetter, audience=audience, accent=accent, now=NOW)
    pages = pages_of(pdf)
    assert len(pages) == pdf.pages
    return pdf, pages


def squeezed(text: str) -> str:
    """Return the text without blanks and line breaks, which wrapping adds."""
    return "".join(text.replace("\ufffe", "-").split())


def test_the_first_page_says_how_it_went(typesetter: Typesetter) -> None:
    pdf, pages = printed(typesetter, EVENING)
    for words in (
        "Riverside Makers",
        "Loom night",
        "Tuesday, 24 November 2026, 19:00 to 21:30 · Hall 3",
        "8",
        "came",
        "7 of the 9 who said yes came: 78 %.",
        "starts 19:00",
        "9 of 14",
        "2 came, 3 booked",
        "Loom night, 3 Nov 2026",
        "“Natural dyes” drew 9: plan it again.",
        "Page 1 of 2",
    ):
        assert words in pages[0], words
    assert pdf.missing == ()


def test_the_team_reads_every_name_with_what_there_is_to_say(typesetter: Typesetter) -> None:
    _, pages = printed(typesetter, EVENING)
    text = "\n".join(pages)
    for words in (
        "Ирина Котова",
        "back after 8 months",
        "Jonas Berg",
        "Bo Ek",
        "Guest H",
        "5th meetup",
    ):
        assert words in text, words


def test_who_is_not_here_yet_is_named_as_such_while_it_is_on(typesetter: Typesetter) -> None:
    running = replace(EVENING, no_shows=(), not_here_yet=EVENING.no_shows)
    text = "\n".join(printed(typesetter, running)[1])
    assert "Said yes and not here yet" in text and "Jonas Berg" in text
    assert "did not come" not in text


def test_partners_read_no_name_and_nothing_to_do(typesetter: Typesetter) -> None:
    pdf, pages = printed(typesetter, EVENING, "partners")
    assert pdf.pages == 1
    for person in (
        *EVENING.first_timers,
        *EVENING.returning,
        *EVENING.no_shows,
        *EVENING.attendees,
    ):
        assert person.name not in pages[0]
        assert person.name.encode("utf-16-be").hex() not in pdf.data.decode("latin-1")
    assert "Write to" not in pages[0] and "to do next" not in pages[0]
    assert "fewer than 5" in pages[0]


def test_an_evening_that_nobody_was_checked_in_at_has_words(typesetter: Typesetter) -> None:
    _, pages = printed(typesetter, NOBODY)
    assert "Nobody was checked in." in pages[0]
    assert "the door was not used" in pages[0].replace("\r\n", " ")
    assert "9 people had said yes." in pages[0]
    assert "Jonas Berg" not in pages[0]
    _, pages = printed(typesetter, NOBODY, "partners")
    assert "Nobody was checked in." in pages[0]
    assert "the door was not used" not in pages[0]


def test_five_hundred_people_fill_pages_that_are_counted(typesetter: Typesetter) -> None:
    names = [f"Person number {number:03}" for number in range(500)]
    crowd = replace(EVENING, attendees=people(*names, note="12th meetup"), attended=500)
    pdf, pages = printed(typesetter, crowd)
    text = "\n".join(pages)
    assert all(name in text for name in names)
    assert 5 < pdf.pages < 15
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {pdf.pages}" in page
    assert "Everyone who came, continued" in pages[-1]


def test_a_very_long_name_keeps_clear_of_the_foot(typesetter: Typesetter) -> None:
    for rows in range(40, 70, 2):  # so that some list begins low on its page
        crowd = replace(
            EVENING, no_shows=people(*["Bo"] * rows), attendees=people("A" * 255, note="new")
        )
        pdf = recap_pdf(crowd, typesetter, audience="team", accent="", now=NOW)
        document = pdfium.PdfDocument(pdf.data)
        for page in document:
            picture = page.render(scale=1, grayscale=True).to_numpy()
            assert picture[780:791].min() == 255
        document.close()


def test_real_names_can_be_read_back(typesetter: Typesetter) -> None:
    if not NAMES.exists():
        pytest.skip("the collection of real names is not on this machine")
    rows = NAMES.read_text(encoding="utf-8").split("\n")[1:]
    names = [clean_name(json.loads(row.split("\t")[0])) for row in rows if row]
    pdf, pages = printed(typesetter, replace(EVENING, attendees=people(*names, note="first time")))
    text = squeezed("".join(pages))
    for name in names:
        if not any(ord(char) in RIGHT_TO_LEFT for char in name):  # readers turn these as they like
            assert squeezed(displayed(name)) in text, name
    assert pdf.missing == ()


def test_nothing_is_drawn_outside_the_margins(typesetter: Typesetter) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff " * 9
    record = replace(
        EVENING,
        title=long,
        community=long,
        venue=long,
        first_timers=people(long, "A" * 255, note=long),
        workshops=(WorkshopFill(long, 12, 13, 12),) * 20,
        previous=((long, 5),) * 8,
        next_steps=(long * 3,) * 9,
    )
    for audience in ("team", "partners"):
        pdf = recap_pdf(record, typesetter, audience=audience, accent="", now=NOW)
        document = pdfium.PdfDocument(pdf.data)
        for page in document:
            picture = page.render(scale=1, grayscale=True).to_numpy()
            assert picture[:, :44].min() == 255 and picture[:, -44:].min() == 255
            assert picture[:40].min() == 255 and picture[-16:].min() == 255
        document.close()


@pytest.mark.parametrize("accent", ["", "green", "#12", "#FFD700"])
def test_any_accent_makes_a_recap(typesetter: Typesetter, accent: str) -> None:
    pdf, _ = printed(typesetter, EVENING, accent=accent)
    document = pdfium.PdfDocument(pdf.data)
    colours = document[0].render(scale=1).to_numpy()[..., ::-1].reshape(-1, 3)
    expected = (0xFF, 0xD7, 0x00) if accent == "#FFD700" else (0x2F, 0x6F, 0x5E)
    assert (colours == expected).all(axis=1).any()
    document.close()


def test_the_same_evening_gives_the_same_file(typesetter: Typesetter) -> None:
    first, _ = printed(typesetter, EVENING)
    second, _ = printed(typesetter, EVENING)
    assert first.data == second.data
