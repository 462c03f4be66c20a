"""Changing several dates of a series together, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.drafts import EventDraft, clean_link
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus
from organizer.domain.moved_rules import moved_whole
from organizer.domain.names import clean_name
from organizer.domain.records import EventRow
from organizer.domain.repeating import (
    Rule,
    dates_of,
    ended_before,
    horizon,
    read_rule,
    rest_from,
)
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.models.tables import Event, Series, Venue
from organizer.services.plans.beside import Beside
from organizer.services.plans.events import draft_of, event_rows, keep_change
from organizer.services.plans.series_dates import (
    drop_date,
    lay_out,
    next_sequence,
    rule_of,
    tell_anew,
    written_slots,
)
from organizer.services.plans.series_questions import asked_at, carried
from organizer.services.plans.venues import venue_id_of

_OWN_TO_EACH = frozenset({"starts", "ends", "answer_by", "part_of", "questions"})
"""Fields of a draft that are not simply copied from one date to the others."""
_OF_SERIES = ("kind", "title", "timezone", "capacity", "description", "url")
_CLEANED = {"title": clean_name, "url": clean_link}


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a series goes on: where its rule counts from, and where each slot has gone."""

    rule: Rule
    starts: datetime
    new_slots: Mapping[datetime, datetime]
    """By the old slot; a date that is not in it has no place any more."""


def split(session: Session, series: Series, event: Event, moment: datetime) -> Series:
    """Let a series end before one of its dates, and a new one go on from there; return that.

    Where this is the first date already, the series itself is returned.
    """
    slot = event.series_slot
    assert slot is not None
    is_first = not session.scalar(
        select(Event.id).where(Event.series_id == series.id, Event.series_slot < slot).limit(1)
    )
    if is_first or slot <= series.starts:
        return series
    rule, sequence = rule_of(series), next_sequence(session, series)
    later = session.scalars(
        select(Event).where(Event.series_id == series.id, Event.series_slot >= slot)
    ).all()
    skipped = list(map(datetime.fromisoformat, series.skipped))
    following = Series(
        rule=str(rest_from(rule, series.starts, slot)),
        **{name: getattr(series, name) for name in (*_OF_SERIES, "venue_id", "laid_out_until")},
        starts=slot,
        ends=slot + (series.ends - series.starts),
        skipped=written_slots(one for one in skipped if one > slot),
        sequence=max(one.sequence for one in later),
    )
    session.add(following)
    session.flush()
    for one in later:
        one.series_id = following.id
    ended = ended_before(rule, series.starts, slot, skipped)
    series.rule = str(ended)
    series.skipped = written_slots(one for one in skipped if ended.until and one < ended.until)
    session.flush()
    tell_anew(session, series, sequence)
    return following


def change_together(
    session: Session,
    series: Series,
    event: Event,
    dates: Sequence[Event],
    draft: EventDraft,
    rule: str | None,
    skipped: Collection[datetime] | None,
    moment: datetime,
    beside: Beside,
) -> None:
    """Carry what a draft of one date changes to the others, and follow a new rule.

    `dates` are those to change, by slot, with `event` among them. What happens beside that is noted.
    """
    rows = {
        row.id: row
        for row in event_rows(session, Event.series_id == series.id)
        if row.id in {one.id for one in dates}
    }
    before = draft_of(rows[event.id])
    changed = _changed_fields(before, draft)
    sequence = next_sequence(session, series)
    plan = _plan(series, event, dates, draft, before, rule, moment)
    length = _length(draft)
    kept_alone = {one.id: _moved_alone(series, rows[one.id]) for one in dates}
    was = {name: getattr(series, name, getattr(before, name)) for name in changed}
    venue = session.get(Venue, series.venue_id) if series.venue_id else None
    was["venue"] = venue.name if venue else ""
    asked = asked_at(session, event)
    is_material = plan is not None
    if plan is not None:
        _reanchor(series, plan, length)
    elif length != series.ends - series.starts and "ends" in changed:
        series.ends = series.starts + length
    _keep_template(session, series, draft, changed)
    for one in dates:
        new = _draft_of_date(rows[one.id], draft, changed, was, is_edited=one is event)
        if one is not event:
            new.questions = carried(asked, draft.questions, asked_at(session, one))
        slot = one.series_slot
        assert slot is not None
        if plan is not None and slot not in plan.new_slots:
            _drop(session, series, one, beside)
            continue
        if plan is not None:
            one.series_slot = slot = plan.new_slots[slot]
        if one is event:
            _take_its_place(new, slot, kept_alone[one.id] or plan is None or one.starts_at < moment)
        elif not kept_alone[one.id]:
            new.starts, new.ends = slot, slot + length
        _move_deadline(new, rows[one.id], draft, changed, is_edited=one is event)
        is_material |= keep_change(session, one, new, beside)
    if skipped is not None:
        _skip(session, series, skipped, beside)
    if is_material:
        tell_anew(session, series, sequence)
    if plan is not None or skipped is not None:
        _follow(session, series, moment)


def _changed_fields(before: EventDraft, draft: EventDraft) -> set[str]:
    return {
        one.name
        for one in fields(EventDraft)
        if getattr(before, one.name) != getattr(draft, one.name)
    }


def _length(draft: EventDraft) -> timedelta:
    assert draft.starts is not None and draft.ends is not None
    return draft.ends - draft.starts


def _moved_alone(series: Series, row: EventRow) -> bool:
    length = series.ends - series.starts
    return (
        row.starts != row.slot or row.ends - row.starts != length or row.timezone != series.timezone
    )


