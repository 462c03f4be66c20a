"""`organizer members merge`, `passport`, `card` and `erase`: what is done with one person."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import MEMBER, Commands, add_command, take_force, take_member, take_out
from organizer.cli.opening import opened
from organizer.cli.output import answer, note, progress
from organizer.domain.words import _
from organizer.services.at_door import lasting_cards
from organizer.services.out import exporting
from organizer.services.people import erasing, merging, passport


def merge(args: argparse.Namespace) -> None:
    """Make one person of two."""
    with opened(args) as db:
        uid = merging.merge_members(db, args.keep, args.other)
    answer(args, {"uid": uid}, uid)


def write_passport(args: argparse.Namespace) -> None:
    """Write down everything that is known of a member."""
    with opened(args) as db:
        printed = passport.write_passport(db, args.member, args.out, force=args.force)
    if sentence := exporting.missing_letters(printed):
        note(sentence)
    answer(
        args,
        {"written": printed.count, "file": str(args.out)},
        _("Everything known of them is in {file}").format(file=args.out),
    )


def write_card(args: argparse.Namespace) -> None:
    """Make a member's lasting card."""
    with opened(args) as db:
        code, warning = lasting_cards.write_card(
            db, args.member, args.out, stock=args.stock, force=args.force
        )
    if warning:
        note(warning)
    answer(
        args,
        {"written": 1, "code": code, "file": str(args.out)},
        _("The lasting card is in {file}").format(file=args.out),
    )


def erase(args: argparse.Namespace) -> None:
    """Take a member out of the file for good."""
    with opened(args) as db:
        erased = erasing.erase_member(db, args.member, step=progress(_("Erasing")))
    said, *more = erasing.erased_words(erased)
    for sentence in more:
        note(sentence)
    answer(
        args,
        {
            "erased": 1,
            "copies": erased.copies,
            "steps": erased.steps,
            "unreadable": [str(path) for path in erased.unreadable],
            "mentions": list(erased.mentions),
        },
        said,
    )


def add_commands(group: Commands) -> None:
    """Add `merge`, `passport`, `card` and `erase` to `members …`."""
    merging_two = add_command(group, "merge", merge, _("make one person of two entries"))
    merging_two.description = _(
        "Make one person of two entries. Everything of both is kept: addresses, tags, answers, "
        "visits, and the codes on badges of both. The window can take it back."
    )
    merging_two.add_argument("keep", metavar="KEEP", help=MEMBER)
    merging_two.add_argument(
        "other", metavar="OTHER", help=_("whose entry goes into the other, named the same way")
    )
    writing = add_command(
        group, "passport", write_passport, _("write down everything the file knows of a person")
    )
    take_member(writing)
    take_out(writing, "FILE", _("a .pdf to read, or a .json to take elsewhere"))
    take_force(writing)
    card = add_command(group, "card", write_card, _("make a card that opens every event's door"))
    card.description = _(
        "Make a lasting card: its code opens the door of every event. The card that the member "
        "had before no longer works. The window can take it back."
    )
    take_member(card)
    take_out(card, "FILE", _("the PDF to write"))
    card.add_argument(
        "--stock", default="", metavar="NAME", help=_("label stock; badges --stocks lists them")
    )
    take_force(card)
    taking_out = add_command(group, "erase", erase, _("take a person out of the file for good"))
    taking_out.description = _(
        "Take a person out of the file, its freed pages, the undo history and the backups beside "
        "it. It asks nothing and cannot be undone, nor can earlier steps that touched or named "
        "them. The numbers of past events stay; copies "
        "elsewhere are named, for these are out of reach."
    )
    take_member(taking_out)
