"""Records of what a door answers and shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from organizer.domain.kinds import DoorAction, Verdict


@dataclass(frozen=True, slots=True)
class Greeting:
    """How the community knows the person at the door, as short sentences."""

    times: int
    """Which visit this is; 1 is the first."""
    phrases: tuple[str, ...] = ()
    """"First time", "5th meetup", "Back after 8 months", the workshops booked."""
    is_back: bool = False
    """Whether they left this very evening and come again."""

    @property
    def is_first(self) -> bool:
        """Whether nobody has said hello to them here before."""
        return self.times == 1 and not self.is_back


@dataclass(frozen=True, slots=True)
class DoorAnswer:
    """What the door says to one scan or one name."""

    verdict: Verdict
    code: str
    message: str
    at: datetime
    """Wall time with seconds in the event's zone."""
    entry_id: int | None = None
    member_id: int | None = None
    member_uid: str | None = None
    name: str = ""
    plus: int = 0
    greeting: Greeting | None = None
    can_let_in: bool = False
    """One key lets this person in all the same."""
    plus_in: int = 0
    """Extra guests without a name who are in with them, those of this answer included."""
    awaits: bool = False
    """Nothing is written yet: they come in once somebody says so."""
    came_before: str = ""
    """Of somebody who is in already: who arrived before them at this door, and after them."""
    came_after: str = ""
    called: str = ""
    """How they are spoken to, where that is not their name."""
    to_pay: str = ""
    """What somebody who is in still has to pay, as the card says it; empty where nothing is."""
    is_in: bool = False
    """They came before this answer and have not left, whatever else there is to say of them."""


@dataclass(frozen=True, slots=True)
class DoorEntryRow:
    """One of the last entries of the door log, for the list with Undo."""

    id: int
    at: datetime
    name: str
    note: str
    verdict: Verdict
    can_undo: bool
    action: DoorAction
    plus: int = 0
    """Extra guests who came in with it; below 0 where fewer came than were counted."""
    member_uid: str | None = None

    @property
    def is_guests_only(self) -> bool:
        """Whether somebody's extra guests came, or fewer than counted, and not they themselves."""
        return self.action is DoorAction.ARRIVED and self.verdict is Verdict.ALREADY_IN

    @property
    def is_turned_away(self) -> bool:
        """Whether somebody who would have been welcome was not let in after all."""
        return self.action is DoorAction.REFUSED and self.verdict is Verdict.WELCOME

    @property
    def is_provisional(self) -> bool:
        """Whether somebody whose badge is not known here came in, and nobody said yet who it is."""
        return self.can_undo and self.member_uid is None and self.verdict is Verdict.UNKNOWN_HERE


@dataclass(frozen=True, slots=True)
class WorkshopCounts:
    """Live numbers of one workshop of the evening, extra guests included."""

    title: str
    inside: int
    expected: int


@dataclass(frozen=True, slots=True)
class DoorCounts:
    """Live numbers of one door."""

    expected: int
    """People with a seat, extra guests included."""
    inside: int
    """People inside: members, their extra guests, who came in provisionally, and the head count."""
    to_come: int
    """People going who have not arrived, extra guests included."""
    last_minutes: int
    """People who arrived in the last five minutes, the head count aside."""
    head_count: int = 0
    """People inside who are on no list."""
    last_minute: int = 0
    """People who arrived in the last minute."""
    workshops: tuple[WorkshopCounts, ...] = ()
    closed_at: datetime | None = None
    """Wall time at which the evening was closed; None while it is open."""
    capacity: int | None = None
    """Seats that there are; None where there is no limit."""
