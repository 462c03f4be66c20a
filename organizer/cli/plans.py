"""What plans know in depth, on the command line: details, payments, moving, workshops, places."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from organizer.cli.opening import opened
from organizer.cli.output import answer, note, table
from organizer.domain.drafts import EventDraft, VenueDraft
from organizer.domain.kinds import WaitlistOrder
from organizer.domain.times import read_time
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.answers import guests
from organizer.services.answers.moving import move_to_event, move_to_member
from organizer.services.answers.paying import set_paid
from organizer.services.people import members
from organizer.services.plans import events, venues, workshops

_WORDS = ("room", "level", "materials", "price")


def write_details(draft: EventDraft, args: argparse.Namespace) -> None:
    """Put what was said of a plan's details into a draft; what was not said stays."""
    for word in _WORDS:
        if (value := getattr(args, word)) is not None:
            setattr(draft, word, value)
    if args.answer_by is not None:
        draft.answer_by = read_time(args.answer_by) if args.answer_by else None
    if args.waitlist is not None:
        draft.waitlist_order = WaitlistOrder(args.waitlist)
    if args.facilitator:
        draft.facilitators = tuple(args.facilitator)
    if args.requires_tag:
        draft.required_tags = tuple(args.requires_tag)
    if args.requires_workshop:
        draft.required_workshops = tuple(args.requires_workshop)


def paid(args: argparse.Namespace) -> None:
    """Note who has paid, or has not."""
    with opened(args) as db:
        chosen = {_uid(db, text) for text in args.members}
        rows = [row for row in guests.list_guests(db, args.event) if row.member_uid in chosen]
        numbers = [row.registration_id for row in rows]
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
        done = do(db, args.event)
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


def list_venues(args: argparse.Namespace) -> None:
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


def set_venue(args: argparse.Namespace) -> None:
    """Note what one needs to know of a place; a new name is a new place."""
    with opened(args) as db:
        known = venues.find_venue(db, args.name)
        draft = VenueDraft(args.name)
        if known is not None:
            said = (known.name, known.address, known.access_notes, known.capacity, known.rooms)
            draft = VenueDraft(*said)
        if args.address is not None:
            draft.address = args.address
        if args.access is not None:
            draft.access_notes = args.access
        if args.capacity is not None:
            draft.capacity = args.capacity
        uid = venues.change_venue(db, known.uid, draft) if known else venues.add_venue(db, draft)
    answer(args, {"uid": uid}, uid)


def _uid(db: Database, text: str) -> str:
    return members.member_detail(db, text).row.uid
