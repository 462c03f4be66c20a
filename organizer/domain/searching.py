"""Searching while somebody types: all texts are folded once, and a growing query narrows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from organizer.domain.names import fold


def search_words(typed: str) -> list[str]:
    """Return the folded words of a search, longest first, for these leave the fewest texts."""
    return sorted(set(fold(typed).split()), key=len, reverse=True)


class SearchIndex:
    """Folded texts, and the numbers of those that hold every word typed.

    It remembers what it found last: with each further letter only that is looked through.
    """

    def __init__(self, folded: Iterable[str]) -> None:
        self._texts = list(folded)
        self._typed = ""
        self._found: Sequence[int] = range(len(self._texts))

    def find(self, typed: str) -> list[int]:
        """Return the numbers of the texts that hold all words, in order; all if there are none."""
        wanted = fold(typed)
        if not wanted.startswith(self._typed):
            self._typed, self._found = "", range(len(self._texts))
        texts, found = self._texts, self._found
        for word in search_words(wanted):
            if word not in self._typed.split():
                found = [
                    n
                    for n, text in zip(found, map(texts.__getitem__, found), strict=True)
                    if word in text
                ]
        self._typed, self._found = wanted, found
        return list(found)
