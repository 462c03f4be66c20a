"""Who in a list is a person known already: the rules of import, without any storage.

The order is: the same id in the same other system; else the same folded name and a shared
address; else, where one side has no address, the same folded name, counted, so that two people
called Kim stay two. Everyone else is a new person. A shared address alone merges nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from organizer.domain.names import clean_name, fold
from organizer.domain.records import PersonRow


class Outcome(StrEnum):
    """What a row of a list did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of a person is in the file already, so that only what is new is written."""

    addresses: int = 0
    sources: frozenset[tuple[str, str]] = frozenset()
    tags: int = 0


@dataclass(slots=True, eq=False)
class Person:
    """A member as an import sees and changes them; `id` is None for one who is new."""

    name: str
    id: int | None = None
    addresses: list[str] = field(default_factory=list)
    sources: set[tuple[str, str]] = field(default_factory=set)
    """Other systems with an id there; who bought two tickets may have two in one system."""
    tags: list[str] = field(default_factory=list)
    joined_on: date | None = None
    do_not_write: bool = False
    notes: str = ""
    attended: int = 0
    last_on: date | None = None
    yes: int = 0
    no_shows: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    kept: Kept = Kept()
    _stored: tuple[object, ...] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Remember what is stored, to tell in the end whether anything came of the lists."""
        self._stored = None if self.id is None else self._known()

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write; rows that contradict each other may cancel out."""
        return self._known() != self._stored

    def take_over(self, row: PersonRow) -> bool:
        """Add what a row knows and this person lacks; blank never overwrites filled."""
        before = self._known()
        name = clean_name(row.name)
        source = (row.external_system, row.external_id)
        if source in self.sources and name and fold(name) != fold(self.name):
            # The system that knows the id knows the name; how we spell it stays as it is.
            self.name = name
        if row.external_id:
            self.sources.add(source)
        have = {address.casefold() for address in self.addresses}
        for address in row.emails:
            if address.casefold() not in have:
                have.add(address.casefold())
                self.addresses.append(address)
        tags = {fold(tag) for tag in self.tags}
        self.tags += [tag for tag in dict.fromkeys(row.tags) if fold(tag) not in tags]
        days = [day for day in (self.joined_on, row.joined_on) if day]
        self.joined_on = min(days, default=None)
        self.do_not_write = self.do_not_write or row.do_not_write
        if row.notes and row.notes not in self.notes:
            self.notes = f"{self.notes}\n{row.notes}".strip()
        self.attended = row.earlier_attended or self.attended
        self.last_on = row.earlier_last_attended or self.last_on
        self.yes = row.earlier_yes or self.yes
        self.no_shows = row.earlier_no_shows or self.no_shows
        self.fields |= {label: value for label, value in row.fields if value}
        return self._known() != before

    def _known(self) -> tuple[object, ...]:
        return (
            self.name,
            tuple(self.addresses),
            frozenset(self.sources),
            tuple(self.tags),
            self.joined_on,
            self.do_not_write,
            self.notes,
            (self.attended, self.last_on, self.yes, self.no_shows),
            tuple(self.fields.items()),
        )


class People:
    """Everyone known, by the three ways of knowing somebody again."""

    def __init__(self, known: Iterable[Person]) -> None:
        self.everyone: list[Person] = []
        self._by_source: dict[tuple[str, str], Person] = {}
        self._by_name_and_address: dict[tuple[str, str], Person] = {}
        self._by_name: dict[str, dict[int, Person]] = defaultdict(dict)
        for person in known:
            self._add(person)

    def _add(self, person: Person) -> None:
        self.everyone.append(person)
        self._index(person)

    def _index(self, person: Person) -> None:
        folded = fold(person.name)
        self._by_name[folded].setdefault(id(person), person)
        for source in person.sources:
            self._by_source.setdefault(source, person)
        for address in person.addresses:
            self._by_name_and_address.setdefault((folded, address.casefold()), person)

    def take_list(self, rows: Iterable[PersonRow]) -> list[tuple[PersonRow, Person, Outcome]]:
        """Take one file's rows in; return what each did, in the order of the file."""
        known_before = set(map(id, self.everyone))
        taken: set[int] = set()
        results: dict[int, tuple[PersonRow, Person, Outcome]] = {}
        unsure: list[tuple[int, PersonRow]] = []
        for position, row in enumerate(rows):
            person = self._surely(row)
            if person is None:
                unsure.append((position, row))
                continue
            taken.add(id(person))
            results[position] = self._took_over(person, row)
        for position, row in unsure:
            # A row before this one in the file may have made the person that this one is.
            person = self._surely(row)
            if person is None:
                person = self._by_count(row, known_before - taken)
            if person is None:
                person = Person(clean_name(row.name))
                person.take_over(row)
                self._add(person)
                results[position] = (row, person, Outcome.ADDED)
            else:
                results[position] = self._took_over(person, row)
            taken.add(id(person))
        return [results[position] for position in sorted(results)]

    def _took_over(self, person: Person, row: PersonRow) -> tuple[PersonRow, Person, Outcome]:
        changed = person.take_over(row)
        self._index(person)
        return (row, person, Outcome.UPDATED if changed else Outcome.UNCHANGED)

    def _surely(self, row: PersonRow) -> Person | None:
        if row.external_id and (
            found := self._by_source.get((row.external_system, row.external_id))
        ):
            return found
        folded = fold(clean_name(row.name))
        for address in row.emails:
            if found := self._by_name_and_address.get((folded, address.casefold())):
                return found
        return None

    def _by_count(self, row: PersonRow, free: set[int]) -> Person | None:
        for key, person in self._by_name.get(fold(clean_name(row.name)), {}).items():
            if key not in free:
                continue
            if row.emails and person.addresses:
                continue
            systems = {system for system, _id in person.sources}
            if row.external_id and row.external_system in systems:
                continue  # another id in one system is another person
            return person
        return None
