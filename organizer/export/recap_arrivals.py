"""When people came to an evening: counted in spans of time that fit the recap's paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from organizer.domain.words import ngettext

_BINS_AT_MOST = 40
_BIN_MINUTES = (5, 10, 15, 30, 60, 120, 240, 720, 1440)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many arrived in each of equal spans of time, from `first` on."""

    first: datetime
    minutes: int
    counts: tuple[int, ...]


def binned(times: Sequence[datetime], minutes: int) -> Counter[int]:
    """Return how many of the times fall into each span of minutes, counted from year 1."""
    span = timedelta(minutes=minutes)
    return Counter((time - datetime.min) // span for time in times)


def arrivals_of(times: Sequence[datetime]) -> Arrivals | None:
    """Return arrivals in the shortest spans that fit the paper; None where none do."""
    if not times:
        return None
    for minutes in _BIN_MINUTES:
        bins = binned(times, minutes)
        first, last = min(bins), max(bins)
        if last - first < _BINS_AT_MOST:
            break
    else:
        return None
    counts = tuple(bins[index] for index in range(first, last + 1))
    return Arrivals(datetime.min + first * timedelta(minutes=minutes), minutes, counts)


def arrival_words(times: Sequence[datetime], arrivals: Arrivals) -> str:
    """Return when half of them were in, and when most came."""
    busiest = max(range(len(arrivals.counts)), key=lambda index: arrivals.counts[index])
    start = arrivals.first + busiest * timedelta(minutes=arrivals.minutes)
    words = ngettext(
        "Half were in by {half}. Busiest from {start} to {end}: {count} person.",
        "Half were in by {half}. Busiest from {start} to {end}: {count} people.",
        arrivals.counts[busiest],
    )
    return words.format(
        half=f"{sorted(times)[(len(times) - 1) // 2]:%H:%M}",
        start=f"{start:%H:%M}",
        end=f"{start + timedelta(minutes=arrivals.minutes):%H:%M}",
        count=arrivals.counts[busiest],
    )
