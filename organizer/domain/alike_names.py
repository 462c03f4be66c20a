"""How alike two names are: the same words, another order, one slip, initials, a part."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Hashable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import permutations

from organizer.domain.names import fold

_LEAST_FOR_SLIP = 8
"""Letters of the shortest name in which one that differs may be a slip: Jan and Jon are two."""
_LEAST_FOR_LOOSE_SLIP = 4
_LEAST_WORD_FOR_SLIP = 5
_LEAST_SHORT_FORM = 3
Words = tuple[str, ...]


class NameLikeness(IntEnum):
    """How alike two names are, least first."""

    NONE = 0
    FAMILY = 1
    """One word in common, and first names that differ: as in a family."""
    ONE_WORD = 2
    """One is a single word of the other."""
    LOOSE_SLIP = 3
    """One letter differs where that often makes another name: Maria, Daria; Martin, Martina."""
    PART = 4
    """All words of one are in the other, two at least."""
    INITIALS = 5
    """The same, but that one has only the first letter of a word."""
    SHORT_FORM = 6
    """The same, but that one has only the beginning of a word."""
    SLIP = 7
    """One letter differs, is missing, or has changed places with its neighbour."""
    SPELLING = 8
    """Every word is the same but for a way of writing it: Juergen, Jürgen; Jon, John."""
    OTHER_ORDER = 9
    """The same words in another order."""
    SAME_SHORT = 10
    """The same single word, as many people bear it."""
    SAME = 11


@lru_cache(maxsize=65536)
def name_words(name: str) -> Words:
    """Return the folded words of a name, without signs: "Lima, Ana-Luz" is lima, ana, luz.

    A name that is nothing but signs keeps them.
    """
    spaced = "".join(c if _is_of_word(c) else " " for c in fold(name).replace("'", ""))
    return tuple(spaced.split()) or tuple(fold(name).split())


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


_SPELLINGS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"ph", "f"),
        (r"sch|sh", "s"),
        (r"x", "ks"),
        (r"c", "k"),
        (r"(?<=[^aeiou])h|(?<=.)h(?![aeiou])", ""),  # silent, but not the one of Johannes
        (r"dt$", "t"),
        (r"[ae][iy]", "ai"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_UMLAUT = re.compile(r"(?<=[aou])e")
_LEAST_FOR_UMLAUT = 4
"""Letters of the shortest word in which ae, oe and ue may be an umlaut: Sue is not Su."""


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """Return what the ways of writing a folded word have in common: "jon" for john.

    Other scripts than Latin, which have their own ways, stay as they are.
    """
    if not word.isascii():
        return word
    if len(word) >= _LEAST_FOR_UMLAUT:
        word = _UMLAUT.sub("", word)  # ä is folded to a, and is written ae where there is no ä
    for pattern, written in _SPELLINGS:
        word = pattern.sub(written, word)
    return word


def spelled(words: Words) -> Words:
    """Return a name's words by their common spelling, sorted: equal for names that only it parts."""
    return tuple(sorted(map(spelling, words)))


def name_keys(words: Words, initials: Container[tuple[str, str]]) -> Iterator[Hashable]:
    """Return keys of which two names that are alike have at least one in common.

    `initials` is what `initials_beside` found in all names: only beside these initials count.
    """
    if not any(_has_digit(word) for word in words):
        whole = " ".join(words)
        if len(whole) >= _LEAST_FOR_SLIP:
            # As hashes, for there are as many keys as letters; two that collide are only compared.
            yield hash(whole)
            for place in range(len(whole)):
                yield hash(whole[:place] + whole[place + 1 :])
    for one, other in permutations(set(words), 2):
        if len(one) > 1 and len(other) > 1:
            yield "begins", one[:_LEAST_SHORT_FORM], other
        if (one[0], other) in initials:
            yield "initial", one[0], other


def initials_beside(words: Words) -> Iterator[tuple[str, str]]:
    """Return each initial of a name with each whole word beside it: A. Lima has a, lima."""
    for one, other in permutations(set(words), 2):
        if len(one) == 1 < len(other):
            yield one, other


