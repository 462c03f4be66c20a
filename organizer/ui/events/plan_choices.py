"""What the form of a plan has to choose from: places, people, tags, workshops, earlier questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from organizer.domain.drafts import QuestionDraft
from organizer.domain.records import VenueRecord
from organizer.domain.times import short_day
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.people import members
from organizer.services.plans import questions, venues
from organizer.services.plans.event_details import people_to_choose, workshops_to_require
from organizer.ui.events.pick_field import Pick


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """Everything that is loaded for the form once it is open."""

    places: Sequence[VenueRecord]
    people: Sequence[Pick]
    tags: Sequence[Pick]
    workshops: Sequence[Pick]
    asked_before: Sequence[tuple[str, Sequence[QuestionDraft]]]
    questions: Sequence[QuestionDraft]
    """What the event asks already."""


def load_choices(db: Database, uid: str) -> PlanChoices:
    """Return what there is to choose from for the event of this uid, or for a new one."""
    words = _("{title}, {day}")
    asked = questions.list_questions(db, uid) if uid else []
    return PlanChoices(
        places=venues.list_venues(db),
        people=people_picks(db),
        tags=[Pick(tag, tag) for tag in members.all_tags(db)],
        workshops=[
            Pick(other, words.format(title=title, day=short_day(starts)))
            for other, title, starts in workshops_to_require(db, uid)
        ],
        asked_before=questions.asked_before(db, uid),
        questions=[questions.draft_of(one) for one in asked],
    )


def people_picks(db: Database) -> list[Pick]:
    """Return every member to pick from; two of the same name are told apart by their uid."""
    people = people_to_choose(db)
    often = Counter(name for _uid, name in people)
    return [
        Pick(uid, name if often[name] == 1 else _("{name} ({uid})").format(name=name, uid=uid[:4]))
        for uid, name in people
    ]
