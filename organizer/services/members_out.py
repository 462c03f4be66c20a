"""Members out: all of them as a table, as contacts, or as JSON."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Member
from organizer.services.files import write_file
from organizer.services.members import member_rows


def export_members(db: Database, path: Path, *, force: bool = False) -> int:
    """Write all members to a `.csv`, `.vcf` or `.json` file and return how many."""
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
        rows = member_rows(session)
        more = {
            member.id: member
            for member in session.execute(
                select(Member.id, Member.notes, Member.do_not_write, Member.fields)
            )
        }
    members = [
        member_lists.ExportedMember(
            uid=row.uid,
            name=row.name,
            emails=row.emails,
            tags=row.tags,
            joined_on=row.joined_on,
            attended=row.attended,
            last_attended=row.last_attended,
            notes=more[row.id].notes,
            do_not_write=more[row.id].do_not_write,
            fields=tuple(more[row.id].fields.items()),
        )
        for row in rows
    ]
    write_file(path, write(members), force=force)
    return len(members)
