"""Rules about free text, which SQL cannot fold: found by looking through what people have there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    String,
    and_,
    cast,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.domain.kinds import FieldKind
from organizer.domain.names import fold
from organizer.domain.phones import phone_text
from organizer.domain.searching import beside_text, search_words
from organizer.domain.segments import Ask, Rule, Trait
from organizer.models.among import among
from organizer.models.tables import (
    Address,
    Circle,
    CircleMember,
    CustomField,
    FieldValue,
    Member,
    MemberTag,
    Tag,
)
from organizer.services.people.merged_traits import said_otherwise
from organizer.services.people.segment_events import answers_to

MEMBER_TEXTS: Mapping[Trait, InstrumentedAttribute[str]] = {
    Trait.PHONE: Member.phone,
    Trait.GREETING: Member.greeting,
    Trait.NOTES: Member.notes,
    Trait.FOUND_US: Member.found_us,
}
"""Where a member's own text is kept, by what asks for it."""
_IN_PARTS = {"yield_per": 2_000}
"""Rows that are fetched one by one take twice as long; with all at once other threads would wait."""

_MOST_WORDS = 20
"""Sought in one statement; SQLite takes a thousand conditions, and there may be other rules."""


def is_about_text(rule: Rule) -> bool:
    """Whether a rule compares free text."""
    compares = rule.ask in (Ask.IS, Ask.IS_NOT, Ask.CONTAINS)
    is_free = rule.trait in (Trait.QUESTION, *MEMBER_TEXTS) or (
        rule.trait is Trait.FIELD and rule.kind is FieldKind.TEXT
    )
    return rule.trait is Trait.TEXT or (is_free and compares)


def text_condition(session: Session, rule: Rule) -> ColumnElement[bool]:
    """Return the condition that a rule about text holds of a member's texts."""
    if rule.trait is Trait.TEXT:
        return _found(session, rule)
    holds = among(Member.id, _holders(session, rule))
    return not_(holds) if rule.ask is Ask.IS_NOT else holds


def _found(session: Session, rule: Rule) -> ColumnElement[bool]:
    """Return the condition that a search for the rule's words finds somebody in the list of people."""
    words = search_words(rule.value)
    has_digits = any(letter.isdigit() for word in words for letter in word)
    more = list(_kept_unfolded(session, has_digits))
    conditions = [
        or_(
            *_folded_holding(word),
            among(Member.id, {member for member, text in more if word in text}),
        )
        for word in words
    ]
    while len(conditions) > _MOST_WORDS:
        found = session.scalars(select(Member.id).where(*conditions[:_MOST_WORDS]))
        conditions = [among(Member.id, found), *conditions[_MOST_WORDS:]]
    return and_(true(), *conditions)


def _folded_holding(word: str) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that a word is in one of a member's texts that are kept folded."""
    yield Member.folded_name.contains(word, autoescape=True)
    for holders in (
        select(Address.member_id).where(Address.folded.contains(word, autoescape=True)),
        select(MemberTag.member_id)
        .join(Tag, Tag.id == MemberTag.tag_id)
        .where(Tag.folded.contains(word, autoescape=True)),
        select(CircleMember.member_id)
        .join(Circle, Circle.id == CircleMember.circle_id)
        .where(Circle.folded.contains(word, autoescape=True)),
    ):
        yield Member.id.in_(holders)


def _kept_unfolded(session: Session, has_digits: bool) -> Iterator[tuple[int, str]]:
    """Yield members and the other texts that a search looks through, folded; phones for digits."""
    names = cast(Member.other_names, String)
    for member, other_names, fields in session.execute(
        select(Member.id, Member.other_names, Member.fields).where(names != "[]")
    ):
        yield member, " ".join(map(fold, other_names))
        yield member, " ".join(map(beside_text, said_otherwise(fields, other_names)))
    # An address is kept without capitals, which is the same as folded but where it has accents.
    is_plain = func.length(cast(Address.folded, LargeBinary)) == func.length(Address.folded)
    for member, address in session.execute(
        select(Address.member_id, Address.folded).where(~is_plain)
    ):
        yield member, fold(address)
    if has_digits:
        phones = select(Member.id, Member.phone).where(Member.phone != "")
        for member, phone in session.connection().execute(phones, execution_options=_IN_PARTS):
            yield member, phone_text(phone)


def _holders(session: Session, rule: Rule) -> set[int]:
    """Return the members one of whose texts is, or contains, what the rule says."""
    wanted, contains = fold(rule.value), rule.ask is Ask.CONTAINS
    texts = session.connection().execute(_texts(session, rule), execution_options=_IN_PARTS)
    return {
        member
        for member, text in texts
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
