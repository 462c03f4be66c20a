"""What becomes of a rule when one of its dates, and all others with it, moves to another day or hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from organizer.domain.errors import UserError
from organizer.domain.repeating import (
    END_OF_DAY,
    NUMBER_PARTS,
    WEEKDAYS,
    Rule,
    dates_of,
    first_dates,
    is_in_last_week,
)
from organizer.domain.times import short_day
from organizer.domain.words import _


def moved(rule: Rule, before: datetime, after: datetime) -> Rule:
    """Return the rule whose dates are moved as one of them was, from one wall time to another.

    A rule that names its days in a way that cannot be moved along is a UserError.
    """
    days = (after.date() - before.date()).days
    if rule.until is not None and rule.until.time() != END_OF_DAY:  # it is one of the dates
        rule = replace(rule, until=rule.until + (after - before))
    if not days or not set(rule.parts) & {"BYDAY", *NUMBER_PARTS}:
        return rule
    if (shift := _MOVES.get(_shape(rule))) is None:
        raise UserError(
            _(
                "The dates of this series follow a rule of their own, which a move to {day} would "
                "break. Say the new rule too, or change this date alone."
            ).format(day=short_day(after))
        )
    return replace(rule, by=_put(rule.by, shift(rule.parts, before, after)))


def moved_whole(rule: Rule, starts: datetime, before: datetime, after: datetime) -> Rule:
    """Return the moved rule with as many dates as it had from `starts`, where it ends with a date.

    The first Tuesday of a month may come before or after its first Thursday.
    """
    new = moved(rule, before, after)
    if rule.until is None or rule.until.time() == END_OF_DAY:
        return new
    count = len(dates_of(rule, starts))
    gives = first_dates(replace(new, until=None), starts + (after - before), count)
    return replace(new, until=gives[-1]) if gives else new


def _put(by: tuple[tuple[str, str], ...], new: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, new.get(name, value)) for name, value in by)


def _shape(rule: Rule) -> tuple[str, ...]:
    return (rule.frequency, *sorted(set(rule.parts) - {"WKST"}))


def _shift_weekdays(parts: dict[str, str], before: datetime, after: datetime) -> dict[str, str]:
    days = (after.date() - before.date()).days
    numbers = sorted((WEEKDAYS.index(day) + days) % 7 for day in parts["BYDAY"].split(","))
    return {"BYDAY": ",".join(WEEKDAYS[number] for number in numbers)}


def _new_nth_weekday(parts: dict[str, str], before: datetime, after: datetime) -> dict[str, str]:
    counts_back = parts["BYDAY"].startswith("-") and is_in_last_week(after)
    nth = -1 if counts_back else (after.day + 6) // 7
    return {"BYDAY": f"{-1 if nth == 5 else nth}{WEEKDAYS[after.weekday()]}"}


def _new_month_day(parts: dict[str, str], before: datetime, after: datetime) -> dict[str, str]:
    return {"BYMONTHDAY": str(after.day)}


def _new_year_day(parts: dict[str, str], before: datetime, after: datetime) -> dict[str, str]:
    return {"BYMONTH": str(after.month), "BYMONTHDAY": str(after.day)}


_Shift = Callable[[dict[str, str], datetime, datetime], dict[str, str]]
_MOVES: dict[tuple[str, ...], _Shift] = {
    ("WEEKLY", "BYDAY"): _shift_weekdays,
    ("MONTHLY", "BYDAY"): _new_nth_weekday,
    ("MONTHLY", "BYMONTHDAY"): _new_month_day,
    ("YEARLY", "BYMONTH", "BYMONTHDAY"): _new_year_day,
}
"""The shapes of rules that can follow when one of their dates is moved to another day."""
