"""Communities that many tests begin with: built for the first of them, copied for the others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Generic, TypeVar

from organizer.models.database import Database, open_database

_T = TypeVar("_T")


@dataclass(slots=True)
class ReadyMade(Generic[_T]):
    """What `build` puts into an untouched file of a community, and what it returns."""

    build: Callable[[Database], _T]
    """What it returns is shared by all tests, so that nothing may change it."""
    _kept: dict[date, tuple[bytes, _T]] = field(default_factory=dict)
    """Of today only, for evenings are planned so many days ahead."""

    def put_into(self, db: Database) -> _T:
        """Leave the file as `build` leaves it; nobody may have read or written it yet."""
        assert not db.path.with_name(f"{db.path.name}-wal").exists(), "the file is in use"
        today = datetime.now(UTC).date()
        if today not in self._kept:
            with closing(open_database(db.path)) as building:
                made = self.build(building)
            self._kept[today] = db.path.read_bytes(), made
        whole, made = self._kept[today]
        db.path.write_bytes(whole)
        return made
