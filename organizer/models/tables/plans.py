"""What is planned and who answered: venues, series, events, guest lists, questions."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from organizer.domain.kinds import (
    EventKind,
    EventStatus,
    FieldKind,
    RegistrationStatus,
    WaitlistOrder,
)
from organizer.models.tables.base import Base, Instant, WallTime, Word, new_uid, utc_now


class Venue(Base):
    """A place where events are held."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(default="", server_default="")
    access_notes: Mapped[str] = mapped_column(default="", server_default="")
    """Steps, lifts, toilets, the bell to ring: what one needs to know to get in."""
    capacity: Mapped[int | None]
    rooms: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")


class Series(Base):
    """What makes an event repeat, and what its events are unless one was changed alone.

    `starts` and `ends` are wall times of the first date in `timezone`.
    """

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    rule: Mapped[str]
    """RRULE of RFC 5545, without its name."""
    kind: Mapped[EventKind] = mapped_column(Word(EventKind))
    title: Mapped[str]
    starts: Mapped[datetime] = mapped_column(WallTime)
    ends: Mapped[datetime] = mapped_column(WallTime)
    timezone: Mapped[str]
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="SET NULL"))
    capacity: Mapped[int | None]
    description: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    skipped: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Wall times in ISO form of the dates that do not take place: EXDATE."""
    laid_out_until: Mapped[datetime] = mapped_column(WallTime)
    """Up to which wall time the rule has been made into events."""
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)
    modified_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)


class Event(Base):
    """A meetup or a workshop."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    kind: Mapped[EventKind] = mapped_column(Word(EventKind))
    title: Mapped[str]
    part_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="SET NULL"))
    starts: Mapped[datetime] = mapped_column(WallTime)
    ends: Mapped[datetime] = mapped_column(WallTime)
    timezone: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[EventStatus] = mapped_column(Word(EventStatus), default=EventStatus.PLANNED)
    capacity: Mapped[int | None]
    description: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)
    modified_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)
    series_id: Mapped[int | None] = mapped_column(
        ForeignKey("series.id", ondelete="SET NULL"), index=True
    )
    series_slot: Mapped[datetime | None] = mapped_column(WallTime)
    """The wall time that the series' rule gives this date, wherever it was moved: RECURRENCE-ID."""
    answer_by: Mapped[datetime | None] = mapped_column(WallTime)
    """Until when an answer is asked for, in `timezone`."""
    waitlist_order: Mapped[WaitlistOrder] = mapped_column(
        Word(WaitlistOrder), default=WaitlistOrder.ARRIVAL, server_default=WaitlistOrder.ARRIVAL
    )
    level: Mapped[str] = mapped_column(default="", server_default="")
    room: Mapped[str] = mapped_column(default="", server_default="")
    materials: Mapped[str] = mapped_column(default="", server_default="")
    price: Mapped[str] = mapped_column(default="", server_default="")
    """What it costs, in words; empty where nothing is paid and no paid mark is shown."""
    head_count: Mapped[int | None]
    """People who came and are on no list, counted at the door or afterwards."""
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the evening was closed: no-shows are settled."""
    paid_on_list: Mapped[bool] = mapped_column(default=True, server_default="1")
    """Whether the guest list shows who has paid, where something is to be paid; so do the others."""
    paid_at_door: Mapped[bool] = mapped_column(default=True, server_default="1")
    paid_on_badge: Mapped[bool] = mapped_column(default=False, server_default="0")
    paid_on_recap: Mapped[bool] = mapped_column(default=True, server_default="1")


class EventSource(Base):
    """Which event this is in another system, so that a second import finds it again."""

    __tablename__ = "event_source"
    __table_args__ = (UniqueConstraint("system", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    system: Mapped[str]
    external_id: Mapped[str]


class Facilitator(Base):
    """A member who leads an event."""

    __tablename__ = "facilitator"
    __table_args__ = (UniqueConstraint("event_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)


class Prerequisite(Base):
    """What a member should bring to a workshop: a tag, or another workshop attended."""

    __tablename__ = "prerequisite"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    tag_id: Mapped[int | None] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))


class WorkshopChoice(Base):
    """That a member would like a workshop of a meetup; rank 1 is what they would like most."""

    __tablename__ = "workshop_choice"
    __table_args__ = (UniqueConstraint("event_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    """The workshop."""
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    rank: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)


class Question(Base):
    """Something the organizer asks of everyone who comes to one event."""

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    wording: Mapped[str]
    kind: Mapped[FieldKind] = mapped_column(Word(FieldKind))
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)
    at_door: Mapped[bool] = mapped_column(default=False)
    on_badge: Mapped[bool] = mapped_column(default=False)
    on_recap: Mapped[bool] = mapped_column(default=False)


class QuestionAnswer(Base):
    """What one registration answers to one question, as text like a `FieldValue`."""

    __tablename__ = "question_answer"
    __table_args__ = (UniqueConstraint("registration_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[str]


class Registration(Base):
    """One member on one event's guest list."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("event_id", "member_id"),
        CheckConstraint("plus >= 0", name="plus_not_negative"),
        Index("ix_registration_member", "member_id", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    status: Mapped[RegistrationStatus] = mapped_column(Word(RegistrationStatus))
    plus: Mapped[int] = mapped_column(default=0)
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    waiting_since: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)
    is_paid: Mapped[bool] = mapped_column(default=False, server_default="0")


class SentInvitation(Base):
    """What a registration's calendar was last told, so that only changes are sent."""

    __tablename__ = "sent_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), unique=True
    )
    method: Mapped[str] = mapped_column(String(8))
    sequence: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(Instant)
    uid: Mapped[str] = mapped_column(String(36), default="", server_default="")
    """UID of the calendar object; empty for the event's own."""
    recurrence: Mapped[str] = mapped_column(default="", server_default="")
    """Which date of that object it was: wall time and zone of its RECURRENCE-ID.

    Empty where the object was a whole series, or an event that does not repeat.
    """
