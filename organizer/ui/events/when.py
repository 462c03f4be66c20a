"""Reads days, hours and lengths the way people type them: "fri", "24 nov", "7:30 pm", "90 min"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from organizer.domain.repeat_form import LAST, nth_word
from organizer.domain.times import end_after, month_name, weekday_name
from organizer.domain.words import _, ngettext

_MONDAY = datetime(2024, 1, 1)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_HOURS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:h|hours?|std|hrs?)\s*(?:(\d+)\s*(?:m|min)?)?")
_MINUTES = re.compile(r"(\d+)\s*(?:m|min|minutes)")
_BEFORE = re.compile(r"(?:(\d{1,3}|an?|one|the) )?(day|week)s? (?:before|earlier)")
_MONTH = re.compile(r"(?:end of )?([^\W\d]{3,})(?: (\d{4}))?")
_LATER = re.compile(r"(.*?)\s*\+\s*(\d{1,3})\s*d?")


def read_day(text: str, today: date) -> date | None:
    """Return the day that is meant, or None; one without a year is the next to come."""
    words = _plain(text)
    if words in (known := {_("today"): 0, _("tonight"): 0, _("tomorrow"): 1}):
        return today + timedelta(days=known[words])
    if (weekday := _weekday(words)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if (nth := _nth_weekday(words, today)) is not None:
        return nth
    numbers = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    if numbers:
        return _day(*map(int, numbers.groups()))
    numbers = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4})?", words)
    if numbers:
        return _coming(int(numbers[1]), int(numbers[2]), numbers[3], today)
    return _day_with_month(words, today)


def read_day_before(text: str, event: date, today: date) -> date | None:
    """Return the day before an event that is meant by "Thursday", "2 days before", or by a day.

    One without a year is the last before the event, unless that is past.
    """
    words = _plain(text)
    if (weekday := _weekday(words)) is not None:
        return event - timedelta(days=(event.weekday() - weekday - 1) % 7 + 1)
    if found := _BEFORE.fullmatch(words):
        count = int(found[1]) if (found[1] or "").isdigit() else 1
        return event - timedelta(days=count * (7 if found[2] == "week" else 1))
    day = read_day(text, today)
    is_in_some_year = re.search(r"\d", words) and not re.search(r"\d{4}", words)
    if day is None or not is_in_some_year or _nth_weekday(words, today):
        return day
    days = [read_day(f"{day.day}.{day.month}.{year}", today) for year in _years_until(event)]
    return next((one for one in days if one and today <= one <= event), day)


def _years_until(event: date) -> tuple[int, int]:
    return event.year, event.year - 1


def read_last_day(text: str, today: date) -> date | None:
    """Return the last day that is meant: of a month where only that is named, such as "June"."""
    found = _MONTH.fullmatch(_plain(text))
    if found is None or not (month := _month(found[1])):
        return read_day(text, today)
    year = int(found[2] or today.year + (month < today.month))
    following = _day(year + month // 12, month % 12 + 1, 1)
    return following and following - timedelta(days=1)


def _plain(text: str) -> str:
    return " ".join(text.strip().casefold().replace(",", " ").split())


def _nth_weekday(words: str, today: date) -> date | None:
    """A day such as "second saturday in january"."""
    nth, _space, rest = words.partition(" ")
    if nth not in (ordinals := _ordinals()):
        return None
    weekday, _space, rest = rest.partition(" ")
    number = _weekday(weekday)
    months = [month for word in re.findall(r"[^\W\d]{3,}", rest) if (month := _month(word))]
    if number is None or len(months) != 1:
        return None
    years = re.findall(r"\d{4}", rest)
    found = nth_weekday(int(years[0]) if years else today.year, months[0], number, ordinals[nth])
    if found < today and not years:
        return nth_weekday(today.year + 1, months[0], number, ordinals[nth])
    return found


def _ordinals() -> dict[str, int]:
    """The words for the first to the fourth and the last of some days."""
    numbers = (1, 2, 3, 4, LAST)
    return dict(zip(("1st", "2nd", "3rd", "4th"), numbers, strict=False)) | {
        nth_word(number): number for number in numbers
    }


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth of a weekday, 0 is Monday, in a month; `LAST` is its last."""
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7)
    if nth != LAST:
        return found + timedelta(weeks=nth - 1)
    fifth = found + timedelta(weeks=4)
    return fifth if fifth.month == month else found + timedelta(weeks=3)


def _weekday(words: str) -> int | None:
    if len(words) < 2 or not words.isalpha():
        return None
    for number in range(7):
        name = weekday_name(_MONDAY + timedelta(days=number)).casefold()
        if name.startswith(words):
            return number
    return None


def _day_with_month(words: str, today: date) -> date | None:
    """A day with a month's name in either order, "24 nov", "nov 24 2026", with a weekday or not."""
    numbers = [int(word) for word in re.findall(r"\d+", words)]
    months = [month for word in re.findall(r"[^\W\d]{3,}", words) if (month := _month(word))]
    if not months or not 1 <= len(numbers) <= 2:
        return None
    return _coming(numbers[0], months[0], str(numbers[1]) if len(numbers) == 2 else None, today)


def _month(word: str) -> int | None:
    for number in range(1, 13):
        if month_name(number).casefold().startswith(word):
            return number
    return None


def _coming(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _day(int(year), month, day)
    this_year = _day(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    return _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """Return the time of day that is meant by "19", "1930", "19:30" or "7:30 pm", or None."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3].casefold() == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute)


def read_end(text: str, starts: datetime, zone_name: str = "UTC") -> datetime | None:
    """Return the end that is meant by a time of day, "01:00", or by a length, "2h", "90 min".

    A time of day before the start is the next morning; "18:00 +2" is two days later. A length is
    what passes in the zone, also while its clocks change.
    """
    words = text.strip().casefold()
    if (length := _length(words)) is not None:
        return end_after(starts, length, zone_name)
    later = _LATER.fullmatch(words)
    clock = read_clock(later[1] if later else words)
    if clock is None:
        return None
    ends = datetime.combine(starts.date(), clock)
    if later:
        return ends + timedelta(days=int(later[2]))
    return ends + timedelta(days=1) if ends < starts else ends


def _length(words: str) -> timedelta | None:
    if found := _MINUTES.fullmatch(words):
        return timedelta(minutes=int(found[1]))
    if found := _HOURS.fullmatch(words):
        hours = float(found[1].replace(",", "."))
        return timedelta(hours=hours, minutes=int(found[2] or 0))
    return None


def end_as_typed(starts: datetime, ends: datetime) -> str:
    """Return what `read_end` reads back as the same end."""
    days = (ends.date() - starts.date()).days
    is_next_morning = days == 1 and ends.time() < starts.time()
    return f"{ends:%H:%M}" if days == 0 or is_next_morning else f"{ends:%H:%M} +{days}"


def length_in_words(starts: datetime, ends: datetime, lasts: timedelta) -> str:
    """Return how long something takes, such as "2 h 30 min" or "3 days".

    Hours are those that pass, `lasts`; days are those of the calendar.
    """
    minutes = int(lasts.total_seconds() // 60)
    if minutes >= 24 * 60:
        days = (ends.date() - starts.date()).days + 1
        return ngettext("{count} day", "{count} days", days).format(count=days)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
