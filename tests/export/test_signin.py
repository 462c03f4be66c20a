"""The sign-in sheet holds every name, reads back at the door, and cuts nothing."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pytest
import zxingcpp

from organizer.domain.errors import UserError
from organizer.domain.names import sorting_name
from organizer.domain.records import SignInRow, SignInSheet
from organizer.export.graphemes import displayed
from organizer.export.signin import SignInPdf, sign_in_pdf
from organizer.export.signin_rows import index_letter
from organizer.export.typesetting import Typesetter
from tests.evenings import shared_data

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
SCANNED = 150
"""Dots per inch that a cheap scanner makes of the paper."""
MARGIN = 11 / 25.4
"""Inches at each side that most printers need for themselves."""


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


def row(name: str, *, plus: int = 0, workshops: tuple[str, ...] = ()) -> SignInRow:
    letters = random.Random(name).choices("CDEFGHJKLNPRTUVX", k=37)
    return SignInRow(name, sorting_name(name), "C" + "".join(letters), plus, workshops)


def sheet(*going: SignInRow, waitlisted: tuple[SignInRow, ...] = ()) -> SignInSheet:
    by_name = sorted(going, key=lambda one: one.sorting_name)
    return SignInSheet(
        community="Riverside Makers",
        title="Winter meetup",
        starts=datetime(2026, 11, 24, 19),
        ends=datetime(2026, 11, 24, 21, 30),
        timezone="Europe/Berlin",
        venue="Old boathouse",
        going=tuple(by_name),
        waitlisted=waitlisted,
    )


def many(count: int) -> list[SignInRow]:
    names = ("Ana Souza", "Bo Svensson", "Cem Yıldız", "Dan O’Neil", "Éva Kovács", "Ирина Котова")
    return [row(f"{names[number % 6]} {number}") for number in range(count)]


def texts(printed: SignInPdf) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(printed.data)]


def pages(printed: SignInPdf, dpi: int = SCANNED) -> Iterator[npt.NDArray[np.uint8]]:
    for page in pdfium.PdfDocument(printed.data):
        yield np.asarray(page.render(scale=dpi / 72, grayscale=True).to_pil())


def codes(printed: SignInPdf) -> list[str]:
    return [code.text for page in pages(printed) for code in zxingcpp.read_barcodes(page)]


def squeezed(text: str) -> str:
    """The text without blanks, joiners and hyphens, which readers take for hyphenation."""
    return re.sub(r"[\s\u200c\u200d\ufffe-]", "", displayed(text))


def test_the_head_says_what_when_where_and_what_to_do(typesetter: Typesetter) -> None:
    printed = sign_in_pdf(sheet(*many(60)), typesetter, now=NOW)
    found = texts(printed)
    assert printed.pages == len(found) == 2
    for number, page in enumerate(found, 1):
        assert "Winter meetup" in page and "Riverside Makers" in page
        assert "Tuesday, 24 November 2026, 19:00 to 21:30 · Old boathouse" in page
        assert f"Page {number} of 2" in page
        assert "Tick the box when somebody comes in" in page
        assert "60 going" in page and "As it stood on 24 Nov 2026, 17:30" in page
    # Which page is whose is said at its head.
    assert "A – D" in found[0] and "D – И" in found[1]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("count", [5, 75])
def test_every_row_has_its_code_that_a_scanner_reads(
    paper: str, count: int, typesetter: Typesetter
) -> None:
    people = sheet(*many(count), waitlisted=(row("Zoe Waits"),))
    printed = sign_in_pdf(people, typesetter, paper=paper, now=NOW)
    assert printed.rows == count + 1
    assert sorted(codes(printed)) == sorted(one.code for one in (*people.going, *people.waitlisted))


def test_a_code_stands_beside_its_name(typesetter: Typesetter) -> None:
    people = sheet(*many(20))
    printed = sign_in_pdf(people, typesetter, now=NOW)
    (picture,) = pages(printed)
    page = pdfium.PdfDocument(printed.data)[0]
    text = page.get_textpage()
    for code in zxingcpp.read_barcodes(picture):
        (person,) = (one for one in people.going if one.code == code.text)
        found = text.search(person.name, match_whole_word=True).get_next()
        assert found is not None
        left, bottom, _right, top = text.get_charbox(found[0])
        corner, foot = code.position.top_left, code.position.bottom_left
        scale, height = SCANNED / 72, page.get_height()
        assert corner.y <= (height - (bottom + top) / 2) * scale <= foot.y
        assert 0 < corner.x - left * scale < 3 * SCANNED


def test_paper_is_a4_or_letter_and_no_other(typesetter: Typesetter) -> None:
    sizes = {}
    for paper in ("a4", "letter"):
        printed = sign_in_pdf(sheet(row("Ana")), typesetter, paper=paper, now=NOW)
        width, height = pdfium.PdfDocument(printed.data)[0].get_size()
        sizes[paper] = (round(width), round(height))
    assert sizes == {"a4": (595, 842), "letter": (612, 792)}
    with pytest.raises(UserError, match="a4, letter"):
        sign_in_pdf(sheet(), typesetter, paper="a5", now=NOW)


def test_every_real_name_stands_on_the_sheet_with_a_code_that_reads(
    typesetter: Typesetter,
) -> None:
    path = shared_data("names") / "names.tsv"
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    names = [json.loads(line.split("\t")[0]) for line in lines if line]
    assert len(names) == 124
    people = sheet(*map(row, names))
    printed = sign_in_pdf(people, typesetter, now=NOW)
    assert sorted(codes(printed)) == sorted(one.code for one in people.going)
    if printed.missing:
        pytest.skip(f"this machine has no fonts for {printed.missing}")
    text = squeezed("".join(texts(printed)))
    lost = [name for name in names if squeezed(name) not in text]
    # In lines that mix directions the reader guesses the sides of brackets.
    assert set(lost) <= {"משה (Moshe) כהן"}


LONG = (
    "A" * 255,
    "Juan Carlos María Alfonso Víctor de Borbón y Borbón-Dos Sicilias",
    "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Sr.",
    "漢" * 40,
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
)


@pytest.mark.parametrize("count", [1, 80])
def test_long_names_titles_and_many_guests_stay_on_the_paper(
    count: int, typesetter: Typesetter
) -> None:
    titles = tuple(f"Workshop with a rather long title, number {number}" for number in range(9))
    crowded = [row(name, plus=20, workshops=titles) for name in LONG[: max(1, count)]]
    people = replace(
        sheet(*crowded, *many(count)),
        title="An evening with a title that does not know when to stop " * 3,
        venue="The house behind the house with the green door " * 3,
        community="The Association of People who Restore Very Old Harbour Cranes",
    )
    printed = sign_in_pdf(people, typesetter, now=NOW)
    edge = int(MARGIN * SCANNED)
    for page in pages(printed):
        outside = page < 250
        outside[edge // 2 : -edge // 2, edge:-edge] = False
        assert not outside.any()
    assert sorted(codes(printed)) == sorted(one.code for one in people.going)
    text = squeezed("".join(texts(printed)))
    assert all(squeezed(" · ".join(titles)) in text for _name in crowded)


def test_each_extra_guest_has_a_box(typesetter: Typesetter) -> None:
    printed = sign_in_pdf(
        sheet(row("Ana", plus=3), row("Bo"), row("Cy", plus=1)), typesetter, now=NOW
    )
    (text,) = texts(printed)
    assert text.count("+1") == 4 and "4 extra guests" in text
    # Four small boxes, three large ones, and those of the empty lines.
    without = sign_in_pdf(sheet(row("Ana"), row("Bo"), row("Cy")), typesetter, now=NOW)
    assert _strokes(printed) - _strokes(without) == 4


def _strokes(printed: SignInPdf) -> int:
    page = pdfium.PdfDocument(printed.data)[0]
    kinds = [pdfium.raw.FPDF_PAGEOBJ_PATH]
    return sum(
        thing.get_bounds()[2] - thing.get_bounds()[0] < 30
        and thing.get_bounds()[3] - thing.get_bounds()[1] > 4
        for thing in page.get_objects(filter=kinds, max_depth=1)
    )


def test_those_who_wait_stand_apart_and_lines_to_write_on_come_last(
    typesetter: Typesetter,
) -> None:
    waiting = (row("Abel First"), row("Zoe Last"))
    printed = sign_in_pdf(sheet(row("Mia"), waitlisted=waiting), typesetter, now=NOW)
    (text,) = texts(printed)
    order = ("Mia", "On the waitlist", "Abel First", "Zoe Last", "Not on the list")
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "1 going · 2 on the waitlist" in text


def test_names_are_looked_for_under_their_first_letter() -> None:
    shown = [
        index_letter(sorting_name(name)) for name in ("Ánna", "ørsted", "김 민준", "佐藤", "🌸")
    ]
    assert shown == ["A", "O", "ㄱ", "佐", "#"]


def test_a_sheet_of_nobody_is_a_page_to_write_on(typesetter: Typesetter) -> None:
    printed = sign_in_pdf(sheet(), typesetter, now=NOW)
    assert (printed.rows, printed.pages) == (0, 1)
    assert "0 going" in texts(printed)[0] and "Not on the list" in texts(printed)[0]


def test_hundreds_of_guests_are_told_as_they_are_drawn_and_can_be_stopped(
    typesetter: Typesetter,
) -> None:
    told: list[tuple[int, int]] = []
    people = sheet(*many(300))
    printed = sign_in_pdf(people, typesetter, on_progress=lambda *step: told.append(step), now=NOW)
    assert told[-1] == (600, 600) and told == sorted(told)
    assert printed.pages == len(texts(printed)) > 5

    def stop(done: int, _total: int) -> None:
        if done > 10:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        sign_in_pdf(people, typesetter, on_progress=stop, now=NOW)


def test_the_same_sheet_gives_the_same_file(typesetter: Typesetter) -> None:
    people = sheet(*many(30))
    first = sign_in_pdf(people, typesetter, now=NOW)
    assert sign_in_pdf(people, Typesetter(), now=NOW).data == first.data


def test_letters_that_no_font_has_are_reported(typesetter: Typesetter) -> None:
    printed = sign_in_pdf(sheet(row("Ana"), row("\U0010fffe")), typesetter, now=NOW)
    assert printed.missing == ("\U0010fffe",)
