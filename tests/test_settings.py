"""What a machine remembers between two starts, and what it does when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.settings import (
    Settings,
    community_path,
    load_settings,
    remember_community,
    save_settings,
)


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "folder" / "settings.json"
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(path))
    return path


def test_what_was_saved_comes_back() -> None:
    save_settings(Settings(last_community="/here", scheme="dark", text_scale=1.5))
    assert load_settings() == Settings("/here", "dark", 1.5)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"text_scale": "big", "scheme": 3, "other": 1}']
)
def test_a_damaged_file_gives_the_defaults(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert load_settings() == Settings()


def test_a_place_that_cannot_be_written_stops_nothing(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    remember_community(Path("here.organizer"))
    assert load_settings() == Settings()


def test_the_colour_remembered_is_that_of_the_community_opened_last() -> None:
    remember_community(Path("here.organizer"), "#0B6E4F")
    remember_community(Path("here.organizer"))
    assert load_settings().last_accent == "#0B6E4F"
    remember_community(Path("there.organizer"))
    assert load_settings().last_accent == ""


def test_the_file_that_was_named_comes_before_the_last_one_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ORGANIZER_COMMUNITY", raising=False)
    assert community_path(None) is None
    remember_community(Path("here.organizer"))
    assert community_path(None) == Path("here.organizer").resolve()
    monkeypatch.setenv("ORGANIZER_COMMUNITY", "variable.organizer")
    assert community_path(None) == Path("variable.organizer")
    assert community_path(Path("option.organizer")) == Path("option.organizer")
