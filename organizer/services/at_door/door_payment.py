"""Payments noted at the door: somebody who still had to pay has paid."""

from __future__ import annotations

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.answers.guests import find_registration
from organizer.services.finding import find_event, find_member


def note_payment(db: Database, event_uid: str, member_uid: str) -> str:
    """Note that somebody on an event's list has paid, and return their name; twice is as once.

    UserError if the event costs nothing, or if they are not on its list.
    """
    with db.writing(_("A payment noted")) as session:
        event, member = find_event(session, event_uid), find_member(session, member_uid)
        if not event.price:
            words = _("“{title}” costs nothing, so there is no payment to note.")
            raise UserError(words.format(title=shown(event.title)))
        find_registration(session, event, member).is_paid = True
        return member.name
