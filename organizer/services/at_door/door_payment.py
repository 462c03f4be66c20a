"""Payments noted at the door: somebody who still had to pay has paid, or has not after all."""

from __future__ import annotations

from sqlalchemy import select

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import Member, Registration
from organizer.services.answers.guests import find_registration
from organizer.services.finding import find_event, find_member


def note_payment(db: Database, event_uid: str, member_uid: str) -> bool:
    """Note that somebody on an event's list has paid, and return whether that is new.

    UserError if the event costs nothing, or if they are not on its list.
    """
    with db.writing(_("A payment noted")) as session:
        event, member = find_event(session, event_uid), find_member(session, member_uid)
        if not event.price:
            words = _("“{title}” costs nothing, so there is no payment to note.")
            raise UserError(words.format(title=shown(event.title)))
        registration = find_registration(session, event, member)
        was_paid, registration.is_paid = registration.is_paid, True
        words = _("{name} has paid for “{title}”")
        name_step(session, words.format(name=shown(member.name), title=shown(event.title)))
        return not was_paid


def take_payment_back(db: Database, event_uid: str, member_uid: str) -> str | None:
    """Note that somebody has not paid after all; return their name, None if that is noted already."""
    with db.writing(_("A payment taken back")) as session:
        event = find_event(session, event_uid)
        found = session.execute(
            select(Registration, Member.name)
            .join(Member, Member.id == Registration.member_id)
            .where(
                Registration.event_id == event.id,
                Member.uid == member_uid,
                Registration.is_paid.is_(True),
            )
        ).one_or_none()
        if found is None:
            return None
        registration, name = found
        registration.is_paid = False
        words = _("{name} has not paid for “{title}” after all")
        name_step(session, words.format(name=shown(name), title=shown(event.title)))
        return str(name)