def compare_names(one: Words, other: Words) -> NameLikeness:
    """Return how alike two names are; both have words."""
    if one == other:
        return NameLikeness.SAME if is_full(one) else NameLikeness.SAME_SHORT
    mine, theirs = sorted(one), sorted(other)
    if mine == theirs:
        return NameLikeness.OTHER_ORDER
    if any(_has_digit(word) for word in {*one, *other} - ({*one} & {*other})):
        return _family(one, other)  # people counted through are as many people
    slip = _slip(one, other)
    if slip is NameLikeness.SLIP:
        return slip
    if len(one) == len(other) > 1 and spelled(one) == spelled(other):
        return NameLikeness.SPELLING
    return max(slip, _partly(mine, theirs), _family(one, other))


def _slip(one: Words, other: Words) -> NameLikeness:
    shorter, longer = sorted((" ".join(one), " ".join(other)), key=len)
    place = _one_mistake(shorter, longer)
    if place is None or len(shorter) < _LEAST_FOR_LOOSE_SLIP:
        return NameLikeness.NONE
    start, end = longer.rfind(" ", 0, place) + 1, longer.find(" ", place)
    word = longer[start : end if end >= 0 else len(longer)]
    # Often this makes another name: the first letter, one more at the end, any in a short word.
    is_other_name = (
        place == start
        or len(word) < _LEAST_WORD_FOR_SLIP
        or (len(shorter) < len(longer) and place == start + len(word) - 1)
    )
    if is_other_name or len(shorter) < _LEAST_FOR_SLIP or not len(one) == len(other) > 1:
        return NameLikeness.LOOSE_SLIP
    return NameLikeness.SLIP


def _one_mistake(shorter: str, longer: str) -> int | None:
    """Return where one letter differs, is missing, or is swapped with the next; None for more."""
    if len(longer) - len(shorter) > 1:
        return None
    start = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), None)
    if start is None:
        return len(shorter) if len(longer) > len(shorter) else None
    if len(longer) > len(shorter):
        return start if shorter[start:] == longer[start + 1 :] else None
    if shorter[start + 1 :] == longer[start + 1 :]:
        return start
    swapped = longer[start + 1 : start + 2] + longer[start : start + 1] + longer[start + 2 :]
    return start if shorter[start:] == swapped else None


def _partly(mine: Sequence[str], theirs: Sequence[str]) -> NameLikeness:
    """Compare names of which one says less; both are sorted words."""
    fewer, more = sorted((list(mine), list(theirs)), key=len)
    if len(fewer) == 1:
        return (
            NameLikeness.ONE_WORD if fewer[0] in more and len(fewer[0]) > 1 else NameLikeness.NONE
        )
    rest_fewer, rest_more = _without_common(fewer, more)
    common = len(fewer) - len(rest_fewer)
    if not common:
        return NameLikeness.NONE
    if not rest_fewer:
        return NameLikeness.PART if common > 1 else NameLikeness.NONE
    found = NameLikeness.SHORT_FORM
    for word in rest_fewer:
        match = next((long for long in rest_more if _begins(word, long)), None)
        if match is None:
            return NameLikeness.NONE
        rest_more.remove(match)
        if 1 in (len(word), len(match)):
            found = NameLikeness.INITIALS
    return found


def _without_common(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    mine, theirs = list(one), list(other)
    for word in one:
        if word in theirs:
            mine.remove(word)
            theirs.remove(word)
    return mine, theirs


def _begins(one: str, other: str) -> bool:
    """Whether one word is the initial or the short form of the other."""
    short, long = sorted((one, other), key=len)
    if not long.startswith(short):
        return False
    # What is only one letter longer is more often another name: Daniel, Daniela.
    return len(short) == 1 or (len(short) >= _LEAST_SHORT_FORM and len(long) - len(short) > 1)


def _family(one: Words, other: Words) -> NameLikeness:
    return NameLikeness.FAMILY if {*one} & {*other} else NameLikeness.NONE


def is_full(words: Words) -> bool:
    """Whether a name says more than one word that many bear."""
    if len(words) > 1:
        return True
    # Chinese, Japanese and Korean names have no blank between family and own name.
    return unicodedata.name(words[0][0], "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)
