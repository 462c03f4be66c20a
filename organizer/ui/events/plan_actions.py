"""What can be done with an event and its guests beside answers and papers: each in its own sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from organizer.domain.kinds import EventStatus
from organizer.domain.records import EventRow, GuestRow
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.answers.deadlines import decline_unanswered
from organizer.services.answers.paying import set_paid
from organizer.services.people import segments
from organizer.services.plans import events
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.events.answers_import import AnswersSheet
from organizer.ui.events.badge_sheet import BadgeSheet
from organizer.ui.events.event_view import EventView, Wish
from organizer.ui.events.filling_sheet import FillingSheet
from organizer.ui.events.guest_columns import GuestWish
from organizer.ui.events.guest_sheet import GuestSheet
from organizer.ui.events.moving_sheets import GiveSheet, MoveSheet
from organizer.ui.events.overview import Overview
from organizer.ui.events.reminder_sheet import ReminderSheet
from organizer.ui.events.venues_sheet import VenuesSheet
from organizer.ui.events.words import is_over
from organizer.ui.jobs import Job
from organizer.ui.kit.sheets import Sheet


class PlanActions(QObject):
    """Fulfils what the view of one event and the list of all wish for, one sheet at a time."""

    def __init__(
        self, context: Context, page: QWidget, view: EventView, overview: Overview
    ) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._view = view
        view.wished.connect(self._fulfil)
        view.files_dropped.connect(self._import_answers)
        view.guests.table.wished.connect(self._fulfil_for_guests)
        view.guests.segment_wanted.connect(self._find_segment)
        overview.places_wanted.connect(self._open_places)

    def _fulfil(self, wish: str) -> None:
        event = self._view.opened_event
        if event is None or self._sheet_is_open():
            return
        match Wish(wish):
            case Wish.IMPORT_ANSWERS:
                lists = _("Attendee lists (*.csv *.tsv *.tab *.txt *.xls *.xlsx)")
                filters = f"{lists};;{_('All files (*)')}"
                files.ask_open(
                    self._page, _("Import answers"), filters, self._import_answers, multiple=True
                )
            case Wish.FILL_WORKSHOPS:
                FillingSheet(self._page, self._context, event.row.uid).open()
            case Wish.REMIND:
                ReminderSheet(self._page, self._context, event.row).open()
            case Wish.DECLINE_SILENT:
                work = partial(_decline, self._context, event.row.uid)
                self._context.do(self, work, _declined_words)

    def _import_answers(self, paths: Sequence[Path]) -> None:
        event = self._view.opened_event
        if event is not None and paths and not self._sheet_is_open():
            AnswersSheet(self._page, self._context, event.row, paths).open()

    def _fulfil_for_guests(self, wish: str) -> None:
        event, chosen = self._view.opened_event, self._view.guests.table.selected()
        if event is None or not chosen or self._sheet_is_open():
            return
        match GuestWish(wish):
            case GuestWish.PAID:
                self._set_paid(event.row, chosen, is_paid=True)
            case GuestWish.UNPAID:
                self._set_paid(event.row, chosen, is_paid=False)
            case GuestWish.ANSWERS:
                GuestSheet(self._page, self._context, event, chosen[0]).open()
            case GuestWish.BADGES:
                sheet = BadgeSheet(self._page, self._context, event.row, chosen, is_for_chosen=True)
                sheet.open()
            case GuestWish.GIVE:
                GiveSheet(self._page, self._context, event.row, chosen[0]).open()
            case GuestWish.MOVE:
                self._context.runner.start(
                    self,
                    partial(_others, self._context, event.row),
                    partial(self._open_move, event.row, chosen),
                )

    def _open_move(
        self, event: EventRow, chosen: Sequence[GuestRow], others: Sequence[EventRow]
    ) -> None:
        if not self._sheet_is_open():
            MoveSheet(self._page, self._context, event, chosen, others).open()

    def _set_paid(self, event: EventRow, chosen: Sequence[GuestRow], *, is_paid: bool) -> None:
        numbers = [guest.registration_id for guest in chosen]
        work = partial(_pay, self._context.db, event.uid, numbers, is_paid)
        self._context.do(self, work, _paid_words if is_paid else _unpaid_words)

    def _find_segment(self, segment: str) -> None:
        work = partial(_inside, self._context.db, segment)
        self._context.runner.start(self, work, partial(self._view.guests.show_segment, segment))

    def _open_places(self) -> None:
        if not self._sheet_is_open():
            VenuesSheet(self._page, self._context).open()

    def _sheet_is_open(self) -> bool:
        return any(sheet.isVisible() for sheet in self._page.window().findChildren(Sheet))


def _decline(context: Context, uid: str, _job: Job) -> int:
    return decline_unanswered(context.db, uid, now=context.now())


def _declined_words(count: int) -> str:
    words = ngettext("{count} person set to declined.", "{count} people set to declined.", count)
    return words.format(count=count)


def _inside(db: Database, segment: str, _job: Job) -> frozenset[str]:
    return segments.uids_of(db, segment)


def _pay(db: Database, uid: str, numbers: Sequence[int], is_paid: bool, _job: Job) -> int:
    return set_paid(db, uid, numbers, is_paid=is_paid)


def _paid_words(count: int) -> str:
    words = ngettext("{count} person has paid.", "{count} people have paid.", count)
    return words.format(count=count) if count else ""


def _unpaid_words(count: int) -> str:
    words = ngettext("{count} person has not paid.", "{count} people have not paid.", count)
    return words.format(count=count) if count else ""


def _others(context: Context, event: EventRow, _job: Job) -> list[EventRow]:
    """Return the events that people can be moved to, the next first."""
    now = context.now()
    return [
        row
        for row in events.list_events(context.db)
        if row.uid != event.uid
        and row.part_of != event.uid
        and row.status is EventStatus.PLANNED
        and not is_over(row, now)
    ]
