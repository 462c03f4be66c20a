"""What the recap says in numbers: everything to the team, nothing about single people to partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from organizer.domain.records import AnswerCounts, RecapRecord, WorkshopFill
from organizer.domain.words import _, ngettext
from organizer.export.recap_arrivals import Arrivals, arrival_words, arrivals_of, binned

FEWEST_SHOWN = 5
"""Counts of people from 1 to one less are not told to partners."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with the words below it; the number may be words itself."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One labelled bar: its length as a share from 0 to 1, or nothing where it would tell too much."""

    label: str
    value: str
    share: float | None
    is_filling: bool = False
    """Whether the share is of something that can be full."""
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class RecapFigures:
    """Everything on the recap that is a number."""

    came: Figure
    share_came: float | None
    """Of those who said yes, from 0 to 1."""
    sentences: tuple[str, ...]
    details: tuple[Figure, ...]
    arrivals: Arrivals | None
    arrival_bars: tuple[Bar, ...]
    arrival_words: str
    workshops: tuple[Bar, ...]
    previous: tuple[Bar, ...]
    answers: tuple[tuple[str, tuple[Bar, ...]], ...] = ()
    """Questions, each with how often every answer was given."""


def team_figures(record: RecapRecord) -> RecapFigures:
    """Return the numbers as they are."""
    came = kept_promises(record)
    details = (
        Figure(str(len(record.first_timers)), _("for the first time")),
        Figure(str(len(record.returning)), _("came back")),
        Figure(str(record.regulars), _("regulars")),
        Figure(str(record.walk_ins), _("walk-ins")),
        _absent(record),
        Figure(str(record.guests), _("extra guests")),
    )
    arrivals = arrivals_of(record.arrivals)
    words = ""
    if arrivals is not None and len(record.arrivals) >= FEWEST_SHOWN:
        words = arrival_words(record.arrivals, arrivals)
    return RecapFigures(
        came=Figure(str(record.attended), _("came")),
        share_came=came / record.going if record.going else None,
        sentences=_team_sentences(record),
        details=details,
        arrivals=arrivals,
        arrival_bars=(),
        arrival_words=words,
        workshops=_workshop_bars(record.workshops, range(len(record.workshops))),
        previous=_previous_bars(record, tells_all=True),
        answers=_answer_bars((*_payments(record), *record.answers), record.attended),
    )


def partner_figures(record: RecapRecord) -> RecapFigures:
    """Return the numbers that tell nothing about fewer than five people, not by subtraction either.

    A part of a total is told only where the rest of that total may be told as well.
    """
    promise_is_safe = _may_tell_promises(record)
    total = record.attended
    parts = (len(record.first_timers), len(record.returning))
    details = [
        Figure(_told(count), words)
        for index, (count, words) in enumerate(
            zip(parts, (_("for the first time"), _("came back")), strict=True)
        )
        if total >= FEWEST_SHOWN and (not _is_safe(count) or index in safe_parts(total, parts))
    ]
    details.append(Figure(_told(record.guests), _("extra guests")))
    filled = [workshop.attended for workshop in record.workshops]
    return RecapFigures(
        came=Figure(_told(total), _("came")),
        share_came=kept_promises(record) / record.going if promise_is_safe else None,
        sentences=_partner_sentences(record, promise_is_safe),
        details=tuple(details),
        arrivals=None,
        arrival_bars=_merged_arrivals(record),
        arrival_words="",
        workshops=_workshop_bars(record.workshops, safe_parts(total, filled), tells_all=False),
        previous=_previous_bars(record, tells_all=False),
        answers=_answer_bars(_safe_answers(record), total),
    )


def kept_promises(record: RecapRecord) -> int:
    """Return how many of those who said yes came."""
    if not record.attended:
        return 0
    return max(record.going - _missing(record), 0)


def _missing(record: RecapRecord) -> int:
    return len(record.no_shows) + len(record.not_here_yet)


def _absent(record: RecapRecord) -> Figure:
    words = _("not here yet") if record.not_here_yet else _("did not come")
    return Figure(str(_missing(record)), words)


def safe_parts(total: int, parts: Sequence[int]) -> set[int]:
    """Return the indexes of parts that can be told beside their total, the largest first.

    No choice of them may leave one to four people of the total; parts may overlap.
    """
    told: set[int] = set()
    sums = {0} if _is_safe(total) else set()
    for index in sorted(range(len(parts)), key=lambda i: -parts[i]):
        longer = {known + parts[index] for known in sums}
        if sums and _is_safe(parts[index]) and all(_is_safe(total - known) for known in longer):
            told.add(index)
            sums |= longer
    return told


def _is_safe(count: int) -> bool:
    """Whether a difference tells nothing about a few people; nobody at all is nobody's secret."""
    return count <= 0 or count >= FEWEST_SHOWN


