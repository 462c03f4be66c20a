"""What plans know in depth, on the command line: details, payments, moving, workshops."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import UTC, datetime

from organizer.cli.answers import chosen_registrations, take_guests
from organizer.cli.arguments import (
    Commands,
    add_command,
    add_group,
    take_dry_run,
    take_event,
    take_member,
)
from organizer.cli.opening import opened
from organizer.cli.output import answer, note, table
from organizer.domain.drafts import EventDraft
from organizer.domain.kinds import WaitlistOrder
from organizer.domain.times import read_time
from organizer.domain.words import _, ngettext
from organizer.services.answers.moving import move_to_event, move_to_member
from organizer.services.answers.paying import set_paid
from organizer.services.plans import duplicating, events, workshops

_WORDS = ("room", "level", "materials", "price")
_PAID_MARK = ("paid_on_list", "paid_at_door", "paid_on_badge", "paid_on_recap")


def write_details(draft: EventDraft, args: argparse.Namespace) -> None:
    """Put what was said of a plan's details into a draft; what was not said stays."""
    for word in (*_WORDS, *_PAID_MARK):
        if (value := getattr(args, word)) is not None:
            setattr(draft, word, value)
    if args.answer_by is not None:
        draft.answer_by = read_time(args.answer_by) if args.answer_by else None
    if args.waitlist is not None:
        draft.waitlist_order = WaitlistOrder(args.waitlist)
    if args.facilitator:
        draft.facilitators = tuple(filter(None, args.facilitator))
    if args.requires_tag:
        draft.required_tags = tuple(filter(None, args.requires_tag))
    if args.requires_workshop:
        draft.required_workshops = tuple(filter(None, args.requires_workshop))


def paid(args: argparse.Namespace) -> None:
    """Note who has paid, or has not."""
    with opened(args) as db:
        numbers = chosen_registrations(db, args)
        changed = set_paid(db, args.event, numbers, is_paid=not args.undo)
    answer(args, {"changed": changed}, _("{count} changed").format(count=changed))


def move(args: argparse.Namespace) -> None:
    """Give a place to somebody else, or move its person to another event."""
    if bool(args.to_member) == bool(args.to_event):
        args.wrong_usage(_("Say --to-member or --to-event: one of the two."))
    with opened(args) as db:
        if args.to_member:
            status = move_to_member(db, args.event, args.member, args.to_member)
            answer(args, {"status": str(status)}, str(status))
            return
        moved = move_to_event(db, args.event, [args.member], args.to_event)
    word = "waitlisted" if moved.waiting else "moved"
    answer(args, {"moved": moved.moved, "waiting": list(moved.waiting)}, word)


def wish(args: argparse.Namespace) -> None:
    """Note which workshops a member would like, the dearest first."""
    with opened(args) as db:
        wanted = [events.get_event(db, text).uid for text in args.workshops]
        workshops.set_choices(db, args.event, args.member, wanted)
    answer(args, {"wishes": wanted}, _("{count} noted").format(count=len(wanted)))


def fill(args: argparse.Namespace) -> None:
    """Give the seats of a meetup's workshops by what people wish for."""
    with opened(args) as db:
        do = workshops.preview_filling if args.dry_run else workshops.apply_filling
        done = do(db, args.event, with_unready=args.without_prerequisites)
    for sentence in done.warnings:
        note(sentence)
    answer(
        args,
        {
            "seats": done.seats,
            "by_rank": list(done.by_rank),
            "without": list(done.without),
            "workshops": [asdict(one) for one in done.workshops],
        },
        table(
            [(one.title, len(one.seated), len(one.waiting)) for one in done.workshops],
            (_("workshop"), _("seats given"), _("waiting")),
        ),
    )


def repeat(args: argparse.Namespace) -> None:
    """Let the later dates of a series have the workshops of this one."""
    with opened(args) as db:
        added = duplicating.give_workshops(db, args.event, now=datetime.now(UTC))
    words = ngettext(
        "{count} workshop planned on later dates", "{count} workshops planned on later dates", added
    )
    answer(args, {"added": added}, words.format(count=added))


def add_commands(commands: Commands) -> None:
    """Add `workshops …`."""
    group = add_group(
        commands, "workshops", _("wishes for the workshops of a meetup, and their seats")
    )
    wishing = add_command(group, "wish", wish, _("note which workshops a member would like"))
    take_event(wishing)
    take_member(wishing)
    wishing.add_argument("workshops", nargs="*", metavar="WORKSHOP", help=_("the dearest first"))
    filling = add_command(group, "fill", fill, _("give the seats by what people wish for"))
    take_event(filling)
    take_dry_run(filling)
    filling.add_argument(
        "--without-prerequisites",
        action="store_true",
        help=_("also to those who lack what a workshop asks for"),
    )
    repeating = add_command(
        group, "repeat", repeat, _("plan the workshops of a date on the later ones of its series")
    )
    take_event(repeating)


def add_guest_commands(group: Commands) -> None:
    """Add `paid` and `move` to `guests …`."""
    paying = add_command(group, "paid", paid, _("note who has paid"))
    take_event(paying)
    take_guests(paying)
    paying.add_argument("--undo", action="store_true", help=_("they have not paid"))
    moving = add_command(group, "move", move, _("give a place away, or move it to another event"))
    take_event(moving)
    take_member(moving)
    moving.add_argument("--to-member", default="", metavar="MEMBER", help=_("who comes instead"))
    moving.add_argument(
        "--to-event", default="", metavar="EVENT", help=_("where they come instead")
    )


def take_details(command: argparse.ArgumentParser) -> None:
    """Take what a plan says beside when, where and how many; what is left out stays."""
    command.add_argument("--room", metavar="R", help=_("a room of the venue"))
    command.add_argument("--level", metavar="L", help=_("such as Beginners"))
    command.add_argument("--materials", metavar="TEXT", help=_("what to bring"))
    command.add_argument("--price", metavar="TEXT", help=_("such as 12 €; empty for nothing"))
    for option, words in (
        ("--paid-on-list", _("show who has paid in the guest list; usual")),
        ("--paid-at-door", _("say at the door who has to pay; usual")),
        ("--paid-on-badge", _("print on badges whether it is paid")),
        ("--paid-on-recap", _("count in the recap who has paid; usual")),
    ):
        command.add_argument(option, action=argparse.BooleanOptionalAction, help=words)
    command.add_argument("--answer-by", metavar="TIME", help=_("until when answers are asked for"))
    command.add_argument(
        "--waitlist",
        choices=[str(order) for order in WaitlistOrder],
        help=_("who moves up first; arrival if left out"),
    )
    command.add_argument(
        "--facilitator",
        action="append",
        default=[],
        metavar="MEMBER",
        help=_("who leads it; empty for nobody; can be given several times"),
    )
    command.add_argument(
        "--requires-tag",
        action="append",
        default=[],
        metavar="T",
        help=_("a tag that a workshop asks for; empty for none; can be given several times"),
    )
    command.add_argument(
        "--requires-workshop",
        action="append",
        default=[],
        metavar="EVENT",
        help=_("a workshop to have been at before; empty for none; can be given several times"),
    )
