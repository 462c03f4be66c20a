"""Keeps a plan, and finds out what came of it for the people on the list."""

from __future__ import annotations

from dataclasses import dataclass

from organizer.domain.drafts import EventDraft
from organizer.domain.kinds import RegistrationStatus
from organizer.models.database import Database
from organizer.services import events, guests, inviting


@dataclass(frozen=True, slots=True)
class Planned:
    """What keeping a plan came to."""

    uid: str
    title: str
    before: EventDraft | None = None
    """The plan as it was, for Undo; None for a new event."""
    untold: int = 0
    """People on the list who have not been told the latest."""
    promoted: tuple[str, ...] = ()
    """Names of those who moved up because there are more seats now."""


def keep_plan(
    db: Database, draft: EventDraft, uid: str = "", before: EventDraft | None = None
) -> Planned:
    """Plan an event, or change the one of this uid, which was planned as `before`."""
    if not uid:
        return Planned(events.add_event(db, draft), draft.title)
    waiting = _waiting(db, uid)
    events.change_event(db, uid, draft)
    still_waiting = _waiting(db, uid)
    return Planned(
        uid,
        draft.title,
        before,
        inviting.count_due(db, uid),
        tuple(name for member, name in waiting.items() if member not in still_waiting),
    )


def _waiting(db: Database, uid: str) -> dict[str, str]:
    return {
        guest.member_uid: guest.name
        for guest in guests.list_guests(db, uid)
        if guest.status is RegistrationStatus.WAITLISTED
    }
