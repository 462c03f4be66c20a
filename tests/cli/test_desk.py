"""What the desk at the door does beside scanning, on the command line."""

from __future__ import annotations

import pytest

from tests.command_line import Organizer

NOW = "--now=2199-01-07T19:05"


@pytest.fixture
def evening(riverside: Organizer) -> str:
    """A meetup with Ana going and Bo a member; its title."""
    for name in ("Ana", "Bo"):
        riverside("members", "add", "--name", name)
    riverside(
        *("events", "add", "--kind=meetup", "--title=Loom night", "--starts=2199-01-07T19:00"),
        "--minutes=120",
    )
    riverside("guests", "add", "Loom night", "Ana", "--status=going", "--plus=1")
    return "Loom night"


def _counts(run: Organizer, evening: str) -> tuple[int, int]:
    counts = run("door", "counts", evening, NOW, "--json").json
    return counts["inside"], counts["to_come"]


def test_people_come_by_name_bring_guests_and_leave(riverside: Organizer, evening: str) -> None:
    arrive = ("door", "arrive", evening, "Ana", "Bo", NOW, "--station=Garden", "--json")
    ana, bo = riverside(*arrive).json
    assert (ana["verdict"], ana["guests"], bo["verdict"]) == ("welcome", 1, "not-on-list")
    [bo] = riverside("door", "arrive", evening, "Bo", "--let-in", NOW, "--json").json
    assert bo["verdict"] == "welcome"
    assert _counts(riverside, evening) == (3, 0)
    assert riverside("door", "bring", evening, "Bo", "2", NOW, "--json").json == {"guests": 2}
    riverside("door", "bring", evening, "Bo", "-1", NOW)
    assert _counts(riverside, evening) == (4, 0)
    riverside("door", "leave", evening, "Ana", NOW)
    assert _counts(riverside, evening) == (2, 0)
    assert "is not in" in riverside("door", "leave", evening, "Ana", NOW, code=1).err
    last, *_before, first = riverside("door", "log", evening, "--json").json
    assert (last["name"], last["action"], last["at"]) == ("Ana", "left", "2199-01-07T19:05:00")
    assert (first["name"], first["verdict"], first["guests"]) == ("Ana", "welcome", 1)


def test_a_group_comes_together(riverside: Organizer, evening: str) -> None:
    riverside("members", "change", "Bo", "--brought-by=Ana")
    riverside("guests", "add", evening, "Bo")
    came = riverside("door", "arrive", evening, "Ana", "--group", NOW, "--json").json
    assert [(one["name"], one["verdict"]) for one in came] == [
        ("Ana", "welcome"),
        ("Bo", "welcome"),
    ]


def test_a_walk_in_is_a_member_until_that_is_taken_back(riverside: Organizer, evening: str) -> None:
    walked = riverside("door", "walk-in", evening, "Cy", "--email=cy@x.org", NOW, "--json").json
    assert (walked["verdict"], walked["name"]) == ("welcome", "Cy")
    assert riverside("members", "show", "Cy", "--json").json["emails"] == ["cy@x.org"]
    entry = riverside("door", "log", evening, "--json").json[0]["entry"]
    assert riverside("door", "undo", entry, "--json").json == {"undone": [entry]}
    assert "There is no member “Cy”" in riverside("members", "show", "Cy", code=1).err
    assert "undone already" in riverside("door", "undo", entry, code=1).err
    refused = riverside("door", "walk-in", evening, "", NOW, code=1)
    assert "needs a name" in refused.err
    refused = riverside("door", "walk-in", evening, "bo", NOW, code=1)
    assert "Bo is known here already" in refused.err and "--new" in refused.err
    riverside("door", "walk-in", evening, "bo", "--new", NOW)


def test_what_could_not_be_done_is_said(riverside: Organizer, evening: str) -> None:
    too_early = "--now=2199-01-06T19:05"
    refused = riverside("door", "arrive", evening, "Bo", "--let-in", too_early, code=1)
    assert "The door opens on" in refused.err
    riverside("heads", evening, "3")
    fewer = riverside("heads", evening, "-5", "--json")
    assert fewer.json == {"head_count": 0} and "Only 3 were counted" in fewer.err


def test_who_was_welcome_can_be_turned_away(riverside: Organizer, evening: str) -> None:
    riverside("door", "turn-away", evening, "Ana", NOW)
    assert riverside("door", "log", evening, "--json").json[0]["action"] == "refused"
    assert _counts(riverside, evening) == (0, 2)


def test_a_code_that_is_not_ours_lets_nobody_in(riverside: Organizer, evening: str) -> None:
    answered = riverside("door", "provisional", evening, "noise", NOW, "--json").json
    assert answered["verdict"] == "not-ours"
    assert "Nobody was let in for now" in riverside("door", "name", "1", "Ana", code=1).err


def test_rows_of_the_sheet_are_ticked_by_their_codes(riverside: Organizer, evening: str) -> None:
    code = riverside("guests", "list", evening, "--json").json[0]["code"]
    words = ("guests", "tick", evening, "--scanned", "--now=2199-01-07T21:00", "--json")
    ticked = riverside(*words, stdin=f"{code}\nnoise\n\n")
    assert ticked.json == {"ticked": 1, "already": []}
    assert len(ticked.err.splitlines()) == 1
    riverside("guests", "tick", evening, code=2)
