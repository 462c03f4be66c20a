"""What every table is made of: its base, and the types that say how times and words are kept."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import uuid4

from sqlalchemy import Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

T = TypeVar("T", bound=StrEnum)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, kept as ISO text with microseconds so that text order is time order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write an aware time in UTC."""
        if value is None:
            return None
        utc = value.astimezone(UTC).replace(tzinfo=None)
        return utc.isoformat(timespec="microseconds") + "Z"

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
