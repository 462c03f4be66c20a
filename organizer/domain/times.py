"""Wall times with their zone, and the instants in UTC they stand for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from organizer.domain.errors import UserError
from organizer.domain.words import _

FIRST_YEAR, LAST_YEAR = 1970, 2200


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Return all IANA zones a person would choose from, sorted."""
    return tuple(
        sorted(
            z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "SystemV/"))
        )
    )


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; an unknown one is a UserError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise UserError(
            _(
                "There is no time zone “{name}”. Use a name such as Europe/Berlin or America/New_York."
            ).format(name=name)
        ) from exc


def instant(wall: datetime, zone_name: str) -> datetime:
    """Return the instant in UTC of a wall time without offset.

    A time that a clock change repeats means its first round; one that it skips means as much later.
    """
    return wall.replace(tzinfo=zone(zone_name)).astimezone(UTC)


def existing(wall: datetime, zone_name: str) -> datetime:
    """Return the wall time that is meant: as much later for one that a clock change skips."""
    return wall_time(instant(wall, zone_name), zone_name).replace(fold=0)


def gap_words(wall: datetime, zone_name: str) -> str:
    """Return a sentence about a wall time that no clock shows, or ""."""
    meant = existing(wall, zone_name)
    if meant == wall:
        return ""
    return _(
        "The clocks go forward then: {time} does not exist that night; {meant} is meant."
    ).format(time=f"{wall:%H:%M}", meant=f"{meant:%H:%M}")


def end_after(starts: datetime, lasts: timedelta, zone_name: str) -> datetime:
    """Return the wall time at which so much time has passed, also while the clocks change."""
    starts_at = instant(starts, zone_name)
    ends = wall_time(starts_at + lasts, zone_name).replace(fold=0)
    # The second round of an hour that a clock repeats cannot be written: end after it.
    return ends if instant(ends, zone_name) - starts_at >= lasts else starts + lasts


def wall_time(moment: datetime, zone_name: str) -> datetime:
    """Return the wall time, without offset, that a clock in that zone shows at an instant."""
    return moment.astimezone(zone(zone_name)).replace(tzinfo=None)


def read_time(text: str) -> datetime:
    """Return a wall time from ISO 8601 without offset, such as 2026-11-24T19:00."""
    if _is_day(text):
        raise UserError(
            _("“{text}” is a day without a time. Write it like 2026-11-24T19:00.").format(text=text)
        )
    try:
        wall = datetime.fromisoformat(text.strip())
    except ValueError as exc:
        raise UserError(
            _("“{text}” is not a time. Write it like 2026-11-24T19:00.").format(text=text[:60])
        ) from exc
    if wall.tzinfo is not None:
        raise UserError(
            _(
                "“{text}” has an offset. Write the time as the clock on the wall shows it, like 2026-11-24T19:00."
            ).format(text=text[:60])
        )
    if sentence := year_problem(wall):
        raise UserError(sentence)
    return wall.replace(microsecond=0)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text.strip())
    except ValueError:
        return False
    return True


def year_problem(wall: datetime) -> str:
    """Return what is wrong with a year that no event is in, or ""."""
    if FIRST_YEAR <= wall.year <= LAST_YEAR:
        return ""
    return _("The year {year} is out of reach; use {first} to {last}.").format(
        year=wall.year, first=FIRST_YEAR, last=LAST_YEAR
    )


def write_time(wall: datetime) -> str:
    """Return `YYYY-MM-DDTHH:MM`, with seconds only where there are any."""
    return wall.isoformat(timespec="seconds" if wall.second else "minutes")


def months_between(earlier: datetime, later: datetime) -> int:
    """Return the whole months from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if later.day < earlier.day else months


def day_in_words(wall: datetime) -> str:
    """Return a date as a person says it, such as "Tuesday, 24 November 2026"."""
    return f"{weekday_name(wall)}, {wall.day} {month_name(wall.month)} {wall.year}"


def short_day(wall: datetime) -> str:
    """Return a date for a narrow column, such as "24 Nov 2026"."""
    return f"{wall.day} {month_name(wall.month)[:3]} {wall.year}"


def span_in_words(starts: datetime, ends: datetime) -> str:
    """Return when something takes place, such as "19:00 to 21:30"."""
    if ends - starts < timedelta(hours=24) and (ends.date() == starts.date() or ends.hour < 12):
        return _("{start} to {end}").format(start=f"{starts:%H:%M}", end=f"{ends:%H:%M}")
    return _("{start} to {end}").format(
        start=f"{starts:%H:%M}", end=f"{short_day(ends)} {ends:%H:%M}"
    )


def weekday_name(day: datetime) -> str:
    """Return the weekday's full name."""
    names = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return names[day.weekday()]


def month_name(month: int) -> str:
    """Return the full name of month 1 to 12."""
    names = (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )
    return names[month - 1]
