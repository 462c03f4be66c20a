"""What a plan says beside its row: who leads an event, and what one should bring to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organizer.domain.drafts import EventDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind
from organizer.domain.names import clean_name, fold
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Event, Facilitator, Member, Prerequisite, Tag
from organizer.services.finding import find_event, find_member

_MOST_AT_ONCE = 500
"""So many events are asked for in one statement; of more, all are read."""


@dataclass(frozen=True, slots=True)
class EventDetails:
    """Facilitators and prerequisite workshops by uid, prerequisite tags by name."""

    facilitators: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    workshops: tuple[str, ...] = ()


_NOTHING = EventDetails()


def keep_details(session: Session, event: Event, draft: EventDraft) -> None:
    """Write down what a draft says of an event, within the caller's transaction."""
    if details_of(session, [event.id])[event.id] == EventDetails(
        draft.facilitators, draft.required_tags, draft.required_workshops
    ):
        return
    session.execute(delete(Facilitator).where(Facilitator.event_id == event.id))
    session.execute(delete(Prerequisite).where(Prerequisite.event_id == event.id))
    leading = dict.fromkeys(find_member(session, uid).id for uid in draft.facilitators)
    session.add_all(Facilitator(event_id=event.id, member_id=member_id) for member_id in leading)
    tags = dict.fromkeys(_tag_id(session, name) for name in draft.required_tags if clean_name(name))
    session.add_all(Prerequisite(event_id=event.id, tag_id=tag_id) for tag_id in tags)
    workshops = dict.fromkeys(find_event(session, uid).id for uid in draft.required_workshops)
    if event.id in workshops:
        raise UserError(_("“{title}” cannot require itself.").format(title=event.title))
    session.add_all(Prerequisite(event_id=event.id, workshop_id=one) for one in workshops)
    session.flush()


def _tag_id(session: Session, name: str) -> int:
    folded = fold(clean_name(name))
    tag = session.scalars(select(Tag).where(Tag.folded == folded)).one_or_none()
    if tag is None:
        tag = Tag(name=clean_name(name), folded=folded)
        session.add(tag)
        session.flush()
    return tag.id


def details_of(session: Session, event_ids: Sequence[int]) -> defaultdict[int, EventDetails]:
    """Return the details of events by id; those that have none have empty ones."""
    leading = select(Facilitator.event_id, Member.uid).join(
        Member, Member.id == Facilitator.member_id
    )
    tags = select(Prerequisite.event_id, Tag.name).join(Tag, Tag.id == Prerequisite.tag_id)
    required = select(Prerequisite.event_id, Event.uid).join(
        Event, Event.id == Prerequisite.workshop_id
    )
    if len(event_ids) <= _MOST_AT_ONCE:
        leading = leading.where(Facilitator.event_id.in_(event_ids))
        tags = tags.where(Prerequisite.event_id.in_(event_ids))
        required = required.where(Prerequisite.event_id.in_(event_ids))
    found: dict[int, tuple[list[str], list[str], list[str]]] = defaultdict(lambda: ([], [], []))
    for place, (statement, key) in enumerate(
        ((leading, Facilitator.id), (tags, Prerequisite.id), (required, Prerequisite.id))
    ):
        for event_id, word in session.execute(statement.order_by(key)):
            found[event_id][place].append(word)
    details: defaultdict[int, EventDetails] = defaultdict(lambda: _NOTHING)
    for event_id, (people, names, uids) in found.items():
        details[event_id] = EventDetails(tuple(people), tuple(names), tuple(uids))
    return details


def people_to_choose(db: Database) -> list[tuple[str, str]]:
    """Return uid and name of every member by sorting name, for a field that picks some."""
    with db.reading() as session:
        rows = session.execute(
            select(Member.uid, Member.name)
            .where(Member.is_erased.is_(False))
            .order_by(Member.sorting_name, Member.id)
        )
        return [(uid, name) for uid, name in rows]


def names_of(db: Database, uids: Sequence[str]) -> list[str]:
    """Return the names of members, in the order given; who is gone is left out."""
    with db.reading() as session:
        rows = session.execute(select(Member.uid, Member.name).where(Member.uid.in_(uids)))
        names = {uid: name for uid, name in rows}
    return [names[uid] for uid in uids if uid in names]


def titles_of(db: Database, uids: Sequence[str]) -> list[str]:
    """Return the titles of events, in the order given."""
    with db.reading() as session:
        rows = session.execute(select(Event.uid, Event.title).where(Event.uid.in_(uids)))
        titles = {uid: title for uid, title in rows}
    return [titles[uid] for uid in uids if uid in titles]


def workshops_to_require(db: Database, uid: str = "") -> list[tuple[str, str, datetime]]:
    """Return uid, title and start of every workshop but this one, the last first."""
    with db.reading() as session:
        rows = session.execute(
            select(Event.uid, Event.title, Event.starts)
            .where(Event.kind == EventKind.WORKSHOP, Event.uid != uid)
            .order_by(Event.starts_at.desc())
        )
        return [(other, title, starts) for other, title, starts in rows]
