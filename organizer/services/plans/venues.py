"""Venues: where events are held, how one gets in, and two entries of one place made one."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from organizer.domain.drafts import VenueDraft, raise_problems
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus
from organizer.domain.names import clean_name, fold, shown
from organizer.domain.records import VenueRecord
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import Event, Series, Venue


def venue_id_of(session: Session, name: str) -> int | None:
    """Return the id of the venue of this name, which is made if it is new; None for no name."""
    clean = clean_name(name)
    if not clean:
        return None
    venue = _venue_folded(session, fold(clean))
    if venue is None:
        venue = Venue(name=clean, folded=fold(clean))
        session.add(venue)
        session.flush()
    return venue.id


def list_venues(db: Database) -> list[VenueRecord]:
    """Return all venues by name."""
    with db.reading() as session:
        held = (
            select(Event.venue_id, func.count().label("events")).group_by(Event.venue_id).subquery()
        )
        rows = session.execute(
            select(Venue, held.c.events)
            .outerjoin(held, held.c.venue_id == Venue.id)
            .order_by(Venue.folded)
        )
        return [venue_record(venue, events or 0) for venue, events in rows]


def venue_record(venue: Venue, events: int = 0) -> VenueRecord:
    """Return a venue as a screen shows it."""
    return VenueRecord(
        uid=venue.uid,
        name=venue.name,
        address=venue.address,
        access_notes=venue.access_notes,
        capacity=venue.capacity,
        rooms=tuple(venue.rooms),
        events=events,
    )


def find_venue(db: Database, name: str) -> VenueRecord | None:
    """Return the venue of this name, however it is spelled; None if there is none."""
    with db.reading() as session:
        venue = _venue_folded(session, fold(clean_name(name)))
        return venue_record(venue) if venue else None


def add_venue(db: Database, draft: VenueDraft) -> str:
    """Write down a new place and return its uid; one of this name is a UserError."""
    raise_problems(draft.problems())
    name = clean_name(draft.name)
    with db.writing(_("“{name}” added").format(name=shown(name))) as session:
        if _venue_folded(session, fold(name)) is not None:
            raise UserError(
                _("There is a place called “{name}” already. Change that one.").format(
                    name=shown(name)
                )
            )
        venue = Venue(name=name, folded=fold(name))
        _apply(venue, draft)
        session.add(venue)
        session.flush()
        return venue.uid


def change_venue(db: Database, uid: str, draft: VenueDraft, *, now: datetime | None = None) -> str:
    """Keep what is known of a place now; return the uid that it has from now on.

    With the name of another place the two become one, which keeps what it knows already. A
    changed address is another place to go to: everyone who was invited to what is still to come
    there is due an update. A new name, a first address or access notes are only wording.
    """
    raise_problems(draft.problems())
    name = clean_name(draft.name)
    with db.writing(_("“{name}” changed").format(name=shown(name))) as session:
        venue = _venue_of_uid(session, uid)
        other = _venue_folded(session, fold(name))
        if other is not None and other.id != venue.id:
            words = _("“{one}” and “{other}” are one place now")
            name_step(session, words.format(one=shown(venue.name), other=shown(other.name)))
            _apply(venue, draft)
            _merge(session, other, venue)
            return other.uid
        address_before = venue.address
        venue.name, venue.folded = name, fold(name)
        _apply(venue, draft)
        session.flush()
        if address_before and _line(address_before) != _line(venue.address):
            _tell_guests(session, venue, now or datetime.now(UTC))
        return venue.uid


def remove_venue(db: Database, uid: str) -> None:
    """Forget a place where nothing is or was held; one that is in use is a UserError."""
    with db.writing(_("A place removed")) as session:
        venue = _venue_of_uid(session, uid)
        name_step(session, _("“{name}” removed").format(name=shown(venue.name)))
        is_used = any(
            session.scalar(select(table.id).where(table.venue_id == venue.id).limit(1))
            for table in (Event, Series)
        )
        if is_used:
            raise UserError(
                _(
                    "Events are held at “{name}”. Give it the name of another place to make them one."
                ).format(name=shown(venue.name))
            )
        session.delete(venue)


def _apply(venue: Venue, draft: VenueDraft) -> None:
    venue.address = draft.address.strip()
    venue.access_notes = draft.access_notes.strip()
    venue.capacity = draft.capacity
    venue.rooms = list(dict.fromkeys(filter(None, map(clean_name, draft.rooms))))


def _merge(session: Session, kept: Venue, gone: Venue) -> None:
    """Make two entries of one place one; it is the same place, so nobody needs an update."""
    kept.address = kept.address or gone.address
    kept.access_notes = kept.access_notes or gone.access_notes
    kept.capacity = kept.capacity or gone.capacity
    kept.rooms = list(dict.fromkeys((*kept.rooms, *gone.rooms)))
    for table in (Event, Series):
        session.execute(update(table).where(table.venue_id == gone.id).values(venue_id=kept.id))
    session.flush()
    session.delete(gone)


def _tell_guests(session: Session, venue: Venue, now: datetime) -> None:
    session.execute(
        update(Event)
        .where(
            Event.venue_id == venue.id,
            Event.status == EventStatus.PLANNED,
            Event.ends_at > now,
        )
        .values(sequence=Event.sequence + 1, modified_at=now)
    )


def _line(address: str) -> str:
    """An address without what only lays it out."""
    return fold(address.replace(",", " "))


def _venue_folded(session: Session, folded: str) -> Venue | None:
    return session.scalars(select(Venue).where(Venue.folded == folded)).one_or_none()


def _venue_of_uid(session: Session, uid: str) -> Venue:
    venue = session.scalars(select(Venue).where(Venue.uid == uid)).one_or_none()
    if venue is None:
        raise UserError(_("This place is not known any more. Open the list of places again."))
    return venue
