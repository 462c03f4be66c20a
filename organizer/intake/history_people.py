"""The people of a community's past: each once, whatever groups they are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from organizer.domain.names import fold
from organizer.domain.records import PersonRow, Problem
from organizer.domain.words import _
from organizer.intake.cells import distinct, split_addresses
from organizer.intake.columns import recognise
from organizer.intake.dates import Order
from organizer.intake.headers import word_for
from organizer.intake.history_tables import Holds, PastTable
from organizer.intake.history_times import placed, read_column
from organizer.intake.person_rows import PersonReader
from organizer.intake.systems import MEETUP
from organizer.intake.tables import Table, TableRow


def key_of(text: str) -> str:
    """Return an id as it is compared: spreadsheets turn 17 into 17.0, and nobody minds case."""
    return text.strip().removesuffix(".0").casefold()


def names_of(tables: Iterable[PastTable], holds: Holds) -> dict[str, str]:
    """Return name by id of groups or topics."""
    return {
        key_of(one.cell(row, "id") or one.cell(row, "name")): one.cell(row, "name")
        for one in tables
        if one.holds is holds
        for row in one.table.rows
        if one.cell(row, "name")
    }


@dataclass(slots=True)
class PastPeople:
    """Everyone whom the tables know, and by what the tables refer to them."""

    system: str
    zone: str
    order: Order | None
    groups: Mapping[str, str]
    topics: Mapping[str, str]
    rows: list[PersonRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    memberships: int = 0
    _by_id: dict[str, int] = field(default_factory=dict)
    _by_words: dict[str, int | None] = field(default_factory=dict)
    """By address and by folded name; None where that means several people."""

    def take_table(self, one: PastTable) -> None:
        """Take the people of one table in: a row is a person, or their place in one more group."""
        table, ids = self._in_days(one), [one.cell(row, "id") for row in one.table.rows]
        reader = self._reader(one, table)
        taken = {table.header[one.columns[w]] for w in ("group", "topics") if w in one.columns}
        for place, (row, external_id) in enumerate(zip(table.rows, ids, strict=True)):
            person = reader.person(place, row)
            if person is None:
                continue
            self.memberships += 1
            beside = [pair for pair in person.fields if pair[0] not in taken]
            person = replace(
                person,
                tags=distinct((*person.tags, *self._group_names(one.cell(row, "group")))),
                fields=(*beside, *self._topic_fields(one, row)),
            )
            self._take(one.file, person, external_id)
        self.problems += reader.problems

    def take_memberships(self, one: PastTable) -> None:
        """Give people the groups that a table of memberships puts them in."""
        joined = read_column([one.cell(row, "joined") for row in one.table.rows], self.order)
        for row, told in zip(one.table.rows, joined, strict=True):
            reference = one.cell(row, "person")
            number = self.find(reference)
            if number is None:
                sentence = _("Nobody has the id “{id}”; left out.").format(id=reference)
                self.problems.append(Problem(one.file, row.number, sentence))
                continue
            day = placed(told, self.zone)
            other = PersonRow(
                row.number,
                self.rows[number].name,
                tags=distinct(self._group_names(one.cell(row, "group"))),
                joined_on=day[0].date() if day else None,
            )
            self.rows[number] = _together(self.rows[number], other)
            self.memberships += 1

    def find(self, reference: str) -> int | None:
        """Return the place of the person that an id means, or an address or name of one only."""
        if (found := self._by_id.get(key_of(reference))) is not None:
            return found
        return self._by_words.get(fold(reference)) if reference else None

    def means_several(self, name: str) -> bool:
        """Whether a name is that of several people."""
        return fold(name) in self._by_words and self.find(name) is None

    def add(self, file: str, row: int, name: str, emails: tuple[str, ...], external_id: str) -> int:
        """Take in somebody whom only an answer names."""
        self._take(file, PersonRow(row, name or emails[0].split("@")[0], emails), external_id)
        return len(self.rows) - 1

    def _take(self, file: str, person: PersonRow, external_id: str) -> None:
        key = key_of(external_id)
        if key and (number := self._by_id.get(key)) is not None:
            known = self.rows[number]
            if fold(known.name) != fold(person.name):
                sentence = _("“{name}” has the same id as “{other}”; taken as the same person.")
                words = sentence.format(name=person.name, other=known.name)
                self.problems.append(Problem(file, person.row, words))
            self.rows[number] = _together(known, person)
            return
        if key:
            person = replace(
                person,
                external_system=self.system,
                external_id=self._kept_id(external_id, person.name),
            )
            self._by_id[key] = len(self.rows)
        for words in {fold(person.name), *map(fold, person.emails)}:
            self._by_words[words] = None if words in self._by_words else len(self.rows)
        self.rows.append(person)

    def _kept_id(self, external_id: str, name: str) -> str:
        """Return what an id is remembered as; with the name where the system has none.

        Numbers of a system that we do not know may mean other people in the next folder.
        """
        plain = external_id.strip().removesuffix(".0")
        return plain if self.system == MEETUP.word else f"{plain} {fold(name)}"

    def _in_days(self, one: PastTable) -> Table:
        """Return a table whose instants of joining are days by the clock on the wall."""
        index = next((i for i, h in enumerate(one.table.header) if word_for(h) == "joined"), None)
        rows = [replace(row, cells=tuple(_cells(one, row))) for row in one.table.rows]
        if index is None:
            return replace(one.table, rows=tuple(rows))
        told = read_column([row.cells[index] for row in rows], self.order)
        for place, (row, at) in enumerate(zip(rows, told, strict=True)):
            if at.moment and at.moment.tzinfo and (day := placed(at, self.zone)):
                cells = (*row.cells[:index], day[0].date().isoformat(), *row.cells[index + 1 :])
                rows[place] = replace(row, cells=cells)
        return replace(one.table, rows=tuple(rows))

    def _reader(self, one: PastTable, table: Table) -> PersonReader:
        mapping = {"id": table.header[one.columns["id"]]} if "id" in one.columns else {}
        if not any(
            word_for(label) in ("name", "first_name", "last_name", "who") for label in table.header
        ):
            email = next(label for label in table.header if word_for(label) == "email")
            mapping["name"] = email
        columns = recognise(table.header, one.file, mapping, [row.cells for row in table.rows[:5]])
        return PersonReader(one.file, columns, table, self.order)

    def _group_names(self, cell: str) -> list[str]:
        parts = [part.strip() for part in cell.replace("|", ";").split(";") if part.strip()]
        return [self.groups.get(key_of(part), part) for part in parts]

    def _topic_fields(self, one: PastTable, row: TableRow) -> list[tuple[str, str]]:
        """Return the topics by name, and beside them the ids to which no table has a name."""
        cell = one.cell(row, "topics")
        if not cell:
            return []
        label = one.table.header[one.columns["topics"]]
        parts = [part.strip() for part in cell.replace("|", ";").split(";") if part.strip()]
        named = [self.topics[key_of(part)] for part in parts if key_of(part) in self.topics]
        others = [part for part in parts if key_of(part) not in self.topics]
        if not self.topics:
            return [(label, cell)]
        fields = [(label, "; ".join(named)), (_("Topics by number"), "; ".join(others))]
        return [pair for pair in fields if pair[1]]


def person_in(one: PastTable, row: TableRow) -> tuple[str, tuple[str, ...]]:
    """Return the name and addresses that a row of answers gives."""
    said: dict[str, str] = {}
    for index, label in enumerate(one.table.header):
        if (word := word_for(label)) and one.text(row, index):
            said.setdefault(word, one.text(row, index))
    name = said.get("name") or " ".join(
        said[word] for word in ("first_name", "last_name") if word in said
    )
    return name or said.get("who", ""), split_addresses(said.get("email", ""))[0]


def _cells(one: PastTable, row: TableRow) -> Iterable[str]:
    for index, cell in enumerate(row.cells):
        yield cell if one.text(row, index) else ""


def _together(one: PersonRow, other: PersonRow) -> PersonRow:
    """Return one person of two rows; nothing that either says is lost."""
    days = [day for day in (one.joined_on, other.joined_on) if day]
    fields = dict(one.fields)
    for label, value in other.fields:
        parts = fields.get(label, "").split("; ")
        more = [part for part in value.split("; ") if part not in parts]
        fields[label] = "; ".join(filter(None, (*parts, *more)))
    notes = [one.notes] if other.notes in one.notes else [one.notes, other.notes]
    return replace(
        one,
        emails=distinct((*one.emails, *other.emails)),
        joined_on=min(days, default=None),
        tags=distinct((*one.tags, *other.tags)),
        do_not_write=one.do_not_write or other.do_not_write,
        notes="\n".join(filter(None, notes)),
        earlier_attended=max(one.earlier_attended, other.earlier_attended),
        earlier_last_attended=max(
            filter(None, (one.earlier_last_attended, other.earlier_last_attended)), default=None
        ),
        earlier_yes=max(one.earlier_yes, other.earlier_yes),
        earlier_no_shows=max(one.earlier_no_shows, other.earlier_no_shows),
        fields=tuple(fields.items()),
    )
