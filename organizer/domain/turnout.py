"""How many will really come: each person by what became of their own yes before, as a range."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from statistics import NormalDist

_FIRST_GUESS, _FIRST_WEIGHT = 0.75, 8
"""Where a community has no history yet, three of four come; it counts like so many yeses."""
_OWN_WEIGHT = 3
"""So many yeses of the community's usual kind are added to a person's own."""
_MOST_EXACT = 300
"""Of more people than these the sum is as good as normally distributed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of yeses: how often said, and how often they came."""

    said: int
    came: int


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is going, with the people they bring."""

    chance: float
    """From 0 to 1 that they come; 1 for who is here."""
    seats: int = 1
    """They and their extra guests, who come with their host or not at all."""


def usual_chance(history: Iterable[Kept]) -> float:
    """Return the share of a community's yeses that are kept, from 0 to 1."""
    said = came = 0
    for one in history:
        said += one.said
        came += min(one.came, one.said)
    return (came + _FIRST_GUESS * _FIRST_WEIGHT) / (said + _FIRST_WEIGHT)


def own_chance(history: Kept, usual: float) -> float:
    """Return one person's chance: their own share, drawn toward the usual one while it is short."""
    return (min(history.came, history.said) + usual * _OWN_WEIGHT) / (history.said + _OWN_WEIGHT)


def likely_range(people: Sequence[Expected], share: float = 0.8) -> tuple[int, int]:
    """Return from how many to how many come, so that it is so in `share` of such evenings.

    What lies below and what lies above are each at most half of the rest. People decide by
    themselves, so that the number who come is a sum of independent chances.
    """
    tail = (1 - share) / 2
    if len(people) > _MOST_EXACT:
        return _normal_range(people, tail)
    chances = _distribution(people)
    return _quantile(chances, tail), len(chances) - 1 - _quantile(chances[::-1], tail)


def _distribution(people: Sequence[Expected]) -> list[float]:
    """Return the chance of each number of people from 0 to all of them."""
    chances = [1.0]
    for one in people:
        longer = [chance * (1 - one.chance) for chance in chances] + [0.0] * one.seats
        for number, chance in enumerate(chances):
            longer[number + one.seats] += chance * one.chance
        chances = longer
    return chances


def _quantile(chances: Sequence[float], tail: float) -> int:
    """Return the largest number below which there is no more than the tail."""
    below = 0.0
    for number, chance in enumerate(chances):
        below += chance
        if below > tail + 1e-12:
            return number
    return len(chances) - 1


def _normal_range(people: Sequence[Expected], tail: float) -> tuple[int, int]:
    mean = sum(one.chance * one.seats for one in people)
    spread = sqrt(sum(one.chance * (1 - one.chance) * one.seats**2 for one in people))
    reach = NormalDist().inv_cdf(1 - tail) * spread
    most = sum(one.seats for one in people)
    return max(0, floor(mean - reach + 0.5)), min(most, ceil(mean + reach - 0.5))
