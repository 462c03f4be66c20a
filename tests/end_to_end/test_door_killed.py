"""kill -9 in the middle of a queue: whoever was said welcome to is in the file."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from organizer.models.database import open_database
from organizer.services.answers.guests import list_guests
from tests.ui.door_evening import DOOR_TIME, make_evening

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "tests.end_to_end.killed_desk"
TIMES = 3
PEOPLE = 120
ISOLATES = "\u2066\u2067\u2068\u2069"
"""Marks around a name on the screen, for scripts that run the other way."""


def welcomed_until_killed(file: Path, event_uid: str, codes: list[str], after: int) -> list[str]:
    """Open the program at the door, kill it some moment after so many people, return whom it welcomed."""
    process = subprocess.Popen(
        [sys.executable, "-m", PROGRAM, str(file), event_uid, DOOR_TIME.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONIOENCODING": "utf-8",
            "ORGANIZER_SETTINGS": str(file.with_name("settings.json")),
        },
    )
    assert process.stdin is not None and process.stdout is not None
    with process.stdout:
        process.stdin.write("\n".join(codes))
        process.stdin.close()
        assert process.stdout.readline() == "open\n", "the program could not open the file"
        names = [process.stdout.readline().strip() for _person in range(after)]
        time.sleep(random.uniform(0, 0.03))
        process.kill()
        names += process.stdout.read().splitlines()
    process.wait()
    return [name.strip(ISOLATES) for name in names]


def test_everyone_who_was_welcomed_is_in_the_file(template_file: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(template_file, tmp_path / "weavers.organizer"))
    db = open_database(file)
    evening = make_evening(db)
    uid = evening.events["Loom night"]
    codes = evening.add_all([f"Zoë {number:03}" for number in range(PEOPLE)], "Loom night")
    db.close()
    welcomed: list[str] = []
    for _time in range(TIMES):
        still_to_come = codes[len(welcomed) :]
        welcomed += welcomed_until_killed(file, uid, still_to_come, random.randint(1, 12))
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        db = open_database(file)
        here = {row.name for row in list_guests(db, uid) if row.arrived_at is not None}
        db.close()
        assert set(welcomed) <= here
        # At most those who were on their way to the screen are in without having been shown.
        assert len(here) < PEOPLE, "it was killed in the middle of the queue"
    assert len(welcomed) == len(set(welcomed)) >= TIMES
