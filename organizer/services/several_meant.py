"""The sentence for a text that can mean several events or members: what tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.kinds import EventStatus
from organizer.domain.names import shown
from organizer.domain.times import short_day
from organizer.domain.words import _, ngettext
from organizer.models.tables import Address, Event, Member, MemberTag, Tag

_NAMED = 8
"""More are counted: the sentence is read in a terminal."""


def several_events(text: str, events: Sequence[Event]) -> str:
    """Return the sentence that names these events with their day and time, the nearest first."""
    now = datetime.now(UTC)
    nearest = sorted(events, key=lambda one: (one.ends_at <= now, abs(one.starts_at - now)))
    has_titles = len({one.title for one in events}) > 1
    words = _("“{text}” can be several events: {choices}. Use the beginning of one of these.")
    choices = [
        _with_facts(
            one.uid,
            one.title if has_titles else "",
            _("{day}, {time}").format(day=short_day(one.starts), time=f"{one.starts:%H:%M}"),
            _("cancelled") if one.status is EventStatus.CANCELLED else "",
        )
        for one in nearest[:_NAMED]
    ]
    return words.format(text=text[:80], choices=_listed(choices, len(events)))


def several_members(session: Session, text: str, members: Sequence[Member]) -> str:
    """Return the sentence that names these members with what little is known of each."""
    has_names = len({one.name for one in members}) > 1
    words = _("“{text}” can be several members: {choices}. Use the beginning of one of these.")
    choices = [
        _with_facts(one.uid, shown(one.name) if has_names else "", _known_by(session, one))
        for one in members[:_NAMED]
    ]
    return words.format(text=text[:80], choices=_listed(choices, len(members)))


def _known_by(session: Session, member: Member) -> str:
    """Return an address as at the door, or else their tags, or since when they are a member."""
    address = session.scalar(
        select(Address.address)
        .where(Address.member_id == member.id)
        .order_by(Address.position)
        .limit(1)
    )
    if address:
        return address
    tags = session.scalars(
        select(Tag.name)
        .join(MemberTag, MemberTag.tag_id == Tag.id)
        .where(MemberTag.member_id == member.id)
        .order_by(Tag.folded)
    ).all()
    if tags or member.joined_on is None:
        return ", ".join(tags)
    since = datetime.combine(member.joined_on, datetime.min.time())
    return _("member since {day}").format(day=short_day(since))


def _with_facts(uid: str, *facts: str) -> str:
    known = ", ".join(filter(None, facts))
    return f"{uid} ({known})" if known else uid


def _listed(choices: Sequence[str], count: int) -> str:
    listed = "; ".join(choices)
    more = count - len(choices)
    if not more:
        return listed
    words = ngettext("{choices}; and {count} more", "{choices}; and {count} more", more)
    return words.format(choices=listed, count=more)
