"""Each command of the contract: its words, its JSON keys, its exit codes."""

from __future__ import annotations

import csv
import json
import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.command_line import Organizer

LOOM = ("events", "add", "--kind=meetup", "--title=Loom night", "--starts=2026-11-24T19:00")


def add(organizer: Organizer, *names: str) -> list[str]:
    """Add members with an address each; return their uids."""
    return [
        organizer(
            "members", "add", "--json", f"--name={name}", f"--email={number}@example.org"
        ).json["uid"]
        for number, name in enumerate(names)
    ]


def plan(organizer: Organizer, *more: str) -> str:
    """Plan the loom night; return its uid."""
    uid: str = organizer(*LOOM, "--minutes=150", "--json", *more).json["uid"]
    return uid


def test_new_makes_a_community_and_refuses_an_existing_file(
    organizer: Organizer, tmp_path: Path
) -> None:
    made = organizer("new", "a.organizer", "--name=A", "--timezone=Asia/Tokyo", "--json").json
    assert made == {"uid": made["uid"], "name": "A", "timezone": "Asia/Tokyo"}
    before = (tmp_path / "a.organizer").read_bytes()
    again = organizer("new", "a.organizer", "--name=B", "--timezone=Asia/Tokyo", code=1)
    assert "exists already" in again.err and len(again.err.splitlines()) == 1
    assert (tmp_path / "a.organizer").read_bytes() == before


@pytest.mark.parametrize(
    "words", [("--name=A", "--timezone=Mars/Base"), ("--name= ", "--timezone=UTC")]
)
def test_new_with_bad_values_leaves_no_file(
    organizer: Organizer, tmp_path: Path, words: tuple[str, ...]
) -> None:
    organizer("new", "a.organizer", *words, code=1)
    assert not list(tmp_path.glob("a.organizer*"))


def test_the_community_opened_last_is_meant(organizer: Organizer) -> None:
    refused = organizer("info", code=1)
    assert "--community" in refused.err
    organizer("new", "a.organizer", "--name=A", "--timezone=UTC")
    organizer("new", "b.organizer", "--name=B", "--timezone=UTC")
    assert organizer("info", "--json").json["name"] == "B"
    assert organizer("--community", "a.organizer", "info", "--json").json["name"] == "A"
    assert organizer("info", "--json").json["name"] == "A"


def test_info_counts(riverside: Organizer) -> None:
    add(riverside, "Ana", "Bo")
    plan(riverside)
    riverside("guests", "add", "Loom night", "--all")
    assert riverside("info", "--json").json == {
        "name": "Riverside",
        "timezone": "Europe/Berlin",
        "members": 2,
        "events": 1,
        "registrations": 2,
        "attendances": 0,
    }
    assert riverside("info").out == (
        "Riverside (Europe/Berlin): 2 members, 1 event, 2 registrations, 0 attendances\n"
    )


def test_wrong_usage_exits_2(organizer: Organizer) -> None:
    organizer("dance", code=2)
    organizer("members", code=2)
    organizer("events", "add", code=2)
    organizer("guests", "add", "Loom night", code=2)
    organizer("guests", "add", "Loom night", "Ana", "--all", code=2)
    organizer("badges", "Loom night", code=2)
    organizer("members", "import", "a.csv", "--map=name", code=2)
    organizer("members", "add", "--name=--", code=2)
    assert "no file or folder" in organizer("history", "import", "", code=2).err


def test_every_command_says_what_its_words_mean(organizer: Organizer) -> None:
    for words in (["checkin"], ["badges"], ["guests", "add"], ["events", "show"]):
        assert "its exact title, its uid" in " ".join(organizer(*words, "--help").out.split())


def test_options_of_all_commands_may_stand_before_and_after_any_word(
    riverside: Organizer,
) -> None:
    riverside("new", "b.organizer", "--name=B", "--timezone=UTC")
    first = ("--community", "riverside.organizer", "--json")
    for words in (
        (*first, "members", "list"),
        ("members", *first, "list"),
        ("members", "list", *first),
    ):
        assert riverside(*words).json == []
    later = riverside(
        "--community=b.organizer", "info", "--community=riverside.organizer", "--json"
    )
    assert later.json["name"] == "Riverside"


