"""`guests import`: its JSON, its words on people's screens, and its refusals."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.command_line import Organizer

LOOM = ("events", "add", "--kind=meetup", "--title=Loom night", "--starts=2026-11-24T19:00")


def test_an_attendee_list_becomes_the_guest_list(riverside: Organizer, tmp_path: Path) -> None:
    event = riverside(*LOOM, "--minutes=150", "--capacity=2", "--json").json["uid"]
    path = tmp_path / "guests.csv"
    path.write_text(
        "Name,Email,RSVP,Checked in at\nAna,a@x.org,Yes,2026-11-24 19:04:30\n"
        "Bo,b@x.org,Yes,\nCy,c@x.org,Yes,\nDi,d@x.org,No,\nEd,e@x.org,who knows,\n",
        "utf-8",
    )
    done = riverside("guests", "import", event, path, "--json")
    assert list(done.json)[:4] == ["read", "registered", "attended", "problems"]
    assert (done.json["read"], done.json["registered"], done.json["attended"]) == (5, 5, 1)
    (problem,) = done.json["problems"]
    assert (problem["file"], problem["row"]) == ("guests.csv", 6)
    rows = riverside("guests", "list", event, "--json").json
    assert [(row["name"], row["status"], row["arrived_at"]) for row in rows] == [
        ("Ana", "going", "2026-11-24T19:04:30"),
        ("Bo", "going", None),
        ("Cy", "waitlisted", None),
        ("Di", "declined", None),
        ("Ed", "invited", None),
    ]
    again = riverside("guests", "import", event, path, "--json").json
    assert (again["registered"], again["attended"]) == (0, 0)
    assert riverside("guests", "list", event, "--json").json == rows


def test_problems_are_told_beside_and_columns_can_be_named(
    riverside: Organizer, tmp_path: Path
) -> None:
    event = riverside(*LOOM, "--minutes=150", "--json").json["uid"]
    path = tmp_path / "guests.csv"
    path.write_text("Wer,Dabei,Da\nAna,ja,ja\nBo,jein,\nCy,nein,\n", "utf-8")
    refused = riverside("guests", "import", event, path, code=1)
    assert "--map name=COLUMN" in refused.err
    done = riverside(
        *("guests", "import", event, path),
        *("--map", "name=Wer", "--map", "answer=Dabei", "--map", "arrived=Da"),
    )
    assert done.out == "3 rows read: 3 registered, 1 arrived\n"
    assert "guests.csv:3: “jein”" in done.err


def test_a_list_for_no_event_changes_nothing(riverside: Organizer, tmp_path: Path) -> None:
    path = tmp_path / "guests.csv"
    path.write_text("Name\nAna\n", "utf-8")
    assert "no event" in riverside("guests", "import", "nowhere", path, code=1).err
    assert riverside("info", "--json").json["members"] == 0


def test_a_clock_without_a_day_is_read_around_the_start(
    riverside: Organizer, tmp_path: Path
) -> None:
    event = riverside(*LOOM, "--minutes=150", "--json").json["uid"]
    path = tmp_path / "guests.csv"
    path.write_text(
        "Name,Status,Eingecheckt um\nAna,zugesagt,19:05\nBo,zugesagt,0:30\n"
        "Cy,Checked in at 18:55,\nDi,No-show,\n",
        "utf-8",
    )
    done = riverside("guests", "import", event, path, "--json").json
    assert (done["registered"], done["attended"], done["problems"]) == (4, 3, [])
    rows = riverside("guests", "list", event, "--json").json
    assert [(row["name"], row["status"], row["arrived_at"]) for row in rows] == [
        ("Ana", "going", "2026-11-24T19:05"),
        ("Bo", "going", "2026-11-25T00:30"),
        ("Cy", "going", "2026-11-24T18:55"),
        ("Di", "going", None),
    ]


def test_some_sheets_of_a_workbook_are_read(riverside: Organizer, tmp_path: Path) -> None:
    event = riverside(*LOOM, "--minutes=150", "--json").json["uid"]
    book = Workbook()
    for title, name in {"Going": "Ana", "Declined": "Bo", "Last year": "Cy"}.items():
        sheet = book.create_sheet(title)
        for row in (["Name", "Email"], [name, f"{name}@x.org"]):
            sheet.append(row)
    book.save(tmp_path / "guests.xlsx")
    sheets = ("--sheet=Going", "--sheet", "Declined")
    riverside("guests", "import", event, tmp_path / "guests.xlsx", *sheets)
    rows = riverside("guests", "list", event, "--json").json
    assert [(row["name"], row["status"]) for row in rows] == [("Ana", "going"), ("Bo", "declined")]
