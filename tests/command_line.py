"""The command as a user's shell runs it: a process of its own, with its own settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
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


@pytest.fixture
def organizer(tmp_path: Path) -> Organizer:
    """Run `organizer …` in a fresh folder; a refusal fails the test unless `code` expects it."""
    environment = {
        **os.environ,
        "ORGANIZER_SETTINGS": str(tmp_path / "settings.json"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("ORGANIZER_COMMUNITY", None)

    def run(*words: object, code: int = 0, stdin: str | bytes = b"") -> Ran:
        typed = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "organizer.app", *map(str, words)],
            input=typed,
            capture_output=True,
            cwd=tmp_path,
            env=environment,
            timeout=120,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert ran.code == code, f"organizer {words}: {ran}"
        assert "Traceback" not in ran.err
        return ran

    return run


@pytest.fixture
def riverside(organizer: Organizer) -> Organizer:
    """The same in a community that has just been made."""
    organizer(
        "new",
        "riverside.organizer",
        "--name=Riverside",
        "--timezone=Europe/Berlin",
        "--organizer-name=Petra",
        "--organizer-email=petra@example.org",
    )
    return organizer
