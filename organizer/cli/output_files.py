"""`organizer invites`, `calendar`, `badges`, `signin` and `recap`: what goes out in files."""

from __future__ import annotations

import argparse

from organizer.cli import counts
from organizer.cli.arguments import (
    EVENT,
    SERIES,
    Commands,
    add_command,
    named_path,
    take_event,
    take_force,
    take_out,
)
from organizer.cli.opening import opened
from organizer.cli.output import answer, note, progress, table
from organizer.domain.times import instant, read_time
from organizer.domain.words import _, ngettext
from organizer.services.out import exporting, inviting
from organizer.services.plans import events


def invites(args: argparse.Namespace) -> None:
    """Write invitations that are new or changed."""
    with opened(args) as db:
        written = inviting.write_invitations(
            db,
            args.event,
            args.out,
            everyone=args.all,
            segment=args.segment,
            force=args.force,
            step=progress(_("Writing")),
            on_skipped=note,
        )
        for one in inviting.who_wants_none(db, args.event):
            note(_("{name} does not want to be written to, and gets none.").format(name=one.name))
        if written and (sentence := inviting.over_words(db, args.event)):
            note(sentence)
    answer(
        args,
        [
            {
                "member": one.member_uid,
                "email": one.email,
                "method": one.method,
                "sequence": one.sequence,
                "ics": str(one.ics),
                "eml": str(one.eml),
            }
            for one in written
        ],
        _("{invitations} in {folder}").format(
            invitations=counts.invitations(len(written)), folder=args.out
        ),
    )


def calendar(args: argparse.Namespace) -> None:
    """Write a calendar of events."""
    with opened(args) as db:
        count = exporting.write_calendar(db, args.out, args.events, force=args.force)
    answer(
        args,
        {"events": count},
        _("{events} in {file}").format(events=counts.events(count), file=args.out),
    )


def badges(args: argparse.Namespace) -> None:
    """Write badges, or list the label stocks."""
    if args.stocks:
        stocks = exporting.label_stocks()
        answer(
            args,
            [{"stock": name, "title": title} for name, title in stocks],
            table(stocks, (_("stock"), _("what it is"))),
        )
        return
    if args.event is None or args.out is None:
        args.wrong_usage(_("Say for which event, and with --out in which file."))
    if args.only and args.segment:
        args.wrong_usage(_("Say --only or --segment: one of the two."))
    with opened(args) as db:
        printed = exporting.write_badges(
            db,
            args.event,
            args.out,
            stock=args.stock,
            skip=args.skip,
            only=args.only,
            segment=args.segment,
            force=args.force,
            step=progress(_("Drawing")),
        )
    _note_missing(printed)
    answer(
        args,
        {"badges": printed.count, "pages": printed.pages, "stock": printed.stock},
        _("{badges} on {pages} in {file}").format(
            badges=counts.badges(printed.count), pages=counts.pages(printed.pages), file=args.out
        ),
    )


def signin(args: argparse.Namespace) -> None:
    """Write the sign-in sheet of an event."""
    with opened(args) as db:
        left_out = 0 if args.invited else len(exporting.sign_in_sheet(db, args.event).invited)
        printed = exporting.write_sign_in_sheet(
            db,
            args.event,
            args.out,
            paper=args.paper,
            with_invited=args.invited,
            force=args.force,
            step=progress(_("Drawing")),
        )
    _note_missing(printed)
    if left_out:
        words = ngettext(
            "{count} person is invited or said maybe, and is not on it; --invited puts them there.",
            "{count} people are invited or said maybe, and are not on it; --invited puts them there.",
            left_out,
        )
        note(words.format(count=left_out))
    answer(
        args,
        {"rows": printed.count, "pages": printed.pages},
        _("{names} on {pages} in {file}").format(
            names=counts.names(printed.count), pages=counts.pages(printed.pages), file=args.out
        ),
    )


def recap(args: argparse.Namespace) -> None:
    """Write how an event went."""
    with opened(args) as db:
        zone = events.get_event(db, args.event).timezone
        printed = exporting.write_recap(
            db,
            args.event,
            args.out,
            audience=args.audience,
            force=args.force,
            now=instant(read_time(args.now), zone) if args.now else None,
        )
    _note_missing(printed)
    answer(
        args,
        {"pages": printed.pages, "attended": printed.count},
        _("{pages} in {file}").format(pages=counts.pages(printed.pages), file=args.out),
    )


def _note_missing(printed: exporting.Printed) -> None:
    if sentence := exporting.missing_letters(printed):
        note(sentence)


def add_commands(commands: Commands) -> None:
    """Add `invites`, `calendar`, `badges`, `signin` and `recap`."""
    writing = add_command(commands, "invites", invites, _("invitations as .ics and .eml files"))
    writing.add_argument("event", metavar="EVENT", help=SERIES)
    take_out(writing, "DIR", _("the folder to write them to"))
    writing.add_argument(
        "--all", action="store_true", help=_("for everyone, not only where something is new")
    )
    _take_segment(writing, _("only for those in this saved search"))
    take_force(writing)
    publishing = add_command(commands, "calendar", calendar, _("a calendar of events"))
    publishing.add_argument(
        "events",
        nargs="*",
        metavar="EVENT",
        help=_("all if left out; the uid of a series means all its dates to come"),
    )
    take_out(publishing, "FILE", _("the .ics file to write"))
    take_force(publishing)
    _take_badges(add_command(commands, "badges", badges, _("badges with QR codes as PDF")))
    listing = add_command(
        commands, "signin", signin, _("the sign-in sheet with boxes to tick, as PDF")
    )
    take_event(listing)
    take_out(listing, "FILE", _("the PDF to write"))
    listing.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help=_("a4 if left out")
    )
    listing.add_argument(
        "--invited", action="store_true", help=_("with those who have not said yes or no, too")
    )
    take_force(listing)
    telling = add_command(commands, "recap", recap, _("how an event went, as PDF"))
    take_event(telling)
    take_out(telling, "FILE", _("the PDF to write"))
    telling.add_argument(
        "--for",
        dest="audience",
        choices=("team", "partners"),
        default="team",
        help=_("for partners without names and small numbers; for the team if left out"),
    )
    telling.add_argument(
        "--now",
        metavar="TIME",
        help=_("the wall time it is written at, before or after the end; the clock's if left out"),
    )
    take_force(telling)


def _take_badges(command: argparse.ArgumentParser) -> None:
    command.add_argument("event", nargs="?", metavar="EVENT", help=EVENT)
    command.add_argument("--out", type=named_path, metavar="FILE", help=_("the PDF to write"))
    command.add_argument(
        "--stock", default="", metavar="NAME", help=_("what they are printed on; see --stocks")
    )
    command.add_argument(
        "--skip", type=int, default=0, metavar="N", help=_("labels used already on the first sheet")
    )
    command.add_argument(
        "--only",
        nargs="+",
        default=[],
        metavar="MEMBER",
        action="extend",
        help=_("these people, going or not; everyone going if left out"),
    )
    _take_segment(command, _("only those going who are in this saved search"))
    command.add_argument("--stocks", action="store_true", help=_("list the label stocks"))
    take_force(command)


def _take_segment(command: argparse.ArgumentParser, words: str) -> None:
    command.add_argument("--segment", default="", metavar="NAME", help=words)
