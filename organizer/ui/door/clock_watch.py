"""Notices that the laptop's clock jumped: it slept, or somebody set the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from organizer.domain.words import _, ngettext

_LEAST = timedelta(minutes=2)
"""Less is how clocks are set right by the network, and changes nothing at a door."""


class ClockWatch:
    """Compares the clock on the wall with one that nobody can set and that stands in sleep."""

    def __init__(
        self, now: Callable[[], datetime], seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._now = now
        self._seconds = seconds
        self.begin()

    def begin(self) -> None:
        """Take the clock for right as it is now."""
        self._wall, self._steady = self._now(), self._seconds()

    def look(self) -> str:
        """Return a sentence if the clock jumped since the last look, or ""."""
        wall, steady = self._wall, self._steady
        self.begin()
        jump = self._wall - wall - timedelta(seconds=self._steady - steady)
        if abs(jump) < _LEAST:
            return ""
        if jump > timedelta(0):
            return _(
                "The clock is {time} ahead of where it was: did the laptop sleep? Everyone who was in is in."
            ).format(time=_in_words(jump))
        return _(
            "The laptop’s clock was set back by {time}. The log keeps the order in which people came."
        ).format(time=_in_words(-jump))


def _in_words(time_away: timedelta) -> str:
    minutes = round(time_away.total_seconds() / 60)
    if minutes < 90:
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    hours = round(minutes / 60)
    return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
