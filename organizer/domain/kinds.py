"""The closed lists of words that the whole product shares; their values are kept in files and JSON."""

from __future__ import annotations

from enum import StrEnum


class EventKind(StrEnum):
    """What an event is; a workshop may stand alone or be part of a meetup."""

    MEETUP = "meetup"
    WORKSHOP = "workshop"


class EventStatus(StrEnum):
    """Whether an event still takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Scope(StrEnum):
    """Which dates of a series a change is meant for."""

    THIS = "this"
    FOLLOWING = "following"
    """This one and all after it, which become a series of their own."""
    ALL = "all"
    """All that are to come; what is past stays as it was."""


class RegistrationStatus(StrEnum):
    """Where one member stands on one event's guest list; only going takes seats."""

    INVITED = "invited"
    GOING = "going"
    MAYBE = "maybe"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class WaitlistOrder(StrEnum):
    """Who on a waitlist moves up first."""

    ARRIVAL = "arrival"
    """First come, first served."""
    NEWCOMERS = "newcomers"
    """Those who never came before pass those who did; among equals, first come."""


class Consent(StrEnum):
    """What somebody said about being in pictures; nothing asked is not a yes."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


class FieldKind(StrEnum):
    """What a field or question of the community's own takes."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes-no"


class DoorAction(StrEnum):
    """What an entry of the door log records."""

    ARRIVED = "arrived"
    LEFT = "left"
    UNDONE = "undone"
    REFUSED = "refused"
    COUNTED = "counted"
    """People on no list, one more or fewer."""


class Verdict(StrEnum):
    """What the door says about a code or a name."""

    WELCOME = "welcome"
    ALREADY_IN = "already-in"
    NOT_ON_LIST = "not-on-list"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    OTHER_EVENT = "other-event"
    NOT_BOOKED = "not-booked"
    FULL = "full"
    EVENT_CANCELLED = "event-cancelled"
    TOO_EARLY = "too-early"
    OVER = "over"
    REVOKED = "revoked"
    UNKNOWN_HERE = "unknown-here"
    FORGED = "forged"
    NOT_OURS = "not-ours"
    SEE_HOST = "see-host"


class CodeKind(StrEnum):
    """What a badge code stands for; the value is its first letter."""

    REGISTRATION = "C"
    MEMBER = "D"
