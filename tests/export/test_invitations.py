"""One member's calendar object: what it says, whom it names, and that its clock changes are right."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Component, Event

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import clean_name
from organizer.domain.records import InvitationRecord
from organizer.export.invitations import invitation_ics

SECOND = timedelta(seconds=1)
NOW = datetime(2026, 11, 1, 12, 30, 15, 999, tzinfo=UTC)
NAMES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "names" / "names.tsv"
INVITATION = InvitationRecord(
    uid="6c3f2a0e-loom",
    method="REQUEST",
    sequence=2,
    title="Loom night; warp, weft",
    description="Bring yarn.\nTea is there.",
    starts=datetime(2026, 11, 24, 19),
    ends=datetime(2026, 11, 24, 21, 30),
    timezone="Europe/Berlin",
    venue="Hall 3, Riverside",
    url="https://example.org/loom",
    organizer_name="Mina Kaya",
    organizer_email="mina@example.org",
    community="Riverside Makers",
    attendee_name="Ana Lima",
    attendee_email="Ana.Lima@example.com",
    status=RegistrationStatus.INVITED,
    plus=0,
    created_at=datetime(2026, 10, 1, 8, tzinfo=UTC),
    modified_at=datetime(2026, 10, 2, 9, tzinfo=UTC),
)


def read(record: InvitationRecord) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(invitation_ics(record, NOW))
    (event,) = calendar.walk("VEVENT")
    assert not event.errors
    return calendar, event


def test_a_request_says_everything_a_calendar_needs() -> None:
    calendar, event = read(INVITATION)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert event["UID"] == "6c3f2a0e-loom"
    assert event["SEQUENCE"] == 2
    assert event["DTSTART"].dt == datetime(2026, 11, 24, 19, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event["DTEND"].dt == datetime(2026, 11, 24, 21, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event["DTSTAMP"].dt == NOW.replace(microsecond=0)
    assert event["CREATED"].dt == INVITATION.created_at
    assert event["LAST-MODIFIED"].dt == INVITATION.modified_at
    assert event["SUMMARY"] == INVITATION.title
    assert event["LOCATION"] == INVITATION.venue
    assert event["DESCRIPTION"] == INVITATION.description
    assert event["URL"] == INVITATION.url
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "OPAQUE")
    (alarm,) = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["TRIGGER"].dt < timedelta(0)


def test_instants_are_told_in_utc_whatever_clock_they_come_from() -> None:
    here = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    record = replace(INVITATION, created_at=here, modified_at=datetime(2026, 10, 2, 9))
    ics = invitation_ics(record, here)
    assert b"\r\nDTSTAMP:20261101T123015Z\r\n" in ics
    assert b"\r\nCREATED:20261101T123015Z\r\n" in ics
    assert b"\r\nLAST-MODIFIED:20261002T090000Z\r\n" in ics


def test_every_kind_of_line_break_is_one() -> None:
    _, event = read(replace(INVITATION, description="a\rb\u2028c\r\nd\x85e\x07"))
    assert event["DESCRIPTION"] == "a\nb\nc\nd\ne"


def test_only_the_organizer_and_the_member_are_in_it() -> None:
    _, event = read(INVITATION)
    assert event["ORGANIZER"] == "mailto:mina@example.org"
    assert event["ORGANIZER"].params["CN"] == "Mina Kaya"
    attendee = event["ATTENDEE"]
    assert attendee == "mailto:Ana.Lima@example.com"
    assert dict(attendee.params) == {
        "CN": "Ana Lima",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }
    assert invitation_ics(INVITATION, NOW).count(b"@") == 2


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (RegistrationStatus.GOING, "ACCEPTED"),
        (RegistrationStatus.MAYBE, "TENTATIVE"),
        (RegistrationStatus.DECLINED, "DECLINED"),
        (RegistrationStatus.INVITED, "NEEDS-ACTION"),
        (RegistrationStatus.WAITLISTED, "NEEDS-ACTION"),
        (RegistrationStatus.CANCELLED, "NEEDS-ACTION"),
    ],
)
def test_an_update_carries_the_answer_that_we_know(status: RegistrationStatus, answer: str) -> None:
    _, event = read(replace(INVITATION, status=status, plus=2))
    assert event["ATTENDEE"].params["PARTSTAT"] == answer
    assert event["ATTENDEE"].params["X-NUM-GUESTS"] == "2"


def test_a_cancellation_takes_the_event_back_without_a_reminder() -> None:
    calendar, event = read(replace(INVITATION, method="CANCEL"))
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert event["UID"] == INVITATION.uid
    assert event["ATTENDEE"] == "mailto:Ana.Lima@example.com"
    assert not event.walk("VALARM")


def test_other_methods_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="REPLY"):
        invitation_ics(replace(INVITATION, method="REPLY"), NOW)


def test_without_an_address_the_object_is_still_valid() -> None:
    _, event = read(replace(INVITATION, organizer_email="", attendee_email="", organizer_name=""))
    assert event["ORGANIZER"] == "invalid:nomail"
    assert event["ORGANIZER"].params["CN"] == "Riverside Makers"
    assert event["ATTENDEE"] == "invalid:nomail"


def lines_of(ics: bytes) -> list[bytes]:
    assert ics.endswith(b"\r\n")
    lines = ics.split(b"\r\n")[:-1]
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is torn apart
    return lines


hostile = st.text(st.characters(codec=None, exclude_categories=()), max_size=300) | st.sampled_from(
    [
        "x\r\nATTENDEE:mailto:evil@example.net",
        'a";X=1:mailto:evil@example.net\nATTENDEE:mailto:b',
        "\r",
    ]
)


@given(hostile, hostile, hostile, hostile)
def test_no_text_ever_becomes_a_line_of_its_own(
    name: str, title: str, email: str, venue: str
) -> None:
    record = replace(
        INVITATION,
        attendee_name=name,
        organizer_name=name,
        title=title,
        venue=venue,
        description=venue,
        url=email,
        uid=title,
        attendee_email=email,
        organizer_email=email,
    )
    ics = invitation_ics(record, NOW)
    unfolded = b"\r\n".join(lines_of(ics)).replace(b"\r\n ", b"").split(b"\r\n")
    keys = [line.replace(b";", b":").partition(b":")[0] for line in unfolded]
    event = keys[-keys[::-1].index(b"UID") - 1 :]
    plain_keys = b"UID DTSTAMP CREATED LAST-MODIFIED SEQUENCE DTSTART DTEND SUMMARY".split()
    assert event[:8] == plain_keys
    assert event.count(b"ATTENDEE") == event.count(b"ORGANIZER") == 1
    assert not {b"X", b""} & set(event)


def real_names() -> list[str]:
    if not NAMES.exists():
        pytest.skip("the collection of real names is not on this machine")
    rows = NAMES.read_text(encoding="utf-8").split("\n")[1:]
    return [clean_name(json.loads(row.split("\t")[0])) for row in rows if row]


def test_real_names_arrive_as_they_are_written() -> None:
    names = real_names()
    assert len(names) > 100
    for name in names:
        record = replace(INVITATION, attendee_name=name, organizer_name=name, title=name)
        lines_of(invitation_ics(record, NOW))
        _, event = read(record)
        assert event["ATTENDEE"].params["CN"] == name
        assert event["ORGANIZER"].params["CN"] == name
        assert event["SUMMARY"] == name


def onsets(observance: Component) -> list[datetime]:
    """Return when an observance begins, as instants in UTC without offset."""
    start = observance["DTSTART"].dt
    walls = [start]
    if "RRULE" in observance:
        rule = rrulestr(observance["RRULE"].to_ical().decode(), dtstart=start)
        walls = [wall for wall, _ in zip(rule, range(9), strict=False)]
        assert walls[0] == start
    if "RDATE" in observance:
        dates = observance["RDATE"]
        for part in dates if isinstance(dates, list) else [dates]:
            walls += [leaf.dt for leaf in part.dts]
    return [wall - observance["TZOFFSETFROM"].td for wall in walls]


def offset_told(zone: Component, moment: datetime) -> timedelta:
    """Return the offset that a reader of RFC 5545 takes from a VTIMEZONE at an instant in UTC."""
    told = [(onset, part) for part in zone.subcomponents for onset in onsets(part)]
    past = [(onset, part) for onset, part in told if onset <= moment]
    assert past, "no observance covers the event"
    return max(past, key=lambda pair: pair[0])[1]["TZOFFSETTO"].td


def check_zone(name: str, starts: datetime, ends: datetime) -> None:
    record = replace(INVITATION, timezone=name, starts=starts, ends=ends)
    calendar, _ = read(record)
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == name
    here = ZoneInfo(name)
    first, last = (wall.replace(tzinfo=here).astimezone(UTC) for wall in (starts, ends))
    strikes = {onset.replace(tzinfo=UTC) for part in zone.subcomponents for onset in onsets(part)}
    moments = [first, last, *(s - back for s in strikes for back in (timedelta(), SECOND))]
    for moment in moments:
        if first <= moment <= last:
            expected = moment.astimezone(here).utcoffset()
            assert offset_told(zone, moment.replace(tzinfo=None)) == expected, moment


zones = st.sampled_from(
    sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc/"))
)
walls = st.datetimes(datetime(1895, 1, 1), datetime(2090, 1, 1)).map(
    lambda d: d.replace(microsecond=0)
)


@given(zones, walls, st.timedeltas(timedelta(minutes=1), timedelta(days=500)))
@example("Africa/Bissau", datetime(1975, 1, 1, fold=1), timedelta(minutes=1))
def test_clock_changes_are_those_of_the_zone(
    name: str, starts: datetime, length: timedelta
) -> None:
    check_zone(name, starts, (starts + length).replace(microsecond=0))


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 59, 59)),
        ("Europe/Berlin", datetime(2026, 3, 29, 3)),
        ("Europe/Berlin", datetime(2026, 10, 25, 3)),
        ("America/New_York", datetime(2007, 3, 11, 3)),
        ("America/New_York", datetime(2006, 4, 2, 3)),
        ("Europe/Dublin", datetime(2026, 7, 1, 19)),
        ("Europe/Dublin", datetime(2026, 12, 1, 19)),
        ("Africa/Casablanca", datetime(2026, 3, 1, 19)),
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 3)),
        ("Pacific/Apia", datetime(2011, 12, 31, 1)),
        ("America/Sao_Paulo", datetime(2018, 11, 4, 1)),
        ("Asia/Kolkata", datetime(2026, 5, 1, 18)),
        ("Europe/Amsterdam", datetime(1910, 5, 1, 18)),
        ("Pacific/Tarawa", datetime(1902, 1, 1)),
        ("Asia/Kathmandu", datetime(3, 1, 1)),
        ("Europe/Berlin", datetime(9990, 7, 1, 18)),
    ],
)
def test_clock_changes_at_the_edges(name: str, starts: datetime) -> None:
    check_zone(name, starts, starts + timedelta(hours=2))


def test_common_zones_are_two_yearly_rules_that_outlook_understands() -> None:
    calendar, _ = read(INVITATION)
    (zone,) = calendar.walk("VTIMEZONE")
    daylight, standard = zone.subcomponents
    assert (daylight.name, standard.name) == ("DAYLIGHT", "STANDARD")
    assert daylight["RRULE"] == {"FREQ": ["YEARLY"], "BYMONTH": [3], "BYDAY": ["-1SU"]}
    assert standard["RRULE"] == {"FREQ": ["YEARLY"], "BYMONTH": [10], "BYDAY": ["-1SU"]}
    assert daylight["DTSTART"].dt.hour == 2  # by the clock before the change


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "Etc/Zulu"])
def test_utc_needs_no_zone(name: str) -> None:
    ics = invitation_ics(replace(INVITATION, timezone=name), NOW)
    assert b"\r\nDTSTART:20261124T190000Z\r\n" in ics
    assert b"TZID" not in ics and b"VTIMEZONE" not in ics
