"""Speed of looking for people who are in the list twice: a part of `make bench`."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from organizer.domain.drafts import CommunityDraft
from organizer.domain.names import fold, sorting_name
from organizer.models.tables import Address, Member, new_uid, utc_now
from organizer.services import communities
from organizer.services.people import duplicates

PEOPLE = 20_000
_SYLLABLES = [first + second for first in "bdfgklmnprst" for second in "aeiou"]


def measure_duplicates(folder: Path, report: Callable[[str, float, float], None]) -> None:
    """All of the search, against SQLite's own for exactly the same names."""
    db = communities.new_community(folder / "twice.organizer", CommunityDraft("Twice", "UTC"))
    chance = random.Random(7)
    with db.writing() as session:
        people = [_member(number, chance) for number in range(1, PEOPLE + 1)]
        session.execute(insert(Member), people)
        addresses = [_address(number, chance) for number in range(1, PEOPLE + 1)]
        session.execute(insert(Address), addresses)
    started = time.perf_counter()
    found = duplicates.find_duplicates(db)
    ours = time.perf_counter() - started
    with closing(sqlite3.connect(db.path)) as connection:
        started = time.perf_counter()
        connection.execute(
            "SELECT one.id, other.id FROM member one JOIN member other"
            " ON one.folded_name = other.folded_name AND one.id < other.id"
        ).fetchall()
        bare = time.perf_counter() - started
    db.close()
    report(f"duplicates among {PEOPLE:,} members (10 s), {len(found):,} pairs", ours, bare)


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables)).title()


def _member(number: int, chance: random.Random) -> dict[str, object]:
    name = f"{_word(chance, 2)} {_word(chance, 3)}"
    return {
        "id": number, "uid": new_uid(), "name": name, "folded_name": fold(name),
        "sorting_name": sorting_name(name), "greeting": "", "notes": "", "host_note": "",
        "do_not_write": False, "earlier_attended": 0, "earlier_yes": 0, "earlier_no_shows": 0,
        "fields": {}, "created_at": utc_now(), "phone": f"0170 {chance.randrange(10**6, 10**7)}",
    }  # fmt: skip


def _address(number: int, chance: random.Random) -> dict[str, object]:
    address = f"{chance.randrange(PEOPLE * 2)}@example.org"
    return {"member_id": number, "address": address, "folded": address, "position": 0}
