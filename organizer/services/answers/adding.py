"""Many people put on one list at once: what they get is decided first, and then written in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from organizer.domain.kinds import CodeKind, RegistrationStatus
from organizer.models.bulk import ReadyRows
from organizer.models.tables import BadgeCode, Base, Event, Registration
from organizer.services.answers.badge_codes import fresh_code
from organizer.services.answers.seating import Seats
from organizer.services.communities import code_key

_Row: TypeAlias = dict[str, object]


def put_on_list(
    session: Session, event: Event, members: Sequence[int], status: RegistrationStatus, plus: int
) -> Counter[str]:
    """Put members, each once, on a list as invited or going, in their order.

    Return how many count in which number of `Added`. Who was taken off comes back, with the code
    they had; whoever else is on the list stays as they are.
    """
    known = {
        member_id: (number, standing)
        for number, member_id, standing in session.execute(
            select(Registration.id, Registration.member_id, Registration.status).where(
                Registration.event_id == event.id
            )
        )
    }
    seats, now = Seats(session, event), datetime.now(UTC)
    new: list[_Row] = []
    back: list[_Row] = []
    counts: Counter[str] = Counter()
    for place, member_id in enumerate(members):
        number, standing = known.get(member_id, (None, RegistrationStatus.CANCELLED))
        if standing is not RegistrationStatus.CANCELLED:
            counts["already"] += 1
            continue
        waits = status is RegistrationStatus.GOING and not seats.give(member_id, plus)
        row: _Row = {
            "status": RegistrationStatus.WAITLISTED if waits else status,
            "plus": plus,
            "is_walk_in": False,
            # In the order in which they came, also those who were on the list before.
            "waiting_since": now + timedelta(microseconds=place) if waits else None,
        }
        counts["waitlisted" if waits else "registered"] += 1
        if number is None:
            new.append({"event_id": event.id, "member_id": member_id, **row})
        else:
            back.append({"id": number, **row})
    if back:
        ReadyRows(_table(Registration), back, changes=True).write(session)
    if new:
        ReadyRows(_table(Registration), new).write(session)
        _issue_codes(session, event, {row["member_id"] for row in new})
    return counts


def _issue_codes(session: Session, event: Event, members: set[object]) -> None:
    key = code_key(session)
    rows: list[_Row] = [
        {
            "code": fresh_code(key, CodeKind.REGISTRATION),
            "kind": CodeKind.REGISTRATION,
            "member_id": member_id,
            "registration_id": number,
        }
        for number, member_id in session.execute(
            select(Registration.id, Registration.member_id)
            .where(Registration.event_id == event.id)
            .order_by(Registration.id)
        )
        if member_id in members
    ]
    ReadyRows(_table(BadgeCode), rows).write(session)


def _table(mapped: type[Base]) -> Table:
    table = mapped.__table__
    assert isinstance(table, Table)
    return table
