"""`organizer fields …`: fields of the community's own that every member can have."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import Commands, add_command, add_group
from organizer.cli.choosing import NAME, one_named
from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.domain.kinds import FieldKind
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.people import fields


def list_(args: argparse.Namespace) -> None:
    """List the fields in their order."""
    with opened(args) as db:
        rows = fields.list_fields(db)
    answer(
        args,
        [
            {
                "uid": row.uid,
                "name": row.name,
                "kind": str(row.kind),
                "choices": list(row.choices),
                "filled": row.filled,
            }
            for row in rows
        ],
        table(
            [(row.name, row.kind, ", ".join(row.choices), row.filled) for row in rows],
            (_("name"), _("kind"), _("choices"), _("filled")),
        ),
    )


def add(args: argparse.Namespace) -> None:
    """Add a field; what imports kept under its name moves in."""
    with opened(args) as db:
        uid, adopted = fields.add_field(db, args.name, FieldKind(args.kind), args.choice)
    answer(args, {"uid": uid, "adopted": adopted}, fields.said_of_new(args.name, adopted))


def change(args: argparse.Namespace) -> None:
    """Give a field another name, or other choices."""
    with opened(args) as db:
        uid = _uid(db, args.field)
        if args.name is not None:
            fields.rename_field(db, uid, args.name)
        else:
            fields.change_choices(db, uid, args.choice)
    answer(args, {"uid": uid}, _("The field is changed."))


def order(args: argparse.Namespace) -> None:
    """Put fields into another order."""
    with opened(args) as db:
        fields.order_fields(db, [_uid(db, text) for text in args.fields])
        names = [one.name for one in fields.list_fields(db)]
    answer(args, {"fields": names}, "\n".join(names))


def remove(args: argparse.Namespace) -> None:
    """Take a field away with all its values."""
    with opened(args) as db:
        uid = _uid(db, args.field)
        count = fields.remove_field(db, uid)
    words = ngettext(
        "The field is gone, and its value with it: {count} member had one.",
        "The field is gone, and its values with it: {count} members had one.",
        count,
    )
    answer(args, {"removed": uid, "values": count}, words.format(count=count))


def _uid(db: Database, text: str) -> str:
    return one_named(fields.list_fields(db), text, _("There is no field “{text}”.")).uid


def add_commands(commands: Commands) -> None:
    """Add `fields …`."""
    group = add_group(commands, "fields", _("fields of the community's own"))
    add_command(group, "list", list_, _("list the fields"))
    adding = add_command(group, "add", add, _("add a field that every member can have"))
    adding.add_argument("name", metavar="NAME", help=_("such as T-shirt size"))
    adding.add_argument(
        "--kind", choices=[str(kind) for kind in FieldKind], default="text", help=_("what it takes")
    )
    _take_choices(adding, default=[])
    changing = add_command(group, "change", change, _("give a field another name or other choices"))
    changing.add_argument("field", metavar="FIELD", help=NAME)
    what = changing.add_mutually_exclusive_group(required=True)
    what.add_argument("--name", metavar="N", help=_("its new name"))
    _take_choices(what)
    ordering = add_command(group, "order", order, _("put the fields into another order"))
    ordering.add_argument(
        "fields", nargs="+", metavar="FIELD", help=_("these first; those not named come after")
    )
    removing = add_command(group, "remove", remove, _("take a field away with all its values"))
    removing.add_argument("field", metavar="FIELD", help=NAME)


def _take_choices(command: argparse._ActionsContainer, default: list[str] | None = None) -> None:
    command.add_argument(
        "--choice",
        action="append",
        default=default,
        metavar="C",
        help=_("what there is to choose from; can be given several times"),
    )
