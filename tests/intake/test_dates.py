"""Dates are read in every form that lists are written in, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.intake.dates import UnclearDate, UnreadableDate, read_date, read_dates

THE_DAY = date(2019, 5, 28)


@pytest.mark.parametrize(
    "text",
    [
        "2019-05-28",
        "2019/5/28",
        "2019-05-28 19:02",
        "2019-05-28T18:02:00.123Z",
        "2019-05-28T23:59:59+09:00",
        "2019/05/28 7:01:33 PM GMT+2",
        "2019-05-28 (Tue)",
        "20190528",
        "05/28/2019",
        "28/05/2019",
        "5/28/19",
        "5/28/19 22:28",
        "28.05.2019",
        "28. 5. 2019",
        "28.5.19",
        "28-05-2019",
        "28-May-19",
        "28 May 2019",
        "May 28, 2019",
        "May 28th, 2019",
        "May 28, 2019 7:02 PM",
        "Tuesday, May 28, 2019",
        "Tue, 28 May 2019 19:02:00 +0200",
        "28. Mai 2019",
        "mardi 28 mai 2019",
        "28 de mayo de 2019",
        "28 maj 2019",
        "28 мая 2019",
        "2019年5月28日",
        "2019年5月28日",
        "令和元年5月28日",
        "2019. 5. 28.",
        "28/5/2562",
        "๒๘/๕/๒๕๖๒",
        "1559066520000",
        "1559066520",
        "43613",
        "43613.79",
    ],
)
def test_every_form_of_one_day(text: str) -> None:
    assert read_date(text) == THE_DAY


@pytest.mark.parametrize(
    "text", ["", "  ", "0/0/00", "00/00/0000", "0000-00-00 00:00:00", "0", "never", "N/A", "-", "–"]
)
def test_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["31/31/2019", "30 February 2019", "2019-02-30", "2019", "soon", "May 2019", "12:30",
     "5/6/2019 - 7/6/2019", "0600 123 456", "፩ may 2019", "9" * 5000, "may " * 5000],
)  # fmt: skip
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert isinstance(read_date(text), UnreadableDate)


def test_two_digit_years() -> None:
    assert read_date("5-Apr-10") == date(2010, 4, 5)
    assert read_date("5-Apr-88") == date(1988, 4, 5)


def test_a_column_decides_for_what_could_be_two_days() -> None:
    assert read_dates(["01/02/2015", "04/24/2014"])[0] == date(2015, 1, 2)
    assert read_dates(["01/02/2015", "24/04/2014"])[0] == date(2015, 2, 1)
    assert read_dates(["01-02-15 10:00", "24/04/2014"])[0] == date(2015, 2, 1)


def test_the_column_goes_before_the_order_asked_for() -> None:
    assert read_dates(["01/02/2015", "04/24/2014"], "dmy")[0] == date(2015, 1, 2)


@pytest.mark.parametrize(
    "others",
    [[], ["04/24/2014", "24/04/2014"], ["2014-04-24"], ["24-Apr-14"], ["24.04.2014"], ["5/5/2019"]],
)
def test_where_the_column_does_not_decide_the_order_asked_for_does(others: list[str]) -> None:
    unclear = UnclearDate(dmy=date(2019, 6, 5), mdy=date(2019, 5, 6))
    assert read_dates(["5/6/19", *others])[0] == unclear
    assert read_dates(["5/6/19", *others], "dmy")[0] == date(2019, 6, 5)
    assert read_dates(["5/6/19", *others], "mdy")[0] == date(2019, 5, 6)


def test_the_same_day_either_way_and_dots_are_not_in_question() -> None:
    assert read_date("5/5/2019") == date(2019, 5, 5)
    assert read_date("5.6.2019") == date(2019, 6, 5)


FORMS = ["%Y-%m-%d", "%d.%m.%Y", "%d-%b-%y", "%B %d, %Y", "%d %B %Y", "%Y年%m月%d日", "%Y%m%d"]
days = st.dates(date(1970, 1, 1), date(2049, 12, 31))


@given(days, st.sampled_from(FORMS))
def test_a_day_written_is_the_day_read(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == day


@given(days)
def test_a_spreadsheet_serial_is_its_day(day: date) -> None:
    assert read_date(str((day - date(1899, 12, 30)).days)) == day


@given(st.lists(days, min_size=1), st.sampled_from(["dmy", "mdy"]))
def test_a_column_in_one_order_is_never_misread(column: list[date], order: str) -> None:
    form = "%d/%m/%Y" if order == "dmy" else "%m/%d/%Y"
    for day, read in zip(column, read_dates([day.strftime(form) for day in column]), strict=True):
        assert read == day or (isinstance(read, UnclearDate) and day in (read.dmy, read.mdy))


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read_date(text), date | UnclearDate | UnreadableDate | None)
