"""What makes an event repeat: rules of RFC 5545, and the wall times that they give.

Dates are counted on the wall, so a clock change moves none of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Any

from dateutil import rrule

from organizer.domain.errors import UserError
from organizer.domain.times import LAST_YEAR, instant, wall_time
from organizer.domain.words import _

AHEAD_MONTHS = 12
"""How far ahead a rule without end is made into events."""
MOST_DATES = 1000
_FREQUENCIES = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}
_FINER = ("HOURLY", "MINUTELY", "SECONDLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAYS = {name: getattr(rrule, name) for name in WEEKDAYS}
_BY_DAY = re.compile(rf"([+-]?\d{{1,2}})?({'|'.join(WEEKDAYS)})")
NUMBER_PARTS = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
"""The parts that list numbers, and the highest; negative ones count from the end."""
_NOT_WITH = {
    "BYMONTHDAY": ("WEEKLY",),
    "BYYEARDAY": ("DAILY", "WEEKLY", "MONTHLY"),
    "BYWEEKNO": ("DAILY", "WEEKLY", "MONTHLY"),
}
_LAST_MOMENT = datetime(LAST_YEAR, 12, 31, 23, 59, 59)
_UNTIL = "%Y%m%dT%H%M%S"
END_OF_DAY = time(23, 59, 59)
_CYCLE_YEARS = 400
"""After so many years, whole weeks, each day has its weekday and each year its length again."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked RRULE; `until` is a wall time in the zone of its event."""

    frequency: str
    interval: int = 1
    by: tuple[tuple[str, str], ...] = ()
    """The other parts with their values as text, such as ("BYDAY", "1TU")."""
    count: int | None = None
    until: datetime | None = None

    @property
    def is_endless(self) -> bool:
        """Whether nothing says when it ends."""
        return self.count is None and self.until is None

    @property
    def parts(self) -> dict[str, str]:
        """The parts of `by` by name."""
        return dict(self.by)

    def __str__(self) -> str:
        """The rule as it is kept, UNTIL as a wall time; `read_rule` reads it back."""
        until = f"{self.until:{_UNTIL}}" if self.until else ""
        return self._written(until)

    def in_utc(self, zone_name: str) -> str:
        """The rule as calendars want it beside a DTSTART with a zone: UNTIL as an instant."""
        until = f"{instant(self.until, zone_name):{_UNTIL}}Z" if self.until else ""
        return self._written(until)

    def _written(self, until: str) -> str:
        parts = [("FREQ", self.frequency)]
        if self.interval != 1:
            parts.append(("INTERVAL", str(self.interval)))
        if self.count is not None:
            parts.append(("COUNT", str(self.count)))
        if until:
            parts.append(("UNTIL", until))
        return ";".join(f"{name}={value}" for name, value in (*parts, *self.by))


@dataclass(frozen=True, slots=True)
class Repetition:
    """What gives exactly some of a rule's dates: a rule from the first of them, and what it skips."""

    dates: tuple[datetime, ...]
    """Those that it gives, one or more."""
    rule: Rule
    skipped: tuple[datetime, ...] = ()

    @property
    def starts(self) -> datetime:
        """The first date."""
        return self.dates[0]


def read_rule(text: str, zone_name: str) -> Rule:
    """Return the rule of an RRULE value, with or without its name; what is wrong is a UserError.

    UNTIL may be a day (which counts whole), a wall time in the zone, or an instant in UTC.
    """
    parts = _parts(text)
    frequency = parts.pop("FREQ", "")
    if frequency in _FINER:
        raise UserError(_("An event repeats at most once a day, not “{text}”.").format(text=text))
    if frequency not in _FREQUENCIES:
        raise UserError(
            _(
                "“{text}” is no rule for repeating. Write it like FREQ=WEEKLY;BYDAY=TU;COUNT=10."
            ).format(text=text[:80])
        )
    if "COUNT" in parts and "UNTIL" in parts:
        raise UserError(_("A rule ends after a number of dates or on a day, not both."))
    interval = _whole("INTERVAL", parts.pop("INTERVAL", "1"), MOST_DATES)
    count = _whole("COUNT", parts.pop("COUNT"), MOST_DATES) if "COUNT" in parts else None
    until = _until(parts.pop("UNTIL"), zone_name) if "UNTIL" in parts else None
    for name, value in parts.items():
        _check_part(name, value, frequency)
    if "BYSETPOS" in parts and not any(
        n in parts for n in ("BYDAY", *NUMBER_PARTS) if n != "BYSETPOS"
    ):
        raise UserError(_("BYSETPOS chooses among the days of another part, such as BYDAY=MO,TU."))
    return Rule(frequency, interval, tuple(parts.items()), count, until)


