"""A folder of tables as a community's past: its events, its people, and what they answered."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from organizer.domain.drafts import LONGEST_NAME
from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import History, PastAnswer, PeopleList, Problem
from organizer.domain.times import instant
from organizer.domain.words import _
from organizer.intake.answers import read_answer
from organizer.intake.attendees import AttendeeReader
from organizer.intake.columns import Columns
from organizer.intake.dates import Order
from organizer.intake.headers import plain, word_for
from organizer.intake.history_events import PastEvents, PastVenues
from organizer.intake.history_people import PastPeople, names_of, person_in
from organizer.intake.history_tables import Holds, PastTable, read_tables
from organizer.intake.history_times import Told, read_column
from organizer.intake.systems import MEETUP
from organizer.intake.tables import TableRow

Step = Callable[[int, int], None]
_ROWS_A_STEP = 500
_OF_MEETUP = (
    frozenset(("utc offset", "group id")),
    frozenset(("rsvp id", "event id", "member id")),
)
"""Plain headers; a folder with a table that has all of one set is from Meetup."""


def read_history(
    folder: Path, timezone: str, *, dates: Order | None = None, step: Step | None = None
) -> History:
    """Read the tables in a folder, each known by its header, whatever its file is called.

    `timezone` is the community's: wall times are in it wherever its clocks agree with the
    offsets that the tables tell, see `history_times.zones_of`. `dates` says how to read days
    whose column leaves open which number is the day. `step` is told how many rows of how many
    are done, and may raise to cancel. What is left out has a Problem. UserError if there is no
    such folder or no table in it.
    """
    tables, problems = read_tables(folder)
    counting = _Counting(step, sum(len(one.table.rows) for one in tables))
    system = _system_of(tables)
    groups = names_of(tables, Holds.GROUPS)
    topics = names_of(tables, Holds.TOPICS)
    venues = PastVenues()
    events = PastEvents(system, timezone, dates, groups, venues)
    for one in _those(tables, Holds.VENUES):
        venues.take_table(one)
        counting.rows_done(len(one.table.rows))
    for one in _those(tables, Holds.EVENTS):
        events.take_table(one)
        counting.rows_done(len(one.table.rows))
    people = PastPeople(system, events.usual_zone, dates, groups, topics)
    for one in _those(tables, Holds.PEOPLE):
        people.take_table(one)
        counting.rows_done(len(one.table.rows))
    for one in _those(tables, Holds.MEMBERSHIPS):
        people.take_memberships(one)
        counting.rows_done(len(one.table.rows))
    answers = _Answers(events, people, dates)
    for one in _those(tables, Holds.ANSWERS):
        answers.take_table(one, counting)
    if not (events.found or people.rows):
        sentence = _("The tables in “{folder}” hold neither events nor people.")
        raise UserError(sentence.format(folder=folder))
    problems += [*events.problems, *people.problems, *answers.problems]
    return History(
        folder=folder.name or str(folder),
        system=system,
        people=_people_list(tables, people, system),
        events=tuple(events.found),
        answers=tuple(answers.found.values()),
        venues=tuple(venues.found),
        problems=tuple(sorted(problems, key=lambda problem: (problem.file, problem.row))),
        rows=_count_rows(tables),
        not_taken=tuple((one.file, one.not_taken) for one in tables if one.not_taken),
    )


@dataclass(slots=True)
class _Counting:
    """How many rows are done."""

    step: Step | None
    total: int
    done: int = 0

    def rows_done(self, count: int) -> None:
        """Count rows of any table."""
        self.done += count
        if self.step is not None:
            self.step(self.done, self.total)


@dataclass(slots=True)
class _Answers:
    """What everybody answered, by event and person; of several answers the last one holds."""

    events: PastEvents
    people: PastPeople
    order: Order | None
    found: dict[tuple[int, int], PastAnswer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take_table(self, one: PastTable, counting: _Counting) -> None:
        """Take one table of answers, or of who was there, in."""
        reader = AttendeeReader(_columns(one), one.table.rows, self.order)
        starts, *times = (
            read_column([one.cell(row, word) for row in one.table.rows], self.order)
            for word in ("starts", "answered", "changed")
        )
        answer = next(iter(_with_word(one, "answer", "status")), None)
        before = 0
        for place, row in enumerate(one.table.rows):
            values = [one.text(row, index) for index in range(len(row.cells))]
            said = reader.said(place, values)
            text = "" if answer is None else values[answer]
            status = said.answer or read_answer(text.partition("_")[0])
            if status is None:
                status = self._unsaid(one, row, text, answer is None or said.arrived)
            event = self._event(one, row, starts[place])
            person = None if event is None else self._person(one, row)
            if event is not None and person is not None:
                answered, changed = (self._instant(column[place].moment, event) for column in times)
                self._take(
                    PastAnswer(
                        file=one.file,
                        row=row.number,
                        event=event,
                        person=person,
                        status=status,
                        plus=said.plus,
                        answered_at=answered or changed,
                        changed_at=changed or answered,
                        arrived=said.arrived,
                        arrived_at=said.arrived_at,
                    )
                )
            if (place + 1) % _ROWS_A_STEP == 0:
                counting.rows_done(place + 1 - before)
                before = place + 1
        counting.rows_done(len(one.table.rows) - before)

    def _unsaid(
        self, one: PastTable, row: TableRow, text: str, is_going: bool
    ) -> RegistrationStatus:
        """Return the answer of a row that gives none: on a list without answers all are going."""
        if text and not is_going:
            sentence = _("“{text}” is no answer that can be understood; taken as none.")
            self._note(one, row, sentence.format(text=text[:60]))
        return RegistrationStatus.GOING if is_going else RegistrationStatus.INVITED

    def _event(self, one: PastTable, row: TableRow, told: Told) -> int | None:
        reference = one.cell(row, "event")
        days = (told.moment.date(), None) if told.moment else (None,)
        for day in days:
            if (event := self.events.find(reference, day)) is not None:
                return event
        if any(self.events.means_several(reference, day) for day in days):
            sentence = _("Several events are called “{id}”; the answer is left out.")
        else:
            sentence = _("No table has the event “{id}”; the answer is left out.")
        self._note(one, row, sentence.format(id=reference[:60]))
        return None

    def _person(self, one: PastTable, row: TableRow) -> int | None:
        """Return whose answer it is; who is in no table but named here is taken in."""
        reference = one.cell(row, "person")
        name, emails = person_in(one, row)
        if reference and "person" in one.columns and not _is_id_column(one):
            name = name or reference
        for text in (reference, *emails) if reference or emails else (name,):
            if text and (person := self.people.find(text)) is not None:
                return person
        is_id = bool(reference) and reference not in (name, *emails)
        person = None if is_id else self.people.find(name)
        if person is not None and not self.people.rows[person].emails:
            return person
        if name and not is_id and not emails and self.people.means_several(name):
            sentence = _("Several people are called “{name}”; the answer is left out.")
            self._note(one, row, sentence.format(name=name))
            return None
        if len(name) > LONGEST_NAME:
            sentence = _("“{name}…” is too long for a name; the answer is left out.")
            self._note(one, row, sentence.format(name=name[:60]))
            return None
        if name or emails:
            external_id = reference if is_id else ""
            return self.people.add(one.file, row.number, name, emails, external_id)
        sentence = _("No table has the person “{id}”; the answer is left out.")
        self._note(one, row, sentence.format(id=reference[:60]))
        return None

    def _note(self, one: PastTable, row: TableRow, words: str) -> None:
        self.problems.append(Problem(one.file, row.number, words))

    def _take(self, answer: PastAnswer) -> None:
        key = answer.event, answer.person
        known = self.found.get(key)
        is_older = (
            known is not None
            and known.changed_at is not None
            and answer.changed_at is not None
            and answer.changed_at < known.changed_at
        )
        if not is_older:
            self.found[key] = answer

    def _instant(self, moment: datetime | None, event: int) -> datetime | None:
        """Return an instant in UTC; what has no offset was by the clock of the event's place."""
        if moment is None:
            return None
        if moment.tzinfo is None:
            return instant(moment, self.events.found[event].timezone)
        return moment.astimezone(UTC)


