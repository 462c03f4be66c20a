"""Members out: all of them, or those chosen, as a table, as contacts, or as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.records import MemberRow
from organizer.domain.segments import EVERYONE, Rules
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Circle, CircleMember, CustomField, FieldValue, Member
from organizer.services.files import write_file
from organizer.services.people.member_rows import grouped
from organizer.services.people.members import chosen_rows

if TYPE_CHECKING:
    from organizer.export.member_lists import ExportedMember


def export_members(
    db: Database,
    path: Path,
    *,
    force: bool = False,
    search: str = "",
    tag: str = "",
    segment: str = "",
    rules: Rules = EVERYONE,
    only: Collection[str] | None = None,
) -> int:
    """Write members to a `.csv`, `.vcf` or `.json` file and return how many.

    All of them, or those whom a search, a tag, a segment and rules choose, or those of the uids
    `only`.
    """
    from organizer.export import member_lists  # exporters load when first needed

    formats = {
        ".csv": member_lists.members_csv,
        ".vcf": member_lists.members_vcf,
        ".json": member_lists.members_json,
    }
    write = formats.get(path.suffix.lower())
    if write is None:
        raise UserError(_("“{name}” must end in .csv, .vcf or .json.").format(name=path.name))
    with db.reading() as session:
        rows = chosen_rows(session, search=search, tag=tag, segment=segment, rules=rules)
        if only is not None:
            rows = [row for row in rows if row.uid in only]
        members = _exported(session, rows)
    write_file(path, write(members), force=force)
    return len(members)


def _exported(session: Session, rows: list[MemberRow]) -> list[ExportedMember]:
    from organizer.export.member_lists import ExportedMember  # exporters load when first needed

    more = {
        member.id: member
        for member in session.execute(
            select(
                Member.id,
                Member.name,
                Member.uid,
                Member.notes,
                Member.do_not_write,
                Member.fields,
                Member.greeting,
                Member.pronouns,
                Member.phone,
                Member.language,
                Member.photo_consent,
                Member.found_us,
                Member.brought_by_id,
            )
        )
    }
    circles = grouped(
        session,
        select(CircleMember.member_id, Circle.name)
        .join(Circle, Circle.id == CircleMember.circle_id)
        .order_by(Circle.folded),
    )
    values: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for member_id, name, text in session.execute(
        select(FieldValue.member_id, CustomField.name, FieldValue.value)
        .join(CustomField, CustomField.id == FieldValue.field_id)
        .order_by(CustomField.position, CustomField.id)
    ):
        values[member_id].append((name, text))
    found = []
    for row in rows:
        member = more[row.id]
        bringer = more.get(member.brought_by_id)
        found.append(
            ExportedMember(
                uid=row.uid,
                name=row.name,
                emails=row.emails,
                tags=row.tags,
                joined_on=row.joined_on,
                attended=row.attended,
                last_attended=row.last_attended,
                notes=member.notes,
                do_not_write=member.do_not_write,
                fields=tuple(member.fields.items()),
                greeting=member.greeting,
                pronouns=member.pronouns,
                phone=member.phone,
                language=member.language,
                photo_consent=member.photo_consent,
                circles=tuple(circles.get(row.id, ())),
                found_us=member.found_us,
                brought_by=(bringer.uid, bringer.name) if bringer else None,
                values=tuple(values.get(row.id, ())),
            )
        )
    return found
