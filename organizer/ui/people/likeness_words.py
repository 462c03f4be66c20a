"""Why two people may be one, in sentences, and what is known of both, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from organizer.domain.kinds import Consent
from organizer.domain.likeness import Strength
from organizer.domain.names import fold, shown
from organizer.domain.reasons import reason_words as reason_words
from organizer.domain.records import MemberDetail
from organizer.domain.times import short_day
from organizer.domain.words import _, ngettext
from organizer.services.people.duplicates import Pair


@dataclass(frozen=True, slots=True)
class FacingFact:
    """One thing that is known of either of two people; empty where it is not."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.one and self.other) and fold(self.one) != fold(self.other)


def strength_words(strength: Strength) -> str:
    """Return beside a pair's number how likely it is."""
    return {
        Strength.FAINT: _("{number} of {count}, perhaps a family"),
        Strength.POSSIBLE: _("{number} of {count}, only somewhat alike"),
    }.get(strength, _("{number} of {count}, likely"))


def against_words(pair: Pair) -> str:
    """Return what speaks against a pair being one person; empty for nothing."""
    if not pair.both_came:
        return ""
    return ngettext(
        "But both came to the same event, so they may well be two people.",
        "But both came to {count} events together, so they may well be two people.",
        pair.both_came,
    ).format(count=pair.both_came)


def facing_facts(one: MemberDetail, other: MemberDetail) -> list[FacingFact]:
    """Return all that is known of two people, line by line; what is known of neither is left out."""
    mine, theirs = dict(_facts(one)), dict(_facts(other))
    labels = dict.fromkeys((*mine, *theirs))
    facts = [FacingFact(label, mine.get(label, ""), theirs.get(label, "")) for label in labels]
    return [fact for fact in facts if fact.one or fact.other]


def fuller(one: MemberDetail, other: MemberDetail) -> bool:
    """Whether the first of two entries knows more, so that it is the one to keep."""
    return _weight(one) >= _weight(other)


def _weight(detail: MemberDetail) -> tuple[int, int, int]:
    known = sum(len(value) > 0 for _label, value in _facts(detail))
    return (detail.row.attended, len(detail.visits), known)


def _facts(detail: MemberDetail) -> Iterator[tuple[str, str]]:
    row = detail.row
    yield _("Name"), shown(row.name)
    yield _("Also known as"), _lines(detail.other_names)
    yield _("Greeting"), shown(detail.greeting)
    yield _("Pronouns"), shown(detail.pronouns)
    yield _("E-mail"), "\n".join(row.emails)
    yield _("Phone"), detail.phone
    yield _("Language"), shown(detail.language)
    yield _("Came"), f"{row.attended:,}" if row.attended else ""
    yield _("Last came"), _day(row.last_attended)
    yield _("Member since"), _day(row.joined_on)
    yield _("On lists of"), _events(detail)
    yield _("Tags"), ", ".join(map(shown, row.tags))
    yield _("Circles"), ", ".join(circle for circle in detail.circles)
    yield _("Pictures"), _consent(detail.photo_consent)
    yield _("Writing"), _("Please do not write") if detail.do_not_write else ""
    yield _("Found us"), detail.found_us
    yield _("Brought by"), shown(detail.brought_by.name) if detail.brought_by else ""
    yield _("Notes"), detail.notes
    yield _("Note for the hosts"), detail.host_note
    yield from ((value.name, value.text) for value in detail.values)
    yield from detail.fields


def _lines(names: Sequence[str]) -> str:
    return "\n".join(map(shown, names))


def _events(detail: MemberDetail) -> str:
    count = len(detail.visits)
    words = ngettext("{count} event", "{count} events", count)
    return words.format(count=f"{count:,}") if count else ""


def _day(day: date | None) -> str:
    return short_day(datetime(day.year, day.month, day.day)) if day else ""


def _consent(consent: Consent) -> str:
    return {Consent.UNKNOWN: "", Consent.YES: _("Yes"), Consent.NO: _("No")}[consent]


def pairs_after(pairs: Iterable[Pair], kept: str, gone: str) -> list[Pair]:
    """Return what is left to ask after `gone` became part of `kept`, each pair once."""
    left: dict[frozenset[str], Pair] = {}
    for pair in pairs:
        one, other = (kept if uid == gone else uid for uid in (pair.one, pair.other))
        if one != other:
            after = Pair(one, other, pair.reasons, pair.strength, pair.both_came)
            left.setdefault(frozenset({one, other}), after)
    return list(left.values())
