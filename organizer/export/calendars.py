"""Calendars to subscribe to, and the parts that they share with invitations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDuration,
    vRecur,
)
from icalendar import vDatetime as DateTime
from icalendar import vText as Text
from icalendar import vUri as Uri

from organizer.domain.kinds import EventStatus
from organizer.domain.records import CalendarEntry, InvitationRecord
from organizer.domain.times import existing, zone

PRODUCT_ID = "-//Organizer//Organizer//EN"
_ALWAYS_UTC = {"UTC", "UCT", "Zulu", "Universal"}
_YEARS_AHEAD = 6  # long enough to tell "the fourth Sunday" from "the last" in a zone's rules
_ONE_DAY = timedelta(days=1)


def calendar_ics(entries: Sequence[CalendarEntry], name: str, now: datetime) -> bytes:
    """Return a calendar of events, without any address, as UTF-8 with CRLF.

    `now` is an aware instant. Cancelled events stay in, marked, so that subscribers see it.
    """
    calendar = new_calendar("PUBLISH")
    for key in ("NAME", "X-WR-CALNAME"):
        calendar.add(key, Text(" ".join(plain(name).splitlines())))  # escaped only when told
    refresh = vDuration(timedelta(hours=12))
    refresh.params["VALUE"] = "DURATION"
    calendar.add("REFRESH-INTERVAL", refresh)
    calendar.add("X-PUBLISHED-TTL", vDuration(timedelta(hours=12)))
    for component in time_zones(entries):
        calendar.add_component(component)
    for entry in entries:
        cancelled = entry.status is EventStatus.CANCELLED
        calendar.add_component(new_event(entry, now, cancelled=cancelled))
    return bytes(calendar.to_ical(sorted=False))


def new_calendar(method: str) -> Calendar:
    """Return an empty calendar that says who wrote it and what it is for."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT_ID)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    return calendar


def new_event(entry: CalendarEntry | InvitationRecord, now: datetime, *, cancelled: bool) -> Event:
    """Return one event with everything but people; a cancelled one no longer blocks the time."""
    event = Event()
    event.add("UID", plain(entry.uid))
    event.add("DTSTAMP", _instant(now))
    event.add("CREATED", _instant(entry.created_at))
    event.add("LAST-MODIFIED", _instant(entry.modified_at))
    event.add("SEQUENCE", entry.sequence)
    if entry.recurrence is not None:
        event.add("RECURRENCE-ID", _wall(entry.recurrence.slot, entry.recurrence.timezone))
    starts, ends = entry.starts, entry.ends
    if entry.repeats is None:  # where a rule counts from stays, for it moves all dates along
        starts, ends = (existing(wall, entry.timezone) for wall in (starts, ends))
    event.add("DTSTART", _wall(starts, entry.timezone))
    event.add("DTEND", _wall(ends, entry.timezone))
    if entry.repeats is not None:
        event.add("RRULE", vRecur.from_ical(entry.repeats.rule))
        if entry.repeats.skipped:
            event.add("EXDATE", _walls(entry.repeats.skipped, entry.timezone))
    event.add("SUMMARY", plain(entry.title))
    for key, text in (("LOCATION", entry.venue), ("DESCRIPTION", entry.description)):
        if text:
            event.add(key, plain(text))
    if url := uri(entry.url):
        event.add("URL", Uri(url))
    event.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def plain(text: str) -> str:
    """Return the text without what would break a line: control characters and half surrogates."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def uri(text: str) -> str:
    """Return an address for a value that nothing escapes: no blanks, breaks or controls."""
    return "".join(plain(text).split())


def is_utc(zone_name: str) -> bool:
    """Whether times in this zone are written with Z and need no description of the zone."""
    return zone_name.removeprefix("Etc/") in _ALWAYS_UTC


def _wall(wall: datetime, zone_name: str) -> DateTime:
    wall = wall.replace(microsecond=0)
    if is_utc(zone_name):
        return DateTime(wall.replace(tzinfo=UTC))
    value = DateTime(wall)
    value.params["TZID"] = zone_name
    return value


def _walls(walls: Sequence[datetime], zone_name: str) -> list[datetime]:
    place = UTC if is_utc(zone_name) else zone(zone_name)
    return [wall.replace(microsecond=0, tzinfo=place) for wall in walls]


def _instant(moment: datetime) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(microsecond=0)


def time_zones(entries: Sequence[CalendarEntry | InvitationRecord]) -> list[Timezone]:
    """Return the description of each zone that the entries name, for the years they are in."""
    walls: dict[str, list[datetime]] = {}
    for one in entries:
        walls.setdefault(one.timezone, []).extend((one.starts, one.ends))
        if one.repeats is not None:
            walls[one.timezone].append(one.repeats.last)
        if one.recurrence is not None:
            walls.setdefault(one.recurrence.timezone, []).append(one.recurrence.slot)
    return [
        time_zone(name, min(walls[name]), max(walls[name]))
        for name in sorted(walls)
        if not is_utc(name)
    ]


@dataclass(frozen=True, slots=True)
class _Shift:
    """How a zone's clocks are moved: the same every year, or only once."""

    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool


