"""Steps taken back and done again, settings and copies on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.command_line import Organizer


def test_the_last_step_is_taken_back_and_done_again(riverside: Organizer) -> None:
    assert "nothing to take back" in riverside("undo", code=1).err
    riverside("members", "add", "--name=Ana")
    riverside("members", "add", "--name=Bo")
    look = {"undo": "Bo added", "redo": None}
    assert riverside("undo", "--list", "--json").json == look
    assert riverside("undo", "--json").json == {"step": "Bo added"}
    assert [row["name"] for row in riverside("members", "list", "--json").json] == ["Ana"]
    look = {"undo": "Ana added", "redo": "Bo added"}
    assert riverside("undo", "--list", "--json").json == look
    assert riverside("redo", "--json").json == {"step": "Bo added"}
    assert len(riverside("members", "list", "--json").json) == 2
    assert "nothing to do again" in riverside("redo", code=1).err


def test_settings_are_shown_and_changed_one_by_one(riverside: Organizer) -> None:
    changed = riverside("settings", "set", "--name=Loomers", "--purpose=Cloth", "--json").json
    assert (changed["name"], changed["purpose"]) == ("Loomers", "Cloth")
    assert (changed["organizer_email"], changed["pin"]) == ("petra@example.org", False)
    refused = riverside("settings", "set", "--name=X", "--timezone=Nowhere", code=1)
    assert "There is no time zone “Nowhere”" in refused.err
    assert riverside("settings", "show", "--json").json == changed
    assert "Organizer: Petra" in riverside("settings", "show").out
    assert "4 to 12 digits" in riverside("settings", "pin", "12", code=1).err
    riverside("settings", "pin", "1234")
    assert riverside("settings", "show", "--json").json["pin"] is True
    riverside("settings", "pin", "")
    assert riverside("settings", "show", "--json").json["pin"] is False


def test_a_copy_is_made_listed_and_brought_back(riverside: Organizer) -> None:
    riverside("members", "add", "--name=Ana")
    made = Path(riverside("backups", "make", "--json").json["file"])
    riverside("members", "add", "--name=Bo")
    label = made.stem
    assert label in [row["label"] for row in riverside("backups", "list", "--json").json]
    kept = riverside("backups", "restore", label, "--json").json["kept"]
    assert [row["name"] for row in riverside("members", "list", "--json").json] == ["Ana"]
    riverside("backups", "restore", kept)
    assert len(riverside("members", "list", "--json").json) == 2
    assert "There is no copy “Monday”" in riverside("backups", "restore", "Monday", code=1).err
