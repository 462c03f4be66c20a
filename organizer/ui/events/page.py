"""The page of events: the list of all, one of them opened in place, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from organizer.domain.drafts import EventDraft
from organizer.domain.kinds import EventKind, RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import EventRow
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.services import communities
from organizer.services.out import inviting
from organizer.services.plans import events, series
from organizer.services.plans.event_list import EventList, read_events
from organizer.settings import load_settings, save_settings
from organizer.ui.context import Context, Page
from organizer.ui.door.closing_sheet import ClosingSheet
from organizer.ui.events.add_guests import AddGuestsSheet
from organizer.ui.events.answers import Answers
from organizer.ui.events.badge_sheet import BadgeSheet
from organizer.ui.events.event_sheet import EventSheet
from organizer.ui.events.event_view import EventView, Wish
from organizer.ui.events.events_table import EventLine, lines_of
from organizer.ui.events.invitation_sheet import InvitationSheet
from organizer.ui.events.opened import OpenedEvent, load_opened
from organizer.ui.events.output import Output
from organizer.ui.events.overview import Overview
from organizer.ui.events.plan_actions import PlanActions
from organizer.ui.events.plan_times import USUAL_LENGTH, USUAL_START
from organizer.ui.events.planning import NextPlan, Planned, untold_words
from organizer.ui.events.series_actions import SeriesActions
from organizer.ui.events.tab_order import BeginsAt
from organizer.ui.events.tick_sheet import TickSheet
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import column
from organizer.ui.kit.sheets import Sheet


@dataclass(frozen=True, slots=True)
class _Days:
    """The events of some days, the first and the last of them."""

    days: tuple[date, date]
    rows: list[EventRow]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What the page shows, and the event that was asked for."""

    shown: list[EventLine] | _Days
    """Lines of all events, or the events of the days that are shown."""
    everything: EventList
    """What is known of all events, to be mended the next time."""
    meetups: list[EventRow]
    """Those to come, of which a workshop can be part."""
    zone: str
    asked: str
    opened: OpenedEvent | None


