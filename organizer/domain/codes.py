"""The badge code: 38 letters that say ours and known, ours but not in this copy, forged, or not ours."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from organizer.domain.kinds import CodeKind

ALPHABET = "CDEFGHJKLNPRTUVX"
"""Four bits a letter; each sits on the same key of QWERTY, QWERTZ and AZERTY."""

LENGTH = 38
KEY_BYTES = 32
_MARK = slice(1, 4)
_RANDOM_LETTERS = 16
_SIGNED = slice(0, 20)
_MAC = slice(20, 38)
_MAC_LETTERS = 18

# What the keys of our letters type where the keyboard is set to another script. Russian and
# Ukrainian share these keys, as do all Hebrew and all Arabic layouts in use. Where shift, which
# scanners hold for capitals, gives signs instead of capitals, it is a layout of its own.
_LAYOUTS = (
    ALPHABET.lower(),
    "свуапролдтзкегмч",  # Russian, Ukrainian
    "ψδεφγηξκλνπρτθωχ",  # Greek
    "בגקכעיחלךמפראוהס",  # Hebrew
    "ؤيثبلاتنمىحقفعرء",  # Arabic
    "}]\u064f[\ufef7\u0623\u0640\u060c/\u0622\u061b\u064c\ufef9`{\u0652",  # Arabic, shifted
)
_SCRIPTS = ("latin", "cyrillic", "greek", "hebrew", "arabic", "arabic")
TEST_CODE = (ALPHABET * 3)[:LENGTH]
"""Has the form of a code and every letter of one, and is nobody's: to try a scanner with."""
_TO_LATIN = tuple(
    {
        ord(typed): key
        for lower, key in zip(layout, ALPHABET, strict=True)
        for typed in {lower, lower.upper()}
    }
    for layout in _LAYOUTS
)
# The same for keys that are not in our letters, and mean something at a door. Hebrew has its
# apostrophe on W, which on other keyboards begins a name.
_MORE_KEYS = {
    **dict.fromkeys("щο\u05dd\u062e", "o"),
    **dict.fromkeys("цς\u0635", "w"),
    **dict.fromkeys("ьμ\u05e6\u0629", "m"),
    ".": "/",
}
# What Windows types for shifted Arabic keys where others type one ligature and a grave accent.
_OF_WINDOWS = (("\u0644\u0623", "\ufef7"), ("\u0644\u0625", "\ufef9"), ("\u2018", "`"))
_ACCEPTED = frozenset(ALPHABET)
_KEYS = _MORE_KEYS | {
    typed: key.lower()
    for layout in _LAYOUTS[1:5]
    for typed, key in zip(layout, ALPHABET, strict=True)
}


@dataclass(frozen=True, slots=True)
class CodeKey:
    """What a community signs its badges with: a secret of 32 bytes and its three-letter mark."""

    secret: bytes

    @property
    def mark(self) -> str:
        """Three letters by which the door tells our badges from another community's."""
        return _letters(hashlib.sha256(b"organizer mark" + self.secret).digest(), 3)


def _letters(data: bytes, count: int) -> str:
    return "".join(ALPHABET[b >> 4] + ALPHABET[b & 15] for b in data[: (count + 1) // 2])[:count]


def _mac(key: CodeKey, signed: str) -> str:
    return _letters(
        hmac.new(key.secret, signed.encode("ascii"), hashlib.sha256).digest(), _MAC_LETTERS
    )


def make_code(key: CodeKey, kind: CodeKind, random: bytes) -> str:
    """Return a code from 8 random bytes, which the caller takes from `secrets`."""
    if len(random) * 2 != _RANDOM_LETTERS:
        raise ValueError("a code takes exactly 8 random bytes")
    signed = kind.value + key.mark + _letters(random, _RANDOM_LETTERS)
    return signed + _mac(key, signed)


def read_code(typed: str) -> str:
    """Return what a scanner typed as it stands on the badge, or "" where it is no code at all.

    Case, blanks and tabs around it, and a keyboard set to another script do not matter.
    """
    return _read(typed)[0]


def script_of(typed: str) -> str:
    """Return the script that the keyboard was set to when a code was typed, or "" for no code.

    It is one of latin, cyrillic, greek, hebrew and arabic.
    """
    return _read(typed)[1]


def key_of(typed: str) -> str:
    """Return what a US keyboard has, in small letters, on the key that typed this in any script.

    Of keys that stand for nothing at a door, only those of the code's own letters are known.
    """
    small = typed.lower()
    return _KEYS.get(small, small)


def _read(typed: str) -> tuple[str, str]:
    if len(typed) > 4 * LENGTH:
        return "", ""
    plain = typed.strip()
    for there, elsewhere in _OF_WINDOWS:
        plain = plain.replace(there, elsewhere)
    if len(plain) != LENGTH:
        return "", ""
    for to_latin, script in zip(_TO_LATIN, _SCRIPTS, strict=True):
        letters = plain.translate(to_latin)
        if _ACCEPTED.issuperset(letters):
            return letters, script
    return "", ""


def is_ours(key: CodeKey, code: str) -> bool:
    """Whether a code read by `read_code` bears our mark, genuine or not."""
    return code[:1] in {kind.value for kind in CodeKind} and code[_MARK] == key.mark


def is_genuine(key: CodeKey, code: str) -> bool:
    """Whether a code that is ours in form was made with our key."""
    return hmac.compare_digest(code[_MAC], _mac(key, code[_SIGNED]))
