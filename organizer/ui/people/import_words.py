"""The sentences that the import sheet says of the lists it has read."""

from __future__ import annotations

from collections.abc import Sequence

from organizer.domain.names import shown
from organizer.domain.records import PeopleList
from organizer.domain.words import _, ngettext

_MOST_COLUMNS = 6
"""Columns named in a line; the rest are counted."""
_LONGEST = 40
"""Letters of a header in a line."""


def source_words(lists: Sequence[PeopleList]) -> str:
    """Say what was read: a known system's export, or a table, and what was only guessed."""
    known = {one.format for one in lists} - {"table"}
    read = sum(one.read for one in lists)
    files = ", ".join(one.file for one in lists)
    if known:
        words = ngettext(
            "{files}: an export from {system}, {count} row.",
            "{files}: an export from {system}, {count} rows.",
            read,
        )
    else:
        words = ngettext("{files}: a table, {count} row.", "{files}: a table, {count} rows.", read)
    if not read:
        words = _("{files}: nobody is listed below the headings.")
    said = [words.format(files=files, system=", ".join(sorted(known)), count=f"{read:,}")]
    guess = _("The names seem to be in “{column}”, which has no heading.")
    said += [
        guess.format(column=one.columns[one.mapping["name"]])
        for one in lists
        if "name" in one.guessed
    ]
    return " ".join(said)


def beside_words(beside: Sequence[Sequence[str]], new_fields: Sequence[str]) -> str:
    """Say which columns are kept with each person, and of which a field is made."""
    kept = list(dict.fromkeys(header for headers in beside for header in headers))
    said = []
    if kept:
        said.append(_("Also kept with each person: {columns}.").format(columns=_listed(kept)))
    if new_fields:
        words = ngettext(
            "A field of your own: {columns}.", "Fields of your own: {columns}.", len(new_fields)
        )
        said.append(words.format(columns=_listed(new_fields)))
    return " ".join(said)


def left_out_words(left_out: int, unclear: int) -> str:
    """Return what the tab of the problems is called, with the same numbers as elsewhere."""
    if left_out and unclear:
        words = _("Left out ({left_out}), unclear ({unclear})")
    elif unclear:
        words = _("Unclear ({unclear})")
    elif left_out:
        words = _("Left out ({left_out})")
    else:
        words = _("Left out")
    return words.format(left_out=f"{left_out:,}", unclear=f"{unclear:,}")


def _listed(headers: Sequence[str]) -> str:
    named = [shown(_short(header)) for header in headers[:_MOST_COLUMNS]]
    more = len(headers) - len(named)
    if not more:
        return ", ".join(named)
    words = ngettext("{columns} and {count} more", "{columns} and {count} more", more)
    return words.format(columns=", ".join(named), count=f"{more:,}")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