def _parts(text: str) -> dict[str, str]:
    value = "".join(text.split()).upper().removeprefix("RRULE:").strip(";")
    parts: dict[str, str] = {}
    for part in value.split(";"):
        name, _sign, content = part.partition("=")
        if not content or name in parts:
            raise UserError(
                _(
                    "“{part}” cannot be read in the rule “{text}”. "
                    "Write it like FREQ=MONTHLY;BYDAY=1TU."
                ).format(part=part[:40], text=text[:80])
            )
        parts[name] = content
    return parts


def _whole(name: str, value: str, most: int) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= most):
        raise UserError(
            _("{name} in a rule is a number from 1 to {most}, not “{value}”.").format(
                name=name, most=most, value=value[:20]
            )
        )
    return int(value)


def _until(value: str, zone_name: str) -> datetime:
    try:
        if "T" not in value:
            return datetime.combine(datetime.strptime(value, "%Y%m%d"), END_OF_DAY)
        if value.endswith("Z"):
            moment = datetime.strptime(value, f"{_UNTIL}Z").replace(tzinfo=UTC)
            return wall_time(moment, zone_name)
        return datetime.strptime(value, _UNTIL)
    except (ValueError, OverflowError) as error:
        raise UserError(
            _("“{value}” is no end of a rule. Write UNTIL=20270630.").format(value=value[:40])
        ) from error


def _check_part(name: str, value: str, frequency: str) -> None:
    values = value.split(",")
    if name == "WKST":
        fits = value in WEEKDAYS
    elif name == "BYDAY":
        found = [_BY_DAY.fullmatch(one) for one in values]
        numbers = [int(one[1]) for one in found if one and one[1]]
        fits = all(found) and all(1 <= abs(number) <= 53 for number in numbers)
        fits = fits and not (numbers and frequency in ("DAILY", "WEEKLY"))
    elif name in NUMBER_PARTS:
        fits = all(_fits(one, NUMBER_PARTS[name], name != "BYMONTH") for one in values)
        fits = fits and frequency not in _NOT_WITH.get(name, ())
    else:
        fits = False
    if not fits:
        raise UserError(
            _("“{part}” does not fit into a rule with FREQ={frequency}.").format(
                part=f"{name}={value}"[:60], frequency=frequency
            )
        )


def _fits(value: str, most: int, may_be_negative: bool) -> bool:
    digits = value[1:] if value[0:1] in "+-" and may_be_negative else value
    return digits.isascii() and digits.isdigit() and len(digits) <= 3 and 1 <= int(digits) <= most


def dates_of(rule: Rule, starts: datetime, until: datetime | None = None) -> list[datetime]:
    """Return the rule's wall times from `starts`, which only counts where it fits the rule.

    A rule without end needs `until`, up to which (not included) it is followed. More dates than
    anybody can plan are a UserError.
    """
    found = _walk(rule, starts)
    if until is not None:
        found = takewhile(lambda wall: wall < until, found)
    elif rule.is_endless:
        raise ValueError("a rule without end needs an horizon")
    dates = list(islice(found, MOST_DATES + 1))
    if len(dates) > MOST_DATES:
        raise UserError(
            _("This rule gives more than {most} dates. Let it end earlier.").format(most=MOST_DATES)
        )
    return dates


def first_dates(rule: Rule, starts: datetime, most: int) -> list[datetime]:
    """Return the first dates that a rule gives from `starts`, fewer where it gives no more."""
    return list(islice(_walk(rule, starts), most))


