"""Records: what a screen, a sheet or a file shows, made by queries and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from organizer.domain.kinds import (
    Consent,
    DoorAction,
    EventKind,
    EventStatus,
    FieldKind,
    RegistrationStatus,
    Verdict,
    WaitlistOrder,
)
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


@dataclass(frozen=True, slots=True)
class BadgeRecord:
    """What one printed badge shows."""

    name: str
    code: str
    """38 letters, what the QR holds."""
    community: str
    event_title: str
    event_when: str
    """Date and time in words."""
    workshops: tuple[str, ...] = ()
    note: str = ""
    """A short line such as "first time"; may be empty."""
    answers: tuple[str, ...] = ()
    """Answers that the organizer wants on the badge, such as "Diet: vegan"."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """How the calendar object of a series gives its dates; all times are wall times in its zone."""

    rule: str
    """RRULE with its end in UTC."""
    words: str
    """The rule as one says it."""
    skipped: tuple[datetime, ...]
    """EXDATE."""
    last: datetime
    """End of the last date known."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Which date of a series an object is about: when the rule has it, on the wall of a zone."""

    slot: datetime
    timezone: str


@dataclass(frozen=True, slots=True)
class InvitationRecord:
    """Everything that one member's calendar object and mail need; nobody else's address is in it."""

    uid: str
    """The calendar object's UID, the same for all guests of the event."""
    method: str
    """REQUEST or CANCEL."""
    sequence: int
    title: str
    description: str
    starts: datetime
    """Wall time in `timezone`; so is `ends`."""
    ends: datetime
    timezone: str
    venue: str
    url: str
    organizer_name: str
    organizer_email: str
    community: str
    attendee_name: str
    attendee_email: str
    status: RegistrationStatus
    plus: int
    created_at: datetime
    """UTC; so is `modified_at`."""
    modified_at: datetime
    repeats: Repeats | None = None
    """Set where the object is a whole series, of which this is the first date."""
    recurrence: Recurrence | None = None
    """Set where it is one date of a series."""
    more: tuple[InvitationRecord, ...] = ()
    """Other dates in the same object: those unlike the series, or the rest of some dates."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One event in a calendar to subscribe to; no addresses."""

    uid: str
    title: str
    description: str
    starts: datetime
    ends: datetime
    timezone: str
    venue: str
    url: str
    status: EventStatus
    sequence: int
    created_at: datetime
    modified_at: datetime
    repeats: Repeats | None = None
    recurrence: Recurrence | None = None


@dataclass(frozen=True, slots=True)
class WorkshopFill:
    """How full one workshop was."""

    title: str
    capacity: int | None
    going: int
    attended: int


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How often each answer to one question was given by those who came, the most first."""

    wording: str
    counts: tuple[tuple[str, int], ...]
    """What is read, and how many; without those who did not answer."""
    is_free: bool = False
    """The answers are people's own words, which may say who they are."""


