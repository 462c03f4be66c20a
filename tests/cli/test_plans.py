"""Plans in depth on the command line: details, the estimate, payments, moving, wishes, places."""

from __future__ import annotations

import pytest

from tests.command_line import Organizer


@pytest.fixture
def evening(riverside: Organizer) -> str:
    """A meetup that costs something, with Ana and Bo going and Cy known; its uid."""
    for name in ("Ana", "Bo", "Cy"):
        riverside("members", "add", "--name", name)
    made = riverside(
        *("events", "add", "--kind", "meetup", "--title", "Loom night", "--venue", "Mill"),
        *("--starts", "2199-11-24T19:00", "--minutes", "150", "--price", "12 €"),
        *("--room", "Attic", "--answer-by", "2199-11-20T18:00", "--waitlist", "newcomers"),
        *("--facilitator", "Cy", "--json"),
    )
    event: str = made.json["uid"]
    riverside("guests", "add", event, "Ana", "Bo", "--status", "going")
    return event


def test_the_estimate_stands_beside_the_numbers(riverside: Organizer, evening: str) -> None:
    shown = riverside("events", "show", evening, "--json").json
    assert 0 <= shown["likely_low"] <= shown["likely_high"] <= 2
    assert "will likely come" in riverside("events", "show", evening).out
    past = riverside(
        *("events", "add", "--kind", "meetup", "--title", "Past", "--json"),
        *("--starts", "2001-11-24T19:00", "--minutes", "150"),
    ).json["uid"]
    shown = riverside("events", "show", past, "--json").json
    assert shown["likely_low"] is None is shown["likely_high"]
    riverside("members", "add", "--name=Di", "--email=di@x.org")
    riverside("guests", "add", past, "Di")
    written = riverside("invites", past, "--out=post", "--json")
    assert len(written.json) == 1 and "“Past” was over on 24 Nov 2001" in written.err
    assert riverside("invites", past, "--out=again", "--json").err == "", "nobody is told late"


def test_who_has_paid_is_noted(riverside: Organizer, evening: str) -> None:
    assert riverside("guests", "paid", evening, "Ana", "Bo", "--json").json == {"changed": 2}
    assert riverside("guests", "paid", evening, "Bo", "--undo", "--json").json == {"changed": 1}
    lines = riverside("guests", "list", evening).out.splitlines()
    assert [line.split()[0] for line in lines if line.endswith(" paid")] == ["name", "Ana"]
    riverside("events", "change", evening, "--paid-on-badge", "--no-paid-at-door")
    shown = riverside("events", "show", evening, "--json").json
    marks = ("paid_on_list", "paid_at_door", "paid_on_badge", "paid_on_recap")
    assert [shown[name] for name in marks] == [True, False, True, True]
    words = "Who has paid is shown: in the guest list, on the badge, in the recap"
    assert words in riverside("events", "show", evening).out


def test_a_place_moves_to_a_person_or_an_event(riverside: Organizer, evening: str) -> None:
    moved = riverside("guests", "move", evening, "Ana", "--to-member", "Cy", "--json")
    assert moved.json == {"status": "going"}
    riverside(
        *("events", "add", "--kind", "meetup", "--title", "Next night"),
        *("--starts", "2199-12-01T19:00", "--minutes", "60", "--capacity", "1"),
    )
    moved = riverside("guests", "move", evening, "Cy", "--to-event", "Next night", "--json")
    assert moved.json == {"moved": 1, "waiting": []}
    moved = riverside("guests", "move", evening, "Bo", "--to-event", "Next night", "--json")
    assert moved.json == {"moved": 1, "waiting": ["Bo"]}
    riverside("guests", "move", evening, "Bo", code=2)


def test_workshops_are_filled_by_wishes(riverside: Organizer, evening: str) -> None:
    for title in ("Dyeing", "Knots"):
        riverside(
            *("events", "add", "--kind", "workshop", "--title", title, "--part-of", evening),
            *("--starts", "2199-11-24T19:00", "--minutes", "60", "--capacity", "1"),
        )
    for name in ("Ana", "Bo"):
        riverside("workshops", "wish", evening, name, "Dyeing", "Knots")
    looked = riverside("workshops", "fill", evening, "--dry-run", "--json").json
    assert (looked["seats"], looked["by_rank"]) == (2, [1, 1])
    assert riverside("guests", "list", "Dyeing", "--json").json == []
    assert riverside("workshops", "fill", evening, "--json").json == looked
    assert len(riverside("guests", "list", "Dyeing", "--json").json) == 1


