"""Rules that choose members: what each asks, how it is said in words, and how it is kept.

A segment is some rules, all of which must hold. Periods are meant from the day of asking, so that
"this year" is another one next year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, assert_never

from organizer.domain.errors import UserError
from organizer.domain.fields import shown_value
from organizer.domain.kinds import Consent, FieldKind, RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.times import month_name
from organizer.domain.words import _, ngettext

LONGEST_AGO = 36_500
"""Days that a period can reach back."""
NEXT = "next"
"""Said instead of an event's uid: the next one that is planned."""
_DAYS = re.compile(r"(\d{1,5})-days")


class Trait(StrEnum):
    """What of a member a rule looks at."""

    TAG = "tag"
    CIRCLE = "circle"
    CAME = "came"
    FIRST_CAME = "first-came"
    LAST_CAME = "last-came"
    JOINED = "joined"
    ANSWERED = "answered"
    FIELD = "field"
    LANGUAGE = "language"
    PICTURES = "pictures"
    ADDRESS = "address"
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
    SINCE = "since"
    BEFORE = "before"


PERIODS = ("this-year", "last-year", "this-month", "last-month", "30-days", "90-days", "365-days")
_BELONGING = (Ask.IS, Ask.IS_NOT)
_KNOWN = (Ask.FILLED, Ask.EMPTY)
_COUNTS = (Ask.EXACTLY, Ask.AT_LEAST, Ask.AT_MOST)
_DATES = (Ask.WITHIN, Ask.NOT_WITHIN, Ask.SINCE, Ask.BEFORE)


def asks_of(trait: Trait, kind: FieldKind = FieldKind.TEXT) -> tuple[Ask, ...]:
    """Return what can be asked of a trait; `kind` is that of the field where it is one."""
    match trait:
        case Trait.CAME:
            return _COUNTS
        case Trait.FIRST_CAME | Trait.LAST_CAME | Trait.JOINED:
            return _DATES
        case Trait.LANGUAGE | Trait.BROUGHT_BY:
            return (*_BELONGING, *_KNOWN)
        case Trait.ADDRESS:
            return _KNOWN
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
    """uid of the field, or of the event that was answered to; `NEXT`, or empty for any event."""
    kind: FieldKind = FieldKind.TEXT
    """What the field takes, where the trait is one."""


Rules = tuple[Rule, ...]


def rule_problem(rule: Rule) -> str:
    """Return why a rule asks nothing that can be answered; empty if it does."""
    needs_value = rule.ask not in _KNOWN and rule.trait is not Trait.DO_NOT_WRITE
    if needs_value and not rule.value.strip():
        return _("Say what to look for.")
    if rule.ask not in asks_of(rule.trait, rule.kind):
        return _("This cannot be asked here.")
    if rule.trait is Trait.CAME and not re.fullmatch(r"\d{1,6}", rule.value):
        return _("“{text}” is no number of times.").format(text=rule.value[:40])
    if rule.kind is FieldKind.NUMBER and rule.ask in _COUNTS and not _is_number(rule.value):
        return _("“{text}” is no number, such as 12 or 3.5.").format(text=rule.value[:40])
    if rule.ask in (Ask.SINCE, Ask.BEFORE) and _day(rule.value) is None:
        return _("“{text}” is no day, such as 2026-11-24.").format(text=rule.value[:40])
    if rule.ask in (Ask.WITHIN, Ask.NOT_WITHIN) and not _is_period(rule.value):
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
    return {"all": [{name: str(value) for name, value in asdict(one).items()} for one in rules]}


def from_json(document: Mapping[str, Any]) -> Rules:
    """Read rules that a segment keeps. UserError if they are from a version that knows more."""
    try:
        rules = tuple(
            Rule(
                Trait(one["trait"]),
                Ask(one["ask"]),
                str(one.get("value", "")),
                str(one.get("about", "")),
                FieldKind(one.get("kind") or FieldKind.TEXT),
            )
            for one in document["all"]
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        rules = None
    if rules is None or any(map(rule_problem, rules)):
        raise UserError(
            _("This segment asks for something that this version does not know. Make it anew.")
        )
    return rules


def rules_in_words(rules: Sequence[Rule], names: Mapping[str, str]) -> str:
    """Return all rules as one line; `names` gives names by uid."""
    if not rules:
        return _("everyone")
    return " · ".join(rule_in_words(rule, names) for rule in rules)


def rule_in_words(rule: Rule, names: Mapping[str, str]) -> str:
    """Return what a rule asks, such as "came once"; `names` gives names by uid."""
    is_so = rule.ask is not Ask.IS_NOT
    value = shown(rule.value)
    name = shown(names.get(rule.value, _("one that is gone")))
    match rule.trait:
        case Trait.TAG:
            words = _("tagged {tag}") if is_so else _("not tagged {tag}")
            return words.format(tag=value)
        case Trait.CIRCLE:
            words = _("in the circle {name}") if is_so else _("not in the circle {name}")
            return words.format(name=name)
        case Trait.CAME:
            return _times(rule.ask, int(rule.value))
        case Trait.FIRST_CAME:
            return _when(rule, _("first came {when}"), _("did not first come {when}"))
        case Trait.LAST_CAME:
            return _when(rule, _("last came {when}"), _("has not come {when}"))
        case Trait.JOINED:
            return _when(rule, _("joined {when}"), _("did not join {when}"))
        case Trait.ANSWERED:
            return _answered(rule, is_so, names)
        case Trait.FIELD:
            label = shown(names.get(rule.about, _("a field that is gone")))
            return _("{field}: {value}").format(field=label, value=_field_value(rule))
        case Trait.LANGUAGE:
            return _language(rule)
        case Trait.PICTURES:
            return _pictures(rule.value, is_so)
        case Trait.ADDRESS:
            return _("has an address") if rule.ask is Ask.FILLED else _("has no address")
        case Trait.DO_NOT_WRITE:
            return _("does not want to be written to") if is_so else _("may be written to")
        case Trait.BROUGHT_BY:
            return {
                Ask.FILLED: _("brought by somebody"),
                Ask.EMPTY: _("brought by nobody"),
                Ask.IS: _("brought by {name}").format(name=name),
            }.get(rule.ask, _("not brought by {name}").format(name=name))
        case Trait.TEXT:
            return _("with “{text}”").format(text=value)
        case _:
            assert_never(rule.trait)


def period_in_words(value: str) -> str:
    """Return a period as it ends a sentence: "this year", "in the last 30 days"."""
    words = {
        "this-year": _("this year"),
        "last-year": _("last year"),
        "this-month": _("this month"),
        "last-month": _("last month"),
    }
    if value in words:
        return words[value]
    days = int(value.removesuffix("-days"))
    return ngettext("in the last day", "in the last {count} days", days).format(count=days)


def ask_in_words(ask: Ask) -> str:
    """Return what a form offers to stand between a trait and its value."""
    return {
        Ask.IS: _("is"),
        Ask.IS_NOT: _("is not"),
        Ask.FILLED: _("is known"),
        Ask.EMPTY: _("is not known"),
        Ask.CONTAINS: _("contains"),
        Ask.EXACTLY: _("exactly"),
        Ask.AT_LEAST: _("at least"),
        Ask.AT_MOST: _("at most"),
        Ask.WITHIN: _("in"),
        Ask.NOT_WITHIN: _("not in"),
        Ask.SINCE: _("since"),
        Ask.BEFORE: _("before"),
    }[ask]


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text) is not None


