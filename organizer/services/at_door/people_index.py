"""Finds whom a name typed at the door means, the likely ones first, within one frame of a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import GuestRow
from organizer.domain.searching import WordIndex, search_words

FoldedPeople = list[tuple[str, GuestRow]]
"""Everyone whom a name can mean at a door, each with the folded name."""
_AT_A_TIME = 256
"""How many names are looked at before asking whether there are enough."""
_LIKELIEST = (
    RegistrationStatus.GOING,
    RegistrationStatus.MAYBE,
    RegistrationStatus.INVITED,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.DECLINED,
    RegistrationStatus.CANCELLED,
)


class PeopleIndex:
    """Everyone whom a name can mean at a door, found while somebody types.

    `people` pairs each row with its folded name, in the order of `people_for_door`, which is kept
    between equals. Who has which word is remembered: the next letter narrows only that.
    """

    def __init__(self, people: FoldedPeople) -> None:
        self._people = people
        folded = [text for text, _row in people]
        self._texts = [f" {text}" for text in folded]
        self._ranks = bytearray(_rank(row) for _text, row in people)
        self._words = WordIndex(folded)
        self._hits: dict[str, Sequence[int]] = {}

    def put(self, number: int, row: GuestRow) -> None:
        """Replace what is known of the person at this place, such as that they are here now."""
        self._people[number] = (self._people[number][0], row)
        self._ranks[number] = _rank(row)

    def find(self, typed: str, most: int = 8) -> list[GuestRow]:
        """Return the likely ones for what was typed, in any order of the parts of a name.

        Beginnings of names come first, then middles, then names that differ by one typing
        mistake; of these guests before others, who has not come yet before who has, and by what
        they answered.
        """
        words = search_words(typed)
        self._hits = {word: self._with_word(word) for word in words}
        if not words:
            return []
        found = self._likeliest_first(self._with_all(words))
        likely = list(islice(self._beginning(words, found), most))
        if len(likely) < most:
            said = set(likely)
            middles = (number for number in found if number not in said)
            likely += islice(middles, most - len(likely))
        if len(likely) < most:
            said = set(likely)
            near = (n for n in self._likeliest_first(self._near(words)) if n not in said)
            likely += islice(near, most - len(likely))
        return [self._people[number][1] for number in likely]

    def _with_word(self, word: str) -> Sequence[int]:
        if word in self._hits:
            return self._hits[word]
        begun = [hits for typed, hits in self._hits.items() if word.startswith(typed)]
        return self._having(word, min(begun, key=len, default=range(len(self._texts))))

    def _with_all(self, words: Sequence[str]) -> Sequence[int]:
        """Return who has all these words of what is typed; everyone where there are none."""
        if not words:
            return range(len(self._texts))
        rarest, *others = sorted(words, key=self._count)
        numbers = self._hits[rarest]
        for word in others:
            numbers = self._having(word, numbers)
        return numbers

    def _near(self, words: Sequence[str]) -> Sequence[int]:
        """Return who has all words in their name, one of them with a mistake."""
        numbers: list[int] = []
        for word in words:
            rest = self._with_all([other for other in words if other != word])
            near = self._words.near(word) if rest else ()
            numbers += (number for number in rest if number in near) if near else ()
        return sorted(set(numbers)) if len(words) > 1 else numbers

    def _beginning(self, words: Sequence[str], numbers: Sequence[int]) -> Iterator[int]:
        """Yield those in whose name every word begins a part, looking no further than needed."""
        for start in range(0, len(numbers), _AT_A_TIME):
            some: Sequence[int] = numbers[start : start + _AT_A_TIME]
            for word in words:
                some = self._having(f" {word}", some)
            yield from some

    def _having(self, part: str, numbers: Sequence[int]) -> list[int]:
        texts = map(self._texts.__getitem__, numbers)
        return [number for number, text in zip(numbers, texts, strict=True) if part in text]

    def _likeliest_first(self, numbers: Sequence[int]) -> list[int]:
        return sorted(numbers, key=self._ranks.__getitem__)

    def _count(self, word: str) -> int:
        return len(self._hits[word])


def find_people(people: FoldedPeople, typed: str, most: int = 8) -> list[GuestRow]:
    """Return the likely ones for what was typed, once; keep a `PeopleIndex` to ask again."""
    return PeopleIndex(people).find(typed, most)


def _rank(row: GuestRow) -> int:
    """Return 0 for the likeliest: on the list before others, not here yet before here.

    Of those on the list who are not here, who is going stands before who declined.
    """
    is_here = row.arrived_at is not None
    if row.registration_id == 0 or row.status is None:
        return len(_LIKELIEST) + 1 + is_here
    return len(_LIKELIEST) if is_here else _LIKELIEST.index(row.status)
