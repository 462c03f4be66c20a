"""Where one member stands on one list, beside what their calendar was told of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, func, literal, or_, select
from sqlalchemy.orm import Session

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.models.tables import Address, Event, Member, Registration, SentInvitation
from organizer.services.plans.series_dates import ON_LIST

REQUEST = "REQUEST"
CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Standing:
    """One member's place on the list of one event, and what their calendar was last told of it."""

    event: Event
    registration: Registration
    sent: SentInvitation | None

    @property
    def is_told(self) -> bool:
        """Whether their calendar holds an invitation."""
        return self.sent is not None and self.sent.method == REQUEST

    @property
    def told_uid(self) -> str:
        """The UID of what it was told."""
        return (self.sent.uid if self.sent else "") or self.event.uid

    @property
    def is_on(self) -> bool:
        """Whether they are to hold an invitation: a seat to wait for takes none away."""
        status = self.registration.status
        return self.event.status is EventStatus.PLANNED and (
            status in ON_LIST or (status is RegistrationStatus.WAITLISTED and self.is_told)
        )

    @property
    def is_new(self) -> bool:
        """Whether they are to be invited for the first time; who said no before is not."""
        declined = self.registration.status is RegistrationStatus.DECLINED
        return self.is_on and not self.is_told and not declined

    @property
    def is_outdated(self) -> bool:
        """Whether their calendar holds an older state."""
        waits = self.registration.status is RegistrationStatus.WAITLISTED
        sent = self.sent.sequence if self.sent else 0
        return self.is_on and self.is_told and not waits and sent < self.event.sequence

    @property
    def is_gone(self) -> bool:
        """Whether their calendar holds what they are no longer on, or what is called off."""
        return self.is_told and not self.is_on


def count_behind(session: Session, event: Event) -> int:
    """Return how many who can be written to do not know the latest of an event that stands alone.

    It says of all rows at once what `Standing` says of one.
    """
    status, sent = Registration.status, SentInvitation
    is_told = func.coalesce(sent.method == REQUEST, False)
    waits, planned = status == RegistrationStatus.WAITLISTED, event.status is EventStatus.PLANNED
    is_on = and_(literal(planned), or_(status.in_(ON_LIST), waits & is_told))
    is_new = and_(is_on, ~is_told, status != RegistrationStatus.DECLINED)
    is_outdated = and_(is_on, is_told, ~waits, sent.sequence < event.sequence)
    is_strange = and_(is_told, or_(sent.uid.not_in(["", event.uid]), sent.recurrence != ""))
    found = (
        select(func.count(Registration.member_id.distinct()))
        .join(Member, Member.id == Registration.member_id)
        .outerjoin(sent, sent.registration_id == Registration.id)
        .where(
            Registration.event_id == event.id,
            Member.do_not_write.is_(False),
            select(Address.id).where(Address.member_id == Member.id).exists(),
            or_(is_new, is_outdated, is_strange, and_(is_told, ~is_on)),
        )
    )
    return session.scalar(found) or 0
