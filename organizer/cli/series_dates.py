"""`organizer events dates`, `skip`, `unskip`, `end-series` and `reinstate`: dates of a series."""

from __future__ import annotations

import argparse
from datetime import date

from organizer.cli.arguments import SERIES, Commands, add_command, take_event
from organizer.cli.opening import opened
from organizer.cli.output import answer
from organizer.domain.errors import NotThere, UserError
from organizer.domain.kinds import EventStatus, Scope
from organizer.domain.records import SeriesRecord
from organizer.domain.times import short_day, write_time
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.plans import events, series


def dates(args: argparse.Namespace) -> None:
    """List the dates of a series, and those that it leaves out."""
    with opened(args) as db:
        found = _series(db, args.event)
    answer(
        args,
        {
            "series": found.uid,
            "rule": found.rule,
            "words": found.words,
            "timezone": found.timezone,
            "dates": [
                {"uid": one.uid, "starts": write_time(one.starts), "status": str(one.status)}
                for one in found.dates
            ],
            "skipped": [write_time(slot) for slot in found.skipped],
        },
        "\n".join(
            (
                f"{found.words}  {found.uid}",
                *(f"{one.uid[:8]}  {write_time(one.starts)}  {one.status}" for one in found.dates),
                *(f"{'':8}  {write_time(slot)}  " + _("skipped") for slot in found.skipped),
            )
        ),
    )


def skip(args: argparse.Namespace) -> None:
    """Leave one date of a series out; a date that somebody knows of is cancelled instead."""
    with opened(args) as db:
        found = _series(db, args.event)
        if not args.day and found.uid.startswith(args.event.lower()):
            args.wrong_usage(_("Say which DAY of the series, such as 2026-12-24."))
        uid = _date_on(found, _read_day(args.day)) if args.day else args.event
        row = events.get_event(db, uid)
        [slot] = (one.slot for one in found.dates if one.uid == row.uid)
        is_gone = series.skip_date(db, row.uid)
    words = (
        _("The date on {day} is left out. It comes back by: {command}")
        if is_gone
        else _(
            "People know of the date on {day}, so it is cancelled and they can be told. It comes "
            "back by: {command}"
        )
    )
    back = f"organizer events unskip {found.uid} {slot.date()}"
    answer(
        args,
        {
            "uid": row.uid,
            "outcome": "skipped" if is_gone else "cancelled",
            "series": found.uid,
            "day": slot.date().isoformat(),
        },
        words.format(day=short_day(slot), command=back),
    )


def unskip(args: argparse.Namespace) -> None:
    """Let a date that was left out, or cancelled in its place, take place after all."""
    with opened(args) as db:
        found = _series_left_by(db, args.event)
        day = _read_day(args.day) if args.day else _only_day(found, args.event)
        cancelled = [
            one.uid
            for one in found.dates
            if one.slot.date() == day and one.status is EventStatus.CANCELLED
        ]
        if cancelled:
            events.reinstate_event(db, cancelled[0])
        else:
            _take_back(db, found, day)
        uid = _date_on(_series(db, found.uid), day)
    answer(
        args,
        {"uid": uid},
        _("It takes place on {day}: {uid}").format(day=day.isoformat(), uid=uid),
    )


def _series_left_by(db: Database, text: str) -> SeriesRecord:
    """Return the series that is meant; a date that was left out has no uid any more."""
    try:
        return _series(db, text)
    except NotThere as error:
        raise UserError(
            _(
                "There is no event “{text}”; a date that was left out has no uid any more. Name "
                "its series and the day: “organizer events dates” shows both."
            ).format(text=text[:80])
        ) from error


def _only_day(found: SeriesRecord, text: str) -> date:
    """Return the day that is meant without being said: that of the uid, or the only one left out."""
    gone = {slot.date() for slot in found.skipped}
    for one in found.dates:
        if one.status is EventStatus.CANCELLED:
            if one.uid.startswith(text.lower()):
                return one.slot.date()
            gone.add(one.slot.date())
    if len(gone) == 1:
        return gone.pop()
    raise UserError(
        _(
            "Say which DAY comes back, such as 2026-12-24: “organizer events dates” shows what is "
            "left out or cancelled."
        )
    )


def _take_back(db: Database, found: SeriesRecord, day: date) -> None:
    left = [slot for slot in found.skipped if slot.date() != day]
    if len(left) == len(found.skipped):
        raise UserError(
            _("{day} is not left out. “organizer events dates” shows which are.").format(
                day=day.isoformat()
            )
        )
    last = events.get_event(db, found.dates[-1].uid)
    series.change_dates(db, last.uid, events.draft_of(last), Scope.ALL, skipped=left)


def end_series(args: argparse.Namespace) -> None:
    """Make a date the last of its series."""
    with opened(args) as db:
        row = events.get_event(db, args.event)
        series.end_series(db, row.uid)
        dates_left = len(_series(db, row.uid).dates)
    answer(
        args,
        {"uid": row.uid, "series": row.series, "dates": dates_left},
        _("“{title}” ends on {day}.").format(title=row.title, day=short_day(row.starts)),
    )


def reinstate(args: argparse.Namespace) -> None:
    """Let an event that was called off take place after all."""
    with opened(args) as db:
        row = events.get_event(db, args.event)
        sequence = events.reinstate_event(db, row.uid)
    answer(args, {"uid": row.uid, "sequence": sequence}, f"{row.uid} {sequence}")


def _series(db: Database, text: str) -> SeriesRecord:
    found = series.series_of_event(db, text)
    if found is None:
        raise UserError(_("“{text}” does not repeat.").format(text=text))
    return found


def _date_on(found: SeriesRecord, day: date) -> str:
    for one in found.dates:
        if day in (one.starts.date(), one.slot.date()):
            return one.uid
    raise UserError(
        _("The series has no date on {day}. “organizer events dates” shows all.").format(
            day=day.isoformat()
        )
    )


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{text}” is no day, such as 2026-11-24.").format(text=text[:40])
        ) from error


def add_commands(group: Commands) -> None:
    """Add what is done with the dates of a series to `events …`."""
    listing = add_command(group, "dates", dates, _("the dates of a series, and those left out"))
    listing.add_argument("event", metavar="EVENT", help=SERIES)
    skipping = add_command(group, "skip", skip, _("leave a date of a series out"))
    skipping.add_argument("event", metavar="EVENT", help=SERIES)
    skipping.add_argument("day", nargs="?", metavar="DAY", help=_("which one, where EVENT is all"))
    bringing = add_command(group, "unskip", unskip, _("let a date that was left out take place"))
    bringing.add_argument("event", metavar="EVENT", help=SERIES)
    bringing.add_argument(
        "day",
        nargs="?",
        metavar="DAY",
        help=_("such as 2026-12-24; can be left out where only one date is meant"),
    )
    take_event(
        add_command(group, "end-series", end_series, _("make a date the last of its series"))
    )
    take_event(
        add_command(
            group, "reinstate", reinstate, _("let what was called off take place after all")
        )
    )
