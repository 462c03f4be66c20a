"""Codes in pictures: photographs, screenshots and PDF pages, for the door."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def codes_in_files(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return the codes in some pictures or PDFs, in reading order; a damaged one is a UserError."""
    from organizer.intake.pictures import codes_in_picture  # image libraries are slow to load

    return tuple(code for path in paths for code in codes_in_picture(path))
