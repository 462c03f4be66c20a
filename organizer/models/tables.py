"""The mapped tables of a community's file; they never leave `models` and `services`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import uuid4

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from organizer.domain.kinds import (
    CodeKind,
    DoorAction,
    EventKind,
    EventStatus,
    RegistrationStatus,
    Verdict,
)

T = TypeVar("T", bound=StrEnum)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, kept as ISO text with microseconds so that text order is time order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write an aware time in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read an aware time in UTC."""
        return None if value is None else datetime.fromisoformat(value)


class WallTime(TypeDecorator[datetime]):
    """A time as the clock on the wall shows it, kept as ISO text without offset."""

    impl = String(19)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write seconds always, so that text order is time order."""
        return None if value is None else value.isoformat(timespec="seconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read a naive time."""
        return None if value is None else datetime.fromisoformat(value)


class Word(TypeDecorator[T], Generic[T]):
    """One of a closed list of words, kept as the word itself."""

    impl = String(16)
    cache_ok = True

    def __init__(self, words: type[T]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """Write the plain word; one that is not in the list is our mistake."""
        return None if value is None else str(self.words(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> T | None:
        """Read the member of the list."""
        return None if value is None else self.words(value)


def new_uid() -> str:
    """Return a fresh UUID as text."""
    return str(uuid4())


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """All tables; constraints are named so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Community(Base):
    """The one community that the file holds."""

    __tablename__ = "community"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    name: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    timezone: Mapped[str]
    organizer_name: Mapped[str] = mapped_column(default="")
    organizer_email: Mapped[str] = mapped_column(default="")
    accent: Mapped[str] = mapped_column(String(7), default="")
    secret: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)


class Member(Base):
    """A person known to the community, coming or not."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    name: Mapped[str]
    folded_name: Mapped[str]
    sorting_name: Mapped[str] = mapped_column(index=True)
    greeting: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    host_note: Mapped[str] = mapped_column(default="")
    do_not_write: Mapped[bool] = mapped_column(default=False)
    joined_on: Mapped[date | None]
    earlier_attended: Mapped[int] = mapped_column(default=0)
    earlier_last_on: Mapped[date | None]
    earlier_yes: Mapped[int] = mapped_column(default=0)
    earlier_no_shows: Mapped[int] = mapped_column(default=0)
    fields: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Label and value of what an import brought beside the known columns: nothing is lost."""
    created_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)


class Address(Base):
    """An e-mail address of a member; optional, and not unique, since families share one."""

    __tablename__ = "address"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    address: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)


class MemberSource(Base):
    """Who a member is in another system, so that a second import finds them again."""

    __tablename__ = "member_source"
    __table_args__ = (UniqueConstraint("system", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    system: Mapped[str]
    external_id: Mapped[str]


class Tag(Base):
    """A label on members."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)


class MemberTag(Base):
    """That a member bears a tag."""

    __tablename__ = "member_tag"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(
        ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Venue(Base):
    """A place where events are held."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)


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


class BadgeCode(Base):
    """A code that was issued; a newer one of the same registration or member revokes it."""

    __tablename__ = "badge_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(38), unique=True)
    kind: Mapped[CodeKind] = mapped_column(Word(CodeKind))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    issued_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


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


class DoorEntry(Base):
    """One line of the door log, which is only ever added to."""

    __tablename__ = "door_entry"
    __table_args__ = (
        Index("ix_door_entry_person", "event_id", "member_id"),
        Index("ix_door_entry_at", "event_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    action: Mapped[DoorAction] = mapped_column(Word(DoorAction))
    verdict: Mapped[Verdict] = mapped_column(Word(Verdict))
    code: Mapped[str] = mapped_column(String(64), default="")
    station: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(default="")
    status_before: Mapped[str | None] = mapped_column(String(16))
    """The registration's status that this arrival changed, "new" if it made the registration."""
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("door_entry.id"), unique=True)


class Attendance(Base):
    """That a member arrived at an event: always what the door log of it and its workshops says."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("event_id", "member_id"),
        Index("ix_attendance_member", "member_id", "arrived_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    arrived_at: Mapped[datetime] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)
    station: Mapped[str] = mapped_column(default="")
