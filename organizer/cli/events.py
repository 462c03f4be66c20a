"""`organizer events …`."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, timedelta

from organizer.cli import series_dates
from organizer.cli.arguments import Commands, add_command, add_group, take_event, take_scope
from organizer.cli.event_documents import (
    EventPage,
    as_document,
    counts_of,
    page_document,
    read_page,
)
from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.cli.plans import take_details, write_details
from organizer.domain.drafts import EventDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, Scope
from organizer.domain.records import EventRow
from organizer.domain.times import instant, read_time, wall_time, write_time
from organizer.domain.words import _
from organizer.services import communities
from organizer.services.plans import duplicating, events, series


def add(args: argparse.Namespace) -> None:
    """Plan an event."""
    starts = read_time(args.starts)
    if not args.ends and not 0 < args.minutes <= 60 * 24 * 366:
        raise UserError(_("An event lasts at least one minute, and at most a year."))
    with opened(args) as db:
        timezone = args.timezone or communities.describe(db).timezone
        ends = read_time(args.ends) if args.ends else _end_after(starts, args, timezone)
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
            words = "\n".join((made.series, *made.uids))
        elif args.skip:
            args.wrong_usage(_("--skip leaves out dates of an event that repeats; see --repeat."))
        else:
            words = events.add_event(db, draft)
            document = {"uid": words}
    answer(args, document, words)


def _end_after(starts: datetime, args: argparse.Namespace, timezone: str) -> datetime:
    """Return the wall time at which the minutes have passed, also while the clocks change.

    What repeats has its minutes on the wall: one such night is no measure for the others.
    """
    lasts = timedelta(minutes=args.minutes)
    if args.repeat:
        return starts + lasts
    starts_at = instant(starts, timezone)
    ends = wall_time(starts_at + lasts, timezone).replace(fold=0)
    # The second round of an hour that a clock repeats cannot be written: end after it.
    return ends if instant(ends, timezone) - starts_at >= lasts else starts + lasts


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
                (row.uid[:8], write_time(row.starts), row.kind, row.title, row.going, row.attended)
                for row in rows
            ],
            (_("uid"), _("starts"), _("kind"), _("title"), _("going"), _("came")),
        ),
    )


def show(args: argparse.Namespace) -> None:
    """Show one event with its numbers."""
    with opened(args) as db:
        page = read_page(db, args.event)
    answer(args, page_document(page), _in_lines(page))


def _in_lines(page: EventPage) -> str:
    row, counts = page.row, page.counts
    numbers = ", ".join(f"{status} {number}" for status, number in counts.by_status.items())
    place = ", ".join(filter(None, (row.venue, row.room)))
    facts = {
        _("Answers by"): write_time(row.answer_by) if row.answer_by else "",
        _("Price"): row.price,
        _("Who has paid is shown"): _paid_mark_words(row) if row.price else "",
        _("Level"): row.level,
        _("To bring"): row.materials,
        _("Led by"): ", ".join(page.facilitators),
        _("Asks for"): ", ".join((*row.required_tags, *page.required_workshops)),
    }
    lines = [
        row.title,
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
        if args.no_capacity:
            draft.capacity = None
        write_details(draft, args)
        if args.repeat and row.series is None:
            sequence = series.repeat_event(db, row.uid, draft, args.repeat).sequence
        else:
            sequence = series.change_dates(db, row.uid, draft, Scope(args.scope), rule=args.repeat)
    _answer_sequence(args, row, sequence)


def cancel(args: argparse.Namespace) -> None:
    """Call an event off."""
    with opened(args) as db:
        row = events.get_event(db, args.event)
        sequence = series.cancel_dates(db, row.uid, Scope(args.scope))
    _answer_sequence(args, row, sequence)


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


def _answer_sequence(args: argparse.Namespace, row: EventRow, sequence: int) -> None:
    answer(args, {"uid": row.uid, "sequence": sequence}, f"{row.uid} {sequence}")


def add_commands(commands: Commands) -> None:
    """Add `events …`."""
    group = add_group(commands, "events", _("meetups and workshops"))
    _take_plan(add_command(group, "add", add, _("plan an event")))
    add_command(group, "list", list_, _("list events"))
    take_event(add_command(group, "show", show, _("one event with its numbers")))
    _take_change(add_command(group, "change", change, _("change a plan")))
    calling_off = add_command(group, "cancel", cancel, _("call an event off"))
    take_event(calling_off)
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


def _take_plan(command: argparse.ArgumentParser) -> None:
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


def _take_change(command: argparse.ArgumentParser) -> None:
    take_event(command)
    command.add_argument("--starts", metavar="TIME", help=_("the end moves along"))
    command.add_argument("--ends", metavar="TIME", help=_("wall time"))
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
