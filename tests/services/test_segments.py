"""Segments: whom each rule chooses, saved under names, and used where people are chosen."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import Consent, FieldKind, RegistrationStatus
from organizer.domain.segment_words import rule_in_words
from organizer.domain.segments import NEXT, Ask, Rule, Rules, Trait, all_of, any_of
from organizer.domain.times import instant
from organizer.models.database import Database
from organizer.models.tables import Member
from organizer.services import undoing
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.people import circles, fields, members, segments
from tests.evenings import ZONE, plan
from tests.ready_made import ReadyMade

TODAY = date(2026, 11, 22)
SPRING, AUTUMN = datetime(2025, 3, 4, 19), datetime(2026, 10, 6, 19)
GOING = RegistrationStatus.GOING


@pytest.fixture
def uids(db: Database) -> dict[str, str]:
    """Ana came twice, Bo once this year, Cy never; Dee came before this file began."""
    return dict(_FILLED.put_into(db))


def _fill(db: Database) -> dict[str, str]:
    size, _ = fields.add_field(db, "Size", FieldKind.NUMBER)
    diet, _ = fields.add_field(db, "Diet", FieldKind.TEXT)
    born, _ = fields.add_field(db, "Born", FieldKind.DATE)
    loom = circles.make_circle(db, "Loom circle")
    ana = members.add_member(
        db,
        MemberDraft(
            "Ana Ruiz",
            emails=("ana@x.org",),
            tags=("Weaver",),
            language="Español",
            phone="+49 176 1234567",
            photo_consent=Consent.NO,
            circles=("Loom circle",),
            values={size: "42.5", diet: "Végan, no nuts", born: "1990-05-01"},
        ),
    )
    bo = members.add_member(
        db,
        MemberDraft(
            "Bo",
            tags=("beginner",),
            brought_by=ana,
            language="English",
            values={size: "36", diet: "anything"},
        ),
    )
    cy = members.add_member(db, MemberDraft("Cy", do_not_write=True))
    dee = members.add_member(db, MemberDraft("Dee", tags=("beginner",)))
    with db.writing() as session:
        session.execute(update(Member).values(joined_on=date(2026, 2, 1)))
        old = {"earlier_attended": 4, "earlier_last_on": date(2019, 5, 2)}
        session.execute(
            update(Member).where(Member.uid == dee).values(joined_on=date(2012, 4, 5), **old)
        )
    for starts, came in ((SPRING, [ana]), (AUTUMN, [ana, bo])):
        event = plan(db, f"Night of {starts:%B}", starts=starts)
        guests.add_guests(db, event, [ana, bo], status=GOING)
        for uid in came:
            door.check_in_member(db, event, uid, now=instant(starts, ZONE))
        guests.set_status(db, event, bo, GOING if bo in came else RegistrationStatus.DECLINED)
    uids = {"ana": ana, "bo": bo, "cy": cy, "dee": dee, "size": size, "diet": diet, "born": born}
    return {**uids, "loom": loom, "autumn": event}


_FILLED = ReadyMade(_fill)


def found(db: Database, *rules: Rule) -> str:
    """The initials of those whom rules choose, in the order given."""
    names = {row.id: row.name[0] for row in members.list_members(db)}
    return "".join(names[one] for one in segments.matching(db, all_of(*rules), TODAY))


def found_any(db: Database, *rules: Rule) -> str:
    """The same of those for whom one rule is enough."""
    names = {row.id: row.name[0] for row in members.list_members(db)}
    return "".join(names[one] for one in segments.matching(db, any_of(*rules), TODAY))


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (Rule(Trait.TAG, Ask.IS, "BEGINNER"), "BD"),
        (Rule(Trait.TAG, Ask.IS_NOT, "beginner"), "AC"),
        (Rule(Trait.TAG, Ask.IS, "nobody's"), ""),
        (Rule(Trait.CIRCLE, Ask.IS, "{loom}"), "A"),
        (Rule(Trait.CIRCLE, Ask.IS_NOT, "{loom}"), "BCD"),
        (Rule(Trait.CAME, Ask.EXACTLY, "0"), "C"),
        (Rule(Trait.CAME, Ask.EXACTLY, "1"), "B"),
        (Rule(Trait.CAME, Ask.AT_LEAST, "2"), "AD"),
        (Rule(Trait.CAME, Ask.AT_MOST, "2"), "ABC"),
        (Rule(Trait.FIRST_CAME, Ask.WITHIN, "this-year"), "B"),
        (Rule(Trait.FIRST_CAME, Ask.WITHIN, "last-year"), "A"),
        (Rule(Trait.FIRST_CAME, Ask.NOT_WITHIN, "this-year"), "AD"),
        (Rule(Trait.FIRST_CAME, Ask.BEFORE, "2013-01-01"), "D"),
        (Rule(Trait.LAST_CAME, Ask.SINCE, "2026-10-06"), "AB"),
        (Rule(Trait.LAST_CAME, Ask.NOT_WITHIN, "365-days"), "D"),
        (Rule(Trait.LAST_CAME, Ask.BEFORE, "2019-05-03"), "D"),
        (Rule(Trait.JOINED, Ask.WITHIN, "this-year"), "ABC"),
        (Rule(Trait.JOINED, Ask.BEFORE, "2020-01-01"), "D"),
        (Rule(Trait.ANSWERED, Ask.IS, "declined"), "B"),
        (Rule(Trait.ANSWERED, Ask.IS, "going", "{autumn}"), "AB"),
        (Rule(Trait.ANSWERED, Ask.IS_NOT, "going", "{autumn}"), "CD"),
        (Rule(Trait.LANGUAGE, Ask.IS, "espanol"), "A"),
        (Rule(Trait.LANGUAGE, Ask.IS_NOT, "espanol"), "BCD"),
        (Rule(Trait.LANGUAGE, Ask.EMPTY), "CD"),
        (Rule(Trait.PICTURES, Ask.IS, "no"), "A"),
        (Rule(Trait.PICTURES, Ask.IS_NOT, "no"), "BCD"),
        (Rule(Trait.ADDRESS, Ask.FILLED), "A"),
        (Rule(Trait.ADDRESS, Ask.EMPTY), "BCD"),
        (Rule(Trait.DO_NOT_WRITE, Ask.IS), "C"),
        (Rule(Trait.DO_NOT_WRITE, Ask.IS_NOT), "ABD"),
        (Rule(Trait.BROUGHT_BY, Ask.IS, "{ana}"), "B"),
        (Rule(Trait.BROUGHT_BY, Ask.IS_NOT, "{ana}"), "ACD"),
        (Rule(Trait.BROUGHT_BY, Ask.FILLED), "B"),
        (Rule(Trait.BROUGHT_BY, Ask.EMPTY), "ACD"),
        (Rule(Trait.TEXT, Ask.CONTAINS, "RUIZ x.org weav"), "A"),
        (Rule(Trait.TEXT, Ask.CONTAINS, "%"), ""),
        (Rule(Trait.TEXT, Ask.CONTAINS, "0176 12 loom"), "A"),
        (Rule(Trait.TEXT, Ask.CONTAINS, "+"), "A"),
        (Rule(Trait.FIELD, Ask.AT_LEAST, "40", "{size}", FieldKind.NUMBER), "A"),
        (Rule(Trait.FIELD, Ask.EXACTLY, "36.0", "{size}", FieldKind.NUMBER), "B"),
        (Rule(Trait.FIELD, Ask.CONTAINS, "vegan", "{diet}"), "A"),
        (Rule(Trait.FIELD, Ask.IS, "Anything", "{diet}"), "B"),
        (Rule(Trait.FIELD, Ask.IS_NOT, "anything", "{diet}"), "ACD"),
        (Rule(Trait.FIELD, Ask.EMPTY, "", "{diet}"), "CD"),
        (Rule(Trait.FIELD, Ask.BEFORE, "2000-01-01", "{born}", FieldKind.DATE), "A"),
        (Rule(Trait.FIELD, Ask.NOT_WITHIN, "this-year", "{born}", FieldKind.DATE), "A"),
    ],
    ids=str,
)
def test_each_rule_chooses_whom_it_says(
    db: Database, uids: dict[str, str], rule: Rule, who: str
) -> None:
    value, about = rule.value.format(**uids), rule.about.format(**uids)
    assert found(db, Rule(rule.trait, rule.ask, value, about, rule.kind)) == who


def test_words_find_an_address_without_its_accents(db: Database) -> None:
    members.add_member(db, MemberDraft("Jo", emails=("Jürgen@Münster.example",)))
    members.add_member(db, MemberDraft("Kim", emails=("kim@other.example",)))
    assert found(db, Rule(Trait.TEXT, Ask.CONTAINS, "jurgen MUNSTER")) == "J"


def test_of_many_words_each_must_be_there(db: Database) -> None:
    members.add_member(db, MemberDraft("Rhabarberia", emails=("kim@other.example",)))
    parts = {"rhabarberia"[start:end] for start in range(11) for end in range(start + 2, 12)}
    assert len(parts) > 2 * 20  # of so many words each is a condition in one statement
    words = " ".join(sorted(parts))
    assert found(db, Rule(Trait.TEXT, Ask.CONTAINS, f"{words} kim")) == "R"
    for missing in ("bo", "rhabarberiana"):
        assert found(db, Rule(Trait.TEXT, Ask.CONTAINS, f"{words} {missing}")) == ""


def test_all_rules_must_hold_and_none_means_everyone(db: Database, uids: dict[str, str]) -> None:
    newcomers = (
        Rule(Trait.TAG, Ask.IS, "beginner"),
        Rule(Trait.CAME, Ask.EXACTLY, "1"),
        Rule(Trait.FIRST_CAME, Ask.WITHIN, "this-year"),
    )
    assert found(db, *newcomers) == "B"
    assert found(db) == "ABCD"


def test_one_rule_of_several_is_enough_where_any_will_do(
    db: Database, uids: dict[str, str]
) -> None:
    beginner, unwritten = Rule(Trait.TAG, Ask.IS, "beginner"), Rule(Trait.DO_NOT_WRITE, Ask.IS)
    often = Rule(Trait.CAME, Ask.AT_LEAST, "4")
    assert found_any(db, beginner, unwritten) == "BCD"
    assert found_any(db, often, unwritten) == "CD", "who never came counts too"
    in_words = Rule(Trait.TEXT, Ask.CONTAINS, "ruiz")
    diet = Rule(Trait.FIELD, Ask.IS, "ANYTHING", uids["diet"])
    assert found_any(db, in_words, unwritten) == "AC"
    assert found_any(db, in_words, diet) == "AB", "in the order of names, as everywhere"
    assert found(db, in_words, diet) == ""


def test_lists_and_guests_honour_any(db: Database, uids: dict[str, str]) -> None:
    either = any_of(Rule(Trait.TAG, Ask.IS, "weaver"), Rule(Trait.DO_NOT_WRITE, Ask.IS))
    segments.save_segment(db, "Either", either)
    assert [row.name for row in members.list_members(db, segment="either")] == ["Ana Ruiz", "Cy"]
    [said] = segments.segments_in_words(db)
    assert (said.words, said.members) == (
        "tagged weaver or does not want to be written to",
        2,
    )


def test_answers_to_the_next_event(db: Database, uids: dict[str, str]) -> None:
    coming = Rule(Trait.ANSWERED, Ask.IS, "going", NEXT)
    assert found(db, coming) == ""
    soon = datetime.now().replace(microsecond=0) + timedelta(days=3)
    guests.add_guests(db, plan(db, "Soon", starts=soon), [uids["cy"]], status=GOING)
    assert found(db, coming) == "C"


def test_a_segment_is_kept_renamed_changed_and_removed(db: Database, uids: dict[str, str]) -> None:
    rules = all_of(Rule(Trait.CIRCLE, Ask.IS, uids["loom"]))
    uid = segments.save_segment(db, "Loom people", rules)
    with pytest.raises(UserError, match="There is a segment “loom PEOPLE” already"):
        segments.save_segment(db, "loom PEOPLE", rules)
    with pytest.raises(UserError, match="Choose something to look for first"):
        segments.save_segment(db, "Everyone", Rules())
    segments.rename_segment(db, uid, "Weavers")
    segments.change_segment(db, uid, all_of(*rules, Rule(Trait.CAME, Ask.AT_LEAST, "5")))
    [kept] = segments.list_segments(db)
    assert kept.name == "Weavers"
    assert kept.rules is not None
    assert len(kept.rules) == 2
    with db.reading() as session:
        names = segments.names_in_rules(session, kept.rules)
    assert rule_in_words(kept.rules.each[0], names) == "in the circle Loom circle"
    segments.remove_segment(db, uid)
    assert segments.list_segments(db) == []
    assert undoing.take_back(db) == "Segment “Weavers” removed"
    assert segments.list_segments(db) == [kept]


def test_guests_and_lists_take_a_segment_by_its_name(db: Database, uids: dict[str, str]) -> None:
    segments.save_segment(db, "Newcomers", all_of(Rule(Trait.TAG, Ask.IS, "beginner")))
    event = plan(db, "Welcome night", starts=datetime(2026, 12, 1, 19))
    added = guests.add_guests(db, event, segment="newcomers")
    assert added.registered == 2
    assert [row.name for row in guests.list_guests(db, event)] == ["Bo", "Dee"]
    assert [row.name for row in members.list_members(db, segment="Newcomers")] == ["Bo", "Dee"]
    assert [row.name for row in members.list_members(db, segment="Newcomers", search="d")] == [
        "Dee"
    ]
    with pytest.raises(UserError, match=r"no segment “Regulars”\. There are: Newcomers"):
        members.list_members(db, segment="Regulars")
