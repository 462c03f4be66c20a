"""How the pages about events say and colour what the records hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from organizer.domain.door import visit_in_words
from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus
from organizer.domain.records import EventRow, GuestRow
from organizer.domain.repeat_form import rule_in_words
from organizer.domain.repeating import read_rule
from organizer.domain.times import (
    instant,
    months_between,
    short_day,
    span_in_words,
    wall_time,
    weekday_name,
)
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


def can_be_skipped(row: EventRow, now: datetime) -> bool:
    """Whether an event is a date of a series that is still to come; `now` is an instant."""
    return row.series is not None and row.status is EventStatus.PLANNED and not has_begun(row, now)


def has_begun(row: EventRow, now: datetime) -> bool:
    """Whether an event has started; `now` is an instant."""
    return row.starts_at <= now


def day_of(row: EventRow) -> str:
    """Return the day for a narrow column, such as "Tue 24 Nov 2026"."""
    return f"{weekday_name(row.starts)[:3]} {short_day(row.starts)}"


def hours_of(row: EventRow) -> str:
    """Return from when to when, such as "19:00 to 21:30"."""
    return span_in_words(row.starts, row.ends)


def repeats_of(row: EventRow) -> str:
    """Return how an event repeats, such as "every first Tuesday of the month"; "" if it does not."""
    return _rule_words(row.rule, row.timezone, row.slot.date()) if row.rule and row.slot else ""


@lru_cache(maxsize=512)
def _rule_words(rule: str, zone_name: str, day: date) -> str:
    endless = replace(read_rule(rule, zone_name), count=None, until=None)
    return rule_in_words(endless, datetime.combine(day, time()))


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
    if row.closed_at is not None:
        return _("Closed"), "neutral"
    if is_over(row, now):
        return "", "neutral"
    if row.starts_at <= now + timedelta(hours=1):
        return _("Now"), "good"
    if row.waitlisted:
        return waiting_words(row.waitlisted), "warn"
    if row.capacity is not None and row.going >= row.capacity:
        return _("Full"), "neutral"
    if row.answer_by is not None and instant(row.answer_by, row.timezone) > now:
        return _("Answers by {day}").format(day=_short_day(row.answer_by)), "neutral"
    return "", "neutral"


def closed_words(row: EventRow) -> str:
    """Return when the evening was closed, such as "Closed at 21:40"; "" while it is open."""
    if row.closed_at is None or row.status is EventStatus.CANCELLED:
        return ""
    closed = wall_time(row.closed_at, row.timezone)
    if closed.date() <= row.ends.date():
        return _("Closed at {time}").format(time=f"{closed:%H:%M}")
    return _("Closed on {day}").format(day=short_day(closed))


def _short_day(wall: datetime) -> str:
    """Return a day of this season for a chip, such as "20 Nov"."""
    return short_day(wall).rpartition(" ")[0]


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
