"""`organizer members merge`, `passport` and `erase`: what is done with one person."""

from __future__ import annotations

import argparse

from organizer.cli.opening import opened
from organizer.cli.output import answer, note, progress
from organizer.domain.words import _
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
            "unreadable": [str(path) for path in erased.unreadable],
            "mentions": list(erased.mentions),
        },
        said,
    )
