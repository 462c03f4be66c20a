"""`organizer invites`, `calendar`, `badges`, `signin` and `recap`: what goes out in files."""

from __future__ import annotations

import argparse

from organizer.cli.opening import opened
from organizer.cli.output import answer, note, progress, table
from organizer.domain.words import _
from organizer.services.out import exporting, inviting


def invites(args: argparse.Namespace) -> None:
    """Write invitations that are new or changed."""
    with opened(args) as db:
        written = inviting.write_invitations(
            db,
            args.event,
            args.out,
            everyone=args.all,
            force=args.force,
            step=progress(_("Writing")),
            on_skipped=note,
        )
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
        _("{count} invitations in {folder}").format(count=len(written), folder=args.out),
    )


def calendar(args: argparse.Namespace) -> None:
    """Write a calendar of events."""
    with opened(args) as db:
        count = exporting.write_calendar(db, args.out, args.events, force=args.force)
    answer(
        args,
        {"events": count},
        _("{count} events in {file}").format(count=count, file=args.out),
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
    with opened(args) as db:
        printed = exporting.write_badges(
            db,
            args.event,
            args.out,
            stock=args.stock,
            skip=args.skip,
            only=args.only,
            force=args.force,
            step=progress(_("Drawing")),
        )
    _note_missing(printed)
    answer(
        args,
        {"badges": printed.count, "pages": printed.pages, "stock": printed.stock},
        _("{count} badges on {pages} pages in {file}").format(
            count=printed.count, pages=printed.pages, file=args.out
        ),
    )


def signin(args: argparse.Namespace) -> None:
    """Write the sign-in sheet of an event."""
    with opened(args) as db:
        printed = exporting.write_sign_in_sheet(
            db,
            args.event,
            args.out,
            paper=args.paper,
            force=args.force,
            step=progress(_("Drawing")),
        )
    _note_missing(printed)
    answer(
        args,
        {"rows": printed.count, "pages": printed.pages},
        _("{count} names on {pages} pages in {file}").format(
            count=printed.count, pages=printed.pages, file=args.out
        ),
    )


def recap(args: argparse.Namespace) -> None:
    """Write how an event went."""
    with opened(args) as db:
        printed = exporting.write_recap(
            db, args.event, args.out, audience=args.audience, force=args.force
        )
    _note_missing(printed)
    answer(
        args,
        {"pages": printed.pages, "attended": printed.count},
        _("{pages} pages in {file}").format(pages=printed.pages, file=args.out),
    )


def _note_missing(printed: exporting.Printed) -> None:
    if sentence := exporting.missing_letters(printed):
        note(sentence)
