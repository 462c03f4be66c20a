"""One evening with a door: a real file with everybody whom the door can meet, and a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from organizer.domain.drafts import EventDraft, MemberDraft
from organizer.domain.kinds import EventKind, RegistrationStatus
from organizer.models.database import Database
from organizer.services.answers import guests
from organizer.services.people import members
from organizer.services.plans import events
from tests.evenings import add_people
from tests.ready_made import ReadyMade

STARTS = datetime(2026, 11, 24, 19, 0)
DOOR_TIME = datetime(2026, 11, 24, 18, 4, 12, tzinfo=UTC)
"""Four minutes past seven in the evening on the wall in Berlin."""


@dataclass(slots=True)
class Clock:
    """Stands still until it is put forward."""

    moment: datetime = DOOR_TIME

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        """Let time go by."""
        self.moment += timedelta(seconds=seconds)


@dataclass(slots=True)
class Evening:
    """Events and members by name, and the code of each badge."""

    db: Database
    events: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)

    def code(self, name: str, event: str = "Loom night") -> str:
        """The code on the badge of a person for an event."""
        uid = self.people[name]
        rows = guests.list_guests(self.db, self.events[event])
        return next(row.code for row in rows if row.member_uid == uid)

    def plan(self, title: str, starts: datetime = STARTS, **more: object) -> str:
        """Plan an event of two and a half hours."""
        values = {"kind": EventKind.MEETUP, "timezone": "Europe/Berlin", "venue": "Old boathouse"}
        ends = starts + timedelta(minutes=150)
        draft = EventDraft(title=title, starts=starts, ends=ends, **{**values, **more})
        self.events[title] = events.add_event(self.db, draft)
        return self.events[title]

    def add(self, name: str, event: str = "", status: str = "going", **more: str) -> str:
        """Add a member, and put them on an event's list."""
        uid = self.people[name] = members.add_member(self.db, MemberDraft(name, **more))
        if event:
            self.put(name, event, status)
        return uid

    def add_all(self, names: Sequence[str], event: str) -> list[str]:
        """Add members who are going to an event; return the codes on their badges."""
        uid, uids = self.events[event], add_people(self.db, names)
        guests.add_guests(self.db, uid, uids, status=RegistrationStatus.GOING)
        codes = {row.member_uid: row.code for row in guests.list_guests(self.db, uid)}
        return [codes[one] for one in uids]

    def put(self, name: str, event: str, status: str = "going") -> None:
        """Put a member on an event's list."""
        uid, event_uid = self.people[name], self.events[event]
        going = RegistrationStatus.GOING
        guests.add_guests(self.db, event_uid, [uid], status=going)
        if status != "going":
            guests.set_status(self.db, event_uid, uid, RegistrationStatus(status))


def make_evening(db: Database) -> Evening:
    """A meetup with a workshop of one seat; some who come, one for each refusal."""
    planned, people = _EVENING.put_into(db)
    return Evening(db, dict(planned), dict(people))


def _fill(db: Database) -> tuple[dict[str, str], dict[str, str]]:
    evening = Evening(db)
    evening.plan("Loom night")
    evening.plan("Paper night", STARTS + timedelta(days=14))
    evening.plan("Book night", STARTS - timedelta(days=14))
    evening.plan("Called off")
    evening.plan(
        "Natural dyes",
        kind=EventKind.WORKSHOP,
        capacity=1,
        part_of=evening.events["Loom night"],
    )
    for name in ("Ana Lima", "Nguyễn Văn Anh", "佐藤 花", "Tuva Strand", "Rosa Díaz"):
        evening.add(name, "Loom night")
    evening.add("Dora Declined", "Loom night", "declined")
    evening.add("Carl Cancelled", "Loom night", "cancelled")
    evening.add("Hana Host", "Loom night", host_note="Talk to Mina first.")
    evening.add("Stray Member")
    evening.put("Ana Lima", "Natural dyes")
    evening.put("Tuva Strand", "Natural dyes", "maybe")
    for name in ("Ana Lima", "Rosa Díaz"):
        evening.put(name, "Paper night")
        evening.put(name, "Book night")
        evening.put(name, "Called off")
    events.cancel_event(db, evening.events["Called off"])
    return evening.events, evening.people


_EVENING = ReadyMade(_fill)
