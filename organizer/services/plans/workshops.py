"""Filling the workshops of a meetup from everybody's wishes: shown first, then done in one step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.filling import Filling, Wishes, Workshop, fill
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import (
    Attendance,
    Event,
    Member,
    MemberTag,
    Prerequisite,
    Registration,
    Tag,
)
from organizer.services.answers.guests import new_registration, registration_of
from organizer.services.answers.seating import seats_taken
from organizer.services.finding import find_event
from organizer.services.plans.workshop_choices import choices_by_member, set_choices

_NAMED = 3
"""So many people are named; beyond that it is a number."""

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
    """Sentences about people who lack what a workshop asks for; they get in all the same."""

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


def preview_filling(db: Database, meetup_uid: str) -> FillingPreview:
    """Return what filling the workshops of a meetup would do now; nothing is written."""
    with db.reading() as session:
        return _preview(session, _fill(session, find_event(session, meetup_uid)))


def apply_filling(db: Database, meetup_uid: str) -> FillingPreview:
    """Give the seats that `preview_filling` shows, in one step.

    The draw is the meetup's own, so that nothing differs unless answers changed meanwhile.
    """
    with db.writing(_("Workshops filled")) as session:
        done = _fill(session, find_event(session, meetup_uid))
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


def _fill(session: Session, meetup: Event) -> _Round:
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
    wishes = [
        Wishes(members[member_id].uid, wanted, frozenset(held[member_id]), 1 + plus[member_id])
        for member_id, wanted in wished.items()
        if member_id in plus
    ]
    seats = [
        Workshop(uid, one.starts_at, one.ends_at, _free(session, one))
        for uid, one in workshops.items()
    ]
    by_uid = {one.uid: one for one in members.values()}
    return _Round(
        meetup, workshops, fill(seats, wishes, meetup.uid), by_uid, len(wished) - len(wishes)
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
        warnings=_warnings(session, done),
    )


def _warnings(session: Session, done: _Round) -> tuple[str, ...]:
    sentences = []
    for uid, workshop in done.workshops.items():
        people = [place.person for place in done.filling.seats if place.workshop == uid]
        chosen = [done.members[person].id for person in people]
        for lacking, names in _lacking(session, workshop, chosen):
            words = ngettext(
                "{names} gets into “{title}” {lacking}.",
                "{names} get into “{title}” {lacking}.",
                len(names),
            )
            said = words.format(names=_listed(names), title=workshop.title, lacking=lacking)
            sentences.append(said)
    return tuple(sentences)


def missing_prerequisites(db: Database, workshop_uid: str) -> list[str]:
    """Return a sentence for each thing that people going to a workshop lack of what it asks for."""
    with db.reading() as session:
        workshop = find_event(session, workshop_uid)
        going = session.scalars(
            select(Registration.member_id).where(
                Registration.event_id == workshop.id,
                Registration.status == RegistrationStatus.GOING,
            )
        ).all()
        return [
            ngettext(
                "{names} is going {lacking}.", "{names} are going {lacking}.", len(names)
            ).format(names=_listed(names), lacking=lacking)
            for lacking, names in _lacking(session, workshop, going)
        ]


def _lacking(
    session: Session, workshop: Event, member_ids: Sequence[int]
) -> Iterator[tuple[str, list[str]]]:
    """Yield each thing that a workshop asks for with the names of those members who lack it.

    It is a warning, never a wall: the host knows best who is ready.
    """
    for tag, required in session.execute(
        select(Tag, Event)
        .select_from(Prerequisite)
        .outerjoin(Tag, Tag.id == Prerequisite.tag_id)
        .outerjoin(Event, Event.id == Prerequisite.workshop_id)
        .where(Prerequisite.event_id == workshop.id)
        .order_by(Prerequisite.id)
    ):
        if tag is not None:
            ready = select(MemberTag.member_id).where(MemberTag.tag_id == tag.id)
            lacking = _("without the tag “{tag}”").format(tag=tag.name)
        else:
            ready = select(Attendance.member_id).where(Attendance.event_id == required.id)
            lacking = _("without having been to “{workshop}”").format(workshop=required.title)
        names = session.scalars(
            select(Member.name)
            .where(Member.id.in_(member_ids), Member.id.not_in(ready))
            .order_by(Member.sorting_name)
        ).all()
        if names:
            yield lacking, list(names)


def _listed(names: Sequence[str]) -> str:
    said = ", ".join(shown(name) for name in names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return said
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=said, count=more
    )
