"""Knows which codes were read just now, so that one scan is shown and logged once."""

from __future__ import annotations

from datetime import datetime

from organizer.domain.door import SAME_SCAN


class RecentScans:
    """What one desk has read within the last moments, by code and station."""

    def __init__(self) -> None:
        self._read_at: dict[tuple[str, str], datetime] = {}

    def is_repeat(self, code: str, station: str, now: datetime) -> bool:
        """Whether this was read here within `SAME_SCAN`; it counts as read now.

        A badge that stays before the scanner goes on being the same scan.
        """
        self._read_at = {key: at for key, at in self._read_at.items() if abs(now - at) <= SAME_SCAN}
        is_repeat = (code, station) in self._read_at
        self._read_at[code, station] = now
        return is_repeat

    def forget(self) -> None:
        """Take everything as new again, as after an undo."""
        self._read_at.clear()
