"""Events that repeat: planned by a rule, changed one by one or together, laid out as time goes on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.drafts import EventDraft, clean_link, raise_problems
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus, Scope
from organizer.domain.names import clean_name
from organizer.domain.records import SeriesDate, SeriesRecord
from organizer.domain.repeat_form import rule_in_words
from organizer.domain.repeating import (
    dates_of,
    ended_with,
    horizon,
    months_later,
    read_rule,
    rest_from,
)
from organizer.domain.times import short_day, wall_time
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import Event, Series
from organizer.services.finding import find_event, find_series
from organizer.services.plans.beside import Beside
from organizer.services.plans.events import keep_change, new_event, set_status
from organizer.services.plans.series_changes import change_together, split
from organizer.services.plans.series_dates import (
    dates_to_come,
    drop_date,
    lay_out,
    next_sequence,
    rule_of,
    series_of,
    tell_anew,
    written_slots,
)
from organizer.services.plans.venues import venue_id_of
from organizer.services.plans.whole_series import told_apart

_SLACK_MONTHS = 11
"""A series without end is laid out further when it reaches no farther ahead than this."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """A series that was planned: its uid, and those of its dates in order."""

    series: str
    uids: tuple[str, ...]
    sequence: int = 0


def add_series(
    db: Database,
    draft: EventDraft,
    rule: str,
    *,
    skipped: Collection[datetime] = (),
    now: datetime | None = None,
) -> Repeated:
    """Plan all dates that an RRULE gives from the draft's start; `skipped` are wall times.

    The first date is the first that fits the rule. A rule without end is laid out 12 months ahead
    of `now`, an instant, or of the start if that comes later.
    """
    raise_problems(draft.problems())
    if draft.part_of:
        raise UserError(
            _(
                "A workshop within a meetup repeats with it. Repeat the meetup, then give its "
                "dates the same workshops."
            )
        )
    read, title = read_rule(rule, draft.timezone), clean_name(draft.title)
    assert draft.starts is not None and draft.ends is not None
    here = wall_time(now or datetime.now(UTC), draft.timezone)
    until = horizon(read, draft.starts, here)
    slots = [slot for slot in dates_of(read, draft.starts, until) if slot not in skipped]
    if not slots:
        raise UserError(
            _("The rule “{rule}” gives no date from {day} on.").format(
                rule=rule_in_words(read, draft.starts), day=short_day(draft.starts)
            )
        )
    read = rest_from(read, draft.starts, slots[0])
    words = rule_in_words(read, slots[0])
    length = draft.ends - draft.starts
    with db.writing(_("“{title}” planned, {rule}").format(title=title, rule=words)) as session:
        series = Series(
            rule=str(read),
            kind=draft.kind,
            title=title,
            starts=slots[0],
            ends=slots[0] + length,
            timezone=draft.timezone,
            venue_id=venue_id_of(session, draft.venue),
            capacity=draft.capacity,
            description=draft.description.strip(),
            url=clean_link(draft.url),
            skipped=written_slots(slot for slot in skipped if slot > slots[0]),
            laid_out_until=until or slots[-1],
        )
        session.add(series)
        session.flush()
        answer_by = draft.answer_by + (slots[0] - draft.starts) if draft.answer_by else None
        draft.starts, draft.ends, draft.answer_by = slots[0], series.ends, answer_by
        new_event(session, draft, series)
        lay_out(session, series, until)
        return Repeated(series.uid, _uids(session, series))


def _uids(session: Session, series: Series) -> tuple[str, ...]:
    dates = select(Event.uid).where(Event.series_id == series.id).order_by(Event.series_slot)
    return tuple(session.scalars(dates))


def repeat_event(
    db: Database,
    uid: str,
    draft: EventDraft,
    rule: str,
    *,
    skipped: Collection[datetime] = (),
    now: datetime | None = None,
    beside: Beside | None = None,
) -> Repeated:
    """Let an event that stood alone repeat from now on."""
    raise_problems(draft.problems())
    read = read_rule(rule, draft.timezone)
    with db.writing(_("An event repeats")) as session:
        event = find_event(session, uid)
        if event.part_of_id is not None:
            raise UserError(
                _("“{title}” is part of a meetup and repeats with it.").format(title=event.title)
            )
        keep_change(session, event, draft, beside)
        until = horizon(read, event.starts, wall_time(now or datetime.now(UTC), event.timezone))
        if event.starts not in dates_of(read, event.starts, until)[:1]:
            raise UserError(
                _("“{title}” itself, on {day}, does not fit the rule “{rule}”.").format(
                    title=event.title,
                    day=short_day(event.starts),
                    rule=rule_in_words(read, event.starts),
                )
            )
        series = Series(
            rule=str(read),
            kind=event.kind,
            title=event.title,
            starts=event.starts,
            ends=event.ends,
            timezone=event.timezone,
            venue_id=event.venue_id,
            capacity=event.capacity,
            description=event.description,
            url=event.url,
            skipped=written_slots(skipped),
            laid_out_until=until or event.starts,
            sequence=event.sequence,
        )
        session.add(series)
        session.flush()
        event.series_id, event.series_slot = series.id, event.starts
        session.flush()
        lay_out(session, series, until)
        words = rule_in_words(read, event.starts)
        name_step(session, _("“{title}” repeats, {rule}").format(title=event.title, rule=words))
        return Repeated(series.uid, _uids(session, series), event.sequence)


def change_dates(
    db: Database,
    uid: str,
    draft: EventDraft,
    scope: Scope,
    *,
    rule: str | None = None,
    skipped: Collection[datetime] | None = None,
    now: datetime | None = None,
    beside: Beside | None = None,
) -> int:
    """Keep what the plan of one date says now, for it and for others of its series as `scope` says.

    Only what differs from before is carried to other dates, and not to those where it was changed
    alone. `rule` and `skipped` (wall times) replace those of the series; None leaves them. Return
    the SEQUENCE of this date; what happens beside the plan is noted in `beside`.
    """
    raise_problems(draft.problems())
    noted = beside if beside is not None else Beside()
    with db.writing(_("“{title}” changed").format(title=clean_name(draft.title))) as session:
        event = find_event(session, uid)
        series = series_of(session, event)
        if series is None or scope is Scope.THIS:
            keep_change(session, event, draft, noted)
            return event.sequence
        moment = now or datetime.now(UTC)
        others = dates_to_come(session, series, moment)
        if scope is Scope.FOLLOWING:
            series = split(session, series, event, moment)
            others = [one for one in others if one.series_id == series.id]
        dates = sorted({one.id: one for one in (*others, event)}.values(), key=_slot)
        change_together(session, series, event, dates, draft, rule, skipped, moment, noted)
        words = _("“{title}” changed on {count} dates")
        name_step(session, words.format(title=event.title, count=len(dates)))
        return event.sequence


def _slot(event: Event) -> datetime:
    assert event.series_slot is not None
    return event.series_slot


def cancel_dates(db: Database, uid: str, scope: Scope, *, now: datetime | None = None) -> int:
    """Call one date off, or with it others of its series; return its SEQUENCE.

    With others, the series ends; dates of which nobody was told are taken out without a trace.
    """
    with db.writing(_("An event cancelled")) as session:
        event = find_event(session, uid)
        name_step(session, _("“{title}” cancelled").format(title=event.title))
        series = series_of(session, event)
        if series is None or scope is Scope.THIS:
            set_status(session, event, EventStatus.CANCELLED)
            return event.sequence
        sequence = next_sequence(session, series)
        set_status(session, event, EventStatus.CANCELLED)
        name_step(session, _("“{title}” cancelled on several dates").format(title=event.title))
        others = [
            one
            for one in dates_to_come(session, series, now or datetime.now(UTC))
            if one.id != event.id and (scope is Scope.ALL or _slot(one) > _slot(event))
        ]
        _call_off(session, series, others, sequence)
        return event.sequence


def end_series(db: Database, uid: str, *, now: datetime | None = None) -> None:
    """Make this date the last of its series."""
    with db.writing(_("A series ended")) as session:
        event = find_event(session, uid)
        series = series_of(session, event)
        if series is None:
            raise UserError(_("“{title}” does not repeat.").format(title=event.title))
        words = _("“{title}” ends on {day}")
        name_step(session, words.format(title=event.title, day=short_day(event.starts)))
        later = dates_to_come(session, series, now or datetime.now(UTC))
        after = [one for one in later if _slot(one) > _slot(event)]
        _call_off(session, series, after, next_sequence(session, series))


def _call_off(session: Session, series: Series, dates: Collection[Event], sequence: int) -> None:
    """Take dates out of a series, which ends with the last that is left."""
    for one in dates:
        drop_date(session, series, one)
    session.flush()
    last = session.scalar(
        select(Event.series_slot)
        .where(Event.series_id == series.id)
        .order_by(Event.series_slot.desc())
        .limit(1)
    )
    assert last is not None
    series.rule = str(ended_with(rule_of(series), last))
    series.skipped = [slot for slot in series.skipped if datetime.fromisoformat(slot) <= last]
    tell_anew(session, series, sequence)


def skip_date(db: Database, uid: str) -> bool:
    """Leave one date of a series out; return whether that was without a trace.

    A date that somebody knows of is cancelled instead.
    """
    with db.writing(_("A date skipped")) as session:
        event = find_event(session, uid)
        series = series_of(session, event)
        if series is None:
            raise UserError(_("“{title}” does not repeat.").format(title=event.title))
        if len(_uids(session, series)) == 1:
            raise UserError(
                _("“{title}” has no other date. Cancel it instead.").format(title=event.title)
            )
        words = _("“{title}” skipped on {day}")
        name_step(session, words.format(title=event.title, day=short_day(event.starts)))
        return drop_date(session, series, event)


def lay_out_further(db: Database, now: datetime | None = None) -> int:
    """Make the dates that series without end give 12 months ahead; return how many are new.

    Who is on the list of all dates to come is on that of the new ones. This is no step of anybody.
    """
    moment = now or datetime.now(UTC)
    with db.reading() as session:
        due = [one.id for one in session.scalars(select(Series)) if _is_short(one, moment)]
    if not due:
        return 0
    made = 0
    with db.writing() as session:
        for series_id in due:
            series = session.get_one(Series, series_id)
            until = horizon(rule_of(series), series.starts, wall_time(moment, series.timezone))
            series.laid_out_until = until or series.laid_out_until
            made += lay_out(session, series, until, after=moment, already_told=True)
    return made


def _is_short(series: Series, moment: datetime) -> bool:
    if "COUNT=" in series.rule or "UNTIL=" in series.rule:
        return False
    here = max(wall_time(moment, series.timezone), series.starts)
    return series.laid_out_until < months_later(here, _SLACK_MONTHS)


def series_of_event(db: Database, uid: str, *, now: datetime | None = None) -> SeriesRecord | None:
    """Return the series of a uid, or that an event is a date of; None if it does not repeat."""
    with db.reading() as session:
        series = find_series(session, uid) or series_of(session, find_event(session, uid))
        if series is None:
            return None
        dates = session.scalars(
            select(Event).where(Event.series_id == series.id).order_by(Event.series_slot)
        )
        rule = rule_of(series)
        return SeriesRecord(
            uid=series.uid,
            rule=str(rule),
            words=rule_in_words(rule, series.starts),
            starts=series.starts,
            timezone=series.timezone,
            skipped=tuple(map(datetime.fromisoformat, series.skipped)),
            dates=tuple(SeriesDate(one.uid, one.starts, _slot(one), one.status) for one in dates),
            told_apart=told_apart(session, series, now or datetime.now(UTC)),
        )
