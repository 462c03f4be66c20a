"""The steps a user took, row by row, so that each can be taken back and taken again."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from organizer.models.tables.base import Base, Instant, utc_now


class Step(Base):
    """One thing a user did, in words; what it did to the rows is in `StepRow`."""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class StepRow(Base):
    """What a step did to one row of a table, in the order it was done.

    `key` is a JSON object of the primary key. `before` and `after` are JSON objects of all columns:
    a new row has no `before`, a deleted one no `after`; the `after` of a new row is only written
    when the step is taken back, which keeps large imports quick. Many new rows are one line, with
    the first and last rowid as its key and an array as its `after`.
    """

    __tablename__ = "step_row"
    __table_args__ = (Index("ix_step_row_step", "step_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"))
    table_name: Mapped[str]
    action: Mapped[str] = mapped_column(String(6))
    """insert, update or delete; many for inserts that are noted as one."""
    key: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