def time_zone(zone_name: str, first: datetime, last: datetime) -> Timezone:
    """Return the zone's clock changes from the year before `first` until some years after `last`.

    icalendar can write zones too, but dates each change by the clock that follows it, an hour late
    in spring (RFC 5545 wants the clock before), and knows no yearly rules, without which Outlook
    does not understand a zone.
    """
    from_year = max(first.year - 1, 1)
    to_year = min(max(last.year + 1, from_year + _YEARS_AHEAD), 9998)
    component = Timezone()
    component.add("TZID", zone_name)
    for shift, onsets in _shifts(zone_name, from_year, to_year, first):
        part = TimezoneDaylight() if shift.is_daylight else TimezoneStandard()
        part.add("DTSTART", DateTime(onsets[0]))
        part.TZOFFSETFROM = shift.before
        part.TZOFFSETTO = shift.after
        part.add("TZNAME", shift.name)
        every_year = [o.year for o in onsets] == list(range(from_year, to_year + 1))
        if every_year and (rule := _yearly_rule(onsets)):
            part.add("RRULE", rule)
        elif onsets[1:]:
            part.add("RDATE", list(onsets[1:]))
        component.add_component(part)
    return component


def _shifts(
    zone_name: str, from_year: int, to_year: int, first: datetime
) -> Iterator[tuple[_Shift, Sequence[datetime]]]:
    """Yield the shifts with their onsets, by the clock before each, in order of the first onset.

    Where no change came well before `first`, the offset until then is told as a shift of nothing.
    """
    changes = [*_changes(zone_name, from_year, to_year)]
    # A wall time that a change skips may be an instant before it, hence the day.
    if not changes or changes[0][1] + _ONE_DAY > first:
        start = datetime(from_year, 1, 1)
        there = _first_look(from_year).astimezone(zone(zone_name))
        offset = there.utcoffset() or timedelta()
        changes.insert(0, (_Shift(offset, offset, there.tzname() or zone_name, False), start))
    grouped: dict[_Shift, list[datetime]] = {}
    for shift, onset in changes:
        grouped.setdefault(shift, []).append(onset)
    yield from grouped.items()


def _first_look(year: int) -> datetime:
    """Return an instant early in the year; not its first, as no offset may lead before year 1."""
    return datetime(year, 1, 2, tzinfo=UTC)


@lru_cache(maxsize=64)
def _changes(zone_name: str, from_year: int, to_year: int) -> tuple[tuple[_Shift, datetime], ...]:
    """Return each change of the zone's offset with the wall time at which it strikes."""
    place = zone(zone_name)
    changes = []
    day = _first_look(from_year)
    end = datetime(to_year + 1, 1, 1, tzinfo=UTC)
    here = day.astimezone(place)
    while day < end:
        next_day = day + _ONE_DAY
        there = next_day.astimezone(place)
        if here.utcoffset() != there.utcoffset():
            changes.append(_change(place, day, next_day))
        day, here = next_day, there
    return tuple(changes)


def _change(place: ZoneInfo, early: datetime, late: datetime) -> tuple[_Shift, datetime]:
    """Return the change between two instants in UTC, found to the second."""
    here, there = early.astimezone(place), late.astimezone(place)
    before, after = here.utcoffset() or timedelta(), there.utcoffset() or timedelta()
    # Ireland's law calls winter the odd time; readers expect the later clock to be daylight.
    is_daylight = after > before and bool(here.dst() or there.dst())
    shift = _Shift(before, after, there.tzname() or place.key, is_daylight)
    while late - early > timedelta(seconds=1):
        middle = (early + (late - early) / 2).replace(microsecond=0)
        if middle.astimezone(place).utcoffset() == before:
            early = middle
        else:
            late = middle
    return shift, (late + before).replace(tzinfo=None)


def _yearly_rule(onsets: Sequence[datetime]) -> dict[str, str | int] | None:
    """Return the rule "n-th or last weekday of a month" that all onsets follow, if there is one."""
    start = onsets[0]
    if len({(o.month, o.weekday(), o.time()) for o in onsets}) > 1:
        return None
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[start.weekday()]
    rule: dict[str, str | int] = {"FREQ": "YEARLY", "BYMONTH": start.month}
    if all((o + timedelta(days=7)).month != o.month for o in onsets):
        return rule | {"BYDAY": f"-1{weekday}"}
    nth = (start.day + 6) // 7
    if all((o.day + 6) // 7 == nth for o in onsets):
        return rule | {"BYDAY": f"{nth}{weekday}"}
    return None
