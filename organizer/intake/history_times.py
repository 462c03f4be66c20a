"""Times of past events: what the cells say, and the zone whose clocks hung on the wall."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from organizer.domain.errors import UserError
from organizer.domain.times import FIRST_YEAR, LAST_YEAR, instant, wall_time, zone, zone_names
from organizer.intake.dates import Order, UnclearDate, UnreadableDate, read_dates
from organizer.intake.moments import read_moments

USUAL_LENGTH = timedelta(hours=3)
"""How long an event lasts of which no table says when it ended; Meetup's own rule."""

_COUNT = re.compile(r"-?\d{9,17}(?:\.0*)?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.0*)?")
_SIGNED_CLOCK = re.compile(r"(?:UTC|GMT)?\s*([+-−])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}.{0,12}|\d{1,2}\s?[ap]\.?m\.?", re.IGNORECASE)
_HOURS_AND_MINUTES = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
# Where most people live, so that of all zones with the same clocks a well-known one is named.
_WELL_KNOWN = tuple(
    f"{area}/{city}"
    for area, cities in (
        ("America", "New_York Chicago Denver Phoenix Los_Angeles Anchorage Halifax St_Johns"),
        ("America", "Mexico_City Bogota Lima Caracas Santiago Sao_Paulo Argentina/Buenos_Aires"),
        ("Pacific", "Honolulu Auckland Fiji"),
        ("Europe", "London Lisbon Berlin Paris Athens Helsinki Istanbul Moscow"),
        ("Africa", "Lagos Cairo Johannesburg Nairobi Casablanca"),
        ("Asia", "Jerusalem Dubai Tehran Karachi Kolkata Kathmandu Dhaka Bangkok Jakarta"),
        ("Asia", "Shanghai Singapore Manila Tokyo Seoul Vladivostok"),
        ("Australia", "Perth Darwin Adelaide Brisbane Sydney"),
    )
    for city in cities.split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a cell tells of a time."""

    moment: datetime | None = None
    """Aware where the cell says an instant, else as the clock showed it."""
    offset: timedelta | None = None
    """How far the clock on the wall was ahead of UTC, where that is told."""
    has_clock: bool = True
    """Whether there is a time of day."""
    is_unclear: bool = False
    """Day and month could be the one or the other."""


def read_column(
    cells: Sequence[str], order: Order | None = None, clocks: Sequence[str] = ()
) -> list[Told]:
    """Read one column of times, each with the time of day beside it where that stands apart.

    Counts since 1970 are instants, in seconds or finer; what has an offset is one too.
    """
    texts = [
        f"{cell} {clock}" if clock and _CLOCK.fullmatch(clock) else cell
        for cell, clock in zip(cells, clocks or [""] * len(cells), strict=True)
    ]
    moments = read_moments(texts, order)
    days = read_dates(cells, order)
    told = []
    for text, moment, day in zip(texts, moments, days, strict=True):
        counted = _from_count(text)
        if counted or moment:
            at = counted or moment
            offset = at.utcoffset() if at else None
            # A time in UTC tells the instant, and nothing of the clock on the wall.
            told.append(Told(at, offset if offset else None))
        elif isinstance(day, UnclearDate):
            told.append(Told(is_unclear=True))
        elif day is None or isinstance(day, UnreadableDate):
            told.append(Told())
        else:
            told.append(Told(datetime(day.year, day.month, day.day), has_clock=False))
    return told


def _from_count(text: str) -> datetime | None:
    if not _COUNT.fullmatch(text):
        return None
    number = int(float(text)) if "." in text else int(text)
    digits = len(str(abs(number)))
    scale = 1 if digits <= 10 else 1_000 if digits <= 13 else 1_000_000
    try:
        moment = datetime.fromtimestamp(0, UTC) + timedelta(seconds=number / scale)
    except OverflowError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def read_offset(text: str) -> timedelta | None:
    """Return an offset from UTC: "-07:00", or a number of hours, minutes, seconds or milliseconds."""
    if _NUMBER.fullmatch(text):
        number = int(float(text))
        for most, unit in ((14, 3600), (840, 60), (50_400, 1), (50_400_000, 0.001)):
            if abs(number) <= most:
                return timedelta(seconds=number * unit)
    elif match := _SIGNED_CLOCK.fullmatch(text):
        length = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        if length <= timedelta(hours=14):
            return length if match[1] == "+" else -length
    return None


def read_length(text: str) -> timedelta | None:
    """Return how long something lasts: "2:30", or a number of minutes, seconds or milliseconds."""
    if match := _HOURS_AND_MINUTES.fullmatch(text):
        return timedelta(hours=int(match[1]), minutes=int(match[2]))
    if not _NUMBER.fullmatch(text):
        return None
    number = int(float(text))
    minutes = number if number <= 1440 else number / 60 if number < 600_000 else number / 60_000
    return timedelta(minutes=minutes) if 0 < minutes <= 14 * 1440 else None


def known_zone(text: str) -> str:
    """Return the IANA name in a cell, or nothing."""
    try:
        return text if text and zone(text) else ""
    except UserError:
        return ""


def zones_of(times: Sequence[Told], preferred: str) -> list[str]:
    """Return for each time the zone whose clocks showed what is told.

    The preferred zone, which is the community's, wherever its clocks agree. Else one zone that
    agrees with all times, a well-known one first; else, where people met in several zones, the
    first that agrees with each time alone. Where no offset is told, or no zone has it, the
    preferred one.
    """
    told = [(at.moment, at.offset) for at in times if at.moment and at.offset is not None]
    for name in _candidates(preferred):
        if all(_agrees(name, moment, offset) for moment, offset in told):
            return [name] * len(times)
    return [
        next((n for n in _candidates(preferred) if _agrees(n, at.moment, at.offset)), preferred)
        if at.moment and at.offset is not None
        else preferred
        for at in times
    ]


def _candidates(preferred: str) -> Iterator[str]:
    yield preferred
    yield from _WELL_KNOWN
    yield from zone_names()


def _agrees(name: str, moment: datetime, offset: timedelta) -> bool:
    moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone(offset))
    return moment.astimezone(zone(name)).utcoffset() == offset


def placed(told: Told, zone_name: str) -> tuple[datetime, datetime] | None:
    """Return the wall time in a zone, without a fraction, and the instant in UTC of what is told."""
    if told.moment is None:
        return None
    at = told.moment.replace(microsecond=0)
    if at.tzinfo is None and told.offset is not None:
        at = at.replace(tzinfo=timezone(told.offset))
    if at.tzinfo is None:
        return at, instant(at, zone_name)
    return wall_time(at, zone_name), at.astimezone(UTC)
