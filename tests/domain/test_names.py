"""Names of people: kept as given, found however they are typed."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.names import clean_name, fold, initials, shown, sorting_name
from tests.evenings import shared_data

ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


def real_names() -> list[str]:
    lines = shared_data("names/names.tsv").read_text("utf-8").splitlines()[1:]
    return [json.loads(line.split("\t")[0]) for line in lines]


def test_real_names_stay_as_they_are_given() -> None:
    for name in real_names():
        kept = clean_name(name)
        as_given = unicodedata.normalize("NFC", name).replace("\n", " ")
        assert kept in as_given, "only the ends and line breaks are touched"
        assert kept, name
        assert clean_name(f"\ufeff \u200b{name}\u00a0\t") == kept
        assert fold(kept), f"{name!r} could not be searched for"
        assert initials(kept)


def test_hostile_strings_neither_crash_nor_change_when_cleaned_twice() -> None:
    for line in shared_data("names/blns.txt").read_text("utf-8").splitlines():
        kept = clean_name(line)
        assert clean_name(kept) == kept
        assert "\n" not in shown(kept)
        initials(kept), sorting_name(kept)


@given(ANY)
def test_cleaning_twice_changes_nothing(name: str) -> None:
    kept = clean_name(name)
    assert clean_name(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert not any(unicodedata.category(letter) == "Cc" for letter in kept)


def test_controls_inside_break_no_row_and_nothing_else_changes() -> None:
    assert clean_name("Ana\x00 \u200dRuiz\r\nde\tla  Cruz\x9f") == "Ana \u200dRuiz de la  Cruz"
    assert clean_name("Zoe\x00\u0308") == "Zoë", "what then stands together is NFC too"


@given(ANY)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(ANY)
def test_composed_and_decomposed_are_one_name(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


@given(st.text(min_size=1, max_size=10))
def test_a_name_on_screen_is_one_line_and_isolated(name: str) -> None:
    line = shown(name)
    assert not set(line) & set("\r\n\x0b\x0c\x85\u2028\u2029")
    inside = line[1:-1] if line.startswith("\u2068") else line
    assert not set(inside) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Nguyễn Văn Anh", "nguyen van anh"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Søren Ærø", "soren aero"),
        ("Yağız", "YAGIZ"),
        ("İpek", "ipek"),
        ("Straße", "STRASSE"),
        ("O’Brien", "o'brien"),
        ("Jean‑Luc", "jean-luc"),
        ("Ｊａｎ", "jan"),
        ("علی", "علي"),
        ("Ана  Лима", "ана лима"),
        ("박소현", unicodedata.normalize("NFD", "박소현")),
    ],
)
def test_spellings_that_are_one_name(stored: str, typed: str) -> None:
    assert fold(stored) == fold(typed)


@pytest.mark.parametrize(("one", "other"), [("हरि", "हर"), ("กา", "กี"), ("Kim", "Kam")])
def test_vowel_signs_make_another_name(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("given_as", "kept"),
    [
        ("  Ana Lima\n", "Ana Lima"),
        ("\u200f\u2066שרה\u2069", "שרה"),
        ("Jose\u0301", "José"),
        ("Ana\u00a0\u00a0Lima", "Ana\u00a0\u00a0Lima"),
        ("نيم\u200cفاصله", "نيم\u200cفاصله"),
        ("\u3164", ""),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",) * 2,
        ("👩\u200d🎤", "👩\u200d🎤"),
        ("\ud800x", "?x"),
    ],
)
def test_only_what_is_not_seen_is_taken_off_the_ends(given_as: str, kept: str) -> None:
    assert clean_name(given_as) == kept


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Lima", "AL"),
        ("佐藤 花", "佐"),
        ("ana", "A"),
        ("(Bo) de Wit", "BW"),
        ("“Bo” de Wit", "BW"),
        ("", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_lists_are_sorted_without_accents_and_signs_come_last() -> None:
    names = ["Zoë", "Éva", "*star*", "Ada", "eve"]
    assert sorted(names, key=sorting_name) == ["Ada", "Éva", "eve", "Zoë", "*star*"]
