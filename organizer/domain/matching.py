"""Who in a list is a person known already: the rules of import, without any storage.

The order is: the same id in the same other system; else the same folded name and a shared
address; else, where one side has no address, the same folded name, counted, so that two people
called Kim stay two. Everyone else is a new person. A shared address alone merges nobody.

Who was made of two by a merge bears both names, and counts as both: two rows find them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from organizer.domain.kinds import Consent
from organizer.domain.names import clean_name, fold
from organizer.domain.records import PersonRow
from organizer.domain.words import _

OURS = "organizer"
"""The system that knows people by our own uid."""
TRAITS = ("greeting", "pronouns", "phone", "language", "found_us")
"""What a person is asked once, by the names that rows and members give it."""


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
    circles: int = 0
    values: dict[str, int] = field(default_factory=dict)
    """Id of the row that holds a value, by the field's uid."""


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
    traits: dict[str, str] = field(default_factory=dict)
    """What is known of `TRAITS`, by their names."""
    photo_consent: Consent = Consent.UNKNOWN
    circles: list[str] = field(default_factory=list)
    brought_by: Person | None = None
    values: dict[str, str] = field(default_factory=dict)
    """What the fields of the community's own hold, by their uids."""
    kept: Kept = field(default_factory=Kept)
    other_names: tuple[str, ...] = ()
    """One for each entry that was merged into this; such a name may be the same."""
    _stored: tuple[object, ...] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.keep_in_mind()

    def keep_in_mind(self) -> None:
        """Remember what is stored, to tell in the end whether anything came of the lists."""
        self._stored = None if self.id is None else self._known()

    @property
    def names(self) -> list[str]:
        """The folded name of each entry that this person is made of."""
        return [fold(name) for name in (self.name, *self.other_names)]

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write; rows that contradict each other may cancel out."""
        return self._known() != self._stored

    def take_over(self, row: PersonRow) -> bool:
        """Add what a row knows and this person lacks; blank never overwrites filled."""
        before = self._known()
        name = clean_name(row.name)
        source = (row.external_system, row.external_id)
        if source in self.sources and name and fold(name) not in self.names:
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
        self._count_earlier(row)
        self._take_traits(row)
        fields = {label: value for label, value in row.fields if value}
        self.fields = fields | self.fields if self.other_names else self.fields | fields
        return self._known() != before

    def _count_earlier(self, row: PersonRow) -> None:
        """Believe the row; of who was made of two it tells a half, and can only add."""
        totals = (row.earlier_attended, row.earlier_yes, row.earlier_no_shows)
        known = (self.attended, self.yes, self.no_shows)
        day = row.earlier_last_attended or self.last_on
        if self.other_names:
            totals = (
                max(self.attended, row.earlier_attended),
                max(self.yes, row.earlier_yes),
                max(self.no_shows, row.earlier_no_shows),
            )
            day = max((one for one in (day, self.last_on) if one), default=None)
        self.attended, self.yes, self.no_shows = (
            said or before for said, before in zip(totals, known, strict=True)
        )
        self.last_on = day

    def _take_traits(self, row: PersonRow) -> None:
        """Believe the row where it says anything; who was made of two keeps what is known."""
        said = {word: text for word in TRAITS if (text := getattr(row, word))}
        values = dict(row.values)
        if self.other_names:
            said, values = said | self.traits, values | self.values
        self.traits |= said
        self.values |= values
        circles = {fold(name) for name in self.circles}
        self.circles += [name for name in dict.fromkeys(row.circles) if fold(name) not in circles]
        # A no to pictures stands until a person takes it back: a list may be older than it.
        if row.photo_consent is not Consent.UNKNOWN and self.photo_consent is not Consent.NO:
            self.photo_consent = row.photo_consent

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
            tuple(self.traits.items()),
            self.photo_consent,
            tuple(self.circles),
            id(self.brought_by),
            tuple(self.values.items()),
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
        for source in person.sources:
            self._by_source.setdefault(source, person)
        for folded in person.names:
            self._by_name[folded].setdefault(id(person), person)
            for address in person.addresses:
                self._by_name_and_address.setdefault((folded, address.casefold()), person)

    def take_list(self, rows: Iterable[PersonRow]) -> list[tuple[PersonRow, Person, Outcome]]:
        """Take one file's rows in; return what each did, in the order of the file."""
        known_before = set(map(id, self.everyone))
        taken: Counter[Hashable] = Counter()
        results: dict[int, tuple[PersonRow, Person, Outcome]] = {}
        unsure: list[tuple[int, PersonRow]] = []
        for position, row in enumerate(rows):
            person = self._surely(row)
            if person is None:
                unsure.append((position, row))
                continue
            taken.update((id(person), (id(person), fold(clean_name(row.name)))))
            results[position] = self._took_over(person, row)
        for position, row in unsure:
            # A row before this one in the file may have made the person that this one is.
            person = self._surely(row)
            if person is None:
                person = self._by_count(row, known_before, taken)
            if person is None:
                person = Person(clean_name(row.name))
                person.take_over(row)
                self._add(person)
                results[position] = (row, person, Outcome.ADDED)
            else:
                results[position] = self._took_over(person, row)
            taken.update((id(person), (id(person), fold(clean_name(row.name)))))
        for position, (row, person, outcome) in results.items():
            if row.brought_by and self._link(row, person) and outcome is Outcome.UNCHANGED:
                results[position] = (row, person, Outcome.UPDATED)
        return [results[position] for position in sorted(results)]

    def _link(self, row: PersonRow, person: Person) -> bool:
        """Note who brought a person, now that all are known; return whether that is new.

        A name that is nobody's, or that several bear, is kept as it stands.
        """
        for text in row.brought_by:
            named = self._by_name.get(fold(clean_name(text)), {})
            bringer = self._by_source.get((OURS, text)) or (
                next(iter(named.values())) if len(named) == 1 else None
            )
            if bringer is not None and bringer is not person:
                before, person.brought_by = person.brought_by, bringer
                return before is not bringer
        label = _("Brought by")
        is_new = person.brought_by is None and label not in person.fields
        if is_new:
            person.fields[label] = row.brought_by[0]
        return is_new

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

    def _by_count(
        self, row: PersonRow, known_before: set[int], taken: Counter[Hashable]
    ) -> Person | None:
        """Return who bears the name and was not found as often as they bear it; usually once."""
        folded = fold(clean_name(row.name))
        for key, person in self._by_name.get(folded, {}).items():
            is_taken = taken[key] >= len(person.names)
            if (
                key not in known_before
                or is_taken
                or taken[key, folded] >= person.names.count(folded)
            ):
                continue
            if row.emails and person.addresses:
                continue
            systems = {system for system, _id in person.sources}
            if row.external_id and row.external_system in systems:
                continue  # another id in one system is another person
            return person
        return None
