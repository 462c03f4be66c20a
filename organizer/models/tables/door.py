"""The door: codes that were issued, the log, and the attendance that the log says."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from organizer.domain.kinds import CodeKind, DoorAction, Verdict
from organizer.models.tables.base import Base, Instant, Word, new_uid, utc_now


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
    """The registration's status that this arrival changed; "new" if it made the registration.

    It is "new-face" if it made a member of somebody, too.
    """
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("door_entry.id"), unique=True)
    plus: Mapped[int] = mapped_column(default=0, server_default="0")
    """Extra guests without a name who came in with this arrival, or heads that were counted."""


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
    plus: Mapped[int] = mapped_column(default=0, server_default="0")
    """Extra guests without a name who came in with them."""