class EventsPage(BeginsAt, Page):
    """All events; `open(uid)` shows one, `open("meetup")` or `open("workshop")` plans one."""

    watches = frozenset(
        {
            *("event", "registration", "attendance", "venue", "member", "address", "community"),
            *("question", "question_answer", "workshop_choice", "facilitator", "prerequisite"),
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("events_page")
        self._asked = ""
        self._everything = EventList()
        self._needs_settling = False
        self._meetups: list[EventRow] = []
        self._zone = ""
        self._opened: OpenedEvent | None = None
        self._planning: EventKind | None = None
        self.overview = Overview(context.now().date())
        self.overview.show_as(load_settings().events_as)
        self._days = self.overview.days
        self.view = EventView()
        self._answers = Answers(context, self)
        self._output = Output(context, self)
        self._plan_actions = PlanActions(context, self, self.view, self.overview)
        self._series_actions = SeriesActions(context, self, self.view)
        self._series_actions.next_planned.connect(self._plan_like)
        self._both = QStackedWidget()
        self._both.addWidget(self.overview)
        self._both.addWidget(self.view)
        self.setLayout(column(self._both, spacing=0))
        self.begin_at(self.overview)
        self._connect()

    def load(self, job: Job) -> _Loaded:
        db, asked, days, now = self.context.db, self._asked, self._days, self.context.now()
        series.lay_out_further(db, now)
        # A table of thousands is put in order here, so that the window only shows it.
        everything = self._everything
        found: list[EventLine] | _Days
        if days:
            found = _Days(days, events.events_between(db, *days))
        else:
            everything = read_events(db, everything)
            found = lines_of(everything.rows, now)
        job.step()
        meetups = events.meetups_to_come(db, now)
        opened = load_opened(db, asked, now=self.context.now()) if asked else None
        zone = communities.describe(db).timezone
        return _Loaded(found, everything, meetups, zone, asked, opened)

    def show_records(self, records: Any) -> None:
        loaded: _Loaded = records
        now = self.context.now()
        self._meetups, self._zone = loaded.meetups, loaded.zone
        self._everything = loaded.everything
        match loaded.shown:
            case _Days(days, rows):
                self.overview.show_days(rows, days, now, wall_time(now, loaded.zone))
            case lines:
                self.overview.show_list(lines)
        if loaded.opened is not None and loaded.asked == self._asked:
            self._opened = loaded.opened
            self.view.show_event(loaded.opened, now)
            self._both.setCurrentWidget(self.view)
            self.begin_at(self.view.guests)
            if self._needs_settling:
                self._needs_settling = False
                self.view.settle()
        if self._planning is not None:
            kind, self._planning = self._planning, None
            self._plan(kind)

    def open(self, what: object) -> None:
        """Show the event of this uid, or plan an event of this kind; "" goes back to the list."""
        if isinstance(what, str) and what in set(EventKind):
            self._planning = EventKind(what)
            self.reload()
        elif what == "":
            self._go_back()
        elif isinstance(what, str):
            self._asked = what
            self._needs_settling = True
            self.reload()

    def _failed(self, error: Exception) -> None:
        self._asked = self._opened.row.uid if self._opened else ""
        super()._failed(error)

    def _connect(self) -> None:
        self.overview.opened.connect(self.open)
        self.overview.planning.connect(self._plan_kind)
        self.overview.day_chosen.connect(self._plan_on)
        self.overview.shown_changed.connect(self._show_other_days)
        self.overview.table.repeating.connect(self._series_actions.plan_next)
        self.overview.skipping.connect(self._series_actions.skip)
        self.view.back.connect(self._go_back)
        self.view.opened.connect(self.open)
        self.view.adding_workshop.connect(self._plan_workshop_here)
        self.view.wished.connect(self._fulfil)
        self.view.guests.adding.connect(self._add_guests)
        self.view.guests.ticking.connect(self._tick_off)
        self.view.guests.table.status_chosen.connect(self._answer)
        self.view.guests.table.extra_chosen.connect(self._bring)

    def _go_back(self) -> None:
        """From a workshop's view too, the way back is the list, with the event still selected."""
        if self._opened is not None:
            self.overview.table.select(self._opened.row.uid)
        self._asked, self._opened = "", None
        self._both.setCurrentWidget(self.overview)
        self.begin_at(self.overview)
        self.overview.setFocus()

    # What is done in sheets

    def _plan_kind(self, kind: str) -> None:
        self._plan(EventKind(kind))

    def _plan(self, kind: EventKind) -> None:
        if self._zone:
            self._show_sheet(EventDraft(kind=kind, timezone=self._zone))

    def _plan_workshop_here(self) -> None:
        """A workshop of the meetup that is shown takes over its day, place and beginning.

        The meetup stays on the screen, for the next workshop.
        """
        if self._opened is None:
            return
        meetup = self._opened.row
        draft = EventDraft(
            kind=EventKind.WORKSHOP,
            starts=meetup.starts,
            ends=min(meetup.ends, meetup.starts + timedelta(hours=1)),
            timezone=meetup.timezone,
            venue=meetup.venue,
            part_of=meetup.uid,
        )
        self._show_sheet(draft, stays_here=True)

    def _plan_on(self, day: date) -> None:
        if self._zone:
            starts = datetime.combine(day, USUAL_START)
            ends = starts + USUAL_LENGTH
            self._show_sheet(EventDraft(starts=starts, ends=ends, timezone=self._zone))

    def _plan_like(self, plan: NextPlan) -> None:
        self._show_sheet(plan.draft, like=plan)

    def _show_other_days(self) -> None:
        if self.overview.days == self._days:
            return
        self._days = self.overview.days
        settings = load_settings()
        if settings.events_as != self.overview.shown_as:
            settings.events_as = self.overview.shown_as
            save_settings(settings)
        self.reload()

    def _show_sheet(
        self,
        draft: EventDraft,
        uid: str = "",
        like: NextPlan | None = None,
        *,
        stays_here: bool = False,
    ) -> None:
        if self._sheet_is_open():
            return
        opened = self._opened
        own = [opened.row, opened.meetup] if opened is not None else []
        known = {row.uid: row for row in (*self._meetups, *own) if row is not None}
        to_come = {row.uid for row in self._meetups}
        meetups = [
            row
            for row in known.values()
            if row.uid != uid and (row.uid in to_come or row.uid == draft.part_of)
        ]
        repeating = opened.series if opened is not None and uid == opened.row.uid else None
        sheet = EventSheet(self, self.context, draft, meetups, uid, series=repeating, like=like)
        if not stays_here:
            sheet.saved.connect(self._open_planned)
        sheet.open()

    def _sheet_is_open(self) -> bool:
        return any(sheet.isVisible() for sheet in self.window().findChildren(Sheet))

    def _add_guests(self) -> None:
        if self._opened is not None and not self._sheet_is_open():
            AddGuestsSheet(self, self.context, self._opened.row, self._opened.guests).open()

    def _tick_off(self) -> None:
        if self._opened is not None and not self._sheet_is_open():
            TickSheet(self, self.context, self._opened.row, self._opened.guests).open()

    def _fulfil(self, wish: str) -> None:
        event = self._opened
        if event is None or self._sheet_is_open():
            return
        match Wish(wish):
            case Wish.DOOR:
                self.context.navigate.emit("door", event.row.uid)
            case Wish.BADGES:
                BadgeSheet(self, self.context, event.row, self.view.guests.table.selected()).open()
            case Wish.SIGN_IN_SHEET:
                self._output.ask_for_sign_in_sheet(event)
            case Wish.INVITATIONS:
                InvitationSheet(self, self.context, event).open()
            case Wish.RECAP_TEAM:
                self._output.ask_for_recap(event, "team")
            case Wish.RECAP_PARTNERS:
                self._output.ask_for_recap(event, "partners")
            case Wish.CALENDAR:
                self._output.ask_for_calendar(event)
            case Wish.CHANGE:
                self._show_sheet(events.draft_of(event.row), event.row.uid)
            case Wish.CANCEL:
                self._cancel(event.row)
            case Wish.REINSTATE:
                self._reinstate(event.row)
            case Wish.CLOSE:
                closing = ClosingSheet(self, self.context, event.row.uid)
                closing.tick_wanted.connect(self._tick_off)
                closing.open()

    # What is done at once

    def _answer(self, status: RegistrationStatus) -> None:
        if self._opened is not None:
            chosen = self.view.guests.table.selected()
            self._answers.answer(self._opened.row.uid, chosen, status)

    def _bring(self, step: int) -> None:
        if self._opened is not None:
            chosen = self.view.guests.table.selected()
            self._answers.bring(self._opened.row.uid, chosen, step)

    def _open_planned(self, planned: Planned) -> None:
        if planned.is_new:
            self.open(planned.uid)

    def _cancel(self, row: EventRow) -> None:
        db = self.context.db

        def work(_job: Job) -> int:
            events.cancel_event(db, row.uid)
            return inviting.count_due(db, row.uid)

        def tell(due: int) -> str:
            words = _("“{title}” is cancelled.").format(title=shown(row.title))
            return f"{words} {untold_words(due)}" if due else words

        self.context.do(self, work, tell)

    def _reinstate(self, row: EventRow) -> None:
        db = self.context.db

        def work(_job: Job) -> int:
            events.reinstate_event(db, row.uid)
            return inviting.count_due(db, row.uid)

        def tell(due: int) -> str:
            words = _("“{title}” takes place after all.").format(title=shown(row.title))
            return f"{words} {untold_words(due)}" if due else words

        self.context.do(self, work, tell)
