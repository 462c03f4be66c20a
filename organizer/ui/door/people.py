"""The people whom a name typed at the door can mean, and what is said beside each."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from organizer.domain.codes import read_code
from organizer.domain.door import ordinal
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import fold, shown
from organizer.domain.records import GuestRow
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.at_door.door_news import Standing
from organizer.services.at_door.door_view import other_names_at_door, people_for_door
from organizer.services.at_door.people_index import FoldedPeople, PeopleIndex

_MILESTONES = frozenset({5, 10, 25, 50, 75, 100, 150, 200})
_MOST_MATCHES = 30
_ORDER = (
    RegistrationStatus.GOING,
    RegistrationStatus.MAYBE,
    RegistrationStatus.INVITED,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.DECLINED,
)
"""Who is likeliest to come first; who was taken off the list is found by name only."""


def folded_people(db: Database, event_uid: str) -> FoldedPeople:
    """Return everyone with their folded names, as searching wants them; may take a second."""
    others = other_names_at_door(db)
    return [
        (fold(" ".join((row.name, *others.get(row.member_id, ())))), row)
        for row in people_for_door(db, event_uid)
    ]


class DoorPeople:
    """Everyone whom a name can mean at one door."""

    def __init__(self, people: FoldedPeople | None = None) -> None:
        self._people = people or []
        self._index = PeopleIndex(self._people)
        self._place = {row.member_uid: number for number, (_, row) in enumerate(self._people)}
        self._waiting: dict[RegistrationStatus, list[int]] = {status: [] for status in _ORDER}
        for number, (_folded, row) in enumerate(self._people):
            if (line := self._line_of(row)) is not None:
                line.append(number)

    def __len__(self) -> int:
        return len(self._people)

    def find(self, typed: str) -> list[GuestRow]:
        """Return the likely ones for what was typed."""
        return self._index.find(typed, _MOST_MATCHES)

    def is_sure(self, typed: str, row: GuestRow) -> bool:
        """Whether a name holds all that was typed, without a typing mistake."""
        number = self._place.get(row.member_uid)
        text = fold(row.name) if number is None else self._people[number][0]
        return all(word in text for word in fold(typed).split())

    def name_of(self, key: str) -> str:
        """Return whose code or uid this is, as it is shown; empty where nobody is known by it."""
        number = self._place.get(key)
        if number is not None:
            return shown(self._people[number][1].name)
        code = read_code(key)
        names = (shown(row.name) for _folded, row in self._people if code and row.code == code)
        return next(names, "")

    def still_to_come(self) -> list[GuestRow]:
        """Return who is on the list and not here, those going first."""
        return [self._people[number][1] for status in _ORDER for number in self._waiting[status]]

    def mark_in(self, member_uid: str, at: datetime) -> None:
        """Note an arrival at a wall time before the list is read anew."""
        number = self._place.get(member_uid)
        if number is not None:
            going = RegistrationStatus.GOING
            here = replace(self._people[number][1], status=going, arrived_at=at, left_at=None)
            self._put(number, here)

    def take_standing(self, now: Standing) -> bool:
        """Note where somebody stands by what another door wrote; whether they are known here."""
        number = self._place.get(now.member_uid)
        if number is None:
            return False
        row = replace(
            self._people[number][1],
            registration_id=now.registration_id,
            status=now.status,
            plus=now.plus,
            arrived_at=now.arrived_at,
            left_at=now.left_at,
        )
        self._put(number, row)
        return True

    def _put(self, number: int, row: GuestRow) -> None:
        """Replace what is known of somebody; a queue does not wait for a walk through everyone."""
        if (line := self._line_of(self._people[number][1])) is not None:
            del line[bisect_left(line, number)]
        if (line := self._line_of(row)) is not None:
            insort(line, number)
        self._index.put(number, row)

    def _line_of(self, row: GuestRow) -> list[int] | None:
        """Return the places of those who answered like somebody who is still to come."""
        if row.status is None or row.arrived_at is not None:
            return None
        return self._waiting.get(row.status)


def note_of(row: GuestRow, namesakes: Sequence[GuestRow] = (), *, has_visits: bool = True) -> str:
    """Return what is said beside a name; people of one name are told apart by their address.

    Without `has_visits`, nothing is said of somebody's first visit or fifth.
    """
    parts = [_state_of(row, has_visits)]
    if row.plus:
        parts.append(f"+ {row.plus}")
    if row.emails and any(
        other.name == row.name and other.member_uid != row.member_uid for other in namesakes
    ):
        parts.append(row.emails[0])
    return ", ".join(part for part in parts if part)


def namesake_question(known: Sequence[GuestRow]) -> tuple[str, str]:
    """Return what is asked about those who bear the name of a new face, and what Enter answers."""
    row, name = known[0], shown(known[0].name)
    if len(known) > 1:
        words = ngettext(
            "{count} person of that name is known here.",
            "{count} people of that name are known here.",
            len(known),
        )
        return words.format(count=len(known)), _("Show them  Enter")
    if row.arrived_at is not None and row.left_at is None:
        since = f"{row.arrived_at:%H:%M}"
        question = _("{name} has been in since {time}.").format(name=name, time=since)
        return question, _("It is them  Enter")
    if row.status is None:
        return _("{name} is a member already.").format(name=name), _("It is them: check in  Enter")
    return _("{name} is on the list.").format(name=name), _("It is them: check in  Enter")


def _state_of(row: GuestRow, has_visits: bool) -> str:
    if row.arrived_at is not None and row.left_at is None:
        return _("in since {time}").format(time=f"{row.arrived_at:%H:%M}")
    match row.status:
        case None:
            return _("not on the list")
        case RegistrationStatus.INVITED:
            return _("invited")
        case RegistrationStatus.MAYBE:
            return _("maybe")
        case RegistrationStatus.WAITLISTED:
            return _("on the waitlist")
        case RegistrationStatus.DECLINED:
            return _("declined")
        case RegistrationStatus.CANCELLED:
            return _("taken off the list")
    if not has_visits:
        return ""
    if row.attended_before == 0:
        return _("first time")
    visit = row.attended_before + 1
    return _("{nth} meetup").format(nth=ordinal(visit)) if visit in _MILESTONES else ""
