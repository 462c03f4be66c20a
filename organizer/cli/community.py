"""`organizer new` and `organizer info`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from organizer.cli import counts
from organizer.cli.arguments import Commands, add_command, named_path
from organizer.cli.opening import opened
from organizer.cli.output import answer
from organizer.domain.drafts import CommunityDraft
from organizer.domain.words import _, ngettext
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
        held = communities.count(db)
    answer(
        args,
        {"name": record.name, "timezone": record.timezone, **asdict(held)},
        _("{name} ({timezone}): {members}, {events}, {registrations}, {attendances}").format(
            name=record.name,
            timezone=record.timezone,
            members=counts.members(held.members),
            events=counts.events(held.events),
            registrations=ngettext(
                "{count} registration", "{count} registrations", held.registrations
            ).format(count=held.registrations),
            attendances=ngettext(
                "{count} attendance", "{count} attendances", held.attendances
            ).format(count=held.attendances),
        ),
    )


def add_commands(commands: Commands) -> None:
    """Add `new` and `info`."""
    command = add_command(commands, "new", new, _("make a community"))
    command.add_argument("file", type=named_path, metavar="FILE", help=_("the new file"))
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
