"""`organizer events …`."""

from __future__ import annotations

import argparse
from datetime import timedelta

from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.domain.drafts import EventDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind
from organizer.domain.records import EventRow
from organizer.domain.times import read_time, write_time
from organizer.domain.words import _
from organizer.services import communities, events


def add(args: argparse.Namespace) -> None:
    """Plan an event."""
    starts = read_time(args.starts)
    if args.ends:
        ends = read_time(args.ends)
    elif 0 < args.minutes <= 60 * 24 * 366:
        ends = starts + timedelta(minutes=args.minutes)
    else:
        raise UserError(_("An event lasts at least one minute, and at most a year."))
    with opened(args) as db:
        timezone = args.timezone or communities.describe(db).timezone
        uid = events.add_event(
            db,
            EventDraft(
                kind=EventKind(args.kind),
                title=args.title,
                starts=starts,
                ends=ends,
                timezone=timezone,
                venue=args.venue,
                capacity=args.capacity,
                part_of=args.part_of,
                description=args.description,
                url=args.url,
            ),
        )
    answer(args, {"uid": uid}, uid)


def list_(args: argparse.Namespace) -> None:
    """List events."""
    with opened(args) as db:
        rows = events.list_events(db)
    answer(
        args,
        [as_document(row) for row in rows],
        table(
            [
                (row.uid[:8], write_time(row.starts), row.kind, row.title, row.going, row.attended)
                for row in rows
            ],
            (_("uid"), _("starts"), _("kind"), _("title"), _("going"), _("came")),
        ),
    )


def as_document(row: EventRow) -> dict[str, object]:
    """Return an event as JSON gives it; times are wall times in its zone."""
    return {
        "uid": row.uid,
        "kind": str(row.kind),
        "title": row.title,
        "starts": write_time(row.starts),
        "ends": write_time(row.ends),
        "timezone": row.timezone,
        "status": str(row.status),
        "capacity": row.capacity,
        "going": row.going,
        "waitlisted": row.waitlisted,
        "attended": row.attended,
        "venue": row.venue,
        "part_of": row.part_of,
    }


def show(args: argparse.Namespace) -> None:
    """Show one event with its numbers."""
    with opened(args) as db:
        row = events.get_event(db, args.event)
        counts = events.count_guests(db, row.uid)
    numbers = ", ".join(f"{status} {number}" for status, number in counts.by_status.items())
    answer(
        args,
        {
            **as_document(row),
            "counts": counts.by_status,
            "guests": counts.guests,
            "first_timers": counts.first_timers,
        },
        f"{row.title}\n{write_time(row.starts)} – {write_time(row.ends)} {row.timezone}\n"
        f"{row.venue}\n{numbers}",
    )


def change(args: argparse.Namespace) -> None:
    """Change a plan; a new start moves the end along."""
    with opened(args) as db:
        row = events.get_event(db, args.event)
        draft = events.draft_of(row)
        if args.starts:
            draft.starts = read_time(args.starts)
            draft.ends = draft.starts + (row.ends - row.starts)
        if args.ends:
            draft.ends = read_time(args.ends)
        for word in ("venue", "title", "description", "url", "capacity"):
            if (value := getattr(args, word)) is not None:
                setattr(draft, word, value)
        sequence = events.change_event(db, row.uid, draft)
    _answer_sequence(args, row, sequence)


def cancel(args: argparse.Namespace) -> None:
    """Call an event off."""
    with opened(args) as db:
        row = events.get_event(db, args.event)
        sequence = events.cancel_event(db, row.uid)
    _answer_sequence(args, row, sequence)


def _answer_sequence(args: argparse.Namespace, row: EventRow, sequence: int) -> None:
    answer(args, {"uid": row.uid, "sequence": sequence}, f"{row.uid} {sequence}")
