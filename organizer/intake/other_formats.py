"""Files that are no list: what each is, and what to do instead, in one sentence."""

from __future__ import annotations

import codecs
import io
import zipfile

from organizer.domain.errors import UserError
from organizer.domain.words import _

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""Name of the part that holds a workbook with a password."""
_OLD_TEXT = "WordDocument".encode("utf-16-le")
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
_COMPRESSED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
_WEB = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<workbook", b"mime-version:")
_OFFICE_MARK = "~$"
"""Begins the name of the small file that an Office program keeps beside one that is open."""


def refuse_other_formats(data: bytes, file: str) -> None:
    """Raise UserError with the way out if `data` is a well-known kind of file but no table."""
    if file.startswith(_OFFICE_MARK):
        sentence = _("{file} only marks that a list is open elsewhere. Choose “{other}” instead.")
        raise UserError(sentence.format(file=file, other=file.removeprefix(_OFFICE_MARK)))
    if data.startswith(_OLD_OFFICE):
        raise UserError(_old_office(data).format(file=file))
    if data.startswith(_PACKED):
        raise UserError(_packed(data).format(file=file))
    start = data[:256].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if data[4:8] == b"ftyp" or (data.startswith(_PICTURES) and not _is_text_like_bitmap(data)):
        sentence = _(
            "{file} is not a table but a picture. Import the table that it was made of, as .xlsx "
            "or CSV, or type the names and choose Paste a list."
        )
        raise UserError(sentence.format(file=file))
    if data.startswith(b"%PDF-"):
        sentence = _(
            "{file} is not a table but a PDF. Copy the rows in it and choose Paste a list, or "
            "import the CSV that it was made of."
        )
        raise UserError(sentence.format(file=file))
    kinds = (
        (data.startswith(_COMPRESSED), _("a compressed file")),
        (data.startswith(b"SQLite format 3\0"), _("a database")),
        (data.startswith(b"{\\rtf"), _("a text document")),
        (start.startswith(_WEB), _("a web page or XML")),
    )
    for fits, kind in kinds:
        if fits:
            raise not_a_table(file, kind)


def not_a_table(file: str, kind: str) -> UserError:
    """Return what to say of a file that is of another kind."""
    sentence = _(
        "{file} is not a table but {kind}. Open it in the program it comes from, "
        "save it as CSV, and import that."
    )
    return UserError(sentence.format(file=file, kind=kind))


def _is_text_like_bitmap(data: bytes) -> bool:
    """Whether the two letters of a bitmap only begin a header; a bitmap has zero bytes then."""
    return data.startswith(b"BM") and b"\0\0" not in data[2:18]


def _old_office(data: bytes) -> str:
    if _LOCKED in data:
        return _(
            "{file} is locked with a password. Open it in your spreadsheet program, save it "
            "without the password, and import that."
        )
    if _OLD_TEXT in data:
        return _text_document()
    return _(
        "{file} is not a table but an old Office workbook. Open it in your spreadsheet "
        "program, save it as .xlsx or CSV, and import that."
    )


def _packed(data: bytes) -> str:
    """Return the sentence for a packed file, by what is in it."""
    names = _names_inside(data)
    if any(name.startswith("word/") for name in names):
        return _text_document()
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        return _(
            "{file} is a document of Numbers. Choose File › Export To › CSV there, and import that."
        )
    if any(name.endswith((".csv", ".tsv", ".txt", ".xlsx", ".vcf")) for name in names):
        return _("{file} is a folder packed into one file. Unpack it, and import the list in it.")
    return _(
        "{file} is not a table but a spreadsheet workbook or another packed file that cannot "
        "be read. Open it in the program it comes from, save it as CSV, and import that."
    )


def _text_document() -> str:
    return _(
        "{file} is a text document. Copy the table in it and choose Paste a list, or save the "
        "table as CSV and import that."
    )


def _names_inside(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []
