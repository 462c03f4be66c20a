"""What an attendee list says of each person, put on one event's list and through its door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import PersonRow
from organizer.intake.systems import System
from organizer.models.tables import Attendance, Event, Registration
from organizer.services.answers.guests import answer, new_registration, registration_of
from organizer.services.answers.seating import Seats, promote
from organizer.services.at_door.attendance import note_arrival
from organizer.services.lists.door_entries import DoorEntries
from organizer.services.plans.questions import answers_by_registration, write_answers

_NEW = "new"
_BY_STRENGTH = (
    None,
    RegistrationStatus.CANCELLED,
    RegistrationStatus.DECLINED,
    RegistrationStatus.INVITED,
    RegistrationStatus.MAYBE,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.GOING,
)
"""Answers, so that a valid ticket goes before one that was given back."""
_TAKEN_BACK = frozenset((RegistrationStatus.CANCELLED, RegistrationStatus.DECLINED))


@dataclass(slots=True)
class ListedGuest:
    """What all rows of one person say together."""

    answer: RegistrationStatus | None = None
    plus: int = 0
    arrived: bool = False
    arrived_at: datetime | None = None
    """As in a `PersonRow`, and so are the clock and the leaving."""
    arrived_clock: time | None = None
    left_at: datetime | None = None
    left_clock: time | None = None
    paid: bool | None = None
    """Whether they have paid; of several tickets all, else they have not."""
    said: dict[str, str] = field(default_factory=dict)
    """What they answer, by the uid of the question."""
    is_asked: bool = False
    """Whether they belong on the list though nothing is said of an answer."""

    def hear(self, row: PersonRow, stated: RegistrationStatus | None, system: System) -> None:
        """Take one more row in: the last answer holds, but of tickets the one that is valid."""
        self.is_asked = self.is_asked or row.invited is not False
        if row.arrived:
            self.arrived = True
            self.arrived_at = self.arrived_at or row.arrived_at
            self.arrived_clock = self.arrived_clock or row.arrived_clock
            self.left_at = row.left_at or self.left_at
            self.left_clock = row.left_clock or self.left_clock
        if row.paid is not None and (stated not in _TAKEN_BACK or self.paid is None):
            both = system.is_tickets and self.paid is False and self.answer not in _TAKEN_BACK
            self.paid = row.paid and not both
        if stated is None:
            return
        if system.is_tickets and self.answer is not None:
            if stated is self.answer is RegistrationStatus.GOING:
                self.plus += 1 + row.plus
                return
            if _BY_STRENGTH.index(stated) < _BY_STRENGTH.index(self.answer):
                return
        self.answer, self.plus = stated, row.plus

    @property
    def wanted(self) -> RegistrationStatus | None:
        """Where they belong on the list: who came was going, unless they had taken it back."""
        if self.answer is None or not self.arrived or self.answer in _TAKEN_BACK:
            return self.answer
        return RegistrationStatus.GOING


@dataclass(slots=True)
class TakingIn:
    """Putting people on one event's list and through its door, within one transaction."""

    session: Session
    event: Event
    is_over: bool
    """Then the list says how it was: its answers hold whatever the capacity, and nobody moves up."""
    registered: int = 0
    answered: int = 0
    paid: int = 0
    """People whose paid mark was set or taken off."""
    no_room: list[int] = field(default_factory=list)
    """Members going for whose further guests there is no seat; they stay as they were."""
    door: DoorEntries = field(init=False)
    _frees_seats: bool = False
    registrations: dict[int, Registration] = field(init=False)
    """By member."""
    _seats: Seats = field(init=False)
    _answers: dict[int, tuple[tuple[str, str], ...]] = field(init=False)
    _taken: set[int] = field(default_factory=set)
    """Registrations that were made or answered anew."""

    @property
    def waitlisted(self) -> int:
        """Of those registered, who waits in the end."""
        return sum(
            1
            for one in self.registrations.values()
            if one.id in self._taken and one.status is RegistrationStatus.WAITLISTED
        )

    def __post_init__(self) -> None:
        """Read once what there is."""
        of_event = Registration.event_id == self.event.id
        found = self.session.scalars(select(Registration).where(of_event))
        self.registrations = {one.member_id: one for one in found}
        self.door = DoorEntries(self.session, self.event)
        self._answers = answers_by_registration(self.session, self.event.id)
        self._seats = Seats(self.session, self.event)

    def take(self, member_id: int, guest: ListedGuest) -> None:
        """Write down what one person answered and whether they came."""
        registration = self.registrations.get(member_id)
        wanted = guest.wanted
        if wanted is None and registration is None and not guest.arrived and guest.is_asked:
            wanted = RegistrationStatus.INVITED
        if wanted is not None and self._is_news(member_id, wanted, guest.plus):
            self._answer(member_id, wanted, guest.plus)
        if guest.arrived:
            self._let_in(member_id, guest)
        self._note_payment(member_id, guest.paid)
        if guest.said and (registration := self.registrations.get(member_id)) is not None:
            before = dict(self._answers.get(registration.id, ()))
            news = {uid: text for uid, text in guest.said.items() if before.get(uid) != text}
            if news:
                write_answers(self.session, self.event, registration.id, news)
                self.answered += len(news)

    def _is_news(self, member_id: int, wanted: RegistrationStatus, plus: int) -> bool:
        registration = self.registrations.get(member_id)
        if not self.is_over or registration is None:
            return _is_news(registration, wanted, plus)
        if wanted is RegistrationStatus.GOING:
            return (registration.status, registration.plus) != (wanted, plus)
        if wanted is RegistrationStatus.INVITED:
            return False
        is_here = self.door.is_here(member_id) and wanted not in _TAKEN_BACK
        return registration.status is not wanted and not is_here

    def _note_payment(self, member_id: int, is_paid: bool | None) -> None:
        registration = self.registrations.get(member_id)
        if is_paid is not None and registration is not None and registration.is_paid != is_paid:
            registration.is_paid = is_paid
            self.paid += 1

    def end(self) -> None:
        """Write who came and left, and let the next up where somebody gave a seat back."""
        self.door.write()
        if self._frees_seats and not self.is_over:
            promote(self.session, self.event)

    def _answer(self, member_id: int, wanted: RegistrationStatus, plus: int) -> None:
        registration = self.registrations.get(member_id)
        is_new = registration is None
        registration = registration or self._put_on_list(member_id)
        had_seats = registration.status is RegistrationStatus.GOING
        if self.is_over and wanted is RegistrationStatus.GOING:
            self._seat(registration, plus)
        elif not answer(self.session, self.event, registration, wanted, plus, self._seats):
            self.no_room.append(member_id)
            return
        if not is_new:
            self.registered += 1
            self._taken.add(registration.id)
        if had_seats and registration.status is not RegistrationStatus.GOING:
            self._frees_seats = True

    def _put_on_list(self, member_id: int) -> Registration:
        registration = new_registration(self.session, self.event, member_id)
        self.registrations[member_id] = registration
        self.registered += 1
        self._taken.add(registration.id)
        return registration

    def _let_in(self, member_id: int, guest: ListedGuest) -> None:
        at = self.door.arrival(guest.arrived_at, guest.arrived_clock)
        if not self.door.is_known(member_id, at):
            self.door.arrive(member_id, at, self._take_seat(member_id, guest))
            self._note_arrival_at_meetup(member_id, at)
        left = self.door.leaving(guest.left_at, guest.left_clock, at)
        if left is not None:
            self.door.leave(member_id, left)

    def _take_seat(self, member_id: int, guest: ListedGuest) -> str | None:
        """Make who came a going guest; return what they were before, if that changed."""
        registration = self.registrations.get(member_id)
        if registration is None:
            registration = self._put_on_list(member_id)
            registration.is_walk_in = True
            self._seat(registration)
            return _NEW
        if registration.status is RegistrationStatus.GOING or guest.wanted in _TAKEN_BACK:
            return None
        before = str(registration.status)
        self._seat(registration)
        return before

    def _seat(self, registration: Registration, plus: int | None = None) -> None:
        """Make somebody going, however full it is."""
        self._seats.leave(registration)
        registration.status = RegistrationStatus.GOING
        registration.waiting_since = None
        registration.plus = registration.plus if plus is None else plus
        self._seats.enter(registration)

    def _note_arrival_at_meetup(self, member_id: int, at: datetime) -> None:
        """Who comes to a workshop is at its meetup, on its list or not."""
        meetup_id = self.event.part_of_id
        if meetup_id is None:
            return
        # On the list first: taken back in turn, nobody is taken off a list who came.
        if registration_of(self.session, meetup_id, member_id) is None:
            meetup = self.session.get_one(Event, meetup_id)
            registration = new_registration(self.session, meetup, member_id)
            registration.status = RegistrationStatus.GOING
            registration.is_walk_in = True
        there = (Attendance.event_id == meetup_id) & (Attendance.member_id == member_id)
        is_back = self.session.scalar(select(Attendance.id).where(there)) is not None
        note_arrival(self.session, meetup_id, member_id, at, "", is_back=is_back)


def _is_news(registration: Registration | None, wanted: RegistrationStatus, plus: int) -> bool:
    """Whether a list says what the guest list does not know yet.

    Where a yes found no seat, or the waitlist has moved on, both lists are right.
    """
    if registration is None:
        return True
    has_seat_or_waits = registration.status in (
        RegistrationStatus.GOING,
        RegistrationStatus.WAITLISTED,
    )
    match wanted:
        case RegistrationStatus.GOING | RegistrationStatus.WAITLISTED:
            return not has_seat_or_waits or registration.plus != plus
        case RegistrationStatus.INVITED:
            return False  # no answer takes none back
        case _:
            return registration.status is not wanted
