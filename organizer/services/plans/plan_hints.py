"""What one should know of a plan that can stay as it is: a small place, workshops beside their meetup."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.drafts import EventDraft
from organizer.domain.kinds import EventStatus
from organizer.domain.names import shown
from organizer.domain.times import gap_words, instant, short_day, span_in_words
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.models.tables import Event, Venue
from organizer.services.answers.seating import seats_taken
from organizer.services.finding import find_event


def hints_of(db: Database, uid: str, *, now: datetime | None = None) -> list[str]:
    """Return what is odd about the event of a uid, in sentences that say what to do.

    Nothing about a date that its series does not have any more; how many are going matters until
    it starts, at the instant `now` if that is given.
    """
    with db.reading() as session:
        event = session.scalar(select(Event).where(Event.uid == uid))
        if event is None or event.status is EventStatus.CANCELLED:
            return []
        venue = session.get(Venue, event.venue_id) if event.venue_id else None
        fits, seats = venue.capacity if venue else None, event.capacity
        found = [gap_words(event.starts, event.timezone), *_beside_their_meetup(session, event)]
        if venue is not None and fits is not None and seats is not None and seats > fits:
            found.append(too_small_words(venue.name, fits))
        elif event.starts_at > (now or datetime.now(UTC)):
            found.append(_too_many(session, event, venue))
        return [sentence for sentence in found if sentence]


def hints_of_draft(db: Database, draft: EventDraft) -> list[str]:
    """Return what is odd about a workshop's hours, before it is kept."""
    if not draft.part_of or draft.starts is None or draft.ends is None or draft.problems():
        return []
    with db.reading() as session:
        asked = Event(
            title=draft.title,
            starts=draft.starts,
            ends=draft.ends,
            starts_at=instant(draft.starts, draft.timezone),
            ends_at=instant(draft.ends, draft.timezone),
        )
        return _outside(asked, find_event(session, draft.part_of))


def too_small_words(place: str, fits: int) -> str:
    """Return the sentence about more seats than a place has."""
    return ngettext(
        "Only {count} person fits into {place}. Lower the seats, or choose another place.",
        "Only {count} people fit into {place}. Lower the seats, or choose another place.",
        fits,
    ).format(count=fits, place=shown(place))


def _too_many(session: Session, event: Event, venue: Venue | None) -> str:
    """Say that more are going than there are seats, or than the place has where nobody counts them."""
    going = seats_taken(session, event.id)
    if event.capacity is not None:
        if going <= event.capacity:
            return ""
        words = ngettext(
            "{going} are going, but there is {count} seat. Add seats, or let somebody wait.",
            "{going} are going, but there are {count} seats. Add seats, or let somebody wait.",
            event.capacity,
        )
        return words.format(going=going, count=event.capacity)
    if venue is None or venue.capacity is None or going <= venue.capacity:
        return ""
    words = ngettext(
        "{going} are going, but only {count} person fits into {place}. Choose another place.",
        "{going} are going, but only {count} people fit into {place}. Choose another place.",
        venue.capacity,
    )
    return words.format(going=going, count=venue.capacity, place=shown(venue.name))


def _beside_their_meetup(session: Session, event: Event) -> list[str]:
    """Say where a workshop and its meetup have no minute in common, for either of them."""
    if event.part_of_id is not None:
        return _outside(event, session.get_one(Event, event.part_of_id))
    parts = session.scalars(
        select(Event)
        .where(Event.part_of_id == event.id, Event.status == EventStatus.PLANNED)
        .order_by(Event.starts_at, Event.id)
    )
    return [sentence for one in parts for sentence in _outside(one, event)]


def _outside(workshop: Event, meetup: Event) -> list[str]:
    if workshop.starts_at < meetup.ends_at and workshop.ends_at > meetup.starts_at:
        return []
    words = _("“{workshop}” ({hours}) is not while “{meetup}” is ({its_hours}). Move one of them.")
    return [
        words.format(
            workshop=shown(workshop.title),
            meetup=shown(meetup.title),
            hours=_hours(workshop),
            its_hours=_hours(meetup),
        )
    ]


def _hours(event: Event) -> str:
    return f"{short_day(event.starts)}, {span_in_words(event.starts, event.ends)}"
