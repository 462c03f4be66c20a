"""What SQLite says about the world, in sentences that a person can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from organizer.domain.errors import FileBusy, UserError
from organizer.domain.words import _

_BUSY = ("locked", "busy")


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the world into a sentence."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        sentence = sentence_of(error, path)
        if sentence is None:
            raise
        raise (FileBusy if _is_busy(error) else UserError)(sentence) from error


def _is_busy(error: Exception) -> bool:
    return any(word in _said_by(error) for word in _BUSY)


def is_out_of_reach(error: Exception) -> bool:
    """Return whether connections to the file are of no use: it is gone or broken, or was read-only.

    What was opened read-only stays so, even after the file may be written again.
    """
    text = _said_by(error)
    lost = ("disk i/o error", "unable to open", "malformed", "readonly")
    return any(words in text for words in lost)


def _said_by(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).lower()


def sentence_of(error: Exception, path: Path) -> str | None:
    """Return what an error of SQLite means to a person, or None where it is our own mistake."""
    text = _said_by(error)
    for words, sentence in (
        (
            ("disk is full",),
            _(
                "“{path}” could not be written: the disk is full. Nothing of this step was kept; make room."
            ),
        ),
        (
            ("disk i/o error",),
            _(
                "“{path}” could not be reached: is the stick out, or the disk full? Nothing of this step was kept."
            ),
        ),
        (
            ("readonly", "read-only"),
            _(
                "“{path}” cannot be changed: the file or its folder is read-only. Copy it to a folder of your own."
            ),
        ),
        (
            _BUSY,
            _(
                "“{path}” is being written by another program. Nothing of this step was kept; try again."
            ),
        ),
        (
            ("unable to open",),
            _(
                "“{path}” could not be opened. Is its folder or stick there, and may you write in it?"
            ),
        ),
        (
            ("not a database", "malformed", "file is encrypted"),
            _(
                "“{path}” is damaged or is no community file. Restore a backup from the folder beside it."
            ),
        ),
    ):
        if any(word in text for word in words):
            return sentence.format(path=path)
    return None
