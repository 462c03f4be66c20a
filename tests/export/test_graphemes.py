"""Text is cleaned, cut and put in visual order as people read it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.export.graphemes import base_level, clusters, displayed, levels, visual_order


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Line\nBreak", "Line Break"),
        ("Zero\u200bWidth", "ZeroWidth"),
        ("\ufeffBom Start", "Bom Start"),
        ("\u2067שרה\u2069 Smith", "שרה Smith"),
        ("Jose\u0301", "José"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("عبد\u200cالله", "عبد\u200cالله"),
        ("\ud800x", "\ufffdx"),
    ],
)
def test_a_name_is_shown_on_one_line_without_controls(text: str, expected: str) -> None:
    assert displayed(text) == expected


@pytest.mark.parametrize(
    "whole", ["e\u0301", "👩🏽\u200d💻", "🇸🇪", "क्षि", "각", "❤\ufe0f", "ཛྱ", "0\ufe0f\u20e3"]
)
def test_what_is_one_character_to_a_reader_stays_whole(whole: str) -> None:
    assert clusters(f"a{whole}b") == ("a", whole, "b")


@given(st.text())
def test_clusters_lose_nothing_and_the_display_is_stable(text: str) -> None:
    assert "".join(clusters(text)) == text
    shown = displayed(text)
    assert displayed(shown) == shown
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in shown)


@given(st.text(alphabet="ab אב12()\u0301ع ", max_size=12))
def test_visual_order_names_every_cluster_once(text: str) -> None:
    parts = clusters(text)
    found = levels(parts, base_level(text))
    assert sorted(visual_order(found)) == list(range(len(parts)))


def test_mixed_text_runs_both_ways() -> None:
    parts = clusters("משה (Moshe) כהן")
    shown = "".join(parts[i] for i in visual_order(levels(parts, base_level("משה (Moshe) כהן"))))
    assert shown == "ןהכ )Moshe( השמ"


def test_isolates_do_not_decide_the_direction_of_the_line() -> None:
    assert base_level("\u2067שרה\u2069 Smith") == 0
    assert base_level("שרה Smith") == 1
    assert base_level("\u2067שרה\u2069") == 1
