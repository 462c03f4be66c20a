"""Which community a command is about."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from organizer.cli.output import note
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.database import Database, open_database
from organizer.services import backups
from organizer.services.plans import series
from organizer.settings import load_settings, remember_community


def community_path(args: argparse.Namespace) -> Path | None:
    """Return the file named by option or variable, or the last one opened."""
    if args.community is not None:
        return Path(args.community)
    named = os.environ.get("ORGANIZER_COMMUNITY") or load_settings().last_community
    return Path(named) if named else None


def _back_up(db: Database) -> None:
    """Keep the day's copy; a place where none can be kept is told, and stops nothing."""
    try:
        backups.keep_daily(db, date.today())
    except UserError as error:
        note(str(error))


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Database]:
    """Open the community that the command is about."""
    path = community_path(args)
    if path is None:
        raise UserError(
            _("Which community? Name its file with --community, or make one with “organizer new”.")
        )
    db = open_database(path)
    try:
        remember_community(path)
        _back_up(db)
        series.lay_out_further(db)
        yield db
    finally:
        db.close()
