"""Records of the community and its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from organizer.domain.kinds import Consent, EventKind, EventStatus, FieldKind, RegistrationStatus
from organizer.domain.segments import Rules


@dataclass(frozen=True, slots=True)
class CommunityRecord:
    """The community that a file holds."""

    uid: str
    name: str
    timezone: str
    purpose: str = ""
    organizer_name: str = ""
    organizer_email: str = ""
    accent: str = ""
    """Colour as #RRGGBB, or empty for the default."""


@dataclass(frozen=True, slots=True)
class CommunityCounts:
    """How much a community's file holds."""

    members: int
    events: int
    registrations: int
    attendances: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member in a list; times attended include earlier history that an import brought."""

    id: int
    uid: str
    name: str
    sorting_name: str
    emails: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    joined_on: date | None = None
    attended: int = 0
    last_attended: date | None = None
    next_status: RegistrationStatus | None = None
    """Their answer to the next event, if they are on its list."""
    other_names: tuple[str, ...] = ()
    """Names of the entries that were merged into this one."""
    circles: tuple[str, ...] = ()
    phone: str = ""
    beside: tuple[str, ...] = ()
    """What the entries that were merged into this one said otherwise, such as another phone."""


@dataclass(frozen=True, slots=True)
class MemberVisit:
    """One line of a member's time line: an event they are on the list of."""

    event_uid: str
    title: str
    starts: datetime
    status: RegistrationStatus | None
    """None for somebody who led it without being on its list."""
    attended: bool
    kind: EventKind = EventKind.MEETUP
    led: bool = False
    """They facilitated it."""
    ends: datetime | None = None
    """A wall time like `starts`; None where it is over as soon as it began."""
    is_closed: bool = False
    """The evening was closed: who is not there by then does not come."""
    event_status: EventStatus = EventStatus.PLANNED


@dataclass(frozen=True, slots=True)
class PersonLink:
    """Another member, as a page names them and leads to them."""

    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """A field of the community's own that every member can have."""

    uid: str
    name: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    filled: int = 0
    """Members who have a value in it."""


@dataclass(frozen=True, slots=True)
class FieldText:
    """What one member's field of the community's own holds, as `domain.fields` keeps it."""

    field_uid: str
    name: str
    kind: FieldKind
    text: str


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """A saved search over the members."""

    uid: str
    name: str
    rules: Rules | None
    """None where a newer version made it and it asks for something unknown here."""


@dataclass(frozen=True, slots=True)
class CircleRecord:
    """A small group inside the community."""

    uid: str
    name: str
    purpose: str = ""
    host: PersonLink | None = None
    people: tuple[PersonLink, ...] = ()
    """By sorting name."""


@dataclass(frozen=True, slots=True)
class EarlierHistory:
    """Totals that an export of another system brought."""

    attended: int = 0
    last_on: date | None = None
    yes: int = 0
    no_shows: int = 0
    systems: tuple[str, ...] = ()
    """Words of the systems that know this member."""


@dataclass(frozen=True, slots=True)
class MemberDetail:
    """Everything that a member's page shows."""

    row: MemberRow
    greeting: str
    notes: str
    host_note: str
    do_not_write: bool
    fields: tuple[tuple[str, str], ...]
    """Label and value of what an import brought beside the known columns."""
    visits: tuple[MemberVisit, ...]
    yes_count: int
    """Yes answers to past events, earlier history included."""
    pronouns: str = ""
    phone: str = ""
    language: str = ""
    photo_consent: Consent = Consent.UNKNOWN
    found_us: str = ""
    brought_by: PersonLink | None = None
    brought: tuple[PersonLink, ...] = ()
    """Whom they brought along."""
    circles: tuple[str, ...] = ()
    hosted_circles: tuple[str, ...] = ()
    """Circles that they are the host of."""
    values: tuple[FieldText, ...] = ()
    """The fields of the community's own that are filled, in their order."""
    other_names: tuple[str, ...] = ()
    earlier: EarlierHistory | None = None
    """What other systems said of the time before this file; None where they said nothing."""
