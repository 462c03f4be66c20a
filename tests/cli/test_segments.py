"""Segments and traits on the command line: whom a saved search chooses is listed, exported, invited."""

from __future__ import annotations

import json
from pathlib import Path

from organizer.domain.segments import Ask, Rule, Trait, all_of, any_of
from organizer.models.database import open_database
from organizer.services.people import segments
from tests.command_line import Organizer

LOOM = ("events", "add", "--kind=meetup", "--title=Loom night", "--starts=2026-11-24T19:00")


def test_a_segment_is_listed_exported_and_invited(riverside: Organizer, tmp_path: Path) -> None:
    event = riverside(*LOOM, "--minutes=150", "--json").json["uid"]
    riverside("members", "add", "--name=Ana", "--tag=beginner", "--pronouns=she/her")
    riverside("members", "add", "--name=Bo", "--circle=Loom circle", "--phone=+49 1")
    db = open_database(tmp_path / "riverside.organizer")
    segments.save_segment(db, "Beginners", all_of(Rule(Trait.TAG, Ask.IS, "beginner")))
    db.close()
    (kept,) = riverside("members", "segments", "--json").json
    assert (kept["name"], kept["words"], kept["members"]) == ("Beginners", "tagged beginner", 1)
    listed = riverside("members", "list", "--segment=beginners", "--json").json
    assert [row["name"] for row in listed] == ["Ana"]
    written = riverside("members", "export", "some.json", "--segment=Beginners", "--json").json
    assert written == {"written": 1}
    (ana,) = json.loads((tmp_path / "some.json").read_text("utf-8"))
    assert (ana["name"], ana["pronouns"]) == ("Ana", "she/her")
    added = riverside("guests", "add", event, "--segment=Beginners", "--json").json
    assert added == {"registered": 1, "waitlisted": 0, "already": 0}


def test_any_of_the_rules_and_a_part_of_a_phone_choose(
    riverside: Organizer, tmp_path: Path
) -> None:
    riverside("members", "add", "--name=Ana", "--tag=beginner", "--phone=+49 176 1234567")
    riverside("members", "add", "--name=Bo", "--tag=weaving", "--circle=Loom circle")
    riverside("members", "add", "--name=Cy")
    tagged = (Rule(Trait.TAG, Ask.IS, tag) for tag in ("beginner", "weaving"))
    db = open_database(tmp_path / "riverside.organizer")
    segments.save_segment(db, "Either", any_of(*tagged))
    db.close()

    def listed(asked: str) -> list[str]:
        return [row["name"] for row in riverside("members", "list", asked, "--json").json]

    assert listed("--segment=either") == ["Ana", "Bo"]
    assert listed("--search=0176 12") == ["Ana"]
    assert listed("--search=loom") == ["Bo"]
    (kept,) = riverside("members", "segments", "--json").json
    assert kept["words"] == "tagged beginner or tagged weaving"


def test_what_is_no_segment_is_said(riverside: Organizer) -> None:
    refused = riverside("members", "list", "--segment=Nobody", code=1)
    assert refused.err.startswith("There is no segment “Nobody”. Save one on the page People")
    event = riverside(*LOOM, "--minutes=150", "--json").json["uid"]
    riverside("guests", "add", event, "--all", "--segment=Nobody", code=2)
