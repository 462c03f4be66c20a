"""Rules as one types them: `tag is beginner`, `first-came within this-year`, `field:Size is M`.

A rule is a trait, after a colon what it is about where it is a field, a question or an event, what
is asked, and the value. The words are those of `Trait` and `Ask`; people and things go by their
names, events also as `next` or by words of their titles: `answered:titled:dye is came`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.domain.segments import NEXT, Ask, Rule, Trait, asks_of
from organizer.domain.words import _

NAMED_VALUES = (Trait.CIRCLE, Trait.BROUGHT_BY)
"""Traits whose value is a uid, and a name where one types."""
_ASKS = "|".join(sorted(Ask, key=len, reverse=True))
_RULE = re.compile(
    rf"(?P<trait>{'|'.join(sorted(Trait, key=len, reverse=True))})(:(?P<about>.+?))?"
    rf"\s+(?P<ask>{_ASKS})(\s+(?P<value>.*))?",
    re.DOTALL,
)


def read_rule(text: str) -> Rule:
    """Return the rule that is typed, with names where a kept one has uids.

    UserError if it is none; what it asks of a field is not checked before its kind is known.
    """
    found = _RULE.fullmatch(text.strip())
    if found is None:
        raise UserError(
            _(
                "“{text}” is no rule, such as “tag is beginner” or “came at-least 3”. "
                "The traits are: {traits}."
            ).format(text=text[:80], traits=", ".join(Trait))
        )
    trait, about = Trait(found["trait"]), (found["about"] or "").strip()
    if about and trait not in (Trait.FIELD, Trait.ANSWERED, Trait.QUESTION):
        raise UserError(
            _("“{text}” says more of “{trait}” than can be asked. Leave out “:{about}”.").format(
                text=text[:80], trait=trait, about=about[:40]
            )
        )
    if trait is Trait.FIELD and not about:
        raise UserError(_("Say which field is meant, as in “field:Size is M”."))
    if trait is Trait.QUESTION and not about:
        raise UserError(_("Say which question is meant, as in “question:Diet contains vegan”."))
    return Rule(trait, Ask(found["ask"]), (found["value"] or "").strip(), about)


def asked_words(trait: Trait, kind: FieldKind = FieldKind.TEXT) -> str:
    """Return the words that can be asked of a trait, for a sentence."""
    return ", ".join(asks_of(trait, kind))


def rule_text(rule: Rule, names: Mapping[str, str]) -> str:
    """Return a rule as one types it; `names` gives names by uid."""
    value = names.get(rule.value, rule.value) if rule.trait in NAMED_VALUES else rule.value
    about = rule.about if rule.about == NEXT else names.get(rule.about, rule.about)
    head = f"{rule.trait}:{about}" if about else str(rule.trait)
    return " ".join(part for part in (head, str(rule.ask), value) if part)
