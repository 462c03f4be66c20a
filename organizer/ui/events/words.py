"""How the pages about events say and colour what the records hold."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from organizer.domain.door import visit_in_words
from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus
from organizer.domain.records import EventRow, GuestRow
from organizer.domain.times import months_between, short_day, span_in_words, weekday_name
from organizer.domain.words import _, ngettext

AWAY_MONTHS = 6
"""Who was away this long is greeted as coming back."""
STATUS_ROLES = {
    RegistrationStatus.INVITED: "info",
    RegistrationStatus.GOING: "good",
    RegistrationStatus.MAYBE: "accent",
    RegistrationStatus.WAITLISTED: "warn",
    RegistrationStatus.DECLINED: "neutral",
    RegistrationStatus.CANCELLED: "neutral",
}
"""The chip of each status."""


def status_word(status: RegistrationStatus) -> str:
    """Return the word of a status, as it stands in a chip."""
    return {
        RegistrationStatus.INVITED: _("Invited"),
        RegistrationStatus.GOING: _("Going"),
        RegistrationStatus.MAYBE: _("Maybe"),
        RegistrationStatus.WAITLISTED: _("Waitlisted"),
        RegistrationStatus.DECLINED: _("Declined"),
        RegistrationStatus.CANCELLED: _("Taken off"),
    }[status]


def kind_word(kind: EventKind) -> str:
    """Return what an event is."""
    return _("Meetup") if kind is EventKind.MEETUP else _("Workshop")


def is_over(row: EventRow, now: datetime) -> bool:
    """Whether an event has ended; `now` is an instant."""
    return row.ends_at < now


def has_begun(row: EventRow, now: datetime) -> bool:
    """Whether an event has started; `now` is an instant."""
    return row.starts_at <= now


def day_of(row: EventRow) -> str:
    """Return the day for a narrow column, such as "Tue 24 Nov 2026"."""
    return f"{weekday_name(row.starts)[:3]} {short_day(row.starts)}"


def hours_of(row: EventRow) -> str:
    """Return from when to when, such as "19:00 to 21:30"."""
    return span_in_words(row.starts, row.ends)


def seats_of(row: EventRow) -> str:
    """Return how many go, such as "46 of 50"."""
    if row.capacity is None:
        return str(row.going)
    return _("{going} of {capacity}").format(going=row.going, capacity=row.capacity)


def share_of(row: EventRow) -> float | None:
    """Return how full an event is from 0 to 1, or None where there is no limit."""
    return None if row.capacity is None else min(1.0, row.going / row.capacity)


def state_of(row: EventRow, now: datetime) -> tuple[str, str]:
    """Return what a chip says about an event, and the chip's role; no words, no chip."""
    if row.status is EventStatus.CANCELLED:
        return _("Cancelled"), "bad"
    if is_over(row, now):
        return "", "neutral"
    if row.starts_at <= now + timedelta(hours=1):
        return _("Now"), "good"
    if row.waitlisted:
        return waiting_words(row.waitlisted), "warn"
    if row.capacity is not None and row.going >= row.capacity:
        return _("Full"), "neutral"
    return "", "neutral"


def waiting_words(waiting: int) -> str:
    """Return how many wait, such as "4 waiting"."""
    return ngettext("{count} waiting", "{count} waiting", waiting).format(count=waiting)


def visit_mark(guest: GuestRow, row: EventRow) -> tuple[str, str]:
    """Return what is worth greeting a guest for, and the chip's role; no words, no chip."""
    times = guest.attended_before + 1
    away = None
    if guest.last_attended is not None:
        away = months_between(datetime.combine(guest.last_attended, time()), row.starts)
    if times == 1:
        return visit_in_words(times, None), "accent"
    if away is not None and away >= AWAY_MONTHS:
        return visit_in_words(times, away), "info"
    return (visit_in_words(times, None), "neutral") if times % 5 == 0 else ("", "neutral")
