"""What was said of a list's columns holds for the next list with the same headers."""

from __future__ import annotations

from pathlib import Path

from tests.command_line import Organizer


def _write(tmp_path: Path, name: str, *rows: str) -> str:
    (tmp_path / name).write_text("\n".join(rows) + "\n", "utf-8")
    return name


def test_a_mapping_is_remembered_and_can_be_forgotten(riverside: Organizer, tmp_path: Path) -> None:
    first = _write(tmp_path, "a.csv", "Knits,Reach", "Ana Ruiz,ana@x.org")
    second = _write(tmp_path, "b.csv", "Knits,Reach", "Bo Lund,bo@x.org")
    said = ("--map=name=Knits", "--map=email=Reach")
    assert riverside("members", "import", first, *said, "--dry-run", "--json").json["added"] == 1
    riverside("members", "import", second, code=1)
    riverside("members", "import", first, *said)
    riverside("members", "import", second, "--forget", code=1)
    assert riverside("members", "import", second, "--json").json["added"] == 1
    rows = riverside("members", "list", "--json").json
    assert sorted((row["name"], row["emails"]) for row in rows) == [
        ("Ana Ruiz", ["ana@x.org"]),
        ("Bo Lund", ["bo@x.org"]),
    ]


def test_a_column_becomes_a_field_of_ones_own(riverside: Organizer, tmp_path: Path) -> None:
    file = _write(tmp_path, "a.csv", "Name,Vegan,Shoes", "Ana Ruiz,yes,42", "Bo Lund,no,39")
    refused = riverside("members", "import", file, "--new-field=Hat", code=1)
    said = "There is no column “Hat”. These can become one: Vegan, Shoes."
    assert said in refused.err
    tagged = _write(tmp_path, "b.csv", "Name,Tags,Bag", "Ana Ruiz,host,")
    refused = riverside("members", "import", tagged, "--new-field=tags", code=1)
    assert "“Tags” is read as “tags” and needs no field of its own. No other" in refused.err
    refused = riverside("members", "import", tagged, "--new-field=Bag", code=1)
    assert "“Bag” is in use already, or has nothing in it." in refused.err
    assert riverside("fields", "list", "--json").json == []
    riverside("members", "import", file, "--new-field=vegan")
    [field] = riverside("fields", "list", "--json").json
    assert (field["name"], field["kind"], field["filled"]) == ("Vegan", "yes-no", 2)
    ana = riverside("members", "show", "Ana Ruiz", "--json").json
    assert (ana["values"], ana["fields"]) == ({"Vegan": "yes"}, {"Shoes": "42"})


def test_an_attendee_list_is_looked_at_before_and_its_columns_remembered(
    riverside: Organizer, tmp_path: Path
) -> None:
    riverside(
        *("events", "add", "--kind=meetup", "--title=Loom night", "--starts=2025-01-07T19:00"),
        "--minutes=120",
    )
    first = _write(tmp_path, "a.csv", "Knits,Says", "Ana Ruiz,yes")
    second = _write(tmp_path, "b.csv", "Knits,Says", "Bo Lund,no")
    said = ("--map=name=Knits", "--map=answer=Says")
    looked = riverside("guests", "import", "Loom night", first, *said, "--dry-run", "--json").json
    assert (looked["registered"], looked["added"]) == (1, 1)
    assert riverside("members", "list", "--json").json == []
    done = riverside("guests", "import", "Loom night", first, *said, "--json").json
    assert done == looked
    riverside("guests", "import", "Loom night", second)
    rows = riverside("guests", "list", "Loom night", "--json").json
    assert sorted((row["name"], row["status"]) for row in rows) == [
        ("Ana Ruiz", "going"),
        ("Bo Lund", "declined"),
    ]
