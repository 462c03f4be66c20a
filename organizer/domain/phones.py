"""Phone numbers, compared by their digits: with and without the country's prefix, in any spelling."""

from __future__ import annotations

import re
import unicodedata

_LEAST = 7
"""Digits of the shortest number that is compared; a shorter one is an extension."""
_LONGEST_PREFIX = 4
"""Digits of a country's prefix, and the 0 that some countries keep after it."""
_OPTIONAL_ZERO = re.compile(r"\(0\)")


def phone_digits(phone: str) -> tuple[str, bool]:
    """Return the digits from the first that counts, and whether the country's prefix is among them."""
    text = _OPTIONAL_ZERO.sub("", phone).strip()
    digits = "".join(
        str(unicodedata.digit(c)) for c in text if unicodedata.digit(c, None) is not None
    )
    has_prefix = text.lstrip("(").startswith(("+", "＋")) or digits.startswith("00")
    return digits.lstrip("0"), has_prefix


def phone_key(phone: str) -> str:
    """Return what all spellings of a number have in common; empty for what is too short."""
    digits, _has_prefix = phone_digits(phone)
    return digits[-_LEAST:] if len(digits) >= _LEAST else ""


def is_same_phone(one: str, other: str) -> bool:
    """Whether two spellings mean one number: +49 170 1234567 and 0170/1234567 do."""
    (longer, long_has), (shorter, short_has) = sorted(
        (phone_digits(one), phone_digits(other)), key=lambda each: len(each[0]), reverse=True
    )
    if len(shorter) < _LEAST:
        return False
    if longer == shorter:
        return True
    is_prefixed = long_has and not short_has
    return (
        is_prefixed and longer.endswith(shorter) and len(longer) - len(shorter) <= _LONGEST_PREFIX
    )
