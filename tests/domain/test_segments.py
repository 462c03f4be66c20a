"""Rules that choose members: said in words, kept as JSON, meant from the day of asking."""

from __future__ import annotations

from datetime import date

import pytest

from organizer.domain.errors import UserError
from organizer.domain.kinds import Consent, FieldKind, RegistrationStatus
from organizer.domain.segment_words import period_in_words, rule_in_words, rules_in_words
from organizer.domain.segments import (
    AT_EVENTS,
    NEXT,
    PERIODS,
    TITLED,
    Ask,
    AtEvent,
    Rule,
    Rules,
    Trait,
    all_of,
    any_of,
    asks_of,
    from_json,
    period,
    rule_problem,
    to_json,
)

BEGINNERS = all_of(
    Rule(Trait.TAG, Ask.IS, "beginner"),
    Rule(Trait.CAME, Ask.EXACTLY, "1"),
    Rule(Trait.FIRST_CAME, Ask.WITHIN, "this-year"),
)


def example(trait: Trait, ask: Ask, kind: FieldKind) -> Rule:
    """A rule with a value that fits it."""
    value = {
        Trait.CAME: "3",
        Trait.NO_SHOWS: "3",
        Trait.ANSWERED: RegistrationStatus.GOING,
        Trait.PICTURES: Consent.NO,
        Trait.DO_NOT_WRITE: "",
    }.get(trait, "weaving")
    if ask in (Ask.SINCE, Ask.BEFORE):
        value = "2026-05-01"
    elif ask in (Ask.WITHIN, Ask.NOT_WITHIN, Ask.NOT_OR_NEVER):
        value = "90-days"
    elif kind is FieldKind.NUMBER:
        value = "3.5"
    elif kind is FieldKind.YES_NO:
        value = "no"
    if ask in (Ask.FILLED, Ask.EMPTY):
        value = ""
    about = {Trait.FIELD: "f", Trait.QUESTION: "Diet?"}.get(trait, NEXT)
    return Rule(trait, ask, value, about, kind)


EVERY = [
    example(trait, ask, kind)
    for trait in Trait
    for kind in (FieldKind if trait is Trait.FIELD else (FieldKind.TEXT,))
    for ask in asks_of(trait, kind)
] + [
    Rule(Trait.ANSWERED, ask, value, about)
    for value in AT_EVENTS
    for ask in asks_of(Trait.ANSWERED)
    for about in ("", "e", f"{TITLED}loom")
]


def test_rules_speak() -> None:
    assert rules_in_words(BEGINNERS, {}) == "tagged beginner · came once · first came this year"
    assert rules_in_words(Rules(), {}) == "everyone"
    assert rule_in_words(Rule(Trait.CAME, Ask.EXACTLY, "0"), {}) == "never came"
    gone = Rule(Trait.LAST_CAME, Ask.NOT_WITHIN, "90-days")
    assert rule_in_words(gone, {}) == "came before, but not in the last 90 days"
    lost = Rule(Trait.LAST_CAME, Ask.NOT_OR_NEVER, "90-days")
    assert rule_in_words(lost, {}) == "has not come in the last 90 days, or never"
    missed = Rule(Trait.NO_SHOWS, Ask.AT_LEAST, "2")
    assert rule_in_words(missed, {}) == "said yes and did not come, 2 times or more"
    came = Rule(Trait.ANSWERED, Ask.IS_NOT, AtEvent.CAME, f"{TITLED}loom")
    assert rule_in_words(came, {}) == "did not come to any event with “loom” in its title"
    diet = Rule(Trait.QUESTION, Ask.CONTAINS, "vegan", "What do you eat?")
    assert rule_in_words(diet, {}) == "What do you eat: with “vegan”"
    said = Rule(Trait.ANSWERED, Ask.IS, "going", "e1")
    assert rule_in_words(said, {"e1": "Loom night"}) == "said yes to “Loom night”"
    size = Rule(Trait.FIELD, Ask.IS, "yes", "f1", FieldKind.YES_NO)
    assert rule_in_words(size, {"f1": "Drives"}) == "Drives: yes"


@pytest.mark.parametrize("rule", EVERY, ids=str)
def test_every_rule_has_words_and_comes_back_from_json(rule: Rule) -> None:
    assert rule_problem(rule) == ""
    words = rule_in_words(rule, {"weaving": "Weaving", "f": "Size", "e": "Loom"})
    assert words
    assert "{" not in words
    assert from_json(to_json(all_of(rule))) == all_of(rule)


