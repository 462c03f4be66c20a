"""Which table of a folder holds what of a community's past, told by its header alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from organizer.domain.errors import UserError
from organizer.domain.records import Problem
from organizer.domain.words import _
from organizer.intake.cells import unguarded
from organizer.intake.headers import plain, word_for
from organizer.intake.tables import Table, TableRow, column_name, read_table
from organizer.intake.workbooks import is_workbook, read_sheets


class Holds(StrEnum):
    """What the rows of a table are."""

    EVENTS = "events"
    PEOPLE = "people"
    MEMBERSHIPS = "memberships"
    """Who is in which group."""
    ANSWERS = "answers"
    VENUES = "venues"
    GROUPS = "groups"
    TOPICS = "topics"


# Headers as `plain` gives them, separated by bars; the first that a table has is taken.
_ID = "id|uid|uuid|key|number|no|nr"
_EVENT = "event id|event uid|event uuid|event key|event number|meetup id|eventid|event"
_EVENT_NAME = "event name|event title|meetup|meetup name|meetup title|veranstaltung|evenement"
_PERSON_ID = (
    "member id|member uid|memberid|user id|userid|person id|people id|attendee id|participant id|"
    "profile id|contact id|guest id|customer id|mitgliedsnummer|mitglied id"
)
_PERSON = f"{_PERSON_ID}|member|user|person|attendee|participant|mitglied|membre|miembro"
_GROUP = "group id|groupid|chapter id|circle id|group|chapter|circle|gruppe|groupe|grupo"
_VENUE = "venue id|venueid|location id|place id|ort id|lieu id"
_CREATED = "created|created at|created on|created time|created date|registered at|answered at"
_ADDRESS = "address 1|address|address1|street|street address|strasse|adresse|direccion|indirizzo"
_ADDRESS_2 = "address 2|address2|address line 2|adresszusatz"
_CITY = "city|town|stadt|ville|ciudad|citta|plaats|stad"
_REGION = "state|region|province|postcode|postal code|zip|plz"

_FIELDS: dict[Holds, dict[str, str]] = {
    Holds.EVENTS: {
        "title": f"title|name|{_EVENT_NAME}|subject|summary|titel|titre|titulo|titolo|naam|event",
        "id": f"{_ID}|{_EVENT}",
        "starts": (
            "starts|starts at|start|start at|start date|start datetime|start date time|"
            "event start|event date|date|date time|datetime|when|local date|day|"
            "datum|tag|beginn|beginnt|jour|fecha|data|start time|time|event time"
        ),
        "clock": "start time|time|local time|event time|hour|uhrzeit|zeit|heure|hora|ora|tijd|tid",
        "offset": "utc offset|offset|gmt offset|tz offset|timezone offset",
        "timezone": "timezone|time zone|tz|event timezone|zeitzone|fuseau horaire",
        "ends": "ends|ends at|end|end at|end date|end datetime|end time|event end|ende|fin",
        "duration": "duration|duration minutes|minutes|length|dauer|duree|duracion|durata",
        "venue_id": _VENUE,
        "venue": "venue|venue name|location|place|where|ort|lieu|lugar|luogo|plaats|plats|sted",
        "address": _ADDRESS,
        "address_2": _ADDRESS_2,
        "city": f"{_CITY}|venue city",
        "group": _GROUP,
        "status": "status|event status|state|visibility",
        "kind": "kind|type|event type|art|typ",
        "capacity": (
            "capacity|rsvp limit|limit|max attendees|maximum attendees|seats|places|"
            "platze|plazas|posti"
        ),
        "description": "description|details|about|beschreibung|descripcion|descrizione",
        "url": "url|link|event url|website|page",
    },
    Holds.ANSWERS: {
        "event": f"{_EVENT}|{_EVENT_NAME}",
        "person": _PERSON,
        "starts": (
            "event date|event start|event starts|event time|meetup date|date|day|starts|start|"
            "start date|start time|when|datum|fecha"
        ),
        "answered": (
            f"{_CREATED}|rsvped on|rsvped at|rsvp date|rsvp time|registration date|"
            "registered|timestamp|order date|signed up|signed up at"
        ),
        "changed": "mtime|updated|updated at|updated on|modified|modified at|changed|changed at|"
        "last modified|last updated",
    },
    Holds.PEOPLE: {
        "id": f"{_ID}|{_PERSON_ID}",
        "group": _GROUP,
        "topics": "topics|topic ids|interests|themes|themen|temas|interessen",
    },
    Holds.MEMBERSHIPS: {"person": _PERSON, "group": _GROUP, "joined": f"joined|since|{_CREATED}"},
    Holds.VENUES: {
        "name": "name|venue name|title|venue|location|place|ort|lieu|lugar|luogo",
        "id": f"{_ID}|{_VENUE}",
        "address": _ADDRESS,
        "address_2": _ADDRESS_2,
        "city": _CITY,
        "region": _REGION,
    },
    Holds.GROUPS: {
        "name": "name|group name|chapter name|circle name|title|group|chapter|circle",
        "id": f"{_ID}|{_GROUP}",
    },
    Holds.TOPICS: {
        "name": "name|topic name|title|topic",
        "id": f"topic id|{_ID}|topic",
    },
}
_OF_A_PLACE = frozenset("lat|lon|lng|latitude|longitude".split("|"))
_OF_A_GROUP = frozenset(
    "urlname|organiser|organizer|organiser name|organizer name|organiser member id|"
    "organizer id|organizer member id|organiser id|rating|member count|members count|"
    "join mode".split("|")
)
_GROUP_NAMES = frozenset("group name|chapter name|circle name".split("|"))
_OF_A_TOPIC = frozenset("urlkey|url key|topic id|topic name|topic".split("|"))
_OF_A_PERSON = frozenset(("email", "joined", "first_name", "last_name"))
_NULLS = frozenset(("null", "\\n", "none", "nan", "<null>", "(null)"))
_ENDINGS = frozenset((".csv", ".tsv", ".tab", ".xlsx", ".xls"))
_MOST_BYTES = 400_000_000


@dataclass(frozen=True, slots=True)
class PastTable:
    """One table of the folder, its columns by field word."""

    file: str
    """For a sheet of a workbook that has several, with the sheet's title."""
    holds: Holds
    table: Table
    columns: dict[str, int]

    def cell(self, row: TableRow, word: str) -> str:
        """Return what a row says there; nothing where the table has no such column."""
        index = self.columns.get(word)
        return "" if index is None else self.text(row, index)

    def text(self, row: TableRow, index: int) -> str:
        """Return one cell, blank where a database wrote that it holds nothing."""
        text = row.cells[index].strip()
        if self.table.is_text:
            text = unguarded(text)
        return "" if text.casefold() in _NULLS else text

    @property
    def not_taken(self) -> tuple[str, ...]:
        """Labels of columns that hold something and mean nothing to us."""
        if self.holds is Holds.PEOPLE:
            return ()  # what is no field of theirs is kept beside
        taken = set(self.columns.values()) | self._of_the_answer()
        return tuple(
            label
            for index, label in enumerate(self.table.header)
            if index not in taken and any(self.text(row, index) for row in self.table.rows)
        )

    def _of_the_answer(self) -> set[int]:
        if self.holds is not Holds.ANSWERS:
            return set()
        return {i for i, label in enumerate(self.table.header) if word_for(label)}


