"""The rules that a small form can hold, there and back, and any rule in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from organizer.domain.repeating import WEEKDAYS, Rule, is_in_last_week, settled
from organizer.domain.times import month_name, weekday_name
from organizer.domain.words import _, ngettext

_MONDAY = datetime(2024, 1, 1)
LAST = -1
"""The last day, or the last weekday, of a month."""


class Rhythm(StrEnum):
    """What a form counts in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTH_DAY = "month-day"
    """Months, on the same day of the month."""
    MONTH_WEEKDAY = "month-weekday"
    """Months, on the first, second, … or last of a weekday."""
    YEARS = "years"


_FREQUENCY = {
    Rhythm.DAYS: "DAILY",
    Rhythm.WEEKS: "WEEKLY",
    Rhythm.MONTH_DAY: "MONTHLY",
    Rhythm.MONTH_WEEKDAY: "MONTHLY",
    Rhythm.YEARS: "YEARLY",
}


@dataclass(frozen=True, slots=True)
class RepeatForm:
    """What one chooses; weekdays are 0 for Monday to 6."""

    rhythm: Rhythm = Rhythm.WEEKS
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    """With weeks all of them, with `MONTH_WEEKDAY` the one."""
    nth: int = 1
    """With `MONTH_WEEKDAY`: 1 to 4, or LAST."""
    month_day: int = 1
    """With `MONTH_DAY`: 1 to 31, or LAST; shorter months are passed over."""
    count: int | None = None
    until: date | None = None
    """The last day on which it may take place."""

    def rule(self) -> Rule:
        """Return the rule that says this."""
        match self.rhythm:
            case Rhythm.WEEKS if self.weekdays:
                days = ",".join(WEEKDAYS[day] for day in sorted(set(self.weekdays)))
                by: tuple[tuple[str, str], ...] = (("BYDAY", days),)
            case Rhythm.MONTH_WEEKDAY:
                by = (("BYDAY", f"{self.nth}{WEEKDAYS[self.weekdays[0]]}"),)
            case Rhythm.MONTH_DAY:
                by = (("BYMONTHDAY", str(self.month_day)),)
            case _:
                by = ()
        until = datetime.combine(self.until, time(23, 59, 59)) if self.until else None
        return Rule(_FREQUENCY[self.rhythm], self.interval, by, self.count, until)


def usual_form(rhythm: Rhythm, starts: datetime) -> RepeatForm:
    """Return what a form offers for an event that starts then."""
    nth = (starts.day + 6) // 7
    return RepeatForm(
        rhythm=rhythm,
        weekdays=(starts.weekday(),),
        nth=LAST if nth == 5 else nth,
        month_day=starts.day,
    )


def form_of(rule: Rule, starts: datetime) -> RepeatForm | None:
    """Return the form that gives the same dates as a rule from `starts`, None if none does."""
    usual = usual_form(Rhythm.DAYS, starts)
    parts = {name: value for name, value in rule.by if name != "WKST"}
    if "WKST" in rule.parts and rule.interval > 1 and rule.parts["WKST"] != "MO":
        return None
    found = _form(rule.frequency, parts, usual, starts)
    if found is None:
        return None
    rhythm, weekdays, nth, month_day = found
    until = settled(rule, starts).until
    if until is not None and until.time() < starts.time():
        # The day itself is out then, which a form that ends on a day cannot say.
        return None
    return RepeatForm(
        rhythm,
        rule.interval,
        weekdays,
        nth,
        month_day,
        rule.count,
        until.date() if until else None,
    )


def _form(
    frequency: str, parts: dict[str, str], usual: RepeatForm, starts: datetime
) -> tuple[Rhythm, tuple[int, ...], int, int] | None:
    days = parts.get("BYDAY", "").split(",") if "BYDAY" in parts else []
    match frequency, tuple(sorted(parts)):
        case "DAILY", ():
            return Rhythm.DAYS, usual.weekdays, usual.nth, usual.month_day
        case "WEEKLY", ():
            return Rhythm.WEEKS, usual.weekdays, usual.nth, usual.month_day
        case "WEEKLY", ("BYDAY",):
            chosen = tuple(sorted({WEEKDAYS.index(day) for day in days}))
            return Rhythm.WEEKS, chosen, usual.nth, usual.month_day
        case "MONTHLY", ():
            return Rhythm.MONTH_DAY, usual.weekdays, usual.nth, usual.month_day
        case "MONTHLY", ("BYMONTHDAY",):
            return _month_day(parts["BYMONTHDAY"], usual)
        case "MONTHLY", ("BYDAY",) if len(days) == 1 and len(days[0]) > 2:
            return _nth_weekday(int(days[0][:-2]), days[0][-2:], usual)
        case "MONTHLY", ("BYDAY", "BYSETPOS") if len(days) == 1 and days[0] in WEEKDAYS:
            position = parts["BYSETPOS"]
            if "," not in position:
                return _nth_weekday(int(position), days[0], usual)
        case "YEARLY", ():
            return Rhythm.YEARS, usual.weekdays, usual.nth, usual.month_day
        case "YEARLY", ("BYMONTH", "BYMONTHDAY"):
            if (parts["BYMONTH"], parts["BYMONTHDAY"]) == (str(starts.month), str(starts.day)):
                return Rhythm.YEARS, usual.weekdays, usual.nth, usual.month_day
    return None


