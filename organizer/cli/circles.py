"""`organizer circles …`: small groups inside the community, with a purpose and a host."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import Commands, add_command, add_group
from organizer.cli.choosing import NAME, one_named
from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.cli.several import chosen_uids, take_people
from organizer.domain.records import CircleRecord
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.people import circles, several


def list_(args: argparse.Namespace) -> None:
    """List all circles with their people."""
    with opened(args) as db:
        rows = circles.list_circles(db)
    answer(
        args,
        [
            {
                "uid": row.uid,
                "name": row.name,
                "purpose": row.purpose,
                "host": {"uid": row.host.uid, "name": row.host.name} if row.host else None,
                "members": [{"uid": one.uid, "name": one.name} for one in row.people],
            }
            for row in rows
        ],
        table(
            [
                (
                    row.name,
                    row.purpose,
                    row.host.name if row.host else "",
                    ", ".join(one.name for one in row.people),
                )
                for row in rows
            ],
            (_("name"), _("purpose"), _("host"), _("members")),
        ),
    )


def add(args: argparse.Namespace) -> None:
    """Make a circle."""
    with opened(args) as db:
        uid = circles.make_circle(db, args.name, purpose=args.purpose or "", host=args.host or "")
    answer(args, {"uid": uid}, uid)


def change(args: argparse.Namespace) -> None:
    """Change a circle; what is not said stays."""
    with opened(args) as db:
        circle = _circle(db, args.circle)
        host = circle.host.uid if circle.host else ""
        circles.change_circle(
            db,
            circle.uid,
            name=circle.name if args.name is None else args.name,
            purpose=circle.purpose if args.purpose is None else args.purpose,
            host=host if args.host is None else args.host,
        )
    answer(args, {"uid": circle.uid}, _("The circle is changed."))


def remove(args: argparse.Namespace) -> None:
    """Take a circle away; its people stay members."""
    with opened(args) as db:
        uid = _circle(db, args.circle).uid
        circles.dissolve_circle(db, uid)
    answer(args, {"removed": uid}, _("The circle is gone; its people stay members."))


def join(args: argparse.Namespace) -> None:
    """Put members into a circle."""
    with opened(args) as db:
        circle = _circle(db, args.circle)
        several.put_in_circle(db, chosen_uids(db, args), circle.name)
        inside = len(_circle(db, circle.uid).people)
    answer(args, {"uid": circle.uid, "members": inside}, _in_it(inside))


def leave(args: argparse.Namespace) -> None:
    """Take members out of a circle."""
    with opened(args) as db:
        uid = _circle(db, args.circle).uid
        circles.take_out(db, uid, chosen_uids(db, args))
        inside = len(_circle(db, uid).people)
    answer(args, {"uid": uid, "members": inside}, _in_it(inside))


def _in_it(count: int) -> str:
    return _("In the circle now: {count}").format(count=count)


def _circle(db: Database, text: str) -> CircleRecord:
    return one_named(circles.list_circles(db), text, _("There is no circle “{text}”."))


def add_commands(commands: Commands) -> None:
    """Add `circles …`."""
    group = add_group(commands, "circles", _("small groups inside the community"))
    add_command(group, "list", list_, _("list circles with their people"))
    adding = add_command(group, "add", add, _("make a circle"))
    adding.add_argument("name", metavar="NAME", help=_("such as Loom circle"))
    _take_description(adding)
    changing = add_command(group, "change", change, _("change a circle"))
    _take_circle(changing)
    changing.add_argument("--name", metavar="N", help=_("its new name"))
    _take_description(changing)
    _take_circle(add_command(group, "remove", remove, _("take a circle away; its people stay")))
    for word, run, words in (
        ("join", join, _("put members into a circle")),
        ("leave", leave, _("take members out of a circle")),
    ):
        command = add_command(group, word, run, words)
        _take_circle(command)
        take_people(command)


def _take_circle(command: argparse.ArgumentParser) -> None:
    command.add_argument("circle", metavar="CIRCLE", help=NAME)


def _take_description(command: argparse.ArgumentParser) -> None:
    command.add_argument("--purpose", metavar="TEXT", help=_("what it is for"))
    command.add_argument("--host", metavar="MEMBER", help=_("who hosts it; empty for nobody"))
