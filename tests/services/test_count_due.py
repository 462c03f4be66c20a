"""How many are to be told is counted by one statement, and is how many letters are written."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.models.tables import SentInvitation
from organizer.services.answers.guests import set_status
from organizer.services.out.inviting import count_due, write_invitations
from organizer.services.out.letters import due
from organizer.services.people import members
from organizer.services.plans import events
from tests.evenings import Evening

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
NAMES = ("Ana", "Bo", "Cy", "Di", "Without address", "Silent")


@pytest.mark.parametrize("seed", range(4))
def test_those_counted_are_those_who_get_letters(
    evening: Evening, tmp_path: Path, seed: int
) -> None:
    chance, db, event = random.Random(seed), evening.db, evening.meetup
    for name in NAMES:
        evening.person(name, "" if name == "Without address" else f"{name.lower()}@x.org")
    silent = members.draft_of(members.member_detail(db, evening.person("Silent")))
    members.change_member(db, evening.person("Silent"), replace(silent, do_not_write=True))
    evening.invited(*NAMES)

    def answer() -> None:
        status = chance.choice(list(RegistrationStatus))
        set_status(db, event, evening.person(chance.choice(NAMES)), status)

    def move() -> None:
        draft = events.draft_of(events.get_event(db, event))
        hour = timedelta(hours=1)
        draft = replace(draft, starts=draft.starts + hour, ends=draft.ends + hour, capacity=2)
        events.change_event(db, event, draft)

    def tell_all() -> None:
        write_invitations(db, event, tmp_path / str(chance.random()), now=NOW)

    def tell_of_another() -> None:
        with db.writing() as session:
            other = update(SentInvitation).where(SentInvitation.id % 3 == 0)
            session.execute(other.values(uid="another", recurrence="2026-11-24T19:00:00 UTC"))

    steps = (answer, answer, answer, move, tell_all, tell_of_another)
    steps += (lambda: events.cancel_event(db, event), lambda: events.reinstate_event(db, event))
    seen = set()
    for _ in range(40):
        with suppress(UserError):
            chance.choice(steps)()
        with db.reading() as session:
            letters = due(session, event, NOW)
        assert count_due(db, event, now=NOW) == len({one.member_uid for one in letters})
        seen.add(len(letters))
    assert len(seen) > 2
