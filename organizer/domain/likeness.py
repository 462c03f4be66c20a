"""Who may be in the list twice: pairs of people, the reasons, and how much these weigh.

Nothing here decides anything: a pair is a question to a person. The rules, in words:

- Two signs that have nothing to do with each other, such as one name and one phone, are strong.
- The same name in full is likely, unless many bear it or one system knows both by ids of its own.
- Another spelling, a slip of the finger, initials, a short form or a part of a name are only
  possible by themselves.
- What people of one household share, an address or a phone, is never more than possible by itself,
  only a faint question between two who have a name in common, as a family has, and no reason at all
  where three or more share it. Faint questions come last, and not too many at once.

Nicknames that are no beginning of a name (Bob for Robert) are not known here: any table of them
would know one language and be wrong in the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import combinations, product
from typing import TypeVar

from organizer.domain.alike_names import (
    NameLikeness,
    Words,
    compare_names,
    initials_beside,
    name_keys,
    name_words,
    spelled,
)
from organizer.domain.phones import is_same_phone, phone_key

_Key = TypeVar("_Key", bound=Hashable)
Step = Callable[[int, int], None]
"""Called with how much is done, of how much; it may raise to stop."""

_MOST_BY_NAME = 3
"""As many may bear a name before it says nothing by itself: three people called Kim are usual."""
_MOST_IN_BLOCK = 80
"""People who share a key beyond this are not compared by it; it is a word that everybody has."""
_HOUSEHOLD = 6
"""As many may share an address or phone before it is a club's or a school's."""
_LEAST_ID = 5
"""Letters of an id from which it is no accident that two systems have the same."""
_MOST_FAINT = 200
"""Faint questions asked at once; as these are answered, others take their place."""
_STEP_EVERY = 2_000
_PARTS = 64
"""Keys are kept in so many parts: to make room for more of them, or to let go of them, takes as long
for all as for the largest, and meanwhile nothing else can be done."""


class Strength(IntEnum):
    """How much the reasons of a pair weigh together."""

    FAINT = 0
    """Two of one family name at one address, say: most often they are what they seem."""
    POSSIBLE = 1
    LIKELY = 2
    STRONG = 3


class Sign(StrEnum):
    """One reason why two people may be one."""

    SAME_NAME = "same-name"
    OTHER_ORDER = "other-order"
    OTHER_SPELLING = "other-spelling"
    ONE_SLIP = "one-slip"
    INITIALS = "initials"
    SHORT_FORM = "short-form"
    PART_OF_NAME = "part-of-name"
    SAME_ADDRESS = "same-address"
    SAME_PHONE = "same-phone"
    SAME_ID = "same-id"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sign, and what it was seen in: an address, a phone, an id; empty for names."""

    sign: Sign
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a person is compared by."""

    id: int
    names: tuple[str, ...]
    """As they are stored; the present one first, then those they had before."""
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    """Other system and id there."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two people who may be one; `one` is the lower id. The weightiest reason comes first."""

    one: int
    other: int
    reasons: tuple[Reason, ...]
    strength: Strength


def _no_step(_done: int, _total: int) -> None:
    """Report progress to nobody."""


def likely_duplicates(
    people: Sequence[Traits],
    *,
    apart: Iterable[tuple[int, int]] = (),
    step: Step = _no_step,
) -> list[Likeness]:
    """Return the pairs that may be one person, strongest first.

    `apart` are pairs of ids, the lower one first, that are known to be two people.
    """
    known = _Known(people, step)
    two_people = set(apart)
    found = []
    pairs = known.pairs(step)
    done, total = 0, sum(map(len, pairs.values()))
    for one in sorted(pairs):
        # Let go of one by one: thrown away all at once they would hold up the window.
        for other in sorted(pairs.pop(one)):
            if done % _STEP_EVERY == 0:
                step(done, total)
            done += 1
            is_open = (one, other) not in two_people
            if is_open and (likeness := known.judged(one, other)) is not None:
                found.append(likeness)
    step(total, total)
    found.sort(key=lambda one: -one.strength)
    faint = sum(one.strength is Strength.FAINT for one in found)
    return found[: len(found) - max(0, faint - _MOST_FAINT)]


