"""`organizer checkin`: each code is answered at once, on a line of its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from organizer.cli.arguments import Commands, add_command, named_path, take_event
from organizer.cli.opening import opened
from organizer.cli.output import answer_line
from organizer.domain.records import DoorAnswer
from organizer.domain.times import instant, read_time
from organizer.domain.words import _
from organizer.services.at_door import door, door_pictures
from organizer.services.plans import events


def checkin(args: argparse.Namespace) -> None:
    """Answer codes from pictures, or from standard input until it ends."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        played = instant(read_time(args.now), event.timezone) if args.now else None
        for code in door_pictures.codes_in_files(args.image) if args.image else typed_lines():
            answered = door.check_in(
                db,
                event.uid,
                code,
                station=args.station,
                now=played or datetime.now(UTC),
            )
            _say(args, answered)


def typed_lines() -> Iterator[str]:
    """Yield what was typed, line by line; a scanner's bytes need not be good text."""
    if sys.stdin is None:  # closed by whoever started us: nobody can type
        return
    for line in sys.stdin.buffer:
        for typed in line.split(b"\r"):  # with which some scanners end a line
            text = typed.decode("utf-8", "replace").strip()
            if text:
                yield text


def _say(args: argparse.Namespace, answered: DoorAnswer) -> None:
    answer_line(args, verdict_document(answered), verdict_words(answered))


def verdict_document(answered: DoorAnswer) -> dict[str, object]:
    """Return what a door says as JSON gives it; `at` is a wall time in the event's zone."""
    return {
        "code": answered.code,
        "verdict": str(answered.verdict),
        "member": answered.member_uid,
        "name": answered.name or None,
        "message": answered.message,
        "at": answered.at.isoformat(timespec="seconds"),
        "guests": answered.plus_in,
    }


def verdict_words(answered: DoorAnswer) -> str:
    """Return what a door says on one line."""
    return f"{answered.verdict}: {answered.message}"


def add_commands(commands: Commands) -> None:
    """Add `checkin`."""
    command = add_command(commands, "checkin", checkin, _("the door: codes in, verdicts out"))
    take_event(command)
    command.add_argument(
        "--station", default="", metavar="NAME", help=_("what this door is called in the log")
    )
    command.add_argument(
        "--image",
        type=named_path,
        nargs="+",
        default=[],
        metavar="FILE",
        help=_("pictures or PDFs to read codes from, instead of typed lines"),
    )
    command.add_argument(
        "--now", metavar="TIME", help=_("the wall time to play at; the clock's if left out")
    )
