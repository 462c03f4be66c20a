"""A check-in that was answered survives the death of the program in the middle of the next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from organizer.services.answers.guests import list_guests
from tests.evenings import Evening, at

BURST = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from organizer.models.database import open_database
from organizer.services.at_door.door import check_in

db = open_database(Path(sys.argv[1]))
now = datetime.fromisoformat(sys.argv[3])
for code in sys.stdin.read().split():
    answer = check_in(db, sys.argv[2], code, now=now)
    print(answer.member_uid, answer.verdict, flush=True)
"""


def test_kill_9_during_a_burst_of_check_ins_loses_none_that_was_answered(evening: Evening) -> None:
    names = [f"Member {number}" for number in range(120)]
    evening.going(*names)
    codes = {guest.member_uid: guest.code for guest in list_guests(evening.db, evening.meetup)}
    process = subprocess.Popen(
        [sys.executable, "-c", BURST, str(evening.db.path), evening.meetup, at(19).isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdin is not None and process.stdout is not None
    with process.stdin, process.stdout:
        process.stdin.write("\n".join(codes.values()))
        process.stdin.close()
        answered = [process.stdout.readline() for _ in range(25)]
        process.kill()
        answered += process.stdout.readlines()
    assert process.wait() == -9
    told = {line.split()[0] for line in answered if line.endswith("welcome\n")}
    assert 25 <= len(told) < len(names), "it died in the middle"
    inside = {g.member_uid for g in list_guests(evening.db, evening.meetup) if g.arrived_at}
    assert told <= inside
    assert len(inside - told) <= 1, "at most the one that was being answered"
