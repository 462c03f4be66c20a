"""The guest lists that two entries of one person are on: of two answers to one event, one stays."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from organizer.domain.kinds import FieldKind, RegistrationStatus
from organizer.models.tables import (
    BadgeCode,
    Event,
    Member,
    Question,
    QuestionAnswer,
    Registration,
    SentInvitation,
)
from organizer.services.answers.seating import promote, seats_taken
from organizer.services.people.merged_traits import keep_beside

_STRONGEST_FIRST = (
    RegistrationStatus.GOING,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.MAYBE,
    RegistrationStatus.DECLINED,
    RegistrationStatus.INVITED,
    RegistrationStatus.CANCELLED,
)
"""A seat or a place in the line is not lost; any answer says more than none."""


def merge_registrations(session: Session, kept: Member, gone: Member) -> None:
    """Give the other's places on guest lists to the one who is kept."""
    mine = {row.event_id: row for row in _registrations(session, kept)}
    for theirs in _registrations(session, gone):
        if (same := mine.get(theirs.event_id)) is None:
            theirs.member_id = kept.id
        else:
            _merge(session, kept, gone, same, theirs)
    session.flush()


def _registrations(session: Session, member: Member) -> list[Registration]:
    statement = select(Registration).where(Registration.member_id == member.id)
    return list(session.scalars(statement.order_by(Registration.id)))


def _merge(
    session: Session, kept: Member, gone: Member, mine: Registration, theirs: Registration
) -> None:
    """Make one registration of two for the same event; whom that leaves a seat moves up."""
    event = session.get_one(Event, mine.event_id)
    both = (mine, theirs)
    status = min((one.status for one in both), key=_STRONGEST_FIRST.index)
    waiting = [one.waiting_since for one in both if one.status is status and one.waiting_since]
    held = max(one.plus for one in both if one.status is status)
    most = max(mine.plus, theirs.plus)
    # Who had been on the list already was taken for a new face at the door.
    mine.is_walk_in = mine.is_walk_in and theirs.is_walk_in
    mine.is_paid = mine.is_paid or theirs.is_paid
    mine.created_at = min(mine.created_at, theirs.created_at)
    mine.waiting_since = min(waiting, default=None)
    _move_answers(session, kept, gone, event, mine, theirs)
    _move_invitation(session, mine, theirs)
    session.execute(
        update(BadgeCode)
        .where(BadgeCode.registration_id == theirs.id)
        .values(registration_id=mine.id)
    )
    session.execute(delete(Registration).where(Registration.id == theirs.id))
    mine.status, mine.plus = status, held
    session.flush()
    if most > held and _has_seats(session, event, status, most - held):
        mine.plus = most
    if event.ends_at > datetime.now(UTC):
        promote(session, event)


def _has_seats(session: Session, event: Event, status: RegistrationStatus, more: int) -> bool:
    """Whether extra guests of the weaker answer find seats; they push nobody out."""
    if status is not RegistrationStatus.GOING or event.capacity is None:
        return True
    return seats_taken(session, event.id) + more <= event.capacity


def _move_answers(
    session: Session,
    kept: Member,
    gone: Member,
    event: Event,
    mine: Registration,
    theirs: Registration,
) -> None:
    """Take over answers to questions; an allergy said once must not get lost."""
    have = {row.question_id: row for row in _answers(session, mine)}
    for row in _answers(session, theirs):
        same = have.get(row.question_id)
        if same is None:
            row.registration_id = mine.id
            continue
        if row.value and row.value != same.value:
            question = session.get_one(Question, row.question_id)
            if not same.value:
                same.value = row.value
            elif question.kind is FieldKind.TEXT:
                same.value = f"{same.value}; {row.value}"
            else:
                keep_beside(kept, gone, f"{event.title}: {question.wording}", row.value)
        session.delete(row)
    session.flush()


def _answers(session: Session, registration: Registration) -> list[QuestionAnswer]:
    statement = select(QuestionAnswer).where(QuestionAnswer.registration_id == registration.id)
    return list(session.scalars(statement.order_by(QuestionAnswer.id)))


def _move_invitation(session: Session, mine: Registration, theirs: Registration) -> None:
    """Keep what the calendar was told last; an invitation counts for more than its cancellation."""
    rows = session.scalars(
        select(SentInvitation).where(SentInvitation.registration_id.in_((mine.id, theirs.id)))
    ).all()
    if not rows:
        return
    latest = max(rows, key=lambda row: (row.method == "REQUEST", row.sequence, row.sent_at))
    for row in rows:
        if row is not latest:
            session.delete(row)
    session.flush()
    latest.registration_id = mine.id
    session.flush()
