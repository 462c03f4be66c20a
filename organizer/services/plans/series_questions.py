"""Questions that several dates of a series ask alike, changed together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from organizer.domain.drafts import QuestionDraft
from organizer.models.tables import Event
from organizer.services.plans.questions import draft_of, question_record, questions_of

Questions = tuple[QuestionDraft, ...]


def asked_at(session: Session, event: Event) -> Questions:
    """Return what an event asks, in order."""
    return tuple(draft_of(question_record(one)) for one in questions_of(session, event.id))


def carried(before: Questions, now: Questions | None, own: Questions) -> Questions | None:
    """Return what another date is to ask, where one date asked `before` and asks `now`.

    A question that was changed stays the same question there, so that its answers stay. None leaves
    the date as it is: nothing is changed, or it asks things of its own.
    """
    if now is None or now == before or _said(own) != _said(before):
        return None
    there = {one.uid: other.uid for one, other in zip(before, own, strict=True)}
    return tuple(replace(one, uid=there.get(one.uid, "")) for one in now)


def _said(questions: Sequence[QuestionDraft]) -> list[QuestionDraft]:
    return [replace(one, uid="") for one in questions]
