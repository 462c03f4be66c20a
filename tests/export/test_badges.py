"""Badges land on their labels, hold every name and carry a code that scanners read."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pytest
import zxingcpp

from organizer.domain.errors import UserError
from organizer.domain.records import BadgeRecord
from organizer.export.badges import BadgesPdf, badges_pdf
from organizer.export.graphemes import displayed
from organizer.export.label_stock import DEFAULT_STOCK, STOCKS, LabelStock, Rectangle, stock_named
from organizer.export.qr_codes import qr_modules
from organizer.export.typesetting import Typesetter

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
NOW = datetime(2026, 1, 22, 18, 0)
DPI = 200
INCH = 25.4
# Page, label, columns × rows, first label, pitch, in millimetres from the upper left corner.
MAKERS = {
    "avery-5395": ((215.9, 279.4), (85.725, 59.266), (2, 4), (17.4625, 14.816), (95.25, 63.5)),
    "avery-l4785": ((210, 297), (80, 50), (2, 5), (18, 13), (95, 55)),
    "avery-5163": ((215.9, 279.4), (101.6, 50.8), (2, 5), (3.969, 12.7), (106.3625, 50.8)),
    "avery-5164": ((215.9, 279.4), (101.6, 84.666), (2, 3), (3.969, 12.7), (106.3625, 84.666)),
    "avery-5160": ((215.9, 279.4), (66.675, 25.4), (3, 10), (4.7625, 12.7), (69.85, 25.4)),
    "durable-1445": ((210, 297), (90, 54), (2, 5), (15, 12), (90, 54)),
    "a6": ((210, 297), (105, 148.5), (2, 2), (0, 0), (105, 148.5)),
    "a4-fold": ((210, 297), (105, 148.5), (1, 1), (0, 148.5), (0, 0)),
    "dymo-99012": ((89, 36), (89, 36), (1, 1), (0, 0), (0, 0)),
    "dymo-99014": ((101, 54), (101, 54), (1, 1), (0, 0), (0, 0)),
    "dymo-11356": ((89, 41), (89, 41), (1, 1), (0, 0), (0, 0)),
}


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


def badge(name: str = "Ana Souza", number: int = 0) -> BadgeRecord:
    letters = random.Random(number).choices("CDEFGHJKLNPRTUVX", k=37)
    return BadgeRecord(
        name=name,
        code="C" + "".join(letters),
        community="Python Group Göteborg",
        event_title="Winter meetup",
        event_when="Thu 22 January 2026, 18:00",
        workshops=("Typing from zero", "Wheel to wheel"),
        note="First time",
    )


def mm(points: float) -> float:
    return points / 72 * INCH


def pages(printed: BadgesPdf, dpi: int = DPI) -> Iterator[npt.NDArray[np.uint8]]:
    for page in pdfium.PdfDocument(printed.data):
        yield np.asarray(page.render(scale=dpi / 72, grayscale=True).to_pil())


def in_pixels(place: Rectangle, stock: LabelStock, dpi: int = DPI) -> tuple[slice, slice]:
    scale = dpi / 72
    top = stock.page_size[1] - place.y - place.height
    return (
        slice(round(top * scale), round((top + place.height) * scale)),
        slice(round(place.x * scale), round((place.x + place.width) * scale)),
    )


@pytest.mark.parametrize("name", MAKERS)
def test_labels_lie_where_their_maker_puts_them(name: str) -> None:
    stock = stock_named(name)
    page, label, (columns, rows), first, pitch = MAKERS[name]
    assert tuple(map(mm, stock.page_size)) == pytest.approx(page, abs=0.01)
    assert stock.labels_a_sheet == columns * rows
    for position in range(stock.labels_a_sheet):
        place = stock.rectangles(position)[0]
        row, column = divmod(position, columns)
        left, top = mm(place.x), page[1] - mm(place.y + place.height)
        assert left == pytest.approx(first[0] + column * pitch[0], abs=0.05)
        assert top == pytest.approx(first[1] + row * pitch[1], abs=0.05)
        assert (mm(place.width), mm(place.height)) == pytest.approx(label, abs=0.05)


def test_all_stocks_are_known_and_an_unknown_one_is_refused_with_their_names() -> None:
    assert set(STOCKS) == set(MAKERS)
    assert DEFAULT_STOCK.name == "avery-l4785"
    with pytest.raises(UserError, match="avery-5395"):
        stock_named("avery-9999")


@pytest.mark.parametrize("name", MAKERS)
def test_every_code_on_a_full_sheet_reads_back_at_its_place(
    name: str, typesetter: Typesetter
) -> None:
    stock = stock_named(name)
    badges = [badge(number=number) for number in range(stock.labels_a_sheet)]
    printed = badges_pdf(badges, stock, typesetter, now=NOW)
    (page,) = pages(printed)
    for position, expected in enumerate(badges):
        for place in stock.rectangles(position):
            (read,) = zxingcpp.read_barcodes(np.ascontiguousarray(page[in_pixels(place, stock)]))
            assert read.text == expected.code
            corners = (read.position.top_left, read.position.bottom_right)
            side = abs(corners[1].x - corners[0].x) / DPI * INCH
            assert side > 17.5
            quiet = side / 25 * 4
            for corner in corners:
                assert quiet - 0.3 <= corner.x / DPI * INCH <= mm(place.width) - quiet + 0.3
                assert quiet - 0.3 <= corner.y / DPI * INCH <= mm(place.height) - quiet + 0.3


def ink_positions(
    stock: LabelStock, typesetter: Typesetter, badges: list[BadgeRecord]
) -> list[tuple[float, float]]:
    """Lower left corner of each code on the first page, in millimetres, from its path."""
    page = pdfium.PdfDocument(badges_pdf(badges, stock, typesetter, now=NOW).data)[0]
    found = []
    for thing in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, bottom, _right, _top = thing.get_bounds()
        found.append((mm(left), mm(bottom)))
    return found


@pytest.mark.parametrize("name", ["avery-5395", "avery-l4785"])
def test_codes_keep_the_pitch_of_the_sheet_to_a_fifth_of_a_millimetre(
    name: str, typesetter: Typesetter
) -> None:
    stock = stock_named(name)
    _page, _label, (columns, _rows), _first, pitch = MAKERS[name]
    badges = [badge(number=number) for number in range(stock.labels_a_sheet)]
    codes = ink_positions(stock, typesetter, badges)
    assert len(codes) == stock.labels_a_sheet
    for position, (left, bottom) in enumerate(codes):
        row, column = divmod(position, columns)
        assert left - codes[0][0] == pytest.approx(column * pitch[0], abs=0.2)
        assert codes[0][1] - bottom == pytest.approx(row * pitch[1], abs=0.2)


LONG = (
    "A" * 255,
    "Juan Carlos María Alfonso Víctor de Borbón y Borbón-Dos Sicilias",
    "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Sr.",
    "漢" * 40,
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "မေရီ စူး ဟာမစ်ရှ် ဝပ်ဆင်",
    "👩🏽\u200d💻 Dev",
    "WWW WWW WWW",
)


@pytest.mark.parametrize("name", MAKERS)
def test_ink_stays_inside_its_label_whatever_is_on_it(name: str, typesetter: Typesetter) -> None:
    stock = stock_named(name)
    many = replace(
        badge(),
        community="The Association of People who Restore Very Old Harbour Cranes",
        event_title="An evening with a title that does not know when to stop and goes on and on",
        workshops=tuple(f"Workshop with a rather long title, number {n}" for n in range(9)),
        note="Back after 8 months",
    )
    badges = [replace(many, name=text) for text in LONG]
    badges += [badge(text) for text in LONG]
    printed = badges_pdf(badges, stock, typesetter, now=NOW)
    done = 0
    for page in pages(printed, 120):
        outside = page < 250
        for position in range(min(stock.labels_a_sheet, len(badges) - done)):
            for place in stock.rectangles(position):
                rows, columns = in_pixels(place, stock, 120)
                # A hair of room shows that nothing was cut at the edge either.
                inner = np.zeros_like(outside)
                inner[rows.start + 4 : rows.stop - 4, columns.start + 4 : columns.stop - 4] = True
                assert outside[inner].any()
                outside &= ~inner
        assert not outside.any()
        done += stock.labels_a_sheet


@pytest.mark.parametrize("name", ["avery-5160", "avery-l4785", "dymo-99012"])
def test_text_never_runs_into_the_quiet_zone_of_the_code(name: str, typesetter: Typesetter) -> None:
    stock = stock_named(name)
    badges = [badge(text, number) for number, text in enumerate(LONG)]
    printed = badges_pdf(badges, stock, typesetter, now=NOW)
    read = [code.text for page in pages(printed) for code in zxingcpp.read_barcodes(page)]
    assert sorted(read) == sorted(badge.code for badge in badges)


def test_every_real_name_stands_on_its_badge(typesetter: Typesetter) -> None:
    path = DATA / "names" / "names.tsv"
    if not path.exists():
        pytest.skip("the real names lie beside the project, and are not here")
    rows = path.read_text(encoding="utf-8").split("\n")[1:]
    names = [json.loads(row.split("\t")[0]) for row in rows if row]
    printed = badges_pdf([badge(name) for name in names], DEFAULT_STOCK, typesetter, now=NOW)
    if printed.missing:
        pytest.skip(f"this machine has no fonts for {printed.missing}")
    document = pdfium.PdfDocument(printed.data)
    assert printed.pages == len(document) == 13
    text = "".join(squeezed(page.get_textpage().get_text_range()) for page in document)
    lost = [name for name in names if squeezed(displayed(name)) not in text]
    # In lines that mix directions the reader guesses the sides of brackets.
    assert set(lost) <= {"משה (Moshe) כהן"}


def squeezed(text: str) -> str:
    """The text without blanks, joiners and hyphens, which readers take for hyphenation."""
    return re.sub(r"[\s\u200c\u200d\ufffe-]", "", displayed(text))


def test_used_labels_are_passed_over(typesetter: Typesetter) -> None:
    badges = [badge(number=number) for number in range(8)]
    printed = badges_pdf(badges, DEFAULT_STOCK, typesetter, skip=3, now=NOW)
    assert printed.pages == 2
    first, second = pages(printed, 100)
    free = [
        (first[in_pixels(DEFAULT_STOCK.rectangles(n)[0], DEFAULT_STOCK, 100)] > 250).all()
        for n in range(10)
    ]
    assert free == [True] * 3 + [False] * 7
    assert (second < 128).any()


@pytest.mark.parametrize("skip", [-1, 10])
def test_no_more_labels_can_be_passed_over_than_a_sheet_has(
    skip: int, typesetter: Typesetter
) -> None:
    with pytest.raises(UserError, match="from 0 to 9"):
        badges_pdf([badge()], DEFAULT_STOCK, typesetter, skip=skip, now=NOW)


def test_no_badges_are_one_empty_page(typesetter: Typesetter) -> None:
    printed = badges_pdf([], DEFAULT_STOCK, typesetter, now=NOW)
    (page,) = pages(printed, 50)
    assert printed.pages == 1
    assert (page == 255).all()


def test_a_folded_badge_stands_upright_on_both_sides_however_it_is_folded(
    typesetter: Typesetter,
) -> None:
    stock = stock_named("a4-fold")
    printed = badges_pdf([badge()], stock, typesetter, now=NOW)
    (page,) = (page.astype(int) for page in pages(printed, 80))
    height, width = page.shape
    low, high = page[height - height // 2 :], page[: height // 2]
    left, right = low[:, : width // 2], low[:, width - width // 2 :]
    assert abs(left - right).mean() < 4
    # Folded back, the upper half shows upside down; turned round it is the same as the lower.
    assert abs(np.rot90(high, 2) - low).mean() < 4
    assert abs(high - low).mean() > 8


def test_a_code_is_the_symbol_that_the_product_promises() -> None:
    rows = qr_modules(badge().code)
    assert [len(row) for row in rows] == [25] * 25
    image = np.kron(np.pad(~np.array(rows, dtype=bool), 4, constant_values=True), np.ones((8, 8)))
    (read,) = zxingcpp.read_barcodes((image * 255).astype(np.uint8))
    assert read.ec_level == "M"
    assert read.text == badge().code


def test_progress_is_told_and_the_same_badges_give_the_same_file(typesetter: Typesetter) -> None:
    told: list[tuple[int, int]] = []
    badges = [badge(number=number) for number in range(3)]
    first = badges_pdf(
        badges, DEFAULT_STOCK, typesetter, on_progress=lambda *at: told.append(at), now=NOW
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert badges_pdf(badges, DEFAULT_STOCK, typesetter, now=NOW).data == first.data
    assert badges_pdf(badges, DEFAULT_STOCK, Typesetter(), now=NOW).data == first.data


def test_names_that_no_font_has_are_reported(typesetter: Typesetter) -> None:
    printed = badges_pdf([badge(), badge("\U0010fffe")], DEFAULT_STOCK, typesetter, now=NOW)
    assert printed.missing == ("\U0010fffe",)
