"""Circles, fields of one's own and segments, made and changed on the command line."""

from __future__ import annotations

import pytest

from tests.command_line import Organizer


def test_a_circle_from_its_making_to_its_end(riverside: Organizer) -> None:
    for name in ("Ana", "Bo"):
        riverside("members", "add", "--name", name)
    made = ("circles", "add", "Loom circle", "--purpose=Looms", "--host=Ana")
    uid = riverside(*made, "--json").json["uid"]
    assert riverside("circles", "join", "loom circle", "Bo", "--json").json["members"] == 2
    riverside("circles", "change", "Loom circle", "--name=Weavers", "--host=Bo")
    [circle] = riverside("circles", "list", "--json").json
    assert (circle["uid"], circle["name"], circle["purpose"]) == (uid, "Weavers", "Looms")
    assert circle["host"]["name"] == "Bo"
    assert [one["name"] for one in circle["members"]] == ["Ana", "Bo"]
    assert riverside("circles", "leave", uid, "Bo", "--json").json["members"] == 1
    assert riverside("circles", "list", "--json").json[0]["host"] is None
    refused = riverside("circles", "remove", "Choir", code=1)
    assert refused.err == "There is no circle “Choir”. There is “Weavers”.\n"
    assert riverside("circles", "join", uid, "--search=bo", "--json").json["members"] == 2
    riverside("circles", "join", uid, code=2)
    riverside("circles", "remove", "Weavers")
    assert riverside("circles", "list", "--json").json == []
    assert len(riverside("members", "list", "--json").json) == 2


def test_fields_are_added_changed_ordered_and_removed(riverside: Organizer) -> None:
    riverside("fields", "add", "Size", "--kind=choice", "--choice=S", "--choice=M")
    riverside("fields", "add", "Vegan", "--kind=yes-no")
    riverside("members", "add", "--name=Ana", "--field=Size=M")
    refused = riverside("fields", "change", "Size", "--choice=S", code=1)
    assert "Members have “M” in “Size”" in refused.err
    riverside("fields", "change", "size", "--name=T-shirt")
    ordered = riverside("fields", "order", "Vegan", "--json").json
    assert ordered == {"fields": ["Vegan", "T-shirt"]}
    shirt = riverside("fields", "list", "--json").json[1]
    assert (shirt["name"], shirt["kind"], shirt["choices"], shirt["filled"]) == (
        "T-shirt",
        "choice",
        ["S", "M"],
        1,
    )
    assert riverside("fields", "remove", "T-shirt", "--json").json["values"] == 1
    riverside("fields", "change", "Vegan", code=2)


def test_segments_are_saved_read_back_and_used(riverside: Organizer) -> None:
    riverside("fields", "add", "Size", "--kind=choice", "--choice=S", "--choice=M")
    riverside("members", "add", "--name=Ana", "--tag=beginner", "--circle=Loom circle")
    riverside("members", "add", "--name=Bo", "--tag=beginner", "--field=Size=M")
    riverside("members", "add", "--name=Cy", "--brought-by=Bo")
    save = ("segments", "save", "New", "--having=tag is beginner")
    uid = riverside(*save, "--having=circle is loom circle", "--json").json["uid"]
    [kept] = riverside("segments", "list", "--json").json
    assert (kept["uid"], kept["members"], kept["any"]) == (uid, 1, False)
    assert kept["words"] == "tagged beginner · in the circle Loom circle"
    assert kept["rules"] == ["tag is beginner", "circle is Loom circle"]
    either = ("--having=field:Size is m", "--having=brought-by is Bo", "--any")
    riverside("segments", "change", "new", *either)
    [kept] = riverside("segments", "list", "--json").json
    assert (kept["rules"], kept["any"]) == (["field:Size is M", "brought-by is Bo"], True)
    riverside("segments", "rename", "New", "Some")
    listed = riverside("members", "list", "--segment=Some", "--json").json
    assert [row["name"] for row in listed] == ["Bo", "Cy"]
    again = riverside("members", "list", *(f"--having={rule}" for rule in kept["rules"]), "--json")
    assert again.json == []
    riverside("segments", "remove", "Some")
    assert riverside("segments", "list", "--json").json == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("beginner", "is no rule"),
        ("tag at-least 3", "one can ask: is, is-not"),
        ("came at-least often", "is no number of times"),
        ("first-came within a-while", "is no period"),
        ("circle is Choir", "There is no circle “Choir”"),
        ("field:Size is M", "There is no field “Size”"),
        ("answered is yes", "“yes” is none of: invited, going"),
        ("pictures is perhaps", "“perhaps” is none of"),
        ("tag:x is y", "more of “tag” than can be asked"),
    ],
)
def test_what_cannot_be_asked_is_said(riverside: Organizer, rule: str, said: str) -> None:
    refused = riverside("members", "list", "--having", rule, code=1)
    assert said in refused.err and len(refused.err.splitlines()) == 1
    riverside("segments", "save", "New", "--having", rule, code=1)
    assert riverside("segments", "list", "--json").json == []


def test_what_people_did_chooses_them(riverside: Organizer) -> None:
    riverside("members", "add", "--name=Ana")
    riverside("members", "add", "--name=Bo")
    add = ("events", "add", "--kind=meetup", "--title=Loom night", "--minutes=60")
    riverside(*add, "--starts=2025-01-07T19:00")
    riverside("guests", "add", "Loom night", "Ana", "--status=going")
    riverside("guests", "tick", "Loom night", "Ana")

    def named(*rules: str) -> list[str]:
        having = [f"--having={rule}" for rule in rules]
        return [row["name"] for row in riverside("members", "list", *having, "--json").json]

    assert named("came exactly 1", "answered:Loom night is going") == ["Ana"]
    assert named("came at-most 0") == ["Bo"]
    assert named("first-came before 2025-02-01") == ["Ana"]
    assert named("do-not-write is") == []
    assert named("address empty") == ["Ana", "Bo"]
    riverside("members", "change", "Bo", "--do-not-write=yes")
    riverside("fields", "add", "Key", "--kind=yes-no")
    riverside("members", "change", "Ana", "--field=Key=no")
    for said, names in {
        "do-not-write is no": ["Ana"],
        "do-not-write is ja": ["Bo"],
        "do-not-write is-not no": ["Bo"],
        "do-not-write is-not": ["Ana"],
        "field:Key is nein": ["Ana"],
        "field:Key is-not no": ["Bo"],
    }.items():
        assert named(said) == names, said
    for said in ("do-not-write is banana", "field:Key is banana", "address filled no"):
        refused = riverside("members", "list", f"--having={said}", code=1)
        assert "yes nor no" in refused.err or "Leave out" in refused.err
