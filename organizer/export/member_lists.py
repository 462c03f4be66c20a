"""Members on their way out: CSV that a spreadsheet cannot be tricked by, vCard, JSON.

All three hold everything that a member's page says, and come back unchanged by our own import.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from icalendar.parser import Contentline, Parameters
from icalendar.prop import vCategory, vText

from organizer.domain.fields import BESIDE
from organizer.domain.kinds import Consent
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
    "Greeting",
    "Pronouns",
    "Phone",
    "Language",
    "Photo consent",
    "Circles",
    "Found us",
    "Brought by",
    "Brought by uid",
)
_PRODUCT = "-//Organizer//Members//EN"
"""By which our import knows our cards; a program that writes them anew puts its own there."""
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
    """Label and value of what imports kept beside."""
    greeting: str = ""
    pronouns: str = ""
    phone: str = ""
    language: str = ""
    photo_consent: Consent = Consent.UNKNOWN
    circles: tuple[str, ...] = ()
    found_us: str = ""
    brought_by: tuple[str, str] | None = None
    """uid and name."""
    values: tuple[tuple[str, str], ...] = ()
    """Name and value of the fields of the community's own."""


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; our import takes one `'` off again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def members_csv(members: Sequence[ExportedMember]) -> bytes:
    """Return all members as CSV in UTF-8 with a BOM, which spreadsheets need to see it is UTF-8."""
    labels = list(dict.fromkeys(label for member in members for label, _value in _more(member)))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*CSV_COLUMNS, *map(harmless, labels)])
    for member in members:
        more = dict(_more(member))
        cells = (*_cells(member), *(more.get(label, "") for label in labels))
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig", "replace")


def _cells(member: ExportedMember) -> tuple[str, ...]:
    """Return what stands below `CSV_COLUMNS`."""
    bringer_uid, bringer = member.brought_by or ("", "")
    return (
        member.name,
        "; ".join(member.emails),
        _listed(member.tags),
        _day(member.joined_on),
        str(member.attended),
        _day(member.last_attended),
        member.notes,
        member.uid,
        "yes" if member.do_not_write else "",
        member.greeting,
        member.pronouns,
        member.phone,
        member.language,
        _consent(member),
        _listed(member.circles),
        member.found_us,
        bringer,
        bringer_uid,
    )


def _listed(names: Iterable[str]) -> str:
    """Return names separated by commas, as our import takes them apart again."""
    return ", ".join(
        '"{}"'.format(name.replace('"', '""')) if re.search(r'[,";]', name) else name
        for name in names
    )


def _more(member: ExportedMember) -> list[tuple[str, str]]:
    """Return label and value of what has no column of its own; no label is there twice."""
    values = [(_free(label, CSV_COLUMNS), text) for label, text in member.values]
    taken = [*CSV_COLUMNS, *(label for label, _text in member.values)]
    return [*values, *((_free(label, taken), text) for label, text in member.fields)]


def _free(label: str, taken: Iterable[str]) -> str:
    return f"{label}{BESIDE}" if fold(label) in map(fold, taken) else label


def members_json(members: Sequence[ExportedMember]) -> bytes:
    """Return all members as a JSON list."""
    documents = [
        {
            "uid": member.uid,
            "name": member.name,
            "greeting": member.greeting,
            "pronouns": member.pronouns,
            "emails": list(member.emails),
            "phone": member.phone,
            "language": member.language,
            "tags": list(member.tags),
            "circles": list(member.circles),
            "joined_on": _day(member.joined_on) or None,
            "attended": member.attended,
            "last_attended": _day(member.last_attended) or None,
            "photo_consent": str(member.photo_consent),
            "found_us": member.found_us,
            "brought_by": (
                dict(zip(("uid", "name"), member.brought_by, strict=True))
                if member.brought_by
                else None
            ),
            "notes": member.notes,
            "do_not_write": member.do_not_write,
            "values": dict(member.values),
            "fields": dict(member.fields),
        }
        for member in members
    ]
    return json.dumps(documents, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def members_vcf(members: Sequence[ExportedMember]) -> bytes:
    """Return all members as vCards 3.0 (RFC 2426), which programs read that know no later ones.

    Names are one field: the whole is the given name, for every card must have the name in parts.
    What this version has no word for is in properties of our own.
    """
    return b"".join(map(_card, members))


def _card(member: ExportedMember) -> bytes:
    bringer_uid, bringer = member.brought_by or ("", "")
    texts = (
        ("NICKNAME", member.greeting),
        ("X-PRONOUNS", member.pronouns),
        *(("EMAIL", address) for address in member.emails),
        ("TEL", member.phone),
        ("X-LANGUAGE", member.language),
        ("NOTE", member.notes),
        ("X-JOINED", _day(member.joined_on)),
        ("X-PHOTO-CONSENT", _consent(member)),
        ("X-FOUND-US", member.found_us),
        ("X-BROUGHT-BY", bringer),
        ("X-BROUGHT-BY-UID", bringer_uid),
        ("X-DO-NOT-WRITE", "yes" if member.do_not_write else ""),
    )
    parts = [
        _line("BEGIN", vText("VCARD")),
        _line("VERSION", vText("3.0")),
        _line("PRODID", vText(_PRODUCT)),
        _line("UID", vText(f"urn:uuid:{member.uid}")),
        _line("FN", vText(member.name)),
        _line("N", _GivenName(member.name)),
        *(_line(name, vText(text)) for name, text in texts if text),
    ]
    for name, several in (("CATEGORIES", member.tags), ("X-CIRCLES", member.circles)):
        if several:
            parts.append(_line(name, vCategory(list(several))))
    # Label and value are two parts of one property, which text lists keep apart by a comma.
    parts += [_line("X-FIELD", vCategory([label, text])) for label, text in _more(member)]
    parts.append(_line("END", vText("VCARD")))
    return b"".join(part + b"\r\n" for part in parts)


class _GivenName(vText):
    """A name in parts, of which there is one: between family and middle name."""

    def to_ical(self) -> bytes:
        return b";%b;;;" % super().to_ical()


def _line(name: str, value: vText | vCategory) -> bytes:
    return bytes(Contentline.from_parts(name, Parameters(), value).to_ical())


def _consent(member: ExportedMember) -> str:
    return "" if member.photo_consent is Consent.UNKNOWN else str(member.photo_consent)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