def test_members_are_listed_searched_and_tagged(riverside: Organizer) -> None:
    riverside("members", "add", "--name=Łukasz Wójcik", "--tag=wood", "--tag=speaker")
    riverside("members", "add", "--name=-x", "--email=x@example.org")
    found = riverside("members", "list", "--search=lukasz", "--json").json
    assert [row["name"] for row in found] == ["Łukasz Wójcik"]
    assert set(found[0]) >= {
        "uid", "name", "emails", "tags", "joined_on", "attended", "last_attended",
    }  # fmt: skip
    assert sorted(found[0]["tags"]) == ["speaker", "wood"]
    assert [r["name"] for r in riverside("members", "list", "--tag=WOOD", "--json").json] == [
        "Łukasz Wójcik"
    ]
    assert riverside("members", "list", "--search=example.org", "--json").json[0]["name"] == "-x"


def test_members_go_out_and_come_back(riverside: Organizer, tmp_path: Path) -> None:
    names = [
        "=cmd|' /C calc'!A0",
        "'=x",
        "+46 70 123",
        "@SUM(A1)",
        "-",
        'John "J" Smith',
        "Smith, John",
    ]
    for name in names:
        riverside("members", "add", f"--name={name}", "--tag=a, b")
    assert riverside("members", "export", "all.csv", "--json").json == {"written": len(names)}
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    back = riverside("members", "import", "all.csv", "--json").json
    assert (back["read"], back["unchanged"], back["problems"]) == (len(names), len(names), [])
    riverside("new", "b.organizer", "--name=B", "--timezone=UTC")
    riverside("members", "import", "all.csv")
    listed = riverside("members", "list", "--json").json
    assert sorted(row["name"] for row in listed) == sorted(names)
    assert {tuple(row["tags"]) for row in listed} == {("a, b",)}


def test_members_export_as_contacts_and_json(riverside: Organizer, tmp_path: Path) -> None:
    add(riverside, "佐藤 花", "Smith, John; Esq")
    riverside("members", "export", "all.vcf")
    card = (tmp_path / "all.vcf").read_bytes().decode()
    assert card.count("BEGIN:VCARD\r\nVERSION:3.0") == 2 and "FN:佐藤 花" in card
    assert "FN:Smith\\, John\\; Esq" in card and "EMAIL:0@example.org" in card
    riverside("members", "export", "all.json")
    read = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert {row["name"] for row in read} == {"佐藤 花", "Smith, John; Esq"}
    assert "exists already" in riverside("members", "export", "all.json", code=1).err
    riverside("members", "export", "all.json", "--force")
    riverside("members", "export", "all.doc", code=1)


