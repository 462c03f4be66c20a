"""The community and its people: who they are, how they are reached, what they are marked with."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from organizer.domain.kinds import Consent, FieldKind
from organizer.models.tables.base import Base, Instant, Word, new_uid, utc_now


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
    desk_pin: Mapped[str] = mapped_column(default="", server_default="")
    """Salt and hash of the PIN that leaves the check-in desk; empty where none is asked."""


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
    pronouns: Mapped[str] = mapped_column(default="", server_default="")
    phone: Mapped[str] = mapped_column(default="", server_default="")
    language: Mapped[str] = mapped_column(default="", server_default="")
    """What they like to be written to in, in their own words, such as "Deutsch"."""
    photo_consent: Mapped[Consent] = mapped_column(
        Word(Consent), default=Consent.UNKNOWN, server_default=Consent.UNKNOWN
    )
    found_us: Mapped[str] = mapped_column(default="", server_default="")
    """How they found the community, in a sentence."""
    brought_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    other_names: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """Names they had before two people were merged; imports and searches know them by these too."""
    is_erased: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether this only stands for somebody who was taken out, so that past events still count."""


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


class NotTheSame(Base):
    """That two members who look alike are two people, so that nobody asks again."""

    __tablename__ = "not_the_same"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    """The lower of the two ids."""
    other_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)


class CustomField(Base):
    """A field of the community's own that every member can have."""

    __tablename__ = "custom_field"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[FieldKind] = mapped_column(Word(FieldKind))
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)


class FieldValue(Base):
    """What one member's custom field holds, as text: numbers plain, dates in ISO, yes and no."""

    __tablename__ = "field_value"
    __table_args__ = (UniqueConstraint("member_id", "field_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    field_id: Mapped[int] = mapped_column(
        ForeignKey("custom_field.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[str]


class Circle(Base):
    """A small group inside the community, with a purpose and a host."""

    __tablename__ = "circle"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str] = mapped_column(default="")
    host_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )


class CircleMember(Base):
    """That a member is in a circle."""

    __tablename__ = "circle_member"

    circle_id: Mapped[int] = mapped_column(
        ForeignKey("circle.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Segment(Base):
    """A saved search over the members; who is in it is found anew each time."""

    __tablename__ = "segment"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    rules: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)


class ColumnMemory(Base):
    """How the columns of a kind of list were read last time, so that it need not be said again."""

    __tablename__ = "column_memory"

    id: Mapped[int] = mapped_column(primary_key=True)
    headers: Mapped[str] = mapped_column(unique=True)
    """The folded headers in their order, by which such a list is known again."""
    mapping: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    dates: Mapped[str] = mapped_column(String(3), default="")
    """dmy or mdy where that had to be asked, else empty."""
