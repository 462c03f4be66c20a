"""One round of letters: what all of them have in common, and what each event says in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from organizer.domain.records import CommunityRecord
from organizer.models.tables import Event, Question, Venue
from organizer.services.plans.plan_words import place_in_full, told_of
from organizer.services.plans.questions import questions_of


@dataclass(frozen=True, slots=True)
class Round:
    """Letters that are written now, `moment`, about the same event or series."""

    session: Session
    community: CommunityRecord
    moment: datetime
    everyone: bool
    _asked: dict[int, Sequence[Question]] = field(default_factory=dict)

    def place_of(self, event: Event) -> str:
        """Return where an event is held, in full."""
        return place_in_full(event, self._venue(event))

    def told_of(self, event: Event, *, with_deadline: bool) -> str:
        """Return what an event is about, and what it asks of everyone who comes."""
        return told_of(
            event,
            self._venue(event),
            with_deadline=with_deadline,
            questions=self._questions_of(event),
        )

    def _venue(self, event: Event) -> Venue | None:
        return self.session.get(Venue, event.venue_id) if event.venue_id else None

    def _questions_of(self, event: Event) -> Sequence[Question]:
        """Return what an event asks, read once for everybody who is told of it."""
        if event.id not in self._asked:
            self._asked[event.id] = questions_of(self.session, event.id)
        return self._asked[event.id]
