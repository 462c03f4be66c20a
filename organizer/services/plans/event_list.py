"""All events as a list on the screen needs them, mended after a small change, not read anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from organizer.domain.records import EventRow
from organizer.models.changes import NO_MARK, Mark
from organizer.models.database import Database
from organizer.models.tables import Event
from organizer.services.plans.events import event_rows

_TOLD_OF_MANY = frozenset({"venue", "series", "tag"})
"""What rows tell of these may be told of any number of events."""


@dataclass(frozen=True, slots=True)
class EventList:
    """Events by start."""

    rows: Sequence[EventRow] = ()
    mark: Mark = NO_MARK
    """How far the file was written when they were read."""


def read_events(db: Database, known: EventList | None = None) -> EventList:
    """Return all events; where a list is known, only what was changed since is read."""
    with db.reading() as session:
        mark = db.mark(session)
        changes = db.changes_since(session, known.mark) if known is not None else None
        if known is None or changes is None or _TOLD_OF_MANY & changes.touched.keys():
            return EventList(event_rows(session), mark)
        changed = changes.about("event")
        fresh = event_rows(session, Event.id.in_(changed)) if changed else []
    kept = (row for row in known.rows if row.id not in changed)
    return EventList(sorted((*kept, *fresh), key=_order), mark)


def _order(row: EventRow) -> tuple[datetime, int]:
    return row.starts_at, row.id
