"""An evening to practise on: invented people, a door that is open, and one of each case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from organizer.domain.drafts import CommunityDraft, EventDraft, MemberDraft
from organizer.domain.kinds import EventKind, RegistrationStatus
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services import communities
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.people import members
from organizer.services.plans import events

_ZONE = "Europe/Berlin"
GUEST = "Mina Okonkwo"
"""Whose badge is good."""
STRAY = "Jonas Weber"
"""A member who is not on tonight's list."""
WAITING = "Zofia Nowak"
OTHER_EVENING = "Pedro Álvarez"
_GOING = (
    GUEST, "Ana Lima", "Nguyễn Văn Anh", "佐藤 花", "محمد الفاتح", "Tuva Strand", "Łukasz Wójcik",
    "Ирина Котова", "Rosa Díaz", "Olu Peters",
)  # fmt: skip
_SEATS = len(_GOING) + 1


@dataclass(frozen=True, slots=True)
class Practice:
    """What a practice evening consists of."""

    db: Database
    event_uid: str
    good: str
    """A code that is welcome."""
    waiting: str
    """The code of somebody on the waitlist."""
    other_evening: str
    """The code of a badge for next week's meetup."""


def make_practice(path: Path, now: datetime) -> Practice:
    """Make the practice evening in a new file; `now` is an instant, and the door is open."""
    db = communities.new_community(
        path, CommunityDraft(name=_("Practice community"), timezone=_ZONE)
    )
    starts = wall_time(now, _ZONE).replace(second=0, microsecond=0) + timedelta(minutes=30)
    past = _plan(db, _("An evening before"), starts - timedelta(days=14))
    tonight = _plan(db, _("Practice evening"), starts, capacity=_SEATS)
    workshop = _plan(db, _("Practice workshop"), starts, kind=EventKind.WORKSHOP, part_of=tonight)
    later = _plan(db, _("Next week"), starts + timedelta(days=7))
    people = {name: members.add_member(db, MemberDraft(name)) for name in (*_GOING, STRAY)}
    for name in (WAITING, OTHER_EVENING):
        people[name] = members.add_member(db, MemberDraft(name))
    going = RegistrationStatus.GOING
    regulars = [people[name] for name in _GOING[1:6]]
    guests.add_guests(db, past, regulars, status=going)
    for number, uid in enumerate(regulars):
        door.check_in_member(db, past, uid, now=now - timedelta(days=14, minutes=-number))
    guests.add_guests(db, tonight, [people[name] for name in _GOING], status=going)
    guests.set_status(db, tonight, people["Rosa Díaz"], going, plus=1)
    guests.add_guests(db, tonight, [people[WAITING]], status=going)
    guests.add_guests(db, workshop, [people[GUEST]], status=going)
    guests.add_guests(db, later, [people[OTHER_EVENING]], status=going)
    return Practice(
        db=db,
        event_uid=tonight,
        good=_code(db, tonight, people[GUEST]),
        waiting=_code(db, tonight, people[WAITING]),
        other_evening=_code(db, later, people[OTHER_EVENING]),
    )


def _plan(
    db: Database,
    title: str,
    starts: datetime,
    *,
    kind: EventKind = EventKind.MEETUP,
    capacity: int | None = None,
    part_of: str | None = None,
) -> str:
    return events.add_event(
        db,
        EventDraft(
            kind=kind,
            title=title,
            starts=starts,
            ends=starts + timedelta(hours=2),
            timezone=_ZONE,
            capacity=capacity,
            part_of=part_of,
        ),
    )


def _code(db: Database, event_uid: str, member_uid: str) -> str:
    return next(
        row.code for row in guests.list_guests(db, event_uid) if row.member_uid == member_uid
    )
