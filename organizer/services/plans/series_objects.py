"""The calendar object of a series: its rule, what it skips, and the dates that are unlike it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from organizer.domain.kinds import EventStatus
from organizer.domain.records import CalendarEntry, Recurrence, Repeats
from organizer.domain.repeat_form import rule_in_words
from organizer.domain.repeating import repetition
from organizer.domain.times import instant
from organizer.models.tables import Event, Series, Venue
from organizer.services.plans.series_dates import rule_of


@dataclass(frozen=True, slots=True)
class SeriesObject:
    """What gives some dates of a series; `starts` and `ends` are those of the first."""

    starts: datetime
    ends: datetime
    repeats: Repeats
    model: Event
    """The date that says what most of them say, and so the whole series."""
    unlike: tuple[Event, ...]
    """The dates that need a component of their own."""
    given: frozenset[int]
    """Ids of all dates that the object gives."""


def object_of(
    series: Series, dates: Sequence[Event], said_of: Callable[[Event], Hashable]
) -> SeriesObject | None:
    """Return the object that gives exactly these dates; None if the rule gives none of them.

    `said_of` a date is all that its component says beside its times.
    """
    by_slot = {one.series_slot: one for one in dates if one.series_slot is not None}
    found = repetition(rule_of(series), series.starts, by_slot.keys(), series.laid_out_until)
    if found is None:
        return None
    ends = found.starts + (series.ends - series.starts)
    given = [by_slot[slot] for slot in found.dates]
    said = {one.id: said_of(one) for one in given}
    planned = [one for one in given if one.status is EventStatus.PLANNED]
    usual = Counter(said[one.id] for one in planned or given).most_common(1)[0][0]
    # How long it lasts by the clock differs on the night of a clock change, and readers disagree.
    lasts = instant(ends, series.timezone) - instant(found.starts, series.timezone)
    repeats = Repeats(
        rule=found.rule.in_utc(series.timezone),
        words=rule_in_words(found.rule, found.starts),
        skipped=found.skipped,
        last=max(one.ends for one in given),
    )
    return SeriesObject(
        found.starts,
        ends,
        repeats,
        model=next(one for one in given if said[one.id] == usual),
        unlike=tuple(
            one
            for one in given
            if said[one.id] != usual
            or (one.starts, one.timezone) != (one.series_slot, series.timezone)
            or (one.ends - one.starts, one.ends_at - one.starts_at) != (ends - found.starts, lasts)
        ),
        given=frozenset(said),
    )


def recurrence_of(series: Series, date: Event) -> Recurrence:
    """Return which date of its series an event is."""
    assert date.series_slot is not None
    return Recurrence(date.series_slot, series.timezone)


def calendar_entries(session: Session, dates: Sequence[Event]) -> list[CalendarEntry]:
    """Return what a calendar without addresses says of these events, by start.

    Dates of one series are one object with its rule; a single one of them stands alone.
    """
    entries: list[CalendarEntry] = []
    by_series: dict[int, list[Event]] = {}
    for one in dates:
        if one.series_id is None:
            entries.append(_entry(session, one))
        else:
            by_series.setdefault(one.series_id, []).append(one)
    for series_id, some in by_series.items():
        entries.extend(_series_entries(session, session.get_one(Series, series_id), some))
    return sorted(entries, key=lambda entry: instant(entry.starts, entry.timezone))


def _series_entries(
    session: Session, series: Series, dates: Sequence[Event]
) -> list[CalendarEntry]:
    whole = object_of(series, dates, _said_of) if len(dates) > 1 else None
    if whole is None:
        return [_entry(session, one, series) for one in dates]
    master = replace(
        _entry(session, whole.model),
        uid=series.uid,
        starts=whole.starts,
        ends=whole.ends,
        timezone=series.timezone,
        sequence=series.sequence,
        created_at=series.created_at,
        repeats=whole.repeats,
    )
    # Dates from before the rule was changed are not given by it any more: they stand alone.
    outside = [one for one in dates if one.id not in whole.given]
    return [
        master,
        *(_entry(session, one, series) for one in whole.unlike),
        *(_entry(session, one) for one in outside),
    ]


def _said_of(date: Event) -> Hashable:
    return date.title, date.description, date.url, date.venue_id, date.status


def _entry(session: Session, event: Event, series: Series | None = None) -> CalendarEntry:
    return CalendarEntry(
        uid=series.uid if series else event.uid,
        title=event.title,
        description=event.description,
        starts=event.starts,
        ends=event.ends,
        timezone=event.timezone,
        venue=_venue_name(session, event),
        url=event.url,
        status=event.status,
        sequence=event.sequence,
        created_at=event.created_at,
        modified_at=event.modified_at,
        recurrence=recurrence_of(series, event) if series else None,
    )


def _venue_name(session: Session, event: Event) -> str:
    venue = session.get(Venue, event.venue_id) if event.venue_id else None
    return venue.name if venue else ""


def written_recurrence(recurrence: Recurrence | None) -> str:
    """Return a date of a series as it is kept with what was sent; "" for none."""
    if recurrence is None:
        return ""
    return f"{recurrence.slot.isoformat()} {recurrence.timezone}"


def read_recurrence(text: str) -> Recurrence | None:
    """Read what `written_recurrence` wrote."""
    slot, _blank, zone_name = text.partition(" ")
    return Recurrence(datetime.fromisoformat(slot), zone_name) if slot else None
