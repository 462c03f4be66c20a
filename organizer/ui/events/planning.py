"""Keeps a plan, and finds out what came of it for the people on the list."""

from __future__ import annotations

from dataclasses import dataclass

from organizer.domain.drafts import EventDraft
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services import events, guests, inviting
from organizer.ui.events.answers import moved_up


@dataclass(frozen=True, slots=True)
class Planned:
    """What keeping a plan came to."""

    uid: str
    title: str
    is_new: bool = False
    untold: int = 0
    """People on the list who have not been told the latest."""
    promoted: tuple[str, ...] = ()
    """Names of those who moved up because there are more seats now."""


def keep_plan(db: Database, draft: EventDraft, uid: str = "") -> Planned:
    """Plan an event, or change the one of this uid."""
    if not uid:
        return Planned(events.add_event(db, draft), draft.title, is_new=True)
    waiting = _waiting(db, uid)
    events.change_event(db, uid, draft)
    still_waiting = _waiting(db, uid)
    return Planned(
        uid,
        draft.title,
        untold=inviting.count_due(db, uid),
        promoted=tuple(name for member, name in waiting.items() if member not in still_waiting),
    )


def _waiting(db: Database, uid: str) -> dict[str, str]:
    return {
        guest.member_uid: guest.name
        for guest in guests.list_guests(db, uid)
        if guest.status is RegistrationStatus.WAITLISTED
    }


def said_of(planned: Planned) -> str:
    """Return the sentences that tell what keeping a plan came to."""
    title = shown(planned.title)
    if planned.is_new:
        return _("“{title}” is planned.").format(title=title)
    sentences = [_("“{title}” is changed.").format(title=title)]
    if planned.promoted:
        sentences.append(moved_up(planned.promoted))
    if planned.untold:
        sentences.append(untold_words(planned.untold))
    return " ".join(sentences)


def untold_words(count: int) -> str:
    """Return the sentence about who has not been told the latest."""
    return ngettext(
        "{count} person has not been told; write the invitations.",
        "{count} people have not been told; write the invitations.",
        count,
    ).format(count=count)
