"""What `events add` and `events change` take."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import SERIES, take_scope
from organizer.cli.plans import take_details
from organizer.domain.kinds import EventKind
from organizer.domain.words import _


def take_plan(command: argparse.ArgumentParser) -> None:
    """Take all that an event is planned with."""
    command.add_argument(
        "--kind", required=True, choices=[str(kind) for kind in EventKind], help=_("what it is")
    )
    command.add_argument("--title", required=True, metavar="T", help=_("what it is called"))
    command.add_argument(
        "--starts", required=True, metavar="TIME", help=_("wall time, such as 2026-11-24T19:00")
    )
    length = command.add_mutually_exclusive_group(required=True)
    length.add_argument("--ends", metavar="TIME", help=_("wall time, or give --minutes"))
    length.add_argument("--minutes", type=int, metavar="N", help=_("how long it lasts"))
    command.add_argument(
        "--timezone", default="", metavar="TZ", help=_("the community's if left out")
    )
    command.add_argument("--venue", default="", metavar="V", help=_("where it takes place"))
    command.add_argument("--description", default="", metavar="TEXT", help=_("what it is about"))
    command.add_argument("--url", default="", metavar="URL", help=_("a page with more about it"))
    command.add_argument(
        "--capacity", type=int, metavar="N", help=_("how many seats; beyond them people wait")
    )
    command.add_argument(
        "--part-of", metavar="EVENT", help=_("the meetup that a workshop belongs to")
    )
    command.add_argument(
        "--repeat",
        default="",
        metavar="RRULE",
        help=_("repeat it, such as FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270630"),
    )
    command.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="DAY",
        help=_("a day to leave out, such as 2026-12-24; can be given several times"),
    )
    take_details(command)


def take_change(command: argparse.ArgumentParser) -> None:
    """Take what a change of a plan says; what is left out stays."""
    command.add_argument("event", metavar="EVENT", help=SERIES)
    command.add_argument("--starts", metavar="TIME", help=_("end and workshops move along"))
    command.add_argument("--ends", metavar="TIME", help=_("wall time"))
    command.add_argument("--timezone", metavar="TZ", help=_("the same hours, in another zone"))
    command.add_argument("--venue", metavar="V", help=_("where it takes place"))
    command.add_argument("--title", metavar="T", help=_("what it is called"))
    command.add_argument("--description", metavar="TEXT", help=_("what it is about"))
    command.add_argument("--url", metavar="URL", help=_("a page with more about it"))
    seats = command.add_mutually_exclusive_group()
    seats.add_argument("--capacity", type=int, metavar="N", help=_("more lets the next ones up"))
    seats.add_argument("--no-capacity", action="store_true", help=_("as many as come"))
    command.add_argument(
        "--repeat", metavar="RRULE", help=_("let it repeat, or by another rule with --scope")
    )
    take_details(command)
    take_scope(command)
