"""`organizer segments …`: saved searches, and what chooses some of the members."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import Commands, add_command, add_group
from organizer.cli.choosing import NAME, one_named
from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.domain.segments import Ask, Rules, Trait
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.people import segments
from organizer.services.people.typed_rules import typed_rules


def list_as_segments(args: argparse.Namespace) -> None:
    """List the segments, each in words and with how many it chooses."""
    with opened(args) as db:
        rows = segments.segments_in_words(db)
    answer(
        args,
        [
            {
                "uid": row.uid,
                "name": row.name,
                "words": row.words,
                "members": row.members,
                "rules": list(row.rules),
                "any": row.any_will_do,
            }
            for row in rows
        ],
        table(
            [(row.name, row.members, row.words) for row in rows],
            (_("name"), _("members"), _("who")),
        ),
    )


def save(args: argparse.Namespace) -> None:
    """Keep rules under a name."""
    with opened(args) as db:
        uid = segments.save_segment(db, args.name, typed_rules_of(db, args))
    answer(args, {"uid": uid}, uid)


def change(args: argparse.Namespace) -> None:
    """Let a segment ask for something else."""
    with opened(args) as db:
        uid = _uid(db, args.segment)
        segments.change_segment(db, uid, typed_rules_of(db, args))
    answer(args, {"uid": uid}, _("It asks for something else now."))


def rename(args: argparse.Namespace) -> None:
    """Give a segment another name."""
    with opened(args) as db:
        uid = _uid(db, args.segment)
        segments.rename_segment(db, uid, args.name)
    answer(args, {"uid": uid}, _("It is called “{name}” now.").format(name=args.name))


def remove(args: argparse.Namespace) -> None:
    """Forget a saved search."""
    with opened(args) as db:
        uid = _uid(db, args.segment)
        segments.remove_segment(db, uid)
    answer(args, {"removed": uid}, _("The segment is gone; nobody was removed with it."))


def _uid(db: Database, text: str) -> str:
    refusal = _("There is no segment “{text}”.")
    return one_named(segments.list_segments(db), text, refusal).uid


def typed_rules_of(db: Database, args: argparse.Namespace) -> Rules:
    """Return the rules that were typed; none choose everyone."""
    return typed_rules(db, args.having, any_will_do=args.any)


def take_rules(command: argparse.ArgumentParser, *, is_needed: bool = False) -> None:
    """Take rules that choose members."""
    command.add_argument(
        "--having",
        action="append",
        required=is_needed,
        default=None if is_needed else [],
        metavar="RULE",
        help=_(
            "such as “tag is beginner”, “came at-least 3”, “first-came within this-year”, "
            "“circle is Loom circle”, “field:Size is M”; can be given several times. Traits: "
            "{traits}. What can be asked: {asks}"
        ).format(traits=", ".join(Trait), asks=", ".join(Ask)),
    )
    command.add_argument(
        "--any", action="store_true", help=_("one of the rules is enough; all if left out")
    )


def take_choice(command: argparse.ArgumentParser) -> None:
    """Take what chooses some of the members; all of it must fit."""
    command.add_argument(
        "--search", default="", metavar="TEXT", help=_("part of a name or address; accents may go")
    )
    command.add_argument("--tag", default="", metavar="T", help=_("only those with this tag"))
    command.add_argument(
        "--segment", default="", metavar="NAME", help=_("only those in this saved search")
    )
    take_rules(command)


def add_commands(commands: Commands) -> None:
    """Add `segments …`."""
    group = add_group(commands, "segments", _("searches over the members, saved under a name"))
    add_command(group, "list", list_as_segments, _("list the segments, and whom they choose"))
    saving = add_command(group, "save", save, _("keep rules under a name"))
    saving.add_argument("name", metavar="NAME", help=_("such as Newcomers"))
    take_rules(saving, is_needed=True)
    changing = add_command(group, "change", change, _("let a segment ask for something else"))
    _take_segment(changing)
    take_rules(changing, is_needed=True)
    renaming = add_command(group, "rename", rename, _("give a segment another name"))
    _take_segment(renaming)
    renaming.add_argument("name", metavar="NAME", help=_("its new name"))
    _take_segment(add_command(group, "remove", remove, _("forget a segment")))


def _take_segment(command: argparse.ArgumentParser) -> None:
    command.add_argument("segment", metavar="SEGMENT", help=NAME)
