"""File names from names of people: good on every system, never two the same."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.export.file_names import safe_file_name, safe_file_names

NAMES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "names"
any_text = st.text(st.characters(codec=None, exclude_categories=()))


def check(name: str) -> None:
    assert 0 < len(name.encode()) <= 80
    assert not set(name) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in name)
    assert name == name.strip() and not name.startswith((".", "-")) and not name.endswith(".")
    device = name.partition(".")[0].rstrip().casefold()
    assert device not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Lima", "Ana Lima"),
        ("佐藤 花", "佐藤 花"),
        ("👩🏽‍💻 Dev", "👩🏽‍💻 Dev"),
        ("عبد‌الله", "عبد‌الله"),
        ("CON", "_CON"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("Com1 .x", "_Com1 .x"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("../../etc/passwd", "etc-passwd"),
        ("Trailing dots. . .", "Trailing dots"),
        ("--help", "help"),
        ("Line\nBreak", "Line Break"),
        ("Jose\u0301", "José"),
        ("", "file"),
        ("...", "file"),
        ("\x00\u202e", "file"),
    ],
)
def test_names_people_have_and_names_nobody_should(text: str, name: str) -> None:
    assert safe_file_name(text) == name


def test_long_names_end_between_letters() -> None:
    assert safe_file_name("A" * 255) == "A" * 80
    assert safe_file_name("漢" * 40) == "漢" * 26
    assert safe_file_name("x" * 78 + "q\u0323\u0302") == "x" * 78
    assert safe_file_name("x" * 75 + "q\u0323\u0302zz") == "x" * 75 + "q\u0323\u0302"


def test_two_of_one_name_get_two_files_whatever_the_case() -> None:
    assert safe_file_name("Kim", taken={"kim"}) == "Kim-2"
    assert safe_file_name("KIM", taken=["kim", "Kim-2"]) == "KIM-3"
    assert safe_file_name("GROẞMANN", taken={"Großmann"}) == "GROẞMANN-2"
    assert safe_file_name("Jose\u0301", taken={"JOSE\u0301"}) == "José-2"
    assert safe_file_name("A" * 255, taken={"a" * 80}) == "A" * 78 + "-2"


def test_names_for_many_people_at_once_all_differ() -> None:
    assert safe_file_names(["Kim", "kim", "Ana", "Kim"]) == ["Kim", "kim-2", "Ana", "Kim-3"]
    assert len({name.casefold() for name in safe_file_names(["Kim"] * 300)}) == 300


@given(any_text, st.sets(st.text()))
def test_any_text_gives_a_name_that_is_free(text: str, others: set[str]) -> None:
    first = safe_file_name(text, taken=others)
    check(first)
    second = safe_file_name(text, taken=others | {first})
    check(second)
    assert second.casefold() != first.casefold()


def test_real_and_hostile_names_make_files(tmp_path: Path) -> None:
    if not NAMES.exists():
        pytest.skip("the collection of real names is not on this machine")
    rows = (NAMES / "names.tsv").read_text(encoding="utf-8").split("\n")[1:]
    texts = [json.loads(row.split("\t")[0]) for row in rows if row]
    texts += (NAMES / "blns.txt").read_text(encoding="utf-8").split("\n")
    taken: set[str] = set()
    for text in texts:
        name = safe_file_name(text, taken=taken)
        check(name)
        (tmp_path / f"{name}.ics").touch()
        taken.add(name)
    assert len(list(tmp_path.iterdir())) == len(texts)
