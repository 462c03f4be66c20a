"""`organizer new`, `info` and `demo`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from organizer.cli.opening import opened
from organizer.cli.output import answer
from organizer.domain.drafts import CommunityDraft
from organizer.domain.words import _
from organizer.services import communities
from organizer.settings import remember_community

Pictures = Callable[[Path, Path, Callable[[str], None]], list[Path]]
"""Takes the community's file, a folder, and whom to tell; returns the pictures made."""

_take_pictures: list[Pictures] = []


def use_pictures(take: Pictures) -> None:
    """Be told by the app how screens are pictured; this room knows no screens."""
    _take_pictures[:] = [take]


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


def demo(args: argparse.Namespace) -> None:
    """Play the whole evening on a sample community."""
    from organizer.cli.demo import play  # draws and reads PDFs: nothing else needs those

    played = play(args.out, force=args.force, take_pictures=_take_pictures[0])
    answer(
        args,
        {
            "files": [str(file) for file in played.files],
            "members": played.members,
            "registered": played.registered,
            "checked_in": played.checked_in,
        },
        played.summary,
    )
