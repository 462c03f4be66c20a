"""Rules that choose members: what each asks, and how it is kept.

A segment is some rules of which all must hold, or any one. Periods are meant from the day of
asking, so that "this year" is another one next year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from organizer.domain.errors import UserError
from organizer.domain.kinds import Consent, FieldKind, RegistrationStatus
from organizer.domain.words import _

LONGEST_AGO = 36_500
"""Days that a period can reach back."""
NEXT = "next"
"""Said instead of an event's uid: the next one that is planned."""
TITLED = "titled:"
"""Begins what is said instead of an event's uid: any event whose title has the words that follow."""
GONE = "gone"
"""Stands for a member whom a rule named and who was erased."""
_DAYS = re.compile(r"(\d{1,5})-days")


class Trait(StrEnum):
    """What of a member a rule looks at."""

    TAG = "tag"
    CIRCLE = "circle"
    CAME = "came"
    FIRST_CAME = "first-came"
    LAST_CAME = "last-came"
    JOINED = "joined"
    NO_SHOWS = "no-shows"
    ANSWERED = "answered"
    QUESTION = "question"
    FIELD = "field"
    LANGUAGE = "language"
    PICTURES = "pictures"
    ADDRESS = "address"
    PHONE = "phone"
    PRONOUNS = "pronouns"
    GREETING = "greeting"
    NOTES = "notes"
    FOUND_US = "found-us"
    DO_NOT_WRITE = "do-not-write"
    BROUGHT_BY = "brought-by"
    TEXT = "text"


class Ask(StrEnum):
    """What has to be so of it."""

    IS = "is"
    IS_NOT = "is-not"
    FILLED = "filled"
    EMPTY = "empty"
    CONTAINS = "contains"
    EXACTLY = "exactly"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    WITHIN = "within"
    """In a period: this-year, last-year, this-month, last-month, or 30-days for the last thirty."""
    NOT_WITHIN = "not-within"
    """Some other time; who has no day at all is not chosen."""
    NOT_OR_NEVER = "not-within-or-never"
    SINCE = "since"
    BEFORE = "before"


class AtEvent(StrEnum):
    """What is asked of an event beside the answers to it, which `RegistrationStatus` names."""

    LISTED = "listed"
    CAME = "came"
    NO_SHOW = "no-show"
    """Said yes to an event that is over and at which the door was used, and did not come."""
    PAID = "paid"
    UNPAID = "unpaid"
    """Said yes to an event that costs something, and has not paid."""


AT_EVENTS: tuple[str, ...] = (*RegistrationStatus, *AtEvent)
"""All that a rule about events can ask for."""
PERIODS = ("this-year", "last-year", "this-month", "last-month", "30-days", "90-days", "365-days")
_BELONGING = (Ask.IS, Ask.IS_NOT)
_KNOWN = (Ask.FILLED, Ask.EMPTY)
_COUNTS = (Ask.EXACTLY, Ask.AT_LEAST, Ask.AT_MOST)
_DATES = (Ask.WITHIN, Ask.NOT_WITHIN, Ask.SINCE, Ask.BEFORE)