class _Known:
    """Everyone, by whatever two of them can have in common."""

    def __init__(self, people: Sequence[Traits], step: Step) -> None:
        self._people = {person.id: person for person in people}
        self._words: dict[int, list[Words]] = {}
        for number, person in enumerate(people):
            if number % _STEP_EVERY == 0:
                step(0, len(people))
            self._words[person.id] = [words for name in person.names if (words := name_words(name))]
        self._addresses = _sharing((one.id, map(str.casefold, one.addresses)) for one in people)
        self._phones = _sharing((one.id, map(phone_key, one.phones)) for one in people)
        self._ids = _sharing(
            (one.id, (number for _system, number in one.ids if len(number) >= _LEAST_ID))
            for one in people
        )
        self._bearers = _sharing(
            (member, (tuple(sorted(words)) for words in names))
            for member, names in self._words.items()
        )
        self._spelled = _sharing(
            (member, map(spelled, names)) for member, names in self._words.items()
        )

    def pairs(self, step: Step) -> dict[int, set[int]]:
        """Return by id whom each is worth comparing with: those of a higher id with any key in common."""
        blocks = [defaultdict[Hashable, list[int]](list) for _ in range(_PARTS)]
        every = (words for names in self._words.values() for words in names)
        initials = {each for words in every for each in initials_beside(words)}
        for number, (member, names) in enumerate(self._words.items()):
            if number % _STEP_EVERY == 0:
                step(0, len(self._people))
            for key in {key for words in names for key in name_keys(words, initials)}:
                blocks[hash(key) % _PARTS][key].append(member)
        found: dict[int, set[int]] = defaultdict(set)
        while blocks:
            _add_pairs(found, blocks.pop().values())
        for shared in (self._addresses, self._phones, self._ids, self._bearers, self._spelled):
            _add_pairs(found, shared.values())
        return found

    def judged(self, one_id: int, other_id: int) -> Likeness | None:
        """Return what speaks for two ids being one person, or None for too little."""
        one, other = self._people[one_id], self._people[other_id]
        alike, bearers = self._names_alike(one_id, other_id)
        shared = tuple(self._shared(one, other))
        strength = _weighed(alike, bearers, shared, _is_told_apart(one, other))
        if strength is None:
            return None
        names = (Reason(_SIGN_OF_NAMES[alike]),) if alike in _SIGN_OF_NAMES else ()
        return Likeness(one_id, other_id, (*names, *(reason for reason, _few in shared)), strength)

    def _names_alike(self, one_id: int, other_id: int) -> tuple[NameLikeness, int]:
        """Return how alike two people's names are at best, and how many bear the commoner name."""
        best, bearers = NameLikeness.NONE, 0
        for mine, theirs in product(self._words[one_id], self._words[other_id]):
            alike = compare_names(mine, theirs)
            if alike > best:
                best = alike
                bearers = max(self._bearing(each) for each in (mine, theirs))
                if alike is NameLikeness.SPELLING:
                    bearers = len(self._spelled[spelled(mine)])
        return best, bearers

    def _bearing(self, words: Words) -> int:
        """Return how many bear a name that somebody bears."""
        return len(self._bearers.get(tuple(sorted(words)), ())) or 1

    def _shared(self, one: Traits, other: Traits) -> Iterator[tuple[Reason, bool]]:
        """Return what both have, and whether nobody else has it too."""
        theirs = {address.casefold() for address in other.addresses}
        for address in one.addresses:
            if (key := address.casefold()) in theirs and len(self._addresses[key]) <= _HOUSEHOLD:
                yield Reason(Sign.SAME_ADDRESS, address), len(self._addresses[key]) == 2
        for mine, phone in product(one.phones, other.phones):
            if is_same_phone(mine, phone):
                members = self._phones[phone_key(mine)]
                if len(members) <= _HOUSEHOLD:
                    yield Reason(Sign.SAME_PHONE, mine), len(members) == 2
        numbers = {number for _system, number in other.ids}
        for system, number in one.ids:
            if len(number) >= _LEAST_ID and number in numbers and (system, number) not in other.ids:
                yield Reason(Sign.SAME_ID, number), len(self._ids[number]) == 2


_SIGN_OF_NAMES = {
    NameLikeness.SAME: Sign.SAME_NAME,
    NameLikeness.SAME_SHORT: Sign.SAME_NAME,
    NameLikeness.OTHER_ORDER: Sign.OTHER_ORDER,
    NameLikeness.SPELLING: Sign.OTHER_SPELLING,
    NameLikeness.SLIP: Sign.ONE_SLIP,
    NameLikeness.LOOSE_SLIP: Sign.ONE_SLIP,
    NameLikeness.SHORT_FORM: Sign.SHORT_FORM,
    NameLikeness.INITIALS: Sign.INITIALS,
    NameLikeness.PART: Sign.PART_OF_NAME,
    NameLikeness.ONE_WORD: Sign.PART_OF_NAME,
}
_FULL = frozenset({NameLikeness.SAME, NameLikeness.OTHER_ORDER})
_NEARLY_FULL = _FULL | {
    NameLikeness.SAME_SHORT,
    NameLikeness.SPELLING,
    NameLikeness.SLIP,
    NameLikeness.LOOSE_SLIP,
}
_NEEDS_MORE = frozenset({NameLikeness.LOOSE_SLIP, NameLikeness.ONE_WORD})
"""Alike in a way that says nothing without an address or phone in common."""


def _weighed(
    alike: NameLikeness,
    bearers: int,
    shared: Sequence[tuple[Reason, bool]],
    is_told_apart: bool,
) -> Strength | None:
    """Weigh what names and the rest say together; None is not worth a question."""
    if alike in (NameLikeness.NONE, NameLikeness.FAMILY):
        if not any(is_only_theirs for _reason, is_only_theirs in shared):
            return None
        return Strength.POSSIBLE if alike is NameLikeness.NONE else Strength.FAINT
    if shared:
        return Strength.STRONG if alike in _NEARLY_FULL else Strength.LIKELY
    if alike in _NEEDS_MORE or bearers > _MOST_BY_NAME:
        return None
    if alike in _FULL and bearers == 2 and not is_told_apart:
        return Strength.LIKELY
    return None if is_told_apart and alike not in _FULL else Strength.POSSIBLE


def _is_told_apart(one: Traits, other: Traits) -> bool:
    """Whether a system knows both, as two: it may be right, or they may have two accounts there."""
    return bool({system for system, _id in one.ids} & {system for system, _id in other.ids})


def _sharing(keys: Iterable[tuple[int, Iterable[_Key]]]) -> dict[_Key, set[int]]:
    """Return who has each key that several have; empty keys are nobody's."""
    found: dict[_Key, set[int]] = defaultdict(set)
    for member, values in keys:
        for value in values:
            if value:
                found[value].add(member)
    return {key: members for key, members in found.items() if len(members) > 1}


def _add_pairs(found: dict[int, set[int]], blocks: Iterable[Collection[int]]) -> None:
    """Note whom to compare with whom, the higher id under the lower; large blocks say nothing."""
    for members in blocks:
        if 1 < len(members) <= _MOST_IN_BLOCK:
            for one, other in combinations(sorted(set(members)), 2):
                found[one].add(other)
