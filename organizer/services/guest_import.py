"""An attendee list in: its people become members, its answers the guest list, its arrivals the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from organizer.domain.kinds import DoorAction, RegistrationStatus, Verdict
from organizer.domain.records import PeopleList, PersonRow, Problem
from organizer.domain.times import instant
from organizer.domain.words import _
from organizer.intake.columns import OF_ONE_EVENT
from organizer.intake.headers import word_for
from organizer.intake.systems import MEETUP, System, system_named
from organizer.models.database import Database
from organizer.models.tables import Attendance, DoorEntry, Event, Registration
from organizer.services.attendance import note_arrival
from organizer.services.finding import find_event
from organizer.services.guests import MOST_GUESTS_OF_ONE, answer, new_registration, registration_of
from organizer.services.importing import ImportPlan, Step, plan_import, read_lists, write_plan
from organizer.services.seating import promote

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


@dataclass(frozen=True, slots=True)
class GuestsImported:
    """What an import of attendee lists did."""

    read: int
    """Rows of the lists."""
    registered: int
    """People put on the guest list, whatever they answered, and those who answered anew."""
    attended: int
    """Arrivals written to the door log."""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Guest:
    """What all rows of one person say together."""

    answer: RegistrationStatus | None = None
    plus: int = 0
    arrived: bool = False
    arrived_at: datetime | None = None
    """As in a `PersonRow`."""

    def hear(self, row: PersonRow, stated: RegistrationStatus | None, system: System) -> None:
        """Take one more row in: the last answer holds, but of tickets the one that is valid."""
        if row.arrived:
            times = [time for time in (self.arrived_at, row.arrived_at) if time]
            self.arrived = True
            self.arrived_at = times[0] if times else None
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


def import_guests(
    db: Database,
    event_uid: str,
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    dates: Literal["dmy", "mdy"] | None = None,
    step: Step | None = None,
) -> GuestsImported:
    """Make attendee lists an event's guest list and attendance, all or nothing.

    People are found among the members, or added, as by an import of members. A yes takes a seat
    in the order of the lists, beyond the capacity a place on the waitlist. A second import of
    the same lists changes nothing. `mapping`, `dates` and `step` are those of `read_people`.
    """
    with db.reading() as session:
        find_event(session, event_uid)  # before a long list is read in vain
    lists = read_lists(paths, mapping=mapping, dates=dates, step=step)
    plan = plan_import(db, [_about_people_only(one) for one in lists])
    heard = [said for one in lists for said in _heard(one)]
    problems = [problem for one in lists for problem in _unclear(one)]

    def finish(session: Session, plan: ImportPlan, members: Sequence[int]) -> GuestsImported:
        by_member: dict[int, _Guest] = {}
        for member_id, (row, stated, system) in zip(members, heard, strict=True):
            by_member.setdefault(member_id, _Guest()).hear(row, stated, system)
        taking = _Taking(session, find_event(session, event_uid))
        for member_id, guest in by_member.items():
            taking.take(member_id, guest)
        taking.end()
        read = sum(one.read for one in plan.lists)
        return GuestsImported(read, taking.registered, taking.attended, (*plan.problems, *problems))

    return write_plan(db, plan, _("An attendee list imported"), finish)


def _about_people_only(one: PeopleList) -> PeopleList:
    """Return a list without what the guest list takes, which says nothing of the person."""
    labels = {one.columns[one.mapping[word]] for word in OF_ONE_EVENT if word in one.mapping}
    labels |= {label for label in one.columns if word_for(label) == "arrived"}
    rows = tuple(
        replace(row, fields=tuple(pair for pair in row.fields if pair[0] not in labels))
        for row in one.rows
    )
    return replace(one, rows=rows)


def _heard(one: PeopleList) -> Iterator[tuple[PersonRow, RegistrationStatus | None, System]]:
    """Give each row of a list with what it answers."""
    system = system_named(one.format)
    # Who is on a list that has no answers is going; but a report says only who came, and
    # contacts or a list of members say nothing.
    unsaid = system.is_attendance or _has_answers(one) or _is_of_people_only(one, system)
    for row in one.rows:
        stated = row.answer or (None if unsaid else RegistrationStatus.GOING)
        yield (replace(row, plus=0) if _is_too_many(row) else row), stated, system


def _is_of_people_only(one: PeopleList, system: System) -> bool:
    is_member_list = system is MEETUP and not one.mapping.keys() & set(OF_ONE_EVENT)
    return system.is_contacts or is_member_list


def _has_answers(one: PeopleList) -> bool:
    """Whether the list has a column of answers: filled with what we understand, or not yet."""
    is_filled = any(_answer_cell(one, row) for row in one.rows)
    understood = any(row.answer for row in one.rows)
    return "answer" in one.mapping and (understood or not is_filled)


def _answer_cell(one: PeopleList, row: PersonRow) -> str:
    index = one.mapping.get("answer")
    return "" if index is None else dict(row.fields).get(one.columns[index], "")


def _is_too_many(row: PersonRow) -> bool:
    return row.plus > MOST_GUESTS_OF_ONE


def _unclear(one: PeopleList) -> Iterator[Problem]:
    """Give what is not taken as it stands in the list."""
    has_answers = _has_answers(one)
    for row in one.rows:
        if _is_too_many(row):
            sentence = _("“{name}” cannot bring {plus} extra guests; counted without them.")
            words = sentence.format(name=row.name, plus=row.plus)
            yield Problem(one.file, row.row, words)
        text = _answer_cell(one, row)
        if has_answers and text and row.answer is None:
            sentence = _("“{text}” is no answer that can be understood; “{name}” has none.")
            yield Problem(one.file, row.row, sentence.format(text=text[:60], name=row.name))


@dataclass(slots=True)
class _Taking:
    """Putting people on one event's list and through its door, within one transaction."""

    session: Session
    event: Event
    registered: int = 0
    _entries: list[dict[str, object]] = field(default_factory=list)
    """New entries of the door log, written all at once."""
    _frees_seats: bool = False
    _registrations: dict[int, Registration] = field(init=False)
    """By member, as are the instants of arrivals in the log, undone ones too."""
    _arrivals: dict[int, set[datetime]] = field(init=False)
    _here: set[int] = field(init=False)

    @property
    def attended(self) -> int:
        """Arrivals that were not in the log."""
        return len(self._entries)

    def __post_init__(self) -> None:
        """Read once what there is."""
        of_event = Registration.event_id == self.event.id
        found = self.session.scalars(select(Registration).where(of_event))
        self._registrations = {one.member_id: one for one in found}
        self._here = set(
            self.session.scalars(
                select(Attendance.member_id).where(Attendance.event_id == self.event.id)
            )
        )
        self._arrivals = {}
        arrivals = select(DoorEntry.member_id, DoorEntry.at).where(
            DoorEntry.event_id == self.event.id, DoorEntry.action == DoorAction.ARRIVED
        )
        for member_id, at in self.session.execute(arrivals):
            if member_id is not None:
                self._arrivals.setdefault(member_id, set()).add(at)

    def take(self, member_id: int, guest: _Guest) -> None:
        """Write down what one person answered and whether they came."""
        registration = self._registrations.get(member_id)
        wanted = guest.wanted
        if wanted is None and registration is None and not guest.arrived:
            wanted = RegistrationStatus.INVITED
        if wanted is not None and _is_news(registration, wanted, guest.plus):
            self._answer(member_id, wanted, guest.plus)
        if guest.arrived:
            self._let_in(member_id, guest)

    def end(self) -> None:
        """Write the arrivals, and let the next up where somebody gave a seat back."""
        if self._entries:
            self.session.execute(insert(DoorEntry), self._entries)
        if self._frees_seats:
            promote(self.session, self.event)

    def _answer(self, member_id: int, wanted: RegistrationStatus, plus: int) -> None:
        registration = self._registrations.get(member_id)
        if registration is None:
            registration = self._put_on_list(member_id)
        else:
            self.registered += 1
        had_seats = registration.status is RegistrationStatus.GOING
        answer(self.session, self.event, registration, wanted, plus)
        if had_seats and registration.status is not RegistrationStatus.GOING:
            self._frees_seats = True

    def _put_on_list(self, member_id: int) -> Registration:
        registration = new_registration(self.session, self.event, member_id)
        self._registrations[member_id] = registration
        self.registered += 1
        return registration

    def _let_in(self, member_id: int, guest: _Guest) -> None:
        at = self._instant(guest.arrived_at)
        # An arrival that was undone here stays undone.
        if member_id in self._here or at in self._arrivals.get(member_id, ()):
            return
        self._entries.append(
            {
                "event_id": self.event.id,
                "member_id": member_id,
                "action": DoorAction.ARRIVED,
                "verdict": Verdict.WELCOME,
                "at": at,
                "note": _("from an attendee list"),
                "status_before": self._take_seat(member_id, guest),
            }
        )
        note_arrival(self.session, self.event.id, member_id, at, "", is_back=False)
        self._note_arrival_at_meetup(member_id, at)

    def _take_seat(self, member_id: int, guest: _Guest) -> str | None:
        """Make who came a going guest; return what they were before, if that changed."""
        registration = self._registrations.get(member_id)
        if registration is None:
            registration = self._put_on_list(member_id)
            registration.status = RegistrationStatus.GOING
            registration.is_walk_in = True
            return _NEW
        if registration.status is RegistrationStatus.GOING or guest.wanted in _TAKEN_BACK:
            return None
        before = str(registration.status)
        registration.status = RegistrationStatus.GOING
        return before

    def _note_arrival_at_meetup(self, member_id: int, at: datetime) -> None:
        """Who comes to a workshop is at its meetup, on its list or not."""
        meetup_id = self.event.part_of_id
        if meetup_id is None:
            return
        there = (Attendance.event_id == meetup_id) & (Attendance.member_id == member_id)
        is_back = self.session.scalar(select(Attendance.id).where(there)) is not None
        note_arrival(self.session, meetup_id, member_id, at, "", is_back=is_back)
        if registration_of(self.session, meetup_id, member_id) is None:
            meetup = self.session.get_one(Event, meetup_id)
            registration = new_registration(self.session, meetup, member_id)
            registration.status = RegistrationStatus.GOING
            registration.is_walk_in = True

    def _instant(self, at: datetime | None) -> datetime:
        if at is None:
            return self.event.starts_at
        return at if at.tzinfo else instant(at, self.event.timezone)


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
