"""Rules as one types them are read back as they were meant."""

from __future__ import annotations

import pytest

from organizer.domain.errors import UserError
from organizer.domain.rule_texts import read_rule, rule_text
from organizer.domain.segments import NEXT, Ask, Rule, Trait, asks_of

NAMES = {"u-1": "Loom circle", "u-2": "Is it a size"}


@pytest.mark.parametrize("trait", Trait)
def test_every_rule_that_can_be_asked_is_typed_and_read(trait: Trait) -> None:
    about = "Size" if trait in (Trait.FIELD, Trait.QUESTION) else ""
    for ask in asks_of(trait):
        rule = Rule(trait, ask, "" if ask in (Ask.FILLED, Ask.EMPTY) else "two words", about)
        assert read_rule(rule_text(rule, {})) == rule


def test_names_stand_where_uids_are_kept() -> None:
    assert rule_text(Rule(Trait.CIRCLE, Ask.IS_NOT, "u-1"), NAMES) == "circle is-not Loom circle"
    field = Rule(Trait.FIELD, Ask.IS, "M", about="u-2")
    assert rule_text(field, NAMES) == "field:Is it a size is M"
    assert read_rule(rule_text(field, NAMES)).about == "Is it a size"
    answered = Rule(Trait.ANSWERED, Ask.IS, "going", about=NEXT)
    assert read_rule(rule_text(answered, NAMES)) == answered


@pytest.mark.parametrize(
    "text", ["", "tag", "tag beginner", "size is M", "field is M", "came:x is 1"]
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_rule(text)
