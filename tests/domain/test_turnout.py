"""The estimate of how many come: it learns from each person, and is honest about what it knows."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.turnout import Expected, Kept, likely_range, own_chance, usual_chance

people = st.builds(Expected, st.floats(0, 1), st.integers(1, 4))


@given(st.lists(people, max_size=40))
def test_the_range_lies_between_nobody_and_everybody(going: list[Expected]) -> None:
    low, high = likely_range(going)
    assert 0 <= low <= high <= sum(one.seats for one in going)


@given(st.lists(people, max_size=30))
def test_asking_for_more_certainty_widens_the_range(going: list[Expected]) -> None:
    low, high = likely_range(going, 0.5)
    lower, higher = likely_range(going, 0.95)
    assert lower <= low and high <= higher


def test_certain_people_make_a_certain_number() -> None:
    assert likely_range([Expected(1.0, 2), Expected(1.0), Expected(0.0)]) == (3, 3)
    assert likely_range([]) == (0, 0)


def test_four_of_five_evenings_lie_in_the_range() -> None:
    chance = random.Random(7)
    going = [Expected(chance.uniform(0.3, 0.95), chance.choice((1, 1, 1, 2))) for _ in range(40)]
    low, high = likely_range(going)
    inside = 0
    for _ in range(2000):
        came = sum(one.seats for one in going if chance.random() < one.chance)
        inside += low <= came <= high
    assert 0.8 <= inside / 2000 <= 0.93


def test_many_people_are_reckoned_like_few() -> None:
    few = [Expected(0.7)] * 300
    low, high = likely_range(few)
    near_low, near_high = likely_range([*few, Expected(0.0)])
    assert abs(low - near_low) <= 1 and abs(high - near_high) <= 1


def test_a_person_is_judged_by_their_own_history_as_it_grows() -> None:
    usual = 0.75
    assert own_chance(Kept(0, 0), usual) == usual
    assert own_chance(Kept(20, 20), usual) > 0.95
    assert own_chance(Kept(20, 2), usual) < 0.25
    assert own_chance(Kept(1, 0), usual) > 0.5  # one evening at home says little


def test_without_history_three_of_four_are_expected() -> None:
    assert usual_chance([]) == 0.75
    assert usual_chance([Kept(1000, 500)]) < 0.51
