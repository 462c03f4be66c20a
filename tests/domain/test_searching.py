"""Search as you type: every word, in any script, and the same answer however it was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.names import fold
from organizer.domain.searching import SearchIndex, WordIndex, begins_nearly

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


LETTERS = "abcde"
WORDS = st.text(LETTERS, min_size=4, max_size=9)


@st.composite
def mistyped(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and a beginning of it typed with one mistake."""
    word = draw(WORDS)
    typed = word[: draw(st.integers(4, len(word)))]
    place = draw(st.integers(0, len(typed) - 1))
    letter = draw(st.sampled_from(LETTERS))
    match draw(st.sampled_from(["wrong", "missing", "extra", "swapped"])):
        case "wrong":
            typed = typed[:place] + letter + typed[place + 1 :]
        case "missing":
            typed = typed[:place] + typed[place + 1 :]
        case "extra":
            typed = typed[:place] + letter + typed[place:]
        case _:
            typed = typed[:place] + typed[place : place + 2][::-1] + typed[place + 2 :]
    return word, typed


@given(mistyped(), st.lists(WORDS, max_size=5))
def test_a_word_is_found_in_spite_of_one_mistake(pair: tuple[str, str], others: list[str]) -> None:
    word, typed = pair
    if len(typed) < 4:
        assert WordIndex([word]).near(typed) == set()
        return
    assert begins_nearly(word, typed)
    assert len(others) in WordIndex([*others, f"zz {word}"]).near(typed)


@given(WORDS, WORDS)
def test_the_index_finds_just_what_begins_nearly_so(word: str, typed: str) -> None:
    assert WordIndex([word]).near(typed) == ({0} if begins_nearly(word, typed) else set())


def test_two_mistakes_are_another_word() -> None:
    for typed in ("mirio", "amrai", "xxaria", "mraai"):
        assert not begins_nearly("marianne", typed), typed