def _walk(rule: Rule, starts: datetime) -> Iterator[datetime]:
    """Yield the rule's dates, at most to the last year that events can be in.

    They are counted in the last cycle of the calendar that ends before the year 9999: dateutil
    looks for a next date up to there, which takes seconds where no date fits any more.
    """
    parts = rule.parts
    given: dict[str, Any] = {
        name.lower(): [int(one) for one in parts[name].split(",")]
        for name in NUMBER_PARTS
        if name in parts
    }
    if "BYDAY" in parts:
        given["byweekday"] = [_weekday(one) for one in parts["BYDAY"].split(",")]
    if "WKST" in parts:
        given["wkst"] = _DAYS[parts["WKST"]]
    until = min(rule.until or _LAST_MOMENT, _LAST_MOMENT)
    years = (MAXYEAR - max(starts.year, LAST_YEAR)) // _CYCLE_YEARS * _CYCLE_YEARS
    every = rrule.rrule(
        _FREQUENCIES[rule.frequency],
        _years_on(starts, years),
        interval=rule.interval,
        until=_years_on(until, years),
        **given,
    )
    return (_years_on(wall, -years) for wall in islice(every, rule.count))


def _years_on(wall: datetime, years: int) -> datetime:
    return wall.replace(year=wall.year + years)


def _weekday(text: str) -> Any:
    found = _BY_DAY.fullmatch(text)
    assert found is not None
    day = _DAYS[found[2]]
    return day(int(found[1])) if found[1] else day


def horizon(rule: Rule, starts: datetime, now: datetime) -> datetime | None:
    """Return up to when a rule is made into events; None for one that ends by itself.

    `now` is a wall time in the zone of the rule.
    """
    return months_later(max(starts, now), AHEAD_MONTHS) if rule.is_endless else None


def months_later(wall: datetime, months: int) -> datetime:
    """Return the same day and time some months later, or the last day of a shorter month."""
    month = wall.month - 1 + months
    year, month = wall.year + month // 12, month % 12 + 1
    first = wall.replace(year=year, month=month, day=1)
    in_month = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(wall.day, in_month.day))


def ended_before(
    rule: Rule, starts: datetime, slot: datetime, skipped: Collection[datetime] = ()
) -> Rule:
    """Return the rule that gives its dates before this one and no more.

    It ends with the last of them that takes place; before the first date, there is none.
    """
    before = dates_of(rule, starts, slot)
    left = [wall for wall in before if wall not in skipped] or before
    last = left[-1] if left else slot - timedelta(seconds=1)
    return ended_with(rule, last)


def ended_with(rule: Rule, slot: datetime) -> Rule:
    """Return the rule that ends with this date."""
    return replace(rule, count=None, until=slot)


def settled(rule: Rule, starts: datetime) -> Rule:
    """Return the rule with the last of its dates from `starts` as its end, where that is an hour.

    An end that is a whole day stays, as somebody chose it; so does one before `starts`.
    """
    if rule.until is None or rule.until.time() == END_OF_DAY or rule.until < starts:
        return rule
    dates = first_dates(rule, starts, MOST_DATES + 1)
    return replace(rule, until=dates[-1]) if 0 < len(dates) <= MOST_DATES else rule


def rest_from(rule: Rule, starts: datetime, slot: datetime) -> Rule:
    """Return the rule that gives from `slot`, one of its dates, what the rule gives from there."""
    if rule.count is None:
        return rule
    passed = sum(1 for wall in dates_of(rule, starts) if wall < slot)
    return replace(rule, count=max(1, rule.count - passed))


def repetition(
    rule: Rule, starts: datetime, wanted: Collection[datetime], known_until: datetime
) -> Repetition | None:
    """Return what gives exactly the wanted ones of a rule's dates; None if none of them is one.

    Where the last date before `known_until` is wanted, a rule without end goes on without end.
    """
    every = dates_of(rule, starts, known_until if rule.is_endless else None)
    here = [wall for wall in every if wall in wanted]
    if not here:
        return None
    first, last = here[0], here[-1]
    skipped = tuple(wall for wall in every if first <= wall <= last and wall not in wanted)
    if last == every[-1]:
        return Repetition(tuple(here), rest_from(rule, starts, first), skipped)
    return Repetition(tuple(here), ended_with(rule, last), skipped)


def is_in_last_week(wall: datetime) -> bool:
    """Whether a day is the last of its weekday in its month."""
    return (wall + timedelta(days=7)).month != wall.month