def _told(count: int) -> str:
    return str(count) if count >= FEWEST_SHOWN else _("fewer than 5")


def _may_tell_promises(record: RecapRecord) -> bool:
    """Whether no one can be found between those who said yes, those who came and those who did not."""
    came = kept_promises(record)
    counts = (record.attended, record.going, came, _missing(record), record.walk_ins)
    gaps = (abs(record.attended - came), abs(record.attended - record.going))
    return came >= FEWEST_SHOWN and all(map(_is_safe, (*counts, *gaps)))


def _team_sentences(record: RecapRecord) -> tuple[str, ...]:
    invited = ngettext(
        "{count} person was on the guest list{seats}.",
        "{count} people were on the guest list{seats}.",
        record.invited,
    ).format(count=record.invited, seats=_seats(record))
    in_the_room = record.attended + record.guests + record.head_count
    counted = (_counted(record, in_the_room),) if record.head_count else ()
    if not record.going:
        return (invited, *counted)
    return (_promise(record) if record.attended else _said_yes(record), invited, *counted)


def _partner_sentences(record: RecapRecord, promise_is_safe: bool) -> tuple[str, ...]:
    counted = (_counted(record),) if record.head_count >= FEWEST_SHOWN else ()
    if promise_is_safe and record.attended:
        return (_promise(record), *counted)
    is_safe = all(map(_is_safe, (record.going, abs(record.attended - record.going))))
    is_told = record.attended >= FEWEST_SHOWN and record.going >= FEWEST_SHOWN
    return (_said_yes(record), *counted) if is_told and is_safe else counted


def _counted(record: RecapRecord, in_the_room: int | None = None) -> str:
    """Return how many came who are on no list; with the sum of all, where that may be told."""
    words = ngettext(
        "{count} more person came who is on no list.",
        "{count} more people came who are on no list.",
        record.head_count,
    ).format(count=record.head_count)
    if in_the_room is None:
        return words
    everyone = ngettext("{count} person was there.", "{count} people were there.", in_the_room)
    return f"{words} {everyone.format(count=in_the_room)}"


def _promise(record: RecapRecord) -> str:
    came = kept_promises(record)
    share = came * 100 / record.going
    percent = 99 if came < record.going and share > 99 else round(share)
    if record.not_here_yet:
        return _("{came} of the {going} who said yes are here so far: {percent} %.").format(
            came=came, going=record.going, percent=percent
        )
    return _("{came} of the {going} who said yes came: {percent} %.").format(
        came=came, going=record.going, percent=percent
    )


def _said_yes(record: RecapRecord) -> str:
    return ngettext(
        "{count} person had said yes.", "{count} people had said yes.", record.going
    ).format(count=record.going)


def _seats(record: RecapRecord) -> str:
    if record.capacity is None:
        return ""
    return ngettext(", for {count} seat", ", for {count} seats", record.capacity).format(
        count=record.capacity
    )


