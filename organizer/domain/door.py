"""How the door decides: the facts about one scan, and the first verdict that fits them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from organizer.domain.kinds import EventStatus, RegistrationStatus, Verdict
from organizer.domain.words import _

OPEN_BEFORE = timedelta(hours=3)
OPEN_AFTER = timedelta(hours=3)
SAME_SCAN = timedelta(seconds=3)
"""A second read of one code at one station within this time is the same scan."""

LET_IN_ALL_THE_SAME = frozenset(
    {
        Verdict.NOT_ON_LIST,
        Verdict.WAITLISTED,
        Verdict.DECLINED,
        Verdict.CANCELLED,
        Verdict.NOT_BOOKED,
        Verdict.FULL,
        Verdict.SEE_HOST,
    }
)
"""Refusals that one key turns into an arrival, which the log says."""


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """What is known when a code or a name stands at a door; instants are in UTC."""

    now: datetime
    event_status: EventStatus
    starts_at: datetime
    ends_at: datetime
    is_workshop: bool
    seats_left: int | None
    """Seats not taken by anyone going, or None without a capacity."""
    is_code: bool = True
    """False for a name chosen from the list: then nothing can be wrong with the code."""
    is_ours: bool = True
    is_genuine: bool = True
    is_known: bool = True
    is_revoked: bool = False
    is_for_this_door: bool = True
    has_host_note: bool = False
    is_inside: bool = False
    status: RegistrationStatus | None = None
    """On this door's own list."""
    meetup_status: RegistrationStatus | None = None
    """On the list of the meetup that this door's workshop is part of."""
    plus: int = 0


def decide(facts: DoorFacts) -> Verdict:
    """Return the first verdict that fits, in the order that the product fixes."""
    of_code = _verdict_of_code(facts)
    if of_code is not None:
        return of_code
    if facts.event_status is EventStatus.CANCELLED:
        return Verdict.EVENT_CANCELLED
    if facts.now < facts.starts_at - OPEN_BEFORE:
        return Verdict.TOO_EARLY
    if facts.now > facts.ends_at + OPEN_AFTER:
        return Verdict.OVER
    if facts.has_host_note:
        return Verdict.SEE_HOST
    if facts.is_inside:
        return Verdict.ALREADY_IN
    return _verdict_of_registration(facts)


def _verdict_of_code(facts: DoorFacts) -> Verdict | None:
    if not facts.is_code:
        return None
    if not facts.is_ours:
        return Verdict.NOT_OURS
    if not facts.is_genuine:
        return Verdict.FORGED
    if not facts.is_known:
        return Verdict.UNKNOWN_HERE
    if facts.is_revoked:
        return Verdict.REVOKED
    if not facts.is_for_this_door:
        return Verdict.OTHER_EVENT
    return None


_REFUSING = {
    RegistrationStatus.DECLINED: Verdict.DECLINED,
    RegistrationStatus.CANCELLED: Verdict.CANCELLED,
    RegistrationStatus.WAITLISTED: Verdict.WAITLISTED,
}


def _verdict_of_registration(facts: DoorFacts) -> Verdict:
    status = facts.status or facts.meetup_status
    if status is None:
        return Verdict.NOT_ON_LIST
    if status in _REFUSING:
        return _REFUSING[status]
    if facts.status is None:
        return Verdict.NOT_BOOKED
    has_seat = facts.status is RegistrationStatus.GOING
    if (
        facts.is_workshop
        and not has_seat
        and facts.seats_left is not None
        and facts.seats_left < 1 + facts.plus
    ):
        return Verdict.FULL
    return Verdict.WELCOME


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th and so on."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def visit_in_words(times: int, months_away: int | None) -> str:
    """Return how the community knows a person: first time, 5th meetup, back after 8 months.

    `times` counts this visit; `months_away` is None where there was none before.
    """
    if times <= 1:
        return _("First time")
    if months_away is not None and months_away >= 6:
        return _("Back after {months} months").format(months=months_away)
    return _("{nth} meetup").format(nth=ordinal(times))