def read_tables(folder: Path) -> tuple[list[PastTable], list[Problem]]:
    """Read every table in a folder; UserError if it is none or holds no table at all."""
    if not folder.is_dir():
        sentence = _("“{folder}” is no folder. Name the one that holds the tables of the past.")
        raise UserError(sentence.format(folder=folder))
    tables: list[PastTable] = []
    problems: list[Problem] = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name.casefold()):
        if path.name.startswith((".", "~$")) or not path.is_file():
            continue
        is_named_a_table = path.suffix.casefold() in _ENDINGS
        if not is_named_a_table and path.suffix.casefold() != ".txt":
            continue
        try:
            found = _tables_of(path)
        except UserError as error:
            if is_named_a_table:
                problems.append(Problem(path.name, 1, str(error)))
            continue
        for file, table in found:
            holds = _what_it_holds(table.header)
            if holds is not None:
                tables.append(PastTable(file, holds, table, _columns(holds, table.header)))
                problems += [Problem(file, row, words) for row, words in table.left_out]
            elif is_named_a_table:
                problems.append(_not_recognised(file, table))
    if not tables:
        sentence = _(
            "“{folder}” holds no table of events, people or answers that can be recognised. "
            "Each needs a first row that says what its columns are."
        )
        raise UserError(sentence.format(folder=folder))
    return _without_doubtful(tables, problems), problems