def _plan(
    series: Series,
    event: Event,
    dates: Sequence[Event],
    draft: EventDraft,
    before: EventDraft,
    rule: str | None,
    moment: datetime,
) -> _Plan | None:
    """Return how the series goes on from the first of the dates; None if its times stay."""
    slot, first = event.series_slot, dates[0].series_slot
    assert slot is not None and first is not None and draft.starts is not None
    shift = draft.starts - slot if draft.starts != before.starts else timedelta()
    old = rest_from(rule_of(series), series.starts, first)
    new = read_rule(rule, draft.timezone) if rule is not None else None
    is_other_rule = new is not None and str(new) not in (series.rule, str(old))
    if not shift and not is_other_rule:
        return None
    along = _moved_along(old, first, slot, slot + shift, must=not is_other_rule)
    here = wall_time(moment, draft.timezone)
    if along is not None and (new is None or not is_other_rule or _same_days(new, along)):
        if new is not None and _end(new) != _end(rule_of(series)):
            along = replace(along, count=new.count, until=new.until)
        until = horizon(old, first, here)
        gives = dates_of(along, first + shift, horizon(along, first + shift, here))
        pairs = zip(dates_of(old, first, until), gives, strict=False)
        return _anchored(along, first + shift, gives, dict(pairs))
    assert new is not None
    gives = dates_of(new, first + shift, horizon(new, first + shift, here))
    slots = [one.series_slot for one in dates if one.series_slot is not None]
    return _anchored(new, first + shift, gives, _nearest(slots, gives, shift))


def _same_days(one: Rule, other: Rule) -> bool:
    return replace(one, count=None, until=None) == replace(other, count=None, until=None)


def _end(rule: Rule) -> tuple[object, ...]:
    return rule.count, rule.until


def _nearest(
    slots: Sequence[datetime], gives: Sequence[datetime], shift: timedelta
) -> dict[datetime, datetime]:
    """Return where dates go under another rule: to the same day, else to one within a week."""
    free = list(gives)
    found: dict[datetime, datetime] = {}
    for nearest in (timedelta(0), timedelta(days=6)):
        for slot in slots:
            fits = (one for one in free if abs(one.date() - (slot + shift).date()) <= nearest)
            if slot not in found and (new := next(fits, None)) is not None:
                found[slot] = new
                free.remove(new)
    return found


def _anchored(
    rule: Rule, starts: datetime, gives: Sequence[datetime], slots: Mapping[datetime, datetime]
) -> _Plan:
    if not gives:
        raise UserError(_("The rule “{rule}” gives no date any more.").format(rule=rule))
    return _Plan(rest_from(rule, starts, gives[0]), gives[0], slots)


def _moved_along(
    rule: Rule, first: datetime, slot: datetime, to: datetime, *, must: bool
) -> Rule | None:
    try:
        return moved_whole(rule, first, slot, to)
    except UserError:
        if must:
            raise
        return None


def _reanchor(series: Series, plan: _Plan, length: timedelta) -> None:
    skipped = map(datetime.fromisoformat, series.skipped)
    series.skipped = written_slots(plan.new_slots.get(one, one) for one in skipped)
    series.rule = str(plan.rule)
    series.starts, series.ends = plan.starts, plan.starts + length


def _keep_template(
    session: Session, series: Series, draft: EventDraft, changed: Collection[str]
) -> None:
    for name in _OF_SERIES:
        if name in changed:
            value = getattr(draft, name)
            setattr(series, name, _CLEANED[name](value) if name in _CLEANED else value)
    if "venue" in changed:
        series.venue_id = venue_id_of(session, draft.venue)
    session.flush()


def _draft_of_date(
    row: EventRow,
    draft: EventDraft,
    changed: Collection[str],
    was: Mapping[str, object],
    *,
    is_edited: bool,
) -> EventDraft:
    """What one date is to say: the edited one all of it, another what it had not of its own."""
    if is_edited:
        return replace(draft)
    own = draft_of(row)
    news = {
        name: getattr(draft, name)
        for name in changed
        if name not in _OWN_TO_EACH and getattr(own, name) == was[name]
    }
    return replace(own, **news)


def _take_its_place(new: EventDraft, slot: datetime, stays: bool) -> None:
    """Let the edited date go where another rule has it, unless it is to stay where it is."""
    assert new.starts is not None and new.ends is not None
    if not stays:
        later = slot - new.starts
        new.starts, new.ends = slot, new.ends + later
        new.answer_by = new.answer_by and new.answer_by + later


def _move_deadline(
    new: EventDraft,
    row: EventRow,
    draft: EventDraft,
    changed: Collection[str],
    *,
    is_edited: bool,
) -> None:
    """Until when an answer is asked for stays as long before the start as it was."""
    if is_edited or new.starts is None or draft.starts is None:
        return
    if "answer_by" in changed:
        new.answer_by = draft.answer_by and new.starts - (draft.starts - draft.answer_by)
    elif row.answer_by is not None:
        new.answer_by = row.answer_by + (new.starts - row.starts)


def _skip(session: Session, series: Series, skipped: Collection[datetime], beside: Beside) -> None:
    """Skip these dates and no others; one that was skipped before comes back."""
    series.skipped = written_slots(one for one in skipped if one >= series.starts)
    for one in session.scalars(
        select(Event).where(Event.series_id == series.id, Event.series_slot.in_(skipped))
    ).all():
        _drop(session, series, one, beside)


def _drop(session: Session, series: Series, date: Event, beside: Beside) -> None:
    """Take a date out, and note it where people know of it and can be told."""
    was_on = date.status is EventStatus.PLANNED
    if not drop_date(session, series, date) and was_on:
        beside.call_off(date)


def _follow(session: Session, series: Series, moment: datetime) -> None:
    """Make the dates that a new rule gives."""
    until = horizon(rule_of(series), series.starts, wall_time(moment, series.timezone))
    if until is not None:
        series.laid_out_until = until
    session.flush()
    lay_out(session, series, until, after=moment)
