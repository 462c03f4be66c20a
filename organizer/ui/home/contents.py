"""What the home page says: its records, and the sentences that are made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from organizer.domain.kinds import EventKind
from organizer.domain.names import shown
from organizer.domain.records import EventCounts, EventRow
from organizer.domain.times import month_name, wall_time, weekday_name
from organizer.domain.words import _, ngettext
from organizer.services.insights import HomeRecord
from organizer.ui.wishes import IMPORT, ORGANIZER

_RECAP_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class HomeContents:
    """Everything that the home page loads at once."""

    record: HomeRecord
    counts: EventCounts | None
    """Of the upcoming event."""
    due: int
    """People who have not been told the latest about it."""
    has_address: bool
    """The organizer's e-mail address is known, so invitations can go out."""
    timezone: str
    now: datetime
    """The instant at which all this was so."""

    @property
    def is_new(self) -> bool:
        """Nothing has been planned yet and nothing has taken place."""
        return self.record.upcoming is None and not self.record.recent

    @property
    def unanswered(self) -> int:
        """People on the list who said neither yes nor no."""
        known = self.counts.by_status if self.counts else {}
        return known.get("invited", 0) + known.get("maybe", 0)


@dataclass(frozen=True, slots=True)
class ToDo:
    """A sentence that says what needs doing, the verb that does it, and where that leads."""

    sentence: str
    verb: str
    page: str
    what: str | None = None


def day_words(day: datetime) -> str:
    """Return a day of about now, such as "Tuesday, 24 November"."""
    return f"{weekday_name(day)}, {day.day} {month_name(day.month)}"


def headline(contents: HomeContents) -> str:
    """Return the page's title: what is on today, or what comes next."""
    row = contents.record.upcoming
    if row is None:
        return _("Nothing is planned")
    title, days = shown(row.title), _days_until(row, contents.now)
    if days < 0 or (days == 0 and row.starts_at <= contents.now):
        return _("Now: {title}").format(title=title)
    if days == 0:
        words = _("Tonight: {title}") if row.starts.hour >= 17 else _("Today: {title}")
        return words.format(title=title)
    if days == 1:
        return _("Tomorrow: {title}").format(title=title)
    return _("Next: {title} on {day}").format(title=title, day=day_words(row.starts))


def _days_until(row: EventRow, now: datetime) -> int:
    return (row.starts.date() - wall_time(now, row.timezone).date()).days


def to_do(contents: HomeContents) -> list[ToDo]:
    """Return what needs doing, the most pressing first; nothing is a fine answer too."""
    found = []
    if contents.record.members == 0:
        found.append(ToDo(_("Nobody is in this community yet"), _("Import"), "people", IMPORT))
    found += _before_the_next(contents)
    last = contents.record.without_recap
    if last is not None and contents.now - last.ends_at < _RECAP_WITHIN:
        day = f"{last.starts.day} {month_name(last.starts.month)}"
        found.append(ToDo(_("Recap of {day}").format(day=day), _("Write"), "events", last.uid))
    return found


def _before_the_next(contents: HomeContents) -> list[ToDo]:
    row = contents.record.upcoming
    if row is None:
        return [ToDo(_("No next meetup is planned"), _("Plan"), "events", EventKind.MEETUP)]
    found = []
    if contents.counts is not None and not any(contents.counts.by_status.values()):
        if contents.record.members:
            found.append(ToDo(_("Nobody is invited yet"), _("Invite"), "events", row.uid))
    elif contents.due:
        sentence = ngettext(
            "{count} person has not been told the latest",
            "{count} people have not been told the latest",
            contents.due,
        )
        found.append(ToDo(sentence.format(count=contents.due), _("Send"), "events", row.uid))
        if not contents.has_address:
            found.append(
                ToDo(_("Invitations need your e-mail address"), _("Set"), "settings", ORGANIZER)
            )
    free = (row.capacity or 0) - row.going
    if row.waitlisted and free > 0:
        sentence = ngettext(
            "{count} person waits although a seat is free",
            "{count} people wait although a seat is free",
            row.waitlisted,
        )
        found.append(ToDo(sentence.format(count=row.waitlisted), _("Look"), "events", row.uid))
    return found
