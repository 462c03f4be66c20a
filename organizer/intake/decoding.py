"""Bytes of a list to text: whatever program saved it, and a clear sentence if it is no text."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.intake.code_pages import code_page_of
from organizer.intake.other_formats import not_a_table, refuse_other_formats

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65536
_FOLD_IN_LETTER = re.compile(rb"\r?\n[ \t](?=[\x80-\xbf])")
"""Where contacts were folded by bytes, in the middle of a letter."""
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\x0b\x0c\x1f") | {"\x7f"}


def decode(data: bytes, file: str) -> str:
    """Return the text in `data`; UserError naming `file` if it is empty or no text at all."""
    refuse_other_formats(data, file)
    text = _decode(data).rstrip("\0")
    if not text.strip():
        raise empty(file)
    sample = text[:_SAMPLE]
    controls = sum(char in _CONTROLS for char in sample)
    if controls > 4 and controls > len(sample) / 20:
        raise not_a_table(file, _("a file that is not text"))
    return text.replace("\0", "")


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    encoding = _unmarked_utf16(data)
    if encoding:
        return data.decode(encoding, errors="replace")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    with suppress(UnicodeDecodeError):
        return _FOLD_IN_LETTER.sub(b"", data).decode("utf-8")
    if _is_mostly_utf8(data):
        return data.decode("utf-8", errors="organizer-cp1252")
    return data.decode(code_page_of(data), errors="organizer-cp1252")


def _unmarked_utf16(data: bytes) -> str:
    """Return the byte order of UTF-16 that has no BOM, or nothing.

    Commas, tabs, digits and line ends have a zero byte in every script, always on the same side.
    """
    sample = data[: _SAMPLE & ~1]
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    few = max(2, len(sample) / 40)
    if second > few and second > 8 * first:
        return "utf-16-le"
    if first > few and first > 8 * second:
        return "utf-16-be"
    return ""


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether a few stray bytes stand in what is UTF-8 otherwise, as when files were joined."""
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(char > "\x7f" for char in text) - broken
    return whole > 2 * broken


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read stray bytes as what Windows programs write.

    cp1252 leaves five undefined; there it is Latin-1, which defines all of them.
    """
    assert isinstance(error, UnicodeDecodeError)
    stray = error.object[error.start : error.end]
    try:
        return stray.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return stray.decode("latin-1"), error.end


codecs.register_error("organizer-cp1252", _as_cp1252)


def empty(file: str) -> UserError:
    """Return what to say of a file that holds nothing."""
    return UserError(_("{file} is empty: there is nothing to read in it.").format(file=file))
