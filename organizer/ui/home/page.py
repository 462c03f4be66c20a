"""The home page: what is on next, whom to greet, what needs doing, and who came."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from organizer.domain.kinds import EventKind
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.services import communities, insights
from organizer.services.out import inviting
from organizer.services.plans import events
from organizer.ui.context import Context, Page
from organizer.ui.home.cards import CameCard, EventCard, GreetCard, ToDoCard
from organizer.ui.home.contents import HomeContents, ToDo, day_words, headline
from organizer.ui.home.first_steps import FirstStepsCard
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import SideBySide, column
from organizer.ui.kit.pages import ScrollPage
from organizer.ui.kit.widgets import PageHeader, button
from organizer.ui.wishes import IMPORT


class HomePage(Page):
    """Where one begins; everything on it leads on to another page."""

    watches = frozenset(
        {
            "attendance",
            "community",
            "event",
            "member",
            "member_tag",
            "registration",
            "sent_invitation",
            "venue",
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("home_page")
        self._event_uid = ""
        self._print = button(_("Print badges"), self._print_badges)
        self._print.setObjectName("print_badges")
        self._door = button(_("Open the door"), self._open_door, role="primary")
        self._door.setObjectName("open_door")
        self._plan = button(_("Plan a meetup"), self._plan_meetup, role="primary")
        self._plan.setObjectName("plan_meetup")
        self._header = PageHeader("", "", (self._print, self._door, self._plan))
        self._first_steps = FirstStepsCard()
        self._event = EventCard()
        self._greet = GreetCard()
        self._to_do = ToDoCard()
        self._came = CameCard()
        self._top = SideBySide(self._event, self._greet, shares=(29, 20))
        self._bottom = SideBySide(self._to_do, self._came, shares=(21, 28))
        scrolled = ScrollPage()
        scrolled.add(self._header, self._first_steps, self._top, self._bottom, 0)
        self.setLayout(column(scrolled))
        for part in (self._header, self._first_steps, self._top, self._bottom):
            part.hide()  # until it is known which of them have something to say
        self._first_steps.import_wanted.connect(self._import_people)
        self._first_steps.plan_wanted.connect(self._plan_meetup)
        self._greet.member_chosen.connect(self._show_member)
        self._greet.more_wanted.connect(self._show_event)
        self._to_do.wanted.connect(self._do)

    def load(self, job: Job) -> HomeContents:
        """Fetch the next event with its numbers, and how the last ones went."""
        db, now = self.context.db, self.context.now()
        record = insights.home(db, now)
        community = communities.describe(db)
        uid = record.upcoming.uid if record.upcoming else None
        return HomeContents(
            record=record,
            counts=events.count_guests(db, uid) if uid else None,
            due=inviting.count_due(db, uid) if uid else 0,
            has_address=bool(community.organizer_email),
            timezone=record.upcoming.timezone if record.upcoming else community.timezone,
            now=now,
        )

    def show_records(self, records: HomeContents) -> None:
        """Show the cards, or the first steps where there is nothing yet."""
        record = records.record
        self._event_uid = record.upcoming.uid if record.upcoming else ""
        self._header.set_overline(day_words(wall_time(records.now, records.timezone)))
        self._header.set_title(_("Welcome") if records.is_new else headline(records))
        has_event = record.upcoming is not None
        self._print.setVisible(has_event)
        self._door.setVisible(has_event)
        self._plan.setVisible(not has_event and not records.is_new)
        self._first_steps.setVisible(records.is_new)
        self._top.setVisible(has_event)
        self._bottom.setVisible(not records.is_new)
        self._header.show()
        if records.is_new:
            self._first_steps.show_record(record)
            return
        self._event.show_contents(records)
        self._greet.show_people(record.to_greet)
        self._to_do.show_contents(records)
        self._came.show_record(record)

    def _print_badges(self) -> None:
        self.context.navigate.emit("events", self._event_uid)

    def _show_event(self) -> None:
        self.context.navigate.emit("events", self._event_uid)

    def _open_door(self) -> None:
        self.context.navigate.emit("door", self._event_uid)

    def _plan_meetup(self) -> None:
        self.context.navigate.emit("events", EventKind.MEETUP)

    def _import_people(self) -> None:
        self.context.navigate.emit("people", IMPORT)

    def _show_member(self, uid: str) -> None:
        self.context.navigate.emit("people", uid)

    def _do(self, wanted: object) -> None:
        if isinstance(wanted, ToDo):
            self.context.navigate.emit(wanted.page, wanted.what)
