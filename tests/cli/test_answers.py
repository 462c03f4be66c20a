"""What people answer, and how an evening is settled, on the command line."""

from __future__ import annotations

import pytest

from tests.command_line import Organizer


@pytest.fixture
def evening(riverside: Organizer) -> str:
    """A past meetup with two seats, three people invited and none of them in; its title."""
    for name in ("Ana", "Bo", "Cy"):
        riverside("members", "add", "--name", name, "--email", f"{name.lower()}@x.org")
    riverside(
        *("events", "add", "--kind=meetup", "--title=Loom night", "--starts=2025-01-07T19:00"),
        *("--minutes=120", "--capacity=3", "--price=5 €"),
    )
    riverside("guests", "add", "Loom night", "--all")
    return "Loom night"


def test_answers_of_several_people_and_their_guests(riverside: Organizer, evening: str) -> None:
    riverside("guests", "set", evening, "Ana", "going", "--plus=1")
    changed = riverside("guests", "change", evening, "Bo", "Cy", "--status=going", "--json").json
    assert (changed["changed"], changed["waiting"], changed["promoted"]) == (2, ["Cy"], [])
    changed = riverside("guests", "change", evening, "Ana", "--more=-1", "--json").json
    assert (changed["changed"], changed["waiting"], changed["promoted"]) == (1, [], ["Cy"])
    rows = riverside("guests", "list", evening, "--json").json
    assert [(row["name"], row["status"], row["plus"]) for row in rows] == [
        ("Ana", "going", 0),
        ("Bo", "going", 0),
        ("Cy", "going", 0),
    ]
    riverside("guests", "change", evening, "Ana", code=2)
    riverside("members", "add", "--name=Dee")
    assert (
        "Dee is not on the list"
        in riverside("guests", "change", evening, "Ana", "Dee", "--plus=1", code=1).err
    )
    assert riverside("guests", "list", evening, "--json").json == rows


def test_who_is_silent_is_listed_and_taken_as_not_coming(
    riverside: Organizer, evening: str
) -> None:
    riverside("guests", "set", evening, "Ana", "going")
    riverside("members", "change", "Bo", "--do-not-write=yes")
    assert riverside("guests", "unanswered", evening, "--json").json == {
        "addresses": ["cy@x.org"],
        "without_address": [],
        "left_out": 1,
    }
    declining = ("guests", "decline-unanswered", evening, "--json")
    riverside("events", "change", evening, "--starts=2097-01-08T19:00")
    refused = riverside(*declining, code=1).err
    assert "no last day to answer" in refused and "--force" in refused
    assert riverside(*declining, "--force").json == {"declined": 2}
    assert riverside("guests", "unanswered", evening).out == "Everybody has answered.\n"
    assert riverside("events", "show", evening, "--json").json["counts"]["declined"] == 2


def test_a_segment_is_meant_wherever_guests_are_chosen(riverside: Organizer, evening: str) -> None:
    riverside("members", "tag", "new", "Bo", "Cy")
    riverside("segments", "save", "Newcomers", "--having=tag is new")
    riverside("members", "add", "--name=Dee", "--tag=new")
    meant = ("--segment", "newcomers", "--json")
    assert riverside("guests", "unanswered", evening, *meant).json["addresses"] == [
        "bo@x.org", "cy@x.org",
    ]  # fmt: skip
    assert riverside("guests", "change", evening, "--status=going", *meant).json["changed"] == 2
    assert riverside("guests", "paid", evening, *meant).json == {"changed": 2}
    riverside("guests", "set", evening, "Ana", "going")
    assert riverside("badges", evening, "--out=b.pdf", *meant).json["badges"] == 2
    riverside("events", "add", "--kind=meetup", "--title=Next", "--starts=2099-01-07T19:00",
              "--minutes=60")  # fmt: skip
    riverside("guests", "add", "Next", "--all")
    written = riverside("invites", "Next", "--out=post", *meant).json
    assert [one["email"] for one in written] == ["bo@x.org", "cy@x.org"]
    assert len(riverside("invites", "Next", "--out=post", "--json").json) == 1, "Ana, who is left"
    riverside("segments", "save", "Nobody", "--having=tag is none")
    assert (
        "Nobody of this segment"
        in riverside("badges", evening, "--out=c.pdf", "--segment=Nobody", code=1).err
    )
    for words in (("change", evening, "--plus=1"), ("paid", evening)):
        riverside("guests", *words, code=2)
        riverside("guests", *words, "Ana", "--segment=Newcomers", code=2)
    riverside("badges", evening, "--out=c.pdf", "--only=Ana", "--segment=Newcomers", code=2)


