"""Rules that somebody typed: names become uids, and what cannot be asked is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.fields import check
from organizer.domain.kinds import Consent, FieldKind
from organizer.domain.names import fold
from organizer.domain.rule_texts import asked_words, read_rule
from organizer.domain.segments import (
    AT_EVENTS,
    NEXT,
    TITLED,
    Ask,
    Rule,
    Rules,
    Trait,
    asks_of,
    rule_problem,
)
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Circle, Question
from organizer.services.finding import find_event, find_member
from organizer.services.people.fields import field_records
from organizer.services.people.segment_events import question_wordings

_COMPARES = (Ask.IS, Ask.IS_NOT, Ask.EXACTLY, Ask.AT_LEAST, Ask.AT_MOST)
"""What compares with a value of the field's own kind."""


def typed_rules(db: Database, texts: Sequence[str], *, any_will_do: bool = False) -> Rules:
    """Return the rules of some texts; see `domain.rule_texts` for how they are written.

    UserError if one is no rule, or speaks of a circle, person, event or field that is not there.
    """
    with db.reading() as session:
        return Rules(tuple(_checked(session, text) for text in texts), any_will_do)


def _checked(session: Session, text: str) -> Rule:
    rule = _with_uids(session, read_rule(text))
    if rule.ask not in asks_of(rule.trait, rule.kind):
        raise UserError(
            _("“{text}” cannot be asked. Of “{trait}” one can ask: {asks}.").format(
                text=text[:80], trait=rule.trait, asks=asked_words(rule.trait, rule.kind)
            )
        )
    if sentence := rule_problem(rule):
        raise UserError(_("“{text}”: {problem}").format(text=text[:80], problem=sentence))
    return rule


def _with_uids(session: Session, rule: Rule) -> Rule:
    match rule.trait:
        case Trait.CIRCLE if rule.value:
            return replace(rule, value=_circle_uid(session, rule.value))
        case Trait.BROUGHT_BY if rule.value:
            return replace(rule, value=find_member(session, rule.value).uid)
        case Trait.ANSWERED:
            _check_word(rule.value, AT_EVENTS)
            is_one = rule.about not in ("", NEXT) and not rule.about.startswith(TITLED)
            about = find_event(session, rule.about).uid if is_one else rule.about
            return replace(rule, about=about)
        case Trait.PICTURES:
            _check_word(rule.value, tuple(Consent))
            return rule
        case Trait.DO_NOT_WRITE:
            return replace(rule, value=check(FieldKind.YES_NO, (), rule.value))
        case Trait.QUESTION:
            return _about_question(session, rule)
        case Trait.FIELD:
            return _about_field(session, rule)
        case _:
            return rule


def _circle_uid(session: Session, text: str) -> str:
    found = session.scalar(
        select(Circle.uid).where((Circle.uid == text) | (Circle.folded == fold(text)))
    )
    if found is None:
        names = ", ".join(session.scalars(select(Circle.name).order_by(Circle.folded)))
        raise UserError(
            _("There is no circle “{text}”. There are: {names}.").format(
                text=text[:80], names=names or "–"
            )
        )
    return found


def _about_field(session: Session, rule: Rule) -> Rule:
    fields = field_records(session)
    for field in fields:
        if field.uid == rule.about or fold(field.name) == fold(rule.about):
            break
    else:
        raise UserError(
            _("There is no field “{text}”. There are: {names}.").format(
                text=rule.about[:80], names=", ".join(one.name for one in fields) or "–"
            )
        )
    is_of_kind = rule.ask in _COMPARES and field.kind is not FieldKind.TEXT
    value = check(field.kind, field.choices, rule.value) if is_of_kind else rule.value
    return replace(rule, about=field.uid, kind=field.kind, value=value)


def _about_question(session: Session, rule: Rule) -> Rule:
    about = _wording(session, rule.about)
    if rule.ask in _COMPARES:
        rows = session.execute(select(Question.wording, Question.kind).distinct())
        kinds = {kind for wording, kind in rows if fold(wording) == fold(about)}
        if kinds == {FieldKind.YES_NO}:
            rule = replace(rule, value=check(FieldKind.YES_NO, (), rule.value))
    return replace(rule, about=about)


def _wording(session: Session, text: str) -> str:
    wordings = question_wordings(session)
    for wording in wordings:
        if fold(wording) == fold(text):
            return wording
    raise UserError(
        _("No event asks “{text}”. Asked is: {wordings}.").format(
            text=text[:80], wordings=", ".join(f"“{one}”" for one in wordings[:20]) or "–"
        )
    )


def _check_word(value: str, words: Sequence[str]) -> None:
    if value not in words:
        raise UserError(
            _("“{text}” is none of: {words}.").format(text=value[:40], words=", ".join(words))
        )
