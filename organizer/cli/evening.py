"""`organizer close`, `reopen`, `heads` and `guests tick`: an evening settled once it is over."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import MEMBER, Commands, add_command, take_event
from organizer.cli.door import typed_lines
from organizer.cli.opening import opened
from organizer.cli.output import answer, note
from organizer.domain.records import PersonLink
from organizer.domain.times import instant, read_time, wall_time, write_time
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.at_door import closing, door_party, door_view, sheet_codes, ticking
from organizer.services.people import members
from organizer.services.plans import events


def close(args: argparse.Namespace) -> None:
    """Settle who did not come, and how many came who are on no list."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        closing.close_evening(
            db,
            event.uid,
            excused=args.excused,
            head_count=args.heads,
            now=instant(read_time(args.now), event.timezone) if args.now else None,
        )
        _say_how_it_went(args, db, event.uid, event.timezone)


def reopen(args: argparse.Namespace) -> None:
    """Take up an evening again that was closed."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        closing.reopen_evening(db, event.uid)
        _say_how_it_went(args, db, event.uid, event.timezone)


def heads(args: argparse.Namespace) -> None:
    """Count people who came and are on no list, some more or fewer."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        before = door_view.door_counts(db, event.uid).head_count
        count = door_party.count_heads(db, event.uid, args.more, station=args.station)
    if before + args.more < 0:
        note(_("Only {count} were counted, so no more were taken off.").format(count=before))
    answer(args, {"head_count": count}, _("Heads on no list: {count}").format(count=count))


def tick(args: argparse.Namespace) -> None:
    """Make those ticked on the sign-in sheet arrivals, all or none."""
    if not (args.members or args.scanned):
        args.wrong_usage(_("Name who came, or scan their rows with --scanned."))
    with opened(args) as db:
        event = events.get_event(db, args.event)
        came = [members.member_detail(db, text).row.uid for text in args.members]
        came += _scanned(db, event.uid) if args.scanned else []
        plus = {members.member_detail(db, text).row.uid: count for text, count in args.plus}
        if not plus.keys() <= set(came):
            args.wrong_usage(_("--plus is for those who are named as having come."))
        done = ticking.tick_arrivals(
            db,
            event.uid,
            came,
            at=instant(read_time(args.at), event.timezone) if args.at else None,
            plus=plus,
            now=instant(read_time(args.now), event.timezone) if args.now else None,
        )
    answer(
        args,
        {"ticked": len(done.entries), "already": list(done.already)},
        _("{count} ticked off, {already} in already").format(
            count=len(done.entries), already=len(done.already)
        ),
    )


def _scanned(db: Database, event: str) -> list[str]:
    """Return whose rows were scanned; a code that is nobody's here is told and passed over."""
    found = []
    for code in typed_lines():
        meant = sheet_codes.whom_it_means(db, event, code)
        if meant.problem:
            note(meant.problem)
        else:
            found.append(meant.member_uid)
    return found


def _say_how_it_went(args: argparse.Namespace, db: Database, uid: str, timezone: str) -> None:
    evening = closing.summarise(db, uid)
    closed = (
        wall_time(evening.closed_at, timezone).replace(microsecond=0) if evening.closed_at else None
    )
    answer(
        args,
        {
            "uid": evening.uid,
            "closed_at": write_time(closed) if closed else None,
            "came": evening.came,
            "guests": evening.extra_guests,
            "head_count": evening.head_count,
            "unnamed": evening.unnamed,
            "in_the_room": evening.in_the_room,
            "walk_ins": _links(evening.walk_ins),
            "newcomers": _links(evening.newcomers),
            "no_shows": _links(evening.no_shows),
            "to_invite": _links(evening.to_invite),
        },
        _("{came} came, {all} in the room, {missing} did not come").format(
            came=evening.came, all=evening.in_the_room, missing=len(evening.no_shows)
        ),
    )


def _links(people: tuple[PersonLink, ...]) -> list[dict[str, str]]:
    return [{"uid": one.uid, "name": one.name} for one in people]


def add_commands(commands: Commands) -> None:
    """Add `close`, `reopen` and `heads`."""
    closing_it = add_command(commands, "close", close, _("close an evening: who did not come"))
    take_event(closing_it)
    closing_it.add_argument(
        "--excused",
        nargs="+",
        action="extend",
        default=[],
        metavar="MEMBER",
        help=_("who was going and had said no; all others who did not come are no-shows"),
    )
    closing_it.add_argument(
        "--heads", type=int, metavar="N", help=_("how many came who are on no list")
    )
    _take_now(closing_it)
    take_event(add_command(commands, "reopen", reopen, _("open an evening again that was closed")))
    counting = add_command(commands, "heads", heads, _("count people who are on no list"))
    take_event(counting)
    counting.add_argument(
        "more",
        nargs="?",
        type=int,
        default=1,
        metavar="N",
        help=_("how many more, or fewer below 0; one if left out"),
    )
    counting.add_argument(
        "--station", default="", metavar="NAME", help=_("what this door is called in the log")
    )


def add_guest_commands(group: Commands) -> None:
    """Add `tick` to `guests …`."""
    ticking_off = add_command(group, "tick", tick, _("tick off who came by the sign-in sheet"))
    take_event(ticking_off)
    ticking_off.add_argument("members", nargs="*", metavar="MEMBER", help=MEMBER)
    ticking_off.add_argument(
        "--scanned",
        action="store_true",
        help=_("codes of the sheet's rows from standard input, one a line"),
    )
    ticking_off.add_argument(
        "--at", metavar="TIME", help=_("when they came; the event's start if left out")
    )
    ticking_off.add_argument(
        "--plus",
        action="append",
        default=[],
        metavar="MEMBER=N",
        type=_member_and_number,
        help=_("how many others came with somebody; those announced if left out"),
    )
    _take_now(ticking_off)


def _take_now(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--now", metavar="TIME", help=_("the wall time to play at; the clock's if left out")
    )


def _member_and_number(text: str) -> tuple[str, int]:
    member, _equals, number = text.rpartition("=")
    if not (member and number.isascii() and number.isdigit()):
        raise argparse.ArgumentTypeError(
            _("“{text}” does not say MEMBER=N, as in Ana=2").format(text=text)
        )
    return member, int(number)
