"""Copies of a community's file: one a day, the last fourteen, each checked when it is made."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.changes import renew_commit

KEPT = 14


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy; `label` is the day it was made, or why."""

    path: Path
    label: str
    size: int
    """Bytes."""


def backup_folder(path: Path) -> Path:
    """Return the folder beside the file that holds its copies."""
    return path.with_name(f"{path.name} backups")


def make_backup(path: Path, label: str) -> Path:
    """Copy an open or closed file by SQLite's own means and check the copy; return where it lies."""
    folder = backup_folder(path)
    target = folder / f"{label}{path.suffix or '.organizer'}"
    unfinished = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with closing(_connect(path)) as source, closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
            # The copy is one file that can be carried away: no write-ahead log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        _check(unfinished)
        os.replace(unfinished, target)
    except (OSError, sqlite3.Error) as error:
        raise UserError(
            _(
                "No backup could be made in “{folder}”: {reason}. Is there room, and may you write there?"
            ).format(folder=folder, reason=error)
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return target


def keep_daily_backup(path: Path, today: date) -> Path | None:
    """Make the day's copy if there is none yet and forget all but the last; None if there was one."""
    if (backup_folder(path) / f"{today.isoformat()}{path.suffix or '.organizer'}").exists():
        return None
    made = make_backup(path, today.isoformat())
    daily = sorted((b for b in backups_of(path) if _is_day(b.label)), key=lambda b: b.label)
    for old in daily[:-KEPT]:
        old.path.unlink(missing_ok=True)
    return made


def backups_of(path: Path) -> list[Backup]:
    """Return the copies of a file, newest first."""
    folder = backup_folder(path)
    if not folder.is_dir():
        return []
    files = [
        f for f in folder.iterdir() if f.is_file() and f.suffix == (path.suffix or ".organizer")
    ]
    files.sort(key=lambda f: (f.stat().st_mtime_ns, f.name), reverse=True)
    return [Backup(f, f.stem, f.stat().st_size) for f in files]


def restore_backup(path: Path, backup: Path, label: str) -> Path:
    """Put a copy in the place of the file, keeping what was there under `label`; return that copy.

    The file itself is written through SQLite, so others that have it open see the restored state.
    """
    _check(backup)
    kept = make_backup(path, label)
    try:
        with closing(_connect(backup)) as source, closing(_connect(path)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = WAL")
            renew_commit(target)  # or who remembers that commit would take it for what came after
    except sqlite3.Error as error:
        raise UserError(
            _("“{path}” could not be restored: {reason}. What it held is in “{kept}”.").format(
                path=path, reason=error, kept=kept
            )
        ) from error
    return kept


def _connect(path: Path) -> sqlite3.Connection:
    """Open a file that is there; SQLite would make one that is not."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=15)


def _check(copy: Path) -> None:
    try:
        with closing(_connect(copy)) as connection:
            verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
            connection.execute("SELECT count(*) FROM community").fetchone()
    except sqlite3.Error as error:
        raise UserError(
            _("The copy “{path}” cannot be used: {reason}.").format(path=copy, reason=error)
        ) from error
    if verdict != "ok":
        raise UserError(
            _("The copy “{path}” is damaged: {reason}.").format(path=copy, reason=verdict)
        )


def _is_day(label: str) -> bool:
    try:
        date.fromisoformat(label)
    except ValueError:
        return False
    return True
