"""Names of files made from names of people and events, good on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

_MOST_BYTES = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE
)
_JOINERS = "\u200c\u200d"  # letters of Persian and Indic names, and emoji, need them


def safe_file_name(text: str, *, taken: Collection[str] = ()) -> str:
    """Return the beginning of a file name, to which an ending such as ".ics" is put.

    It has at most 80 bytes of UTF-8, works on Linux, Windows and macOS, and differs from those
    `taken` (names without ending) in more than upper and lower case. Nothing usable gives "file".
    """
    return _free(text, {_folded(name) for name in taken})


def safe_file_names(texts: Iterable[str]) -> list[str]:
    """Return a file name as above for each text, all different; thousands at once are no burden."""
    used: set[str] = set()
    names = []
    for text in texts:
        names.append(_free(text, used))
        used.add(_folded(names[-1]))
    return names


def _free(text: str, used: Collection[str]) -> str:
    name = _shortened(_unreserved(_readable(text)), _MOST_BYTES)
    unique, number = name, 1
    while _folded(unique) in used:
        number += 1
        ending = f"-{number}"
        unique = _shortened(name, _MOST_BYTES - len(ending)) + ending
    return unique


def _readable(text: str) -> str:
    """Return the text without signs that some system refuses, hides or reads as something else."""
    text = unicodedata.normalize("NFC", text)
    kept = []
    for char in _FORBIDDEN.sub("-", text):
        category = unicodedata.category(char)
        if category[0] == "Z" or char in "\t\n\r":
            kept.append(" ")
        elif char in _JOINERS or category[0] != "C":
            kept.append(char)
    return _trimmed(" ".join("".join(kept).split(" ")))


def _trimmed(name: str) -> str:
    """Windows drops blanks and dots at the end; dots and dashes in front hide or are options."""
    return re.sub(r" +", " ", name).strip(" .-" + _JOINERS).strip()


def _unreserved(name: str) -> str:
    if not name:
        return "file"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def _shortened(name: str, most_bytes: int) -> str:
    """Return as much of the name as fits, never ending inside a letter with its marks."""
    if len(name.encode()) <= most_bytes:
        return name
    end = len(name.encode()[:most_bytes].decode(errors="ignore"))
    while end > 1 and (unicodedata.category(name[end])[0] == "M" or name[end] in _JOINERS):
        end -= 1
    return _trimmed(name[:end])


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    return unicodedata.normalize("NFD", unicodedata.normalize("NFC", name).casefold())
