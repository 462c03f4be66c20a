"""Riverside Makers: seventy people, twelve past evenings, and one tonight with two workshops."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

from organizer.domain.drafts import CommunityDraft, EventDraft, MemberDraft
from organizer.domain.kinds import EventKind, RegistrationStatus
from organizer.domain.times import instant, wall_time
from organizer.models.database import Database
from organizer.services import communities, door, events, guests, members

TIMEZONE = "Europe/Berlin"
TITLE = "Loom night"
SEATS = 50
_PAST = (
    ("Paper night", 30, 14), ("Warping together", 26, 28), ("Dye pots", 31, 42),
    ("Wood and wool", 22, 56), ("Print evening", 28, 70), ("Summer mending", 17, 98),
    ("Open looms", 24, 112), ("Leather basics", 21, 126), ("Indigo evening", 27, 140),
    ("Weaving bands", 19, 154), ("Paper marbling", 18, 168), ("First evening", 14, 182),
)  # fmt: skip
"""Title, how many came, how many days before tonight."""


def make_sample(path: Path, now: datetime) -> tuple[Database, str]:
    """Make the sample community in a new file; return it and the uid of tonight's meetup.

    `now` is an instant; tonight starts an hour after it.
    """
    chance = random.Random(20261124)  # the same evening every time
    db = communities.new_community(
        path,
        CommunityDraft(
            name="Riverside Makers",
            timezone=TIMEZONE,
            purpose="We make things with our hands, and meet every second Tuesday.",
            organizer_name="Petra Van den Broeck",
            organizer_email="hello@riverside-makers.example",
        ),
    )
    people = _add_people(db)
    tonight = wall_time(now, TIMEZONE).replace(minute=0, second=0, microsecond=0) + timedelta(
        hours=1
    )
    _play_the_past(db, people, tonight, chance)
    return db, _plan_tonight(db, people, tonight, chance)


def sample_file(folder: Path) -> Path:
    """Return the file of today's sample in a folder of the app's own, made anew each day."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"riverside-makers-{now:%Y-%m-%d}.organizer"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        make_sample(unfinished, now)[0].close()
        unfinished.rename(path)
    return path


def _add_people(db: Database) -> list[str]:
    text = resources.files("organizer.sample").joinpath("people.tsv").read_text("utf-8")
    people = []
    for line in text.splitlines()[1:]:
        name, tags, mailbox = line.split("\t")
        people.append(
            members.add_member(
                db,
                MemberDraft(
                    name=name,
                    emails=(f"{mailbox}@mail.example",) if mailbox else (),
                    tags=tuple(tag.strip() for tag in tags.split(",") if tag.strip()),
                ),
            )
        )
    return people


def _play_the_past(
    db: Database, people: list[str], tonight: datetime, chance: random.Random
) -> None:
    evening = tonight.replace(hour=19, minute=0)
    for title, count, days in reversed(_PAST):
        starts = evening - timedelta(days=days)
        uid = events.add_event(
            db,
            EventDraft(
                title=title,
                starts=starts,
                ends=starts + timedelta(hours=2, minutes=30),
                timezone=TIMEZONE,
                venue="Hall 3, Mill Lane 12",
                capacity=SEATS,
            ),
        )
        # Those nearer the top of the list come more often, as in every circle of people.
        known = people[:60]
        likely = sorted(known, key=lambda p: known.index(p) * chance.uniform(0.2, 1.6))
        yes = likely[: count + 4]
        guests.add_guests(db, uid, yes, status=RegistrationStatus.GOING)
        opening = instant(starts, TIMEZONE)
        for member in chance.sample(yes, count):
            minutes = max(-25.0, chance.gauss(-3, 9))
            door.check_in_member(
                db, uid, member, station="Door A", now=opening + timedelta(minutes=minutes)
            )


def _plan_tonight(db: Database, people: list[str], tonight: datetime, chance: random.Random) -> str:
    meetup = events.add_event(
        db,
        EventDraft(
            title=TITLE,
            starts=tonight,
            ends=tonight + timedelta(hours=2, minutes=30),
            timezone=TIMEZONE,
            venue="Hall 3, Mill Lane 12",
            capacity=SEATS,
            description="Bring a project or start one. Yarn and tea are there.",
        ),
    )
    coming = chance.sample(people, len(people))
    guests.add_guests(db, meetup, coming[:54], status=RegistrationStatus.GOING)
    guests.add_guests(db, meetup, coming[54:66])
    guests.set_status(db, meetup, coming[60], RegistrationStatus.MAYBE)
    guests.set_status(db, meetup, coming[61], RegistrationStatus.DECLINED)
    for number, (title, seats, booked) in enumerate(
        (("Warping basics", 12, 12), ("Natural dyes", 14, 9))
    ):
        workshop = events.add_event(
            db,
            EventDraft(
                kind=EventKind.WORKSHOP,
                title=title,
                starts=tonight + timedelta(minutes=30),
                ends=tonight + timedelta(minutes=105),
                timezone=TIMEZONE,
                venue=f"Room {number + 1}",
                capacity=seats,
                part_of=meetup,
            ),
        )
        first = 15 * number
        guests.add_guests(
            db, workshop, coming[first : first + booked], status=RegistrationStatus.GOING
        )
    return meetup
