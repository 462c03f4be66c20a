"""`organizer guests …`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from organizer.cli import answers, counts, evening, plans
from organizer.cli.arguments import (
    MEMBER,
    SERIES,
    Commands,
    add_command,
    add_group,
    take_dry_run,
    take_event,
    take_lists,
)
from organizer.cli.event_documents import guest_document
from organizer.cli.opening import opened
from organizer.cli.output import answer, note, progress, table
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.times import write_time
from organizer.domain.words import _
from organizer.services.answers import guests
from organizer.services.lists import guest_import
from organizer.services.plans import questions


def add(args: argparse.Namespace) -> None:
    """Put members on a list."""
    if sum((bool(args.members), args.all, bool(args.tag), bool(args.segment))) != 1:
        args.wrong_usage(_("Name members, or say --all, --tag or --segment: one of the four."))
    with opened(args) as db:
        added = guests.add_guests(
            db,
            args.event,
            args.members,
            everyone=args.all,
            tag=args.tag,
            segment=args.segment,
            status=RegistrationStatus(args.status),
            plus=args.plus,
        )
    answer(
        args,
        asdict(added),
        _("{registered} registered, {waitlisted} waitlisted, {already} on the list already").format(
            **asdict(added)
        ),
    )


def import_(args: argparse.Namespace) -> None:
    """Make attendee lists an event's guest list and attendance, all or nothing."""
    with opened(args) as db:
        done = guest_import.import_guests(
            db,
            args.event,
            args.files,
            mapping=dict(args.map) or None,
            dates=args.dates,
            sheets=args.sheet,
            is_fresh=args.forget,
            dry_run=args.dry_run,
            step=progress(_("Reading")),
        )
    for problem in done.problems if not args.json else ():
        note(f"{problem.file}:{problem.row}: {problem.message}")
    answer(
        args,
        asdict(done),
        _("{rows_read}: {registered} registered, {attended} arrived").format(
            rows_read=counts.rows_read(done.read),
            registered=done.registered,
            attended=done.attended,
        ),
    )


def list_(args: argparse.Namespace) -> None:
    """List an event's guests."""
    with opened(args) as db:
        rows = guests.list_guests(db, args.event)
        asked = {one.uid: one.wording for one in questions.list_questions(db, args.event)}
    answer(
        args,
        [guest_document(row, asked) for row in rows],
        table(
            [
                (
                    row.name,
                    row.status,
                    row.plus or "",
                    write_time(row.arrived_at) if row.arrived_at else None,
                    write_time(row.left_at) if row.left_at else None,
                    _("paid") if row.is_paid else None,
                )
                for row in rows
            ],
            (_("name"), _("status"), _("plus"), _("arrived"), _("left"), _("paid")),
        ),
    )


def add_commands(commands: Commands) -> None:
    """Add `guests …`."""
    group = add_group(commands, "guests", _("guest lists"))
    _take_guests(add_command(group, "add", add, _("put members on a list")))
    answers.add_commands(group)
    plans.add_guest_commands(group)
    evening.add_guest_commands(group)
    reading = add_command(
        group, "import", import_, _("answers and attendance from an attendee list")
    )
    take_event(reading)
    take_lists(reading)
    take_dry_run(reading)
    take_event(add_command(group, "list", list_, _("the guest list of an event")))


def _take_guests(command: argparse.ArgumentParser) -> None:
    command.description = _(
        "Put members on a list. Of a series, on those of all its dates to come; the numbers are "
        "sums over its dates."
    )
    command.add_argument("event", metavar="EVENT", help=SERIES)
    command.add_argument("members", nargs="*", metavar="MEMBER", help=MEMBER)
    command.add_argument(
        "--status",
        choices=("invited", "going"),
        default="invited",
        help=_("invited if left out; going takes a seat, or waits where none is free"),
    )
    command.add_argument(
        "--plus", type=int, default=0, metavar="N", help=_("how many others each one brings")
    )
    command.add_argument("--all", action="store_true", help=_("everyone in the community"))
    command.add_argument("--tag", default="", metavar="T", help=_("everyone with this tag"))
    command.add_argument(
        "--segment", default="", metavar="NAME", help=_("everyone in this saved search")
    )
