"""Rules that choose members, said in words: "tagged beginner · came once"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from organizer.domain.event_rule_words import event_words
from organizer.domain.fields import shown_value
from organizer.domain.kinds import Consent
from organizer.domain.names import shown
from organizer.domain.segments import Ask, Rule, Rules, Trait
from organizer.domain.times import month_name
from organizer.domain.words import _, ngettext


def rules_in_words(rules: Rules, names: Mapping[str, str]) -> str:
    """Return all rules as one line; `names` gives names by uid."""
    if not rules:
        return _("everyone")
    words = [rule_in_words(rule, names) for rule in rules]
    if rules.any_will_do:
        return _("{these} or {last}").format(these=", ".join(words[:-1]), last=words[-1])
    return " · ".join(words)


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
            if rule.ask is Ask.NOT_OR_NEVER:
                return _("has not come {when}, or never").format(when=period_in_words(rule.value))
            return _when(rule, _("last came {when}"), _("came before, but not {when}"))
        case Trait.JOINED:
            return _when(rule, _("joined {when}"), _("did not join {when}"))
        case Trait.ANSWERED:
            return event_words(rule, names)
        case Trait.NO_SHOWS:
            return _missed(rule.ask, int(rule.value))
        case Trait.QUESTION:
            return _("{question}: {answer}").format(
                question=shown(rule.about.rstrip("?: ")), answer=_field_value(rule)
            )
        case Trait.FIELD:
            label = shown(names.get(rule.about, _("a field that is gone")))
            return _("{field}: {value}").format(field=label, value=_field_value(rule))
        case Trait.LANGUAGE:
            return _language(rule)
        case Trait.PICTURES:
            return _pictures(rule.value, is_so)
        case Trait.ADDRESS:
            return _("has an address") if rule.ask is Ask.FILLED else _("has no address")
        case Trait.PHONE:
            return _("has a phone number") if rule.ask is Ask.FILLED else _("has no phone number")
        case Trait.GREETING:
            return _("greeting known") if rule.ask is Ask.FILLED else _("greeting not known")
        case Trait.PRONOUNS:
            return _("pronouns: {value}").format(value=_field_value(rule))
        case Trait.NOTES:
            return _("notes: {value}").format(value=_field_value(rule))
        case Trait.FOUND_US:
            return _("how they found us: {value}").format(value=_field_value(rule))
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
        Ask.NOT_OR_NEVER: _("not in, or never"),
        Ask.SINCE: _("since"),
        Ask.BEFORE: _("before"),
    }[ask]


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


def _missed(ask: Ask, times: int) -> str:
    match ask:
        case Ask.AT_LEAST:
            words = ngettext(
                "said yes and did not come, at least once",
                "said yes and did not come, {count} times or more",
                times,
            )
        case Ask.AT_MOST:
            words = ngettext(
                "said yes and did not come, at most once",
                "said yes and did not come, at most {count} times",
                times,
            )
        case _ if times == 0:
            words = _("always came after a yes")
        case _:
            words = ngettext(
                "said yes and did not come, once",
                "said yes and did not come, {count} times",
                times,
            )
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
