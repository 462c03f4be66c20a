"""Leaving no trace of deleted rows: in the freed pages of a file, in its log, in the copies kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from organizer.models.backups import backup_folder, backups_of
from organizer.models.database import Database, open_database, set_pragmas
from organizer.models.sentences import sentences


def scrub(path: Path) -> bool:
    """Write an open file anew without what was deleted, and empty its write-ahead log.

    Return whether the log could be emptied; while another program reads the file it cannot, and
    then SQLite does it when that closes the file.
    """
    with sentences(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        set_pragmas(connection)
        connection.execute("VACUUM").close()
        [is_busy, *_pages] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy


def kept_copies(path: Path) -> list[Path]:
    """Return the copies that the app made of a file; copies left unfinished are taken away."""
    for unfinished in backup_folder(path).glob("*.part"):
        unfinished.unlink(missing_ok=True)
    return [backup.path for backup in backups_of(path)]


@contextmanager
def opened_copy(path: Path) -> Iterator[Database]:
    """Open a copy to take something out; on leaving it is one file without a trace of that.

    It is brought up to date first, and keeps its age. What cannot be opened is a UserError.
    """
    age = path.stat()
    db = open_database(path, keep_copy=False)
    try:
        yield db
    finally:
        db.close()
    scrub(path)
    with sentences(path), closing(sqlite3.connect(path)) as connection:
        # A copy is one file that can be carried away: no write-ahead log beside it.
        connection.execute("PRAGMA journal_mode = DELETE").close()
    os.utime(path, ns=(age.st_atime_ns, age.st_mtime_ns))
