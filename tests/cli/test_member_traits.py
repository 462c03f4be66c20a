"""Everything that is known of a person, written and read on the command line."""

from __future__ import annotations

from tests.command_line import Organizer


def test_all_traits_are_written_changed_and_read_back(riverside: Organizer) -> None:
    riverside("fields", "add", "Size", "--kind=choice", "--choice=S", "--choice=M")
    riverside("members", "add", "--name=Bo")
    uid = riverside(
        *("members", "add", "--name=Ana Ruiz", "--greeting=Ana", "--pronouns=she/her"),
        *("--email=ana@x.org", "--phone=+49 176 1", "--language=es", "--tag=Beginner"),
        *("--circle=Loom circle", "--photos=no", "--found-us=a poster", "--brought-by=Bo"),
        *("--note=likes tea", "--do-not-write=yes", "--field=size=m", "--since=2024-03-05"),
        "--json",
    ).json["uid"]
    ana = riverside("members", "show", uid, "--json").json
    assert {word: ana[word] for word in ("name", "greeting", "pronouns", "phone", "language")} == {
        "name": "Ana Ruiz",
        "greeting": "Ana",
        "pronouns": "she/her",
        "phone": "+49 176 1",
        "language": "es",
    }
    assert (ana["emails"], ana["tags"], ana["circles"]) == (
        ["ana@x.org"],
        ["Beginner"],
        ["Loom circle"],
    )
    assert (ana["photo_consent"], ana["do_not_write"], ana["joined_on"]) == (
        "no",
        True,
        "2024-03-05",
    )
    assert (ana["found_us"], ana["brought_by"]["name"], ana["values"]) == (
        "a poster",
        "Bo",
        {"Size": "M"},
    )
    changed = riverside(
        *("members", "change", "Ana Ruiz", "--name=Ana R.", "--untag=beginner", "--tag=host"),
        *("--photos=yes", "--do-not-write=no", "--brought-by=", "--field=Size=", "--since="),
        "--json",
    ).json
    assert changed == {"uid": uid, "name": "Ana R."}
    after = riverside("members", "show", uid, "--json").json
    assert (after["tags"], after["photo_consent"], after["brought_by"]) == (["host"], "yes", None)
    assert (after["values"], after["joined_on"], after["do_not_write"]) == ({}, None, False)
    kept = ("pronouns", "emails", "phone", "language", "circles", "found_us", "notes", "greeting")
    assert [after[word] for word in kept] == [ana[word] for word in kept]


def test_the_time_line_stands_below_the_traits(riverside: Organizer) -> None:
    riverside("members", "add", "--name=Ana")
    riverside(
        *("events", "add", "--kind=meetup", "--title=Loom night", "--starts=2025-01-07T19:00"),
        "--minutes=120",
    )
    riverside("guests", "add", "Loom night", "Ana", "--status=going")
    riverside("guests", "tick", "Loom night", "Ana")
    [visit] = riverside("members", "show", "Ana", "--json").json["events"]
    assert (visit["title"], visit["starts"], visit["status"], visit["attended"]) == (
        "Loom night",
        "2025-01-07T19:00",
        "going",
        True,
    )
    assert "2025-01-07T19:00  Loom night  came" in riverside("members", "show", "Ana").out
    add = ("events", "add", "--kind=meetup", "--title=Dye night", "--minutes=120")
    riverside(*add, "--starts=2099-01-07T19:00")
    riverside("guests", "add", "Dye night", "Ana", "--status=going")
    riverside("events", "cancel", "Dye night")
    [visit, _] = riverside("members", "show", "Ana", "--json").json["events"]
    assert (visit["status"], visit["event_status"]) == ("going", "cancelled")
    assert "Dye night  event cancelled" in riverside("members", "show", "Ana").out


def test_what_cannot_be_known_changes_nothing(riverside: Organizer) -> None:
    riverside("members", "add", "--name=Ana")
    before = riverside("members", "show", "Ana", "--json").json
    for option, said in (
        ("--email=nonsense", "“nonsense” is not an e-mail address"),
        ("--field=Shoes=42", "There is no field “Shoes”"),
        ("--brought-by=Ana", "cannot have brought themselves"),
        ("--since=one day", "“one day” is no day"),
    ):
        refused = riverside("members", "change", "Ana", "--pronouns=x", option, code=1)
        assert said in refused.err and len(refused.err.splitlines()) == 1
    riverside("members", "change", "Ana", "--photos=perhaps", code=2)
    riverside("members", "change", "Ana", "--field=Size", code=2)
    assert riverside("members", "show", "Ana", "--json").json == before


def test_several_people_are_tagged_and_written_to(riverside: Organizer) -> None:
    for name in ("Ana", "Bo", "Cy"):
        riverside("members", "add", "--name", name, "--email", f"{name}@x.org")
    assert riverside("members", "tag", "weaving", "Ana", "Bo", "--json").json == {"changed": 2}
    riverside("members", "change", "Bo", "--do-not-write=yes")
    found = riverside("members", "addresses", "--tag=weaving", "--json").json
    assert found == {"addresses": ["Ana@x.org"], "without_address": 0, "left_out": 1}
    changed = riverside("members", "untag", "weaving", "--having=tag is weaving", "--json").json
    assert changed == {"changed": 2}
    assert riverside("members", "list", "--tag=weaving", "--json").json == []
    riverside("members", "tag", "weaving", code=2)
    riverside("members", "tag", "weaving", "Ana", "--search=Bo", code=2)


def test_who_may_be_in_twice_is_listed_with_reasons_until_told_apart(riverside: Organizer) -> None:
    for name in ("Ana Ruiz", "Ruiz Ana", "Bo"):
        riverside("members", "add", "--name", name, "--email", f"{name[:2]}@x.org")
    [pair] = riverside("members", "duplicates", "--json").json
    assert [one["name"] for one in pair["members"]] == ["Ana Ruiz", "Ruiz Ana"]
    words = "Their names are the same words in another order."
    assert {"sign": "other-order", "seen": "", "words": words} in pair["reasons"]
    assert words in riverside("members", "duplicates").out
    riverside("members", "different", "Ana Ruiz", "Ruiz Ana")
    assert riverside("members", "duplicates", "--json").json == []
    assert "Nobody" in riverside("members", "duplicates").out
    riverside("members", "different", "Bo", "Bo", code=1)
