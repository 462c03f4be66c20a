"""Riverside Makers: seventy people, twelve past evenings, one tonight, and an afternoon each month."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path

from organizer.domain.drafts import (
    UNSAID,
    CommunityDraft,
    EventDraft,
    MemberDraft,
    QuestionDraft,
    VenueDraft,
)
from organizer.domain.kinds import EventKind, FieldKind, RegistrationStatus, WaitlistOrder
from organizer.domain.times import instant, wall_time
from organizer.models.database import Database
from organizer.sample.traits import describe_people
from organizer.services import communities
from organizer.services.answers import guests
from organizer.services.answers.guest_answers import keep_answers_and_wishes
from organizer.services.at_door import door
from organizer.services.people import members
from organizer.services.plans import events, series
from organizer.services.plans.questions import list_questions
from organizer.services.plans.venues import change_venue, list_venues
from organizer.services.plans.workshops import set_choices

TIMEZONE = "Europe/Berlin"
TITLE = "Loom night"
SEATS = 50
_KNOWN = 60
"""How many came to past evenings; the others are new."""
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
    people = _add_people(db, since=now.date() - timedelta(days=190))
    describe_people(db)
    tonight = wall_time(now, TIMEZONE).replace(minute=0, second=0, microsecond=0) + timedelta(
        hours=1
    )
    _play_the_past(db, people, tonight, chance)
    uid = _plan_tonight(db, people, tonight, chance)
    _plan_series(db, people, tonight, now)
    return db, uid


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


def _add_people(db: Database, since: date) -> list[str]:
    """Add everyone; those who came to past evenings are members since before the first."""
    text = resources.files("organizer.sample").joinpath("people.tsv").read_text("utf-8")
    people: list[str] = []
    for line in text.splitlines()[1:]:
        name, tags, mailbox = line.split("\t")
        people.append(
            members.add_member(
                db,
                MemberDraft(
                    name=name,
                    emails=(f"{mailbox}@mail.example",) if mailbox else (),
                    tags=tuple(tag.strip() for tag in tags.split(",") if tag.strip()),
                    joined_on=since if len(people) < _KNOWN else UNSAID,
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
        known = people[:_KNOWN]
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
            answer_by=tonight - timedelta(days=2),
            waitlist_order=WaitlistOrder.NEWCOMERS,
            materials="a mug",
            facilitators=tuple(people[:1]),
            questions=_QUESTIONS,
        ),
    )
    coming = chance.sample(people, len(people))
    _describe_hall(db)
    guests.add_guests(db, meetup, coming[:54], status=RegistrationStatus.GOING)
    guests.add_guests(db, meetup, coming[54:66])
    guests.set_status(db, meetup, coming[60], RegistrationStatus.MAYBE)
    guests.set_status(db, meetup, coming[61], RegistrationStatus.DECLINED)
    _answer_questions(db, meetup, coming[:54], chance)
    workshops = []
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
                venue="Hall 3, Mill Lane 12",
                room=f"Room {number + 1}",
                level="Beginners" if number == 0 else "",
                materials="" if number == 0 else "an apron, old clothes",
                facilitators=(people[number + 1],),
                required_tags=() if number == 0 else ("dyeing",),
                capacity=seats,
                part_of=meetup,
            ),
        )
        workshops.append(workshop)
        first = 15 * number
        guests.add_guests(
            db, workshop, coming[first : first + booked], status=RegistrationStatus.GOING
        )
    for number, member in enumerate(coming[30:40]):
        order = workshops if number % 3 == 0 else workshops[::-1]
        set_choices(db, meetup, member, order)
    return meetup


_QUESTIONS = (
    QuestionDraft(
        "What do you eat?",
        FieldKind.CHOICE,
        ("anything", "vegetarian", "vegan"),
        on_badge=True,
        on_recap=True,
    ),
    QuestionDraft("Coming with children?", FieldKind.YES_NO, at_door=True),
    QuestionDraft("Anything we should know to let you take part?", FieldKind.TEXT, at_door=True),
)


def _describe_hall(db: Database) -> None:
    hall = next(one for one in list_venues(db) if one.name.startswith("Hall 3"))
    change_venue(
        db,
        hall.uid,
        VenueDraft(
            name="Hall 3, Mill Lane 12",
            access_notes="No steps from the yard. Ring twice at the green door.",
            capacity=60,
            rooms=("Room 1", "Room 2"),
        ),
    )


def _answer_questions(db: Database, meetup: str, people: list[str], chance: random.Random) -> None:
    eats, children, access = (one.uid for one in list_questions(db, meetup))
    for number, member in enumerate(people):
        if chance.random() < 0.2:
            continue  # nobody answers everything
        said = {
            eats: chance.choices(("anything", "vegetarian", "vegan"), (6, 3, 2))[0],
            children: "yes" if number % 11 == 0 else "no",
            access: "a place to sit near the door" if number == 5 else "",
        }
        keep_answers_and_wishes(db, meetup, member, said)


def _plan_series(db: Database, people: list[str], tonight: datetime, now: datetime) -> None:
    """Plan an afternoon that repeats, with a small circle on all of its dates."""
    starts = tonight.replace(hour=14) + timedelta(days=3)
    made = series.add_series(
        db,
        EventDraft(
            title="Open studio",
            starts=starts,
            ends=starts + timedelta(hours=3),
            timezone=TIMEZONE,
            venue="Hall 3, Mill Lane 12",
            capacity=20,
            description="Bring what is half finished.",
        ),
        "FREQ=MONTHLY;BYDAY=1SA",
        now=now,
    )
    guests.add_guests(db, made.series, people[5:13])
    guests.add_guests(db, made.uids[0], people[13:17], status=RegistrationStatus.GOING)
