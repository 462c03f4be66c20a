"""After an evening on paper: those ticked on the sign-in sheet become arrivals, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from organizer.domain.errors import UserError
from organizer.domain.kinds import Verdict
from organizer.domain.names import shown
from organizer.domain.times import wall_time
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.services.at_door.door import answer_name
from organizer.services.at_door.door_guests import find_door, guest_of_member
from organizer.services.finding import find_member

PAPER = "paper"
"""What the door log calls the sheet as a station."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What became of a sheet's ticks."""

    entries: tuple[int, ...]
    """The new lines of the door log, in the order of the sheet."""
    already: tuple[str, ...] = ()
    """Names of those who had arrived before; nothing was written for them."""


def tick_arrivals(
    db: Database,
    event_uid: str,
    member_uids: Sequence[str],
    *,
    at: datetime | None = None,
    plus: Mapping[str, int] | None = None,
    station: str = PAPER,
    now: datetime | None = None,
) -> Ticked:
    """Write everyone ticked into the door log as arrived, in one transaction.

    `plus` says by uid how many extra guests came with somebody; with others came those announced.

    `at` is the instant they came: the event's start if left out, or `now` where that is earlier.
    Whoever was let in on paper is in, whatever their answer was; the log says so as at the desk.
    Raises UserError, and nothing is written, for a member who is not known, a time to come, and a
    time when the door was not open, or the event did not take place.
    """
    moment = now or datetime.now(UTC)
    entries: list[int] = []
    already: list[str] = []
    with db.writing(_("A sign-in sheet ticked off")) as session:
        door = find_door(session, event_uid)
        came = at or min(door.starts_at, moment)
        if came > moment:
            raise UserError(
                _("{time} is still to come. Say when they came.").format(
                    time=f"{wall_time(came, door.timezone):%Y-%m-%d %H:%M}"
                )
            )
        for uid in dict.fromkeys(member_uids):
            guest = guest_of_member(session, door, find_member(session, uid).id)
            if guest.arrived_at is not None:  # who left again has come, too
                already.append(guest.name)
                continue
            answer = answer_name(
                session,
                door,
                guest,
                station=station,
                now=came,
                let_in=True,
                plus=(plus or {}).get(uid),
            )
            if answer.verdict in (Verdict.TOO_EARLY, Verdict.OVER):
                words = _("At {time} the door of “{title}” was not open. Say when they came.")
                time = f"{answer.at:%Y-%m-%d %H:%M}"
                raise UserError(words.format(time=time, title=shown(door.title)))
            if answer.verdict is not Verdict.WELCOME or answer.entry_id is None:
                raise UserError(answer.message)
            entries.append(answer.entry_id)
        name_step(session, _step_words(door.title, len(entries)))
    return Ticked(tuple(entries), tuple(already))


def _step_words(title: str, count: int) -> str:
    return ngettext(
        "{count} person checked in to “{title}” from the sheet",
        "{count} people checked in to “{title}” from the sheet",
        count,
    ).format(count=count, title=title)
