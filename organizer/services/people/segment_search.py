"""Whom rules choose: each rule becomes a condition of one statement over all members."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, assert_never

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    not_,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from organizer.domain.kinds import Consent, FieldKind
from organizer.domain.names import fold
from organizer.domain.segments import Ask, Rule, Rules, Trait, period
from organizer.domain.times import wall_time
from organizer.models.tables import (
    Address,
    Attendance,
    Circle,
    CircleMember,
    Community,
    CustomField,
    Event,
    FieldValue,
    Member,
    MemberTag,
    Tag,
)
from organizer.services.people.segment_events import answering, missed_times, taking_part
from organizer.services.people.segment_texts import MEMBER_TEXTS, is_about_text, text_condition

_bringer = aliased(Member)


def members_matching(session: Session, rules: Rules, today: date | None = None) -> list[int]:
    """Return the ids of the members whom rules choose, by sorting name.

    Times came and days include earlier history, as everywhere: who first came before this file
    began is taken to have come when they joined, or when they are known to have come last.
    `today` is where the community is unless it is given.
    """
    day = today or _today(session)
    visits = _visits()
    statement: Select[int] = select(Member.id).where(Member.is_erased.is_(False))
    if any(rule.trait in (Trait.CAME, Trait.FIRST_CAME, Trait.LAST_CAME) for rule in rules):
        statement = statement.outerjoin(visits, visits.c.member_id == Member.id)
    missed = missed_times()
    if any(rule.trait is Trait.NO_SHOWS for rule in rules):
        statement = statement.outerjoin(missed, missed.c.member_id == Member.id)
    conditions = [
        text_condition(session, rule)
        if is_about_text(rule)
        else _condition(session, rule, visits, missed, day)
        for rule in rules
    ]
    chosen = or_(*conditions) if rules.any_will_do else and_(true(), *conditions)
    return list(session.scalars(statement.where(chosen).order_by(Member.sorting_name, Member.id)))


def _today(session: Session) -> date:
    zone = session.scalars(select(Community.timezone)).one()
    return wall_time(datetime.now(UTC), zone).date()


def _visits() -> FromClause:
    """How often, when first and when last members came; a workshop counts with its meetup."""
    return (
        select(
            Attendance.member_id,
            func.count().label("times"),
            func.substr(func.min(Event.starts), 1, 10, type_=String()).label("first"),
            func.substr(func.max(Event.starts), 1, 10, type_=String()).label("last"),
        )
        .join(Event, Event.id == Attendance.event_id)
        .where(Event.part_of_id.is_(None))
        .group_by(Attendance.member_id + 0)  # event by event: in members' order it takes 6 times
        .subquery()
    )


def _condition(
    session: Session, rule: Rule, visits: FromClause, missed: FromClause, today: date
) -> ColumnElement[bool]:
    match rule.trait:
        case Trait.TAG:
            bearers = (
                select(MemberTag.member_id)
                .join(Tag, Tag.id == MemberTag.tag_id)
                .where(Tag.folded == fold(rule.value))
            )
            return _among(bearers, rule.ask)
        case Trait.CIRCLE:
            inside = (
                select(CircleMember.member_id)
                .join(Circle, Circle.id == CircleMember.circle_id)
                .where(Circle.uid == rule.value)
            )
            return _among(inside, rule.ask)
        case Trait.CAME:
            times = Member.earlier_attended + func.coalesce(visits.c.times, 0)
            return _counted(times, rule.ask, int(rule.value))
        case Trait.FIRST_CAME:
            return _dated(_first_came(visits), rule, today)
        case Trait.LAST_CAME:
            return _dated(_last_came(visits), rule, today)
        case Trait.JOINED:
            return _dated(_text_of(Member.joined_on), rule, today)
        case Trait.ANSWERED:
            return _among(taking_part(session, rule), rule.ask)
        case Trait.NO_SHOWS:
            misses = Member.earlier_no_shows + func.coalesce(missed.c.times, 0)
            return _counted(misses, rule.ask, int(rule.value))
        case Trait.QUESTION:
            return _among(answering(session, rule.about), rule.ask)
        case Trait.FIELD:
            return _field(rule, today)
        case Trait.LANGUAGE:
            return _one_of_few(session, Member.language, rule)
        case Trait.PRONOUNS:
            return _one_of_few(session, Member.pronouns, rule)
        case Trait.PHONE | Trait.GREETING | Trait.NOTES | Trait.FOUND_US:
            return _is_known(MEMBER_TEXTS[rule.trait], rule.ask)
        case Trait.PICTURES:
            is_so = Member.photo_consent == Consent(rule.value)
            return is_so if rule.ask is Ask.IS else not_(is_so)
        case Trait.ADDRESS:
            return _among(select(Address.member_id), rule.ask)
        case Trait.DO_NOT_WRITE:
            return Member.do_not_write.is_(rule.ask is Ask.IS)
        case Trait.BROUGHT_BY:
            return _brought_by(rule)
        case Trait.TEXT:
            raise ValueError("text is compared by `text_condition`")
        case _:
            assert_never(rule.trait)


def _among(members: Select[Any], ask: Ask) -> ColumnElement[bool]:
    """Return whether a member is in a selection; `IS_NOT` and `EMPTY` want those who are not."""
    found = Member.id.in_(members)
    return not_(found) if ask in (Ask.IS_NOT, Ask.EMPTY) else found


def _counted(value: ColumnElement[Any], ask: Ask, number: float) -> ColumnElement[bool]:
    match ask:
        case Ask.AT_LEAST:
            return value >= number
        case Ask.AT_MOST:
            return value <= number
        case _:
            return value == number


def _text_of(column: Any) -> ColumnElement[str]:
    """Return a date's column as the ISO text that it is kept as."""
    return type_coerce(column, String)


