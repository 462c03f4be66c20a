"""`members merge`, `passport`, `card` and `erase` as the contract writes them."""

from __future__ import annotations

import json
from pathlib import Path

from organizer.services.at_door.door_pictures import codes_in_files
from tests.command_line import Organizer


def add(riverside: Organizer, name: str, *more: str) -> str:
    uid: str = riverside("members", "add", "--json", f"--name={name}", *more).json["uid"]
    return uid


def names(riverside: Organizer) -> list[str]:
    return [row["name"] for row in riverside("members", "list", "--json").json]


def test_merge_keeps_the_first_and_everything_of_both(riverside: Organizer) -> None:
    ana = add(riverside, "Ana Lima", "--email=ana@x.org", "--tag=host")
    add(riverside, "Anna L.", "--email=anna@y.org", "--tag=weaver")
    assert riverside("members", "merge", "Ana Lima", "Anna L.", "--json").json == {"uid": ana}
    [row] = riverside("members", "list", "--json").json
    assert (row["name"], row["emails"]) == ("Ana Lima", ["ana@x.org", "anna@y.org"])
    assert row["tags"] == ["host", "weaver"]
    [found] = riverside("members", "list", "--search=anna", "--json").json
    assert found["uid"] == ana
    again = riverside("members", "merge", ana, ana[:8], code=1)
    assert "same entry" in again.err
    assert names(riverside) == ["Ana Lima"]


def test_a_lasting_card_opens_every_door_until_a_newer_one_is_made(
    riverside: Organizer, tmp_path: Path
) -> None:
    add(riverside, "Ana Lima")
    event = {"starts": "2026-12-01T19:00", "now": "2026-12-01T19:05"}
    for title in ("Knots", "Looms"):
        riverside(
            "events", "add", "--kind", "meetup", "--title", title, "--starts", event["starts"],
            "--minutes", "60",
        )  # fmt: skip
        riverside("guests", "add", title, "Ana Lima", "--status", "going")
    first = riverside("members", "card", "Ana Lima", "--out", "ana.pdf", "--json").json
    assert first["written"] == 1 and set(codes_in_files([tmp_path / "ana.pdf"])) == {first["code"]}
    riverside("members", "card", "Ana Lima", "--out", "ana.pdf", code=1)

    def verdicts(title: str, code: str) -> list[str]:
        said = riverside("checkin", title, "--now", event["now"], "--json", stdin=f"{code}\n")
        return [line["verdict"] for line in said.lines]

    assert verdicts("Knots", first["code"]) == ["welcome"], "a refused file changed nothing"
    second = riverside("members", "card", "Ana Lima", "--out", "new.pdf", "--json").json
    assert verdicts("Looms", first["code"]) == ["revoked"]
    assert verdicts("Looms", second["code"]) == ["welcome"]


def test_a_passport_is_written_and_never_over_a_file(riverside: Organizer, tmp_path: Path) -> None:
    add(riverside, "Ana Lima", "--email=ana@x.org")
    said = riverside("members", "passport", "Ana Lima", "--out", "ana.json", "--json").json
    assert said["written"] == 1
    assert json.loads((tmp_path / "ana.json").read_text("utf-8"))["emails"] == ["ana@x.org"]
    riverside("members", "passport", "Ana Lima", "--out", "ana.pdf")
    assert (tmp_path / "ana.pdf").read_bytes().startswith(b"%PDF")
    riverside("members", "passport", "Ana Lima", "--out", "ana.pdf", code=1)
    riverside("members", "passport", "Ana Lima", "--out", "ana.pdf", "--force")
    riverside("members", "passport", "Nobody", "--out", "nobody.pdf", code=1)
    riverside("members", "passport", "Ana Lima", code=2)
    assert not (tmp_path / "nobody.pdf").exists()


def test_erase_leaves_no_byte_and_the_numbers(riverside: Organizer, tmp_path: Path) -> None:
    ana = add(riverside, "Ludmila Testova", "--email=ludmila@testova.example")
    add(riverside, "Bea Kim")
    riverside(
        "events",
        "add",
        "--kind=meetup",
        "--title=Past",
        "--starts=2020-05-05T19:00",
        "--minutes=90",
    )
    riverside("guests", "add", "Past", ana, "Bea Kim", "--status=going", "--plus=1")
    shown = riverside("events", "show", "Past", "--json").json
    said = riverside("members", "erase", "Ludmila Testova", "--json")
    assert said.json["erased"] == 1
    assert said.json["copies"] == 1, "the day's backup had her too"
    assert "out of reach" in said.err
    assert riverside("events", "show", "Past", "--json").json == shown
    assert names(riverside) == ["Bea Kim"]
    assert riverside("info", "--json").json["members"] == 1
    left = [
        file.name
        for file in tmp_path.rglob("*")
        if file.is_file() and (b"Testova" in (data := file.read_bytes()) or b"testova" in data)
    ]
    assert left == []
    riverside("members", "erase", ana, code=1)
