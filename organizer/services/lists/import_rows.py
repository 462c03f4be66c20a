"""Everything that an import writes, made ready before the file is locked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.domain.matching import OURS, TRAITS, Person
from organizer.domain.names import clean_name, fold, sorting_name
from organizer.domain.records import FieldRecord
from organizer.models.bulk import ReadyRows
from organizer.models.tables import (
    Address,
    Circle,
    CircleMember,
    CustomField,
    FieldValue,
    Member,
    MemberSource,
    Tag,
    new_uid,
    utc_now,
)
from organizer.services import undoing


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes whenever anything does that an import looks at, or a step is made or taken back."""

    last_member: int = 0
    last_tag: int = 0
    last_circle: int = 0
    last_field: int = 0
    others: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """Ids of what people can bear: tags and circles by folded name, fields by uid."""

    tags: dict[str, int] = field(default_factory=dict)
    circles: dict[str, int] = field(default_factory=dict)
    fields: dict[str, int] = field(default_factory=dict)
    next_position: int = 0
    """Where a further field would stand."""


def stamp_of(session: Session) -> Stamp:
    """Return the stamp of the file as it is now."""
    members, addresses, sources, tags, circles, inside, fields, values = (
        tuple(value or 0 for value in session.execute(select(func.count(), func.max(key))).one())
        for key in (
            Member.id,
            Address.id,
            MemberSource.id,
            Tag.id,
            Circle.id,
            CircleMember.member_id,
            CustomField.id,
            FieldValue.id,
        )
    )
    rest = (members[0], *addresses, *sources, tags[0], circles[0], *inside, fields[0], *values)
    others = (*rest, *undoing.newest(session))
    return Stamp(members[1], tags[1], circles[1], fields[1], others)


def labels_of(session: Session) -> Labels:
    """Return the labels that there are."""
    return Labels(
        {key: value for key, value in session.execute(select(Tag.folded, Tag.id))},
        {key: value for key, value in session.execute(select(Circle.folded, Circle.id))},
        {key: value for key, value in session.execute(select(CustomField.uid, CustomField.id))},
        session.scalar(select(func.coalesce(func.max(CustomField.position) + 1, 0))) or 0,
    )


@dataclass(slots=True)
class ImportRows:
    """Rows by table; ids follow those of the stamp."""

    members: list[dict[str, object]] = field(default_factory=list)
    changed: list[dict[str, object]] = field(default_factory=list)
    addresses: list[dict[str, object]] = field(default_factory=list)
    sources: list[dict[str, object]] = field(default_factory=list)
    tags: list[dict[str, object]] = field(default_factory=list)
    member_tags: list[dict[str, object]] = field(default_factory=list)
    circles: list[dict[str, object]] = field(default_factory=list)
    circle_members: list[dict[str, object]] = field(default_factory=list)
    new_fields: list[dict[str, object]] = field(default_factory=list)
    values: list[dict[str, object]] = field(default_factory=list)
    changed_values: list[dict[str, object]] = field(default_factory=list)
    bringers: list[dict[str, object]] = field(default_factory=list)
    ready: list[ReadyRows] = field(default_factory=list)
    ids: dict[int, int] = field(default_factory=dict)
    """Id of each person's member, by the identity of the Person."""

    def write(self, session: Session) -> None:
        """Write all rows within the caller's transaction."""
        for ready in self.ready:
            ready.write(session)

    def make_ready(self) -> None:
        """Do all the work that needs no locked file; what refers to others comes after them."""
        tables = Member.metadata.tables
        for name, rows, changes in (
            ("member", self.members, False),
            ("member", self.bringers, True),
            ("member", self.changed, True),
            ("address", self.addresses, False),
            ("member_source", self.sources, False),
            ("tag", self.tags, False),
            ("member_tag", self.member_tags, False),
            ("circle", self.circles, False),
            ("circle_member", self.circle_members, False),
            ("custom_field", self.new_fields, False),
            ("field_value", self.changed_values, True),
            ("field_value", self.values, False),
        ):
            if rows:
                self.ready.append(ReadyRows(tables[name], rows, changes=changes))


