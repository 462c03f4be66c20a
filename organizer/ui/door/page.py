"""The door's page: choose a door, then the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from organizer.domain.errors import UserError
from organizer.domain.records import EventRow
from organizer.domain.words import _, ngettext
from organizer.services.at_door.desk_pin import has_pin
from organizer.services.plans.events import get_event, list_events
from organizer.settings import hold_desk
from organizer.ui.context import Context, Page
from organizer.ui.door.chooser import DoorChooser
from organizer.ui.door.closing_sheet import ClosingSheet
from organizer.ui.door.desk import DoorDesk
from organizer.ui.door.desk_acts import VIEW_LANE
from organizer.ui.door.desk_view import PEOPLE_LANE
from organizer.ui.door.pin_sheet import PinSheet, Tries
from organizer.ui.door.practice import PracticeDesk
from organizer.ui.door.scanner_setup import ScannerSetup
from organizer.ui.jobs import FILE_LANE, Job


class DoorPage(Page):
    """Shows which doors there are; `open(event_uid)` goes straight to that event's desk."""

    watches = frozenset({"event", "venue"})

    desk_shown = Signal(int)
    """1 while a desk is on the screen, which wants the window for itself; 2 where only a PIN leaves
    it; 0 when it is not."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("door_page")
        self._tries = Tries()
        self._has_pin: int | None = 0
        """1 where only a PIN leaves the desk, 0 where none does, None until that is known."""
        self.practice: PracticeDesk | None = None
        self._then: Callable[[], object] | None = None
        """What goes on once it is known that it may."""
        self.chooser = DoorChooser()
        self.desk = DoorDesk(context)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.chooser)
        self._stack.addWidget(self.desk)
        self.chooser.chosen.connect(self._open_desk)
        self.chooser.plan_requested.connect(self._plan)
        self.chooser.practice_requested.connect(self._practise)
        self.chooser.scanner_trial_requested.connect(self._try_scanner)
        self.desk.left.connect(self.ask_to_leave)
        self.desk.menu.closing_wanted.connect(self._ask_to_finish)
        self.desk.view.looked_again.connect(self._look_again_for_pin)

    def load(self, job: Job) -> list[EventRow]:
        """Fetch all events."""
        return list_events(self.context.db)

    def show_records(self, records: Any) -> None:
        """Show the doors; tonight's is selected."""
        self.chooser.set_events(records, self.context.now())
        if self.isVisible() and self._stack.currentWidget() is self.chooser:
            self.chooser.take_focus()

    def open(self, what: object) -> None:
        """Go straight to the desk of the event with this uid."""
        if not isinstance(what, str) or not what:
            return
        db = self.context.db

        def work(job: Job) -> EventRow:
            return get_event(db, what)

        self.desk_shown.emit(2)
        self.context.runner.start(self, work, self._open_desk, on_failure=self._stay_here)

    def _stay_here(self, error: UserError) -> None:
        """There is no such event: the list of doors says which there are."""
        self.leave()
        self.context.messages.say(str(error), "bad")

    def ask_to_leave(self) -> None:
        """Leave the desk, where there is a PIN with that only."""
        self._pass(self.leave)

    def ask_to_close(self) -> None:
        """Close the window, where there is a PIN with that only."""
        self._pass(self._close_window)

    def leave(self) -> None:
        """Leave the desk; the list of doors comes back."""
        if name := self.desk.card.asked:
            words = _("{name} was shown, but is not in: nobody said yes.").format(name=name)
            self.context.messages.say(words, "warn")
            self.desk.card.rest()
        if words := self.unwritten():
            self.context.messages.say(words, "warn")
        self._stack.setCurrentWidget(self.chooser)
        hold_desk(self.context.db.path, "")
        self.desk_shown.emit(0)
        self.reload()

    def unwritten(self) -> str:
        """Return what is not written yet because the file is busy, as a sentence."""
        if not (count := len(self.desk.queue.waiting)):
            return ""
        return ngettext(
            "{count} step is not written yet, for the file is busy. Leave this window open.",
            "{count} steps are not written yet, for the file is busy. Leave this window open.",
            count,
        ).format(count=count)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stack.currentWidget() is self.desk:
            self._tell_desk()
            self.desk.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.desk_shown.emit(0)

    def _open_desk(self, row: EventRow) -> None:
        self._stack.setCurrentWidget(self.desk)
        self.desk.open(row)
        self._has_pin, self._then = None, None
        self._tell_desk()
        self._look_for_pin()

    def _look_for_pin(self) -> None:
        """Ask the file whether leaving takes a PIN; until it has answered, nobody leaves."""
        db = self.context.db

        def work(_job: Job) -> int:
            return int(has_pin(db))

        self.context.runner.start(self, work, self._hold, lane=VIEW_LANE)

    def _look_again_for_pin(self) -> None:
        """One may have been set since, or taken away, by another window or a command."""
        db = self.context.db

        def work(_job: Job) -> int:
            return int(has_pin(db))

        if self._has_pin is not None:
            self.context.runner.start(
                self, work, self._hold_anew, on_failure=_wait_for_the_file, lane=VIEW_LANE
            )

    def _hold_anew(self, has_one: int) -> None:
        is_here = self._stack.currentWidget() is self.desk
        if is_here and self._has_pin is not None and has_one != self._has_pin:
            self._hold(has_one)

    def _hold(self, has_one: int) -> None:
        self._has_pin = has_one
        if self._stack.currentWidget() is self.desk:
            hold_desk(self.context.db.path, self.desk.event_uid if has_one else "")
            self._tell_desk()
        if self._then is not None:
            self._pass(self._then)

    def _tell_desk(self) -> None:
        held = 1 if self._has_pin == 0 else 2
        # The system's dialog for files leads to all of them; dropped and pasted pictures are read.
        self.desk.top.picture_button.setVisible(held == 1)
        self.desk_shown.emit(held if self.isVisible() else 0)

    def _pass(self, then: Callable[[], object]) -> None:
        """Go on with something that takes the PIN, if there is one."""
        self._then = then
        if self._has_pin is None:
            self._look_for_pin()
        elif not self._has_pin:
            self._go_on()
        elif not any(sheet.isVisible() for sheet in self.window().findChildren(PinSheet)):
            sheet = PinSheet(self, self.context, self._tries)
            sheet.passed.connect(self._go_on)
            sheet.open()

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _close_window(self) -> None:
        self.leave()
        self.window().close()

    def _ask_to_finish(self) -> None:
        self._pass(self._finish)

    def _finish(self) -> None:
        sheet = ClosingSheet(self, self.context, self.desk.event_uid)
        sheet.tick_wanted.connect(self._tick_off)
        sheet.open()

    def _tick_off(self) -> None:
        self.leave()
        self.context.navigate.emit("events", self.desk.event_uid)

    def _try_scanner(self) -> None:
        ScannerSetup(self, self.context).open()

    def _practise(self) -> None:
        self.practice = PracticeDesk(self.context)
        self.practice.ended.connect(self._end_practice)
        self._stack.addWidget(self.practice)
        self._stack.setCurrentWidget(self.practice)
        self.practice.begin()
        self.desk_shown.emit(1)

    def _end_practice(self) -> None:
        practice, self.practice = self.practice, None
        self.leave()
        if practice is not None:
            # What its desk had begun ends first, in all its lanes: until then somebody has to listen.
            self._put_away(practice, (FILE_LANE, VIEW_LANE, PEOPLE_LANE))

    def _put_away(self, practice: PracticeDesk, lanes: Sequence[str]) -> None:
        if not lanes:
            self._stack.removeWidget(practice)
            practice.deleteLater()
            return
        first, *others = lanes

        def go_on(_done: object) -> None:
            self._put_away(practice, others)

        self.context.runner.start(self, _nothing, go_on, lane=first)

    def _plan(self) -> None:
        self.context.navigate.emit("events", None)


def _wait_for_the_file(_error: UserError) -> None:
    """The desk says itself that the file cannot be read, and looks again until it can."""


def _nothing(_job: Job) -> None:
    """Take one's turn in a lane."""
