"""Records of what is printed: badges, the sign-in sheet, the recap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from organizer.domain.kinds import EventKind


@dataclass(frozen=True, slots=True)
class BadgeRecord:
    """What one printed badge shows."""

    name: str
    code: str
    """38 letters, what the QR holds."""
    community: str
    event_title: str
    event_when: str
    """Date and time in words."""
    workshops: tuple[str, ...] = ()
    note: str = ""
    """A short line such as "first time"; may be empty."""
    answers: tuple[str, ...] = ()
    """Answers that the organizer wants on the badge, such as "Diet: vegan", and the payment."""


@dataclass(frozen=True, slots=True)
class WorkshopFill:
    """How full one workshop was."""

    title: str
    capacity: int | None
    going: int
    attended: int


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How often each answer to one question was given by those who came, the most first."""

    wording: str
    counts: tuple[tuple[str, int], ...]
    """What is read, and how many; without those who did not answer."""
    is_free: bool = False
    """The answers are people's own words, which may say who they are."""


@dataclass(frozen=True, slots=True)
class RecapPerson:
    """One name on the recap with what there is to say about them, such as "5th meetup"."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecapRecord:
    """How one evening went. All people lists are sorted by sorting name."""

    community: str
    title: str
    kind: EventKind
    starts: datetime
    """Wall time in `timezone`."""
    ends: datetime
    timezone: str
    venue: str
    capacity: int | None
    invited: int
    """Everyone on the guest list."""
    going: int
    """Members who said yes, without their extra guests."""
    guests: int
    """Extra guests who came with them."""
    attended: int
    walk_ins: int
    first_timers: tuple[RecapPerson, ...]
    returning: tuple[RecapPerson, ...]
    """Came back after six months or more away."""
    regulars: int
    """Attended and neither new nor returning."""
    no_shows: tuple[RecapPerson, ...]
    """Nobody where nobody was checked in at all: then it is not known who came; nor before the end."""
    attendees: tuple[RecapPerson, ...]
    arrivals: tuple[datetime, ...]
    """Wall times, in order."""
    workshops: tuple[WorkshopFill, ...]
    previous: tuple[tuple[str, int], ...]
    """Title with date and attendance of up to eight events before this one, oldest first."""
    next_steps: tuple[str, ...] = ()
    """Sentences of what to do next."""
    answers: tuple[AnswerCounts, ...] = ()
    """To the questions that the organizer wants on the recap."""
    unpaid: int | None = None
    """Who came and has not paid; None where nothing is paid, or the recap is not to say it."""
    head_count: int = 0
    """People who came and are on no list."""
    not_here_yet: tuple[RecapPerson, ...] = ()
    """Of an evening that is still on: who said yes and may still come."""


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One person on a sign-in sheet; nothing here is more than everybody in the room may read."""

    name: str
    sorting_name: str
    code: str
    """What the QR at the row's end holds, the same as on the badge; empty for none."""
    plus: int = 0
    """Extra guests, each with a small box."""
    workshops: tuple[str, ...] = ()
    """Titles of those they booked."""


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """Everyone the door would welcome, for paper; each list is sorted by sorting name."""

    community: str
    title: str
    starts: datetime
    """Wall time in `timezone`; so is `ends`."""
    ends: datetime
    timezone: str
    venue: str
    going: tuple[SignInRow, ...]
    waitlisted: tuple[SignInRow, ...] = ()
    invited: tuple[SignInRow, ...] = ()
    """Who has not said yes or no; they are welcome as well."""
