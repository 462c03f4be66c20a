"""Segments: saved searches over the members, usable wherever people are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.domain.names import clean_name, fold, shown
from organizer.domain.records import SegmentRecord
from organizer.domain.rule_texts import rule_text
from organizer.domain.segment_words import rules_in_words
from organizer.domain.segments import Rules, Trait, from_json, rule_problem, to_json
from organizer.domain.times import short_day
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import Circle, CustomField, Event, Member, Question, Segment
from organizer.services.people.segment_search import members_matching


def list_segments(db: Database) -> list[SegmentRecord]:
    """Return all segments by name."""
    with db.reading() as session:
        return segment_records(session)


def segment_records(session: Session) -> list[SegmentRecord]:
    """Return all segments by name; one that a newer version made has no rules that we know."""
    return [
        SegmentRecord(segment.uid, segment.name, _known_rules(segment))
        for segment in session.scalars(select(Segment).order_by(Segment.folded))
    ]


@dataclass(frozen=True, slots=True)
class SegmentInWords:
    """A segment, what it asks for in words, and how many members it chooses now."""

    uid: str
    name: str
    words: str
    members: int
    rules: tuple[str, ...] = ()
    """Each rule as one types it; none where a newer version made the segment."""
    any_will_do: bool = False


def segments_in_words(db: Database) -> list[SegmentInWords]:
    """Return all segments by name, each with what it asks for and how many it chooses now."""
    with db.reading() as session:
        found = []
        for one in segment_records(session):
            rules = one.rules or Rules()
            names = names_in_rules(session, rules)
            words = rules_in_words(rules, names) if rules else ""
            count = len(members_matching(session, rules)) if rules else 0
            typed = tuple(rule_text(rule, names) for rule in rules)
            found.append(SegmentInWords(one.uid, one.name, words, count, typed, rules.any_will_do))
        return found


def save_segment(db: Database, name: str, rules: Rules) -> str:
    """Keep rules under a name and return the segment's uid."""
    clean = _checked_name(name)
    _check_rules(rules)
    with db.writing(_("Segment “{name}” saved").format(name=shown(clean))) as session:
        _refuse_taken(session, clean)
        segment = Segment(name=clean, folded=fold(clean), rules=to_json(rules))
        session.add(segment)
        session.flush()
        return segment.uid


def change_segment(db: Database, uid: str, rules: Rules) -> None:
    """Let a segment ask for something else."""
    _check_rules(rules)
    with db.writing(_("Segment changed")) as session:
        segment = _find(session, uid)
        name_step(session, _("Segment “{name}” changed").format(name=shown(segment.name)))
        segment.rules = to_json(rules)


def rename_segment(db: Database, uid: str, name: str) -> None:
    """Give a segment another name."""
    clean = _checked_name(name)
    with db.writing(_("Segment “{name}” renamed").format(name=shown(clean))) as session:
        segment = _find(session, uid)
        if fold(clean) != segment.folded:
            _refuse_taken(session, clean)
        segment.name, segment.folded = clean, fold(clean)


def remove_segment(db: Database, uid: str) -> None:
    """Forget a saved search; nobody is removed with it."""
    with db.writing(_("Segment removed")) as session:
        segment = _find(session, uid)
        name_step(session, _("Segment “{name}” removed").format(name=shown(segment.name)))
        session.delete(segment)


def matching(db: Database, rules: Rules, today: date | None = None) -> list[int]:
    """Return the ids of the members whom rules choose, by sorting name."""
    with db.reading() as session:
        return members_matching(session, rules, today)


def members_of_segment(session: Session, text: str, today: date | None = None) -> list[int]:
    """Return the ids of those in the segment of this name or uid, by sorting name."""
    segment = session.scalars(
        select(Segment).where((Segment.uid == text) | (Segment.folded == fold(text)))
    ).one_or_none()
    if segment is None:
        names = session.scalars(select(Segment.name).order_by(Segment.folded)).all()
        known = _("There are: {names}.").format(names=", ".join(names[:20]))
        hint = known if names else _("Save one on the page People first.")
        raise UserError(_("There is no segment “{text}”. {hint}").format(text=text[:80], hint=hint))
    return members_matching(session, from_json(segment.rules), today)


