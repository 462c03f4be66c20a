"""How each verdict looks: a word, a symbol of its own, and a colour with the shape that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from organizer.domain.kinds import Verdict
from organizer.domain.words import _

Role = Literal["good", "info", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class VerdictLook:
    """Good comes in a disc, info in a square, warn in a diamond and bad in an octagon."""

    word: str
    icon: str
    """Name of a Phosphor icon, no two verdicts have the same."""
    role: Role


def look_of(verdict: Verdict) -> VerdictLook:
    """Return how a verdict looks, its word in the language spoken."""
    return _looks()[verdict]


def _looks() -> dict[Verdict, VerdictLook]:
    return {
        Verdict.WELCOME: VerdictLook(_("Welcome"), "check-bold", "good"),
        Verdict.ALREADY_IN: VerdictLook(_("Already in"), "checks-bold", "info"),
        Verdict.NOT_ON_LIST: VerdictLook(_("Not on the list"), "list-dashes-bold", "warn"),
        Verdict.WAITLISTED: VerdictLook(_("On the waitlist"), "hourglass-medium-bold", "warn"),
        Verdict.DECLINED: VerdictLook(_("Had said no"), "thumbs-down-bold", "warn"),
        Verdict.CANCELLED: VerdictLook(_("Taken off the list"), "user-minus-bold", "warn"),
        Verdict.OTHER_EVENT: VerdictLook(_("Another event"), "ticket-bold", "warn"),
        Verdict.NOT_BOOKED: VerdictLook(_("Workshop not booked"), "armchair-bold", "warn"),
        Verdict.FULL: VerdictLook(_("Workshop full"), "users-four-bold", "warn"),
        Verdict.EVENT_CANCELLED: VerdictLook(_("Event cancelled"), "calendar-x-bold", "bad"),
        Verdict.TOO_EARLY: VerdictLook(_("Too early"), "clock-bold", "info"),
        Verdict.OVER: VerdictLook(_("Event over"), "moon-bold", "info"),
        Verdict.REVOKED: VerdictLook(_("Old badge"), "clock-counter-clockwise-bold", "bad"),
        Verdict.UNKNOWN_HERE: VerdictLook(_("Not known here"), "question-bold", "warn"),
        Verdict.FORGED: VerdictLook(_("Not genuine"), "shield-warning-bold", "bad"),
        Verdict.NOT_OURS: VerdictLook(_("Not our code"), "prohibit-bold", "bad"),
        Verdict.SEE_HOST: VerdictLook(_("See the host"), "chat-circle-dots-bold", "info"),
    }
