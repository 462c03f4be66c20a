"""What a community's file is to SQLite: the mark in its head, its URL, what lies beside it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL

APPLICATION_ID = 0x4F524741
"""Written into the file's head, so that `file` and others know it: "ORGA"."""


def file_url(path: Path) -> URL:
    """Return where SQLAlchemy finds a file, whatever signs its name holds."""
    return URL.create("sqlite", database=str(path.absolute()))


def remove_file(path: Path) -> None:
    """Take away a file that could not be finished, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
