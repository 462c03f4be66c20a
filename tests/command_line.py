"""The command as a user's shell runs it: a process of its own, with its own settings."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """One JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Organizer = Callable[..., Ran]


class Shell:
    """Starts commands: each is a process of its own, split off from one that has read the code.

    To read the code anew for each of a thousand commands would take most of the time of all tests.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._split_off = subprocess.Popen(
            [sys.executable, "-m", "tests.split_off"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def run(self, words: list[str], typed: bytes, folder: Path, environment: dict[str, str]) -> Ran:
        """Run `organizer` with these words and return what it answered."""
        files = {name: str(self._folder / name) for name in ("stdin", "stdout", "stderr")}
        Path(files["stdin"]).write_bytes(typed)
        wanted = {"words": words, "folder": str(folder), "environment": environment, **files}
        assert self._split_off.stdin is not None and self._split_off.stdout is not None
        self._split_off.stdin.write(json.dumps(wanted) + "\n")
        code = int(self._split_off.stdout.readline())
        said = [Path(files[name]).read_bytes().decode() for name in ("stdout", "stderr")]
        return Ran(code, *said)

    def close(self) -> None:
        """End the process that commands are split off from."""
        self._split_off.communicate()


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """What starts the commands of all tests."""
    made = Shell(tmp_path_factory.mktemp("shell"))
    yield made
    made.close()


def _environment(folder: Path) -> dict[str, str]:
    """Settings of the folder's own, and no screen."""
    environment = {
        **os.environ,
        "ORGANIZER_SETTINGS": str(folder / "settings.json"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("ORGANIZER_COMMUNITY", None)
    return environment


@pytest.fixture
def organizer(tmp_path: Path, shell: Shell) -> Organizer:
    """Run `organizer …` in a fresh folder; a refusal fails the test unless `code` expects it."""
    environment = _environment(tmp_path)

    def run(*words: object, code: int = 0, stdin: str | bytes = b"") -> Ran:
        typed = stdin.encode() if isinstance(stdin, str) else stdin
        ran = shell.run(list(map(str, words)), typed, tmp_path, environment)
        assert ran.code == code, f"organizer {words}: {ran}"
        assert "Traceback" not in ran.err
        return ran

    return run


@pytest.fixture(scope="session")
def riverside_folder(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `organizer new` leaves: a community that has just been made, and the settings."""
    folder = tmp_path_factory.mktemp("riverside")
    words = [
        "new",
        "riverside.organizer",
        "--name=Riverside",
        "--timezone=Europe/Berlin",
        "--organizer-name=Petra",
        "--organizer-email=petra@example.org",
    ]
    ran = shell.run(words, b"", folder, _environment(folder))
    assert ran.code == 0, ran
    return folder


@pytest.fixture
def riverside(organizer: Organizer, riverside_folder: Path, tmp_path: Path) -> Organizer:
    """The same where a community has just been made."""
    shutil.copy(riverside_folder / "riverside.organizer", tmp_path)
    settings = (riverside_folder / "settings.json").read_text("utf-8")
    here = settings.replace(*(json.dumps(str(one))[1:-1] for one in (riverside_folder, tmp_path)))
    (tmp_path / "settings.json").write_text(here, "utf-8")
    return organizer
