"""Members as this app writes them in JSON, to the rows of text that its tables have."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from organizer.domain.fields import BESIDE
from organizer.domain.names import fold

_COLUMNS = {
    "name": "Name",
    "emails": "Emails",
    "tags": "Tags",
    "joined_on": "Joined",
    "notes": "Notes",
    "uid": "uid",
    "do_not_write": "Do not write",
    "greeting": "Greeting",
    "pronouns": "Pronouns",
    "phone": "Phone",
    "language": "Language",
    "photo_consent": "Photo consent",
    "circles": "Circles",
    "found_us": "Found us",
}
_KNOWN = (*_COLUMNS.values(), "Brought by", "Brought by uid")
_TAKEN = frozenset(map(fold, _KNOWN))


def read_documents(text: str) -> list[list[str]] | None:
    """Return header and rows of a list of members in JSON; None if it is anything else."""
    try:
        documents = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_list = isinstance(documents, list) and all(isinstance(one, dict) for one in documents)
    if not is_list or not all({"uid", "name"} <= one.keys() for one in documents):
        return None
    rows = [_row(one) for one in documents]
    header = list(dict.fromkeys((*_KNOWN, *(label for row in rows for label in row))))
    return [header, *([row.get(label, "") for label in header] for row in rows)]


def _row(member: dict[str, Any]) -> dict[str, str]:
    row = {label: _cell(word, member.get(word)) for word, label in _COLUMNS.items()}
    bringer = member.get("brought_by")
    if isinstance(bringer, dict):
        row["Brought by"] = str(bringer.get("name", ""))
        row["Brought by uid"] = str(bringer.get("uid", ""))
    for part in ("values", "fields"):
        more = member.get(part)
        for label, value in more.items() if isinstance(more, dict) else ():
            is_taken = fold(label) in _TAKEN or fold(label) in map(fold, row)
            row[f"{label}{BESIDE}" if is_taken else label] = str(value)
    return row


def _cell(word: str, value: object) -> str:
    match value:
        case None | "unknown":
            return ""
        case bool():
            return "yes" if value else ""
        case list() if word == "emails":
            return "; ".join(map(str, value))
        case list():
            out = io.StringIO(newline="")
            csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="").writerow(map(str, value))
            return out.getvalue() if value else ""
        case _:
            return str(value)
