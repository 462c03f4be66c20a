"""Copies of an open community's file: which there are, making one now, and going back to one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.backups import (
    Backup,
    backup_folder,
    backups_of,
    keep_daily_backup,
    make_backup,
    restore_backup,
)
from organizer.models.database import Database, open_database

__all__ = ["Backup", "back_up_now", "backup_folder", "keep_daily", "list_backups", "restore"]


def list_backups(db: Database) -> list[Backup]:
    """Return the copies of the file, newest first."""
    return backups_of(db.path)


def keep_daily(db: Database, today: date) -> Path | None:
    """Make the day's copy if there is none yet; None if there was one."""
    return keep_daily_backup(db.path, today)


def back_up_now(db: Database, now: datetime | None = None) -> Path:
    """Make a copy beside the day's own and return where it lies; `now` is by the clock here."""
    return make_backup(db.path, _label(db, now))


def restore(db: Database, copy: Path, now: datetime | None = None) -> Path:
    """Put a copy in the place of the file; return the copy that was kept of what was there.

    An older copy is brought up to date; one that this version cannot read changes nothing.
    """
    kept = restore_backup(db.path, copy, _label(db, now, _("before restoring")))
    try:
        open_database(db.path).close()
    except UserError:
        restore_backup(db.path, kept, _label(db, now, _("refused")))
        raise
    db.tell_replaced()
    return kept


def _label(db: Database, now: datetime | None, why: str = "") -> str:
    """Return a label that no copy has: one made in the same second would take its place."""
    # Without colons, which file names on Windows cannot have.
    label = f"{now or datetime.now():%Y-%m-%d %H.%M.%S} {why}".strip()
    taken = {copy.label for copy in list_backups(db)}
    unique, number = label, 1
    while unique in taken:
        number += 1
        unique = f"{label} ({number})"
    return unique
