"""Planning the next one like this: a meetup again, with its workshops and what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.drafts import EventDraft, raise_problems
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus
from organizer.domain.names import clean_name
from organizer.domain.repeating import months_later
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import Event, Series
from organizer.services.finding import find_event
from organizer.services.plans.events import draft_of, event_row, new_event
from organizer.services.plans.questions import draft_of as question_draft
from organizer.services.plans.questions import question_record, questions_of


def plan_like(session: Session, event: Event) -> EventDraft:
    """Return a draft of a new event that is like one there is, questions included."""
    questions = tuple(
        replace(question_draft(question_record(one)), uid="")
        for one in questions_of(session, event.id)
    )
    return replace(draft_of(event_row(session, event)), questions=questions)


def next_like(db: Database, uid: str, now: datetime) -> EventDraft:
    """Return a draft of the next event like this one, on the same weekday of a later month.

    `now` is a wall time after which it is to be. It is the first such day that is free: a date of
    the same series, or an event of the same title, is not planned a second time.
    """
    with db.reading() as session:
        event = find_event(session, uid)
        draft, taken = plan_like(session, event), _taken(session, event)
    assert draft.starts is not None
    starts = next_month(draft.starts)
    while starts <= now or starts.date() in taken:
        starts = next_month(starts, draft.starts)
    return moved_to(replace(draft, part_of=None), starts)


def _taken(session: Session, event: Event) -> set[date]:
    """Return the days with an event like this one, and those that its series leaves out."""
    alike = (Event.title == event.title) & (Event.kind == event.kind)
    in_series = Event.series_id.is_not(None) & (Event.series_id == event.series_id)
    days = {one.date() for one in session.scalars(select(Event.starts).where(alike | in_series))}
    series = session.get(Series, event.series_id) if event.series_id else None
    skipped = series.skipped if series is not None else ()
    return days | {datetime.fromisoformat(slot).date() for slot in skipped}


def next_month(wall: datetime, like: datetime | None = None) -> datetime:
    """Return the same weekday of the next month: its first to fourth, as `like` is, or its last.

    A fifth one is a last one.
    """
    pattern = like or wall
    first = months_later(wall.replace(day=1), 1)
    days = (pattern.weekday() - first.weekday()) % 7 + 7 * ((pattern.day - 1) // 7)
    found = first + timedelta(days=days)
    return found if found.month == first.month else found - timedelta(days=7)


def moved_to(draft: EventDraft, starts: datetime) -> EventDraft:
    """Return the draft at another start; its end and the deadline for answers move along."""
    assert draft.starts is not None and draft.ends is not None
    shift = starts - draft.starts
    answer_by = draft.answer_by + shift if draft.answer_by else None
    return replace(draft, starts=starts, ends=draft.ends + shift, answer_by=answer_by)


def plan_next(db: Database, like_uid: str, draft: EventDraft) -> str:
    """Plan an event with the workshops of another one, as long after its start; return its uid."""
    raise_problems(draft.problems())
    with db.writing(_("“{title}” planned").format(title=clean_name(draft.title))) as session:
        like = find_event(session, like_uid)
        event = new_event(session, draft)
        _copy_workshops(session, like, event, _workshops(session, like))
        return event.uid


def give_workshops(db: Database, uid: str, *, now: datetime) -> int:
    """Let the later dates of a series have the workshops of this one; return how many are new.

    `now` is an instant; dates that have a workshop of the same title keep theirs.
    """
    with db.writing(_("Workshops on later dates")) as session:
        event = find_event(session, uid)
        if event.series_id is None:
            raise UserError(_("“{title}” does not repeat.").format(title=event.title))
        workshops = _workshops(session, event)
        later = session.scalars(
            select(Event)
            .where(
                Event.series_id == event.series_id,
                Event.series_slot > event.series_slot,
                Event.starts_at > now,
                Event.status == EventStatus.PLANNED,
            )
            .order_by(Event.series_slot)
        ).all()
        count = 0
        for one_later in later:
            there = {one.title for one in _workshops(session, one_later)}
            missing = [one for one in workshops if one.title not in there]
            _copy_workshops(session, event, one_later, missing)
            count += len(missing)
        words = ngettext(
            "{count} workshop planned on later dates of “{title}”",
            "{count} workshops planned on later dates of “{title}”",
            count,
        )
        name_step(session, words.format(count=count, title=event.title))
        return count


def _workshops(session: Session, meetup: Event) -> Sequence[Event]:
    return session.scalars(
        select(Event)
        .where(Event.part_of_id == meetup.id, Event.status == EventStatus.PLANNED)
        .order_by(Event.starts_at, Event.id)
    ).all()


def _copy_workshops(
    session: Session, like: Event, event: Event, workshops: Sequence[Event]
) -> None:
    for one in workshops:
        draft = moved_to(plan_like(session, one), one.starts + (event.starts - like.starts))
        new_event(session, replace(draft, part_of=event.uid, timezone=event.timezone))
