"""Events that repeat, from the command line: rule 13."""

from __future__ import annotations

from pathlib import Path

from icalendar import Calendar

from tests.command_line import Organizer


def repeated(run: Organizer, rule: str = "FREQ=MONTHLY;BYDAY=1TU;COUNT=4") -> tuple[str, list[str]]:
    words = ("--kind=meetup", "--title=Loom night", "--starts=2099-12-01T19:00", "--minutes=120")
    made = run("events", "add", *words, "--venue=Mill", "--repeat", rule, "--json").json
    assert made.keys() == {"series", "uids"}
    return made["series"], made["uids"]


def test_a_series_is_planned_listed_and_stands_for_its_dates(
    riverside: Organizer, tmp_path: Path
) -> None:
    series, uids = repeated(riverside)
    listed = riverside("events", "list", "--json").json
    assert [row["uid"] for row in listed] == uids
    assert {row["series"] for row in listed} == {series}
    assert listed[1]["starts"] == "2100-01-05T19:00"
    for name in ("Ana", "Bo"):
        riverside("members", "add", "--name", name, "--email", f"{name.lower()}@x.org")
    added = riverside("guests", "add", series, "Ana", "--json").json
    assert added == {"registered": 4, "waitlisted": 0, "already": 0}
    riverside("guests", "add", uids[2], "Bo")
    written = riverside("invites", series[:8], "--out", "post", "--json").json
    assert [(one["email"], one["method"], one["sequence"]) for one in written] == [
        ("ana@x.org", "REQUEST", 0),
        ("bo@x.org", "REQUEST", 0),
    ]
    whole, some = (Calendar.from_ical(Path(tmp_path, one["ics"]).read_bytes()) for one in written)
    (master,), (date,) = whole.walk("VEVENT"), some.walk("VEVENT")
    assert master["UID"] == date["UID"] == series
    assert "RRULE" in master and "RECURRENCE-ID" in date
    assert riverside("invites", series, "--out", "again", "--json").json == []
    assert riverside("calendar", series, "--out", "c.ics", "--json").json == {"events": 4}
    assert b"RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=1TU" in (tmp_path / "c.ics").read_bytes()


def test_scopes_and_the_next_one(riverside: Organizer) -> None:
    _series, uids = repeated(riverside)
    riverside("questions", "ask", uids[0], "Diet?", "--scope=all")
    (diet,) = riverside("questions", "list", uids[3], "--json").json
    assert diet["wording"] == "Diet?"
    changed = riverside(
        "events", "change", uids[2], "--starts=2100-02-02T20:00", "--scope=following", "--json"
    ).json
    assert changed == {"uid": uids[2], "sequence": 1}
    starts = [row["starts"][-5:] for row in riverside("events", "list", "--json").json]
    assert starts == ["19:00", "19:00", "20:00", "20:00"]
    riverside("events", "cancel", uids[0], "--scope=all")
    left = riverside("events", "list", "--json").json
    assert [(row["uid"], row["status"]) for row in left if row["uid"] in uids[:2]] == [
        (uids[0], "cancelled")
    ]
    uid = riverside("events", "again", uids[3], "--json").json["uid"]
    assert riverside("events", "show", uid, "--json").json["starts"] == "2100-04-06T20:00"


def test_what_is_no_rule_is_refused_in_a_sentence(riverside: Organizer) -> None:
    words = ("--kind=meetup", "--title=X", "--starts=2099-12-01T19:00", "--minutes=120")
    for rule in ("FREQ=HOURLY", "every tuesday", "FREQ=DAILY;COUNT=2;UNTIL=21000101"):
        ran = riverside("events", "add", *words, "--repeat", rule, code=1)
        assert len(ran.err.splitlines()) == 1
    assert riverside("events", "list", "--json").json == []
