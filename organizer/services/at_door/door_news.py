"""What other doors wrote into the same file: whom the log is about since a line that one has seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.times import wall_time
from organizer.models.database import Database
from organizer.models.tables import Attendance, DoorEntry, Event, Member, Registration
from organizer.services.finding import find_event


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one member stands at a door now; times are wall times."""

    member_uid: str
    registration_id: int
    """0 for who is not on the list."""
    status: RegistrationStatus | None
    plus: int
    arrived_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class DoorNews:
    """Everyone whom the newer lines of the log are about, and the newest of these lines."""

    last_entry: int
    people: tuple[Standing, ...] = ()


def last_line(db: Database) -> int:
    """Return the newest line of the log, of whichever door; 0 where it is empty."""
    with db.reading() as session:
        return session.scalar(select(func.max(DoorEntry.id))) or 0


def news_of_door(db: Database, event_uid: str, since: int) -> DoorNews:
    """Return how those stand now of whom the log has lines after `since`.

    Lines of the whole evening count: who comes to a workshop comes to its meetup.
    """
    with db.reading() as session:
        event = find_event(session, event_uid)
        newest = session.scalar(select(func.max(DoorEntry.id))) or 0
        if newest <= since:
            return DoorNews(newest)
        evening = event.part_of_id or event.id
        doors = select(Event.id).where(or_(Event.id == evening, Event.part_of_id == evening))
        lately = select(DoorEntry.member_id).where(
            DoorEntry.id > since, DoorEntry.event_id.in_(doors), DoorEntry.member_id.is_not(None)
        )
        rows = session.execute(
            select(
                Member.uid,
                Registration.id,
                Registration.status,
                Registration.plus,
                Attendance.arrived_at,
                Attendance.left_at,
            )
            .outerjoin(
                Registration,
                (Registration.member_id == Member.id) & (Registration.event_id == event.id),
            )
            .outerjoin(
                Attendance,
                (Attendance.member_id == Member.id) & (Attendance.event_id == event.id),
            )
            .where(Member.id.in_(lately))
            .order_by(Member.id)
        )

        def wall(moment: datetime | None) -> datetime | None:
            return moment and wall_time(moment, event.timezone).replace(microsecond=0)

        return DoorNews(
            newest,
            tuple(
                Standing(uid, number or 0, status, plus or 0, wall(arrived), wall(left))
                for uid, number, status, plus, arrived, left in rows
            ),
        )
