"""The systems that lists come from: how each is known by its headers, and what is special to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from organizer.intake.headers import plain, word_for


@dataclass(frozen=True, slots=True)
class System:
    """A program or service that writes lists of people."""

    name: str
    """As people call it."""
    word: str = ""
    """What its ids of people are kept under; empty where it has none that last."""
    marks: tuple[frozenset[str], ...] = ()
    """Plain headers; a list that has all of one set is from here."""
    ids: tuple[str, ...] = ()
    """Plain headers of the person's id, the best first. Ids of tickets are no ids of people."""
    known: frozenset[str] = frozenset()
    """Plain headers that mean something, the others nothing; empty where every header may."""
    computed: frozenset[str] = frozenset()
    """Plain headers of what we computed ourselves when we wrote the list."""
    headers: tuple[str, ...] = ()
    """What its columns mean, in their order, where the headers themselves are translated."""
    blanks: frozenset[str] = frozenset()
    """What it writes where it knows nothing."""
    is_contacts: bool = False
    """A row is somebody known, and says nothing of any event."""
    is_tickets: bool = False
    """A row is a ticket: two of one person are two seats, and one that is valid is enough."""
    has_tickets: bool = False
    """It writes ids and days of tickets beside people, each of whom is there once."""
    is_attendance: bool = False
    """A row is a stay of somebody who was there; several of one person are one visit."""


def _marks(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(headers.split("|")) for headers in sets)


TABLE = System("table")
OURS = System(
    "Organizer",
    "organizer",
    _marks("uid|name|emails"),
    ids=("uid",),
    known=frozenset(
        "name|emails|tags|joined|attended|last attended|notes|uid|do not write|greeting|pronouns|"
        "phone|language|photo consent|circles|found us|brought by|brought by uid".split("|")
    ),
    computed=frozenset(("attended", "last attended")),
    is_contacts=True,
)
MEETUP = System(
    "Meetup",
    "meetup",
    _marks("joined group on", "member id|meetups attended"),
    ids=("member id", "user id"),
)
VCARD = System("vCard", "vcard", _marks("v card uid"), ids=("v card uid",), is_contacts=True)
ZOOM = System(
    "Zoom",
    marks=_marks(
        "join time|leave time|duration minutes",
        "user email|join time|leave time",
        "name original name",
    ),
    is_attendance=True,
)
TEAMS = System(
    "Teams",
    marks=_marks("first join|last leave", "full name|join time|leave time|role"),
    is_attendance=True,
)
_TEAMS_TRANSLATED = tuple(
    System("Teams", headers=headers, is_attendance=True)
    for headers in (
        (
            *("Name", "First join", "Last leave", "In-meeting duration", "Email"),
            *("Participant ID (UPN)", "Role"),
        ),
        (
            *("Full name", "Join time", "Leave time", "Duration", "Email", "Role"),
            "Participant ID (UPN)",
        ),
    )
)
"""Its headers are in the organizer's language, all but the sign of who is signed in."""
_TEAMS_OF_ACTIONS = System(
    "Teams",
    marks=_marks("full name|user action|timestamp"),
    headers=("Full name", "User action", "Join time"),
    is_attendance=True,
)
HI_EVENTS = System(
    "Hi.Events",
    marks=_marks("is checked in|public id|short id"),
    is_tickets=True,
)
_HI_EVENTS_TRANSLATED = System(
    "Hi.Events",
    headers=(
        *("ID", "First name", "Last name", "E-mail", "Status", "Is checked in", "Checked in at"),
        *("Product ID", "Product name", "Event ID", "Public ID", "Short ID", "Created date"),
        *("Last updated date", "Notes"),
    ),
    is_tickets=True,
)
_MEETING = System("an online meeting", is_attendance=True)
"""Whatever has a row for each stay: when it began, when it ended, and how long it was."""
_DURATION = re.compile(
    r"(?:.* )?(?:duration|dauer|duree|duracion|durata|duracao|duur|czas trwania|時間|时长)(?: .*)?"
)
_FORMS = System("Google Forms")
_SYSTEMS = (
    OURS,
    MEETUP,
    VCARD,
    ZOOM,
    TEAMS,
    _TEAMS_OF_ACTIONS,
    _MEETING,
    HI_EVENTS,
    System(
        "Eventbrite",
        marks=_marks(
            "order number|attendee status",
            "order id|attendee status",
            "order number|quantity|ticket type",
        ),
        blanks=frozenset(("Info Requested",)),
        is_tickets=True,
    ),
    System(
        "Luma",
        marks=_marks("api id|approval status", "approval status|checked in at"),
        has_tickets=True,
    ),
    System(
        "pretix",
        marks=_marks("order code|attendee name", "bestellnummer|teilnehmername"),
        is_tickets=True,
    ),
    System(
        "Tito",
        marks=_marks("ticket|reference|name|registration date", "ticket reference|order reference"),
        is_tickets=True,
    ),
    System(
        "alf.io",
        marks=_marks("first name|last name|lang|reference", "creation|category|full name|language"),
        is_tickets=True,
    ),
    # It lists confirmed attendees alone; Invited only says that an organizer had asked them.
    System("Open Community Groups", marks=_marks("name|company|title|invited"), has_tickets=True),
    System(
        "Google Contacts",
        marks=_marks("e mail 1 value", "given name|group membership"),
        is_contacts=True,
    ),
    System(
        "Outlook",
        marks=_marks(
            "e mail address|e mail 2 address",
            "e mail address|given yomi",
            "e mail address|e mail type",
            "e mail adresse|e mail typ",
            "adresse de messagerie|type de messagerie",
            "direccion de correo electronico|tipo de correo electronico",
        ),
        is_contacts=True,
    ),
    System("Mailchimp", marks=_marks("email address|member rating", "leid|euid"), is_contacts=True),
    System("LinkedIn", marks=_marks("connected on|position"), is_contacts=True),
    System(
        "Microsoft Forms",
        marks=_marks("start time|completion time"),
        blanks=frozenset(("anonymous",)),
    ),
)
_OF_TICKETS = frozenset(
    "id|api id|product id|product price id|event id|public id|short id|created date|created at|"
    "last updated date|updated at|last updated|order|order number|order id|order code|order date|"
    "order time|order datetime|order reference|attendee number|attendee id|ticket id|"
    "ticket number|ticket reference|reference|barcode|barcode number|qr code url|secret|"
    "ticket type id|position id|positionid|order locale|bestellnummer|bestelldatum|"
    "registration date|currency|total paid|fees paid|eventbrite fees|"
    "eventbrite payment processing|price|amount|amount tax|amount discount|price tier|"
    "order type|event name|seat id|automatically checked in|checked out|creation|"
    "unique ticket url|unique order url|ticket created date|ticket last updated date|"
    "order created date|ticket slug|invited|payment method|payment deadline|marked by|"
    "payment details".split("|")
)
"""Plain headers of what systems keep of their tickets."""
_FORM_TIMES = frozenset(
    "timestamp|zeitstempel|horodateur|marca temporal|informazioni cronologiche|tijdstempel|"
    "carimbo de data hora|tidstampel|tidsstempel|sygnatura czasowa|aikaleima|zaman damgasi|"
    "タイムスタンプ|时间戳记|時間戳記|타임스탬프|отметка времени".split("|")
)
"""Plain header of the first column of a form's answers."""
_PUBLIC_ID, _SHORT_ID = re.compile(r"A-[A-Z0-9]+"), re.compile(r"a_\w+")