def _first_came(visits: FromClause) -> ColumnElement[str]:
    joined, earlier = _text_of(Member.joined_on), _text_of(Member.earlier_last_on)
    return case(
        (Member.earlier_attended == 0, visits.c.first),
        (Member.earlier_attended == 1, func.coalesce(earlier, joined, visits.c.first)),
        else_=func.coalesce(joined, earlier, visits.c.first),
    )


def _last_came(visits: FromClause) -> ColumnElement[str]:
    earlier = _text_of(Member.earlier_last_on)
    return case(
        (visits.c.last.is_(None), earlier),
        (earlier.is_(None), visits.c.last),
        (visits.c.last >= earlier, visits.c.last),
        else_=earlier,
    )


def _dated(value: ColumnElement[str], rule: Rule, today: date) -> ColumnElement[bool]:
    """Return whether a day is where the rule wants it; who has none is chosen by "or never" only."""
    match rule.ask:
        case Ask.SINCE:
            return value >= rule.value
        case Ask.BEFORE:
            return value < rule.value
        case _:
            first, last = (day.isoformat() for day in period(rule.value, today))
            within = value.between(first, last)
            if rule.ask is Ask.NOT_OR_NEVER:
                return or_(value.is_(None), not_(within))
            return not_(within) if rule.ask is Ask.NOT_WITHIN else within


def _field(rule: Rule, today: date) -> ColumnElement[bool]:
    having = (
        select(FieldValue.member_id)
        .join(CustomField, CustomField.id == FieldValue.field_id)
        .where(CustomField.uid == rule.about)
    )
    if rule.ask in (Ask.FILLED, Ask.EMPTY):
        return _among(having, rule.ask)
    match rule.kind:
        case FieldKind.NUMBER:
            number = cast(FieldValue.value, Float)
            return _among(having.where(_counted(number, rule.ask, float(rule.value))), Ask.IS)
        case FieldKind.DATE:
            # Asked of those who have a day only, so that "not in" is told of a day that is known.
            return _among(having.where(_dated(_text_of(FieldValue.value), rule, today)), Ask.IS)
        case _:
            return _among(having.where(FieldValue.value == rule.value), rule.ask)


def _is_known(column: InstrumentedAttribute[str], ask: Ask) -> ColumnElement[bool]:
    return column == "" if ask is Ask.EMPTY else column != ""


def _one_of_few(
    session: Session, column: InstrumentedAttribute[str], rule: Rule
) -> ColumnElement[bool]:
    """Return whether a text of which there are few spellings is the rule's."""
    if rule.ask in (Ask.FILLED, Ask.EMPTY):
        return _is_known(column, rule.ask)
    spellings = session.scalars(select(column).where(column != "").distinct())
    wanted = [text for text in spellings if fold(text) == fold(rule.value)]
    found = column.in_(wanted)
    return not_(found) if rule.ask is Ask.IS_NOT else found


def _brought_by(rule: Rule) -> ColumnElement[bool]:
    match rule.ask:
        case Ask.FILLED:
            return Member.brought_by_id.is_not(None)
        case Ask.EMPTY:
            return Member.brought_by_id.is_(None)
    bringer = select(_bringer.id).where(_bringer.uid == rule.value)
    found = func.coalesce(Member.brought_by_id, 0).in_(bringer)
    return not_(found) if rule.ask is Ask.IS_NOT else found
