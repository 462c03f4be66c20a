"""Events and guests as JSON gives them; times are wall times in the event's zone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import EventCounts, EventRow, GuestRow, QuestionRecord
from organizer.domain.times import wall_time, write_time
from organizer.models.database import Database
from organizer.services.answers import guests
from organizer.services.plans import events, questions
from organizer.services.plans.event_details import names_of, titles_of
from organizer.services.plans.overlaps import overlaps_of
from organizer.services.plans.plan_hints import hints_of
from organizer.services.plans.prerequisites import missing_prerequisites

_COUNTED = (RegistrationStatus.GOING, RegistrationStatus.MAYBE, RegistrationStatus.WAITLISTED)
"""Whose answers are counted: who said no brings no diet."""


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything that `events show` says."""

    row: EventRow
    counts: EventCounts
    overlaps: Sequence[str]
    hints: Sequence[str]
    lacking: Sequence[str]
    facilitators: Sequence[str]
    """Names, in the order of the row's uids; so are the titles of `required_workshops`."""
    required_workshops: Sequence[str]
    workshops: Sequence[EventRow]
    questions: Sequence[QuestionRecord]
    guests: Sequence[GuestRow]


def read_page(db: Database, text: str) -> EventPage:
    """Return all that is known of the event that is meant."""
    row = events.get_event(db, text)
    return EventPage(
        row=row,
        counts=events.count_guests(db, row.uid),
        overlaps=overlaps_of(db, row.uid),
        hints=hints_of(db, row.uid),
        lacking=missing_prerequisites(db, row.uid),
        facilitators=names_of(db, row.facilitators),
        required_workshops=titles_of(db, row.required_workshops),
        workshops=events.workshops_of(db, row.uid),
        questions=questions.list_questions(db, row.uid),
        guests=guests.list_guests(db, row.uid),
    )


def as_document(row: EventRow) -> dict[str, object]:
    """Return an event as a list of them has it."""
    return {
        "uid": row.uid,
        "kind": str(row.kind),
        "title": row.title,
        "starts": write_time(row.starts),
        "ends": write_time(row.ends),
        "timezone": row.timezone,
        "status": str(row.status),
        "capacity": row.capacity,
        "going": row.going,
        "waitlisted": row.waitlisted,
        "attended": row.attended,
        "venue": row.venue,
        "part_of": row.part_of,
        "series": row.series,
    }


def page_document(page: EventPage) -> dict[str, object]:
    """Return one event with its plan, its numbers, its workshops and what it asks."""
    row, counts = page.row, page.counts
    closed = (
        wall_time(row.closed_at, row.timezone).replace(microsecond=0) if row.closed_at else None
    )
    return {
        **as_document(row),
        "counts": counts.by_status,
        "guests": counts.guests,
        "first_timers": counts.first_timers,
        "likely_low": counts.likely[0] if counts.likely else None,
        "likely_high": counts.likely[1] if counts.likely else None,
        "overlaps": list(page.overlaps),
        "hints": list(page.hints),
        "lacking": list(page.lacking),
        "description": row.description,
        "url": row.url,
        "room": row.room,
        "level": row.level,
        "materials": row.materials,
        "price": row.price,
        "paid_on_list": row.paid_on_list,
        "paid_at_door": row.paid_at_door,
        "paid_on_badge": row.paid_on_badge,
        "paid_on_recap": row.paid_on_recap,
        "unpaid": counts.unpaid,
        "answer_by": _time(row.answer_by),
        "waitlist": str(row.waitlist_order),
        "facilitators": _named("name", row.facilitators, page.facilitators),
        "required_tags": list(row.required_tags),
        "required_workshops": _named("title", row.required_workshops, page.required_workshops),
        "rule": row.rule or None,
        "closed_at": _time(closed),
        "workshops": [
            {**as_document(one), "room": one.room, "level": one.level} for one in page.workshops
        ],
        "questions": [
            {
                "uid": one.uid,
                "wording": one.wording,
                "kind": str(one.kind),
                "choices": list(one.choices),
                "at_door": one.at_door,
                "on_badge": one.on_badge,
                "on_recap": one.on_recap,
                "answers": dict(counts_of(one, page.guests)),
            }
            for one in page.questions
        ],
    }


def counts_of(question: QuestionRecord, rows: Sequence[GuestRow]) -> list[tuple[str, int]]:
    """Return how often each answer was given by those who may come, the most first."""
    given = Counter(
        text
        for row in rows
        if row.status in _COUNTED
        for uid, text in row.answers
        if uid == question.uid
    )
    return given.most_common()


def guest_document(row: GuestRow, wordings: Mapping[str, str]) -> dict[str, object]:
    """Return a guest as JSON gives them; `wordings` are those of the questions, by their uids."""
    return {
        "member": row.member_uid,
        "name": row.name,
        "status": str(row.status),
        "plus": row.plus,
        "code": row.code,
        "arrived_at": _time(row.arrived_at),
        "left_at": _time(row.left_at),
        "emails": list(row.emails),
        "paid": row.is_paid,
        "answers": {wordings[uid]: text for uid, text in row.answers if uid in wordings},
        "wishes": list(row.choices),
        "attended_before": row.attended_before,
        "last_attended": row.last_attended.isoformat() if row.last_attended else None,
    }


def _named(word: str, uids: Sequence[str], names: Sequence[str]) -> list[dict[str, str]]:
    return [{"uid": uid, word: name} for uid, name in zip(uids, names, strict=False)]


def _time(wall: datetime | None) -> str | None:
    return write_time(wall) if wall else None
