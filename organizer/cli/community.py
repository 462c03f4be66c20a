"""`organizer new` and `organizer info`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

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
