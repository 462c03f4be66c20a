"""The demo: the whole evening, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from organizer.cli.demo import play
from organizer.domain.errors import UserError


def test_an_evening_that_breaks_off_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))

    def no_room(_community: Path, _folder: Path, _tell: Callable[[str], None]) -> list[Path]:
        raise UserError("the disk is full")

    with pytest.raises(UserError, match="the disk is full"):
        play(tmp_path / "demo", force=False, take_pictures=no_room)
    assert not (tmp_path / "demo").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("precious")
    with pytest.raises(UserError, match="holds other files"):
        play(tmp_path, force=False, take_pictures=lambda *_words: [])
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
