"""The sheet that takes over who came from paper: the names of the sign-in sheet, to be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from organizer.domain.door import OPEN_BEFORE
from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.records import EventRow, GuestRow
from organizer.domain.times import instant
from organizer.domain.words import _, ngettext
from organizer.services.at_door.sheet_codes import Meant, whom_it_means
from organizer.services.at_door.ticking import Ticked, tick_arrivals
from organizer.ui.context import Context
from organizer.ui.door.scanner import Scanner
from organizer.ui.events.tick_table import TickTable, on_sheet
from organizer.ui.events.when import read_clock
from organizer.ui.jobs import Job
from organizer.ui.kit.look import ROW_HEIGHT, px
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import text

_FEWEST_ROWS = 5


class TickSheet(Sheet):
    """Checks in everyone ticked, at once, as having come when the event began or when one says."""

    def __init__(
        self, over: QWidget, context: Context, event: EventRow, guests: Sequence[GuestRow]
    ) -> None:
        super().__init__(over, _("Tick off the sheet"), _("Check them in"), width=560)
        self._page = over
        self._context = context
        self._event = event
        self._table = TickTable()
        self._count = text("", "strong")
        self._count.setObjectName("tick_count")
        self._said = text("", "muted", wrap=True)
        self._said.setObjectName("tick_said")
        self._said.hide()
        self._scanner = Scanner(self)
        self._time = QLineEdit(f"{event.starts:%H:%M}")
        keys = _(
            "Type the first letters of a name to go to it. Space ticks it, Enter ticks it and "
            "goes on to the next. + and - say how many guests they brought. A scanner ticks the row "
            "whose code it reads."
        )
        by_hand = _(
            "Somebody is written in by hand? Put them on the list with Add guests first, and then "
            "tick them here."
        )
        self.add(text(keys, "muted", wrap=True))
        self.add(self._count)
        self.add(self._said)
        self.add(self._table)
        self.add(text(by_hand, "caption", wrap=True))
        self.add_field("came_at", _("They came at"), self._time)
        self._table.setMinimumHeight(px(ROW_HEIGHT) * _FEWEST_ROWS)
        self.body.setStretchFactor(self._table, 1)
        self._table.set_records(on_sheet(guests))
        self._show_count()
        self._table.changed.connect(self._show_count)
        self._scanner.scanned.connect(self._look_up)
        self.save_requested.connect(self._save)

    def open(self) -> None:
        """Show it with the keyboard at the first name who has not come yet."""
        super().open()
        rows = self._table.records
        first = next((n for n, guest in enumerate(rows) if guest.arrived_at is None), 0)
        self._table.selectRow(first)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._scanner.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._scanner.stop()

    def _look_up(self, typed: str) -> None:
        db, uid = self._context.db, self._event.uid

        def work(_job: Job) -> Meant:
            return whom_it_means(db, uid, typed)

        self._context.runner.start(self, work, self._tick, on_failure=self._fail)

    def _tick(self, meant: Meant) -> None:
        """Tick the row of a code; who cannot be ticked is said, and nobody else is touched."""
        guest = self._table.tick(meant.member_uid) if meant.member_uid else None
        if meant.problem:
            words = meant.problem
        elif guest is None:
            words = _("{name} is not on this sheet. Put them on the list with Add guests first.")
        elif guest.arrived_at is not None:
            words = _("{name} was in before.")
        else:
            words = _("{name} is ticked.")
        self._said.setText(words if meant.problem else words.format(name=shown(meant.name)))
        self._said.show()

    def _show_count(self) -> None:
        people = self._table.records
        before = sum(guest.arrived_at is not None for guest in people)
        words = _("{ticked} of {all} ticked").format(
            ticked=len(self._table.ticked()), all=len(people) - before
        )
        if guests := self._table.guests_ticked():
            said = ngettext("with {count} guest", "with {count} guests", guests)
            words = f"{words} {said.format(count=guests)}"
        if before:
            said = ngettext("{count} was in before", "{count} were in before", before)
            words = f"{words} · {said.format(count=before)}"
        self._count.setText(words)

    def _save(self) -> None:
        chosen, plus, problems = self._table.ticked(), self._table.plus(), {}
        clock = read_clock(self._time.text())
        if clock is None:
            problems["came_at"] = _("Type a time such as 19:30.")
        if not chosen:
            problems[""] = _("Tick somebody first: go to a name and press Space.")
        self.show_problems(problems)
        if clock is None or not chosen:
            return
        came = _after_opening(self._event.starts, datetime.combine(self._event.starts, clock))
        # The start itself is left to the service, which knows who is ticked before it.
        at = None if came == self._event.starts else instant(came, self._event.timezone)
        db, uid, now = self._context.db, self._event.uid, self._context.now()

        def work(_job: Job) -> Ticked:
            return tick_arrivals(db, uid, chosen, at=at, plus=plus, now=now)

        self.set_busy(True)
        self._context.do(self, work, self._saved, on_failure=self._fail)

    def _saved(self, ticked: Ticked) -> str:
        self.close_sheet()
        return said_of(ticked)

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


def _after_opening(starts: datetime, came: datetime) -> datetime:
    """Return the first time of day like `came` after the door opened: 00:30 is past midnight."""
    came -= timedelta(days=1)
    while came < starts.replace(second=0) - OPEN_BEFORE:
        came += timedelta(days=1)
    return came


def said_of(ticked: Ticked) -> str:
    """Return how many came by the sheet, and how many were known to have come."""
    parts = []
    if ticked.entries or not ticked.already:
        parts.append(
            ngettext(
                "{count} person is checked in from the sheet.",
                "{count} people are checked in from the sheet.",
                len(ticked.entries),
            ).format(count=len(ticked.entries))
        )
    if ticked.already:
        parts.append(
            ngettext(
                "{count} was in already.", "{count} were in already.", len(ticked.already)
            ).format(count=len(ticked.already))
        )
    return " ".join(parts)
