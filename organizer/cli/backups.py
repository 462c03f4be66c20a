"""`organizer backups …`: copies of the community's file."""

from __future__ import annotations

import argparse
from pathlib import Path

from organizer.cli.arguments import Commands, add_command, add_group
from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services import backups


def list_(args: argparse.Namespace) -> None:
    """List the copies, newest first."""
    with opened(args) as db:
        rows = backups.list_backups(db)
    answer(
        args,
        [{"label": row.label, "file": str(row.path), "size": row.size} for row in rows],
        table([(row.label, row.size) for row in rows], (_("copy"), _("bytes"))),
    )


def make(args: argparse.Namespace) -> None:
    """Make a copy now."""
    with opened(args) as db:
        path = backups.back_up_now(db)
    answer(args, {"file": str(path)}, _("The copy lies in {file}").format(file=path))


def restore(args: argparse.Namespace) -> None:
    """Put a copy in the place of the file, which is kept beside."""
    with opened(args) as db:
        kept = backups.restore(db, _copy(db, args.copy))
    answer(
        args,
        {"kept": str(kept)},
        _("The copy is in place. What was there before is kept in {file}").format(file=kept),
    )


def _copy(db: Database, text: str) -> Path:
    for row in backups.list_backups(db):
        if row.label == text:
            return row.path
    path = Path(text)
    if not path.is_file():
        raise UserError(
            _("There is no copy “{text}”. “organizer backups list” shows all.").format(text=text)
        )
    return path


def add_commands(commands: Commands) -> None:
    """Add `backups …`."""
    group = add_group(commands, "backups", _("copies of the community's file"))
    add_command(group, "list", list_, _("list the copies, newest first"))
    add_command(group, "make", make, _("make a copy now"))
    restoring = add_command(group, "restore", restore, _("go back to a copy"))
    restoring.description = _(
        "Go back to a copy. What the file held before is kept as one more copy beside it."
    )
    restoring.add_argument("copy", metavar="COPY", help=_("as the list calls it, or its file"))
