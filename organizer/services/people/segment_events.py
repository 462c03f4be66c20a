"""Rules about events: who answered what, came, stayed away, paid, or said what when asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import fold
from organizer.domain.segments import NEXT, TITLED, AtEvent, Rule
from organizer.models.tables import Attendance, Event, Question, QuestionAnswer, Registration

_any_attendance = aliased(Attendance)


def taking_part(session: Session, rule: Rule) -> Select[Any]:
    """Return the ids of members of whom an event's list or door says what the rule wants."""
    if rule.value == AtEvent.CAME:
        at = _is_meant(session, rule.about, Attendance.event_id)
        return select(Attendance.member_id).where(at)
    listed = select(Registration.member_id).where(
        _is_meant(session, rule.about, Registration.event_id)
    )
    match rule.value:
        case AtEvent.LISTED:
            return listed.where(Registration.status != RegistrationStatus.CANCELLED)
        case AtEvent.NO_SHOW:
            return listed.where(*_stayed_away())
        case AtEvent.PAID:
            return listed.where(Registration.is_paid)
        case AtEvent.UNPAID:
            return listed.join(Event, Event.id == Registration.event_id).where(
                Registration.status == RegistrationStatus.GOING,
                Registration.is_paid.is_(False),
                Event.price != "",
            )
        case _:
            return listed.where(Registration.status == RegistrationStatus(rule.value))


def missed_times() -> FromClause:
    """How often members said yes and did not come; a workshop counts with its meetup."""
    return (
        select(Registration.member_id, func.count().label("times"))
        .where(*_stayed_away(Event.part_of_id.is_(None)))
        .group_by(Registration.member_id + 0)  # event by event: in members' order it takes 5 times
        .subquery()
    )


def question_wordings(session: Session) -> list[str]:
    """Return what any event asks its guests, each wording once, sorted."""
    wordings = session.scalars(select(Question.wording).distinct())
    return sorted({fold(wording): wording for wording in wordings}.values(), key=fold)


def answers_to(session: Session, wording: str) -> Select[int, str]:
    """Return members' ids and what they answered wherever this was asked."""
    return (
        select(Registration.member_id, QuestionAnswer.value)
        .join(Registration, Registration.id == QuestionAnswer.registration_id)
        .where(QuestionAnswer.question_id.in_(_asked(session, wording)), QuestionAnswer.value != "")
    )


def answering(session: Session, wording: str) -> Select[Any]:
    """Return the ids of members who answered this at all."""
    return answers_to(session, wording).with_only_columns(Registration.member_id)


def _asked(session: Session, wording: str) -> list[int]:
    rows = session.execute(select(Question.id, Question.wording))
    return [number for number, words in rows if fold(words) == fold(wording)]


def _stayed_away(*of_event: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """Say of a registration that a yes to an event, of which more can be asked, was not kept."""
    over = select(Event.id).where(
        *of_event,
        Event.status == EventStatus.PLANNED,
        or_(Event.ends_at < datetime.now(UTC), Event.closed_at.is_not(None)),
        # Where the door was not used, nobody knows who came.
        exists().where(_any_attendance.event_id == Event.id),
    )
    return (
        Registration.status == RegistrationStatus.GOING,
        Registration.is_walk_in.is_(False),
        (Registration.event_id + 0).in_(over),  # list by list it takes half as long again
        ~exists().where(
            Attendance.event_id == Registration.event_id,
            Attendance.member_id == Registration.member_id,
        ),
    )


def _is_meant(
    session: Session, about: str, event_id: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Return whether an event is the one, or one of those, that a rule is about."""
    if not about:
        return true()
    if about == NEXT:
        return event_id == _next_event()
    if about.startswith(TITLED):
        words = fold(about.removeprefix(TITLED))
        rows = session.execute(select(Event.id, Event.title))
        return event_id.in_([number for number, title in rows if words in fold(title)])
    return event_id == select(Event.id).where(Event.uid == about).scalar_subquery()


def _next_event() -> ScalarSelect[int]:
    return (
        select(Event.id)
        .where(
            Event.ends_at > datetime.now(UTC),
            Event.status == EventStatus.PLANNED,
            Event.part_of_id.is_(None),
        )
        .order_by(Event.starts_at)
        .limit(1)
        .scalar_subquery()
    )
