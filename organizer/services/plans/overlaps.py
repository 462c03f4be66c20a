"""What gets in each other's way: one person, room or facilitator in two places at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from organizer.domain.drafts import EventDraft
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import clean_name, fold, shown
from organizer.domain.times import instant
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.models.tables import Event, Facilitator, Member, Registration, Venue
from organizer.services.finding import find_event

_NAMED = 3
"""So many people are named; beyond that it is a number."""


def overlaps_of(db: Database, event_uid: str) -> list[str]:
    """Return a sentence for each thing that an event gets in the way of, with what to do."""
    with db.reading() as session:
        event = find_event(session, event_uid)
        if event.status is EventStatus.CANCELLED:
            return []
        venue = _venue_of(session, event)
        others = _at_the_same_time(session, event)
        leading = set(
            session.scalars(select(Facilitator.member_id).where(Facilitator.event_id == event.id))
        )
        return [
            *_places(session, venue.folded if venue else "", event.room, others, event.part_of_id),
            *_leaders(session, leading, others),
            *_guests(session, event, others),
            *_guests_who_lead(session, event, others, leading),
        ]


def overlaps_of_draft(db: Database, draft: EventDraft, uid: str = "") -> list[str]:
    """Return what a plan would get in the way of, before it is kept; `uid` is its event's, if any.

    Nothing for a plan that cannot stay as it is.
    """
    if draft.starts is None or draft.ends is None or draft.problems():
        return []
    with db.reading() as session:
        part_of_id = find_event(session, draft.part_of).id if draft.part_of else None
        asked = Event(
            id=find_event(session, uid).id if uid else 0,
            part_of_id=part_of_id,
            starts_at=instant(draft.starts, draft.timezone),
            ends_at=instant(draft.ends, draft.timezone),
        )
        others = _at_the_same_time(session, asked)
        leading = set(session.scalars(select(Member.id).where(Member.uid.in_(draft.facilitators))))
        of_meetup = _venue_of(session, asked)
        venue = fold(clean_name(draft.venue)) or (of_meetup.folded if of_meetup else "")
        return [
            *_places(session, venue, draft.room, others, part_of_id),
            *_leaders(session, leading, others),
        ]


def _at_the_same_time(session: Session, event: Event) -> Sequence[Event]:
    """Return what else takes place meanwhile, without the meetup that an event is part of."""
    return session.scalars(
        select(Event)
        .where(
            Event.status == EventStatus.PLANNED,
            Event.starts_at < event.ends_at,
            Event.ends_at > event.starts_at,
            Event.id.not_in([event.id, event.part_of_id or event.id]),
            (Event.part_of_id != event.id) | Event.part_of_id.is_(None),
        )
        .order_by(Event.starts_at, Event.id)
    ).all()


def _venue_of(session: Session, event: Event) -> Venue | None:
    """Return where an event is held; a workshop that does not say so is held at its meetup's."""
    venue_id = event.venue_id
    if venue_id is None and event.part_of_id is not None:
        venue_id = session.get_one(Event, event.part_of_id).venue_id
    return session.get(Venue, venue_id) if venue_id is not None else None


def _places(
    session: Session, venue: str, room: str, others: Sequence[Event], part_of_id: int | None
) -> list[str]:
    """Say what is held in the same room, or may be: an event without a room may take them all."""
    found = []
    for other in others:
        there = _venue_of(session, other)
        are_of_one = other.part_of_id is not None and other.part_of_id == part_of_id
        if (there.folded if there else "") != venue or not (venue or are_of_one):
            continue
        is_same = fold(room) == fold(other.room)
        if room and other.room and not is_same:
            continue
        is_of_another = other.part_of_id is not None and not are_of_one
        if is_of_another and not (room and other.room):
            continue  # its meetup is told of already
        if are_of_one and not (is_same and (room or other.venue_id is not None)):
            continue  # two workshops of one meetup, whose rooms are not all said yet
        theirs = room if is_same else other.room
        place = ", ".join(filter(None, (there.name if there else "", theirs)))
        words = _in_the_way(bool(room), bool(other.room))
        found.append(words.format(title=shown(other.title), place=shown(place), room=shown(room)))
    return found


