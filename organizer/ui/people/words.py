"""How the people page says days and answers, short enough for a column."""

from __future__ import annotations

from datetime import date, datetime

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.records import MemberVisit
from organizer.domain.times import month_name
from organizer.domain.words import _, ngettext

NOTHING = "—"


def day_words(day: date | None, today: date) -> str:
    """Return "10 Nov", with the year if it is another one; a dash for no day."""
    if day is None:
        return NOTHING
    words = f"{day.day} {month_name(day.month)[:3]}"
    return words if day.year == today.year else f"{words} {day.year}"


def answer_words(status: RegistrationStatus | None) -> str:
    """Return what somebody answered, as one or two words for a chip."""
    match status:
        case RegistrationStatus.INVITED:
            return _("Invited")
        case RegistrationStatus.GOING:
            return _("Going")
        case RegistrationStatus.MAYBE:
            return _("Maybe")
        case RegistrationStatus.WAITLISTED:
            return _("Waitlist")
        case RegistrationStatus.DECLINED:
            return _("No")
        case RegistrationStatus.CANCELLED:
            return _("Cancelled")
        case None:
            return ""


def answer_role(status: RegistrationStatus | None) -> str:
    """Return the colour that an answer's chip has."""
    match status:
        case RegistrationStatus.GOING:
            return "good"
        case RegistrationStatus.WAITLISTED:
            return "warn"
        case _:
            return "neutral"


def visit_words(visit: MemberVisit, now: datetime) -> str:
    """Return what there is to say of an event on somebody's time line; empty if they came.

    `now` is a wall time without a zone, like the event's.
    """
    if visit.event_status is EventStatus.CANCELLED and not visit.attended:
        return _("The event was cancelled")
    is_over = visit.is_closed or (visit.ends or visit.starts) <= now
    if visit.led:
        return _("Led it") if is_over else _("Leads it")
    if visit.attended:
        return ""
    if not is_over:
        return answer_words(visit.status)
    match visit.status:
        case RegistrationStatus.INVITED:
            return _("No answer")
        case RegistrationStatus.GOING:
            return _("Said yes, did not come")
        case RegistrationStatus.MAYBE:
            return _("Said maybe")
        case RegistrationStatus.WAITLISTED:
            return _("Was on the waitlist")
        case RegistrationStatus.DECLINED:
            return _("Said no")
        case RegistrationStatus.CANCELLED:
            return _("Was taken off the list")
        case None:
            return ""


def share_words(came: int, said_yes: int) -> str:
    """Return how much of what was promised was kept, such as "93 %"; a dash without any yes."""
    if not said_yes:
        return NOTHING
    return _("{number} %").format(number=min(100, round(100 * came / said_yes)))


def count_words(found: int, everyone: int, is_searching: bool) -> str:
    """Return how many people a list shows, and of how many if not all are sought."""
    if is_searching:
        return _("{found} of {everyone}").format(found=f"{found:,}", everyone=f"{everyone:,}")
    words = ngettext("{count} member", "{count} members", everyone)
    return words.format(count=f"{everyone:,}")
