"""Search as you type: every word, in any script, and the same answer however it was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.names import fold
from organizer.domain.searching import SearchIndex

NAMES = ["Zoë Nguyễn", "Ana Lima", "Anna Lindqvist", "佐藤 花", "김민준"]


def found(typed: str) -> list[str]:
    return [NAMES[n] for n in SearchIndex(map(fold, NAMES)).find(typed)]


def test_all_words_in_any_order_without_accents() -> None:
    assert found("nguyen zoe") == ["Zoë Nguyễn"]
    assert found("an li") == ["Ana Lima", "Anna Lindqvist"]
    assert found("佐") == ["佐藤 花"]
    assert found("기") == ["김민준"], "a syllable begun is found"
    assert found("  ") == NAMES
    assert found("nobody") == []


@given(
    st.lists(st.text("an éx", max_size=6), max_size=8),
    st.lists(st.text("an éx", max_size=4), max_size=6),
)
def test_what_was_typed_before_changes_nothing(names: list[str], typed: list[str]) -> None:
    folded = [fold(name) for name in names]
    index = SearchIndex(folded)
    for query in typed:
        plainly = [
            n for n, text in enumerate(folded) if all(word in text for word in fold(query).split())
        ]
        assert index.find(query) == plainly
