"""Asking before somebody comes in: who is shown and not let in yet, and what the next one means.

Where every good code is asked about first, a volunteer with a scanner in the hand says yes by
scanning on: whoever was shown is let in by the next scan, by Enter, or by the button. Only to turn
somebody away takes a key. All of this lives in the file's lane, in the order it was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from organizer.domain.codes import read_code
from organizer.domain.records import DoorAnswer
from organizer.models.database import Database
from organizer.services.at_door import door


@dataclass(frozen=True, slots=True)
class Place:
    """At which door, by which desk, and when."""

    event_uid: str
    station: str
    now: datetime


class Asking:
    """Who is shown at one desk and waits to be let in."""

    def __init__(self) -> None:
        self._waiting: DoorAnswer | None = None

    def ask(self, db: Database, place: Place, typed: str) -> tuple[DoorAnswer, ...]:
        """Answer a code without letting anyone in; who was shown before comes in first.

        The badge of who was shown, scanned again, says yes.
        """
        is_same = self._waiting is not None and self._waiting.code == read_code(typed)
        settled = self.settle(db, place)
        if is_same:
            return settled
        answer = door.check_in(
            db, place.event_uid, typed, station=place.station, now=place.now, asks_first=True
        )
        if answer.awaits:
            self._waiting = answer
        return (*settled, answer)

    def settle(self, db: Database, place: Place) -> tuple[DoorAnswer, ...]:
        """Let in who was shown, if anybody was."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return ()
        return (
            door.check_in(db, place.event_uid, waiting.code, station=place.station, now=place.now),
        )

    def turn_away(self, db: Database, place: Place) -> str:
        """Do not let in who was shown; the log says so. Return their name, "" for nobody."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.member_uid is None:
            return ""
        door.turn_away(
            db, place.event_uid, waiting.member_uid, station=place.station, now=place.now
        )
        return waiting.name

    def forget(self) -> None:
        """Show nobody any more, as when the desk is left."""
        self._waiting = None
