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
    assert (skipped["outcome"], skipped["day"]) == ("skipped", "2099-12-08")
    assert "has no uid any more" in riverside("events", "unskip", skipped["uid"], code=1).err
    assert _days(riverside, series) == (["2099-12-01", "2099-12-15", "2099-12-22"], ["2099-12-08"])
    uid = riverside("events", "unskip", series, "2099-12-08", "--json").json["uid"]
    assert riverside("events", "show", uid, "--json").json["starts"] == "2099-12-08T19:00"
    assert _days(riverside, series)[1] == []
    refused = riverside("events", "unskip", series, "2099-12-08", code=1)
    assert refused.err.startswith("2099-12-08 is not left out.")
    said = riverside("events", "skip", uid).out
    assert f"events unskip {series} 2099-12-08" in said
    riverside("events", "unskip", series)
    assert _days(riverside, series)[1] == []
    assert "which DAY" in riverside("events", "unskip", series, code=1).err
    assert "which DAY" in riverside("events", "skip", series, code=2).err
    assert "(1 Dec 2099, 19:00);" in riverside("guests", "list", series, code=1).err
    assert "no date on 2099-12-09" in riverside("events", "skip", series, "2099-12-09", code=1).err
    assert "no day" in riverside("events", "skip", series, "Tuesday", code=1).err


def test_a_date_that_people_know_of_is_cancelled_and_reinstated(
    riverside: Organizer, series: str
) -> None:
    riverside("members", "add", "--name=Ana")
    uid = riverside("events", "dates", series, "--json").json["dates"][1]["uid"]
    riverside("guests", "add", uid, "Ana", "--status=going")
    assert riverside("events", "skip", uid, "--json").json["outcome"] == "cancelled"
    listed = riverside("events", "list").out.splitlines()
    assert [line.split()[-1] for line in listed] == ["status", "0", "cancelled", "0", "0"]
    assert "Loom night (cancelled)" in riverside("events", "show", uid).out
    assert riverside("events", "unskip", uid, "--json").json == {"uid": uid}
    assert riverside("events", "cancel", uid, "--json").json == {"uid": uid, "sequence": 3}
    assert riverside("events", "reinstate", uid, "--json").json == {"uid": uid, "sequence": 4}
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


def test_a_whole_series_is_changed_and_called_off_by_its_uid(
    riverside: Organizer, series: str
) -> None:
    uids = [one["uid"] for one in riverside("events", "dates", series, "--json").json["dates"]]
    riverside("members", "add", "--name=Ana")
    riverside("guests", "add", uids[1], "Ana", "--status=going")
    rule = ("--repeat=FREQ=WEEKLY;INTERVAL=2;COUNT=3", "--scope=following", "--json")
    changed = riverside("events", "change", uids[0], *rule)
    off = {"uid": uids[1], "title": "Loom night", "starts": "2099-12-08T19:00"}
    assert changed.json["cancelled"] == [off]
    assert "“Loom night” on 8 Dec 2099, so it is cancelled" in changed.err
    last = riverside("events", "dates", series, "--json").json["dates"][-1]
    riverside("events", "change", last["uid"], "--starts=2099-12-29T20:00", "--scope=following")
    said = riverside("events", "change", series[:8], "--venue=Barn", "--json")
    assert said.json == {"uid": uids[0], "sequence": said.json["sequence"]}
    assert "since 29 Dec 2099 is a series of its own" in said.err
    riverside("events", "cancel", series)
    status = {row["uid"]: row["status"] for row in riverside("events", "list", "--json").json}
    assert status == {uids[0]: "cancelled", uids[1]: "cancelled", last["uid"]: "planned"}
    assert "Nothing is to come" in riverside("events", "cancel", series, code=1).err