def test_places_are_listed_and_details_changed(riverside: Organizer, evening: str) -> None:
    riverside("events", "change", evening, "--price", "", "--materials", "a mug")
    (place,) = riverside("venues", "list", "--json").json
    assert (place["name"], place["events"]) == ("Mill", 1)
    refused = riverside("guests", "paid", evening, "Ana", code=1)
    assert "costs nothing" in refused.err


def test_what_an_event_asks_and_what_is_answered(riverside: Organizer, evening: str) -> None:
    ask = ("questions", "ask", evening, "What do you eat?", "--kind", "choice", "--at-door")
    uid = riverside(*ask, "--choice", "anything", "--choice", "vegan", "--json").json["uid"]
    riverside("questions", "ask", evening, "Anything else?")
    first, second = riverside("questions", "list", evening, "--json").json
    assert (first["uid"], first["choices"], first["at_door"]) == (uid, ["anything", "vegan"], True)
    assert (second["wording"], second["kind"]) == ("Anything else?", "text")
    said = riverside("questions", "answer", evening, "Ana", "what do you eat", "Vegan", "--json")
    assert said.json["question"] == uid
    refused = riverside("questions", "answer", evening, "Ana", "What do you eat?", "steak", code=1)
    assert "What do you eat?" in refused.err
    refused = riverside("questions", "answer", evening, "Ana", "Shoe size", "42", code=1)
    assert "does not ask “Shoe size”" in refused.err


def test_a_workshop_asks_for_a_tag_and_a_place_says_how_one_gets_in(
    riverside: Organizer, evening: str
) -> None:
    riverside(
        *("events", "add", "--kind", "workshop", "--title", "Dyes", "--part-of", evening),
        *("--starts", "2199-11-24T19:00", "--minutes", "60"),
    )
    riverside("events", "change", "Dyes", "--requires-tag", "dyeing")
    riverside("guests", "add", "Dyes", "Ana", "--status", "going")
    assert "without the tag “dyeing”" in riverside("events", "show", "Dyes").out
    riverside(
        *("events", "add", "--kind", "meetup", "--title", "Choir", "--venue", "Mill"),
        *("--starts", "2199-11-24T20:00", "--minutes", "60", "--room", "Attic"),
    )
    moved = riverside("events", "change", evening, "--starts", "2199-11-25T19:00", "--json")
    assert moved.err == "1 workshop has moved along with it.\n"
    assert riverside("events", "show", "Dyes", "--json").json["starts"] == "2199-11-25T19:00"
    riverside("events", "change", evening, "--starts", "2199-11-24T19:00")
    late = ("events", "change", "Dyes", "--starts", "2199-11-25T19:00")
    assert "is not while “Loom night” is" in riverside(*late).err
    assert "is not while" in riverside("events", "show", evening, "--json").json["hints"][0]
    [sentence] = riverside("events", "show", "Choir", "--json").json["overlaps"]
    assert "“Loom night”" in sentence
    riverside("venues", "set", "mill", "--access", "Ring twice", "--capacity", "30")
    riverside("venues", "set", "Barn", "--address", "Lane 1")
    barn, mill = riverside("venues", "list", "--json").json
    assert (barn["name"], barn["address"]) == ("Barn", "Lane 1")
    assert (mill["name"], mill["access_notes"], mill["capacity"]) == ("Mill", "Ring twice", 30)
    for command in (("change", "Choir", "--capacity=31"), ("show", "Choir")):
        assert "Only 30 people fit into Mill." in riverside("events", *command).err
    refused = riverside("events", "change", "Choir", "--url=javascript:alert(1)", code=1)
    assert "no link to a page" in refused.err
    night = ("--starts=2027-03-28T02:30", "--ends=2027-03-28T05:00", "--timezone=Europe/Berlin")
    assert "02:30 does not exist that night" in riverside("events", "change", "Choir", *night).err
    riverside("events", "change", "Choir", "--timezone=UTC")
    shown = riverside("events", "show", "Choir", "--json").json
    assert (shown["starts"], shown["timezone"]) == ("2027-03-28T03:30", "UTC")
