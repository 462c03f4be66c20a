"""What a field or question of the community's own takes, how it is kept, and how it is shown.

A value is text: numbers plain with a point, dates in ISO, `yes` and `no`; empty says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.domain.names import fold, trimmed
from organizer.domain.times import month_name
from organizer.domain.words import _

BESIDE = " (imported)"
"""Ends the label of a value that an import kept, in lists with another column of that name."""
LONGEST_VALUE = 4_000
YES_WORDS = frozenset(
    "yes y true t 1 x ✓ ✔ on ja oui si sí sim tak da evet kyllä はい 是 예 да".split()
)
NO_WORDS = frozenset(
    "no n false f 0 - – off nein non nej nee não nao nie hayır ei いいえ 否 нет".split()
)
_NUMBER = re.compile(r"([+-]?)(\d+)(?:[.,](\d+))?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def check(kind: FieldKind, choices: Sequence[str], text: str) -> str:
    """Return the value as it is kept; empty text is no value.

    UserError with a sentence for the form if the text cannot be one of this kind.
    """
    written = trimmed(text)
    if not written:
        return ""
    match kind:
        case FieldKind.TEXT:
            return _text(written)
        case FieldKind.NUMBER:
            return _number(written)
        case FieldKind.DATE:
            return _day(written)
        case FieldKind.CHOICE:
            return _choice(written, choices)
        case FieldKind.YES_NO:
            return _yes_or_no(written)


def problem(kind: FieldKind, choices: Sequence[str], text: str) -> str:
    """Return what is wrong with a value as a sentence; empty if it can be kept."""
    try:
        check(kind, choices, text)
    except UserError as error:
        return str(error)
    return ""


def shown_value(kind: FieldKind, text: str) -> str:
    """Return a value as people read it; one that was kept as another kind stays as it stands."""
    if kind is FieldKind.DATE and (found := _ISO_DAY.fullmatch(text)):
        year, month, day = map(int, found.groups())
        if 1 <= month <= 12:
            return f"{day} {month_name(month)} {year}"
    if kind is FieldKind.YES_NO:
        return {"yes": _("yes"), "no": _("no")}.get(text, text)
    return text


def _text(written: str) -> str:
    if len(written) > LONGEST_VALUE:
        raise UserError(
            _("This has {count} letters; {most} is the most.").format(
                count=len(written), most=LONGEST_VALUE
            )
        )
    return written


def _number(written: str) -> str:
    plain = re.sub(r"[\s'’]", "", written).replace("−", "-")
    found = _NUMBER.fullmatch(plain)
    if found is None or len(plain) > 40:
        raise UserError(_("“{text}” is no number, such as 12 or 3.5.").format(text=written[:80]))
    if _GROUPED.fullmatch(plain):
        raise UserError(
            _("“{text}” can be read in two ways. Write thousands without a sign, as 1000.").format(
                text=written[:80]
            )
        )
    sign, whole, part = found.groups()
    whole, part = whole.lstrip("0") or "0", (part or "").rstrip("0")
    sign = "-" if sign == "-" and (whole, part) != ("0", "") else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def _day(written: str) -> str:
    parts: tuple[int, int, int] | None = None
    if found := _ISO_DAY.fullmatch(written):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY_FIRST.fullmatch(written):
        parts = (int(found[3]), int(found[2]), int(found[1]))
    elif found := _SLASHED.fullmatch(written):
        one, other, year = map(int, found.groups())
        if one <= 12 and other <= 12 and one != other:
            sentence = _("“{text}” can be two days. Write the year first, as 2026-11-24.")
            raise UserError(sentence.format(text=written))
        parts = (year, min(one, other), max(one, other))
    if parts is not None:
        try:
            return date(*parts).isoformat()
        except ValueError:
            pass  # the 31st of February is told like any other text
    raise UserError(_("“{text}” is no day, such as 2026-11-24.").format(text=written[:80]))


def _choice(written: str, choices: Sequence[str]) -> str:
    for choice in choices:
        if fold(choice) == fold(written):
            return choice
    if not choices:
        raise UserError(_("There is nothing to choose from yet. Add choices in the settings."))
    sentence = _("“{text}” is none of the choices: {choices}.")
    raise UserError(sentence.format(text=written[:80], choices=", ".join(choices)[:400]))


def _yes_or_no(written: str) -> str:
    word = written.casefold()
    if word in YES_WORDS:
        return "yes"
    if word in NO_WORDS:
        return "no"
    raise UserError(_("“{text}” is neither yes nor no.").format(text=written[:80]))
