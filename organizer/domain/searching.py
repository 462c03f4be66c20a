"""Searching while somebody types: all texts are folded once, and a growing query narrows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from organizer.domain.names import fold
from organizer.domain.phones import phone_sought, phone_text

_PHONE_BEGUN = re.compile(r"(?<!\S)\(?[+0][\d\s()/.+-]*(?!\S)")
_DIGITS_PARTED = re.compile(r"(?<!\S)\(?\d[\d()/.-]*(?!\S)")


def searchable(words: Iterable[str], phone: str = "", beside: Iterable[str] = ()) -> str:
    """Return the folded text that `search_words` are looked for in: words, and a phone number.

    What was kept `beside` is found as words and, where it may be one, as a phone number.
    """
    # Each by itself, for most are plain or seen before, which takes next to no time.
    return " ".join((*map(fold, words), phone_text(phone), *map(beside_text, beside)))


def beside_text(value: str) -> str:
    """Return a value as a search finds it of which nobody knows whether it is a phone number."""
    has_letters = any(letter.isalpha() for letter in value)
    return fold(value) if has_letters else f"{fold(value)} {phone_text(value)}"


def search_words(typed: str) -> list[str]:
    """Return the folded words of a search, longest first, for these leave the fewest texts.

    What begins like a phone number is one word, however its digits are parted; of other digits
    each group is one.
    """
    folded = fold(typed)
    if any(letter.isdigit() or letter == "+" for letter in folded):
        folded = _PHONE_BEGUN.sub(lambda found: f"{phone_sought(found[0])} ", folded)
        folded = _DIGITS_PARTED.sub(lambda found: re.sub(r"\D", " ", found[0]), folded)
    return sorted(set(folded.split()), key=len, reverse=True)


class SearchIndex:
    """Folded texts, and the numbers of those that hold every word typed.

    It remembers what it found last: with each further letter only that is looked through.
    """

    def __init__(self, folded: Iterable[str]) -> None:
        self._texts = list(folded)
        self._words: Sequence[str] = ()
        self._found: Sequence[int] = range(len(self._texts))

    def find(self, typed: str) -> list[int]:
        """Return the numbers of the texts that hold all words, in order; all if there are none."""
        words = search_words(typed)
        if not all(any(before in word for word in words) for before in self._words):
            self._words, self._found = (), range(len(self._texts))
        texts, found = self._texts, self._found
        for word in words:
            if word in self._words:
                continue
            if len(found) == len(texts):
                found = [n for n, text in enumerate(texts) if word in text]
            else:
                found = [n for n in found if word in texts[n]]
        self._words, self._found = words, found
        return list(found)


SHORTEST_MISTYPED = 4
"""Below so many letters one mistake would make nearly any word of any other."""


class WordIndex:
    """The words of folded texts, and which begin like one that was typed with one mistake.

    A letter too many, missing, wrong, or two that changed places. A mistake leaves either the
    first two letters as they are or those after them, so that few words need a closer look.
    """

    def __init__(self, folded: Iterable[str]) -> None:
        self._texts_with: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(folded):
            for word in set(text.split()):
                self._texts_with[word].append(number)
        self._begin: dict[str, list[str]] = defaultdict(list)
        self._follow: dict[str, list[str]] = defaultdict(list)
        for word in self._texts_with:
            self._begin[word[:2]].append(word)
            for letters in {word[1:3], word[2:4]}:
                self._follow[letters].append(word)

    def near(self, typed: str) -> set[int]:
        """Return the numbers of the texts with a word that begins so, but for one mistake."""
        if len(typed) < SHORTEST_MISTYPED:
            return set()
        found: set[int] = set()
        for word in self._candidates(typed):
            if begins_nearly(word, typed):
                found.update(self._texts_with[word])
        return found

    def _candidates(self, typed: str) -> Iterator[str]:
        one, two, three = typed[0], typed[1], typed[2]
        # Either the beginning is as typed, or it has a letter too many or two that changed places …
        for letters in {one + two, two + three, one + three, two + one}:
            yield from self._begin.get(letters, ())
        # … or one of its two letters is wrong or missing, and what follows is as typed.
        for letters in {two + three, typed[2:4], one + two}:
            yield from self._follow.get(letters, ())


def begins_nearly(word: str, typed: str) -> bool:
    """Whether a word begins with what was typed but for one mistake, or with exactly that."""
    length = len(typed)
    same = 0
    for here, there in zip(word, typed, strict=False):
        if here != there:
            break
        same += 1
    if same >= length - 1:
        return True  # at most the last letter is another one, or one too many
    rest = typed[same + 1 :]
    return (
        word.startswith(rest, same + 1)  # a wrong letter
        or word.startswith(rest, same)  # one too many
        or word.startswith(typed[same:], same + 1)  # one missing
        or (
            word[same : same + 2] == typed[same + 1] + typed[same]  # two changed places
            and word.startswith(typed[same + 2 :], same + 2)
        )
    )
