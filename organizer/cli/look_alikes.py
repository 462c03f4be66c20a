"""`organizer members duplicates` and `different`: who may be in the list twice, and who is not."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from organizer.cli.arguments import MEMBER, Commands, add_command
from organizer.cli.opening import opened
from organizer.cli.output import answer, progress
from organizer.domain.reasons import reason_words
from organizer.domain.words import _
from organizer.services.people import duplicates, members
from organizer.services.people.duplicates import Pair


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
                    {
                        "sign": str(reason.sign),
                        "seen": reason.seen,
                        "words": reason_words(reason),
                    }
                    for reason in pair.reasons
                ],
                "both_came": pair.both_came,
            }
            for pair in pairs
        ],
        "\n".join(_in_lines(pair, names) for pair in pairs)
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


def _in_lines(pair: Pair, names: Mapping[str, str]) -> str:
    """Return a pair, and below it the reasons."""
    people = " – ".join(f"{names[uid]} ({uid[:8]})" for uid in (pair.one, pair.other))
    return "\n".join((people, *(f"  {reason_words(one)}" for one in pair.reasons)))


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
