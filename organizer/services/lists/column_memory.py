"""How the columns of a kind of list were read last time, so that it need not be said again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organizer.domain.names import fold
from organizer.domain.records import ColumnsSaid
from organizer.intake.people import Recall
from organizer.models.database import Database
from organizer.models.tables import ColumnMemory

_ORDERS: Mapping[str, Literal["dmy", "mdy"]] = {"dmy": "dmy", "mdy": "mdy"}


@dataclass(frozen=True, slots=True)
class ToRemember:
    """What a user said of the columns of one list; with nothing said, it is forgotten."""

    headers: tuple[str, ...]
    said: ColumnsSaid


def recall_from(db: Database) -> Recall:
    """Return what tells how a list of some headers was read last time."""
    with db.reading() as session:
        kept = {
            memory.headers: (dict(memory.mapping), memory.dates)
            for memory in session.scalars(select(ColumnMemory))
        }

    def recall(headers: tuple[str, ...]) -> ColumnsSaid | None:
        found = kept.get(_key(headers))
        if found is None:
            return None
        mapping, dates = found
        words = {word: headers[at] for word, at in mapping.items() if at < len(headers)}
        return ColumnsSaid(words, _ORDERS.get(dates))

    return recall


def remember_columns(session: Session, lists: Sequence[ToRemember]) -> None:
    """Keep what was said of each list, within the caller's transaction."""
    for one in lists:
        key = _key(one.headers)
        session.execute(delete(ColumnMemory).where(ColumnMemory.headers == key))
        places = {header: place for place, header in enumerate(one.headers)}
        mapping = {
            word: places[header] for word, header in one.said.mapping.items() if header in places
        }
        if mapping or one.said.dates:
            dates = one.said.dates or ""
            session.add(ColumnMemory(headers=key, mapping=mapping, dates=dates))
    session.flush()


def _key(headers: Sequence[str]) -> str:
    return "\t".join(map(fold, headers))
