"""The events of a community's past, with their places, each once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from organizer.domain.drafts import LONGEST_NAME, MOST_SEATS
from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus
from organizer.domain.names import clean_name, fold
from organizer.domain.records import PastEvent, PastVenue, Problem
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.intake.answers import read_answer
from organizer.intake.cells import read_count
from organizer.intake.dates import Order
from organizer.intake.headers import plain
from organizer.intake.history_people import key_of
from organizer.intake.history_tables import PastTable
from organizer.intake.history_times import (
    USUAL_LENGTH,
    Told,
    known_zone,
    placed,
    read_column,
    read_length,
    read_offset,
    zones_of,
)
from organizer.intake.systems import MEETUP
from organizer.intake.tables import TableRow

_CALLED_OFF = (RegistrationStatus.CANCELLED, RegistrationStatus.DECLINED)


@dataclass(slots=True)
class PastVenues:
    """Places by id, and by name and address."""

    found: list[PastVenue] = field(default_factory=list)
    _by_id: dict[str, int] = field(default_factory=dict)
    _places: dict[PastVenue, int] = field(default_factory=dict)

    def take_table(self, one: PastTable) -> None:
        """Take one table of places in."""
        for row in one.table.rows:
            if not 0 < len(one.cell(row, "name")) <= LONGEST_NAME:
                continue
            number = self.place(one.cell(row, "name"), address_in(one, row))
            if key := key_of(one.cell(row, "id")):
                self._by_id.setdefault(key, number)

    def of_event(self, one: PastTable, row: TableRow) -> int | None:
        """Return the place that an event's row refers to or names; None where it has none."""
        reference, name = one.cell(row, "venue_id"), one.cell(row, "venue")
        for text in (reference, name):
            if text and (number := self._by_id.get(key_of(text))) is not None:
                return number
        is_name = 0 < len(name) <= LONGEST_NAME
        return self.place(name, address_in(one, row)) if is_name else None

    def place(self, name: str, address: str) -> int:
        """Return the number of a place; two at different addresses are two."""
        key = PastVenue(fold(name), same_address(address))
        if key not in self._places:
            self._places[key] = len(self.found)
            self.found.append(PastVenue(clean_name(name), address))
        return self._places[key]


def address_in(one: PastTable, row: TableRow) -> str:
    """Return the address that a row gives, in one line."""
    parts: list[str] = []
    for word in ("address", "address_2", "city", "region"):
        part = " ".join(one.cell(row, word).split()).strip(" ,")
        if part and fold(part) not in fold(", ".join(parts)):
            parts.append(part)
    return ", ".join(parts)


def same_address(address: str) -> str:
    """Return what two spellings of one address have in common."""
    return plain(address)


