"""Everyone in the file as an import sees them: who they are, and what is known of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from organizer.domain.matching import OURS, TRAITS, Kept, Person
from organizer.models.tables import (
    Address,
    Circle,
    CircleMember,
    CustomField,
    FieldValue,
    Member,
    MemberSource,
    MemberTag,
    Tag,
)
from organizer.services.people.member_rows import grouped


def known_people(session: Session) -> list[Person]:
    """Return everyone in the file, each with who brought them."""
    addresses = grouped(
        session, select(Address.member_id, Address.address).order_by(Address.position)
    )
    tags = grouped(
        session,
        select(MemberTag.member_id, Tag.name).join(Tag, Tag.id == MemberTag.tag_id),
    )
    circles = grouped(
        session,
        select(CircleMember.member_id, Circle.name).join(
            Circle, Circle.id == CircleMember.circle_id
        ),
    )
    sources: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for member_id, system, external_id in session.execute(
        select(MemberSource.member_id, MemberSource.system, MemberSource.external_id)
    ):
        sources[member_id].add((system, external_id))
    values = _values(session)
    people = {}
    bringers = {}
    for row in session.execute(
        select(
            Member.id,
            Member.uid,
            Member.name,
            Member.joined_on,
            Member.do_not_write,
            Member.notes,
            Member.earlier_attended,
            Member.earlier_last_on,
            Member.earlier_yes,
            Member.earlier_no_shows,
            Member.fields,
            Member.other_names,
            Member.photo_consent,
            Member.brought_by_id,
            *(getattr(Member, word) for word in TRAITS),
        )
        .where(Member.is_erased.is_(False))
        .order_by(Member.id)
    ):
        people[row.id] = _person(
            row,
            addresses[row.id],
            sources[row.id],
            tags[row.id],
            circles[row.id],
            values.get(row.id, ()),
        )
        if row.brought_by_id is not None:
            bringers[row.id] = row.brought_by_id
    for member_id, bringer_id in bringers.items():
        if bringer_id in people:
            people[member_id].brought_by = people[bringer_id]
            people[member_id].keep_in_mind()
    return list(people.values())


def _values(session: Session) -> dict[int, list[tuple[int, str, str]]]:
    """Return id of the row, uid of the field and value, by member."""
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for member_id, row_id, uid, value in session.execute(
        select(FieldValue.member_id, FieldValue.id, CustomField.uid, FieldValue.value)
        .join(CustomField, CustomField.id == FieldValue.field_id)
        .order_by(FieldValue.id)
    ):
        found[member_id].append((row_id, uid, value))
    return found


def _person(
    row: Row[*tuple[object, ...]],
    addresses: list[str],
    sources: set[tuple[str, str]],
    tags: list[str],
    circles: list[str],
    values: Sequence[tuple[int, str, str]],
) -> Person:
    member = row._mapping
    return Person(
        name=member["name"],
        id=member["id"],
        addresses=addresses,
        # A list that this app wrote itself knows people by their uid.
        sources={*sources, (OURS, member["uid"])},
        tags=tags,
        kept=Kept(
            len(addresses),
            frozenset(sources),
            len(tags),
            len(circles),
            {uid: row_id for row_id, uid, _value in values},
        ),
        joined_on=member["joined_on"],
        do_not_write=member["do_not_write"],
        notes=member["notes"],
        attended=member["earlier_attended"],
        last_on=member["earlier_last_on"],
        yes=member["earlier_yes"],
        no_shows=member["earlier_no_shows"],
        fields=dict(member["fields"]),
        other_names=tuple(member["other_names"]),
        traits={word: member[word] for word in TRAITS if member[word]},
        photo_consent=member["photo_consent"],
        circles=circles,
        values={uid: value for _row, uid, value in values},
    )