def _tables_of(path: Path) -> list[tuple[str, Table]]:
    """Read one file: a text is one table, a workbook one for each of its sheets."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            sentence = _("{file} is too large to be read. Split it into several tables.")
            raise UserError(sentence.format(file=path.name))
        data = path.read_bytes()
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}. Copy it to this computer and try again.")
        raise UserError(sentence.format(path=path, reason=error.strerror or error)) from None
    if is_workbook(data):
        sheets = read_sheets(data, path.name)
        if len(sheets) > 1:
            return [
                (f"{path.name} ({sheet.title})", _table_of_sheet(sheet.rows)) for sheet in sheets
            ]
    return [(path.name, read_table(data, path.name, _is_known))]


def _table_of_sheet(rows: Sequence[tuple[int, list[str]]]) -> Table:
    """Take the first row with most headers that we know as the header."""
    scores = [sum(map(_is_known, cells)) for _number, cells in rows[:30]]
    place = scores.index(max(scores))
    number, titles = rows[place]
    titles = [" ".join(title.split()) or column_name(i) for i, title in enumerate(titles)]
    width = len(titles)
    below = tuple(
        TableRow(row, tuple((*cells, *[""] * width)[:width]), tuple(filter(None, cells[width:])))
        for row, cells in rows[place + 1 :]
    )
    return Table(tuple(titles), number, below, is_text=False)


_KNOWN = frozenset(
    header
    for fields in _FIELDS.values()
    for headers in fields.values()
    for header in headers.split("|")
)


def _is_known(header: str) -> bool:
    return plain(header) in _KNOWN or bool(word_for(header))


def _what_it_holds(header: Sequence[str]) -> Holds | None:
    """Return what the rows below a header are; None if it says too little."""
    have = {plain(label) for label in header}
    words = {word_for(label) for label in header}

    def has(holds: Holds, *fields: str) -> bool:
        return all(have & set(_FIELDS[holds][field].split("|")) for field in fields)

    is_about_people = bool(words & _OF_A_PERSON)
    has_name = bool(words & {"name", "first_name", "last_name", "who"})
    says_answer = bool(words & {"answer", "arrived", "plus"})
    if has(Holds.ANSWERS, "event") and (
        has(Holds.ANSWERS, "person")
        or (says_answer and (has_name or "email" in words) and not has(Holds.EVENTS, "venue_id"))
    ):
        return Holds.ANSWERS
    if has(Holds.TOPICS, "name") and have & _OF_A_TOPIC and not is_about_people:
        return Holds.TOPICS
    if has(Holds.MEMBERSHIPS, "person", "group") and not has_name and "email" not in words:
        return Holds.MEMBERSHIPS
    if has(Holds.EVENTS, "title", "starts") and not is_about_people:
        return Holds.EVENTS
    is_a_place = have & _OF_A_PLACE or has(Holds.VENUES, "address")
    if has(Holds.VENUES, "name") and is_a_place and not is_about_people:
        return Holds.VENUES
    names_groups = have & (_OF_A_GROUP if "name" in have else _GROUP_NAMES)
    if names_groups and not is_about_people:
        return Holds.GROUPS
    return Holds.PEOPLE if has_name or "email" in words else None


def _columns(holds: Holds, header: Sequence[str]) -> dict[str, int]:
    """Return where each field is found; no column serves two."""
    plains = [plain(label) for label in header]
    columns: dict[str, int] = {}
    for field, headers in _FIELDS[holds].items():
        for text in headers.split("|"):
            if text in plains and plains.index(text) not in columns.values():
                columns[field] = plains.index(text)
                break
    return columns


def _not_recognised(file: str, table: Table) -> Problem:
    sentence = _(
        "Left out, as its columns say neither events, people nor answers: {columns}."
    ).format(columns=", ".join(table.header[:12]))
    return Problem(file, table.header_row, sentence)


def _without_doubtful(tables: list[PastTable], problems: list[Problem]) -> list[PastTable]:
    """Leave out a mere list of names where another table has the people: it may be of anything."""
    people = [one for one in tables if one.holds is Holds.PEOPLE]
    bare = [one for one in people if len(one.table.header) <= 2]
    if len(bare) == len(people):
        return tables
    problems += [_not_recognised(one.file, one.table) for one in bare]
    return [one for one in tables if one not in bare]
