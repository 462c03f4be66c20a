"""Days and times as people type them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.drafts import EventDraft
from organizer.ui.events.day_field import in_words
from organizer.ui.events.plan_fields import when_in_words
from organizer.ui.events.when import (
    end_as_typed,
    read_clock,
    read_day,
    read_day_before,
    read_end,
    read_last_day,
)

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", SUNDAY),
        ("Tomorrow", date(2026, 11, 23)),
        ("fri", date(2026, 11, 27)),
        ("sunday", date(2026, 11, 29)),
        ("24 nov", date(2026, 11, 24)),
        ("Nov 24, 2027", date(2027, 11, 24)),
        ("1 march", date(2027, 3, 1)),
        ("Tue 24 Nov 2026", date(2026, 11, 24)),
        ("24.11.", date(2026, 11, 24)),
        ("3.2.2027", date(2027, 2, 3)),
        ("2026-12-01", date(2026, 12, 1)),
        ("second Saturday in January", date(2027, 1, 9)),
        ("1st sat of dec", date(2026, 12, 5)),
        ("last monday in may 2028", date(2028, 5, 29)),
        ("fourth Friday in November", date(2026, 11, 27)),
        ("second Friday in November", date(2027, 11, 12)),
    ],
)
def test_a_day(typed: str, meant: date) -> None:
    assert read_day(typed, SUNDAY) == meant


@pytest.mark.parametrize("typed", ["", "f", "30 feb", "someday", "24", "2026-13-01", "3/4/2027"])
def test_what_is_no_day_or_could_be_two(typed: str) -> None:
    assert read_day(typed, SUNDAY) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Thursday", date(2028, 1, 6)),
        ("sat", date(2028, 1, 1)),
        ("2 days before", date(2028, 1, 6)),
        ("the day before", date(2028, 1, 7)),
        ("a week before", date(2028, 1, 1)),
        ("5 jan", date(2028, 1, 5)),
        ("27 Dec", date(2027, 12, 27)),
        ("3 Jan 2027", date(2027, 1, 3)),
        ("tomorrow", date(2026, 11, 23)),
        ("soon", None),
    ],
)
def test_a_day_before_an_event(typed: str, meant: date | None) -> None:
    assert read_day_before(typed, date(2028, 1, 8), SUNDAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("June", date(2027, 6, 30)),
        ("end of feb 2028", date(2028, 2, 29)),
        ("december", date(2026, 12, 31)),
        ("November", date(2026, 11, 30)),
        ("24 june", date(2027, 6, 24)),
        ("fri", date(2026, 11, 27)),
        ("never", None),
    ],
)
def test_a_last_day(typed: str, meant: date | None) -> None:
    assert read_last_day(typed, SUNDAY) == meant


@given(st.dates(date(1970, 1, 1), date(2200, 12, 31)))
def test_a_day_written_out_is_read_back(day: date) -> None:
    assert read_day(in_words(day), SUNDAY) == day
    assert read_day_before(in_words(day), SUNDAY, SUNDAY) == day
    assert read_last_day(in_words(day), SUNDAY) == day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("19", time(19)),
        ("1930", time(19, 30)),
        ("7:30 pm", time(19, 30)),
        ("12 am", time(0)),
        ("9.15", time(9, 15)),
        ("24:00", None),
        ("19:60", None),
        ("13 pm", None),
        ("soon", None),
    ],
)
def test_a_time_of_day(typed: str, meant: time | None) -> None:
    assert read_clock(typed) == meant


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("21:30", timedelta(hours=2, minutes=30)),
        ("01:00", timedelta(hours=6)),
        ("2h", timedelta(hours=2)),
        ("1.5 h", timedelta(minutes=90)),
        ("2h 15", timedelta(minutes=135)),
        ("90 min", timedelta(minutes=90)),
        ("18:00 +2", timedelta(hours=47)),
    ],
)
def test_an_end_is_a_time_or_a_length(typed: str, after: timedelta) -> None:
    starts = datetime(2026, 11, 24, 19)
    assert read_end(typed, starts) == starts + after


def test_a_night_on_which_the_clocks_change_has_its_true_length() -> None:
    night, zone_name = datetime(2027, 3, 28), "Europe/Berlin"
    starts = night.replace(hour=1)
    assert read_end("2h", starts, zone_name) == night.replace(hour=4)
    plan = EventDraft(starts=starts, ends=night.replace(hour=5), timezone=zone_name)
    assert when_in_words(plan) == "Sunday, 28 March 2027, 01:00 to 05:00 (3 h)"
    plan.starts = night.replace(hour=2, minute=30)
    assert when_in_words(plan) == (
        "Sunday, 28 March 2027, 03:30 to 05:00 (1 h 30 min). The clocks go forward then: 02:30 "
        "does not exist that night; 03:30 is meant."
    )


@given(
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)),
    st.integers(min_value=1, max_value=60 * 24 * 20),
)
def test_an_end_written_out_is_read_back(starts: datetime, minutes: int) -> None:
    starts = starts.replace(second=0, microsecond=0)
    ends = starts + timedelta(minutes=minutes)
    assert read_end(end_as_typed(starts, ends), starts) == ends
