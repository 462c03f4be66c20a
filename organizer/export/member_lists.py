"""Members on their way out: CSV that a spreadsheet cannot be tricked by, vCard, JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from icalendar.parser import Contentline, Parameters
from icalendar.prop import vCategory, vText

from organizer.domain.names import fold

CSV_COLUMNS = (
    "Name",
    "Emails",
    "Tags",
    "Joined",
    "Attended",
    "Last attended",
    "Notes",
    "uid",
    "Do not write",
)
_FORMULA = re.compile(r"'*[=+\-@\t]")
"""The quotes count, so that a name such as `'=x` comes back as it was."""


@dataclass(frozen=True, slots=True)
class ExportedMember:
    """What a list of members says of one of them."""

    uid: str
    name: str
    emails: tuple[str, ...]
    tags: tuple[str, ...]
    joined_on: date | None
    attended: int
    last_attended: date | None
    notes: str
    do_not_write: bool
    fields: tuple[tuple[str, str], ...]


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; our import takes one `'` off again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def members_csv(members: Sequence[ExportedMember]) -> bytes:
    """Return all members as CSV in UTF-8 with a BOM, which spreadsheets need to see it is UTF-8."""
    labels = list(dict.fromkeys(label for member in members for label, _value in member.fields))
    extra = [label for label in labels if fold(label) not in {fold(c) for c in CSV_COLUMNS}]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*CSV_COLUMNS, *map(harmless, extra)])
    for member in members:
        fields = dict(member.fields)
        cells = (
            member.name,
            "; ".join(member.emails),
            ", ".join(f'"{tag}"' if "," in tag else tag for tag in member.tags),
            _day(member.joined_on),
            str(member.attended),
            _day(member.last_attended),
            member.notes,
            member.uid,
            "yes" if member.do_not_write else "",
            *(fields.get(label, "") for label in extra),
        )
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig", "replace")


def members_json(members: Sequence[ExportedMember]) -> bytes:
    """Return all members as a JSON list."""
    documents = [
        {
            "uid": member.uid,
            "name": member.name,
            "emails": list(member.emails),
            "tags": list(member.tags),
            "joined_on": _day(member.joined_on) or None,
            "attended": member.attended,
            "last_attended": _day(member.last_attended) or None,
            "notes": member.notes,
            "do_not_write": member.do_not_write,
            "fields": dict(member.fields),
        }
        for member in members
    ]
    return json.dumps(documents, ensure_ascii=False, indent=1).encode()


def members_vcf(members: Sequence[ExportedMember]) -> bytes:
    """Return all members as vCards 4.0 (RFC 6350), each with the name in one piece."""
    return b"".join(map(_card, members))


def _card(member: ExportedMember) -> bytes:
    lines = [
        ("BEGIN", vText("VCARD")),
        ("VERSION", vText("4.0")),
        ("UID", vText(f"urn:uuid:{member.uid}")),
        ("FN", vText(member.name)),
        *(("EMAIL", vText(address)) for address in member.emails),
    ]
    if member.notes:
        lines.append(("NOTE", vText(member.notes)))
    parts = [_line(name, value) for name, value in lines]
    if member.tags:
        parts.append(_line("CATEGORIES", vCategory(list(member.tags))))
    parts.append(_line("END", vText("VCARD")))
    return b"".join(part + b"\r\n" for part in parts)


def _line(name: str, value: vText | vCategory) -> bytes:
    return bytes(Contentline.from_parts(name, Parameters(), value).to_ical())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
