"""Rules about free text, which SQL cannot fold: found by looking through what people have there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.domain.kinds import FieldKind
from organizer.domain.names import fold
from organizer.domain.searching import SearchIndex
from organizer.domain.segments import Ask, Rule, Trait
from organizer.models.tables import CustomField, FieldValue, Member
from organizer.services.people.member_rows import search_texts
from organizer.services.people.segment_events import answers_to

MEMBER_TEXTS: Mapping[Trait, InstrumentedAttribute[str]] = {
    Trait.PHONE: Member.phone,
    Trait.GREETING: Member.greeting,
    Trait.NOTES: Member.notes,
    Trait.FOUND_US: Member.found_us,
}
"""Where a member's own text is kept, by what asks for it."""


def is_about_text(rule: Rule) -> bool:
    """Whether a rule compares free text."""
    compares = rule.ask in (Ask.IS, Ask.IS_NOT, Ask.CONTAINS)
    is_free = rule.trait in (Trait.QUESTION, *MEMBER_TEXTS) or (
        rule.trait is Trait.FIELD and rule.kind is FieldKind.TEXT
    )
    return rule.trait is Trait.TEXT or (is_free and compares)


def text_test(session: Session, rule: Rule) -> Callable[[int], bool]:
    """Return what says of a member's id whether a rule about text holds."""
    holders = _found(session, rule) if rule.trait is Trait.TEXT else _holders(session, rule)
    is_outside = rule.ask is Ask.IS_NOT
    return lambda member: (member in holders) is not is_outside


def _found(session: Session, rule: Rule) -> set[int]:
    """Return the members whom a search for the rule's words finds."""
    texts = search_texts(session)
    members = list(texts)
    return {members[number] for number in SearchIndex(texts.values()).find(rule.value)}


def _holders(session: Session, rule: Rule) -> set[int]:
    """Return the members one of whose texts is, or contains, what the rule says."""
    wanted, contains = fold(rule.value), rule.ask is Ask.CONTAINS
    return {
        member
        for member, text in session.execute(_texts(session, rule))
        if (wanted in fold(text) if contains else wanted == fold(text))
    }


def _texts(session: Session, rule: Rule) -> Select[int, str]:
    """Return members' ids and the text that each has; nobody is there with an empty one."""
    match rule.trait:
        case Trait.FIELD:
            return (
                select(FieldValue.member_id, FieldValue.value)
                .join(CustomField, CustomField.id == FieldValue.field_id)
                .where(CustomField.uid == rule.about)
            )
        case Trait.QUESTION:
            return answers_to(session, rule.about)
        case _:
            column = MEMBER_TEXTS[rule.trait]
            return select(Member.id, column).where(column != "")