def system_of(plains: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> System:
    """Return the system that a list with these plain headers and first rows is from, or TABLE."""
    have = set(plains)
    for system in _SYSTEMS:
        if any(marks <= have for marks in system.marks):
            return system
    if plains and plains[0] in _FORM_TIMES:
        return _FORMS
    for translated in _TEAMS_TRANSLATED:
        place = translated.headers.index("Participant ID (UPN)")
        if len(plains) > place and plains[place].endswith(" upn"):
            return translated
    if {"arrived", "left"} <= set(map(word_for, plains)) and any(map(_DURATION.fullmatch, plains)):
        return _MEETING
    if rows and all(map(_is_hi_events, rows)):
        return _HI_EVENTS_TRANSLATED
    return TABLE


def ticket_columns(name: str, labels: Sequence[str]) -> frozenset[str]:
    """Return the labels of what a `PeopleList.format` only says of tickets: ids, days and sums.

    None of it is about the person, and no id of theirs is among it.
    """
    system = system_named(name)
    if not system.is_tickets and not system.has_tickets:
        return frozenset()
    plains = [plain(label) for label in labels]
    if system is HI_EVENTS and not any(marks <= set(plains) for marks in system.marks):
        theirs = [plain(header) for header in _HI_EVENTS_TRANSLATED.headers]
        plains[: len(theirs)] = theirs
    return frozenset(
        label for label, text in zip(labels, plains, strict=True) if text in _OF_TICKETS
    )


def system_named(name: str) -> System:
    """Return the system of a `PeopleList.format`."""
    return next((system for system in _SYSTEMS if system.name == name), TABLE)


def _is_hi_events(row: Sequence[str]) -> bool:
    """Whether the ids that Hi.Events gives stand where it writes them, in whatever language."""
    return (
        len(row) >= len(_HI_EVENTS_TRANSLATED.headers)
        and row[0].isdecimal()
        and _PUBLIC_ID.fullmatch(row[10]) is not None
        and _SHORT_ID.fullmatch(row[11]) is not None
    )
