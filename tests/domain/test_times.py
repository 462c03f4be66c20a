"""Wall times and the instants they stand for, also where a clock is changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.errors import UserError
from organizer.domain.times import (
    instant,
    months_between,
    read_time,
    span_in_words,
    wall_time,
    write_time,
    zone,
    zone_names,
)

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")
walls = st.datetimes(datetime(1975, 1, 1), datetime(2100, 1, 1)).map(
    lambda wall: wall.replace(microsecond=0)
)


def test_a_time_that_a_clock_change_skips_means_as_much_later() -> None:
    skipped = datetime(2026, 3, 29, 2, 30)
    assert instant(skipped, "Europe/Berlin") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert wall_time(instant(skipped, "Europe/Berlin"), "Europe/Berlin").hour == 3


def test_a_time_that_a_clock_change_repeats_means_its_first_round() -> None:
    twice = datetime(2026, 10, 25, 2, 30)
    assert instant(twice, "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(walls, st.sampled_from(ZONES))
def test_a_wall_time_comes_back_except_where_the_clock_skips_it(wall: datetime, name: str) -> None:
    back = wall_time(instant(wall, name), name)
    assert back == wall or timedelta(0) < back - wall <= timedelta(hours=1)


@given(st.datetimes(datetime(1975, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_an_instant_shown_on_a_wall_stays_the_same_instant(moment: datetime) -> None:
    for name in ZONES:
        assert instant(wall_time(moment, name), name) == moment


@given(walls)
def test_times_are_written_as_they_are_read(wall: datetime) -> None:
    assert read_time(write_time(wall)) == wall
    assert len(write_time(wall.replace(second=0))) == len("2026-11-24T19:00")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "24.11.2026 19:00",
        "2026-11-24",
        "2026-11-24T19:00Z",
        "2026-11-24T19:00+01:00",
    ],
)
def test_what_is_no_wall_time_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match=r"2026-11-24T19:00\.$"):
        read_time(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "1969-12-31T23:59", "9999-12-31T23:59"])
def test_a_year_that_no_event_is_in_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="out of reach; use 1970 to 2200"):
        read_time(text)


@pytest.mark.parametrize("name", ["", "Berlin", "Europe/Nowhere", "../../etc/passwd", "a\0b"])
def test_an_unknown_zone_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(UserError, match="There is no time zone"):
        zone(name)


def test_zones_to_choose_from_are_places() -> None:
    assert {"Europe/Berlin", "America/Argentina/Buenos_Aires"} <= set(zone_names())
    assert not [name for name in zone_names() if name.startswith("Etc/")]


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        ((2026, 1, 31), (2026, 2, 28), 0),
        ((2026, 1, 31), (2026, 3, 31), 2),
        ((2025, 11, 24), (2026, 11, 24), 12),
        ((2026, 3, 24), (2026, 11, 23), 7),
    ],
)
def test_whole_months(
    earlier: tuple[int, int, int], later: tuple[int, int, int], months: int
) -> None:
    assert months_between(datetime(*earlier), datetime(*later)) == months


def test_a_night_ends_by_the_clock_and_a_weekend_by_the_day() -> None:
    start = datetime(2026, 11, 24, 19, 0)
    assert span_in_words(start, datetime(2026, 11, 25, 1, 0)) == "19:00 to 01:00"
    assert span_in_words(start, datetime(2026, 11, 26, 12, 0)) == "19:00 to 26 Nov 2026 12:00"
