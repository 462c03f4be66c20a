"""Who is to be told what now of an event or a series, as one letter for each calendar object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.records import PersonLink
from organizer.models.tables import (
    Address,
    Event,
    Member,
    Registration,
    SentInvitation,
    Series,
)
from organizer.services.communities import community_record
from organizer.services.finding import find_dates, find_series
from organizer.services.out.correspondence import Correspondence, Letter
from organizer.services.out.rounds import Round
from organizer.services.out.standing import Standing


def due(session: Session, text: str, moment: datetime, *, everyone: bool = False) -> list[Letter]:
    """Return the letters to write now, by sorting name; with `everyone` also those written before.

    Members without an address, and those who do not want to be written to, get none.
    """
    series = find_series(session, text)
    asked = {one.id for one in find_dates(session, text, moment)}
    own = series or _series_of(session, asked)
    of_event = Event.series_id == own.id if own else Event.id.in_(asked)
    this_round = Round(session, community_record(session), moment, everyone)
    places: dict[int, list[Standing]] = defaultdict(list)
    for event, registration, sent in session.execute(
        select(Event, Registration, SentInvitation)
        .join(Registration, Registration.event_id == Event.id)
        .outerjoin(SentInvitation, SentInvitation.registration_id == Registration.id)
        .where(of_event)
        .order_by(Event.starts_at, Event.id)
    ):
        places[registration.member_id].append(Standing(event, registration, sent))
    coming = _coming(session, own, moment)
    letters: list[Letter] = []
    for member, email in _members(session, asked):
        one = Correspondence(this_round, member, email, places[member.id], asked)
        letters += one.letters(own, coming if series else None)
    return letters


def silent_guests(session: Session, text: str, moment: datetime) -> list[PersonLink]:
    """Return whom an event or series would be told but that they do not want to be written to."""
    asked = {one.id for one in find_dates(session, text, moment)}
    never_told = (RegistrationStatus.CANCELLED, RegistrationStatus.WAITLISTED)
    guests = select(Registration.member_id).where(
        Registration.event_id.in_(asked), Registration.status.not_in(never_told)
    )
    people = session.execute(
        select(Member.uid, Member.name)
        .where(Member.do_not_write.is_(True), Member.is_erased.is_(False), Member.id.in_(guests))
        .order_by(Member.sorting_name, Member.id)
    )
    return [PersonLink(uid, name) for uid, name in people]


def _series_of(session: Session, event_ids: set[int]) -> Series | None:
    """Return the series of the one event that is asked for."""
    found = session.scalars(
        select(Series)
        .join(Event, Event.series_id == Series.id)
        .where(Event.id.in_(event_ids))
        .limit(1)
    )
    return found.one_or_none()


def _coming(session: Session, series: Series | None, moment: datetime) -> Sequence[int]:
    """Return the ids of the dates of a series that are to come and take place."""
    if series is None:
        return ()
    return session.scalars(
        select(Event.id).where(
            Event.series_id == series.id,
            Event.ends_at > moment,
            Event.status == EventStatus.PLANNED,
        )
    ).all()


def _members(session: Session, event_ids: set[int]) -> list[tuple[Member, str]]:
    """Return those on the lists who can be written to, with their first address."""
    addresses: dict[int, str] = {}
    for member_id, address in session.execute(
        select(Address.member_id, Address.address).order_by(Address.position.desc())
    ):
        addresses[member_id] = address  # the first in their order stays
    members = session.scalars(
        select(Member)
        .where(
            Member.do_not_write.is_(False),
            Member.id.in_(
                select(Registration.member_id).where(Registration.event_id.in_(event_ids))
            ),
        )
        .order_by(Member.sorting_name, Member.id)
    )
    return [(one, addresses[one.id]) for one in members if one.id in addresses]
