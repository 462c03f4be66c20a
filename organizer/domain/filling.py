"""Who gets which workshop: seats are given by everyone's wishes, fairly and the same every time.

First everyone gets one workshop, as dear to them as there is room for: all first wishes are looked
at before any second one. Only then does anybody get another. Where more wish for a workshop than it
has seats, a draw decides and not who was fastest: wishes are collected for days, and who answers
from a night shift should not come last. The draw depends on nothing but its seed and the person, so
that it can be repeated and nobody's luck changes with who else takes part; every second round it is
turned round, so that who went last goes first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop with seats to give: `free` is None where there is no limit."""

    uid: str
    starts: datetime
    ends: datetime
    free: int | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person would like, the dearest first, and what they have already."""

    person: str
    wanted: tuple[str, ...]
    holds: frozenset[str] = frozenset()
    """Workshops in which they have a seat; these are kept."""
    seats: int = 1
    """They and the guests they bring, who sit with them."""
    not_for: frozenset[str] = frozenset()
    """Workshops that they get no seat in and wait for none of, whatever they wish."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat in a workshop, or a place on its waitlist."""

    person: str
    workshop: str
    rank: int
    """Which of their wishes this is; 1 is the dearest."""


@dataclass(frozen=True, slots=True)
class Filling:
    """Who gets what: seats in the order they were given, and who waits for which workshop."""

    seats: tuple[Place, ...]
    waiting: tuple[Place, ...]


def fill(workshops: Sequence[Workshop], wishes: Iterable[Wishes], seed: str) -> Filling:
    """Give the free seats of these workshops by these wishes.

    Nobody gets two workshops at the same time. Who finds no seat in a workshop that they could go
    to waits for the dearest at that time, in the order of the draw.
    """
    people = sorted(wishes, key=lambda one: _drawn(seed, one.person))
    filling = _Filling({one.uid: one for one in workshops}, people)
    most = max((len(one.wanted) for one in people), default=0)
    for number in range(len(workshops)):
        order = people if number % 2 == 0 else people[::-1]
        for rank in range(1, most + 1):
            for one in order:
                if rank <= len(one.wanted) and len(filling.held[one.person]) <= number:
                    filling.try_seat(one, rank)
    return Filling(tuple(filling.seats), tuple(filling.places_to_wait()))


def overlap(one: Workshop, other: Workshop) -> bool:
    """Whether two workshops take place at the same time, if only for a minute."""
    return one.starts < other.ends and other.starts < one.ends


def _drawn(seed: str, person: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{person}".encode()).digest()


@dataclass(slots=True)
class _Filling:
    """Seats being given."""

    workshops: dict[str, Workshop]
    people: Sequence[Wishes]
    seats: list[Place] = field(default_factory=list)
    held: dict[str, set[str]] = field(init=False)
    """Workshops by person in which they have a seat by now."""
    free: dict[str, int | None] = field(init=False)

    def __post_init__(self) -> None:
        self.held = {one.person: set(one.holds) for one in self.people}
        self.free = {uid: workshop.free for uid, workshop in self.workshops.items()}

    def try_seat(self, one: Wishes, rank: int) -> None:
        """Give somebody the seat that they wish for, if it is there and they can sit on it."""
        uid = one.wanted[rank - 1]
        if not self._can_go(one, uid) or not self._has_room(uid, one.seats):
            return
        free = self.free[uid]
        self.free[uid] = None if free is None else free - one.seats
        self.held[one.person].add(uid)
        self.seats.append(Place(one.person, uid, rank))

    def places_to_wait(self) -> Iterable[Place]:
        """Yield who waits for what; one waitlist at a time of the day is enough for anybody."""
        for one in self.people:
            waits: list[str] = []
            for rank, uid in enumerate(one.wanted, start=1):
                is_busy = any(self._overlap(uid, other) for other in waits)
                if not is_busy and self._can_go(one, uid):
                    waits.append(uid)
                    yield Place(one.person, uid, rank)

    def _has_room(self, uid: str, seats: int) -> bool:
        free = self.free[uid]
        return free is None or seats <= free

    def _can_go(self, one: Wishes, uid: str) -> bool:
        is_open = uid in self.workshops and uid not in one.not_for
        return is_open and not any(self._overlap(uid, other) for other in self.held[one.person])

    def _overlap(self, uid: str, other: str) -> bool:
        if uid == other:
            return True
        known = uid in self.workshops and other in self.workshops
        return known and overlap(self.workshops[uid], self.workshops[other])
