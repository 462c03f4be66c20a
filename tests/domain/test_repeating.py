"""Rules for repeating: read, refused, followed on the wall, moved, ended, and held by a form."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from time import process_time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.errors import UserError
from organizer.domain.moved_rules import moved, moved_whole
from organizer.domain.repeat_form import LAST, RepeatForm, Rhythm, form_of, rule_in_words
from organizer.domain.repeating import (
    MOST_DATES,
    Rule,
    dates_of,
    ended_before,
    first_dates,
    months_later,
    read_rule,
    repetition,
    rest_from,
)

ZONE = "Europe/Berlin"
TUESDAY = datetime(2026, 12, 1, 19)


def days(rule: str, starts: datetime = TUESDAY, most: int = 5) -> list[str]:
    return [f"{one:%y-%m-%d}" for one in first_dates(read_rule(rule, ZONE), starts, most)]


def test_rules_are_read_however_they_are_written() -> None:
    rule = read_rule(" rrule:freq=weekly;byday=tu;interval=2 ", ZONE)
    assert str(rule) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
    assert days("FREQ=MONTHLY;BYDAY=-1FR", most=2) == ["26-12-25", "27-01-29"]
    assert days("FREQ=WEEKLY;BYDAY=MO", most=1) == ["26-12-07"], "the first that fits"


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261215", "26-12-15"),
        ("20261215T190000", "26-12-15"),
        ("20261215T185959", "26-12-08"),
        ("20261215T180000Z", "26-12-15"),
        ("20261215T175959Z", "26-12-08"),
    ],
)
def test_an_end_is_a_day_a_wall_time_or_an_instant(until: str, last: str) -> None:
    assert days(f"FREQ=WEEKLY;UNTIL={until}")[-1] == last


def test_an_end_leaves_as_an_instant() -> None:
    assert read_rule("FREQ=DAILY;UNTIL=20270701", ZONE).in_utc(ZONE).endswith("20270701T215959Z")


@pytest.mark.parametrize(
    "text",
    [
        "", "weekly", "FREQ=", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=3", "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;COUNT=999999999999",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=3;UNTIL=20270101", "FREQ=DAILY;UNTIL=20271332",
        "FREQ=WEEKLY;BYDAY=1TU", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=DAILY;BYHOUR=3", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=-1", "FREQ=DAILY;COUNT=٣", "FREQ=DAILY;X-FOO=1", "FREQ=MONTHLY;BYDAY=0TU",
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match=r"\.$"):
        read_rule(text, ZONE)


def test_nobody_plans_for_ever() -> None:
    with pytest.raises(UserError, match="more than"):
        dates_of(read_rule("FREQ=DAILY;UNTIL=21990101", ZONE), TUESDAY)
    assert len(dates_of(read_rule(f"FREQ=DAILY;COUNT={MOST_DATES}", ZONE), TUESDAY)) == MOST_DATES


def test_a_rule_that_fits_nowhere_says_so_at_once() -> None:
    since = process_time()
    assert days("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30") == []
    assert process_time() - since < 1


def test_rare_dates_are_found_however_far_away() -> None:
    rare = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU"
    assert days(rare, most=2) == ["28-02-29", "56-02-29"]
    every_seventh = days(f"{rare};INTERVAL=7", datetime(2028, 2, 29), most=9)
    assert every_seventh == ["28-02-29", "56-02-29", "84-02-29"], "none after 2200"


def test_months_later_stays_in_the_month() -> None:
    assert months_later(datetime(2027, 1, 31), 1) == datetime(2027, 2, 28)
    assert months_later(datetime(2026, 12, 1), 12) == datetime(2027, 12, 1)


weekday_names = st.sampled_from("MO TU WE TH FR SA SU".split())
ends = st.sampled_from(["", ";COUNT=7", ";UNTIL=20270630", ";UNTIL=20270615T120000Z"])
texts = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}{}".format, st.integers(1, 5), ends),
    st.builds(
        lambda n, d, e: f"FREQ=WEEKLY;INTERVAL={n};BYDAY={','.join(d)}{e}",
        st.integers(1, 4),
        st.lists(weekday_names, min_size=1, unique=True),
        ends,
    ),
    st.builds(
        "FREQ=MONTHLY;BYDAY={}{}{}".format,
        st.sampled_from([1, 2, 4, 5, -1, -2]),
        weekday_names,
        ends,
    ),
    st.builds("FREQ=MONTHLY;BYDAY={};BYSETPOS={}".format, weekday_names, st.sampled_from([1, -1])),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}{}".format, st.sampled_from([1, 28, 31, -1]), ends),
    st.sampled_from(["FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=YEARLY;BYWEEKNO=20"]),
)
walls = st.datetimes(datetime(2026, 12, 1), datetime(2027, 3, 1)).map(
    lambda wall: wall.replace(second=0, microsecond=0)
)


@given(text=texts, starts=walls)
def test_dates_are_those_of_the_standard_and_survive_being_kept(
    text: str, starts: datetime
) -> None:
    rule = read_rule(text, ZONE)
    assert read_rule(str(rule), ZONE) == rule
    found = first_dates(rule, starts, 12)
    naive = str(rule)
    assert found == list(rrulestr(naive, dtstart=starts).xafter(starts, 12, inc=True))


@given(text=texts, starts=walls)
def test_a_form_gives_the_dates_of_the_rule_it_holds(text: str, starts: datetime) -> None:
    rule = read_rule(text, ZONE)
    form = form_of(rule, starts)
    if form is not None:
        assert first_dates(form.rule(), starts, 12) == first_dates(rule, starts, 12)
        assert form_of(form.rule(), starts) == form
    assert rule_in_words(rule, starts)


@given(text=texts, starts=walls, at=st.integers(0, 11))
def test_a_rule_split_at_a_date_gives_the_same_dates(text: str, starts: datetime, at: int) -> None:
    rule = read_rule(text, ZONE)
    every = first_dates(rule, starts, 12)
    if at < len(every):
        slot = every[at]
        ended = ended_before(rule, starts, slot)
        before = first_dates(ended, starts, 12)
        assert ended.until in before or not before, "the end is a real date"
        after = first_dates(rest_from(rule, starts, slot), slot, 12 - at)
        assert before + after == every


@given(text=texts, starts=walls, taken=st.sets(st.integers(0, 30)))
def test_some_dates_are_given_by_a_rule_and_what_it_skips(
    text: str, starts: datetime, taken: set[int]
) -> None:
    rule = read_rule(text, ZONE)
    until = months_later(starts, 12)
    every = dates_of(rule, starts, until if rule.is_endless else None)
    wanted = [one for number, one in enumerate(every) if number in taken]
    found = repetition(rule, starts, wanted, until)
    if found is None:
        assert not wanted
        return
    here = dates_of(found.rule, found.starts, until if found.rule.is_endless else None)
    assert [one for one in here if one not in found.skipped] == wanted == list(found.dates)


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,SU", "2026-12-02T20:00", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("FREQ=WEEKLY", "2026-12-03T19:00", "FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYDAY=1TU", "2026-12-10T19:00", "FREQ=MONTHLY;BYDAY=2TH"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-03T19:00", "FREQ=MONTHLY;BYMONTHDAY=3"),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", "2026-12-01T20:00", "FREQ=MONTHLY;BYDAY=1TU,3TU"),
        ("FREQ=DAILY;UNTIL=20270101", "2026-12-01T20:00", "FREQ=DAILY;UNTIL=20270101T235959"),
    ],
)
def test_a_rule_goes_along_with_its_dates(text: str, to: str, expected: str) -> None:
    assert str(moved(read_rule(text, ZONE), TUESDAY, datetime.fromisoformat(to))) == expected


def test_a_rule_that_ends_with_a_date_keeps_them_all_when_it_moves() -> None:
    """In July 2027 the first Thursday comes before the first Tuesday, elsewhere two days after."""
    first, to = datetime(2027, 5, 6, 19), datetime(2027, 5, 4, 19)
    rule = read_rule("FREQ=MONTHLY;BYDAY=1TH;UNTIL=20270701T190000", ZONE)
    found = first_dates(moved_whole(rule, first, first, to), to, 9)
    assert [f"{wall:%d %b}" for wall in found] == ["04 May", "01 Jun", "06 Jul"]


def test_a_rule_of_its_own_cannot_go_along_to_another_day() -> None:
    with pytest.raises(UserError, match="change this date alone"):
        moved(read_rule("FREQ=YEARLY;BYWEEKNO=20", ZONE), TUESDAY, TUESDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270630", "every first Tuesday of the month, until 30 June 2027"),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10", "every Tuesday and Thursday, 10 times"),
        ("FREQ=WEEKLY;INTERVAL=2", "every second Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "every 3 weeks on Tuesday"),
        ("FREQ=DAILY;COUNT=1", "every day, 1 time"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every last Friday of the month"),
        ("FREQ=MONTHLY;INTERVAL=2", "every 2 months on day 1"),
        ("FREQ=YEARLY", "every year on 1 December"),
        ("FREQ=YEARLY;BYWEEKNO=20", "by the rule FREQ=YEARLY;BYWEEKNO=20"),
        # As older files have it, whose series were split one second before a date.
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T185959", "every Tuesday, until 15 December 2026"),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule: str, words: str) -> None:
    assert rule_in_words(read_rule(rule, ZONE), TUESDAY) == words


def test_a_form_says_what_was_chosen() -> None:
    last = RepeatForm(Rhythm.MONTH_WEEKDAY, weekdays=(4,), nth=LAST, until=date(2027, 6, 30))
    assert str(last.rule()) == "FREQ=MONTHLY;UNTIL=20270630T235959;BYDAY=-1FR"
    split = form_of(read_rule("FREQ=WEEKLY;UNTIL=20261222T185959", ZONE), TUESDAY)
    assert split is not None and split.until == date(2026, 12, 15)
    assert RepeatForm(Rhythm.DAYS, 2, count=3).rule() == Rule("DAILY", 2, count=3)
