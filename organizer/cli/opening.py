"""Which community a command is about."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from organizer.cli.output import note
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.database import Database, open_database
from organizer.services import backups
from organizer.services.plans import series
from organizer.settings import community_path, remember_community


def _back_up(db: Database) -> None:
    """Keep the day's copy; a place where none can be kept is told, and stops nothing."""
    try:
        backups.keep_daily(db, date.today())
    except UserError as error:
        note(str(error))


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Database]:
    """Open the community that the command is about."""
    path = community_path(args.community)
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