def _is_period(value: str) -> bool:
    return value in PERIODS or _DAYS.fullmatch(value) is not None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _times(ask: Ask, times: int) -> str:
    match ask:
        case Ask.AT_LEAST:
            words = ngettext("came at least once", "came {count} times or more", times)
        case Ask.AT_MOST:
            words = ngettext("came at most once", "came at most {count} times", times)
        case _ if times == 0:
            words = _("never came")
        case _:
            words = ngettext("came once", "came {count} times", times)
    return words.format(count=times)


def _when(rule: Rule, words: str, otherwise: str) -> str:
    if rule.ask is Ask.NOT_WITHIN:
        return otherwise.format(when=period_in_words(rule.value))
    return words.format(when=_moment(rule))


def _moment(rule: Rule) -> str:
    if rule.ask in (Ask.WITHIN, Ask.NOT_WITHIN):
        return period_in_words(rule.value)
    day = date.fromisoformat(rule.value)
    written = f"{day.day} {month_name(day.month)} {day.year}"
    words = _("since {day}") if rule.ask is Ask.SINCE else _("before {day}")
    return words.format(day=written)


def _answered(rule: Rule, is_so: bool, names: Mapping[str, str]) -> str:
    if rule.about == NEXT:
        title = _("the next event")
    elif rule.about:
        title = _("“{title}”").format(title=shown(names.get(rule.about, _("one that is gone"))))
    else:
        title = _("any event")
    said, not_said = {
        RegistrationStatus.INVITED: (_("invited to {event}"), _("not invited to {event}")),
        RegistrationStatus.GOING: (_("said yes to {event}"), _("did not say yes to {event}")),
        RegistrationStatus.MAYBE: (_("said maybe to {event}"), _("did not say maybe to {event}")),
        RegistrationStatus.WAITLISTED: (
            _("on the waitlist of {event}"),
            _("not on the waitlist of {event}"),
        ),
        RegistrationStatus.DECLINED: (_("said no to {event}"), _("did not say no to {event}")),
        RegistrationStatus.CANCELLED: (
            _("taken off the list of {event}"),
            _("not taken off the list of {event}"),
        ),
    }[RegistrationStatus(rule.value)]
    return (said if is_so else not_said).format(event=title)


def _field_value(rule: Rule) -> str:
    value = shown(shown_value(rule.kind, rule.value))
    match rule.ask:
        case Ask.FILLED:
            return _("filled in")
        case Ask.EMPTY:
            return _("not filled in")
        case Ask.IS_NOT:
            return _("not {value}").format(value=value)
        case Ask.AT_LEAST:
            return _("{value} or more").format(value=value)
        case Ask.AT_MOST:
            return _("at most {value}").format(value=value)
        case Ask.CONTAINS:
            return _("with “{text}”").format(text=value)
        case Ask.NOT_WITHIN:
            return _("not {value}").format(value=_moment(rule))
        case Ask.WITHIN | Ask.SINCE | Ask.BEFORE:
            return _moment(rule)
        case _:
            return value


def _language(rule: Rule) -> str:
    words = {
        Ask.FILLED: _("language known"),
        Ask.EMPTY: _("language not known"),
        Ask.IS: _("language {language}"),
    }.get(rule.ask, _("language not {language}"))
    return words.format(language=shown(rule.value))


def _pictures(value: str, is_so: bool) -> str:
    if not is_so:
        said = {
            Consent.YES: _("did not say yes to pictures"),
            Consent.NO: _("did not say no to pictures"),
            Consent.UNKNOWN: _("said something about pictures"),
        }
    else:
        said = {
            Consent.YES: _("pictures are fine"),
            Consent.NO: _("no pictures"),
            Consent.UNKNOWN: _("not asked about pictures"),
        }
    return said[Consent(value)]
