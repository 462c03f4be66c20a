"""Text as people see it: cleaned for display, cut into grapheme clusters, put in visual order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bidi import algorithm as _bidi
from bidi.mirror import MIRRORED

_JOINERS = "\u200c\u200d"
_ZERO_WIDTH_JOINER = "\u200d"
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)
_ISOLATE_STARTS = "\u2066\u2067\u2068"
_ISOLATE_END = "\u2069"
_VIRAMA_CLASS = 9
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def displayed(text: str) -> str:
    """Return the text in NFC on one line, without control, format and bidi-control characters.

    Joiners stay, because scripts and emoji are spelled with them; so do the tags that spell flags.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = (_shown(character) for character in unicodedata.normalize("NFC", text))
    return "".join(kept).strip()


def _shown(character: str) -> str:
    if character in _JOINERS or ord(character) in _TAGS:
        return character
    if character.isspace():
        # A wide blank is part of how a name is spaced; every other sort of break is a blank here.
        return character if character in "\u3000\u00a0" else " "
    match unicodedata.category(character):
        case "Cc" | "Cf":
            return ""
        case "Cs":
            return "\ufffd"
        case _:
            return character


def is_ignorable(character: str) -> bool:
    """Say whether a font may lack this character without anything being lost from sight."""
    code = ord(character)
    return character in _JOINERS or code in _VARIATION_SELECTORS or code in _TAGS


def is_skin_tone(character: str) -> bool:
    """Say whether the character colours the emoji before it."""
    return ord(character) in _SKIN_TONES


def clusters(text: str) -> tuple[str, ...]:
    """Cut the text into what a reader takes for one character, conjuncts and emoji whole."""
    found: list[str] = []
    for character in text:
        if found and _extends(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return tuple(found)


def _extends(cluster: str, character: str) -> bool:
    if character.isascii():
        return False
    code, last = ord(character), cluster[-1]
    if is_ignorable(character) or code in _SKIN_TONES:
        return True
    if unicodedata.category(character) in ("Mn", "Mc", "Me") or last == _ZERO_WIDTH_JOINER:
        return True
    if code in _REGIONAL_INDICATORS:
        return len(cluster) == 1 and ord(last) in _REGIONAL_INDICATORS
    if _is_jamo(last) and _is_jamo(character):
        return _jamo_rank(character) >= _jamo_rank(last)
    # A letter after a virama joins the letter before it, also with a joiner between the two.
    bare = cluster.rstrip(_JOINERS)
    return bool(
        len(bare) > 1
        and unicodedata.combining(bare[-1]) == _VIRAMA_CLASS
        and unicodedata.category(character) == "Lo"
    )


def _is_jamo(character: str) -> bool:
    return "\u1100" <= character <= "\u11ff"


def _jamo_rank(character: str) -> int:
    """0 for a leading consonant, 1 for a vowel, 2 for a trailing consonant."""
    return (character >= "\u1160") + (character >= "\u11a8")


def base_level(text: str) -> int:
    """Return 1 where the first strong character outside isolates is right-to-left, else 0."""
    depth = 0
    for character in text:
        if character in _ISOLATE_STARTS:
            depth += 1
        elif character == _ISOLATE_END:
            depth = max(0, depth - 1)
        elif depth == 0:
            direction = unicodedata.bidirectional(character)
            if direction == "L":
                return 0
            if direction in _RIGHT_TO_LEFT:
                return 1
    # Nothing but isolates: what stands inside them decides.
    return 1 if any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text) else 0


def levels(parts: Sequence[str], base: int) -> tuple[int, ...]:
    """Return the embedding level (UAX 9) of each cluster: even left-to-right, odd right-to-left."""
    letters = "".join(_representative(part) for part in parts)
    if base == 0 and not any(_turns(letter) for letter in set(letters)):
        return (0,) * len(parts)
    storage = _bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    _bidi.get_embedding_levels(letters, storage)
    _bidi.explicit_embed_and_overrides(storage)
    _bidi.resolve_weak_types(storage)
    _bidi.resolve_neutral_types(storage, False)
    _bidi.resolve_implicit_levels(storage, False)
    return tuple(character["level"] for character in storage["chars"])


@lru_cache(maxsize=1024)
def _turns(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL", "AN")


def _representative(cluster: str) -> str:
    """Return the character that gives the direction; UAX 9 drops neutrals at boundaries."""
    first = cluster[0]
    return " " if unicodedata.bidirectional(first) == "BN" else first


def visual_order(given: Sequence[int]) -> list[int]:
    """Return the indexes of parts of these levels from left to right (UAX 9, rule L2)."""
    order = list(range(len(given)))
    for level in range(max(given, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and given[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order


def mirrored(cluster: str) -> str:
    """Return the cluster of a right-to-left run as it reads from left to right on paper."""
    return "".join(MIRRORED.get(character, character) for character in reversed(cluster))
