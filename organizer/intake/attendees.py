"""What a list says of people and one event: their answer, extra guests, and when they were there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from organizer.domain.kinds import RegistrationStatus
from organizer.intake import cells
from organizer.intake.answers import read_answer, says_came, says_given_back, says_paid
from organizer.intake.columns import ORDER_STATUS, Columns
from organizer.intake.dates import Order, UnreadableDate, order_of, read_date
from organizer.intake.headers import plain
from organizer.intake.moments import read_clock, read_moments
from organizer.intake.tables import TableRow

_ROWS_TO_TELL_BY = 100
_PLUS = re.compile(r"\+\s?(\d+)")
_NUMBER = re.compile(r"\d+")
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "none zero keine keiner niemand aucun aucune ninguno nessuno geen",
            "one ein eine einen un une uno una een en",
            "two zwei deux dos due twee tva",
            "three drei trois tres tre drie",
            "four vier quatre cuatro quattro fyra",
            "five funf fünf cinq cinco cinque vijf fem",
        )
    )
    for word in words.split()
}
_COMPANY_IN_NAME = re.compile(r"(.*\S)\s+\(?\+\s?(\d)\)?")
_GUEST_IN_NAME = re.compile(
    r"(.*\S)\s+\(?(?:[+&]\s?|(?:plus|and|und|mit|et|con|y|e)\s)(?:one|a guest|guest|friend|gast|"
    r"begleitung|partner|partnerin|invité|invitée|invitado|invitada|ospite|accompagnant)\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says about the event."""

    answer: RegistrationStatus | None = None
    """None where the list says nothing that can be understood."""
    plus: int = 0
    arrived: bool = False
    arrived_at: datetime | None = None
    """Without an offset where the list gives a wall time; None where it gives no time."""
    arrived_clock: time | None = None
    """The wall time where the list gives no day with it."""
    left_at: datetime | None = None
    """When they left, like when they arrived; so is its clock."""
    left_clock: time | None = None
    paid: bool | None = None
    """None where the list does not say."""
    invited: bool | None = None


class AttendeeReader:
    """The columns of one list that are about an event."""

    def __init__(
        self,
        columns: Columns,
        rows: Sequence[TableRow],
        order: Order | None,
        near: date | None = None,
    ) -> None:
        """`near` is the day of the event, where it is known."""
        self._columns = columns
        self._answer = columns.one.get("answer")
        self._plus = columns.one.get("plus")
        self._paid = columns.one.get("paid")
        self._invited = columns.one.get("invited")
        self._is_state_of_orders = (
            self._answer is not None and plain(columns.labels[self._answer]) == ORDER_STATUS
        )
        if order is None and columns.arrived:  # times follow the days of other columns
            order = order_of(cell for row in rows[:_ROWS_TO_TELL_BY] for cell in row.cells)
        self._times = {
            index: read_moments([row.cells[index] for row in rows], order, near)
            for index in (*columns.arrived, self._answer)
            if index is not None
        }
        self._left = columns.one.get("left")
        self._leavings = (
            []
            if self._left is None
            else read_moments([row.cells[self._left] for row in rows], order, near)
        )

    def said(self, place: int, values: Sequence[str]) -> Said:
        """Return what the row that comes at `place` says, with these values."""
        answer = None if self._answer is None else read_answer(values[self._answer])
        if self._columns.void is not None and _is_void(values[self._columns.void]):
            answer = RegistrationStatus.CANCELLED
        if self._paid is not None and says_given_back(values[self._paid]):
            answer = RegistrationStatus.CANCELLED
        left_at, left_clock = self._leaving(place, values)
        has_left = left_at is not None or left_clock is not None
        arrived, at, clock = self._has_arrived(values, has_left), None, None
        if arrived:
            at = next(filter(None, (times[place] for times in self._times.values())), None)
        if arrived and at is None:
            clock = next(filter(None, (read_clock(values[index]) for index in self._times)), None)
        if not arrived:
            left_at = left_clock = None
        return Said(
            answer=answer,
            plus=self._guests(values),
            arrived=arrived,
            arrived_at=at,
            arrived_clock=clock,
            left_at=left_at,
            left_clock=left_clock,
            paid=self._has_paid(values),
            invited=self._is_invited(values),
        )

    def _leaving(self, place: int, values: Sequence[str]) -> tuple[datetime | None, time | None]:
        """Return when somebody left; a clock alone where the list gives no day with it."""
        if self._left is None:
            return None, None
        at = self._leavings[place]
        return at, None if at else read_clock(values[self._left])

    def _has_paid(self, values: Sequence[str]) -> bool | None:
        """Return what the column of payments says; without one, what a state of orders tells."""
        if self._paid is not None:
            return says_paid(values[self._paid], is_asked=True)
        if self._answer is None:
            return None
        is_order = self._columns.system.is_tickets or self._is_state_of_orders
        return says_paid(values[self._answer], is_asked=is_order)

    def _is_invited(self, values: Sequence[str]) -> bool | None:
        """Return whether a cell says so; a list that marks some leaves the others empty."""
        if self._invited is None:
            return None
        text = values[self._invited]
        if cells.is_plain_answer(text):
            return cells.says_yes(text)
        says_so = _is_day(text) or read_answer(text) is RegistrationStatus.INVITED
        return True if says_so else None

    def _has_arrived(self, values: Sequence[str], has_left: bool) -> bool:
        marks = [self._mark(values[index]) for index in self._columns.arrived]
        marks.append(True if has_left else None)
        if self._answer is not None:
            marks.append(says_came(values[self._answer]))
        if self._columns.system.is_attendance and not self._columns.arrived:
            marks.append(True)  # a report of who was there, without when
        return True in marks and False not in marks

    def _guests(self, values: Sequence[str]) -> int:
        plus = 0 if self._plus is None else read_plus(values[self._plus])
        if self._columns.counts_tickets:
            plus = max(0, plus - 1)
        name = self._columns.one.get("name")
        if plus or name is None or self._columns.system.is_contacts:
            return plus
        return split_company(values[name])[1]

    def _mark(self, value: str) -> bool | None:
        """Return whether a cell says that somebody came, None where it says nothing."""
        if cells.says_no(value):
            return False
        says_so = cells.is_plain_answer(value) and cells.says_yes(value)
        if says_so or _is_day(value) or read_clock(value):
            return True
        return says_came(value)


def read_plus(text: str) -> int:
    """Return how many extra guests a cell speaks of: "2", "+1", "Yes, +1 (Bo)", "yes"."""
    if match := _PLUS.search(text):
        return _most(match[1])
    first = (re.findall(r"\w+", text) or [""])[0].casefold()
    if cells.says_no(text) or cells.says_no(first):
        return 0
    if match := _NUMBER.search(text):
        return _most(match[0])
    if first in _NUMBER_WORDS:
        return _NUMBER_WORDS[first]
    return int(cells.is_plain_answer(first) and cells.says_yes(first))


def split_company(name: str) -> tuple[str, int]:
    """Return the name and how many people stand with it in one cell, as in "Bo Ek +2"."""
    if match := _COMPANY_IN_NAME.fullmatch(name):
        return match[1], int(match[2])
    match = _GUEST_IN_NAME.fullmatch(name)
    return (match[1], 1) if match else (name, 0)


def _is_void(text: str) -> bool:
    return cells.says_yes(text) and text.strip().casefold() != "none"


def _most(digits: str) -> int:
    return int(digits) if len(digits) <= 6 else 0


def _is_day(text: str) -> bool:
    return bool(text) and not isinstance(read_date(text), UnreadableDate | None)
