"""Attendance reports of online meetings: who was there, without programs, each person once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from organizer.domain.names import fold
from organizer.domain.records import PersonRow, Problem
from organizer.domain.words import _
from organizer.intake.cells import read_count
from organizer.intake.headers import plain
from organizer.intake.systems import TEAMS, System
from organizer.intake.tables import TableRow

_BOT = re.compile(
    r"\bread\.ai\b|\botter(?:\.ai|pilot)\b|\bfireflies\b|note ?taker\b|meeting notes\b|"
    r"\btl;?dv\b|\bavoma\b|\bsembly\b|\bairgram\b",
    re.IGNORECASE,
)
_HAS_ORIGINAL_NAME = re.compile(
    r"\((?:original name|originalname|nom (?:d.origine|original)|nombre original|"
    r"nome original[e]?|oorspronkelijke naam)\)",
    re.IGNORECASE,
)
_MINUTES = frozenset(("minutes", "minuten", "minutos", "minuti"))
_ORIGINAL_NAME = re.compile(r"(.*\S)\s*\([^()]*\)")
_NEXT_SECTION = re.compile(r"\d+\. \S")


_ROLE = re.compile(
    r"(.*\S)\s*\((?:guest|unverified|external|gast|nicht überprüft|extern|invité|invitado|ospite)\)",
    re.IGNORECASE,
)
"""What Teams puts behind the name of somebody who is not signed in."""


def rows_of_list(system: System, rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """Return the rows of the list itself: Teams writes other tables below it, each with a title."""
    if system.name == TEAMS.name:
        for place, row in enumerate(rows):
            if _NEXT_SECTION.match(row.cells[0]) and not any(row.cells[1:]):
                return rows[:place]
    return rows


def without_original_name(header: str, name: str, system: System) -> str:
    """Return the name alone where a meeting puts who else somebody is in brackets behind it."""
    if system.name == TEAMS.name and (match := _ROLE.fullmatch(name)):
        return match[1]
    if _HAS_ORIGINAL_NAME.search(header) and (match := _ORIGINAL_NAME.fullmatch(name)):
        return match[1]
    return name


def visits(file: str, stays: Sequence[PersonRow]) -> tuple[list[PersonRow], list[Problem]]:
    """Return each person once, from first arrival to last leaving, with minutes added up.

    Programs that take notes are left out. There is a Problem for every row that is.
    """
    people: dict[tuple[str, tuple[str, ...]], PersonRow] = {}
    problems = []
    for stay in map(_coming_or_going, stays):
        key = fold(stay.name), tuple(address.casefold() for address in stay.emails)
        if _BOT.search(stay.name):
            sentence = _("“{name}” was left out: it is a program that takes notes, not a person.")
        elif key in people:
            people[key] = _together(people[key], stay)
            sentence = _("“{name}” joined more than once and is counted once.")
        else:
            people[key] = stay
            continue
        problems.append(Problem(file, stay.row, sentence.format(name=stay.name)))
    return list(people.values()), problems


def _together(first: PersonRow, again: PersonRow) -> PersonRow:
    fields = dict(first.fields)
    for label, value in again.fields:
        before, more = read_count(fields.get(label, "")), read_count(value)
        if _MINUTES & set(plain(label).split()) and before is not None and more is not None:
            fields[label] = str(before + more)
        else:
            fields.setdefault(label, value)
    came = [time for time in (first.arrived_at, again.arrived_at) if time]
    left = [time for time in (first.left_at, again.left_at) if time]
    return replace(
        first,
        fields=tuple(fields.items()),
        arrived=first.arrived or again.arrived,
        arrived_at=min(came, default=None, key=_as_written),
        arrived_clock=first.arrived_clock or again.arrived_clock,
        left_at=max(left, default=None, key=_as_written),
        left_clock=again.left_clock or first.left_clock,
    )


def _as_written(time: datetime) -> datetime:
    """Compare what one column says even where only some of its times name their zone."""
    return time.replace(tzinfo=None)


def _coming_or_going(stay: PersonRow) -> PersonRow:
    """Read the row of a list that has one for each coming and each going, with what it is of."""
    action = next((text for label, text in stay.fields if plain(label) == "user action"), "")
    if action.casefold() != "left":
        return stay
    return replace(stay, arrived_at=None, left_at=stay.arrived_at)
