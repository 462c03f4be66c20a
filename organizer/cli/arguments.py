"""The words that commands share: how a command and a group are made, and arguments that many take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from organizer.domain.kinds import Scope
from organizer.domain.words import _

Run = Callable[[argparse.Namespace], object]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

EVENT = _("its exact title, its uid, or the first letters of that (4 or more)")
SERIES = _(
    "its exact title, its uid, or the first letters of that (4 or more); the uid of a series "
    "means all its dates to come"
)
MEMBER = _("their exact name, their uid, or the first letters of that (4 or more)")


def common(*, first: bool = False) -> argparse.ArgumentParser:
    """Return what every command takes, before or after the command's own word."""
    absent = None if first else argparse.SUPPRESS
    # Wrong usage is told by the parser that this becomes a part of.
    shared = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    shared.add_argument(
        "--community",
        type=named_path,
        default=absent,
        metavar="FILE",
        help=_("the community's file; the last one opened if left out"),
    )
    shared.add_argument(
        "--json",
        action="store_true",
        default=False if first else argparse.SUPPRESS,
        help=_("one JSON document on standard output"),
    )
    return shared


def add_command(commands: Commands, word: str, run: Run, help_text: str) -> argparse.ArgumentParser:
    """Add a command that a function carries out; return it, to take its arguments."""
    command: argparse.ArgumentParser = commands.add_parser(
        word, parents=[common()], help=help_text, description=_sentence(help_text)
    )
    command.set_defaults(run=run, wrong_usage=command.error)
    return command


def add_group(commands: Commands, word: str, help_text: str) -> Commands:
    """Add a word that commands follow, as in `organizer members …`."""
    group = commands.add_parser(
        word, parents=[common()], help=help_text, description=_sentence(help_text)
    )
    return group.add_subparsers(dest=f"{word}_command", metavar="COMMAND", required=True)


def _sentence(help_text: str) -> str:
    """Return the words of a list as they stand alone."""
    return f"{help_text[:1].upper()}{help_text[1:]}."


def take_event(command: argparse.ArgumentParser) -> None:
    """Take the event that a command is about."""
    command.add_argument("event", metavar="EVENT", help=EVENT)


def take_member(command: argparse.ArgumentParser) -> None:
    """Take the member that a command is about."""
    command.add_argument("member", metavar="MEMBER", help=MEMBER)


def take_scope(command: argparse.ArgumentParser) -> None:
    """Take how far a change of a series goes."""
    command.add_argument(
        "--scope",
        choices=[str(scope) for scope in Scope],
        default=str(Scope.THIS),
        help=_("which dates of a series are meant; this one if left out"),
    )


def take_out(command: argparse.ArgumentParser, metavar: str, help_text: str) -> None:
    """Take where to write."""
    command.add_argument("--out", type=named_path, required=True, metavar=metavar, help=help_text)


def take_force(command: argparse.ArgumentParser) -> None:
    """Take whether files may be replaced."""
    command.add_argument("--force", action="store_true", help=_("replace files that exist already"))


def take_dry_run(command: argparse.ArgumentParser) -> None:
    """Take whether only to say what would happen."""
    command.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))


def take_lists(command: argparse.ArgumentParser) -> None:
    """Take lists of people, and how they are to be read."""
    command.add_argument(
        "files",
        type=named_path,
        nargs="+",
        metavar="FILE",
        help=_("a list, as the other system saved it"),
    )
    command.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        type=field_and_column,
        help=_(
            "which column holds what, such as name=Surname; remembered for the next list with "
            "these headers; can be given several times"
        ),
    )
    command.add_argument(
        "--forget",
        action="store_true",
        help=_("read it as if no list with these headers had come before"),
    )
    command.add_argument(
        "--sheet",
        action="append",
        default=[],
        metavar="TITLE",
        help=_(
            "which sheet of a workbook to read, as often as there are more; "
            "all that have people in them if left out"
        ),
    )
    command.add_argument(
        "--dates",
        choices=("dmy", "mdy"),
        help=_("whether 5/6/19 is day or month first, where the list does not show it"),
    )


def named_path(text: str) -> Path:
    """Return the path of a file or folder; nothing at all, such as an unset variable, is none."""
    if not text:
        raise argparse.ArgumentTypeError(_("no file or folder is named"))
    return Path(text)


def field_and_column(text: str) -> tuple[str, str]:
    """Return what one --map says; anything but FIELD=COLUMN is wrong usage."""
    field, equals, column = text.partition("=")
    if not (field and equals and column):
        raise argparse.ArgumentTypeError(
            _("“{text}” does not say FIELD=COLUMN, as in name=Surname").format(text=text)
        )
    return field.strip(), column
