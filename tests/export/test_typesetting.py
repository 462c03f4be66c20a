"""Every name shows in its own script, fits its room and can be copied back from the PDF."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from datetime import datetime
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from organizer.export.fonts import FontLibrary, packaged_fonts, system_font_folders
from organizer.export.graphemes import displayed
from organizer.export.pdf_outlines import SheetCanvas
from organizer.export.typesetting import Typesetter

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
NOW = datetime(2026, 1, 22, 18, 0)
WIDE, HIGH = 3600.0, 120.0
# Readers guess the direction of a line and the side of its brackets; pdfium guesses this otherwise.
GUESSED_OTHERWISE = {"משה (Moshe) כהן"}


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


def real_names() -> list[str]:
    path = DATA / "names" / "names.tsv"
    if not path.exists():
        pytest.skip("the real names lie beside the project, and are not here")
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    return [json.loads(line.split("\t")[0]) for line in lines if line]


def need_noto() -> None:
    if not any((folder / "truetype" / "noto").is_dir() for folder in system_font_folders()):
        pytest.skip("this machine has no Noto fonts for rare scripts")


def page_of(typesetter: Typesetter, texts: list[str], size: float = 20) -> pdfium.PdfDocument:
    """One page a text."""
    canvas = SheetCanvas((WIDE, HIGH), title="t", author="a", now=NOW)
    for text in texts:
        typesetter.draw(canvas, 20, 50, text, size)
        canvas.showPage()
    return pdfium.PdfDocument(canvas.data())


def copied(page: pdfium.PdfPage) -> str:
    return unicodedata.normalize("NFC", page.get_textpage().get_text_range())


def plain(text: str) -> str:
    return re.sub(r"[\s\u200c\u200d]+", " ", displayed(text))


def ink(page: pdfium.PdfPage) -> np.ndarray:
    return np.asarray(page.render(grayscale=True).to_pil()) < 128


def test_every_real_name_has_its_characters(typesetter: Typesetter) -> None:
    need_noto()
    assert typesetter.missing(real_names()) == ()


def test_every_real_name_shows_and_copies_back(typesetter: Typesetter) -> None:
    need_noto()
    names = real_names()
    wrong = []
    for name, page in zip(names, page_of(typesetter, names, 16), strict=True):
        assert ink(page).any(), name
        back = re.sub(r"[\s\u200c\u200d]+", " ", copied(page)).strip()
        if back != plain(name):
            wrong.append(name)
    assert set(wrong) <= GUESSED_OTHERWISE


def test_marks_of_right_to_left_letters_copy_back_behind_their_letters(
    typesetter: Typesetter,
) -> None:
    (page,) = page_of(typesetter, ["בְּרֵאשִׁית"])
    assert copied(page).strip() == unicodedata.normalize("NFC", "בְּרֵאשִׁית")


def test_hostile_names_are_text_and_nothing_else(typesetter: Typesetter) -> None:
    names = [
        "<b>Bold</b> Name",
        'Robert"); DROP TABLE',
        "a/b\\c:d*",
        "(un(balanced",
        "%PDF >> endobj",
    ]
    for name, page in zip(names, page_of(typesetter, names), strict=True):
        assert copied(page) == name


def test_a_page_names_only_fonts_that_are_embedded(typesetter: Typesetter) -> None:
    canvas = SheetCanvas((WIDE, HIGH), title="t", author="a", now=NOW)
    typesetter.draw(canvas, 20, 50, "Ana", 20)
    data = canvas.data()
    assert b"/FontFile2" in data
    assert b"Helvetica" not in data


def test_right_to_left_text_is_joined_and_starts_at_the_right(typesetter: Typesetter) -> None:
    joined = typesetter.width("سلام", 20)
    assert joined < 0.9 * sum(typesetter.width(letter, 20) for letter in "سلام")
    mixed, latin = (ink(page) for page in page_of(typesetter, ["ש iiii", "iiii"]))
    word = round(typesetter.width("iiii", 20))
    # The first word of a line that begins in Hebrew is its last on paper.
    assert (mixed[:, 20 : 20 + word] == latin[:, 20 : 20 + word]).all()
    assert mixed[:, 20 + word + 2 :].any()
    two, one = (ink(page) for page in page_of(typesetter, ["בא", "א"]))
    letter = round(typesetter.width("א", 20))
    assert (two[:, : 20 + letter] == one[:, : 20 + letter]).all()


def test_alignment_puts_the_named_end_at_x(typesetter: Typesetter) -> None:
    canvas = SheetCanvas((400, 120), title="t", author="a", now=NOW)
    for y, align in ((20, "left"), (50, "center"), (80, "right")):
        typesetter.draw(canvas, 200, y, "HH", 24, align=align)
    page = ink(pdfium.PdfDocument(canvas.data())[0])
    spans = [np.flatnonzero(page[120 - y - 17 : 120 - y].any(axis=0)) for y in (20, 50, 80)]
    left, center, right = ((span[0], span[-1]) for span in spans)
    assert 200 <= left[0] <= 204
    assert abs((center[0] + center[1]) / 2 - 200) <= 1
    assert 196 <= right[1] <= 200


def test_a_heavier_weight_is_wider(typesetter: Typesetter) -> None:
    assert typesetter.width("Ana Souza", 12, 650) > typesetter.width("Ana Souza", 12, 400)


def test_text_shrinks_to_the_floor_then_wraps(typesetter: Typesetter) -> None:
    assert typesetter.fit("Ana", 200, 30, 15, 3).lines == ("Ana",)
    assert typesetter.fit("Ana", 200, 30, 15, 3).size == 30
    shrunk = typesetter.fit("Ana Souza Lima", 160, 30, 15, 3)
    assert shrunk.lines == ("Ana Souza Lima",)
    assert 15 <= shrunk.size < 30
    wrapped = typesetter.fit("Juan Carlos María Alfonso Víctor de Borbón", 160, 30, 20, 4)
    assert len(wrapped.lines) > 1
    assert wrapped.size >= 20
    assert " ".join(wrapped.lines) == "Juan Carlos María Alfonso Víctor de Borbón"


@pytest.mark.parametrize("text", ["A" * 255, "漢" * 40, "👩🏽\u200d💻" * 30, "W i" * 60, "é" * 99])
@pytest.mark.parametrize("weight", [400, 650])
def test_nothing_is_cut_off_however_long(typesetter: Typesetter, text: str, weight: int) -> None:
    fitted = typesetter.fit(text, 120, 30, 15, 4, weight=weight, max_height=50)
    assert "".join(fitted.lines).replace(" ", "") == displayed(text).replace(" ", "")
    assert len(fitted.lines) <= 4
    assert typesetter.height(fitted.lines, fitted.size, weight) <= 50.01
    assert all(typesetter.width(line, fitted.size, weight) <= 120.02 for line in fitted.lines)


def test_a_wrapped_line_keeps_the_direction_of_its_text(typesetter: Typesetter) -> None:
    isolated = typesetter.fit("\u2067שרה\u2069 Smith", 400, 20, 10, 1)
    (page,) = page_of(typesetter, list(isolated.lines))
    assert copied(page) == "שרה Smith"
    lines = typesetter.fit("שרה Wolfeschlegelsteinhausenbergerdorff", 150, 30, 20, 4).lines
    assert displayed("".join(lines)) == "שרהWolfeschlegelsteinhausenbergerdorff"
    assert lines[-1].startswith("\u200f")


def test_just_below_the_size_for_large_type_a_line_still_fits(typesetter: Typesetter) -> None:
    for tenths in range(1000, 1600, 7):
        fitted = typesetter.fit("Nguyễn Văn Anh", tenths / 10, 26, 12, 1, weight=650)
        assert typesetter.width(fitted.lines[0], fitted.size, 650) <= tenths / 10 + 0.01


def test_stacked_marks_get_the_room_they_need(typesetter: Typesetter) -> None:
    assert typesetter.height(["Ạ̈̃̂̂̂̂̂"], 20) > typesetter.height(["A"], 20)


def test_a_character_that_no_font_has_is_reported_and_drawn_as_a_box(
    typesetter: Typesetter,
) -> None:
    nobody = "Ana \U0010fffe"
    assert typesetter.missing(["Ana", nobody]) == (nobody,)
    boxed, bare = page_of(typesetter, [nobody, "Ana"])
    assert ink(boxed).sum() > ink(bare).sum()


def test_packaged_fonts_do_without_the_system() -> None:
    alone = Typesetter(FontLibrary(packaged_fonts()))
    names = ["Ana", "Πέτρος", "Єва", "محمد", "משה", "रिधान", "ᎺᎵ", "Anna 🌸"]
    assert alone.missing(names) == ("ᎺᎵ",)


def test_the_same_person_is_drawn_in_the_forms_of_their_language(typesetter: Typesetter) -> None:
    need_noto()
    library = FontLibrary.installed()
    families = {r: library.face_for("直", 400, r) for r in ("JP", "KR", "SC")}
    if not all(face and "CJK" in face.family for face in families.values()):
        pytest.skip("this machine has no Noto CJK collection")
    assert [families[r].family[-2:] for r in ("JP", "KR", "SC")] == ["JP", "KR", "SC"]  # type: ignore[union-attr]


def test_damaged_font_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "NotoSansTibetan-Regular.ttf").write_bytes(b"no font")
    library = FontLibrary(packaged_fonts(), [tmp_path, tmp_path / "gone"])
    assert library.face_for("བ") is None
    assert library.face_for("A") is not None


def test_the_system_is_asked_only_for_what_the_packages_lack() -> None:
    """Opening 400 fonts at each start would be felt."""
    code = (
        "from organizer.export.fonts import FontLibrary\n"
        "library = FontLibrary.installed()\n"
        "[library.face_for(c) for c in 'Ana Souza Пётр שרה रि']\n"
        "assert not library._opened\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_glyphs_are_stored_once(typesetter: Typesetter) -> None:
    def size_of(copies: int) -> int:
        canvas = SheetCanvas((WIDE, HIGH), title="t", author="a", now=NOW)
        for _ in range(copies):
            typesetter.draw(canvas, 20, 50, "Guadalupe Villavicencio", 20)
        return len(canvas.data())

    assert size_of(50) < 2 * size_of(1)
