"""`organizer events …`."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, timedelta

from organizer.cli import series_dates
from organizer.cli.arguments import (
    SERIES,
    Commands,
    add_command,
    add_group,
    take_event,
    take_scope,
)
from organizer.cli.event_arguments import take_change, take_plan
from organizer.cli.event_documents import (
    EventPage,
    as_document,
    counts_of,
    page_document,
    read_page,
)
from organizer.cli.opening import opened
from organizer.cli.output import answer, note, table
from organizer.cli.plan_notes import beside_document, note_beside, note_plan
from organizer.cli.plans import write_details
from organizer.domain.drafts import EventDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, EventStatus, Scope
from organizer.domain.records import EventRow
from organizer.domain.times import end_after, read_time, wall_time, write_time
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services import communities
from organizer.services.plans import duplicating, events, series
from organizer.services.plans.beside import Beside
from organizer.services.plans.whole_series import date_meant


def add(args: argparse.Namespace) -> None:
    """Plan an event."""
    starts = read_time(args.starts)
    if args.minutes is not None and not 0 < args.minutes <= 60 * 24 * 366:
        raise UserError(_("An event lasts at least one minute, and at most a year."))
    with opened(args) as db:
        timezone = args.timezone or communities.describe(db).timezone
        is_said = args.minutes is None
        ends = read_time(args.ends) if is_said else _end_after(starts, args, timezone)
        draft = EventDraft(
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
        )
        write_details(draft, args)
        if args.repeat:
            made = series.add_series(db, draft, args.repeat, skipped=_skipped(args, starts))
            document: dict[str, object] = {"series": made.series, "uids": list(made.uids)}
            uid, words = made.uids[0], "\n".join((made.series, *made.uids))
        elif args.skip:
            args.wrong_usage(_("--skip leaves out dates of an event that repeats; see --repeat."))
        else:
            uid = words = events.add_event(db, draft)
            document = {"uid": uid}
        note_plan(db, uid, draft)
    answer(args, document, words)


def _end_after(starts: datetime, args: argparse.Namespace, timezone: str) -> datetime:
    """Return when the minutes have passed.

    What repeats has them on the wall: a night on which the clocks change is no measure for others.
    """
    lasts = timedelta(minutes=args.minutes)
    return starts + lasts if args.repeat else end_after(starts, lasts, timezone)


def _skipped(args: argparse.Namespace, starts: datetime) -> list[datetime]:
    """Return the dates to leave out, each at the hour at which the event starts."""
    try:
        return [datetime.combine(date.fromisoformat(day), starts.time()) for day in args.skip]
    except ValueError as error:
        raise UserError(_("--skip takes days like 2026-12-24.")) from error


def list_(args: argparse.Namespace) -> None:
    """List events."""
    with opened(args) as db:
        rows = events.list_events(db)
    answer(
        args,
        [as_document(row) for row in rows],
        table(
            [
                (
                    row.uid[:8],
                    write_time(row.starts),
                    row.kind,
                    row.title,
                    row.going,
                    row.waitlisted or "",
                    row.attended,
                    "" if row.status is EventStatus.PLANNED else row.status,
                )
                for row in rows
            ],
            (
                *(_("uid"), _("starts"), _("kind"), _("title"), _("going"), _("waitlisted")),
                *(_("came"), _("status")),
            ),
        ),
    )


def show(args: argparse.Namespace) -> None:
    """Show one event with its numbers."""
    with opened(args) as db:
        page = read_page(db, args.event)
    for sentence in page.hints:
        note(sentence)
    answer(args, page_document(page), _in_lines(page))


def _in_lines(page: EventPage) -> str:
    row, counts = page.row, page.counts
    numbers = ", ".join(f"{status} {number}" for status, number in counts.by_status.items())
    place = ", ".join(filter(None, (row.venue, row.room)))
    facts = {
        _("Seats"): "" if row.capacity is None else row.capacity,
        _("Answers by"): write_time(row.answer_by) if row.answer_by else "",
        _("Price"): row.price,
        _("Who has paid is shown"): _paid_mark_words(row) if row.price else "",
        _("Level"): row.level,
        _("To bring"): row.materials,
        _("Led by"): ", ".join(page.facilitators),
        _("Asks for"): ", ".join((*row.required_tags, *page.required_workshops)),
    }
    lines = [
        row.title if row.status is EventStatus.PLANNED else f"{row.title} ({row.status})",
        f"{write_time(row.starts)} – {write_time(row.ends)} {row.timezone}",
        place,
        f"{numbers}{_likely_words(counts.likely)}",
        *(f"{label}: {text}" for label, text in facts.items() if text),
    ]
    for one in page.workshops:
        lines.append(f"{write_time(one.starts)}  {one.title}  {one.going}/{one.capacity or '∞'}")
    for question in page.questions:
        given = ", ".join(f"{text} {count}" for text, count in counts_of(question, page.guests))
        lines.append(f"{question.wording} {given}".strip())
    return "\n".join((*lines, *page.overlaps, *page.lacking))


def _paid_mark_words(row: EventRow) -> str:
    places = (
        (row.paid_on_list, _("in the guest list")),
        (row.paid_at_door, _("at the door")),
        (row.paid_on_badge, _("on the badge")),
        (row.paid_on_recap, _("in the recap")),
    )
    return ", ".join(words for is_on, words in places if is_on) or _("nowhere")


def _likely_words(likely: tuple[int, int] | None) -> str:
    if likely is None:
        return ""
    return "\n" + _("{low} to {high} will likely come").format(low=likely[0], high=likely[1])


def change(args: argparse.Namespace) -> None:
    """Change a plan; a new start moves the end along, and the workshops."""
    beside = Beside()
    with opened(args) as db:
        uid, scope = _meant(db, args)
        row = events.get_event(db, uid)
        _note_told_apart(db, row, scope)
        draft = events.draft_of(row)
        if args.starts:
            draft.starts = read_time(args.starts)
            draft.ends = draft.starts + (row.ends - row.starts)
        if args.ends:
            draft.ends = read_time(args.ends)
        for word in ("venue", "title", "description", "url", "capacity", "timezone"):
            if (value := getattr(args, word)) is not None:
                setattr(draft, word, value)
        if args.no_capacity:
            draft.capacity = None
        write_details(draft, args)
        if args.repeat and row.series is None:
            made = series.repeat_event(db, row.uid, draft, args.repeat, beside=beside)
            sequence = made.sequence
        else:
            sequence = series.change_dates(
                db, row.uid, draft, scope, rule=args.repeat, beside=beside
            )
        note_beside(beside)
        note_plan(db, row.uid, draft)
    _answer_sequence(args, row, sequence, beside)


def cancel(args: argparse.Namespace) -> None:
    """Call an event off."""
    with opened(args) as db:
        uid, scope = _meant(db, args)
        row = events.get_event(db, uid)
        sequence = series.cancel_dates(db, uid, scope)
        _note_told_apart(db, row, scope)
    _answer_sequence(args, row, sequence)


def _meant(db: Database, args: argparse.Namespace) -> tuple[str, Scope]:
    """Return which event is meant, with the dates beside it; a series means all its dates."""
    uid, is_series = date_meant(db, args.event)
    return uid, Scope.ALL if is_series else Scope(args.scope)


def _note_told_apart(db: Database, row: EventRow, scope: Scope) -> None:
    """Say which dates look as if all of them were meant, and belong to a series of their own."""
    if row.series and scope is Scope.ALL:
        found = series.series_of_event(db, row.series)
        for sentence in found.told_apart if found else ():
            note(sentence)


def again(args: argparse.Namespace) -> None:
    """Plan the next one like an event, with its workshops."""
    with opened(args) as db:
        row = events.get_event(db, args.event)
        now = wall_time(datetime.now(UTC), row.timezone)
        draft = duplicating.next_like(db, row.uid, now)
        if args.starts:
            draft = duplicating.moved_to(draft, read_time(args.starts))
        uid = duplicating.plan_next(db, row.uid, draft)
    answer(args, {"uid": uid}, uid)


def _answer_sequence(
    args: argparse.Namespace, row: EventRow, sequence: int, beside: Beside | None = None
) -> None:
    document = {"uid": row.uid, "sequence": sequence, **beside_document(beside or Beside())}
    answer(args, document, f"{row.uid} {sequence}")


def add_commands(commands: Commands) -> None:
    """Add `events …`."""
    group = add_group(commands, "events", _("meetups and workshops"))
    take_plan(add_command(group, "add", add, _("plan an event")))
    add_command(group, "list", list_, _("list events"))
    take_event(add_command(group, "show", show, _("one event with its numbers")))
    take_change(add_command(group, "change", change, _("change a plan")))
    calling_off = add_command(group, "cancel", cancel, _("call an event off"))
    calling_off.add_argument("event", metavar="EVENT", help=SERIES)
    take_scope(calling_off)
    repeating = add_command(
        group, "again", again, _("plan the next one like an event, with its workshops")
    )
    take_event(repeating)
    repeating.add_argument(
        "--starts",
        metavar="TIME",
        help=_("the same weekday of the next month if left out, such as its first Tuesday"),
    )
    series_dates.add_commands(group)
