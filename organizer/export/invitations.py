"""The calendar object that invites one member, moves with the event, or takes it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Alarm, Event, vCalAddress

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import InvitationRecord
from organizer.export.calendars import new_calendar, new_event, plain, time_zones, uri

_REMIND_BEFORE = timedelta(hours=2)
_NO_ADDRESS = "invalid:nomail"  # what calendars themselves write for people without an address
_ANSWERS = {
    RegistrationStatus.GOING: "ACCEPTED",
    RegistrationStatus.MAYBE: "TENTATIVE",
    RegistrationStatus.DECLINED: "DECLINED",
}


def invitation_ics(record: InvitationRecord, now: datetime) -> bytes:
    """Return the member's iTIP REQUEST or CANCEL (RFC 5546) as UTF-8 in folded lines with CRLF.

    `now` is an aware instant. A series is one component with its rule, and one for each date that is
    unlike it. The only people in it are the organizer and this one member.
    """
    if record.method not in ("REQUEST", "CANCEL"):
        raise ValueError(f"no invitation has the method {record.method!r}")
    is_cancel = record.method == "CANCEL"
    calendar = new_calendar(record.method)
    components = (record, *record.more)
    for zone in time_zones(components):
        calendar.add_component(zone)
    for one in components:
        calendar.add_component(_component(one, now, is_cancel=is_cancel))
    return bytes(calendar.to_ical(sorted=False))


def _component(record: InvitationRecord, now: datetime, *, is_cancel: bool) -> Event:
    event = new_event(record, now, cancelled=is_cancel)
    organizer_name = record.organizer_name or record.community
    event.add("ORGANIZER", _person(record.organizer_email, organizer_name))
    event.add("ATTENDEE", _attendee(record, asks_for_answer=not is_cancel))
    if not is_cancel:
        event.add_component(_reminder(record.title))
    return event


def _person(email: str, name: str) -> vCalAddress:
    address = uri(email)
    person = vCalAddress(f"mailto:{address}" if address else _NO_ADDRESS)
    if name:
        person.params["CN"] = plain(name)
    return person


def _attendee(record: InvitationRecord, *, asks_for_answer: bool) -> vCalAddress:
    attendee = _person(record.attendee_email, record.attendee_name)
    attendee.params["CUTYPE"] = "INDIVIDUAL"
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = _ANSWERS.get(record.status, "NEEDS-ACTION")
    if asks_for_answer:
        attendee.params["RSVP"] = "TRUE"
    if record.plus:
        attendee.params["X-NUM-GUESTS"] = str(record.plus)
    return attendee


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", plain(title))
    alarm.add("TRIGGER", -_REMIND_BEFORE)
    return alarm