def test_what_is_known_of_guests_and_event_is_read_back(riverside: Organizer, evening: str) -> None:
    riverside(
        *("events", "change", evening, "--room=Attic", "--level=Beginners", "--materials=a mug"),
        *("--answer-by=2025-01-05T18:00", "--facilitator=Cy", "--description=Cloth"),
        *("--requires-tag=host", "--waitlist=newcomers"),
    )
    riverside(
        *("events", "add", "--kind=workshop", "--title=Dyeing", "--part-of", evening),
        *("--starts=2025-01-07T19:00", "--minutes=60"),
    )
    riverside("questions", "ask", evening, "Diet?")
    riverside("guests", "change", evening, "Ana", "Bo", "--status=going")
    riverside("guests", "paid", evening, "Ana")
    riverside("questions", "answer", evening, "Ana", "Diet", "vegan")
    wished = riverside("workshops", "wish", evening, "Ana", "Dyeing", "--json").json["wishes"]
    ana, bo, _cy = riverside("guests", "list", evening, "--json").json
    assert (ana["paid"], ana["answers"], ana["wishes"]) == (True, {"Diet?": "vegan"}, wished)
    assert (bo["paid"], bo["answers"], bo["wishes"]) == (False, {}, [])
    assert (ana["attended_before"], ana["emails"]) == (0, ["ana@x.org"])
    shown = riverside("events", "show", evening, "--json").json
    plan = ("room", "level", "materials", "answer_by", "description", "price", "waitlist")
    assert [shown[word] for word in plan] == [
        "Attic",
        "Beginners",
        "a mug",
        "2025-01-05T18:00",
        "Cloth",
        "5 €",
        "newcomers",
    ]
    assert [one["name"] for one in shown["facilitators"]] == ["Cy"]
    assert (shown["required_tags"], shown["unpaid"]) == (["host"], 1)
    assert [one["title"] for one in shown["workshops"]] == ["Dyeing"]
    assert shown["questions"][0]["answers"] == {"vegan": 1}
    assert "Diet? vegan 1" in riverside("events", "show", evening).out
    riverside("events", "change", evening, "--no-capacity", "--facilitator=", "--requires-tag=")
    shown = riverside("events", "show", evening, "--json").json
    assert (shown["capacity"], shown["facilitators"], shown["required_tags"]) == (None, [], [])


def test_questions_are_changed_ordered_and_removed(riverside: Organizer, evening: str) -> None:
    uid = riverside("questions", "ask", evening, "Diet?", "--at-door", "--json").json["uid"]
    riverside("questions", "ask", evening, "Shoe size?")
    riverside("questions", "answer", evening, "Ana", "Diet", "vegan")
    riverside("questions", "change", evening, "Diet", "--wording=Food?", "--no-at-door")
    ordered = riverside("questions", "order", evening, "Shoe size", "--json").json
    assert ordered == {"questions": ["Shoe size?", "Food?"]}
    riverside("questions", "remove", evening, "Shoe size")
    [food] = riverside("questions", "list", evening, "--json").json
    assert (food["uid"], food["wording"], food["at_door"]) == (uid, "Food?", False)
    ana = riverside("guests", "list", evening, "--json").json[0]
    assert ana["answers"] == {"Food?": "vegan"}
    refused = riverside("questions", "change", evening, "Food", "--wording=", code=1)
    assert "A question needs words." in refused.err
    assert "does not ask" in riverside("questions", "remove", evening, "Diet", code=1).err
    riverside(
        *("events", "add", "--kind=meetup", "--title=Next night", "--starts=2199-01-07T19:00"),
        "--minutes=60",
    )
    riverside("questions", "ask", "Next night", "Children?")
    copied = ("questions", "copy", "Next night", evening, "--json")
    assert riverside(*copied).json == {"asked": ["Food?"]}
    assert riverside(*copied).json == {"asked": []}
    asked = riverside("questions", "list", "Next night", "--json").json
    assert [one["wording"] for one in asked] == ["Children?", "Food?"]


def test_an_evening_on_paper_is_ticked_off_and_closed(riverside: Organizer, evening: str) -> None:
    riverside("guests", "change", evening, "Ana", "Bo", "Cy", "--status=going")
    ticked = ("guests", "tick", evening, "Ana", "--at=2025-01-07T19:20", "--plus=Ana=2", "--json")
    assert riverside(*ticked).json == {"ticked": 1, "already": []}
    assert riverside(*ticked).json == {"ticked": 0, "already": ["Ana"]}
    [arrived] = [
        row["arrived_at"]
        for row in riverside("guests", "list", evening, "--json").json
        if row["arrived_at"]
    ]
    assert arrived == "2025-01-07T19:20"
    refused = riverside("guests", "tick", evening, "Bo", "--at=2199-01-07T19:20", code=1)
    assert "is still to come" in refused.err
    assert riverside("heads", evening, "3", "--json").json == {"head_count": 3}
    assert riverside("heads", evening, "-1", "--json").json == {"head_count": 2}
    closed = riverside("close", evening, "--excused", "Cy", "--json").json
    assert (closed["came"], closed["guests"], closed["head_count"]) == (1, 2, 2)
    assert closed["in_the_room"] == 5 and closed["closed_at"]
    assert [one["name"] for one in closed["no_shows"]] == ["Bo"]
    assert riverside("events", "show", evening, "--json").json["closed_at"] == closed["closed_at"]
    [past] = riverside("insights", "--json").json
    assert (past["title"], past["attended"], past["going"]) == ("Loom night", 1, 2)
    assert riverside("reopen", evening, "--json").json["closed_at"] is None
    refused = riverside("close", evening, "--heads=-5", code=1)
    assert "head count" in refused.err
    assert riverside("events", "show", evening, "--json").json["closed_at"] is None


def test_a_lost_badge_gets_another_code(riverside: Organizer, evening: str) -> None:
    before = riverside("guests", "list", evening, "--json").json[0]["code"]
    code = riverside("guests", "code", evening, "Ana", "--json").json["code"]
    assert code == riverside("guests", "list", evening, "--json").json[0]["code"] != before


def test_a_place_is_renamed_into_another_and_removed(riverside: Organizer, evening: str) -> None:
    riverside("events", "change", evening, "--venue=The Mill")
    riverside("venues", "set", "Mill", "--capacity=30", "--room=Attic", "--room=Hall")
    riverside("venues", "set", "The Mill", "--rename=Mill")
    [mill] = riverside("venues", "list", "--json").json
    assert (mill["name"], mill["rooms"], mill["capacity"]) == ("Mill", ["Attic", "Hall"], 30)
    assert "Events are held at “Mill”" in riverside("venues", "remove", "mill", code=1).err
    riverside("events", "change", evening, "--venue=")
    riverside("venues", "remove", "mill")
    assert riverside("venues", "list", "--json").json == []