def test_any_of_some_rules_is_said_and_kept() -> None:
    crafts = any_of(*(Rule(Trait.TAG, Ask.IS, tag) for tag in ("beginner", "weaving", "dyeing")))
    assert rules_in_words(crafts, {}) == "tagged beginner, tagged weaving or tagged dyeing"
    assert from_json(to_json(crafts)) == crafts
    assert crafts != all_of(*crafts), "what was saved is changed by the switch"


def test_a_segment_saved_before_there_was_any_still_asks_for_all() -> None:
    kept = {"all": [{"trait": "tag", "ask": "is", "value": tag} for tag in ("one", "two")]}
    assert from_json(kept) == all_of(*(Rule(Trait.TAG, Ask.IS, tag) for tag in ("one", "two")))


def test_of_one_rule_all_and_any_are_the_same() -> None:
    rule = Rule(Trait.TAG, Ask.IS, "beginner")
    assert any_of(rule) == all_of(rule)
    assert "all" in to_json(any_of(rule)), "so that older versions read it"


def test_no_two_rules_sound_alike() -> None:
    words = [
        rule_in_words(rule, {"weaving": "Weaving", "f": rule.kind, "e": "Loom"}) for rule in EVERY
    ]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Trait.TAG, Ask.IS, " "),
        Rule(Trait.CAME, Ask.EXACTLY, "often"),
        Rule(Trait.JOINED, Ask.SINCE, "May"),
        Rule(Trait.JOINED, Ask.WITHIN, "ages"),
        Rule(Trait.TAG, Ask.AT_LEAST, "3"),
        Rule(Trait.NO_SHOWS, Ask.AT_LEAST, "many"),
        Rule(Trait.ANSWERED, Ask.IS, "danced"),
        Rule(Trait.ANSWERED, Ask.IS, "came", TITLED),
        Rule(Trait.JOINED, Ask.NOT_OR_NEVER, "90-days"),
        Rule(Trait.FIELD, Ask.EXACTLY, "x", "f", FieldKind.NUMBER),
        Rule(Trait.FIELD, Ask.IS, "banana", "f", FieldKind.YES_NO),
        Rule(Trait.DO_NOT_WRITE, Ask.IS, "banana"),
        Rule(Trait.ADDRESS, Ask.FILLED, "no"),
        Rule(Trait.PICTURES, Ask.IS, "banana"),
    ],
    ids=str,
)
def test_a_rule_that_asks_nothing_is_told(rule: Rule) -> None:
    assert rule_problem(rule).endswith(".")


def test_a_mark_that_is_no_is_not_there() -> None:
    marked, unmarked = (Rule(Trait.DO_NOT_WRITE, ask) for ask in (Ask.IS, Ask.IS_NOT))
    assert Rule(Trait.DO_NOT_WRITE, Ask.IS, "no") == unmarked
    assert Rule(Trait.DO_NOT_WRITE, Ask.IS_NOT, "no") == marked
    kept = {"trait": "do-not-write", "ask": "is", "value": "no"}
    assert from_json({"all": [kept]}) == all_of(unmarked), "as it was saved before"


@pytest.mark.parametrize(
    "document",
    [{}, {"all": [{"trait": "shoe", "ask": "is"}]}, {"all": [{"trait": "tag"}]}, {"any": 3}],
)
def test_rules_of_a_newer_version_are_refused_with_a_sentence(document: dict[str, object]) -> None:
    with pytest.raises(UserError, match="this version does not know"):
        from_json(document)


def test_periods_are_meant_from_today() -> None:
    today = date(2026, 1, 31)
    assert period("this-year", today) == (date(2026, 1, 1), date(2026, 12, 31))
    assert period("last-year", today) == (date(2025, 1, 1), date(2025, 12, 31))
    assert period("this-month", today) == (date(2026, 1, 1), date(2026, 1, 31))
    assert period("last-month", today) == (date(2025, 12, 1), date(2025, 12, 31))
    assert period("30-days", today) == (date(2026, 1, 1), today)
    for each in PERIODS:
        first, last = period(each, today)
        assert first <= last
        assert period_in_words(each)
