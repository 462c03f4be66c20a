"""Dates of a series left out, brought back and ended, and events that take place after all."""

from __future__ import annotations

import pytest

from tests.command_line import Organizer


@pytest.fixture
def series(riverside: Organizer) -> str:
    """Four Tuesdays; the uid of the series."""
    made = riverside(
        *("events", "add", "--kind=meetup", "--title=Loom night", "--starts=2099-12-01T19:00"),
        *("--minutes=120", "--repeat=FREQ=WEEKLY;COUNT=4", "--json"),
    ).json
    uid: str = made["series"]
    return uid


def _days(riverside: Organizer, series: str) -> tuple[list[str], list[str]]:
    found = riverside("events", "dates", series, "--json").json
    return [one["starts"][:10] for one in found["dates"]], [one[:10] for one in found["skipped"]]


def test_a_date_is_left_out_and_comes_back(riverside: Organizer, series: str) -> None:
    assert riverside("events", "dates", series, "--json").json["words"] == "every Tuesday, 4 times"
    skipped = riverside("events", "skip", series, "2099-12-08", "--json").json
    assert skipped["outcome"] == "skipped"
    assert _days(riverside, series) == (["2099-12-01", "2099-12-15", "2099-12-22"], ["2099-12-08"])
    uid = riverside("events", "unskip", series, "2099-12-08", "--json").json["uid"]
    assert riverside("events", "show", uid, "--json").json["starts"] == "2099-12-08T19:00"
    assert _days(riverside, series)[1] == []
    refused = riverside("events", "unskip", series, "2099-12-08", code=1)
    assert refused.err.startswith("2099-12-08 is not left out.")
    assert "no date on 2099-12-09" in riverside("events", "skip", series, "2099-12-09", code=1).err
    assert "no day" in riverside("events", "skip", series, "Tuesday", code=1).err


def test_a_date_that_people_know_of_is_cancelled_and_reinstated(
    riverside: Organizer, series: str
) -> None:
    riverside("members", "add", "--name=Ana")
    uid = riverside("events", "dates", series, "--json").json["dates"][1]["uid"]
    riverside("guests", "add", uid, "Ana", "--status=going")
    assert riverside("events", "skip", uid, "--json").json == {"uid": uid, "outcome": "cancelled"}
    assert riverside("events", "show", uid, "--json").json["status"] == "cancelled"
    assert riverside("events", "reinstate", uid, "--json").json == {"uid": uid, "sequence": 2}
    assert riverside("events", "show", uid, "--json").json["status"] == "planned"


def test_a_series_ends_and_its_dates_get_the_workshops_of_one(
    riverside: Organizer, series: str
) -> None:
    dates = riverside("events", "dates", series, "--json").json["dates"]
    riverside(
        *("events", "add", "--kind=workshop", "--title=Dyeing", "--part-of", dates[0]["uid"]),
        *("--starts=2099-12-01T19:00", "--minutes=60"),
    )
    assert riverside("workshops", "repeat", dates[0]["uid"], "--json").json == {"added": 3}
    assert riverside("workshops", "repeat", dates[0]["uid"], "--json").json == {"added": 0}
    [workshop] = riverside("events", "show", dates[2]["uid"], "--json").json["workshops"]
    assert (workshop["title"], workshop["starts"]) == ("Dyeing", "2099-12-15T19:00")
    ended = riverside("events", "end-series", dates[1]["uid"], "--json").json
    assert (ended["series"], ended["dates"]) == (series, 2)
    assert _days(riverside, series)[0] == ["2099-12-01", "2099-12-08"]


def test_what_does_not_repeat_is_said(riverside: Organizer) -> None:
    add = ("events", "add", "--kind=meetup", "--title=Once", "--starts=2099-12-01T19:00")
    riverside(*add, "--minutes=60")
    for words in (("dates", "Once"), ("skip", "Once"), ("end-series", "Once")):
        assert "“Once” does not repeat." in riverside("events", *words, code=1).err
    assert "“Once” does not repeat." in riverside("workshops", "repeat", "Once", code=1).err
