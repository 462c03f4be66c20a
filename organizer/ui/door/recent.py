"""Knows which codes were read just now, so that one scan is shown and logged once, and with whom."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from organizer.domain.door import SAME_SCAN
from organizer.domain.records import DoorAnswer


class RecentScans:
    """What one desk has read within the last moments, by code and station."""

    def __init__(self) -> None:
        self._read_at: dict[tuple[str, str], tuple[datetime, float]] = {}

    def is_repeat(
        self, code: str, station: str, now: datetime, seconds: float | None = None
    ) -> bool:
        """Whether this was read here within `SAME_SCAN`; it counts as read now.

        A badge that stays before the scanner goes on being the same scan. `seconds` are those of
        `time.monotonic`: they tell the time where the clock was set back, and only there, because
        they stand while a laptop sleeps.
        """
        steady = time.monotonic() if seconds is None else seconds
        self._read_at = {
            key: read
            for key, read in self._read_at.items()
            if _time_between(read, (now, steady)) <= SAME_SCAN
        }
        is_repeat = (code, station) in self._read_at
        self._read_at[code, station] = (now, steady)
        return is_repeat

    def forget(self) -> None:
        """Take everything as new again, as after an undo."""
        self._read_at.clear()


class RecentAnswers:
    """What one desk has said within the last moments, by code."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[float, DoorAnswer]] = {}

    def note(self, code: str, answer: DoorAnswer) -> None:
        """Remember this for a moment."""
        # Made anew each time: one thread may look while another forgets.
        lately = {one: said for one, said in self._said.items() if _is_recent(said)}
        self._said = {**lately, code: (time.monotonic(), answer)}

    def among(self, codes: Sequence[str]) -> tuple[DoorAnswer, ...]:
        """Return what was said just now to these codes, in the order it was said."""
        return tuple(
            said[1] for code, said in self._said.items() if code in codes and _is_recent(said)
        )

    def forget(self) -> None:
        """Remember nothing, as after an undo."""
        self._said = {}


def _is_recent(said: tuple[float, DoorAnswer]) -> bool:
    return time.monotonic() - said[0] <= SAME_SCAN.total_seconds()


def _time_between(before: tuple[datetime, float], now: tuple[datetime, float]) -> timedelta:
    on_the_wall = now[0] - before[0]
    if on_the_wall >= timedelta(0):
        return on_the_wall
    return timedelta(seconds=now[1] - before[1])