def test_dry_run_writes_nothing(riverside: Organizer, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name,Joined\nAna,5/6/19\nBo,13/6/2019x\n,\n", "utf-8")
    dry = riverside("members", "import", "list.csv", "--dry-run", "--json").json
    assert (dry["read"], dry["added"]) == (2, 2)
    assert {problem["row"] for problem in dry["problems"]} == {2, 3}
    assert riverside("members", "list", "--json").json == []
    riverside("members", "import", "list.csv", "--dates=mdy")
    joined = {r["name"]: r["joined_on"] for r in riverside("members", "list", "--json").json}
    assert joined["Ana"] == "2019-05-06"


def test_import_takes_a_mapping(riverside: Organizer, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Wer,Wo\nAna,Bonn\n", "utf-8")
    assert "--map" in riverside("members", "import", "list.csv", code=1).err
    assert (
        riverside("members", "import", "list.csv", "--map", "name=Wer", "--json").json["added"] == 1
    )


def test_events_are_planned_changed_and_cancelled(riverside: Organizer) -> None:
    uid = plan(riverside, "--venue=Hall 3", "--capacity=50")
    part = riverside(
        "events", "add", "--kind=workshop", "--title=Dyes", "--starts=2026-11-24T19:30",
        "--ends=2026-11-24T20:30", f"--part-of={uid[:8]}", "--json",
    ).json["uid"]  # fmt: skip
    rows = riverside("events", "list", "--json").json
    assert [row["uid"] for row in rows] == [uid, part]
    assert rows[0] | {"uid": ""} == {
        "uid": "", "kind": "meetup", "title": "Loom night", "starts": "2026-11-24T19:00",
        "ends": "2026-11-24T21:30", "timezone": "Europe/Berlin", "status": "planned",
        "capacity": 50, "going": 0, "waitlisted": 0, "attended": 0, "venue": "Hall 3",
        "part_of": None, "series": None,
    }  # fmt: skip
    changed = riverside("events", "change", uid, "--starts=2026-11-25T20:00:30", "--json").json
    assert changed == {"uid": uid, "sequence": 1}
    shown = riverside("events", "show", uid, "--json").json
    assert (shown["starts"], shown["ends"]) == ("2026-11-25T20:00:30", "2026-11-25T22:30:30")
    assert shown["counts"]["going"] == 0 and {"guests", "first_timers"} <= set(shown)
    assert riverside("events", "change", uid, "--title=Looms", "--json").json["sequence"] == 1
    assert riverside("events", "cancel", uid, "--json").json["sequence"] == 2
    assert {row["status"] for row in riverside("events", "list", "--json").json} == {"cancelled"}
    riverside("guests", "add", uid, "--all", code=1)


@pytest.mark.parametrize(
    "words",
    [
        ("--starts=yesterday", "--minutes=5"),
        ("--starts=2026-11-24T19:00+01:00", "--minutes=5"),
        ("--starts=2026-11-24", "--minutes=5"),
        ("--starts=9999-12-31T23:59", "--minutes=5"),
        ("--starts=2026-11-24T19:00", "--ends=2026-11-24T18:00"),
        ("--starts=2026-11-24T19:00", "--ends="),
        ("--starts=2026-11-24T19:00", "--minutes=0"),
        ("--starts=2026-11-24T19:00", "--minutes=5", "--capacity=0"),
        ("--starts=2026-11-24T19:00", "--minutes=5", "--part-of=nothing"),
    ],
)
def test_bad_plans_get_one_sentence(riverside: Organizer, words: tuple[str, ...]) -> None:
    refused = riverside("events", "add", "--kind=workshop", "--title=T", *words, code=1)
    assert len(refused.err.strip().splitlines()) == 1
    assert riverside("events", "list", "--json").json == []


def test_nobody_waits_where_there_is_no_capacity(riverside: Organizer) -> None:
    add(riverside, "Ana", "Bo", "Cem")
    uid = plan(riverside)
    riverside("guests", "add", uid, "Ana")
    riverside("guests", "set", uid, "Ana", "waitlisted")  # by hand, as an export may say it
    added = riverside("guests", "add", uid, "Bo", "Cem", "--status=going", "--json").json
    assert added == {"registered": 2, "waitlisted": 0, "already": 0}
    guests = riverside("guests", "list", uid, "--json").json
    assert [row["status"] for row in guests] == ["waitlisted", "going", "going"]


def test_minutes_are_minutes_also_when_the_clocks_change(riverside: Organizer) -> None:
    for starts, ends in (
        ("2027-03-28T01:30", "04:30"),
        ("2027-03-28T02:30", "05:30"),  # no clock shows it: an hour later
        ("2027-10-31T02:15", "03:15"),
        ("2027-10-31T01:15", "03:15"),  # 02:15 for the second time, which cannot be written
    ):
        uid = riverside(
            *("events", "add", "--kind=meetup", "--title=Night", f"--starts={starts}"),
            *("--minutes=120", "--json"),
        ).json["uid"]
        assert riverside("events", "show", uid, "--json").json["ends"] == f"{starts[:10]}T{ends}"


def test_minutes_of_what_repeats_are_those_of_the_clock_on_the_wall(riverside: Organizer) -> None:
    """A first night with an hour less or more is no measure for the others."""
    for first, second in (("2027-03-28", "2027-04-04"), ("2027-10-31", "2027-11-07")):
        uids = riverside(
            *("events", "add", "--kind=meetup", "--title=Night", f"--starts={first}T01:15"),
            *("--minutes=120", "--repeat=FREQ=WEEKLY;COUNT=2", "--json"),
        ).json["uids"]
        ends = [riverside("events", "show", uid, "--json").json["ends"] for uid in uids]
        assert ends == [f"{first}T03:15", f"{second}T03:15"]


def test_seats_by_example(riverside: Organizer) -> None:
    a, b, c = add(riverside, "Ana", "Bo", "Cem")
    uid = plan(riverside, "--capacity=2")
    assert riverside("guests", "add", uid, a, b, c, "--status=going", "--json").json == {
        "registered": 2, "waitlisted": 1, "already": 0,
    }  # fmt: skip
    assert riverside("guests", "add", uid, a, "--json").json["already"] == 1
    assert riverside("guests", "set", uid, "Ana", "declined", "--json").json == {
        "status": "declined", "promoted": [c],
    }  # fmt: skip
    assert riverside("guests", "set", uid, "Ana", "going", "--json").json["status"] == "waitlisted"
    riverside("events", "change", uid, "--capacity=3")
    guests = riverside("guests", "list", uid, "--json").json
    assert [(row["name"], row["status"]) for row in guests] == [
        ("Ana", "going"), ("Bo", "going"), ("Cem", "going"),
    ]  # fmt: skip
    assert set(guests[0]) >= {"member", "name", "status", "plus", "code", "arrived_at", "left_at"}
    riverside("guests", "add", uid, code=2)
    riverside("guests", "add", uid, a, "--all", code=2)


def test_invitations_are_written_once_and_again_after_a_change(
    riverside: Organizer, tmp_path: Path
) -> None:
    ana, bo = add(riverside, "Ana", "Bo")
    uid = plan(riverside, "--capacity=1")
    riverside("guests", "add", uid, ana, bo, "--status=going")
    first = riverside("invites", uid, "--out=out", "--json").json
    assert [(row["member"], row["method"], row["sequence"]) for row in first] == [
        (ana, "REQUEST", 0)
    ]
    calendar = Calendar.from_ical((tmp_path / first[0]["ics"]).read_bytes())
    assert calendar["METHOD"] == "REQUEST"
    assert Path(first[0]["ics"]).parent == Path(first[0]["eml"]).parent == Path("out")
    assert riverside("invites", uid, "--out=out", "--json").json == []
    riverside("events", "change", uid, "--title=Looms")
    assert riverside("invites", uid, "--out=out", "--json").json == []
    riverside("events", "change", uid, "--venue=Hall 4")
    assert [r["sequence"] for r in riverside("invites", uid, "--out=out", "--json").json] == [1]
    riverside("guests", "set", uid, ana, "cancelled")
    told = riverside("invites", uid, "--out=out", "--json").json
    assert {(row["member"], row["method"]) for row in told} == {(ana, "CANCEL"), (bo, "REQUEST")}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "Bo.ics").write_text("mine")
    riverside("invites", uid, "--out=mine", "--all", code=1)
    assert (tmp_path / "mine" / "Bo.ics").read_text() == "mine"


def test_badges_are_read_back_at_the_door(riverside: Organizer) -> None:
    ana, bo, cem = add(riverside, "Ana", "محمد الفاتح", "Cem")
    uid = plan(riverside)
    riverside("guests", "add", uid, ana, bo, "--status=going")
    riverside("guests", "add", uid, cem)
    printed = riverside("badges", uid, "--out=badges.pdf", "--stock=avery-5395", "--json").json
    assert printed == {"badges": 2, "pages": 1, "stock": "avery-5395"}
    night = ("checkin", uid, "--now=2026-11-24T19:04:05", "--station=Door A", "--json")
    answers = riverside(*night, "--image", "badges.pdf").lines
    assert {(row["member"], row["verdict"]) for row in answers} == {
        (ana, "welcome"),
        (bo, "welcome"),
    }
    assert answers[0]["at"] == "2026-11-24T19:04:05"
    assert set(answers[0]) >= {"code", "verdict", "member", "name", "message", "at"}
    assert [row["verdict"] for row in riverside(*night, "--image", "badges.pdf").lines] == [
        "already-in", "already-in",
    ]  # fmt: skip
    riverside("badges", uid, "--out=badges.pdf", code=1)
    assert riverside("badges", uid, "--out=one.pdf", "--only", "Cem", "--json").json["badges"] == 1
    assert "avery-l4785" in riverside("badges", "--stocks").out
    riverside("badges", uid, "--out=x.pdf", "--stock=papyrus", code=1)


def test_codes_are_answered_line_by_line(riverside: Organizer) -> None:
    add(riverside, "Ana", "Bo")
    uid = plan(riverside)
    riverside("guests", "add", uid, "--all", "--status=going")
    ana, bo = (row["code"] for row in riverside("guests", "list", uid, "--json").json)
    forged = ana[:-1] + ("C" if ana[-1] != "C" else "D")
    foreign = ana[0] + "".join("C" if letter != "C" else "D" for letter in ana[1:4]) + ana[4:]
    typed = "\n".join(
        (f"  {ana.lower()}\t", ana, "", forged, foreign, "https://example.org", "X" * 10_000, bo)
    )
    answers = riverside("checkin", uid, "--now=2026-11-24T19:00", "--json", stdin=typed).lines
    assert [row["verdict"] for row in answers] == [
        "welcome", "already-in", "forged", "not-ours", "not-ours", "not-ours", "welcome",
    ]  # fmt: skip
    typed_by_others = b"\xff\xfe\x00\x80\n" + f"{ana}\r{bo}\r\n\r".encode()
    noise = riverside("checkin", uid, "--now=2026-11-24T19:00", "--json", stdin=typed_by_others)
    assert [row["verdict"] for row in noise.lines] == ["not-ours", "already-in", "already-in"]
    for now, verdict in (("2026-11-24T15:59", "too-early"), ("2026-11-25T00:31", "over")):
        late = riverside("checkin", uid, f"--now={now}", "--json", stdin=bo)
        assert [row["verdict"] for row in late.lines] == [verdict]


def test_recap_for_the_team_and_for_partners(riverside: Organizer, tmp_path: Path) -> None:
    import pypdfium2

    add(riverside, "Wanda Unmistakable")
    uid = plan(riverside)
    riverside("guests", "add", uid, "--all", "--status=going")
    code = riverside("guests", "list", uid, "--json").json[0]["code"]
    riverside("checkin", uid, "--now=2026-11-24T19:00", stdin=code)
    riverside("guests", "add", uid, *add(riverside, "Late Larry"), "--status=going")
    texts = {}
    for audience, now in (("team", "20:00"), ("partners", "22:00")):
        said = (f"--out={audience}.pdf", f"--for={audience}", f"--now=2026-11-24T{now}")
        made = riverside("recap", uid, *said, "--json").json
        assert made["attended"] == 1 and made["pages"] >= 1
        with pypdfium2.PdfDocument(tmp_path / f"{audience}.pdf") as document:
            texts[audience] = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "Unmistakable" in texts["team"] and "Unmistakable" not in texts["partners"]
    assert "not here yet" in texts["team"] and "did not come" not in texts["team"]


def test_calendar_of_all_events_names_nobody(riverside: Organizer, tmp_path: Path) -> None:
    add(riverside, "Ana")
    uid = plan(riverside)
    riverside("guests", "add", uid, "--all")
    assert riverside("calendar", "--out=all.ics", "--json").json == {"events": 1}
    text = (tmp_path / "all.ics").read_text("utf-8")
    assert "Loom night" in text and "@example.org" not in text


@pytest.mark.parametrize("content", [b"", b"not a database", os.urandom(5000)])
def test_what_is_no_community_is_refused(
    organizer: Organizer, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "x.organizer").write_bytes(content)
    refused = organizer("--community=x.organizer", "members", "list", code=1)
    assert len(refused.err.strip().splitlines()) == 1 and "x.organizer" in refused.err
    assert (tmp_path / "x.organizer").read_bytes() == content
    assert "is a folder" in organizer("--community=.", "info", code=1).err


def test_what_an_event_is_about_reaches_its_guests(riverside: Organizer, tmp_path: Path) -> None:
    add(riverside, "Ana")
    plan(riverside, "--description=Bring yarn", "--url=https://example.org/a")
    riverside("events", "change", "Loom night", "--url=https://example.org/b")
    riverside("guests", "add", "Loom night", "--all")
    (written,) = riverside("invites", "Loom night", "--out=out", "--json").json
    (event,) = Calendar.from_ical((tmp_path / written["ics"]).read_bytes()).walk("VEVENT")
    assert (event["description"], event["url"]) == ("Bring yarn", "https://example.org/b")
    assert riverside("invites", "Loom night", "--out=out", "--json").json == []


def test_a_door_without_anybody_to_type_ends_at_once(riverside: Organizer, tmp_path: Path) -> None:
    plan(riverside)
    command = shlex.join([sys.executable, "-m", "organizer.app", "checkin", "Loom night"])
    done = subprocess.run(
        f"exec {command} --community {shlex.quote(str(tmp_path / 'riverside.organizer'))} <&-",
        shell=True,
        capture_output=True,
        env={**os.environ, "ORGANIZER_SETTINGS": str(tmp_path / "settings.json")},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_time_that_no_event_is_at_is_refused_at_the_door(riverside: Organizer) -> None:
    plan(riverside)
    refused = riverside("checkin", "Loom night", "--now=0001-01-01T00:00", code=1)
    assert refused.err == "The year 1 is out of reach; use 1970 to 2200.\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_answer_that_cannot_be_written_says_so(
    riverside: Organizer, tmp_path: Path, unbuffered: str
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full to stand for a full disk")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "organizer.app", "info", "--community=riverside.organizer"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env={
                **os.environ,
                "ORGANIZER_SETTINGS": str(tmp_path / "settings.json"),
                "PYTHONUNBUFFERED": unbuffered,
            },
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("The answer could not be written: ")


def test_a_full_disk_leaves_the_old_file(riverside: Organizer) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full to stand for a full disk")
    add(riverside, "Ana")
    refused = riverside("members", "export", "/dev/full/all.csv", code=1)
    assert "could not be written" in refused.err


def test_a_read_only_folder_gets_a_sentence(riverside: Organizer, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere")
    assert "locked" in riverside("calendar", "--out=locked/all.ics", code=1).err


def test_the_first_command_of_a_day_keeps_a_backup(riverside: Organizer, tmp_path: Path) -> None:
    add(riverside, "Ana")
    add(riverside, "Bo")
    copies = list((tmp_path / "riverside.organizer backups").iterdir())
    assert len(copies) == 1
    assert riverside("--community", copies[0], "members", "list", "--json").json == []
