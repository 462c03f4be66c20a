"""A place on a guest list moves: to another person, or with its person to another date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import Attendance, Event, Member, Registration
from organizer.services.answers.badge_codes import issue_code, revoke_codes
from organizer.services.answers.guests import answer, new_registration, registration_of
from organizer.services.answers.seating import promote
from organizer.services.finding import find_event, find_member
from organizer.services.plans.questions import (
    answers_by_registration,
    plain_wording,
    questions_of,
    write_answers,
)

_ON_LIST = (
    RegistrationStatus.INVITED,
    RegistrationStatus.GOING,
    RegistrationStatus.MAYBE,
    RegistrationStatus.WAITLISTED,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving people to another event came to."""

    moved: int
    waiting: tuple[str, ...] = ()
    """Names of those for whom there was no seat."""


def move_to_member(db: Database, event_uid: str, from_uid: str, to_uid: str) -> RegistrationStatus:
    """Give one member's place on a list to another, with its extra guests and its paid mark.

    Their seats in the event's workshops go along. The new person has a code of their own; who
    gives the place away is taken off, so that their calendar is told. What they answered to
    questions stays theirs. Return where the new person stands.
    """
    with db.writing(_("A place moved")) as session:
        event = find_event(session, event_uid)
        giver, taker = find_member(session, from_uid), find_member(session, to_uid)
        words = _("The place of {name} at “{title}” goes to {other}")
        name_step(
            session,
            words.format(name=shown(giver.name), title=event.title, other=shown(taker.name)),
        )
        if giver.id == taker.id:
            raise UserError(_("Choose another person for the place."))
        place = _place(session, event, giver)
        taken = _hand_over(session, event, place, taker)
        for workshop in session.scalars(select(Event).where(Event.part_of_id == event.id)):
            seat = registration_of(session, workshop.id, giver.id)
            if seat is not None and seat.status in _ON_LIST:
                there = registration_of(session, workshop.id, taker.id)
                if there is None or there.status not in _ON_LIST:
                    _hand_over(session, workshop, seat, taker)
        return taken.status


def _place(session: Session, event: Event, member: Member) -> Registration:
    place = registration_of(session, event.id, member.id)
    if place is None or place.status not in _ON_LIST:
        raise UserError(
            _("{name} has no place on the list of “{title}” to give away.").format(
                name=shown(member.name), title=event.title
            )
        )
    if _has_come(session, event, member):
        raise UserError(
            _("{name} is at “{title}” already, so their place stays theirs.").format(
                name=shown(member.name), title=event.title
            )
        )
    return place


def _has_come(session: Session, event: Event, member: Member) -> bool:
    came = select(Attendance.id).where(
        Attendance.event_id == event.id, Attendance.member_id == member.id
    )
    return session.scalar(came) is not None


def _hand_over(session: Session, event: Event, place: Registration, taker: Member) -> Registration:
    taken = registration_of(session, event.id, taker.id)
    if taken is not None and taken.status is RegistrationStatus.GOING:
        raise UserError(
            _("{name} is going to “{title}” already. Choose somebody else.").format(
                name=shown(taker.name), title=event.title
            )
        )
    if taken is None:
        taken = new_registration(session, event, taker.id)
    else:
        revoke_codes(session, taken)
        issue_code(session, taken)
    taken.status, taken.plus = place.status, place.plus
    taken.waiting_since, taken.is_paid = place.waiting_since, place.is_paid
    taken.is_walk_in = False
    place.status, place.plus = RegistrationStatus.CANCELLED, 0
    place.waiting_since, place.is_paid = None, False
    session.flush()
    return taken


def move_to_event(db: Database, event_uid: str, member_uids: Sequence[str], to_uid: str) -> Moved:
    """Move members from one event's list to another's, as another date of the same evening.

    Who is going gets a seat there while there are some, else a place on its waitlist. Extra
    guests, the paid mark and answers to questions that are asked there too go along; seats in
    workshops do not. Who waits for the old event moves up.
    """
    with db.writing(_("People moved to another event")) as session:
        event, other = find_event(session, event_uid), find_event(session, to_uid)
        if event.id == other.id or other.status is EventStatus.CANCELLED:
            raise UserError(
                _(
                    "Nobody can be moved to “{title}”. Choose another event that takes place."
                ).format(title=other.title)
            )
        waiting = []
        chosen = dict.fromkeys(find_member(session, uid) for uid in member_uids)
        for member in chosen:
            moved = _move(session, event, _place(session, event, member), other)
            if moved.status is RegistrationStatus.WAITLISTED:
                waiting.append(member.name)
        promote(session, event)
        for workshop in session.scalars(select(Event).where(Event.part_of_id == event.id)):
            promote(session, workshop)
        words = ngettext(
            "{count} person moved to “{title}”", "{count} people moved to “{title}”", len(chosen)
        )
        name_step(session, words.format(count=len(chosen), title=other.title))
        return Moved(len(chosen), tuple(waiting))


def _move(session: Session, event: Event, place: Registration, other: Event) -> Registration:
    there = registration_of(session, other.id, place.member_id)
    if there is None:
        there = new_registration(session, other, place.member_id)
    elif there.status in _ON_LIST and there.status is not RegistrationStatus.INVITED:
        name = shown(session.get_one(Member, place.member_id).name)
        raise UserError(
            _("{name} has answered to “{title}” already.").format(name=name, title=other.title)
        )
    there.is_paid, there.is_walk_in = place.is_paid, False
    _take_answers_along(session, event, place, other, there)
    answer(session, other, there, place.status, place.plus)
    for workshop in session.scalars(select(Event).where(Event.part_of_id == event.id)):
        seat = registration_of(session, workshop.id, place.member_id)
        if seat is not None and seat.status in _ON_LIST:
            answer(session, workshop, seat, RegistrationStatus.CANCELLED, 0)
    answer(session, event, place, RegistrationStatus.CANCELLED, 0)
    place.is_paid = False
    session.flush()
    return there


def _take_answers_along(
    session: Session, event: Event, place: Registration, other: Event, there: Registration
) -> None:
    said = dict(answers_by_registration(session, event.id).get(place.id, ()))
    if not said:
        return
    by_wording = {
        (plain_wording(one.wording), one.kind): said[one.uid]
        for one in questions_of(session, event.id)
        if one.uid in said
    }
    asked = {
        one.uid: by_wording[key]
        for one in questions_of(session, other.id)
        if (key := (plain_wording(one.wording), one.kind)) in by_wording
        and (not one.choices or by_wording[key] in one.choices)
    }
    write_answers(session, other, there.id, asked)
