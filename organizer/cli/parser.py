"""The words of the command line; each command names the function that does it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from organizer import __version__
from organizer.cli import community, demo, door, events, guests, members, output_files
from organizer.domain.kinds import EventKind, RegistrationStatus
from organizer.domain.words import _

Run = Callable[[argparse.Namespace], object]


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="organizer",
        description=_(
            "Members, meetups, workshops and check-in for communities that meet in rooms. "
            "Without a command the window opens."
        ),
        parents=[_common(first=True)],
    )
    top.add_argument("--version", action="version", version=f"organizer {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _add_community(commands)
    _add_members(commands)
    _add_events(commands)
    _add_guests(commands)
    _add_files(commands)
    _add_door(commands)
    return top


def _common(*, first: bool = False) -> argparse.ArgumentParser:
    """Return what every command takes, before or after the command's own word."""
    absent = None if first else argparse.SUPPRESS
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--community",
        type=Path,
        default=absent,
        metavar="FILE",
        help=_("the community's file; the last one opened if left out"),
    )
    common.add_argument(
        "--json",
        action="store_true",
        default=False if first else argparse.SUPPRESS,
        help=_("one JSON document on standard output"),
    )
    return common


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: Commands, word: str, run: Run, help_text: str) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = commands.add_parser(
        word, parents=[_common()], help=help_text, description=help_text
    )
    one.set_defaults(run=run)
    return one


def _group(commands: Commands, word: str, help_text: str) -> Commands:
    group = commands.add_parser(word, help=help_text, description=help_text)
    return group.add_subparsers(dest=f"{word}_command", metavar="COMMAND", required=True)


def _force(command: argparse.ArgumentParser) -> None:
    command.add_argument("--force", action="store_true", help=_("replace files that exist already"))


def _add_community(commands: Commands) -> None:
    new = _command(commands, "new", community.new, _("make a community"))
    new.add_argument("file", type=Path, metavar="FILE")
    new.add_argument("--name", required=True)
    new.add_argument("--timezone", required=True, metavar="TZ")
    new.add_argument("--organizer-name", default="", metavar="N")
    new.add_argument("--organizer-email", default="", metavar="A")
    _command(commands, "info", community.info, _("what the file holds"))
    play = _command(commands, "demo", demo.demo, _("one whole evening on a sample community"))
    play.add_argument("--out", type=Path, required=True, metavar="DIR")
    _force(play)


def _add_members(commands: Commands) -> None:
    group = _group(commands, "members", _("the people of the community"))
    read = _command(group, "import", members.import_, _("read lists of members"))
    read.add_argument("files", type=Path, nargs="+", metavar="FILE")
    read.add_argument("--dry-run", action="store_true", help=_("say what would happen"))
    read.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN")
    read.add_argument(
        "--dates", choices=("dmy", "mdy"), help=_("how ambiguous dates such as 5/6/19 are read")
    )
    add = _command(group, "add", members.add, _("add a member"))
    add.add_argument("--name", required=True)
    add.add_argument("--email", action="append", default=[], metavar="A")
    add.add_argument("--tag", action="append", default=[], metavar="T")
    show = _command(group, "list", members.list_, _("list members"))
    show.add_argument("--search", default="", metavar="TEXT")
    show.add_argument("--tag", default="", metavar="T")
    export = _command(
        group, "export", members.export, _("write all members as .csv, .vcf or .json")
    )
    export.add_argument("file", type=Path, metavar="FILE")
    _force(export)


def _add_events(commands: Commands) -> None:
    group = _group(commands, "events", _("meetups and workshops"))
    add = _command(group, "add", events.add, _("plan an event"))
    add.add_argument("--kind", required=True, choices=[str(kind) for kind in EventKind])
    add.add_argument("--title", required=True, metavar="T")
    add.add_argument("--starts", required=True, metavar="TIME")
    length = add.add_mutually_exclusive_group(required=True)
    length.add_argument("--ends", metavar="TIME")
    length.add_argument("--minutes", type=int, metavar="N")
    add.add_argument("--timezone", default="", metavar="TZ")
    add.add_argument("--venue", default="", metavar="V")
    add.add_argument("--capacity", type=int, metavar="N")
    add.add_argument("--part-of", metavar="EVENT")
    _command(group, "list", events.list_, _("list events"))
    show = _command(group, "show", events.show, _("one event with its numbers"))
    show.add_argument("event", metavar="EVENT")
    change = _command(group, "change", events.change, _("change a plan"))
    change.add_argument("event", metavar="EVENT")
    for word in ("--starts", "--ends", "--venue", "--title"):
        change.add_argument(word)
    change.add_argument("--capacity", type=int, metavar="N")
    cancel = _command(group, "cancel", events.cancel, _("call an event off"))
    cancel.add_argument("event", metavar="EVENT")


def _add_guests(commands: Commands) -> None:
    group = _group(commands, "guests", _("guest lists"))
    add = _command(group, "add", guests.add, _("put members on a list"))
    add.add_argument("event", metavar="EVENT")
    add.add_argument("members", nargs="*", metavar="MEMBER")
    add.add_argument("--status", choices=("invited", "going"), default="invited")
    add.add_argument("--plus", type=int, default=0, metavar="N")
    add.add_argument("--all", action="store_true", help=_("everyone"))
    add.add_argument("--tag", default="", metavar="T")
    change = _command(group, "set", guests.set_, _("write an answer down"))
    change.add_argument("event", metavar="EVENT")
    change.add_argument("member", metavar="MEMBER")
    change.add_argument(
        "status", metavar="STATUS", choices=[str(status) for status in RegistrationStatus]
    )
    show = _command(group, "list", guests.list_, _("the guest list of an event"))
    show.add_argument("event", metavar="EVENT")


def _add_files(commands: Commands) -> None:
    invites = _command(
        commands, "invites", output_files.invites, _("invitations as .ics and .eml files")
    )
    invites.add_argument("event", metavar="EVENT")
    invites.add_argument("--out", type=Path, required=True, metavar="DIR")
    invites.add_argument("--all", action="store_true", help=_("everyone, changed or not"))
    _force(invites)
    calendar = _command(commands, "calendar", output_files.calendar, _("a calendar of events"))
    calendar.add_argument("events", nargs="*", metavar="EVENT")
    calendar.add_argument("--out", type=Path, required=True, metavar="FILE")
    _force(calendar)
    badges = _command(commands, "badges", output_files.badges, _("badges with QR codes as PDF"))
    badges.add_argument("event", nargs="?", metavar="EVENT")
    badges.add_argument("--out", type=Path, metavar="FILE")
    badges.add_argument("--stock", default="", metavar="NAME")
    badges.add_argument("--skip", type=int, default=0, metavar="N")
    badges.add_argument("--only", nargs="+", default=[], metavar="MEMBER", action="extend")
    badges.add_argument("--stocks", action="store_true", help=_("list the label stocks"))
    _force(badges)
    recap = _command(commands, "recap", output_files.recap, _("how an event went, as PDF"))
    recap.add_argument("event", metavar="EVENT")
    recap.add_argument("--out", type=Path, required=True, metavar="FILE")
    recap.add_argument("--for", dest="audience", choices=("team", "partners"), default="team")
    _force(recap)


def _add_door(commands: Commands) -> None:
    checkin = _command(commands, "checkin", door.checkin, _("the door: codes in, verdicts out"))
    checkin.add_argument("event", metavar="EVENT")
    checkin.add_argument("--station", default="", metavar="NAME")
    checkin.add_argument("--image", type=Path, nargs="+", default=[], metavar="FILE")
    checkin.add_argument("--now", metavar="TIME", help=_("play at this wall time"))
