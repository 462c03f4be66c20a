"""What a community's file is to SQLite: the mark in its head, its URL, what lies beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL

APPLICATION_ID = 0x4F524741
"""Written into the file's head, so that `file` and others know it: "ORGA"."""


def file_url(path: Path) -> URL:
    """Return where SQLAlchemy finds a file, whatever signs its name holds."""
    return URL.create("sqlite", database=str(path.absolute()))


def free_what_lies_beside(path: Path) -> None:
    """Let what SQLite keeps beside a file be written by whoever may write the file itself.

    While a file is read-only SQLite makes these read-only too, and they would stay so.
    """
    with suppress(OSError):
        if os.access(path, os.W_OK):
            for suffix in ("-wal", "-shm"):
                beside = path.with_name(path.name + suffix)
                if beside.exists() and not os.access(beside, os.W_OK):
                    beside.chmod(path.stat().st_mode & 0o777)


def remove_file(path: Path) -> None:
    """Take away a file that could not be finished, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
