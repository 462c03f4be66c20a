"""Seats: never more than there are, and a waitlist that moves strictly in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.seats import Waiting, has_room, promoted, seats_of

lines = st.lists(st.integers(0, 5), max_size=12).map(
    lambda guests: [Waiting(number, plus) for number, plus in enumerate(guests)]
)


@given(st.integers(1, 30), st.integers(0, 40), lines)
def test_the_waitlist_moves_in_order_and_never_over_capacity(
    capacity: int, taken: int, waitlist: list[Waiting]
) -> None:
    moved = list(promoted(capacity, taken, waitlist))
    assert moved == waitlist[: len(moved)], "nobody passes another"
    after = taken + sum(seats_of(one.plus) for one in moved)
    if moved:
        assert after <= capacity
    if len(moved) < len(waitlist):
        assert not has_room(capacity, after, waitlist[len(moved)].plus), "no seat is left empty"


@given(lines)
def test_without_a_capacity_nobody_waits(waitlist: list[Waiting]) -> None:
    assert list(promoted(None, 10**6, waitlist)) == waitlist


def test_extra_guests_take_seats_too() -> None:
    assert has_room(3, 1, 1)
    assert not has_room(3, 1, 2)