def _those(tables: Sequence[PastTable], holds: Holds) -> list[PastTable]:
    return [one for one in tables if one.holds is holds]


def _with_word(one: PastTable, *words: str) -> list[int]:
    """Return the columns whose headers mean one of the words, in the order of the words."""
    header = one.table.header
    taken = set(one.columns.values())
    return [
        index
        for word in words
        for index, label in enumerate(header)
        if word_for(label) == word and index not in taken
    ]


def _columns(one: PastTable) -> Columns:
    """Return where a table of answers has what is about the event."""
    found = {"answer": _with_word(one, "answer", "status"), "plus": _with_word(one, "plus")}
    return Columns(
        labels=one.table.header,
        one={word: indexes[0] for word, indexes in found.items() if indexes},
        arrived=tuple(_with_word(one, "arrived")),
    )


def _is_id_column(one: PastTable) -> bool:
    label = plain(one.table.header[one.columns["person"]])
    return any(word in ("id", "uid", "number") for word in label.split())


def _system_of(tables: Sequence[PastTable]) -> str:
    """Return what ids are kept under: Meetup's, or the shape of the tables.

    A system that we do not know writes the same headers each time, and hardly another one does.
    """
    headers = {one.holds: frozenset(map(plain, one.table.header)) for one in tables}
    if any(marks <= have for marks in _OF_MEETUP for have in headers.values()):
        return MEETUP.word
    shape = "\n".join(f"{holds}:{'|'.join(sorted(headers[holds]))}" for holds in sorted(headers))
    return f"tables-{zlib.crc32(shape.encode()):08x}"


def _people_list(tables: Sequence[PastTable], people: PastPeople, system: str) -> PeopleList:
    files = [one.file for one in _those(tables, Holds.PEOPLE)]
    return PeopleList(
        file=", ".join(files),
        format=MEETUP.name if system == MEETUP.word else "table",
        columns=(),
        mapping={},
        rows=tuple(people.rows),
        problems=(),
        read=people.memberships or len(people.rows),
    )


def _count_rows(tables: Sequence[PastTable]) -> dict[str, int]:
    rows: Counter[str] = Counter()
    for one in tables:
        rows[str(one.holds)] += len(one.table.rows)
    return dict(rows)
