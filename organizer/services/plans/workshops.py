"""Filling the workshops of a meetup from everybody's wishes: shown first, then done in one step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.filling import Filling, Wishes, Workshop, fill
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import Event, Member, Registration
from organizer.services.answers.guests import new_registration, registration_of
from organizer.services.answers.seating import seats_taken
from organizer.services.finding import find_event
from organizer.services.plans.prerequisites import lacking_at, listed
from organizer.services.plans.workshop_choices import choices_by_member, set_choices

__all__ = ["FillingPreview", "WorkshopPlaces", "apply_filling", "preview_filling", "set_choices"]


@dataclass(frozen=True, slots=True)
class WorkshopPlaces:
    """Who gets into one workshop, and who waits for it; names in the order of the draw."""

    uid: str
    title: str
    seated: tuple[str, ...]
    waiting: tuple[str, ...]
    free: int | None
    """Seats that stay free; None where there is no limit."""


@dataclass(frozen=True, slots=True)
class FillingPreview:
    """What filling the workshops would do."""

    workshops: tuple[WorkshopPlaces, ...]
    by_rank: tuple[int, ...]
    """How many get their first wish, their second, and so on."""
    without: tuple[str, ...]
    """Names of those who get none of their wishes."""
    not_going: int
    """Members with wishes who are not going to the meetup, and get nothing."""
    warnings: tuple[str, ...]
    """Sentences about people who lack what a workshop that they wish for asks for."""
    unready: int = 0
    """How many people get no seat in a workshop because they lack what it asks for."""

    @property
    def seats(self) -> int:
        """How many seats are given."""
        return sum(len(one.seated) for one in self.workshops)


@dataclass(frozen=True, slots=True)
class _Round:
    """Everything that a filling is made of."""

    meetup: Event
    workshops: dict[str, Event]
    filling: Filling
    members: dict[str, Member]
    not_going: int
    lacking: dict[str, list[tuple[str, Mapping[int, str]]]]
    """By workshop, what those who wish for it and have no seat lack; see `lacking_at`."""
    with_unready: bool


def preview_filling(db: Database, meetup_uid: str, *, with_unready: bool = False) -> FillingPreview:
    """Return what filling the workshops of a meetup would do now; nothing is written.

    Who lacks what a workshop asks for gets no seat in it, unless `with_unready`.
    """
    with db.reading() as session:
        return _preview(session, _fill(session, find_event(session, meetup_uid), with_unready))


def apply_filling(db: Database, meetup_uid: str, *, with_unready: bool = False) -> FillingPreview:
    """Give the seats that `preview_filling` shows, in one step.

    The draw is the meetup's own, so that nothing differs unless answers changed meanwhile.
    """
    with db.writing(_("Workshops filled")) as session:
        done = _fill(session, find_event(session, meetup_uid), with_unready)
        preview = _preview(session, done)
        words = ngettext(
            "{count} seat in the workshops of “{title}” given",
            "{count} seats in the workshops of “{title}” given",
            preview.seats,
        )
        name_step(session, words.format(count=preview.seats, title=done.meetup.title))
        plus = _plus_at(session, done.meetup)
        for place in done.filling.seats:
            _put(session, done, place.person, place.workshop, plus, RegistrationStatus.GOING)
        for place in done.filling.waiting:
            _put(session, done, place.person, place.workshop, plus, RegistrationStatus.WAITLISTED)
        return preview


def _put(
    session: Session,
    done: _Round,
    person: str,
    uid: str,
    plus: Mapping[int, int],
    status: RegistrationStatus,
) -> None:
    member, workshop = done.members[person], done.workshops[uid]
    registration = registration_of(session, workshop.id, member.id) or new_registration(
        session, workshop, member.id
    )
    waits = status is RegistrationStatus.WAITLISTED
    if waits and registration.status is RegistrationStatus.WAITLISTED:
        return  # they keep their place in the line
    registration.status, registration.plus = status, plus.get(member.id, 0)
    registration.waiting_since = datetime.now(UTC) if waits else None
    session.flush()


def _fill(session: Session, meetup: Event, with_unready: bool) -> _Round:
    workshops = {
        one.uid: one
        for one in session.scalars(
            select(Event)
            .where(Event.part_of_id == meetup.id, Event.status == EventStatus.PLANNED)
            .order_by(Event.starts_at, Event.id)
        )
    }
    wished = choices_by_member(session, meetup.id)
    plus = _plus_at(session, meetup)
    members = {
        one.id: one for one in session.scalars(select(Member).where(Member.id.in_(wished.keys())))
    }
    held: dict[int, set[str]] = defaultdict(set)
    for member_id, uid in session.execute(
        select(Registration.member_id, Event.uid)
        .join(Event, Event.id == Registration.event_id)
        .where(
            Event.part_of_id == meetup.id,
            Registration.status == RegistrationStatus.GOING,
        )
    ):
        held[member_id].add(uid)
    coming = {member_id: wanted for member_id, wanted in wished.items() if member_id in plus}
    lacking = {
        uid: list(
            lacking_at(
                session,
                workshop,
                [one for one in coming if uid in coming[one] and uid not in held[one]],
            )
        )
        for uid, workshop in workshops.items()
    }
    barred: dict[int, set[str]] = defaultdict(set)
    for uid, things in lacking.items() if not with_unready else ():
        for _words, people in things:
            for member_id in people:
                barred[member_id].add(uid)
    wishes = [
        Wishes(
            members[member_id].uid,
            wanted,
            frozenset(held[member_id]),
            1 + plus[member_id],
            frozenset(barred[member_id]),
        )
        for member_id, wanted in coming.items()
    ]
    seats = [
        Workshop(uid, one.starts_at, one.ends_at, _free(session, one))
        for uid, one in workshops.items()
    ]
    by_uid = {one.uid: one for one in members.values()}
    return _Round(
        meetup,
        workshops,
        fill(seats, wishes, meetup.uid),
        by_uid,
        len(wished) - len(wishes),
        lacking,
        with_unready,
    )


def _plus_at(session: Session, meetup: Event) -> dict[int, int]:
    """Return by member the extra guests of everyone who is going to a meetup."""
    rows = session.execute(
        select(Registration.member_id, Registration.plus).where(
            Registration.event_id == meetup.id, Registration.status == RegistrationStatus.GOING
        )
    )
    return {member_id: plus for member_id, plus in rows}


def _free(session: Session, workshop: Event) -> int | None:
    if workshop.capacity is None:
        return None
    return max(0, workshop.capacity - seats_taken(session, workshop.id))


def _preview(session: Session, done: _Round) -> FillingPreview:
    seated, waiting = done.filling.seats, done.filling.waiting
    ranks = Counter(place.rank for place in seated)
    plus = _plus_at(session, done.meetup)
    served = {place.person for place in seated}

    def names(uids: list[str]) -> tuple[str, ...]:
        return tuple(done.members[uid].name for uid in uids)

    places = []
    for uid, workshop in done.workshops.items():
        new = [place.person for place in seated if place.workshop == uid]
        free = _free(session, workshop)
        taken = sum(1 + plus[done.members[one].id] for one in new)
        places.append(
            WorkshopPlaces(
                uid,
                workshop.title,
                names(new),
                names([place.person for place in waiting if place.workshop == uid]),
                None if free is None else free - taken,
            )
        )
    left = [place.person for place in waiting if place.person not in served]
    return FillingPreview(
        workshops=tuple(places),
        by_rank=tuple(ranks[rank] for rank in range(1, max(ranks, default=0) + 1)),
        without=names(list(dict.fromkeys(left))),
        not_going=done.not_going,
        warnings=tuple(_warnings(done)),
        unready=0 if done.with_unready else len(_unready(done)),
    )


def _unready(done: _Round) -> set[int]:
    """Return the ids of those who lack what a workshop asks for that they wish for."""
    return {one for things in done.lacking.values() for _words, people in things for one in people}


def _warnings(done: _Round) -> Iterator[str]:
    """Yield who gets into a workshop without what it asks for, or does not get in for want of it."""
    seated = {(place.workshop, done.members[place.person].id) for place in done.filling.seats}
    for uid, things in done.lacking.items():
        for lacking, people in things:
            names = [
                name
                for number, name in people.items()
                if not done.with_unready or (uid, number) in seated
            ]
            if names:
                words = _gets_in(len(names)) if done.with_unready else _stays_out(len(names))
                title = shown(done.workshops[uid].title)
                yield words.format(names=listed(names), title=title, lacking=lacking)


def _gets_in(count: int) -> str:
    return ngettext(
        "{names} gets into “{title}” {lacking}.", "{names} get into “{title}” {lacking}.", count
    )


def _stays_out(count: int) -> str:
    return ngettext(
        "{names} gets no seat in “{title}”: {lacking}.",
        "{names} get no seat in “{title}”: {lacking}.",
        count,
    )
