"""An evening to test with: people, a meetup with two workshops, and the time on the wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from organizer.domain.drafts import EventDraft, MemberDraft
from organizer.domain.kinds import EventKind, RegistrationStatus
from organizer.domain.times import instant
from organizer.models.database import Database
from organizer.services.answers.guests import add_guests, list_guests
from organizer.services.lists import importing
from organizer.services.people.members import add_member, list_members
from organizer.services.plans.events import add_event

ZONE = "Europe/Berlin"
STARTS = datetime(2026, 11, 24, 19, 0)
"""When the evening begins, by the clock on the wall in `ZONE`."""


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Return an instant of the evening by what the wall shows."""
    return instant(STARTS.replace(hour=hour, minute=minute, second=second), ZONE)


@dataclass(slots=True)
class Evening:
    """A meetup with two workshops, and people by their names."""

    db: Database
    meetup: str
    dyeing: str
    """uid of a workshop with two seats that is part of the meetup; so is `knots`."""
    knots: str
    people: dict[str, str] = field(default_factory=dict)
    """uid by name."""

    def person(self, name: str, email: str = "") -> str:
        """Return the uid of a person, making them when they are new."""
        if name not in self.people:
            emails = (email,) if email else ()
            self.people[name] = add_member(self.db, MemberDraft(name=name, emails=emails))
        return self.people[name]

    def going(self, *names: str, event: str = "", plus: int = 0) -> None:
        """Let people say yes to the meetup, or another event."""
        uids = [self.person(name) for name in names]
        add_guests(self.db, event or self.meetup, uids, status=RegistrationStatus.GOING, plus=plus)

    def invited(self, *names: str, event: str = "") -> None:
        """Invite people to the meetup, or another event."""
        add_guests(self.db, event or self.meetup, [self.person(name) for name in names])

    def status(self, name: str, event: str = "") -> str:
        """Return where a person stands on a list, "" where they are not on it."""
        for guest in list_guests(self.db, event or self.meetup):
            if guest.member_uid == self.people[name]:
                return str(guest.status)
        return ""

    def code(self, name: str, event: str = "") -> str:
        """Return the code on a person's badge."""
        for guest in list_guests(self.db, event or self.meetup):
            if guest.member_uid == self.people[name]:
                return guest.code
        raise LookupError(name)


def plan(
    db: Database,
    title: str,
    *,
    starts: datetime = STARTS,
    kind: EventKind = EventKind.MEETUP,
    capacity: int | None = None,
    part_of: str | None = None,
) -> str:
    """Plan an event of two and a half hours and return its uid."""
    draft = EventDraft(
        kind=kind,
        title=title,
        starts=starts,
        ends=starts + timedelta(hours=2, minutes=30),
        timezone=ZONE,
        venue="Mill",
        capacity=capacity,
        part_of=part_of,
    )
    return add_event(db, draft)


def add_people(db: Database, names: Sequence[str]) -> list[str]:
    """Add many members at once, as a list brings them; return their uids."""
    file = db.path.with_name("people.csv")
    file.write_text("\n".join(["Name", *names]), "utf-8")
    importing.apply_import(db, importing.plan_import(db, importing.read_lists([file])))
    uids = {row.name: row.uid for row in list_members(db)}
    return [uids[name] for name in names]


def shared_data(part: str) -> Path:
    """Return the path of real data, or skip the test where there is none on this machine."""
    path = Path(__file__).resolve().parents[1].parent / "shared" / "data" / part
    if not path.exists():
        pytest.skip(f"the shared data is not here: {part}")
    return path
