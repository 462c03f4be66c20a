"""Who has a seat and who waits: only going takes seats, and the waitlist moves strictly in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from organizer.domain.kinds import WaitlistOrder


@dataclass(frozen=True, slots=True)
class Waiting:
    """One registration on the waitlist."""

    registration_id: int
    plus: int
    is_newcomer: bool = False
    """They never came before."""


def seats_of(plus: int) -> int:
    """Return the seats that one going registration takes."""
    return 1 + plus


def has_room(capacity: int | None, taken: int, plus: int) -> bool:
    """Whether a person with extra guests still fits; no capacity means no limit."""
    return capacity is None or taken + seats_of(plus) <= capacity


def in_line(order: WaitlistOrder, waitlist: Iterable[Waiting]) -> list[Waiting]:
    """Return those who wait, given by when they came, in the order in which they move up."""
    if order is WaitlistOrder.NEWCOMERS:
        return sorted(waitlist, key=lambda waiting: not waiting.is_newcomer)
    return list(waitlist)


def promoted(capacity: int | None, taken: int, waitlist: Sequence[Waiting]) -> Iterable[Waiting]:
    """Yield who moves up from the waitlist, first in line first; one who does not fit holds it."""
    for waiting in waitlist:
        if not has_room(capacity, taken, waiting.plus):
            return
        taken += seats_of(waiting.plus)
        yield waiting
