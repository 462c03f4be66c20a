"""What is said on standard error about a plan that was kept: what is odd, and what happened beside it."""

from __future__ import annotations

from organizer.cli.output import note
from organizer.domain.drafts import EventDraft
from organizer.domain.times import gap_words, write_time
from organizer.models.database import Database
from organizer.services.plans.beside import Beside
from organizer.services.plans.plan_hints import hints_of


def note_plan(db: Database, uid: str, draft: EventDraft | None = None) -> None:
    """Say what is odd about an event, and about the times that were asked for."""
    asked = (draft.starts, draft.ends) if draft is not None else ()
    gaps = [gap_words(wall, draft.timezone) for wall in asked if wall and draft is not None]
    for sentence in dict.fromkeys((*filter(None, gaps), *hints_of(db, uid))):
        note(sentence)


def note_beside(beside: Beside) -> None:
    """Say what a change did to workshops and to other dates."""
    for sentence in filter(None, (beside.along_words(), *beside.cancelled_words())):
        note(sentence)


def beside_document(beside: Beside) -> dict[str, object]:
    """Return the dates that were called off as JSON gives them; nothing where there are none."""
    if not beside.cancelled:
        return {}
    dates = [
        {"uid": uid, "title": title, "starts": write_time(starts)}
        for uid, (title, starts) in beside.cancelled.items()
    ]
    return {"cancelled": dates}
