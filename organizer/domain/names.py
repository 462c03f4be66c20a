"""Names of people in any script: kept as given, folded only to compare and to search."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Format characters that leave ink (Arabic number signs and the like), so they belong to a name.
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
# Letters of categories that do not say so, yet nothing of them is seen.
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_FIRST_UNSEEN = "\u00ad"
"""The soft hyphen; all before it is seen, so that plain letters need no closer look."""
_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"

# Letters that are read as others but that Unicode does not take apart.
_READ_AS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ŋ": "n",
        "ɗ": "d",
        "ɓ": "b",
        "ƙ": "k",
        "ی": "ي",
        "ى": "ي",
        "ک": "ك",
        "ـ": None,
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "ʻ": "'",
        "`": "'",
        "´": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
    }
)


def _is_invisible(char: str) -> bool:
    if char in _VISIBLE_FORMAT or "\U000e0020" <= char <= "\U000e007f":
        return False  # the second range ends the flags of England, Scotland and Wales
    return char in _BLANK_LETTERS or unicodedata.category(char) in ("Cf", "Cc", "Zs", "Zl", "Zp")


def clean_name(text: str) -> str:
    """Return the name as it is stored: NFC, nothing invisible or blank at either end.

    Inside, only control characters change, of which no name is made and at which lists break: line
    breaks and tabs become one blank, all others, such as NUL, nothing.
    """
    return trimmed(_CONTROLS.sub(_in_one_line, text))


def _in_one_line(controls: re.Match[str]) -> str:
    return " " if any(map(str.isspace, controls[0])) else ""


def trimmed(text: str) -> str:
    """Return a text of any number of lines in NFC, nothing invisible or blank at either end."""
    name = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    start, end = 0, len(name)
    while start < end and _is_invisible(name[start]):
        start += 1
    while end > start and _is_invisible(name[end - 1]):
        end -= 1
    return name[start:end]


def _is_accent(char: str) -> bool:
    """Whether a combining mark only colours a letter; vowel signs of Indic and Thai do more."""
    order = unicodedata.combining(char)
    return order == 1 or 10 <= order <= 36 or 200 <= order <= 240


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return what two spellings of one name have in common: no case, accents or odd blanks.

    Hangul stays taken apart into its letters, so that a syllable begun is found.
    """
    if text.isascii():
        return _folded_plain(text)
    words = text.split()
    if len(words) > 1:  # most are plain, or were seen before; what is folded stays as it is
        return _folded_plain(" ".join([w if w.isascii() else fold(w) for w in words]))
    letters = unicodedata.normalize("NFKD", text).casefold().translate(_READ_AS)
    kept = [
        char
        for char in unicodedata.normalize("NFKD", letters)
        if char < _FIRST_UNSEEN or not (_is_accent(char) or unicodedata.category(char) == "Cf")
    ]
    return " ".join("".join(kept).translate(_READ_AS).split())


def _folded_plain(text: str) -> str:
    return " ".join(text.casefold().replace("`", "'").split())


def shown(name: str) -> str:
    """Return the name for a line of running text: one line, isolated from its neighbours' direction."""
    line = " ".join(
        "".join(" " if c in "\r\n\t\x0b\x0c\x85\u2028\u2029" else c for c in name).split(" ")
    )
    plain = "".join(c for c in line if c not in _BIDI_CONTROLS)
    if plain.isascii():
        return plain
    return f"{_FIRST_STRONG_ISOLATE}{plain}{_POP_ISOLATE}"


def initials(name: str) -> str:
    """Return one or two letters that stand for a person: "AL" for Ana Lima, "佐" for 佐藤 花."""
    words = [
        word for part in name.split() if (word := part.lstrip("\"'“”„‘’«»([{<-.,;:*_~#@+/\\|!?="))
    ]
    words = [word for word in words if unicodedata.category(word[0])[0] in "LNS"]
    if not words:
        return clean_name(name)[:1] or "?"
    first = words[0][0]
    if unicodedata.east_asian_width(first) == "W" or len(words) == 1:
        return first.upper()
    return (first + words[-1][0]).upper() if first.isalpha() else first


def sorting_name(name: str) -> str:
    """Return the key that lists are sorted by: the folded name, letters before signs."""
    folded = fold(name)
    return folded if folded[:1].isalnum() else f"\uffff{folded}"
