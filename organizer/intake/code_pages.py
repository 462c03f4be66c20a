"""Which code page makes words of bytes that are no Unicode: of Windows, old Macs, East Asia."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from organizer.intake.headers import plain, word_for

_WESTERN = "cp1252"
_OTHERS = (
    *("mac_roman", "cp1250", "cp1251", "cp1253", "cp1255"),
    *("cp932", "cp949", "gb18030"),
)
"""What programs save as plain CSV elsewhere; the first decides between equals."""
_BY_HEADERS = {
    "cp1250": (
        "jmeno|meno|prijmeni|priezvisko|imie|nazwisko|imie i nazwisko|nev|teljes nev|vezeteknev|"
        "keresztnev|ime|prezime|ime i prezime|nume|prenume"
    ),
    "cp1254": "ad|adi|soyad|soyadi|ad soyad|adi soyadi|isim|e posta|eposta",
}
"""Pages whose letters look like others of the West, of which no reading is odd; the plain headers
in their languages decide."""
_SAMPLE = 4000
_HEADER_LINES = 30
_ODD_SHARE = 0.3
"""Of the characters beyond ASCII: a page that makes more of them odd is not the right one."""
_BETWEEN_CELLS = re.compile(r'[,;\t|"]+')
_ALWAYS_FINE = frozenset("’·°ºª\u00a0")
_PUNCTUATION = frozenset("«»“”„‘‚–—…¡¿")


def code_page_of(data: bytes) -> str:
    """Return the name of the code page that `data` is most likely in.

    Western Windows, unless another one makes headers that we know of what stands above the
    list, or the Western reading is full of what nobody writes and the other one is not.
    """
    top = b"\n".join(data[:_SAMPLE].splitlines()[:_HEADER_LINES])
    lines = [line for line in data.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)
    if len(sample) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n", 0, _SAMPLE)] or sample
    best, known, odd = _WESTERN, _known_headers(top, _WESTERN), _oddness(sample, _WESTERN)
    enough = odd / 2 if odd > _ODD_SHARE else -1.0
    for page in _OTHERS:
        more, less = _known_headers(top, page), _oddness(sample, page)
        if more > known or (more == known and less < odd and less <= enough):
            best, known, odd = page, more, less
    return _by_headers(top, sample) if best == _WESTERN else best


def _by_headers(top: bytes, sample: bytes) -> str:
    """Return the page of the language that headers are in, if the West reads letters otherwise."""
    for page, headers in _BY_HEADERS.items():
        lines = top.decode(page, errors="replace").splitlines()
        there = {plain(cell) for line in lines for cell in _BETWEEN_CELLS.split(line)}
        is_odder = _oddness(sample, page) > _oddness(sample, _WESTERN)
        if there & set(headers.split("|")) and not is_odder:
            return page
    return _WESTERN


def _known_headers(top: bytes, page: str) -> int:
    lines = top.decode(page, errors="replace").splitlines()
    return max(sum(bool(word_for(cell)) for cell in _BETWEEN_CELLS.split(line)) for line in lines)


def _oddness(sample: bytes, page: str) -> float:
    """Return how many of the characters beyond ASCII are odd where they stand, as a share."""
    text = sample.decode(page, errors="replace")
    beyond = sum(char > "\x7f" for char in text)
    around = zip(" " + text, text, text[1:] + " ", strict=False)
    odd = sum(_is_odd(*three) for three in around if three[1] > "\x7f")
    return odd / max(1, beyond)


def _is_odd(before: str, char: str, after: str) -> bool:
    kind, left, right = _kind(char), _kind(before), _kind(after)
    if kind == "odd":
        return True
    if not kind:  # a sign; most never touch a letter, nor one another
        if any(other > "\x7f" and not _kind(other) for other in (before, after)):
            return char != "\u00a0"
        if char in _PUNCTUATION:
            return bool(left) and after.islower()
        return char not in _ALWAYS_FINE and bool(left or right)
    if {left, right} - {"", kind}:
        return True
    # Nobody writes a capital in the middle of a word, or many words of accented letters alone.
    in_word = before.islower() or (before.isupper() and after.islower())
    all_accented = kind == "Latin" and min(before, after) > "\x7f" and left == right == kind
    return (char.isupper() and in_word) or all_accented


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """Return the script of a letter, "odd" for what stands in no list, nothing for any sign."""
    category = unicodedata.category(char)
    if char > "\x7f" and (category in ("Cc", "Cn", "Co", "Cs") or char == "\ufffd"):
        return "odd"
    if category[0] not in "LM":
        return ""
    script = unicodedata.name(char, "").partition(" ")[0].partition("-")[0].title()
    if script == "Halfwidth":
        return "odd"
    return "Cjk" if script in ("Hiragana", "Katakana") else script
