"""What one desk wrote into the log, so that Ctrl+Z takes back its own last line and nobody else's.

All of this lives in the file's lane: an answer is known here before the screen has heard of it.
"""

from __future__ import annotations

from organizer.domain.kinds import Verdict
from organizer.domain.records import DoorAnswer
from organizer.models.database import Database
from organizer.services.at_door import door
from organizer.ui.door.asking import Place

_MOST = 500
"""Nobody goes further back by Ctrl+Z; older lines have an Undo of their own in the event."""


def is_in(answer: DoorAnswer) -> bool:
    """Whether somebody came in with this answer."""
    return answer.verdict is Verdict.WELCOME and not answer.awaits


class Written:
    """The lines of arrivals, leavings, guests and heads that a desk wrote, in their order."""

    def __init__(self) -> None:
        self._lines: list[int] = []

    def note(self, came: object) -> None:
        """Note the lines of answers; of anything else there are none."""
        for answer in came if isinstance(came, tuple) else (came,):
            if isinstance(answer, DoorAnswer) and is_in(answer) and answer.entry_id is not None:
                self._keep(answer.entry_id)

    def note_newest(self, db: Database, place: Place) -> None:
        """Note the line that this desk has just written of something that is no answer."""
        line = door.newest_line(db, place.event_uid, station=place.station)
        if line is not None:
            self._keep(line)

    def take_back_last(self, db: Database, place: Place) -> str | None:
        """Take back the last line that still stands; return whose, None where there is none."""
        return door.undo_last(
            db, place.event_uid, self._lines, station=place.station, now=place.now
        )

    def _keep(self, line: int) -> None:
        self._lines = [*self._lines[1 - _MOST :], line]