@dataclass(frozen=True, slots=True)
class RecapPerson:
    """One name on the recap with what there is to say about them, such as "5th meetup"."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecapRecord:
    """How one evening went. All people lists are sorted by sorting name."""

    community: str
    title: str
    kind: EventKind
    starts: datetime
    """Wall time in `timezone`."""
    ends: datetime
    timezone: str
    venue: str
    capacity: int | None
    invited: int
    """Everyone on the guest list."""
    going: int
    """Members who said yes, without their extra guests."""
    guests: int
    """Extra guests who came with them."""
    attended: int
    walk_ins: int
    first_timers: tuple[RecapPerson, ...]
    returning: tuple[RecapPerson, ...]
    """Came back after six months or more away."""
    regulars: int
    """Attended and neither new nor returning."""
    no_shows: tuple[RecapPerson, ...]
    """Nobody where nobody was checked in at all: then it is not known who came."""
    attendees: tuple[RecapPerson, ...]
    arrivals: tuple[datetime, ...]
    """Wall times, in order."""
    workshops: tuple[WorkshopFill, ...]
    previous: tuple[tuple[str, int], ...]
    """Title with date and attendance of up to eight events before this one, oldest first."""
    next_steps: tuple[str, ...] = ()
    """Sentences of what to do next."""
    answers: tuple[AnswerCounts, ...] = ()
    """To the questions that the organizer wants on the recap."""
    unpaid: int | None = None
    """Who came and has not paid, where the event has a price."""
    head_count: int = 0
    """People who came and are on no list."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """How the community knows the person at the door, as short sentences."""

    times: int
    """Which visit this is; 1 is the first."""
    phrases: tuple[str, ...] = ()
    """"First time", "5th meetup", "Back after 8 months", the workshops booked."""


@dataclass(frozen=True, slots=True)
class DoorAnswer:
    """What the door says to one scan or one name."""

    verdict: Verdict
    code: str
    message: str
    at: datetime
    """Wall time with seconds in the event's zone."""
    entry_id: int | None = None
    member_id: int | None = None
    member_uid: str | None = None
    name: str = ""
    plus: int = 0
    greeting: Greeting | None = None
    can_let_in: bool = False
    """One key lets this person in all the same."""
    plus_in: int = 0
    """Extra guests without a name who are in with them, those of this answer included."""
    awaits: bool = False
    """Nothing is written yet: they come in once somebody says so."""
    came_before: str = ""
    """Of somebody who is in already: who arrived before them at this door, and after them."""
    came_after: str = ""


@dataclass(frozen=True, slots=True)
class DoorEntryRow:
    """One of the last entries of the door log, for the list with Undo."""

    id: int
    at: datetime
    name: str
    note: str
    verdict: Verdict
    can_undo: bool
    action: DoorAction
    plus: int = 0
    """Extra guests who came in with it; below 0 where fewer came than were counted."""
    member_uid: str | None = None

    @property
    def is_guests_only(self) -> bool:
        """Whether somebody's extra guests came, or fewer than counted, and not they themselves."""
        return self.action is DoorAction.ARRIVED and self.verdict is Verdict.ALREADY_IN

    @property
    def is_provisional(self) -> bool:
        """Whether somebody whose badge is not known here came in, and nobody said yet who it is."""
        return self.can_undo and self.member_uid is None and self.verdict is Verdict.UNKNOWN_HERE


@dataclass(frozen=True, slots=True)
class WorkshopCounts:
    """Live numbers of one workshop of the evening, extra guests included."""

    title: str
    inside: int
    expected: int


@dataclass(frozen=True, slots=True)
class DoorCounts:
    """Live numbers of one door."""

    expected: int
    """People with a seat, extra guests included."""
    inside: int
    """People inside: members, their extra guests, who came in provisionally, and the head count."""
    to_come: int
    """People going who have not arrived, extra guests included."""
    last_minutes: int
    """People who arrived in the last five minutes, the head count aside."""
    head_count: int = 0
    """People inside who are on no list."""
    last_minute: int = 0
    """People who arrived in the last minute."""
    workshops: tuple[WorkshopCounts, ...] = ()
    closed_at: datetime | None = None
    """Wall time at which the evening was closed; None while it is open."""


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


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One person on a sign-in sheet; nothing here is more than everybody in the room may read."""

    name: str
    sorting_name: str
    code: str
    """What the QR at the row's end holds, the same as on the badge; empty for none."""
    plus: int = 0
    """Extra guests, each with a small box."""
    workshops: tuple[str, ...] = ()
    """Titles of those they booked."""


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """Everyone expected at one event, for paper; both lists are sorted by sorting name."""

    community: str
    title: str
    starts: datetime
    """Wall time in `timezone`; so is `ends`."""
    ends: datetime
    timezone: str
    venue: str
    going: tuple[SignInRow, ...]
    waitlisted: tuple[SignInRow, ...] = ()


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