def _month_day(value: str, usual: RepeatForm) -> tuple[Rhythm, tuple[int, ...], int, int] | None:
    if "," in value or int(value) < LAST:
        return None
    return Rhythm.MONTH_DAY, usual.weekdays, usual.nth, int(value)


def _nth_weekday(
    nth: int, weekday: str, usual: RepeatForm
) -> tuple[Rhythm, tuple[int, ...], int, int] | None:
    if nth not in (1, 2, 3, 4, LAST):
        return None
    return Rhythm.MONTH_WEEKDAY, (WEEKDAYS.index(weekday),), nth, usual.month_day


def rule_in_words(rule: Rule, starts: datetime) -> str:
    """Return a rule as one says it, such as "every first Tuesday, until 30 June 2027".

    One that no form can hold is given as it is written.
    """
    ended = form_of(Rule(rule.frequency, rule.interval, rule.by), starts)
    words = _rhythm_in_words(ended, starts) if ended else _("by the rule {rule}").format(rule=rule)
    if ended is None or rule.is_endless:
        return words
    return _("{rhythm}, {end}").format(rhythm=words, end=_end_in_words(settled(rule, starts)))


def _end_in_words(rule: Rule) -> str:
    if rule.until is not None:
        day = f"{rule.until.day} {month_name(rule.until.month)} {rule.until.year}"
        return _("until {day}").format(day=day)
    count = rule.count or 0
    return ngettext("{count} time", "{count} times", count).format(count=count)


def _rhythm_in_words(form: RepeatForm, starts: datetime) -> str:
    every = form.interval
    match form.rhythm:
        case Rhythm.DAYS:
            return ngettext("every day", "every {count} days", every).format(count=every)
        case Rhythm.WEEKS:
            return _weeks_in_words(form)
        case Rhythm.MONTH_WEEKDAY:
            day = f"{nth_word(form.nth)} {_weekday(form.weekdays[0])}"
            return ngettext(
                "every {day} of the month", "every {count} months on the {day}", every
            ).format(count=every, day=day)
        case Rhythm.MONTH_DAY:
            if form.month_day == LAST:
                return ngettext(
                    "on the last day of every month",
                    "every {count} months on the last day",
                    every,
                ).format(count=every)
            return ngettext(
                "on day {day} of every month", "every {count} months on day {day}", every
            ).format(count=every, day=form.month_day)
        case Rhythm.YEARS:
            day = f"{starts.day} {month_name(starts.month)}"
            return ngettext("every year on {day}", "every {count} years on {day}", every).format(
                count=every, day=day
            )


def _weeks_in_words(form: RepeatForm) -> str:
    every = form.interval
    if form.weekdays == (0, 1, 2, 3, 4) and every == 1:
        return _("every day from Monday to Friday")
    names = [_weekday(day) for day in form.weekdays]
    last = names.pop()
    days = _("{days} and {last}").format(days=", ".join(names), last=last) if names else last
    if every == 2:
        return _("every second {days}").format(days=days)
    return ngettext("every {days}", "every {count} weeks on {days}", every).format(
        count=every, days=days
    )


def nth_word(nth: int) -> str:
    """Return "first" to "fourth", or "last"."""
    words = (_("first"), _("second"), _("third"), _("fourth"))
    return _("last") if nth == LAST else words[nth - 1]


def _weekday(number: int) -> str:
    return weekday_name(_MONDAY.replace(day=1 + number))


def fits_last(starts: datetime) -> bool:
    """Whether a form may offer "the last" of the weekday on which an event starts."""
    return is_in_last_week(starts)
