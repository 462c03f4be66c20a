"""Where one member stands on one list, beside what their calendar was told of it."""

from __future__ import annotations

from dataclasses import dataclass

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.models.tables import Event, Registration, SentInvitation
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
