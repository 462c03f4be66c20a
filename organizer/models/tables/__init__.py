"""The mapped tables of a community's file; they never leave `models` and `services`.

The modules of tables do not postpone their annotations (`from __future__ import annotations`):
SQLAlchemy would have to evaluate each by itself, a tenth of the time that the tables take at a start.
"""

from organizer.models.tables.base import Base, Instant, WallTime, Word, new_uid, utc_now
from organizer.models.tables.door import Attendance, BadgeCode, DoorEntry
from organizer.models.tables.people import (
    Address,
    Circle,
    CircleMember,
    ColumnMemory,
    Community,
    CustomField,
    FieldValue,
    Member,
    MemberSource,
    MemberTag,
    NotTheSame,
    Segment,
    Tag,
)
from organizer.models.tables.plans import (
    Event,
    EventSource,
    Facilitator,
    Prerequisite,
    Question,
    QuestionAnswer,
    Registration,
    SentInvitation,
    Series,
    Venue,
    WorkshopChoice,
)
from organizer.models.tables.steps import Step, StepRow

__all__ = [
    "Address",
    "Attendance",
    "BadgeCode",
    "Base",
    "Circle",
    "CircleMember",
    "ColumnMemory",
    "Community",
    "CustomField",
    "DoorEntry",
    "Event",
    "EventSource",
    "Facilitator",
    "FieldValue",
    "Instant",
    "Member",
    "MemberSource",
    "MemberTag",
    "NotTheSame",
    "Prerequisite",
    "Question",
    "QuestionAnswer",
    "Registration",
    "Segment",
    "SentInvitation",
    "Series",
    "Step",
    "StepRow",
    "Tag",
    "Venue",
    "WallTime",
    "Word",
    "WorkshopChoice",
    "new_uid",
    "utc_now",
]
