"""From what a person typed to the one event or member that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.domain.errors import NotThere, UserError
from organizer.domain.matching import OURS
from organizer.domain.names import clean_name
from organizer.domain.words import _
from organizer.models.tables import Event, Member, MemberSource, Series
from organizer.services.several_meant import several_events, several_members

_SHORTEST = 4


def find_event(session: Session, text: str) -> Event:
    """Return the event of a uid, the beginning of one, or an exact title that only one has."""
    found = session.scalars(select(Event).where(Event.uid == text)).all()
    if not found:
        meant = [Event.title == clean_name(text)]
        if _is_uid_part(text):  # a title can look like one, so both are asked
            meant.append(Event.uid.startswith(text.lower(), autoescape=True))
        found = session.scalars(select(Event).where(or_(*meant))).all()
    if not found and (dates := _dates_of_series(session, text)):
        raise UserError(several_events(text, dates))
    if not found:
        raise NotThere(
            _(
                "There is no event “{text}”. “organizer events list” shows all with their uid."
            ).format(text=text[:80])
        )
    if len(found) > 1:
        raise UserError(several_events(text, found))
    return found[0]


def _dates_of_series(session: Session, text: str) -> Sequence[Event]:
    """Return the dates of the series whose uid was given where one event is meant."""
    if not _is_uid_part(text):
        return ()
    dates = select(Event).join(Series, Series.id == Event.series_id)
    return session.scalars(dates.where(_uid_begins(Series.uid, text))).all()


def find_series(session: Session, text: str) -> Series | None:
    """Return the series of a uid, the beginning of one, or a title that only its dates have.

    None where the text means no series, or one event as well.
    """
    found = session.scalars(select(Series).where(Series.uid == text)).all()
    if not found and _is_uid_part(text):
        if session.scalar(select(Event.id).where(_uid_begins(Event.uid, text)).limit(1)):
            return None
        found = session.scalars(select(Series).where(_uid_begins(Series.uid, text)).limit(2)).all()
    if not found:
        holders = session.scalars(
            select(Event.series_id).where(Event.title == clean_name(text))
        ).all()
        if len(holders) > 1 and len(set(holders)) == 1 and holders[0] is not None:
            found = [session.get_one(Series, holders[0])]
    return found[0] if len(found) == 1 else None


def find_dates(session: Session, text: str, now: datetime | None = None) -> Sequence[Event]:
    """Return the one event that is meant, or all dates to come of a series, by start.

    `now` is an instant. A series of which nothing is to come is a UserError.
    """
    series = find_series(session, text)
    if series is None:
        return [find_event(session, text)]
    dates = session.scalars(
        select(Event)
        .where(Event.series_id == series.id, Event.ends_at > (now or datetime.now(UTC)))
        .order_by(Event.starts_at, Event.id)
    ).all()
    if not dates:
        raise UserError(
            _("Nothing is to come of the series “{title}”. Name one of its dates instead.").format(
                title=series.title
            )
        )
    return dates


def find_member(session: Session, text: str) -> Member:
    """Return the member of a uid, the beginning of one, or an exact name that only one has.

    The uid of an entry that was merged into another leads to that.
    """
    found = session.scalars(select(Member).where(Member.uid == text)).all()
    if not found:
        merged = select(Member).join(MemberSource, MemberSource.member_id == Member.id)
        theirs = (MemberSource.system == OURS) & (MemberSource.external_id == text)
        found = session.scalars(merged.where(theirs)).all()
    if not found:
        meant = [Member.name == clean_name(text)]
        if _is_uid_part(text):  # a name such as Edda can look like one, so both are asked
            meant.append(Member.uid.startswith(text.lower(), autoescape=True))
        known = select(Member).where(or_(*meant), Member.is_erased.is_(False))
        found = session.scalars(known.order_by(Member.id)).all()
    if not found:
        raise NotThere(
            _("There is no member “{text}”. “organizer members list” shows all.").format(
                text=text[:80]
            )
        )
    if len(found) > 1:
        raise UserError(several_members(session, text, found))
    return found[0]


def _uid_begins(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    return column.startswith(text.lower(), autoescape=True)


def _is_uid_part(text: str) -> bool:
    return _SHORTEST <= len(text) <= 36 and set(text.lower()) <= set("0123456789abcdef-")
