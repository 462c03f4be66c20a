"""Codes in pictures: photographs, screenshots and PDF pages, for the door."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def picture_of_code(code: str) -> list[list[bool]]:
    """Return the rows of the QR symbol of a code, dark modules True."""
    from organizer.export.qr_codes import qr_modules  # what draws badges is slow to load

    return qr_modules(code)


def codes_in_files(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return the codes in some pictures or PDFs, in reading order; a damaged one is a UserError."""
    from organizer.intake.pictures import codes_in_picture  # image libraries are slow to load

    return tuple(code for path in paths for code in codes_in_picture(path))
