"""The calendar to subscribe to: every event, the right zones, nobody's address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from organizer.domain.kinds import EventStatus
from organizer.domain.records import CalendarEntry
from organizer.export.calendars import calendar_ics

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
LOOM = CalendarEntry(
    uid="loom",
    title="Loom night",
    description="",
    starts=datetime(2026, 11, 24, 19),
    ends=datetime(2026, 11, 24, 21, 30),
    timezone="Europe/Berlin",
    venue="Hall 3",
    url="",
    status=EventStatus.PLANNED,
    sequence=0,
    created_at=NOW,
    modified_at=NOW,
)
ENTRIES = [
    LOOM,
    replace(LOOM, uid="dyes", title="Natural dyes", status=EventStatus.CANCELLED, sequence=1),
    replace(LOOM, uid="old", starts=datetime(1995, 6, 1, 19), ends=datetime(1995, 6, 1, 21)),
    replace(LOOM, uid="online", timezone="UTC"),
    replace(LOOM, uid="guest", timezone="America/New_York"),
]


def test_a_calendar_holds_every_event_at_its_time() -> None:
    calendar = Calendar.from_ical(calendar_ics(ENTRIES, "Riverside, Makers", NOW))
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert list(events) == ["loom", "dyes", "old", "online", "guest"]
    for entry in ENTRIES:
        expected = entry.starts.replace(tzinfo=ZoneInfo(entry.timezone))
        assert events[entry.uid]["DTSTART"].dt == expected
    night = replace(LOOM, starts=datetime(2027, 3, 28, 2, 30), ends=datetime(2027, 3, 28, 4))
    (event,) = Calendar.from_ical(calendar_ics([night], "R", NOW)).walk("VEVENT")
    assert event["DTSTART"].dt.hour == 3, "02:30 is no time on the night when clocks go forward"
    assert "DESCRIPTION" not in events["loom"] and "URL" not in events["loom"]


def test_each_zone_is_described_once() -> None:
    calendar = Calendar.from_ical(calendar_ics(ENTRIES, "Riverside", NOW))
    zones = [zone["TZID"] for zone in calendar.walk("VTIMEZONE")]
    assert zones == ["America/New_York", "Europe/Berlin"]


def test_cancelled_events_are_told_and_free_the_time() -> None:
    calendar = Calendar.from_ical(calendar_ics(ENTRIES, "Riverside", NOW))
    states = {str(e["UID"]): (str(e["STATUS"]), str(e["TRANSP"])) for e in calendar.walk("VEVENT")}
    assert states["dyes"] == ("CANCELLED", "TRANSPARENT")
    assert states["loom"] == ("CONFIRMED", "OPAQUE")


def test_nobody_is_named_and_subscribers_know_the_calendar() -> None:
    ics = calendar_ics(ENTRIES, "Riverside, Makers", NOW)
    calendar = Calendar.from_ical(ics)
    assert b"@" not in ics and b"ATTENDEE" not in ics and b"ORGANIZER" not in ics
    assert calendar["METHOD"] == "PUBLISH"
    for key in (b"NAME", b"X-WR-CALNAME"):
        assert b"\r\n" + key + b":Riverside\\, Makers\r\n" in ics
    assert calendar["REFRESH-INTERVAL"].td == timedelta(hours=12)
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in ics


def test_an_empty_calendar_and_one_with_a_hostile_name_are_calendars() -> None:
    ics = calendar_ics([], "A\r\nBEGIN:VEVENT\x00", NOW)
    calendar = Calendar.from_ical(ics)
    assert not calendar.walk("VEVENT")
    assert calendar["NAME"] == "A BEGIN:VEVENT"
