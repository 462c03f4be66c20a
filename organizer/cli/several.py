"""`organizer members tag`, `untag` and `addresses`: what is done with several people at once."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import MEMBER, Commands, add_command
from organizer.cli.opening import opened
from organizer.cli.output import answer, note
from organizer.cli.segments import take_choice, typed_rules_of
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.people import members, several


def tag(args: argparse.Namespace) -> None:
    """Give a tag to people."""
    with opened(args) as db:
        count = several.tag_people(db, chosen_uids(db, args), args.label)
    answer(args, {"changed": count}, _changed(count))


def untag(args: argparse.Namespace) -> None:
    """Take a tag off people."""
    with opened(args) as db:
        count = several.untag_people(db, chosen_uids(db, args), args.label)
    answer(args, {"changed": count}, _changed(count))


def addresses(args: argparse.Namespace) -> None:
    """List the addresses of people; who wants no mail is left out."""
    with opened(args) as db:
        found = several.whom_to_write(db, chosen_uids(db, args))
    if found.left_out:
        words = ngettext(
            "{count} person does not want to be written to, and is left out.",
            "{count} people do not want to be written to, and are left out.",
            found.left_out,
        )
        note(words.format(count=found.left_out))
    answer(
        args,
        {
            "addresses": list(found.addresses),
            "without_address": found.without_address,
            "left_out": found.left_out,
        },
        "\n".join(found.addresses),
    )


def chosen_uids(db: Database, args: argparse.Namespace) -> list[str]:
    """Return the uids of those who are named, or of those whom the options choose."""
    choice = (args.search, args.tag, args.segment, args.having)
    if bool(args.members) == any(choice):
        args.wrong_usage(_("Name members, or choose some, as by --segment: one of the two."))
    if args.members:
        return [members.member_detail(db, text).row.uid for text in args.members]
    rows = members.list_members(
        db,
        search=args.search,
        tag=args.tag,
        segment=args.segment,
        rules=typed_rules_of(db, args),
    )
    return [row.uid for row in rows]


def _changed(count: int) -> str:
    return ngettext("{count} person changed", "{count} people changed", count).format(count=count)


def add_commands(group: Commands) -> None:
    """Add `tag`, `untag` and `addresses` to `members …`."""
    for word, run, words in (
        ("tag", tag, _("give a tag to several people")),
        ("untag", untag, _("take a tag off several people")),
    ):
        command = add_command(group, word, run, words)
        command.add_argument("label", metavar="TAG", help=_("such as beginner"))
        take_people(command)
    take_people(
        add_command(group, "addresses", addresses, _("the addresses to write to several people"))
    )


def take_people(command: argparse.ArgumentParser) -> None:
    """Take people, by name or by what chooses them."""
    command.add_argument("members", nargs="*", metavar="MEMBER", help=MEMBER)
    take_choice(command)
