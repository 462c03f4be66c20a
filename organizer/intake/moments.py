"""Times as lists write them: a day with hours and minutes, and an offset if there is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from organizer.intake.dates import Order, UnclearDate, read_dates

_NEXT_DAY = timedelta(days=1)

_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?\s?m\.?)?"
    r"\s*(Z\b|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?\b|UTC\b|GMT\b)?"
    r"(?:\s*Uhr|\s[A-Z]{3,5})?\s*\)?$",
    re.IGNORECASE,
)
_ZONE_IN_WORDS = re.compile(r"\s*\([^()\d]*\)$")
_ONLY_CLOCK = re.compile(
    r"(?:\D*\s)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?\s?m\.?|uhr)?", re.I
)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")


def read_moments(
    texts: Sequence[str], order: Order | None = None, near: date | None = None
) -> list[datetime | None]:
    """Read one column of times; None where a cell has no day or no time of day.

    With an offset where the cell has one. A day that reads two ways follows the column, then
    `order`, then whichever is the day `near` that they are about; where there are hours of am
    and pm, the month is taken to come first.
    """
    clocks = [_clock(text) for text in texts]
    if order is None and near is not None:
        order = _order_near(texts, near)
    if order is None and any(found and found.is_half_day for found in clocks):
        order = "mdy"
    days = read_dates(texts, order)
    return [
        datetime.combine(day, found.time, found.offset) if found and isinstance(day, date) else None
        for day, found in zip(days, clocks, strict=True)
    ]


def _order_near(texts: Sequence[str], near: date) -> Order | None:
    """Return the order of day and month by which open days are that of the event, or next to it."""
    unclear = [day for day in read_dates(texts) if isinstance(day, UnclearDate)]
    dmy = any(abs(day.dmy - near) <= _NEXT_DAY for day in unclear)
    mdy = any(abs(day.mdy - near) <= _NEXT_DAY for day in unclear)
    return None if dmy == mdy else ("dmy" if dmy else "mdy")


def read_clock(text: str) -> time | None:
    """Return the time of day in a cell that names no day, such as "19:05" or "here at 7:05 pm"."""
    found = _clock(text) if _ONLY_CLOCK.fullmatch(text.strip()[-40:]) else None
    return found.time if found else None


@dataclass(frozen=True, slots=True)
class _Clock:
    time: time
    offset: timezone | None
    is_half_day: bool


@lru_cache(maxsize=4096)
def _clock(text: str) -> _Clock | None:
    match = _CLOCK.search(_ZONE_IN_WORDS.sub("", text.strip())[-40:])
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4].casefold() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return _Clock(time(hour, minute, second), _offset(match[5]), bool(match[4]))


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    match = _OFFSET.search(text)
    if not match:
        return UTC
    length = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if length >= timedelta(hours=24):
        return None
    return timezone(-length if match[1] == "-" else length)
