"""Asking before somebody comes in: who is shown and not let in yet, and what the next one means.

Where every good code is asked about first, a volunteer with a scanner in the hand says yes by
scanning on: whoever was shown is let in by the next scan, by Enter, or by the button. Only to turn
somebody away takes a key. All of this lives in the file's lane, in the order it was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from organizer.domain.codes import read_code
from organizer.domain.errors import UserError
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
    """Who is shown at one desk and waits to be let in: one person, or several seen together."""

    def __init__(self) -> None:
        self._waiting: tuple[DoorAnswer, ...] = ()
        self._untold: tuple[DoorAnswer, ...] = ()
        """Who came in just before what was asked next could not be done."""

    def ask(self, db: Database, place: Place, typed: str) -> tuple[DoorAnswer, ...]:
        """Answer a code without letting anyone in; who was shown before comes in first.

        The badge of who was shown, scanned again, says yes.
        """
        return self.go_on(db, place, lambda: self._ask(db, place, (typed,)), read_code(typed))

    def ask_together(
        self, db: Database, place: Place, codes: Sequence[str], in_view: Sequence[str]
    ) -> tuple[DoorAnswer, ...]:
        """Answer codes that came into view; who was shown and is still in view is asked about too."""
        if any(one.code in in_view for one in self._waiting):
            return (*self._waiting, *self._ask(db, place, codes))
        return self.go_on(db, place, lambda: self._ask(db, place, codes))

    def go_on(
        self,
        db: Database,
        place: Place,
        work: Callable[[], tuple[DoorAnswer, ...]],
        key: str = "",
    ) -> tuple[DoorAnswer, ...]:
        """Let in who was shown, then do this; return the answers to all of them, in that order.

        Where the code or uid `key` is theirs, they are in by that, and nothing else is done.
        """
        is_theirs = bool(key) and any(key in (one.code, one.member_uid) for one in self._waiting)
        settled = self.settle(db, place)
        if is_theirs:
            return settled
        try:
            return (*settled, *work())
        except UserError:
            self._untold = settled
            raise

    def _ask(self, db: Database, place: Place, codes: Sequence[str]) -> tuple[DoorAnswer, ...]:
        answers = door.check_in_codes(
            db, place.event_uid, codes, station=place.station, now=place.now, asks_first=True
        )
        self._waiting += tuple(answer for answer in answers if answer.awaits)
        return answers

    def settle(self, db: Database, place: Place) -> tuple[DoorAnswer, ...]:
        """Let in who was shown, if anybody was; where the file does not take it they go on waiting."""
        waiting, self._waiting = self._waiting, ()
        answers: tuple[DoorAnswer, ...] = ()
        if waiting:
            codes = [one.code for one in waiting]
            try:
                answers = door.check_in_codes(
                    db, place.event_uid, codes, station=place.station, now=place.now
                )
            except UserError:
                self._waiting = waiting
                raise
        untold, self._untold = self._untold, ()
        return (*untold, *answers)

    def turn_away(self, db: Database, place: Place) -> tuple[str, ...]:
        """Do not let in who was shown; the log says so. Return their names."""
        waiting, self._waiting = self._waiting, ()
        for number, one in enumerate(waiting):
            try:
                if one.member_uid is not None:
                    door.turn_away(
                        db, place.event_uid, one.member_uid, station=place.station, now=place.now
                    )
            except UserError:
                self._waiting = waiting[number:]
                raise
        return tuple(one.name for one in waiting)

    def forget(self) -> None:
        """Show nobody any more, as when the desk is left."""
        self._waiting = self._untold = ()