def uids_of(db: Database, text: str) -> frozenset[str]:
    """Return the uids of those in the segment of this name or uid."""
    with db.reading() as session:
        return uids_in_segment(session, text)


def uids_in_segment(session: Session, text: str) -> frozenset[str]:
    """Return the uids of those in the segment of this name or uid, as a part of another step."""
    inside = set(members_of_segment(session, text))
    rows = session.execute(select(Member.id, Member.uid))  # of thousands not one by one
    return frozenset(uid for member_id, uid in rows if member_id in inside)


def names_in_rules(session: Session, rules: Rules) -> Mapping[str, str]:
    """Return what rules speak of by uid: circles, members, events and fields by their names."""
    uids = {rule.about for rule in rules} | {
        rule.value for rule in rules if rule.trait in (Trait.CIRCLE, Trait.BROUGHT_BY)
    }
    found: dict[str, str] = {}
    for uid, name in (
        (Circle.uid, Circle.name),
        (Member.uid, Member.name),
        (Event.uid, Event.title),
        (CustomField.uid, CustomField.name),
    ):
        found |= dict(session.execute(select(uid, name).where(uid.in_(uids))).all())
    return found


def events_to_choose(db: Database, most: int = 60) -> list[tuple[str, str]]:
    """Return uid and title with its day of the latest events, for rules about answers."""
    with db.reading() as session:
        rows = session.execute(
            select(Event.uid, Event.title, Event.starts)
            .order_by(Event.starts_at.desc())
            .limit(most)
        )
        return [(uid, f"{title}, {short_day(starts)}") for uid, title, starts in rows]


def languages(db: Database) -> list[str]:
    """Return the languages that members like to read, sorted."""
    return _spellings(db, Member.language)


def pronouns(db: Database) -> list[str]:
    """Return the pronouns that members have, each in one spelling, sorted."""
    return _spellings(db, Member.pronouns)


def _spellings(db: Database, column: InstrumentedAttribute[str]) -> list[str]:
    with db.reading() as session:
        texts = session.scalars(select(column).where(column != "").distinct().order_by(column))
        return sorted({fold(text): text for text in texts}.values(), key=fold)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that some event asks, or several do in the same words."""

    wording: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    """Of all of these events."""


def questions_to_choose(db: Database) -> list[AskedQuestion]:
    """Return what any event asks, by its wording; where kinds differ it is a text."""
    found: dict[str, AskedQuestion] = {}
    with db.reading() as session:
        rows = session.execute(
            select(Question.wording, Question.kind, Question.choices).order_by(Question.id)
        )
        for wording, kind, choices in rows:
            known = found.setdefault(fold(wording), AskedQuestion(wording, kind))
            found[fold(wording)] = AskedQuestion(
                wording,
                kind if known.kind is kind else FieldKind.TEXT,
                tuple(dict.fromkeys((*known.choices, *choices))),
            )
    return [found[key] for key in sorted(found)]


def _known_rules(segment: Segment) -> Rules | None:
    try:
        return from_json(segment.rules)
    except UserError:
        return None


def _check_rules(rules: Rules) -> None:
    if not rules:
        raise UserError(_("Choose something to look for first, then save it as a segment."))
    for rule in rules:
        if sentence := rule_problem(rule):
            raise UserError(sentence)


def _find(session: Session, uid: str) -> Segment:
    segment = session.scalars(select(Segment).where(Segment.uid == uid)).one_or_none()
    if segment is None:
        raise UserError(_("This segment is not there any more. Look at the list again."))
    return segment


def _refuse_taken(session: Session, name: str) -> None:
    if session.scalar(select(Segment.id).where(Segment.folded == fold(name))) is not None:
        raise UserError(
            _("There is a segment “{name}” already. Choose another name.").format(name=name)
        )


def _checked_name(name: str) -> str:
    clean = " ".join(clean_name(name).split())
    if not fold(clean):
        raise UserError(_("A segment needs a name, such as “Newcomers”."))
    if len(clean) > 80:
        raise UserError(_("A segment's name has 80 letters at most."))
    return clean
