"""Filling workshops: nobody too many, nobody twice at a time, nobody who could sit better."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.filling import Filling, Wishes, Workshop, fill, overlap

EVENING = datetime(2026, 11, 24, 19, 0)


def at(uid: str, free: int | None, begins: int = 0, lasts: int = 60) -> Workshop:
    """A workshop so many minutes into the evening."""
    starts = EVENING + timedelta(minutes=begins)
    return Workshop(uid, starts, starts + timedelta(minutes=lasts), free)


def got(filling: Filling, person: str) -> list[str]:
    return [place.workshop for place in filling.seats if place.person == person]


@st.composite
def evenings(draw: st.DrawFn) -> tuple[list[Workshop], list[Wishes]]:
    """Workshops at any time with few seats, and people with wishes, seats and guests."""
    spans = st.tuples(st.integers(0, 8), st.integers(1, 4))
    workshops = [
        at(f"w{number}", draw(st.none() | st.integers(0, 4)), begins * 15, lasts * 15)
        for number, (begins, lasts) in enumerate(draw(st.lists(spans, min_size=1, max_size=5)))
    ]
    uids = [one.uid for one in workshops]
    people = []
    for number in range(draw(st.integers(0, 8))):
        wanted = draw(st.lists(st.sampled_from(uids), unique=True))
        holds = draw(st.lists(st.sampled_from(uids), unique=True, max_size=1))
        people.append(
            Wishes(f"p{number}", tuple(wanted), frozenset(holds), draw(st.integers(1, 3)))
        )
    return workshops, people


@given(evenings())
def test_nobody_sits_where_there_is_no_seat_or_in_two_places(
    evening: tuple[list[Workshop], list[Wishes]],
) -> None:
    workshops, people = evening
    filling = fill(workshops, people, "seed")
    by_uid = {one.uid: one for one in workshops}
    seats = {one.person: one.seats for one in people}
    for workshop in workshops:
        taken = sum(seats[p.person] for p in filling.seats if p.workshop == workshop.uid)
        assert workshop.free is None or taken <= workshop.free
    for one in people:
        mine = [*one.holds, *got(filling, one.person)]
        assert len(set(mine)) == len(mine)
        for number, uid in enumerate(mine):
            assert not any(overlap(by_uid[uid], by_uid[other]) for other in mine[number + 1 :])


@given(evenings())
def test_nobody_could_change_to_a_free_seat_that_they_like_better(
    evening: tuple[list[Workshop], list[Wishes]],
) -> None:
    workshops, people = evening
    filling = fill(workshops, people, "seed")
    by_uid = {one.uid: one for one in workshops}
    seats = {one.person: one.seats for one in people}
    left = {
        one.uid: None
        if one.free is None
        else one.free - sum(seats[p.person] for p in filling.seats if p.workshop == one.uid)
        for one in workshops
    }
    for one in people:
        mine = got(filling, one.person)
        for rank, uid in enumerate(one.wanted):
            room = left[uid]
            if uid in mine or uid in one.holds or (room is not None and room < one.seats):
                continue
            # A free seat: then what they hold at that time is dearer to them, or was theirs before.
            in_the_way = [o for o in (*mine, *one.holds) if overlap(by_uid[o], by_uid[uid])]
            assert any(o in one.holds or one.wanted.index(o) < rank for o in in_the_way)


@given(evenings(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_nothing(
    evening: tuple[list[Workshop], list[Wishes]], chance: object
) -> None:
    workshops, people = evening
    again = list(people)
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert fill(workshops, again, "seed") == fill(workshops, people, "seed")


@given(evenings())
def test_who_waits_is_free_at_that_time_and_finds_no_seat(
    evening: tuple[list[Workshop], list[Wishes]],
) -> None:
    workshops, people = evening
    by_uid = {one.uid: one for one in workshops}
    wishes = {one.person: one for one in people}
    filling = fill(workshops, people, "seed")
    for place in filling.waiting:
        mine = [*wishes[place.person].holds, *got(filling, place.person)]
        assert not any(overlap(by_uid[place.workshop], by_uid[uid]) for uid in mine)


def test_first_wishes_come_before_second_ones() -> None:
    """Ten like knots most and would settle for dyeing; the one who likes dyeing most gets it."""
    crowd = [Wishes(f"p{number}", ("knots", "dyeing")) for number in range(10)]
    filling = fill([at("knots", 3), at("dyeing", 1)], [*crowd, Wishes("one", ("dyeing",))], "x")
    assert got(filling, "one") == ["dyeing"]
    assert len(filling.seats) == 4


def test_nobody_has_two_workshops_before_everybody_has_one() -> None:
    first, later = at("first", 1), at("later", 1, begins=60)
    people = [Wishes("a", ("first", "later")), Wishes("b", ("first", "later"))]
    filling = fill([first, later], people, "x")
    assert {len(got(filling, "a")), len(got(filling, "b"))} == {1}


def test_a_seat_that_somebody_has_is_kept_and_counts_as_their_first() -> None:
    first, later = at("first", None), at("later", 1, begins=60)
    people = [Wishes("has", ("later",), frozenset({"first"})), Wishes("new", ("later",))]
    filling = fill([first, later], people, "x")
    assert got(filling, "new") == ["later"]
    assert got(filling, "has") == []


def test_another_draw_can_favour_somebody_else() -> None:
    people = [Wishes("a", ("w",)), Wishes("b", ("w",))]
    winners = {fill([at("w", 1)], people, f"seed {n}").seats[0].person for n in range(20)}
    assert winners == {"a", "b"}


def test_guests_sit_with_their_host_or_not_at_all() -> None:
    filling = fill([at("w", 2)], [Wishes("family", ("w",), seats=3)], "x")
    assert not filling.seats
    assert [place.person for place in filling.waiting] == ["family"]
