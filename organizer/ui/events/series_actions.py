"""What can be done with an event beyond itself: the next one like it, and the dates after it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus, Scope
from organizer.domain.names import shown
from organizer.domain.records import EventRow
from organizer.domain.times import short_day, wall_time
from organizer.domain.words import _, ngettext
from organizer.services.out import inviting
from organizer.services.plans import duplicating, events, series
from organizer.ui.context import Context
from organizer.ui.events.event_view import EventView, Wish
from organizer.ui.events.planning import NextPlan, untold_words
from organizer.ui.jobs import Job


class SeriesActions(QObject):
    """Fulfils the wishes of an event's view that are about other dates."""

    next_planned = Signal(object)
    """A `NextPlan` that the form is to be opened with."""

    def __init__(self, context: Context, page: QWidget, view: EventView) -> None:
        super().__init__(page)
        self._context = context
        self._view = view
        view.wished.connect(self._fulfil)

    def plan_next(self, uid: str) -> None:
        """Work out the next event like the one of this uid, and offer it."""
        work = partial(_next_plan, self._context, uid)
        self._context.runner.start(self, work, self.next_planned.emit)

    def skip(self, uid: str) -> None:
        """Leave the date of this uid out of its series."""
        self._context.do(self, partial(_skip, self._context, uid), str)

    def _fulfil(self, wish: str) -> None:
        event = self._view.opened_event
        if event is None:
            return
        row, context = event.row, self._context
        match Wish(wish):
            case Wish.PLAN_NEXT:
                self.plan_next(row.uid)
            case Wish.GIVE_WORKSHOPS:
                context.do(self, partial(_give_workshops, context, row.uid), _given_words)
            case Wish.CANCEL_FOLLOWING:
                context.do(self, partial(_cancel_following, context, row), str)
            case Wish.END_SERIES:
                context.do(self, partial(_end, context, row), str)


def _next_plan(context: Context, uid: str, _job: Job) -> NextPlan:
    row = events.get_event(context.db, uid)
    draft = duplicating.next_like(context.db, uid, wall_time(context.now(), row.timezone))
    workshops = events.workshops_of(context.db, uid)
    titles = [one.title for one in workshops if one.status is EventStatus.PLANNED]
    return NextPlan(uid, draft, tuple(titles))


def _give_workshops(context: Context, uid: str, _job: Job) -> int:
    return duplicating.give_workshops(context.db, uid, now=context.now())


def _given_words(count: int) -> str:
    if not count:
        return _("All later dates have these workshops already.")
    return ngettext(
        "{count} workshop is planned on later dates.",
        "{count} workshops are planned on later dates.",
        count,
    ).format(count=count)


def _skip(context: Context, uid: str, _job: Job) -> str:
    row = events.get_event(context.db, uid)
    said = {"title": shown(row.title), "day": short_day(row.starts)}
    if series.skip_date(context.db, uid):
        return _("“{title}” is left out on {day}.").format(**said)
    words = _("People know of “{title}” on {day}, so it is shown as cancelled.").format(**said)
    due = inviting.count_due(context.db, uid)
    return f"{words} {untold_words(due)}" if due else words


def _cancel_following(context: Context, row: EventRow, _job: Job) -> str:
    series.cancel_dates(context.db, row.uid, Scope.FOLLOWING, now=context.now())
    words = _("“{title}” is cancelled from this date on.").format(title=shown(row.title))
    return _with_untold(context, row, words)


def _end(context: Context, row: EventRow, _job: Job) -> str:
    series.end_series(context.db, row.uid, now=context.now())
    words = _("“{title}” takes place for the last time on this date.")
    return _with_untold(context, row, words.format(title=shown(row.title)))


def _with_untold(context: Context, row: EventRow, words: str) -> str:
    try:
        due = inviting.count_due(context.db, row.series or row.uid, now=context.now())
    except UserError:  # nothing of the series is to come, so there is nothing to tell
        due = 0
    return f"{words} {untold_words(due)}" if due else words