@dataclass(slots=True)
class PastEvents:
    """Every event that the tables know, and by what the tables refer to it."""

    system: str
    zone: str
    """The community's."""
    order: Order | None
    groups: Mapping[str, str]
    venues: PastVenues
    found: list[PastEvent] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _by_id: dict[str, int] = field(default_factory=dict)
    _by_title: dict[tuple[str, date | None], int | None] = field(default_factory=dict)
    """By folded title, and by it with the day; None where several events have it."""

    def take_table(self, one: PastTable) -> None:
        """Take the events of one table in."""
        rows = one.table.rows
        starts = self._starts(one)
        given = [known_zone(one.cell(row, "timezone")) for row in rows]
        zones = zones_of(starts, self.zone)
        ends = read_column([one.cell(row, "ends") for row in rows], self.order)
        for row, told, zone, end in zip(
            rows, starts, (g or z for g, z in zip(given, zones, strict=True)), ends, strict=True
        ):
            event = self._event(one, row, told, zone, end)
            if event is not None:
                self._take(event, one.cell(row, "id"))

    def find(self, reference: str, day: date | None = None) -> int | None:
        """Return the place of the event that an id means, or a title that only one has that day."""
        if (found := self._by_id.get(key_of(reference))) is not None:
            return found
        return self._by_title.get((fold(reference), day)) if reference else None

    def means_several(self, reference: str, day: date | None = None) -> bool:
        """Whether a title is that of several events."""
        return (fold(reference), day) in self._by_title and self.find(reference, day) is None

    @property
    def usual_zone(self) -> str:
        """The zone that most events are in."""
        zones = [event.timezone for event in self.found]
        return max(set(zones), key=zones.count) if zones else self.zone

    def _note(self, one: PastTable, row: TableRow, words: str) -> None:
        self.problems.append(Problem(one.file, row.number, words))

    def _starts(self, one: PastTable) -> list[Told]:
        rows = one.table.rows
        told = read_column(
            [one.cell(row, "starts") for row in rows],
            self.order,
            [one.cell(row, "clock") for row in rows],
        )
        if "offset" not in one.columns:
            return told
        offsets = [read_offset(one.cell(row, "offset")) for row in rows]
        return [
            at if offset is None else replace(at, offset=offset)
            for at, offset in zip(told, offsets, strict=True)
        ]

    def _event(
        self, one: PastTable, row: TableRow, told: Told, zone: str, end: Told
    ) -> PastEvent | None:
        title = clean_name(one.cell(row, "title"))
        if len(title) > LONGEST_NAME:  # most often a quotation mark that was never closed
            sentence = _("Left out, as the title has {count} letters; {most} is the most: {text}…")
            words = sentence.format(count=len(title), most=LONGEST_NAME, text=title[:60])
            self._note(one, row, words)
            return None
        when = placed(told, zone)
        if when is None:
            self._note(one, row, _no_time(one.cell(row, "starts"), title, told))
            return None
        if not title:
            self._note(one, row, _("The event has no title; it is called “Meetup”."))
            title = _("Meetup")
        if not told.has_clock:
            sentence = _("“{title}” has no time of day; it is put at midnight.")
            self._note(one, row, sentence.format(title=title))
        starts, starts_at = when
        ends_at = self._end(one, row, starts_at, zone, end)
        external_id = one.cell(row, "id").strip().removesuffix(".0")
        if external_id and self.system != MEETUP.word:
            external_id = f"{external_id} {fold(title)}"  # for the reason of a person's id
        return PastEvent(
            file=one.file,
            row=row.number,
            title=title,
            starts=starts,
            ends=wall_time(ends_at, zone),
            timezone=zone,
            starts_at=starts_at,
            ends_at=ends_at,
            external_id=external_id,
            kind=_kind(one.cell(row, "kind")),
            status=_status(one.cell(row, "status")),
            venue=self._venue(one, row),
            capacity=self._capacity(one, row),
            description=self._description(one, row),
            url=one.cell(row, "url"),
        )

    def _end(
        self, one: PastTable, row: TableRow, starts_at: datetime, zone: str, end: Told
    ) -> datetime:
        """Return when it ended: as told, by its length, or after the usual one."""
        length = read_length(one.cell(row, "duration"))
        usual = starts_at + (length or USUAL_LENGTH)
        if not one.cell(row, "ends"):
            return usual
        if end.moment is None:  # a mere time of day
            day = wall_time(starts_at, zone).date().isoformat()
            [end] = read_column([day], None, [one.cell(row, "ends")])
        found = placed(end, zone) if end.has_clock else None
        ends_at = found[1] if found else None
        if ends_at is not None and -timedelta(hours=24) < ends_at - starts_at <= timedelta(0):
            ends_at += timedelta(days=1)  # past midnight
        if ends_at is None or ends_at <= starts_at:
            sentence = _(
                "“{text}” is no end after the start; the event is taken to last {hours} h."
            )
            hours = round((usual - starts_at) / timedelta(hours=1), 1)
            self._note(one, row, sentence.format(text=one.cell(row, "ends")[:60], hours=hours))
            return usual
        return ends_at

    def _venue(self, one: PastTable, row: TableRow) -> int | None:
        number = self.venues.of_event(one, row)
        reference, name = one.cell(row, "venue_id"), one.cell(row, "venue")
        if len(name) > LONGEST_NAME:
            sentence = _("“{text}…” is too long for a place; the event is kept without one.")
            self._note(one, row, sentence.format(text=name[:60]))
        elif number is None and reference:
            sentence = _("No table has the place “{id}”; the event is kept without one.")
            self._note(one, row, sentence.format(id=reference))
        return number

    def _capacity(self, one: PastTable, row: TableRow) -> int | None:
        text = one.cell(row, "capacity")
        count = read_count(text) if text else None
        if count is not None and 1 <= count <= MOST_SEATS:
            return count
        if text and count != 0:
            sentence = _("“{text}” is no number of seats; the event is kept without one.")
            self._note(one, row, sentence.format(text=text[:60]))
        return None

    def _description(self, one: PastTable, row: TableRow) -> str:
        """Return the description; where there are several groups, with whose event it was."""
        group = self.groups.get(key_of(one.cell(row, "group")), one.cell(row, "group"))
        lines = [one.cell(row, "description")]
        if group and len(self.groups) != 1:
            lines.append(_("Group: {name}").format(name=group))
        return "\n\n".join(filter(None, lines))

    def _take(self, event: PastEvent, reference: str) -> None:
        key = key_of(reference)
        if key and (number := self._by_id.get(key)) is not None:
            if replace(self.found[number], row=0, file="") != replace(event, row=0, file=""):
                sentence = _("The id “{id}” stands in row {row} too, with other values; left out.")
                words = sentence.format(id=reference, row=self.found[number].row)
                self.problems.append(Problem(event.file, event.row, words))
            return
        number = len(self.found)
        if key:
            self._by_id[key] = number
        for day in (None, event.starts.date()):
            title = (fold(event.title), day)
            self._by_title[title] = None if title in self._by_title else number
        self.found.append(event)


def _no_time(text: str, title: str, told: Told) -> str:
    if told.is_unclear:
        sentence = _(
            "“{text}” could be two days; “{title}” is left out. Say --dates dmy or mdy, "
            "whichever comes first."
        )
    elif text:
        sentence = _("“{text}” is no time that can be read; “{title}” is left out.")
    else:
        sentence = _("“{title}” has no time; it is left out.")
    return sentence.format(text=text[:60], title=title)


def _status(text: str) -> EventStatus:
    return EventStatus.CANCELLED if read_answer(text) in _CALLED_OFF else EventStatus.PLANNED


def _kind(text: str) -> EventKind:
    return EventKind.WORKSHOP if "workshop" in fold(text) else EventKind.MEETUP
