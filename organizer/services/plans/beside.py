"""What a change of one plan does beside it: workshops move along, dates of a series are called off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.kinds import EventStatus
from organizer.domain.names import shown
from organizer.domain.times import end_after, existing, instant, short_day
from organizer.domain.words import _, ngettext
from organizer.models.tables import Event


@dataclass(slots=True)
class Beside:
    """Filled while a change is made, so that who asked for it can be told all that happened."""

    moved: list[str] = field(default_factory=list)
    """uids of the workshops that moved along with their meetups."""
    cancelled: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """By uid: title and start of dates that people know of and that the series has no more."""

    def call_off(self, event: Event) -> None:
        """Note that a date was cancelled because the series has no place for it any more."""
        self.cancelled[event.uid] = (event.title, event.starts)

    def along_words(self) -> str:
        """Return how many workshops moved, or ""."""
        if not self.moved:
            return ""
        return ngettext(
            "{count} workshop has moved along with it.",
            "{count} workshops have moved along with it.",
            len(self.moved),
        ).format(count=len(self.moved))

    def cancelled_words(self) -> list[str]:
        """Return a sentence for each date that was called off."""
        words = _("People know of “{title}” on {day}, so it is cancelled and they can be told.")
        return [
            words.format(title=shown(title), day=short_day(starts))
            for title, starts in self.cancelled.values()
        ]


def move_workshops(
    session: Session, meetup: Event, was_at: datetime, was_in: str, beside: Beside
) -> None:
    """Let the workshops of a meetup move by as much on the wall as it did, into its zone too.

    `was_at` and `was_in` are the wall time and the zone in which the meetup started before.
    """
    shift = meetup.starts - was_at
    if not shift and meetup.timezone == was_in:
        return
    for one in session.scalars(select(Event).where(Event.part_of_id == meetup.id)):
        zone_name = meetup.timezone if one.timezone == was_in else one.timezone
        if not shift and one.timezone == zone_name:
            continue
        lasts = one.ends - one.starts
        one.timezone = zone_name
        one.starts, one.ends = (existing(at + shift, zone_name) for at in (one.starts, one.ends))
        one.starts_at = instant(one.starts, zone_name)
        if instant(one.ends, zone_name) <= one.starts_at:  # the clocks went forward meanwhile
            one.ends = end_after(one.starts, lasts, zone_name)
        one.ends_at = instant(one.ends, zone_name)
        one.answer_by = one.answer_by and one.answer_by + shift
        one.sequence += 1
        one.modified_at = datetime.now(UTC)
        if one.status is EventStatus.PLANNED:
            beside.moved.append(one.uid)
