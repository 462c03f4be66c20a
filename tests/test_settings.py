"""What a machine remembers between two starts, and what it does when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.settings import Settings, load_settings, remember_community, save_settings


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