def rows_to_write(
    people: Sequence[Person],
    stamp: Stamp,
    labels: Labels,
    new_fields: Sequence[FieldRecord] = (),
) -> ImportRows:
    """Return the rows of everyone who is new or changed, and of fields that come with the list."""
    rows = ImportRows()
    field_ids = dict(labels.fields)
    for number, record in enumerate(new_fields):
        field_ids[record.uid] = stamp.last_field + 1 + number
        place = {"id": field_ids[record.uid], "position": labels.next_position + number}
        rows.new_fields.append({**_field(record), **place})
    next_member = stamp.last_member + 1
    for person in people:
        if person.id is None:
            rows.ids[id(person)] = next_member
            next_member += 1
        else:
            rows.ids[id(person)] = person.id
    blank = {"created_at": utc_now(), "host_note": ""}
    tags = _Namer(rows.tags, dict(labels.tags), stamp.last_tag)
    circles = _Namer(rows.circles, dict(labels.circles), stamp.last_circle)
    for person in people:
        if not person.is_changed:
            continue
        member_id = rows.ids[id(person)]
        bringer = rows.ids[id(person.brought_by)] if person.brought_by is not None else None
        if person.id is not None:
            told: dict[str, object] = {"brought_by_id": bringer}
            rows.changed.append({"id": member_id, **_columns(person), **told})
        else:
            is_there = bringer is None or bringer < member_id
            told = {"brought_by_id": bringer if is_there else None}
            rows.members.append(
                {"id": member_id, "uid": _uid(person), **blank, **_columns(person), **told}
            )
            if not is_there:  # a new member too, written after this one
                rows.bringers.append({"id": member_id, "brought_by_id": bringer})
        _add_ways_to_know(rows, person, member_id)
        for name in person.tags[person.kept.tags :]:
            rows.member_tags.append({"member_id": member_id, "tag_id": tags.id_of(name)})
        for name in person.circles[person.kept.circles :]:
            inside: dict[str, object] = {"circle_id": circles.id_of(name), "member_id": member_id}
            rows.circle_members.append(inside)
        _add_values(rows, person, member_id, field_ids)
    rows.make_ready()
    return rows


@dataclass(slots=True)
class _Namer:
    """Gives things that are known by their names an id, noting rows of those that are new."""

    rows: list[dict[str, object]]
    ids: dict[str, int]
    last: int

    def id_of(self, name: str) -> int:
        folded = fold(name)
        if folded not in self.ids:
            self.last += 1
            self.ids[folded] = self.last
            clean = clean_name(name)
            self.rows.append({"id": self.last, "uid": new_uid(), "name": clean, "folded": folded})
        return self.ids[folded]


def _add_ways_to_know(rows: ImportRows, person: Person, member_id: int) -> None:
    rows.addresses += [
        {
            "member_id": member_id,
            "address": address,
            "folded": address.casefold(),
            "position": position,
        }
        for position, address in enumerate(person.addresses)
        if position >= person.kept.addresses
    ]
    rows.sources += [
        {"member_id": member_id, "system": system, "external_id": external_id}
        for system, external_id in sorted(person.sources - person.kept.sources)
        if system != OURS
    ]


def _add_values(
    rows: ImportRows, person: Person, member_id: int, field_ids: dict[str, int]
) -> None:
    for uid, value in person.values.items():
        if uid in person.kept.values:
            rows.changed_values.append({"id": person.kept.values[uid], "value": value})
        elif uid in field_ids:
            rows.values.append({"member_id": member_id, "field_id": field_ids[uid], "value": value})


def _field(record: FieldRecord) -> dict[str, object]:
    return {
        "uid": record.uid,
        "name": record.name,
        "folded": fold(record.name),
        "kind": record.kind,
        "choices": list(record.choices),
    }


def _uid(person: Person) -> str:
    """Keep the uid that a list of this app brings; anything else gets a new one."""
    for system, external_id in sorted(person.sources):
        if system == OURS:
            with suppress(ValueError):
                return str(UUID(external_id))
    return new_uid()


def _columns(person: Person) -> dict[str, object]:
    name = clean_name(person.name)
    return {
        "name": name,
        "folded_name": fold(name),
        "sorting_name": sorting_name(name),
        "notes": person.notes,
        "do_not_write": person.do_not_write,
        "joined_on": person.joined_on,
        "earlier_attended": person.attended,
        "earlier_last_on": person.last_on,
        "earlier_yes": person.yes,
        "earlier_no_shows": person.no_shows,
        "fields": person.fields,
        "photo_consent": person.photo_consent,
        **{word: person.traits.get(word, "") for word in TRAITS},
    }
