"""Each person of an attendee list as taking it in leaves them: who it is, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.matching import Outcome
from organizer.models.tables import Registration
from organizer.services.lists.guest_taking import ListedGuest
from organizer.services.lists.importing import PlannedRow


@dataclass(frozen=True, slots=True)
class TakenPerson:
    """One person of the lists, once, whatever rows they have."""

    row: int
    """Their first row, as a spreadsheet counts."""
    name: str
    """As the list writes it."""
    member: str
    """The name of the member whom they are taken for; their own where they are new."""
    is_new: bool
    status: RegistrationStatus | None
    """Where they stand on the guest list then; None if they are not on it."""
    plus: int
    came: bool
    """Whether the list says that they came."""


def taken_people(
    rows: Sequence[PlannedRow],
    members: Sequence[int],
    said: Mapping[int, ListedGuest],
    registrations: Mapping[int, Registration],
) -> Iterator[TakenPerson]:
    """Yield the people of planned rows, whose ids are `members`, in the order of the lists."""
    new = {
        member_id
        for planned, member_id in zip(rows, members, strict=True)
        if planned.outcome is Outcome.ADDED
    }
    seen: set[int] = set()
    for planned, member_id in zip(rows, members, strict=True):
        if member_id in seen:
            continue
        seen.add(member_id)
        standing = registrations.get(member_id)
        yield TakenPerson(
            row=planned.row.row,
            name=planned.row.name,
            member=planned.person.name,
            is_new=member_id in new,
            status=standing.status if standing else None,
            plus=standing.plus if standing else 0,
            came=said[member_id].arrived,
        )
