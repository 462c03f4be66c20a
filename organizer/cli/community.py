"""`organizer new` and `organizer info`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from organizer.cli.arguments import Commands, add_command
from organizer.cli.opening import opened
from organizer.cli.output import answer
from organizer.domain.drafts import CommunityDraft
from organizer.domain.words import _
from organizer.services import communities
from organizer.settings import remember_community


def new(args: argparse.Namespace) -> None:
    """Make a community."""
    draft = CommunityDraft(
        name=args.name,
        timezone=args.timezone,
        organizer_name=args.organizer_name,
        organizer_email=args.organizer_email,
    )
    db = communities.new_community(args.file, draft)
    record = communities.describe(db)
    db.close()
    remember_community(args.file)
    answer(
        args,
        {"uid": record.uid, "name": record.name, "timezone": record.timezone},
        _("“{name}” lies in {file}.").format(name=record.name, file=args.file),
    )


def info(args: argparse.Namespace) -> None:
    """Say what the file holds."""
    with opened(args) as db:
        record = communities.describe(db)
        counts = communities.count(db)
    answer(
        args,
        {"name": record.name, "timezone": record.timezone, **asdict(counts)},
        _(
            "{name} ({timezone}): {members} members, {events} events, "
            "{registrations} registrations, {attendances} attendances"
        ).format(name=record.name, timezone=record.timezone, **asdict(counts)),
    )


def add_commands(commands: Commands) -> None:
    """Add `new` and `info`."""
    command = add_command(commands, "new", new, _("make a community"))
    command.add_argument("file", type=Path, metavar="FILE", help=_("the new file"))
    command.add_argument(
        "--name", required=True, metavar="N", help=_("what the community is called")
    )
    command.add_argument(
        "--timezone", required=True, metavar="TZ", help=_("where it meets, such as Europe/Berlin")
    )
    command.add_argument(
        "--organizer-name", default="", metavar="N", help=_("whose name invitations bear")
    )
    command.add_argument(
        "--organizer-email", default="", metavar="A", help=_("where answers to invitations go")
    )
    add_command(commands, "info", info, _("what the file holds"))
