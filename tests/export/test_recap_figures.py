"""The recap's numbers: whole for the team; for partners nothing about fewer than five people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.kinds import EventKind
from organizer.domain.records import RecapPerson, RecapRecord, WorkshopFill
from organizer.export.recap_figures import (
    RecapFigures,
    kept_promises,
    partner_figures,
    safe_parts,
    team_figures,
)

START = datetime(2026, 11, 24, 19)


def people(count: int) -> tuple[RecapPerson, ...]:
    return tuple(RecapPerson(f"Person {number}") for number in range(count))


def evening(
    *,
    first: int = 7,
    back: int = 6,
    regulars: int = 25,
    going: int = 46,
    no_shows: int = 10,
    guests: int = 8,
    workshops: tuple[WorkshopFill, ...] = (),
    previous: tuple[tuple[str, int], ...] = (),
    minutes: tuple[int, ...] | None = None,
) -> RecapRecord:
    attended = first + back + regulars
    offsets = minutes if minutes is not None else tuple(i - 20 for i in range(attended))
    return RecapRecord(
        community="Riverside Makers",
        title="Loom night",
        kind=EventKind.MEETUP,
        starts=START,
        ends=START + timedelta(hours=2),
        timezone="Europe/Berlin",
        venue="Hall 3",
        capacity=50,
        invited=61,
        going=going,
        guests=guests,
        attended=attended,
        walk_ins=max(attended - going + no_shows, 0),
        first_timers=people(first),
        returning=people(back),
        regulars=regulars,
        no_shows=people(no_shows),
        attendees=people(attended),
        arrivals=tuple(START + timedelta(minutes=m) for m in sorted(offsets)),
        workshops=workshops,
        previous=previous,
    )


def details(figures: RecapFigures) -> dict[str, str]:
    return {figure.words: figure.number for figure in figures.details}


def test_the_team_sees_the_evening_as_it_was() -> None:
    figures = team_figures(evening())
    assert (figures.came.number, figures.came.words) == ("38", "came")
    assert figures.sentences == (
        "36 of the 46 who said yes came: 78 %.",
        "61 people were on the guest list, for 50 seats.",
    )
    assert details(figures) == {
        "for the first time": "7",
        "came back": "6",
        "regulars": "25",
        "walk-ins": "2",
        "did not come": "10",
        "extra guests": "8",
    }


def test_while_it_is_on_nobody_is_a_no_show() -> None:
    over = evening(no_shows=8)
    running = replace(over, no_shows=(), not_here_yet=over.no_shows)
    figures = team_figures(running)
    assert figures.sentences[0] == "38 of the 46 who said yes are here so far: 83 %."
    assert details(figures)["not here yet"] == "8" and "did not come" not in details(figures)
    assert partner_figures(running).details == partner_figures(over).details


def test_people_on_no_list_are_told_and_few_of_them_not_to_partners() -> None:
    many, few = replace(evening(), head_count=7), replace(evening(), head_count=4)
    words = "7 more people came who are on no list."
    assert team_figures(many).sentences[-1] == f"{words} 53 people were there."
    assert partner_figures(many).sentences[-1] == words
    assert "4 more people" in team_figures(few).sentences[-1]
    assert partner_figures(few).sentences == partner_figures(evening()).sentences


def test_the_team_is_told_who_has_paid_and_partners_are_not() -> None:
    record = replace(evening(), unpaid=9)
    ((words, bars),) = team_figures(record).answers
    assert words == "Has paid"
    assert [(bar.label, bar.value) for bar in bars] == [("Yes", "29"), ("Not yet", "9")]
    assert partner_figures(record).answers == () == team_figures(evening()).answers


def test_without_anybody_checked_in_nobody_kept_their_word() -> None:
    unknown = evening(first=0, back=0, regulars=0, no_shows=0)
    assert kept_promises(unknown) == 0
    assert team_figures(unknown).share_came == 0
    assert team_figures(unknown).sentences[0] == "46 people had said yes."


def test_nearly_everyone_is_not_everyone() -> None:
    record = evening(first=0, back=0, regulars=999, going=1000, no_shows=1)
    assert "99 %" in team_figures(record).sentences[0]


def test_arrivals_are_counted_in_spans_that_fit_the_paper() -> None:
    arrivals = team_figures(evening(minutes=(-3, -1, 0, 4, 5, 31))).arrivals
    assert arrivals is not None
    assert arrivals.first == START - timedelta(minutes=5)
    assert (arrivals.minutes, arrivals.counts) == (5, (2, 2, 1, 0, 0, 0, 0, 1))
    long = team_figures(evening(minutes=(0, 60 * 9, 60 * 30))).arrivals
    assert long is not None
    assert long.minutes == 60 and sum(long.counts) == 3 and len(long.counts) <= 40


def test_words_say_when_half_were_in_and_when_it_was_busiest() -> None:
    words = team_figures(evening(minutes=(-10, -9, -2, -1, 1, 7))).arrival_words
    assert words == "Half were in by 18:58. Busiest from 18:50 to 18:55: 2 people."


def test_workshops_are_measured_by_their_seats() -> None:
    bars = team_figures(
        evening(
            workshops=(
                WorkshopFill("Natural dyes", 14, 9, 9),
                WorkshopFill("Warping", 12, 12, 6),
                WorkshopFill("Mending", None, 8, 7),
            )
        )
    ).workshops
    assert [bar.value for bar in bars] == ["9 of 14", "6 of 12, 12 booked", "7 came, 8 booked"]
    assert [bar.share for bar in bars] == [9 / 14, 0.5, 7 / 14]


def test_evenings_before_are_compared_from_zero() -> None:
    bars = team_figures(evening(previous=(("Loom night, 3 Nov", 19), ("10 Nov", 76)))).previous
    assert [(bar.value, bar.share) for bar in bars] == [("19", 0.25), ("76", 1.0), ("38", 0.5)]


def test_an_empty_evening_has_numbers_too() -> None:
    record = evening(first=0, back=0, regulars=0, going=6, no_shows=6)
    for figures, came in ((team_figures(record), "0"), (partner_figures(record), "fewer than 5")):
        assert figures.came.number == came
        assert figures.arrivals is None and not figures.arrival_bars
    assert "6 people had said yes." in team_figures(record).sentences
    assert partner_figures(record).sentences == ()
    nobody = replace(record, going=0, no_shows=(), invited=0)
    assert team_figures(nobody).sentences == ("0 people were on the guest list, for 50 seats.",)


def test_partners_see_large_numbers_and_few_as_few() -> None:
    figures = partner_figures(evening(back=3, guests=2, regulars=28))
    assert figures.came.number == "38"
    assert details(figures) == {
        "for the first time": "7",
        "came back": "fewer than 5",
        "extra guests": "fewer than 5",
    }
    assert partner_figures(evening(first=2, back=0, regulars=2)).came.number == "fewer than 5"


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (evening(first=7, back=6, regulars=3), {"for the first time": "7"}),
        (evening(first=17, back=0, regulars=3), {"came back": "fewer than 5"}),
        (evening(first=0, back=17, regulars=3), {"for the first time": "fewer than 5"}),
        (evening(first=8, back=3, regulars=0), {"came back": "fewer than 5"}),
    ],
)
def test_a_number_is_left_out_where_the_rest_would_be_few(
    record: RecapRecord, told: dict[str, str]
) -> None:
    assert details(partner_figures(replace(record, guests=0))) == {
        **told,
        "extra guests": "fewer than 5",
    }


def test_a_workshop_that_all_but_one_joined_is_left_out() -> None:
    fills = tuple(WorkshopFill(title, 40, 0, n) for title, n in (("A", 37), ("B", 20), ("C", 2)))
    bars = partner_figures(evening(workshops=fills)).workshops
    assert [(bar.label, bar.value) for bar in bars] == [
        ("B", "20 of 40"),
        ("C", "fewer than 5 of 40"),
    ]


def test_who_came_is_not_told_where_the_gap_to_who_said_yes_is_few() -> None:
    figures = partner_figures(evening(going=40, no_shows=2))
    assert figures.sentences == ()
    assert figures.share_came is None
    safe = partner_figures(evening(going=46, no_shows=8, first=7, back=6, regulars=25))
    assert safe.sentences == ("38 of the 46 who said yes came: 83 %.",)


def test_partners_see_arrivals_in_spans_of_five_people_at_least() -> None:
    minutes = (-50, -20, -18, -14, -12, -5, -4, -3, -2, -1, 1, 2, 3, 4, 9, 40)
    bars = partner_figures(evening(first=0, back=0, regulars=16, minutes=minutes)).arrival_bars
    assert [(bar.label, bar.value) for bar in bars] == [
        ("18:00 to 19:00", "10"),
        ("19:00 to 19:45", "6"),
    ]


few = st.integers(0, 12)
fills = st.builds(
    WorkshopFill, st.text(max_size=5), st.none() | st.integers(1, 20), st.integers(0, 20), few
)
evenings = st.builds(
    evening,
    first=few,
    back=few,
    regulars=few,
    going=st.integers(0, 30),
    no_shows=few,
    guests=few,
    workshops=st.lists(fills, max_size=4).map(tuple),
    previous=st.lists(st.tuples(st.just("before"), few), max_size=3).map(tuple),
    minutes=st.none() | st.lists(st.integers(-90, 90), max_size=40).map(tuple),
)


def is_few(count: int) -> bool:
    return 1 <= count <= 4


@given(evenings)
def test_no_number_for_partners_tells_of_fewer_than_five(record: RecapRecord) -> None:
    figures = partner_figures(record)
    values = [figures.came.number, *(figure.number for figure in figures.details)]
    values += [bar.value.split(" of ")[0] for bar in figures.workshops]
    values += [bar.value for bar in (*figures.previous, *figures.arrival_bars)]
    counts = [int(value.split()[0]) for value in values if value[0].isdigit()]
    assert all(count >= 5 for count in counts)
    for bar in (*figures.workshops, *figures.previous):
        assert (bar.share is None) == bar.value.startswith("fewer than 5")
    assert figures.arrivals is None and figures.arrival_words == ""


@given(evenings)
def test_nor_does_any_difference_of_two_of_them(record: RecapRecord) -> None:
    figures = partner_figures(record)
    if not figures.came.number.isdigit():
        assert not any(word in details(figures) for word in ("for the first time", "came back"))
        assert not figures.arrival_bars and not figures.sentences
        return
    total = record.attended
    kinds = [int(f.number) for f in figures.details[:-1] if f.number.isdigit()]
    filled = [int(b.value.split()[0]) for b in figures.workshops if b.share is not None]
    spans = [int(bar.value) for bar in figures.arrival_bars]
    for parts in (kinds, filled, spans):
        for size in range(1, len(parts) + 1):
            for some in combinations(parts, size):
                assert not is_few(total - sum(some))
    if figures.sentences:
        assert not is_few(abs(total - record.going))
    if figures.share_came is not None:
        came = round(figures.share_came * record.going)
        gaps = (came, record.going - came, abs(total - came))
        assert not any(map(is_few, gaps))


@given(st.integers(0, 40), st.lists(few, max_size=5))
def test_safe_parts_keep_what_they_can(total: int, parts: list[int]) -> None:
    told = safe_parts(total, parts)
    assert not any(is_few(parts[index]) for index in told)
    rest = total - sum(parts)
    if rest >= 0 and not any(map(is_few, (total, rest, *parts))):
        assert told == set(range(len(parts)))
