"""From what a person typed to the one event or member that is meant."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.names import clean_name
from organizer.domain.words import _
from organizer.models.tables import Event, Member

_SHORTEST = 4


def find_event(session: Session, text: str) -> Event:
    """Return the event of a uid, the beginning of one, or an exact title that only one has."""
    found = session.scalars(select(Event).where(Event.uid == text)).all()
    if not found:
        meant = [Event.title == clean_name(text)]
        if _is_uid_part(text):  # a title can look like one, so both are asked
            meant.append(Event.uid.startswith(text.lower(), autoescape=True))
        found = session.scalars(select(Event).where(or_(*meant)).limit(3)).all()
    if not found:
        raise UserError(
            _(
                "There is no event “{text}”. “organizer events list” shows all with their uid."
            ).format(text=text[:80])
        )
    if len(found) > 1:
        raise UserError(
            _("“{text}” can be several events: {uids}. Use the beginning of one of these.").format(
                text=text[:80], uids=", ".join(event.uid for event in found)
            )
        )
    return found[0]


def find_member(session: Session, text: str) -> Member:
    """Return the member of a uid, the beginning of one, or an exact name that only one has."""
    found = session.scalars(select(Member).where(Member.uid == text)).all()
    if not found:
        meant = [Member.name == clean_name(text)]
        if _is_uid_part(text):  # a name such as Edda can look like one, so both are asked
            meant.append(Member.uid.startswith(text.lower(), autoescape=True))
        found = session.scalars(select(Member).where(or_(*meant)).limit(3)).all()
    if not found:
        raise UserError(
            _("There is no member “{text}”. “organizer members list” shows all.").format(
                text=text[:80]
            )
        )
    if len(found) > 1:
        raise UserError(
            _("“{text}” can be several members: {uids}. Use the beginning of one of these.").format(
                text=text[:80], uids=", ".join(member.uid for member in found)
            )
        )
    return found[0]


def _is_uid_part(text: str) -> bool:
    return _SHORTEST <= len(text) <= 36 and set(text.lower()) <= set("0123456789abcdef-")