def _in_the_way(has_room: bool, other_has_room: bool) -> str:
    match has_room, other_has_room:
        case True, True:
            return _("“{title}” is in {place} at that time. Move one of them to another room.")
        case True, False:
            return _(
                "“{title}” is in {place} at that time and may take {room} too, as its room is not "
                "said. Say which one it takes."
            )
        case False, True:
            return _(
                "“{title}” is in {place} at that time, which this may take too. Say which room "
                "this takes."
            )
        case _:
            return _(
                "“{title}” is in {place} at that time. Move one of them, or give them two rooms."
            )


def _leaders(session: Session, leading: set[int], others: Sequence[Event]) -> list[str]:
    """Say who would have to lead two things, or leads one while going to another."""
    if not leading:
        return []
    titles = {other.id: other.title for other in others}
    found = []
    for event_id, name in session.execute(
        select(Facilitator.event_id, Member.name)
        .join(Member, Member.id == Facilitator.member_id)
        .where(Facilitator.event_id.in_(titles), Facilitator.member_id.in_(leading))
        .order_by(Member.sorting_name, Facilitator.event_id)
    ):
        words = _("{name} leads “{title}” at that time. Ask somebody else to lead one of them.")
        found.append(words.format(name=shown(name), title=shown(titles[event_id])))
    for event_id, name in session.execute(
        select(Registration.event_id, Member.name)
        .join(Member, Member.id == Registration.member_id)
        .where(
            Registration.event_id.in_(titles),
            Registration.member_id.in_(leading),
            Registration.status == RegistrationStatus.GOING,
        )
        .order_by(Member.sorting_name, Registration.event_id)
    ):
        words = _("{name}, who leads this, is going to “{title}” at that time. Tell them.")
        found.append(words.format(name=shown(name), title=shown(titles[event_id])))
    return found


def _guests(session: Session, event: Event, others: Sequence[Event]) -> list[str]:
    """Say who is going to something else meanwhile."""
    titles = {other.id: other.title for other in others}
    here = aliased(Registration)
    both: dict[int, list[str]] = defaultdict(list)
    for event_id, name in session.execute(
        select(Registration.event_id, Member.name)
        .join(here, here.member_id == Registration.member_id)
        .join(Member, Member.id == Registration.member_id)
        .where(
            here.event_id == event.id,
            here.status == RegistrationStatus.GOING,
            Registration.event_id.in_(titles),
            Registration.status == RegistrationStatus.GOING,
        )
        .order_by(Member.sorting_name, Member.id)
    ):
        both[event_id].append(name)
    return [
        ngettext(
            "{names} is going to “{title}” at that time too. Ask which one they want.",
            "{names} are going to “{title}” at that time too. Ask which one they want.",
            len(names),
        ).format(names=_listed(names), title=shown(titles[event_id]))
        for event_id, names in both.items()
    ]


def _guests_who_lead(
    session: Session, event: Event, others: Sequence[Event], leading: set[int]
) -> list[str]:
    """Say who of those going leads something else meanwhile; who leads both is told already."""
    titles = {other.id: other.title for other in others}
    rows = session.execute(
        select(Facilitator.event_id, Member.name)
        .join(Member, Member.id == Facilitator.member_id)
        .join(Registration, Registration.member_id == Member.id)
        .where(
            Facilitator.event_id.in_(titles),
            Member.id.not_in(leading),
            Registration.event_id == event.id,
            Registration.status == RegistrationStatus.GOING,
        )
        .order_by(Member.sorting_name, Facilitator.event_id)
    )
    words = _("{name}, who is going, leads “{title}” at that time. Tell them.")
    return [words.format(name=shown(name), title=shown(titles[number])) for number, name in rows]


def _listed(names: Sequence[str]) -> str:
    said = ", ".join(shown(name) for name in names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return said
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=said, count=more
    )
