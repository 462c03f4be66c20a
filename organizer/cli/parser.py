"""The words of the command line, one subject after the other; each says its own beside what it does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import cache

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


def read_words(words: Sequence[str] | None) -> argparse.Namespace:
    """Return what was typed, which may be wrong usage; None stands for the words of the process."""
    typed = sys.argv[1:] if words is None else words
    if any(word.startswith("--") and word.endswith("=--") for word in typed):
        parser().error(_("“--” alone can be no value."))  # argparse would make it a list
    return parser().parse_args(typed)


@cache
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
