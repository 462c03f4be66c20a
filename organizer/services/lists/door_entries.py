"""Arrivals and leavings that an attendee list tells, written to its event's door log all at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from organizer.domain.kinds import DoorAction, Verdict
from organizer.domain.times import instant, wall_time
from organizer.domain.words import _
from organizer.models.tables import Attendance, DoorEntry, Event
from organizer.services.at_door.attendance import derive_attendance, note_arrival

_LEAVES = (
    update(Attendance)
    .where(
        Attendance.event_id == bindparam("event"),
        Attendance.member_id == bindparam("member"),
    )
    .values(left_at=bindparam("at", type_=Attendance.left_at.type))
)


@dataclass(slots=True)
class DoorEntries:
    """What lists add to the door log of one event, within one transaction."""

    session: Session
    event: Event
    arrived: int = 0
    """Arrivals that were not in the log."""
    left: int = 0
    """Leavings that were not in the log."""
    _entries: list[dict[str, object]] = field(default_factory=list)
    _left: dict[int, datetime] = field(default_factory=dict)
    """When those left whose leaving is among the entries, by member."""
    _here: dict[int, datetime | None] = field(init=False)
    """Members who came, and when they left."""
    _known: dict[tuple[int, DoorAction], set[datetime]] = field(init=False)
    """Instants of entries in the log by member, undone ones too."""

    def __post_init__(self) -> None:
        """Read once what there is."""
        came = select(Attendance.member_id, Attendance.left_at)
        of_event = Attendance.event_id == self.event.id
        self._here = {one: left for one, left in self.session.execute(came.where(of_event))}
        self._known = defaultdict(set)
        entries = select(DoorEntry.member_id, DoorEntry.action, DoorEntry.at).where(
            DoorEntry.event_id == self.event.id,
            DoorEntry.action.in_((DoorAction.ARRIVED, DoorAction.LEFT)),
        )
        for member_id, action, at in self.session.execute(entries):
            if member_id is not None:
                self._known[member_id, action].add(at)

    def is_here(self, member_id: int) -> bool:
        """Whether a member came, left again or not."""
        return member_id in self._here

    def is_known(self, member_id: int, at: datetime) -> bool:
        """Whether the log has this arrival; one that was undone here stays undone."""
        return member_id in self._here or at in self._known[member_id, DoorAction.ARRIVED]

    def arrive(self, member_id: int, at: datetime, status_before: str | None) -> None:
        """Write down an arrival that is not known."""
        self._add(member_id, DoorAction.ARRIVED, at, status_before)
        self._here[member_id] = None
        self.arrived += 1
        note_arrival(self.session, self.event.id, member_id, at, "", is_back=False)

    def leave(self, member_id: int, at: datetime) -> None:
        """Write down when somebody left who is in, unless that is known or before they came."""
        is_in = member_id in self._here and self._here[member_id] is None
        came = max(self._known[member_id, DoorAction.ARRIVED], default=at)
        if is_in and at >= came and at not in self._known[member_id, DoorAction.LEFT]:
            self._add(member_id, DoorAction.LEFT, at, None)
            self._here[member_id] = self._left[member_id] = at
            self.left += 1

    def write(self) -> None:
        """Write all entries, and attendance as the log then tells it."""
        if self._entries:
            self.session.execute(insert(DoorEntry), self._entries)
        if not self._left:
            return
        who = [
            {"event": self.event.id, "member": member_id, "at": at}
            for member_id, at in self._left.items()
        ]
        self.session.connection().execute(_LEAVES, who)
        # Whoever leaves a meetup leaves its workshops.
        workshops = select(Event.id).where(Event.part_of_id == self.event.id)
        inside = select(Attendance.member_id).where(Attendance.event_id.in_(workshops))
        for member_id in set(self.session.scalars(inside)) & self._left.keys():
            derive_attendance(self.session, self.event, member_id, is_leaving=True)

    def arrival(self, at: datetime | None, clock: time | None) -> datetime:
        """Return the instant of an arrival; a clock without a day is the one nearest to the start."""
        if at is None and clock is not None:
            begins = wall_time(self.event.starts_at, self.event.timezone)
            days = [begins.date() + timedelta(days=number) for number in (-1, 0, 1)]
            times = [datetime.combine(day, clock) for day in days]
            at = min(times, key=lambda each: abs(each - begins))
        return self.event.starts_at if at is None else self._instant(at)

    def leaving(self, at: datetime | None, clock: time | None, came: datetime) -> datetime | None:
        """Return the instant of a leaving; a clock without a day is the first after they came."""
        if at is None and clock is not None:
            begins = wall_time(came, self.event.timezone)
            at = datetime.combine(begins.date(), clock)
            at += timedelta(days=1) if at < begins else timedelta()
        return None if at is None else self._instant(at)

    def _instant(self, at: datetime) -> datetime:
        return at if at.tzinfo else instant(at, self.event.timezone)

    def _add(
        self, member_id: int, action: DoorAction, at: datetime, status_before: str | None
    ) -> None:
        self._known[member_id, action].add(at)
        self._entries.append(
            {
                "event_id": self.event.id,
                "member_id": member_id,
                "action": action,
                "verdict": Verdict.WELCOME,
                "at": at,
                "note": _("from an attendee list"),
                "status_before": status_before,
            }
        )
