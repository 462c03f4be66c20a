"""The words of the command line, one subject after the other; each says its own beside what it does."""

from __future__ import annotations

import argparse

from organizer import __version__
from organizer.cli import (
    backups,
    circles,
    community,
    demo,
    desk,
    door,
    evening,
    events,
    fields,
    guests,
    history,
    insights,
    members,
    output_files,
    plans,
    questions,
    segments,
    settings,
    steps,
    venues,
)
from organizer.cli.arguments import common
from organizer.domain.words import _

SUBJECTS = (
    community,
    demo,
    members,
    segments,
    circles,
    fields,
    events,
    guests,
    plans,
    questions,
    venues,
    history,
    output_files,
    door,
    desk,
    evening,
    insights,
    steps,
    settings,
    backups,
)
"""In the order in which help lists them."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each names the function that does it."""
    top = argparse.ArgumentParser(
        prog="organizer",
        description=_(
            "Members, meetups, workshops and check-in for communities that meet in rooms. "
            "Without a command the window opens."
        ),
        parents=[common(first=True)],
    )
    top.add_argument("--version", action="version", version=f"organizer {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for subject in SUBJECTS:
        subject.add_commands(commands)
    return top