def asks_of(trait: Trait, kind: FieldKind = FieldKind.TEXT) -> tuple[Ask, ...]:
    """Return what can be asked of a trait; `kind` is that of the field where it is one."""
    match trait:
        case Trait.CAME | Trait.NO_SHOWS:
            return _COUNTS
        case Trait.LAST_CAME:
            return (Ask.WITHIN, Ask.NOT_OR_NEVER, *_DATES[1:])
        case Trait.FIRST_CAME | Trait.JOINED:
            return _DATES
        case Trait.LANGUAGE | Trait.BROUGHT_BY | Trait.PRONOUNS:
            return (*_BELONGING, *_KNOWN)
        case Trait.ADDRESS | Trait.PHONE | Trait.GREETING:
            return _KNOWN
        case Trait.FOUND_US | Trait.QUESTION:
            return (Ask.CONTAINS, *_BELONGING, *_KNOWN)
        case Trait.NOTES:
            return (Ask.CONTAINS, *_KNOWN)
        case Trait.TEXT:
            return (Ask.CONTAINS,)
        case Trait.FIELD:
            return {
                FieldKind.TEXT: (Ask.CONTAINS, *_BELONGING, *_KNOWN),
                FieldKind.NUMBER: (*_COUNTS, *_KNOWN),
                FieldKind.DATE: (*_DATES, *_KNOWN),
                FieldKind.CHOICE: (*_BELONGING, *_KNOWN),
                FieldKind.YES_NO: (*_BELONGING, *_KNOWN),
            }[kind]
        case _:
            return _BELONGING


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that has to be so of a member."""

    trait: Trait
    ask: Ask
    value: str = ""
    """A tag's name, a uid of a circle or member, a number, a period, a day, a word, or nothing."""
    about: str = ""
    """uid of a field; the wording of a question; uid of an event, `NEXT`, or `TITLED` and words.

    Empty for any event.
    """
    kind: FieldKind = FieldKind.TEXT
    """What the field takes, where the trait is one."""

    def __post_init__(self) -> None:
        # "do-not-write is no" asks for the others: that is kept as "is-not", without a value.
        if self.trait is Trait.DO_NOT_WRITE and self.value in ("yes", "no"):
            is_marked = (self.ask is Ask.IS) is (self.value == "yes")
            object.__setattr__(self, "ask", Ask.IS if is_marked else Ask.IS_NOT)
            object.__setattr__(self, "value", "")


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules that choose members together; without any, everyone is chosen."""

    each: tuple[Rule, ...] = ()
    any_will_do: bool = False
    """Whether one of them is enough; else all must hold. Of a single rule it says nothing."""

    def __post_init__(self) -> None:
        if len(self.each) < 2:
            object.__setattr__(self, "any_will_do", False)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.each)

    def __len__(self) -> int:
        return len(self.each)


EVERYONE = Rules()


def all_of(*rules: Rule) -> Rules:
    """Return rules that must all hold."""
    return Rules(rules)


def any_of(*rules: Rule) -> Rules:
    """Return rules of which one is enough."""
    return Rules(rules, any_will_do=True)


def rule_problem(rule: Rule) -> str:
    """Return why a rule asks nothing that can be answered; empty if it does."""
    needs_value = rule.ask not in _KNOWN and rule.trait is not Trait.DO_NOT_WRITE
    if needs_value and not rule.value.strip():
        return _("Say what to look for.")
    if rule.ask not in asks_of(rule.trait, rule.kind):
        return _("This cannot be asked here.")
    if rule.ask in _KNOWN and rule.value:
        return _("Nothing can follow “{ask}”. Leave out “{text}”.").format(
            ask=rule.ask, text=rule.value[:40]
        )
    if _is_yes_or_no(rule) and rule.value not in ("", "yes", "no"):
        return _("“{text}” is neither yes nor no.").format(text=rule.value[:40])
    if rule.trait is Trait.PICTURES and rule.value not in tuple(Consent):
        return _("“{text}” is none of: {words}.").format(
            text=rule.value[:40], words=", ".join(Consent)
        )
    if rule.trait is Trait.ANSWERED and rule.value not in AT_EVENTS:
        return _("“{text}” is none of: {words}.").format(
            text=rule.value[:40], words=", ".join(AT_EVENTS)
        )
    if rule.about.startswith(TITLED) and not rule.about.removeprefix(TITLED).strip():
        return _("Say which words the title has.")
    if rule.trait in (Trait.CAME, Trait.NO_SHOWS) and not re.fullmatch(r"\d{1,6}", rule.value):
        return _("“{text}” is no number of times.").format(text=rule.value[:40])
    if rule.kind is FieldKind.NUMBER and rule.ask in _COUNTS and not _is_number(rule.value):
        return _("“{text}” is no number, such as 12 or 3.5.").format(text=rule.value[:40])
    if rule.ask in (Ask.SINCE, Ask.BEFORE) and _day(rule.value) is None:
        return _("“{text}” is no day, such as 2026-11-24.").format(text=rule.value[:40])
    if rule.ask in (Ask.WITHIN, Ask.NOT_WITHIN, Ask.NOT_OR_NEVER) and not _is_period(rule.value):
        return _("“{text}” is no period.").format(text=rule.value[:40])
    return ""


def period(value: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of a period that is meant from today."""
    month = today.replace(day=1)
    match value:
        case "this-year":
            return date(today.year, 1, 1), date(today.year, 12, 31)
        case "last-year":
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        case "this-month":
            following = (month + timedelta(days=31)).replace(day=1)
            return month, following - timedelta(days=1)
        case "last-month":
            last = month - timedelta(days=1)
            return last.replace(day=1), last
    found = _DAYS.fullmatch(value)
    if found is None:
        raise ValueError(f"no period: {value!r}")
    back = min(int(found[1]), LONGEST_AGO, today.toordinal() - 1)
    return today - timedelta(days=back), today


def to_json(rules: Rules) -> dict[str, object]:
    """Return rules as a segment keeps them."""
    kept = [{name: str(value) for name, value in asdict(one).items()} for one in rules]
    return {"any" if rules.any_will_do else "all": kept}


def from_json(document: Mapping[str, Any]) -> Rules:
    """Read rules that a segment keeps. UserError if they are from a version that knows more."""
    try:
        any_will_do = "any" in document
        rules = Rules(
            tuple(map(_rule_from, document["any" if any_will_do else "all"])), any_will_do
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        rules = None
    if rules is None or any(map(rule_problem, rules)):
        raise UserError(
            _("This segment asks for something that this version does not know. Make it anew.")
        )
    return rules


def _rule_from(kept: Mapping[str, Any]) -> Rule:
    trait, ask, value = Trait(kept["trait"]), Ask(kept["ask"]), str(kept.get("value", ""))
    if trait is Trait.BROUGHT_BY and ask in _BELONGING:
        value = value or GONE  # as earlier versions kept it
    return Rule(
        trait,
        ask,
        value,
        str(kept.get("about", "")),
        FieldKind(kept.get("kind") or FieldKind.TEXT),
    )


def _is_yes_or_no(rule: Rule) -> bool:
    """Whether the value, where there is one, can be yes or no only."""
    is_field = rule.trait is Trait.FIELD and rule.kind is FieldKind.YES_NO
    return is_field or rule.trait is Trait.DO_NOT_WRITE


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text) is not None


def _is_period(value: str) -> bool:
    return value in PERIODS or _DAYS.fullmatch(value) is not None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
