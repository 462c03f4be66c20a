"""`organizer venues …`: the places where events are held, and how one gets in."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from organizer.cli.arguments import Commands, add_command, add_group
from organizer.cli.choosing import NAME, one_named
from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.domain.drafts import VenueDraft
from organizer.domain.words import _
from organizer.services.plans import venues


def list_(args: argparse.Namespace) -> None:
    """List the places where events are held."""
    with opened(args) as db:
        places = venues.list_venues(db)
    answer(
        args,
        [asdict(place) for place in places],
        table(
            [(one.name, one.address, one.capacity or "", one.events) for one in places],
            (_("name"), _("address"), _("capacity"), _("events")),
        ),
    )


def set_(args: argparse.Namespace) -> None:
    """Note what one needs to know of a place; a new name is a new place."""
    with opened(args) as db:
        known = venues.find_venue(db, args.name)
        draft = VenueDraft(args.name)
        if known is not None:
            said = (known.name, known.address, known.access_notes, known.capacity, known.rooms)
            draft = VenueDraft(*said)
        if args.rename is not None:
            draft.name = args.rename
        if args.address is not None:
            draft.address = args.address
        if args.access is not None:
            draft.access_notes = args.access
        if args.capacity is not None:
            draft.capacity = args.capacity or None
        if args.room is not None:
            draft.rooms = tuple(filter(None, args.room))
        uid = venues.change_venue(db, known.uid, draft) if known else venues.add_venue(db, draft)
    answer(args, {"uid": uid}, uid)


def remove(args: argparse.Namespace) -> None:
    """Forget a place where nothing is or was held."""
    with opened(args) as db:
        refusal = _("There is no place “{text}”.")
        uid = one_named(venues.list_venues(db), args.venue, refusal).uid
        venues.remove_venue(db, uid)
    answer(args, {"removed": uid}, _("The place is gone."))


def add_commands(commands: Commands) -> None:
    """Add `venues …`."""
    group = add_group(commands, "venues", _("the places where events are held"))
    add_command(group, "list", list_, _("list places"))
    noting = add_command(group, "set", set_, _("note how one gets into a place"))
    noting.add_argument("name", metavar="NAME", help=_("a new name is a new place"))
    noting.add_argument(
        "--rename",
        metavar="NAME",
        help=_("another name for it; that of another place makes the two one"),
    )
    noting.add_argument("--address", metavar="TEXT", help=_("street and town"))
    noting.add_argument("--access", metavar="TEXT", help=_("such as: ring twice; two steps"))
    noting.add_argument(
        "--capacity", type=int, metavar="N", help=_("how many people fit; 0 for not known")
    )
    noting.add_argument(
        "--room",
        action="append",
        metavar="R",
        help=_("all rooms of it; empty for none; can be given several times"),
    )
    removing = add_command(group, "remove", remove, _("forget a place where nothing is held"))
    removing.add_argument("venue", metavar="VENUE", help=NAME)
