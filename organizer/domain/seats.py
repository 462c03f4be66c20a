"""Who has a seat and who waits: only going takes seats, and the waitlist moves strictly in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """One registration on the waitlist, in its order."""

    registration_id: int
    plus: int


def seats_of(plus: int) -> int:
    """Return the seats that one going registration takes."""
    return 1 + plus


def has_room(capacity: int | None, taken: int, plus: int) -> bool:
    """Whether a person with extra guests still fits; no capacity means no limit."""
    return capacity is None or taken + seats_of(plus) <= capacity


def promoted(capacity: int | None, taken: int, waitlist: Sequence[Waiting]) -> Iterable[Waiting]:
    """Yield who moves up from the waitlist, first come first; one who does not fit holds the line."""
    for waiting in waitlist:
        if not has_room(capacity, taken, waiting.plus):
            return
        taken += seats_of(waiting.plus)
        yield waiting
