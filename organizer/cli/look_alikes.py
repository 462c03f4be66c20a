"""`organizer members duplicates` and `different`: who may be in the list twice, and who is not."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import MEMBER, Commands, add_command
from organizer.cli.opening import opened
from organizer.cli.output import answer, progress, table
from organizer.domain.likeness import Reason
from organizer.domain.words import _
from organizer.services.people import duplicates, members


def list_duplicates(args: argparse.Namespace) -> None:
    """List pairs of people who may be one, the likeliest first, with the reasons."""
    with opened(args) as db:
        pairs = duplicates.find_duplicates(db, step=progress(_("Comparing")))
        names = {row.uid: row.name for row in members.list_members(db)} if pairs else {}
    answer(
        args,
        [
            {
                "members": [{"uid": uid, "name": names[uid]} for uid in (pair.one, pair.other)],
                "strength": pair.strength.name.lower(),
                "reasons": [
                    {"sign": str(reason.sign), "seen": reason.seen} for reason in pair.reasons
                ],
                "both_came": pair.both_came,
            }
            for pair in pairs
        ],
        table(
            [
                (
                    f"{names[pair.one]}  {pair.one[:8]}",
                    f"{names[pair.other]}  {pair.other[:8]}",
                    "; ".join(map(_reason, pair.reasons)),
                )
                for pair in pairs
            ],
            (_("one"), _("other"), _("why")),
        )
        if pairs
        else _("Nobody seems to be in the list twice."),
    )


def different(args: argparse.Namespace) -> None:
    """Remember that two people who look alike are two."""
    with opened(args) as db:
        pair = [members.member_detail(db, text).row for text in (args.one, args.other)]
        duplicates.not_the_same(db, *(row.uid for row in pair))
    answer(
        args,
        {"members": [row.uid for row in pair]},
        _("{one} and {other} are two people.").format(one=pair[0].name, other=pair[1].name),
    )


def _reason(reason: Reason) -> str:
    words = reason.sign.replace("-", " ")
    return f"{words}: {reason.seen}" if reason.seen else words


def add_commands(group: Commands) -> None:
    """Add `duplicates` and `different` to `members …`."""
    add_command(
        group, "duplicates", list_duplicates, _("list who may be in the list twice, and why")
    )
    telling = add_command(
        group, "different", different, _("remember that two people who look alike are two")
    )
    telling.add_argument("one", metavar="A", help=MEMBER)
    telling.add_argument("other", metavar="B", help=MEMBER)
