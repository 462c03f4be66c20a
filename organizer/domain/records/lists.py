"""Records of what was read from lists and tables, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from organizer.domain.kinds import Consent, EventKind, EventStatus, RegistrationStatus


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of a list of members, as read from a file and before anything is written.

    `row` counts from 1 at the header's line, as a spreadsheet shows it.
    """

    row: int
    name: str
    emails: tuple[str, ...] = ()
    external_system: str = ""
    external_id: str = ""
    joined_on: date | None = None
    tags: tuple[str, ...] = ()
    do_not_write: bool = False
    notes: str = ""
    earlier_attended: int = 0
    earlier_last_attended: date | None = None
    earlier_yes: int = 0
    earlier_no_shows: int = 0
    fields: tuple[tuple[str, str], ...] = ()
    """Label and value of every other column that is filled."""
    answer: RegistrationStatus | None = None
    """What they answered to the event that the list is about; None where it does not say."""
    plus: int = 0
    """Extra guests they bring to it."""
    arrived: bool = False
    """Whether the list says that they came to it."""
    arrived_at: datetime | None = None
    """A wall time if naive, an instant if aware; None where the list gives no time of day."""
    arrived_clock: time | None = None
    """The wall time where the list leaves out the day."""
    left_at: datetime | None = None
    """When they left, of those who came; a wall time or an instant like `arrived_at`."""
    left_clock: time | None = None
    paid: bool | None = None
    """Whether they have paid for it; None where the list does not say."""
    invited: bool | None = None
    """Whether they are invited to it; None where the list does not say, False for an empty cell."""
    greeting: str = ""
    pronouns: str = ""
    phone: str = ""
    language: str = ""
    photo_consent: Consent = Consent.UNKNOWN
    found_us: str = ""
    brought_by: tuple[str, ...] = ()
    """Uid or name of the member who brought them, the surest first."""
    circles: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    """What fields of the community's own hold, by their uids; a reader leaves them in `fields`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that was left out or could not be read, and why."""

    file: str
    row: int
    message: str


@dataclass(frozen=True, slots=True)
class ColumnsSaid:
    """What a user said of the columns of a list, where it was not recognised."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """Field word to header."""
    dates: Literal["dmy", "mdy"] | None = None
    """Which number of a date comes first, where the list leaves it open."""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What a file of members says.

    `columns` are the headers in order, `mapping` the field word that each column index feeds.
    """

    file: str
    format: str
    """Name of the system that wrote it, such as "Meetup", or "table"."""
    columns: tuple[str, ...]
    mapping: dict[str, int]
    rows: tuple[PersonRow, ...]
    problems: tuple[Problem, ...]
    samples: tuple[tuple[str, ...], ...] = field(default=())
    """The first rows as they stand in the file."""
    read: int = 0
    """Rows below the header that are not empty."""
    recalled: ColumnsSaid | None = None
    """What somebody said at an earlier import, by which the columns were read."""
    guessed: tuple[str, ...] = ()
    """Field words whose column has no header, and was told by what stands in it."""
    sheets: tuple[str, ...] = ()
    """Titles of the sheets of a workbook that hold anything, that which was read first."""
    sheets_of_people: tuple[str, ...] = ()
    """Titles of those sheets that have people in them, in the workbook's order."""


@dataclass(frozen=True, slots=True)
class PastVenue:
    """A place that tables of the past name; two at different addresses are two."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One event as tables of the past tell it; `starts` and `ends` are wall times in `timezone`."""

    file: str
    row: int
    title: str
    starts: datetime
    ends: datetime
    timezone: str
    starts_at: datetime
    """Instant in UTC, which a repeated hour of the clock would leave open; so is `ends_at`."""
    ends_at: datetime
    external_id: str = ""
    """Who it is in the system that the tables come from."""
    kind: EventKind = EventKind.MEETUP
    status: EventStatus = EventStatus.PLANNED
    venue: int | None = None
    """Place in `History.venues`."""
    capacity: int | None = None
    description: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """What one person last answered to one event, and whether the tables say that they came."""

    file: str
    row: int
    event: int
    """Place in `History.events`."""
    person: int
    """Place in `History.people.rows`."""
    status: RegistrationStatus
    plus: int = 0
    answered_at: datetime | None = None
    """Instant in UTC of the first answer, as `changed_at` is of the last."""
    changed_at: datetime | None = None
    arrived: bool = False
    arrived_at: datetime | None = None
    """A wall time in the event's zone if naive, an instant if aware."""


@dataclass(frozen=True, slots=True)
class History:
    """A community's past, as read from a folder of tables and before anything is written."""

    folder: str
    system: str
    """What ids are kept under."""
    people: PeopleList
    """Each person once, whatever groups they are in; `read` counts the memberships."""
    events: tuple[PastEvent, ...] = ()
    answers: tuple[PastAnswer, ...] = ()
    """One for each event and person."""
    venues: tuple[PastVenue, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows: dict[str, int] = field(default_factory=dict)
    """Rows read, by what they hold: events, people, answers, venues, groups, topics."""
    not_taken: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """File and labels of the columns for which we have no place."""
