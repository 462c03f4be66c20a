"""`organizer door …`: what the desk at the door does beside scanning; each is a line of its log."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime

from organizer.cli.arguments import (
    MEMBER,
    Commands,
    add_command,
    add_group,
    take_event,
    take_member,
)
from organizer.cli.door import verdict_document, verdict_words
from organizer.cli.opening import opened
from organizer.cli.output import answer, note, table
from organizer.domain.errors import UserError
from organizer.domain.kinds import Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer, EventRow, GuestRow
from organizer.domain.times import instant, read_time, write_time
from organizer.domain.words import _, ngettext
from organizer.services.at_door import door, door_party, door_view
from organizer.services.plans import events

_IN = (Verdict.WELCOME, Verdict.ALREADY_IN)


def arrive(args: argparse.Namespace) -> None:
    """Answer people by their names, together: all of them get a line, or none."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        party = list(args.members)
        for member in args.members if args.group else ():
            party += (one.member_uid for one in door_party.who_comes_with(db, event.uid, member))
        answered = door_party.check_in_group(
            db,
            event.uid,
            party,
            station=args.station,
            now=_moment(args, event),
            let_in=args.let_in,
        )
    if args.let_in and not any(one.verdict in _IN for one in answered):
        raise UserError(" ".join(dict.fromkeys(one.message for one in answered)))
    answer(
        args,
        [verdict_document(one) for one in answered],
        "\n".join(f"{one.name}  {verdict_words(one)}" for one in answered),
    )


def walk_in(args: argparse.Namespace) -> None:
    """Make a member of a new face and let them in."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        if not args.new and (known := door_view.people_named(db, event.uid, args.name)):
            raise UserError(_known_words(known))
        answered = door.add_walk_in(
            db,
            event.uid,
            args.name,
            email=args.email,
            plus=args.plus,
            station=args.station,
            now=_moment(args, event),
        )
    _say(args, answered)


def _known_words(known: Sequence[GuestRow]) -> str:
    return ngettext(
        "{name} is known here already. Check them in by name with “organizer door arrive”, "
        "or add --new if this is somebody else.",
        "{count} people called {name} are known here already. Check one in with "
        "“organizer door arrive”, or add --new if this is somebody else.",
        len(known),
    ).format(name=shown(known[0].name), count=len(known))


def provisional(args: argparse.Namespace) -> None:
    """Let somebody in whose badge is genuine but not known here."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        answered = door_party.let_in_provisionally(
            db, event.uid, args.code, station=args.station, now=_moment(args, event)
        )
    _say(args, answered)


def name(args: argparse.Namespace) -> None:
    """Say who it was that was let in provisionally."""
    with opened(args) as db:
        answered = door_party.give_to_member(db, args.entry, args.member, station=args.station)
    _say(args, answered)


def bring(args: argparse.Namespace) -> None:
    """Count more guests of somebody who is in, or fewer."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        count = door_party.bring_guests(
            db,
            event.uid,
            args.member,
            args.more,
            station=args.station,
            now=_moment(args, event),
        )
    answer(args, {"guests": count}, _("Guests of theirs inside: {count}").format(count=count))


def leave(args: argparse.Namespace) -> None:
    """Write down that somebody left, and their guests with them."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        said = door.check_out(
            db, event.uid, args.member, station=args.station, now=_moment(args, event)
        )
    if said:
        note(said)
    answer(args, {"left": True}, _("They have left."))


