"""What a workshop asks of who comes: a tag, or another workshop attended; and who lacks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.models.tables import (
    Attendance,
    Event,
    Member,
    MemberTag,
    Prerequisite,
    Registration,
    Tag,
)
from organizer.services.finding import find_event

_NAMED = 3
"""So many people are named; beyond that it is a number."""


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
                "{names} is going {lacking}.", "{names} are going {lacking}.", len(people)
            ).format(names=listed(list(people.values())), lacking=lacking)
            for lacking, people in lacking_at(session, workshop, going)
        ]


def lacking_at(
    session: Session, workshop: Event, member_ids: Sequence[int]
) -> Iterator[tuple[str, Mapping[int, str]]]:
    """Yield each thing that a workshop asks for with those members who lack it.

    The thing is a part of a sentence, "without the tag …"; members are names by id, in the order
    of their sorting names. It bars nobody by itself: the host knows best who is ready.
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
        people = session.execute(
            select(Member.id, Member.name)
            .where(Member.id.in_(member_ids), Member.id.not_in(ready))
            .order_by(Member.sorting_name, Member.id)
        )
        if found := {number: name for number, name in people}:
            yield lacking, found


def listed(names: Sequence[str]) -> str:
    """Return names for a sentence: three at most, then how many more."""
    said = ", ".join(shown(name) for name in names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return said
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=said, count=more
    )
