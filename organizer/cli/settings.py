"""`organizer settings …`: what the community is called, where it meets, who writes for it."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import Commands, add_command, add_group
from organizer.cli.opening import opened
from organizer.cli.output import answer
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services import communities
from organizer.services.at_door import desk_pin

_WORDS = ("name", "timezone", "purpose", "organizer_name", "organizer_email", "accent")


def show(args: argparse.Namespace) -> None:
    """Say what the settings are."""
    with opened(args) as db:
        document = _document(db)
    answer(args, document, _in_lines(document))


def set_(args: argparse.Namespace) -> None:
    """Change settings; what is not said stays."""
    with opened(args) as db:
        draft = communities.draft_of(communities.describe(db))
        for word in _WORDS:
            if (value := getattr(args, word)) is not None:
                setattr(draft, word, value)
        communities.change_community(db, draft)
        document = _document(db)
    answer(args, document, _in_lines(document))


def set_pin(args: argparse.Namespace) -> None:
    """Ask for a PIN when somebody leaves the desk, or for none."""
    with opened(args) as db:
        desk_pin.set_pin(db, args.pin)
    words = _("Leaving the desk asks for the PIN.") if args.pin else _("No PIN is asked for.")
    answer(args, {"pin": bool(args.pin)}, words)


def _document(db: Database) -> dict[str, object]:
    record = communities.describe(db)
    return {
        "uid": record.uid,
        **{word: getattr(record, word) for word in _WORDS},
        "pin": desk_pin.has_pin(db),
    }


def _in_lines(document: dict[str, object]) -> str:
    labels = {
        _("Name"): document["name"],
        _("Time zone"): document["timezone"],
        _("Purpose"): document["purpose"],
        _("Organizer"): document["organizer_name"],
        _("Answers go to"): document["organizer_email"],
        _("Colour"): document["accent"],
        _("PIN of the desk"): _("set") if document["pin"] else _("none"),
    }
    return "\n".join(f"{label}: {text}" for label, text in labels.items() if text)


def add_commands(commands: Commands) -> None:
    """Add `settings …`."""
    group = add_group(commands, "settings", _("what the community says of itself"))
    add_command(group, "show", show, _("show the settings of the community"))
    setting = add_command(group, "set", set_, _("change settings of the community"))
    for option, metavar, words in (
        ("--name", "N", _("what the community is called")),
        ("--timezone", "TZ", _("where it meets, such as Europe/Berlin")),
        ("--purpose", "TEXT", _("what it is for")),
        ("--organizer-name", "N", _("whose name invitations bear")),
        ("--organizer-email", "A", _("where answers to invitations go")),
        ("--accent", "COLOUR", _("its colour, such as #2F6F5E; empty for the usual one")),
    ):
        setting.add_argument(option, metavar=metavar, help=words)
    locking = add_command(group, "pin", set_pin, _("ask for a PIN when somebody leaves the desk"))
    locking.add_argument(
        "pin", metavar="PIN", nargs="?", default="", help=_("4 to 12 digits; left out for none")
    )