def turn_away(args: argparse.Namespace) -> None:
    """Write down that somebody who was welcome was not let in after all."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        door.turn_away(db, event.uid, args.member, station=args.station, now=_moment(args, event))
    answer(args, {"turned_away": True}, _("They were turned away."))


def undo(args: argparse.Namespace) -> None:
    """Take entries of the door log back, all or none; the log keeps both."""
    with opened(args) as db:
        stays = door.undo_all(db, args.entries, station=args.station)
    if stays:
        note(stays)
    answer(args, {"undone": args.entries}, _("Taken back."))


def log(args: argparse.Namespace) -> None:
    """List the last entries of the door log, newest first."""
    with opened(args) as db:
        rows = door_view.last_entries(db, args.event, args.most)
    answer(
        args,
        [
            {
                "entry": row.id,
                "at": row.at.isoformat(timespec="seconds"),
                "member": row.member_uid,
                "name": row.name or None,
                "action": str(row.action),
                "verdict": str(row.verdict),
                "guests": row.plus,
                "note": row.note,
                "can_undo": row.can_undo,
            }
            for row in rows
        ],
        table(
            [
                (
                    *(row.id, row.at.time(), row.name, row.action),
                    "" if row.is_turned_away else row.verdict,
                    *(row.plus or "", row.note),
                )
                for row in rows
            ],
            (
                *(_("entry"), _("at"), _("name"), _("action"), _("verdict")),
                *(_("guests"), _("note")),
            ),
        ),
    )


def counts(args: argparse.Namespace) -> None:
    """Say how many are expected, in, and still to come."""
    with opened(args) as db:
        event = events.get_event(db, args.event)
        found = door_view.door_counts(db, event.uid, now=_moment(args, event))
    answer(
        args,
        {
            "expected": found.expected,
            "inside": found.inside,
            "to_come": found.to_come,
            "last_minute": found.last_minute,
            "head_count": found.head_count,
            "capacity": found.capacity,
            "closed_at": write_time(found.closed_at) if found.closed_at else None,
            "workshops": [
                {"title": one.title, "inside": one.inside, "expected": one.expected}
                for one in found.workshops
            ],
        },
        _("{inside} inside, {to_come} still to come of {expected} expected").format(
            inside=found.inside, to_come=found.to_come, expected=found.expected
        ),
    )


def _moment(args: argparse.Namespace, event: EventRow) -> datetime | None:
    return instant(read_time(args.now), event.timezone) if args.now else None


def _say(args: argparse.Namespace, answered: DoorAnswer) -> None:
    answer(args, verdict_document(answered), verdict_words(answered))


def add_commands(commands: Commands) -> None:
    """Add `door …`."""
    group = add_group(commands, "door", _("what the desk at the door does beside scanning"))
    arriving = add_command(group, "arrive", arrive, _("check people in by their names"))
    take_event(arriving)
    arriving.add_argument("members", nargs="+", metavar="MEMBER", help=MEMBER)
    arriving.add_argument(
        "--group",
        action="store_true",
        help=_("and everyone expected who has their address or phone, or came by them"),
    )
    arriving.add_argument(
        "--let-in", action="store_true", help=_("let them in all the same, where one key may")
    )
    walking = add_command(group, "walk-in", walk_in, _("make a member of a new face, and let in"))
    take_event(walking)
    walking.add_argument("name", metavar="NAME", help=_("as they say it"))
    walking.add_argument("--email", default="", metavar="A", help=_("if they like"))
    walking.add_argument(
        "--plus", type=int, default=0, metavar="N", help=_("how many others they bring")
    )
    walking.add_argument(
        "--new", action="store_true", help=_("somebody else than who is known by that name")
    )
    unknown = add_command(
        group, "provisional", provisional, _("let in a badge that is not known here")
    )
    take_event(unknown)
    unknown.add_argument("code", metavar="CODE", help=_("what the badge holds"))
    naming = add_command(group, "name", name, _("say who it was that was let in provisionally"))
    naming.add_argument("entry", type=int, metavar="ENTRY", help=_("as the log calls it"))
    take_member(naming)
    bringing = add_command(group, "bring", bring, _("count guests of somebody who is in"))
    take_event(bringing)
    take_member(bringing)
    bringing.add_argument("more", type=int, metavar="N", help=_("more, or fewer below 0"))
    leaving = add_command(group, "leave", leave, _("write down that somebody left"))
    refusing = add_command(
        group, "turn-away", turn_away, _("write down that somebody was not let in")
    )
    for command in (leaving, refusing):
        take_event(command)
        take_member(command)
    for command in (arriving, walking, unknown, naming, bringing, leaving, refusing):
        _take_station(command)
    undoing = add_command(group, "undo", undo, _("take entries of the door log back"))
    undoing.add_argument(
        "entries", nargs="+", type=int, metavar="ENTRY", help=_("as the log calls it")
    )
    _take_station(undoing)
    listing = add_command(group, "log", log, _("the last entries of the door log"))
    take_event(listing)
    listing.add_argument("--most", type=int, default=10, metavar="N", help=_("ten if left out"))
    counting = add_command(group, "counts", counts, _("how many are in and still to come"))
    take_event(counting)
    for command in (arriving, walking, unknown, bringing, leaving, refusing, counting):
        command.add_argument(
            "--now", metavar="TIME", help=_("the wall time to play at; the clock's if left out")
        )


def _take_station(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--station", default="", metavar="NAME", help=_("what this door is called in the log")
    )
