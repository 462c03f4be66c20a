"""`history import`: its JSON, its words on people's screens, and its refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import Organizer
from tests.evenings import shared_data


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """A folder with a small past."""
    folder = tmp_path / "past"
    folder.mkdir()
    for name, text in {
        "a.csv": "id,name,time,colour\n7,Knit night,2019-05-14 19:00,red\n8,Dye day,5/6/19 10:00,\n",
        "b.csv": "id,name,joined\n1,Ana Lima,2018-01-02\n2,Bo,\n",
        "c.csv": "event_id,member_id,response,guests\n7,1,yes,2\n7,2,no,0\n99,2,no,0\n",
    }.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_a_folder_becomes_the_past_once(riverside: Organizer, past: Path) -> None:
    done = riverside("history", "import", past, "--json").json
    assert list(done)[:4] == ["events", "members", "registrations", "problems"]
    assert (done["events"], done["members"], done["registrations"]) == (1, 2, 2)
    assert done["added"] == {"events": 1, "members": 2, "registrations": 2}
    assert [(problem["file"], problem["row"]) for problem in done["problems"]] == [
        ("a.csv", 3),
        ("c.csv", 4),
    ]
    assert done["not_taken"] == [{"file": "a.csv", "columns": ["colour"]}]
    [event] = riverside("events", "list", "--json").json
    assert (event["title"], event["starts"], event["going"], event["attended"]) == (
        "Knit night",
        "2019-05-14T19:00",
        3,
        0,
    )
    again = riverside("history", "import", past, "--json").json
    assert again["events"] == 1
    assert again["added"] == {"events": 0, "members": 0, "registrations": 0}


def test_dates_can_be_said_and_a_dry_run_writes_nothing(riverside: Organizer, past: Path) -> None:
    tried = riverside("history", "import", past, "--dates", "dmy", "--dry-run")
    assert tried.out == "2 events, 2 members, 2 answers; new: 2, 2, 2\n"
    assert "c.csv:4: No table has the event “99”" in tried.err
    assert "a.csv: not taken: colour" in tried.err
    assert riverside("info", "--json").json["events"] == 0
    riverside("history", "import", past, "--dates", "dmy")
    starts = {row["starts"] for row in riverside("events", "list", "--json").json}
    assert starts == {"2019-05-14T19:00", "2019-06-05T10:00"}


def test_no_folder_is_refused(riverside: Organizer, tmp_path: Path) -> None:
    refused = riverside("history", "import", tmp_path / "nowhere", code=1)
    assert "no folder" in refused.err
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no table" in riverside("history", "import", empty, code=1).err


def test_montana(riverside: Organizer) -> None:
    path = shared_data("meetup/montana_anon")
    done = riverside("history", "import", path, "--json").json
    assert (done["events"], done["members"], done["registrations"]) == (1391, 1757, 10416)
    assert done["problems"] == []
    assert done["timezones"] == ["America/Denver"]
    info = riverside("info", "--json").json
    assert (info["events"], info["members"], info["registrations"]) == (1391, 1757, 10416)
