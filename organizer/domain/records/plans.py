"""Records of what is planned, and of who answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from organizer.domain.kinds import (
    EventKind,
    EventStatus,
    FieldKind,
    RegistrationStatus,
    WaitlistOrder,
)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with its numbers; `starts` and `ends` are wall times (naive) in `timezone`."""

    id: int
    uid: str
    kind: EventKind
    title: str
    starts: datetime
    ends: datetime
    timezone: str
    starts_at: datetime
    """Instant in UTC, for sorting."""
    ends_at: datetime
    status: EventStatus
    venue: str = ""
    capacity: int | None = None
    part_of: str | None = None
    """uid of the meetup that this workshop belongs to."""
    description: str = ""
    url: str = ""
    going: int = 0
    """People with a seat, extra guests included."""
    waitlisted: int = 0
    """Registrations on the waitlist."""
    attended: int = 0
    """Members who arrived."""
    answer_by: datetime | None = None
    """Wall time until which an answer is asked for."""
    waitlist_order: WaitlistOrder = WaitlistOrder.ARRIVAL
    level: str = ""
    room: str = ""
    materials: str = ""
    price: str = ""
    """What it costs, in words; empty where nothing is paid."""
    paid_on_list: bool = True
    """Whether the guest list shows who has paid, where it costs something; so do the next three."""
    paid_at_door: bool = True
    paid_on_badge: bool = False
    paid_on_recap: bool = True
    facilitators: tuple[str, ...] = ()
    """uids of members who lead it."""
    required_tags: tuple[str, ...] = ()
    """Names of tags that who comes should bear."""
    required_workshops: tuple[str, ...] = ()
    """uids of workshops that who comes should have attended."""
    series: str | None = None
    """uid of the series of which this is one date."""
    rule: str = ""
    """RRULE of the series, as `Rule` writes it; empty without one."""
    slot: datetime | None = None
    """Wall time that the rule gives this date, wherever it was moved."""
    closed_at: datetime | None = None
    """Instant at which the evening was closed; None while it is open."""

    @property
    def lists_payments(self) -> bool:
        """Whether the guest list shows who has paid."""
        return bool(self.price) and self.paid_on_list


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One date of a series; both are wall times."""

    uid: str
    starts: datetime
    slot: datetime
    """When the rule has it, wherever it was moved."""
    status: EventStatus


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """What makes an event repeat."""

    uid: str
    rule: str
    """RRULE, as `Rule` writes it."""
    words: str
    """The rule as one says it."""
    starts: datetime
    """Wall time in `timezone` of the date that the rule counts from."""
    timezone: str
    skipped: tuple[datetime, ...]
    dates: tuple[SeriesDate, ...]
    """All dates laid out, those of the past too, by slot."""
    told_apart: tuple[str, ...] = ()
    """Sentences about other series of its title with dates to come: no change reaches those."""


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """Something that everyone who comes to one event is asked."""

    uid: str
    wording: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    at_door: bool = False
    on_badge: bool = False
    on_recap: bool = False


@dataclass(frozen=True, slots=True)
class VenueRecord:
    """A place where events are held, with what one needs to know to get in."""

    uid: str
    name: str
    address: str = ""
    access_notes: str = ""
    capacity: int | None = None
    rooms: tuple[str, ...] = ()
    events: int = 0
    """Events that are or were held there."""


@dataclass(frozen=True, slots=True)
class EventCounts:
    """What `events show` says beside the row."""

    by_status: dict[str, int]
    """Registrations by status word, all six words present."""
    guests: int
    """Extra people that those going bring."""
    first_timers: int
    """Going, or arrived, for the first time."""
    unpaid: int = 0
    """Registrations with a seat that are not paid, where the event has a price."""
    likely: tuple[int, int] | None = None
    """How many will probably come, extra guests included: from, to. None once it is over."""


@dataclass(frozen=True, slots=True)
class GuestRow:
    """One member on one event's guest list."""

    registration_id: int
    member_id: int
    member_uid: str
    name: str
    sorting_name: str
    status: RegistrationStatus | None
    """None for a member who is not on the list, as the door finds them."""
    plus: int
    code: str
    emails: tuple[str, ...] = ()
    arrived_at: datetime | None = None
    """Wall time in the event's zone."""
    left_at: datetime | None = None
    attended_before: int = 0
    """Meetups attended before this event."""
    last_attended: date | None = None
    is_paid: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    """uid of a question of the event and what they answered, as `domain.fields` keeps it."""
    choices: tuple[str, ...] = ()
    """uids of the workshops of this meetup that they would like, the dearest first."""
