"""Phone numbers, compared by their digits: with and without the country's prefix, in any spelling."""

from __future__ import annotations

import unicodedata

_LEAST = 7
"""Digits of the shortest number that is compared; a shorter one is an extension."""
_LONGEST_PREFIX = 4
"""Digits of a country's prefix, and the 0 that some countries keep after it."""
_OPTIONAL_ZERO = "(0)"
_NO_DIGITS = str.maketrans("", "", "".join(chr(n) for n in range(128) if not chr(n).isdigit()))
_PREFIXES_OF_TWO = frozenset(
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58"
    " 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split()
)
"""Countries' prefixes of two digits (ITU-T E.164); 1 and 7 have one, all others three."""


def phone_digits(phone: str) -> tuple[str, bool]:
    """Return the digits from the first that counts, and whether the country's prefix is among them."""
    text = phone.replace(_OPTIONAL_ZERO, "").strip()
    digits = text.translate(_NO_DIGITS) if text.isascii() else _digits_of_any_script(text)
    has_prefix = text.lstrip("(").startswith(("+", "＋")) or digits.startswith("00")
    return digits.lstrip("0"), has_prefix


def _digits_of_any_script(text: str) -> str:
    found = (unicodedata.digit(letter, None) for letter in text)
    return "".join(str(digit) for digit in found if digit is not None)


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


def phone_text(phone: str) -> str:
    """Return a number as a search finds it: "0049170123 0170123" for +49 170 123."""
    digits, has_prefix = phone_digits(phone)
    if not digits:
        return ""
    prefix, rest = _parted(digits) if has_prefix else ("", digits)
    return f"00{prefix}{rest} 0{rest}" if prefix else f"0{rest}"


def phone_sought(typed: str) -> str:
    """Return what `phone_text` holds of a number whose beginning, from its 0 or +, was typed.

    With the country's prefix it is looked for without, because it may have been written so.
    """
    digits, has_prefix = phone_digits(typed)
    prefix, rest = _parted(digits) if has_prefix else ("", digits)
    return f"00{prefix}" if has_prefix and not rest else f"0{rest}"


def _parted(digits: str) -> tuple[str, str]:
    """Return the country's prefix and the rest, without a 0 that is left out behind it."""
    length = 1 if digits[:1] in ("1", "7") else 2 if digits[:2] in _PREFIXES_OF_TWO else 3
    return digits[:length], digits[length:].lstrip("0")
