"""A series as one thing: what its uid stands for, and which dates look like its own but are not."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus
from organizer.domain.names import shown
from organizer.domain.times import short_day
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Event, Series
from organizer.services.finding import find_event, find_series
from organizer.services.plans.series_dates import dates_to_come


def date_meant(db: Database, text: str, *, now: datetime | None = None) -> tuple[str, bool]:
    """Return the uid of the event that is meant, and whether it stands for a whole series.

    The uid of a series, or the beginning of one, means its first date to come; a title means one
    event, as changing many by a word that they share is rarely meant.
    """
    with db.reading() as session:
        series = find_series(session, text)
        if series is None or not series.uid.startswith(text.lower()):
            return find_event(session, text).uid, False
        for one in dates_to_come(session, series, now or datetime.now(UTC)):
            if one.status is EventStatus.PLANNED:
                return one.uid, True
        raise UserError(
            _("Nothing is to come of the series “{title}”. Name one of its dates instead.").format(
                title=series.title
            )
        )


def told_apart(session: Session, series: Series, now: datetime) -> tuple[str, ...]:
    """Return a sentence for each other series of the same title that has dates to come.

    That is what a change of "this and the following" leaves: two series, each with its own dates.
    """
    to_come = case((Event.status == EventStatus.PLANNED, Event.starts_at))
    others = session.execute(
        select(func.min(Event.series_slot), func.max(Event.series_slot))
        .join(Series, Event.series_id == Series.id)
        .where(Series.title == series.title, Series.kind == series.kind, Series.id != series.id)
        .group_by(Series.id)
        .having(func.max(to_come) > now)
        .order_by(Series.starts)
    )
    since = _("“{title}” since {day} is a series of its own, which this does not change.")
    until = _("“{title}” until {day} is a series of its own, which this does not change.")
    return tuple(
        (until if last < series.starts else since).format(
            title=shown(series.title), day=short_day(last if last < series.starts else first)
        )
        for first, last in others
        if first is not None and last is not None
    )