def _workshop_bars(
    workshops: Sequence[WorkshopFill], told: Sequence[int] | set[int], *, tells_all: bool = True
) -> tuple[Bar, ...]:
    most = max([1, *(w.capacity or max(w.attended, w.going) for w in workshops)])
    bars = []
    for index, workshop in enumerate(workshops):
        count, seats = workshop.attended, workshop.capacity
        is_told = tells_all or (index in told and count >= FEWEST_SHOWN)
        number = str(count) if is_told else _told(count)
        if index not in told and _is_safe(count):
            continue  # itself harmless, but with the total it would give another away
        words = _("{count} of {seats}") if seats else _("{count} came")
        value = words.format(count=number, seats=seats)
        if tells_all and workshop.going != count:
            value = _("{value}, {going} booked").format(value=value, going=workshop.going)
        share = min(count / (seats or most), 1.0) if is_told else None
        bars.append(Bar(workshop.title, value, share, is_filling=bool(seats)))
    return tuple(bars)


def _safe_answers(record: RecapRecord) -> tuple[AnswerCounts, ...]:
    """Return the questions of which every number, and who did not answer, may be told.

    One's own words may say who one is, so they stay inside.
    """
    return tuple(
        one
        for one in record.answers
        if not one.is_free
        and all(_is_safe(count) for _said, count in one.counts)
        and _is_safe(record.attended - sum(count for _said, count in one.counts))
    )


def _payments(record: RecapRecord) -> tuple[AnswerCounts, ...]:
    """Return how many of those who came have paid, told like the answers to a question."""
    if record.unpaid is None or not record.attended:
        return ()
    counts = (_("Yes"), record.attended - record.unpaid), (_("Not yet"), record.unpaid)
    return (AnswerCounts(_("Has paid"), tuple(one for one in counts if one[1])),)


def _answer_bars(
    answers: Sequence[AnswerCounts], attended: int
) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    return tuple(
        (
            one.wording,
            tuple(
                Bar(said, str(count), count / max(attended, count, 1)) for said, count in one.counts
            ),
        )
        for one in answers
    )


def _previous_bars(record: RecapRecord, *, tells_all: bool) -> tuple[Bar, ...]:
    if not record.previous:
        return ()
    most = max(1, record.attended, *(count for _title, count in record.previous))

    def bar(title: str, count: int, is_past: bool) -> Bar:
        if tells_all or count >= FEWEST_SHOWN:
            return Bar(title, str(count), count / most, is_past=is_past)
        return Bar(title, _told(count), None)

    past = [bar(title, count, True) for title, count in record.previous]
    return (*past, bar(_("This time"), record.attended, False))


def _merged_arrivals(record: RecapRecord) -> tuple[Bar, ...]:
    """Return arrivals by quarters of an hour, each joined with its neighbours to five people at least."""
    times = record.arrivals
    untimed = record.attended - len(times)
    if len(times) < FEWEST_SHOWN or untimed < 0 or not _is_safe(untimed):
        return ()
    bins = binned(times, 15)
    spans: list[tuple[int, int, int]] = []  # first and last quarter, people
    for quarter in range(min(bins), max(bins) + 1):
        if spans and spans[-1][2] < FEWEST_SHOWN:
            first, _last, count = spans.pop()
            spans.append((first, quarter, count + bins[quarter]))
        elif bins[quarter]:
            spans.append((quarter, quarter, bins[quarter]))
    if len(spans) > 1 and spans[-1][2] < FEWEST_SHOWN:
        _first, last, count = spans.pop()
        first, _last, before = spans.pop()
        spans.append((first, last, before + count))
    most = max(count for _first, _last, count in spans)
    quarter_hour = timedelta(minutes=15)
    return tuple(
        Bar(
            _("{start} to {end}").format(
                start=f"{datetime.min + first * quarter_hour:%H:%M}",
                end=f"{datetime.min + (last + 1) * quarter_hour:%H:%M}",
            ),
            str(count),
            count / most,
        )
        for first, last, count in spans
    )
