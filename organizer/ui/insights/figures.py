"""What the insights say: which events they cover, the numbers on top, and the bars of the chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from organizer.domain.names import shown
from organizer.domain.times import month_name, short_day
from organizer.domain.words import _, ngettext
from organizer.services.insights import Attended

LAST_12, THIS_YEAR, ALL = "last", "year", "all"
MOST_EVENTS = 60
"""More events than this are drawn month by month, for a bar that is no bar says nothing."""
MOST_MONTHS = 120
"""More months than this are drawn year by year."""
_MOST_MONTH_LABELS = 14


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers above the chart; shares are 0 to 1, or None where nothing tells."""

    average: float | None
    """Members who came, over the last `averaged` events at which people were checked in."""
    averaged: int
    kept_share: float | None
    newcomers: int
    came_again: int
    had_a_chance: int
    """Newcomers who could have come again: all but those of the very last event."""


@dataclass(frozen=True, slots=True)
class Span:
    """One bar: an event, a month or a year."""

    label: str
    tip: str
    value: int
    new: int


def is_recorded(one: Attended) -> bool:
    """Whether anybody was checked in; where nobody was, nobody knows who came."""
    return one.came > 0


def within(everything: Sequence[Attended], span: str, year: int) -> list[Attended]:
    """Return the events that a choice covers, oldest first as given."""
    match span:
        case "last":
            return list(everything[-12:])
        case "year":
            return [one for one in everything if one.row.starts.year == year]
        case _:
            return list(everything)


def figures(chosen: Sequence[Attended], last_uid: str) -> Figures:
    """Return the numbers of some events; `last_uid` is the community's very last event."""
    recorded = [one for one in chosen if is_recorded(one)]
    last = recorded[-6:]
    going = sum(one.going for one in recorded)
    older = [one for one in recorded if one.row.uid != last_uid]
    return Figures(
        average=sum(one.came for one in last) / len(last) if last else None,
        averaged=len(last),
        kept_share=sum(one.kept for one in recorded) / going if going else None,
        newcomers=sum(one.new for one in recorded),
        came_again=sum(one.came_again for one in older),
        had_a_chance=sum(one.new for one in older),
    )


def counts_answers(chosen: Sequence[Attended]) -> bool:
    """Whether the bars must be of those who said yes, because nobody was ever checked in."""
    return not any(is_recorded(one) for one in chosen)


def spans(chosen: Sequence[Attended]) -> list[Span]:
    """Return the bars: event by event, or by month or year where there are too many."""
    answers = counts_answers(chosen)
    if len(chosen) <= MOST_EVENTS:
        labels = _event_labels(chosen)
        return [
            Span(label, _event_tip(one, answers), one.going if answers else one.came, one.new)
            for label, one in zip(labels, chosen, strict=True)
        ]
    months = _summed(chosen, answers, by_month=True)
    return months if len(months) <= MOST_MONTHS else _summed(chosen, answers, by_month=False)


def _event_labels(chosen: Sequence[Attended]) -> list[str]:
    """Label where a month begins, or only where a year does if those are too many."""
    days = [one.row.starts for one in chosen]
    starts_month = [True] + [(a.year, a.month) != (b.year, b.month) for a, b in pairwise(days)]
    starts_year = [True] + [a.year != b.year for a, b in pairwise(days)]
    if sum(starts_month) <= _MOST_MONTH_LABELS:
        return [
            month_name(day.month)[:3] if is_first else ""
            for day, is_first in zip(days, starts_month, strict=False)
        ]
    return [
        str(day.year) if is_first else "" for day, is_first in zip(days, starts_year, strict=False)
    ]


def _event_tip(one: Attended, answers: bool) -> str:
    what = {"title": shown(one.row.title), "day": short_day(one.row.starts)}
    if answers:
        return _("{title}, {day}: {yes} said yes").format(yes=one.going, **what)
    if not is_recorded(one):
        return _("{title}, {day}: nobody was checked in").format(**what)
    return _("{title}, {day}: {came} came, {new} for the first time").format(
        came=one.came, new=one.new, **what
    )


def _summed(chosen: Sequence[Attended], answers: bool, *, by_month: bool) -> list[Span]:
    def when(one: Attended) -> tuple[int, int]:
        return (one.row.starts.year, one.row.starts.month if by_month else 0)

    found = []
    year_before = 0
    for (year, month), group in groupby(sorted(chosen, key=when), key=when):
        events = list(group)
        value = sum(one.going if answers else one.came for one in events)
        new = sum(one.new for one in events)
        name = f"{month_name(month)} {year}" if month else str(year)
        label = str(year) if year != year_before else ""
        year_before = year
        found.append(Span(label, _sum_tip(name, len(events), value, new, answers), value, new))
    return found


def _sum_tip(name: str, events: int, value: int, new: int, answers: bool) -> str:
    held = ngettext("{count} event", "{count} events", events).format(count=events)
    if answers:
        return _("{when}: {yes} yes answers to {events}").format(when=name, yes=value, events=held)
    return _("{when}: {came} visits to {events}, {new} for the first time").format(
        when=name, came=value, events=held, new=new
    )
