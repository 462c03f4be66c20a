"""What one desk wrote down, so that Ctrl+Z takes back what it wrote last and nobody else's.

All of this lives in the file's lane: an answer is known here before the screen has heard of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from organizer.domain.errors import FileBusy
from organizer.domain.kinds import DoorAction, Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.at_door import door
from organizer.services.at_door.door_payment import take_payment_back
from organizer.services.at_door.door_view import last_entries
from organizer.ui.door.asking import Place

_MOST = 500
"""Nobody goes further back by Ctrl+Z; older lines have an Undo of their own in the event."""
_LOOKED_AT = 100
"""What is taken back is nearly always among so many last lines of the whole door."""


def is_in(answer: DoorAnswer) -> bool:
    """Whether somebody came in with this answer."""
    return answer.verdict is Verdict.WELCOME and not answer.awaits


def heads_words(plus: int) -> str:
    """Return what a count of heads is called, such as "+1 on no list"."""
    return _("{plus:+d} on no list").format(plus=plus)


class Written:
    """What a desk wrote, in its order: lines of the log, and between them who has paid."""

    def __init__(self) -> None:
        self._all: list[int | str] = []
        """Ids of lines, of arrivals, leavings, guests and heads; uids of those who paid."""

    def note(self, came: object) -> None:
        """Note the lines of answers; of anything else there are none."""
        for answer in came if isinstance(came, tuple) else (came,):
            if isinstance(answer, DoorAnswer) and is_in(answer) and answer.entry_id is not None:
                self._keep(answer.entry_id)

    def note_newest(self, db: Database, place: Place) -> None:
        """Note the line that this desk has just written of something that is no answer."""
        with suppress(FileBusy):  # what was written must not be tried again for that
            line = door.newest_line(db, place.event_uid, station=place.station)
            if line is not None:
                self._keep(line)

    def note_payment(self, member_uid: str) -> None:
        """Note that this desk has marked somebody as having paid."""
        self._keep(member_uid)

    def take_back_last(self, db: Database, place: Place) -> str | None:
        """Take back what was written last and still stands.

        Return whose line that was, or whose payment; None where there is nothing.
        """
        while (payment := self._last_payment()) is not None:
            lines = [one for one in self._all[payment + 1 :] if isinstance(one, int)]
            if lines and (name := self._undo_line(db, place, lines)) is not None:
                return name
            name = take_payment_back(db, place.event_uid, str(self._all[payment]))
            del self._all[payment]
            if name is not None:
                return _("The payment of {name}").format(name=shown(name))
        return self._undo_line(db, place, [one for one in self._all if isinstance(one, int)])

    def _last_payment(self) -> int | None:
        payments = (number for number, one in enumerate(self._all) if isinstance(one, str))
        return max(payments, default=None)

    def _undo_line(self, db: Database, place: Place, lines: Sequence[int]) -> str | None:
        heads = self._heads_next(db, place, lines)
        name = door.undo_last(db, place.event_uid, lines, station=place.station, now=place.now)
        return heads if name == "" else name

    def _heads_next(self, db: Database, place: Place, lines: Sequence[int]) -> str:
        """Return what is taken back next if it is a count of heads, which bears nobody's name."""
        standing = {
            one.id: one for one in last_entries(db, place.event_uid, _LOOKED_AT) if one.can_undo
        }
        mine = lines or [door.newest_line(db, place.event_uid, station=place.station) or 0]
        entry = standing.get(max(set(mine) & standing.keys(), default=0))
        if entry is None or entry.action is not DoorAction.COUNTED:
            return ""
        return heads_words(entry.plus)

    def _keep(self, written: int | str) -> None:
        self._all = [*self._all[1 - _MOST :], written]
