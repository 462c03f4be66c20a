"""One evening by the command line alone, on a real group's member list of ten years."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.services.at_door.door_pictures import codes_in_files
from tests.command_line import Organizer

CRUG = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "meetup" / "crug"
SHAPES = (
    "member_list_3606_us.xls",
    "member_list_3606_dmony.csv",
    "member_list_3606_long_utf16.csv",
)


@pytest.fixture
def lists() -> list[Path]:
    if not CRUG.is_dir():
        pytest.skip("the real member lists are not beside the project")
    return [CRUG / name for name in SHAPES]


def test_ten_years_of_a_group_and_one_evening(
    riverside: Organizer,
    tmp_path: Path,
    lists: list[Path],
) -> None:
    first = riverside("members", "import", lists[0], "--json").json
    assert (first["read"], first["added"], first["skipped"], first["problems"]) == (
        3606,
        3606,
        0,
        [],
    )
    for path in lists:
        again = riverside("members", "import", path, "--json").json
        assert (again["read"], again["unchanged"]) == (3606, 3606), path.name

    people = riverside("members", "list", "--json").json
    assert len(people) == 3606
    assert sum(person["attended"] for person in people) == 5017
    assert sum(1 for person in people if person["attended"] == 0) == 1804
    joined = sorted(person["joined_on"] for person in people)
    assert (joined[0], joined[-1]) == ("2010-04-05", "2019-05-29")

    meetup = riverside(
        "events", "add", "--kind=meetup", "--title=R night", "--starts=2026-11-24T18:30",
        "--minutes=120", "--capacity=40", "--venue=Library", "--json",
    ).json["uid"]  # fmt: skip
    often = sorted(people, key=lambda person: -person["attended"])[:45]
    new = next(person for person in people if person["attended"] == 0)
    chosen = [new["uid"], *(person["uid"] for person in often)]
    added = riverside("guests", "add", meetup, *chosen, "--status=going", "--json").json
    assert added == {"registered": 40, "waitlisted": 6, "already": 0}

    printed = riverside("badges", meetup, "--out=badges.pdf", "--json").json
    assert printed["badges"] == 40 and (tmp_path / "badges.pdf").stat().st_size > 10_000
    answers = riverside(
        "checkin", meetup, "--image=badges.pdf", "--now=2026-11-24T18:25", "--json"
    ).lines
    assert [answer["verdict"] for answer in answers] == ["welcome"] * 40
    greeted = {answer["member"]: answer["message"] for answer in answers}
    assert "First time" in greeted[new["uid"]]
    assert all(
        greeted[p["uid"]].endswith(("meetup.", "months.")) for p in often if p["uid"] in greeted
    )

    shown = riverside("events", "show", meetup, "--json").json
    assert (shown["attended"], shown["first_timers"], shown["waitlisted"]) == (40, 1, 6)
    recap = riverside("recap", meetup, "--out=recap.pdf", "--json").json
    assert recap["attended"] == 40
    assert riverside("info", "--json").json["attendances"] == 40


def test_the_whole_demo(organizer: Organizer, tmp_path: Path) -> None:
    played = organizer("demo", "--out=demo", "--json").json
    assert played["registered"] == 50 and 40 <= played["checked_in"] < 50
    names = {Path(file).name for file in played["files"]}
    assert {"riverside-makers.organizer", "badges.pdf", "recap.pdf", "calendar.ics"} <= names
    assert {
        f"{page}-{look}.png" for page in ("home", "people", "door") for look in ("light", "dark")
    } <= names
    assert all((tmp_path / file).stat().st_size for file in played["files"])
    assert "sign-in-sheet.pdf" in names
    on_badges = set(codes_in_files([tmp_path / "demo" / "badges.pdf"]))
    # Those who wait are on the sheet and have no badge.
    assert on_badges < set(codes_in_files([tmp_path / "demo" / "sign-in-sheet.pdf"]))
    info = organizer("--community=demo/riverside-makers.organizer", "info", "--json").json
    assert info["members"] == played["members"]
    again = organizer("demo", "--out=demo", "--json").json
    assert again["checked_in"] == played["checked_in"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("mine")
    organizer("demo", "--out=mine", code=1)
    assert (tmp_path / "mine" / "diary.txt").read_text() == "mine"
