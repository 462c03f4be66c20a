"""One event: when, where, its numbers, its workshops, its guest list and what can be done with it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMenu, QPushButton

from organizer.domain.kinds import EventStatus
from organizer.domain.names import shown
from organizer.domain.times import day_in_words
from organizer.domain.words import _
from organizer.ui.events.guest_list import GuestList
from organizer.ui.events.numbers import NumbersCard
from organizer.ui.events.opened import OpenedEvent
from organizer.ui.events.other_dates import OtherDates, later_dates
from organizer.ui.events.words import has_begun, is_over, kind_word, repeats_of
from organizer.ui.files import dropped_files
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import px
from organizer.ui.kit.pages import ScrollPage
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import PageHeader, button
from organizer.ui.people.drop_hint import DropHint

_ROOM_FOR_BUTTONS = 900
"""Width for 100 % from which the header has room for all its buttons."""


class Wish(StrEnum):
    """What can be done with the event that is shown."""

    DOOR = "open_door"
    BADGES = "print_badges"
    SIGN_IN_SHEET = "sign_in_sheet"
    INVITATIONS = "invitations"
    RECAP_TEAM = "recap_team"
    RECAP_PARTNERS = "recap_partners"
    CALENDAR = "calendar"
    CHANGE = "change_event"
    CANCEL = "cancel_event"
    REINSTATE = "reinstate_event"
    CLOSE = "close_evening"
    IMPORT_ANSWERS = "import_answers"
    FILL_WORKSHOPS = "fill_workshops"
    REMIND = "remind"
    DECLINE_SILENT = "decline_silent"
    PLAN_NEXT = "plan_next"
    GIVE_WORKSHOPS = "give_workshops"
    CANCEL_FOLLOWING = "cancel_following"
    END_SERIES = "end_series"


_LISTS = frozenset({".csv", ".tsv", ".tab", ".txt", ".xls", ".xlsx"})
_SHORTCUTS = {Wish.CHANGE: "Ctrl+E", Wish.BADGES: "Ctrl+P", Wish.PLAN_NEXT: "Ctrl+D"}


class EventView(ScrollPage):
    """The view of one event in place of the list; Esc and Alt+Left go back."""

    back = Signal()
    opened = Signal(str)
    """The uid of a workshop, or of the meetup it is part of."""
    adding_workshop = Signal()
    wished = Signal(str)
    """A Wish, by its value."""
    files_dropped = Signal(object)
    """A list of paths: attendee lists that were dropped on the event."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("event_view")
        self._is_over = False
        self.opened_event: OpenedEvent | None = None
        self._back = button(_("All events"), self._go_back, "link", "arrow-left")
        self._back.setObjectName("back")
        self._back.setToolTip(_("Esc"))
        self.invitations = self._wish_button(_("Invitations"), Wish.INVITATIONS)
        self.print_badges = self._wish_button(_("Print badges"), Wish.BADGES)
        self.sign_in_sheet = self._wish_button(_("Sign-in sheet"), Wish.SIGN_IN_SHEET)
        self.open_door = self._wish_button(_("Open the door"), Wish.DOOR, "primary")
        self.plan_next = self._wish_button(_("Plan the next one like this"), Wish.PLAN_NEXT)
        self.recap = button(_("Recap"), role="primary")
        self.recap.setObjectName("recap")
        self.more = button(_("More"), icon_name="caret-down")
        self.more.setObjectName("more")
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._actions = {wish: self._make_action(wish, words) for wish, words in _words().items()}
        self._fill_menus()
        papers = (self.print_badges, self.sign_in_sheet)
        buttons = (self.invitations, *papers, self.plan_next, self.more, self.recap, self.open_door)
        self.header = PageHeader("", buttons=buttons)
        self.numbers = NumbersCard()
        self.guests = GuestList()
        self.body.setContentsMargins(32, 12, 32, 24)
        self.body.setSpacing(16)
        self.dates = OtherDates()
        self.dates.opened.connect(self.opened)
        self.add(row(self._back, 0, self.dates), self.header, self.numbers, self.guests)
        self.body.setStretch(3, 1)
        self.setAcceptDrops(True)
        self.guests.search.edit.setAcceptDrops(False)  # files belong to the event
        self._drop_hint = DropHint(self, _("Drop an attendee list here to import its answers"))
        QShortcut(QKeySequence("Alt+Left"), self, self._go_back)
        self.numbers.opened.connect(self.opened)
        self.numbers.adding.connect(self.adding_workshop)
        self.numbers.facts.wished.connect(self.wished)
        self.guests.importing.connect(self._import_answers)

    def show_event(self, event: OpenedEvent, now: datetime) -> None:
        """Show this event as it stands at this instant."""
        over = is_over(event.row, now)
        cancelled = event.row.status is EventStatus.CANCELLED
        self.header.set_title(shown(event.row.title))
        self.header.set_overline(
            ", ".join(
                filter(
                    None,
                    (
                        kind_word(event.row.kind),
                        day_in_words(event.row.starts),
                        repeats_of(event.row),
                    ),
                )
            )
        )
        self.numbers.show_event(event, now)
        self.opened_event = event
        self.guests.show_guests(event.row, event.guests, event.questions, event.workshops)
        self.guests.offer_segments(event.segments)
        self.guests.offer_ticking(has_begun(event.row, now) and not cancelled)
        # Without guests, adding some is what to do first, and one thing only stands out.
        set_role(self.open_door, "primary" if event.guests else "")
        self.open_door.setVisible(not over and not cancelled)
        self.recap.setVisible(over and not cancelled)
        self._is_over = over
        for paper in (self.print_badges, self.sign_in_sheet):
            paper.setDisabled(cancelled)
        for wish in (Wish.BADGES, Wish.SIGN_IN_SHEET):
            self._actions[wish].setDisabled(cancelled)
        self._actions[Wish.DOOR].setVisible(over)
        self._actions[Wish.CLOSE].setVisible(has_begun(event.row, now) and not cancelled)
        self._actions[Wish.FILL_WORKSHOPS].setVisible(bool(event.workshops) and not over)
        self._actions[Wish.IMPORT_ANSWERS].setDisabled(cancelled)
        self._fit()
        self._actions[Wish.CANCEL].setVisible(not cancelled)
        later = later_dates(event)
        self._actions[Wish.GIVE_WORKSHOPS].setVisible(bool(later and event.workshops))
        for wish in (Wish.CANCEL_FOLLOWING, Wish.END_SERIES):
            self._actions[wish].setVisible(bool(later) and not cancelled)
        self.dates.show_event(event)
        self._actions[Wish.REINSTATE].setVisible(cancelled)

    def settle(self) -> None:
        """Begin at the top with the focus in the guest list, after the event was opened."""
        self.guests.settle()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._lists_in(event.mimeData()):
            event.acceptProposedAction()
            self._drop_hint.cover()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_hint.hide()
        if paths := self._lists_in(event.mimeData()):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _lists_in(self, data: QMimeData) -> list[Path]:
        """Lists only: a community that is dropped is opened by the window."""
        paths = dropped_files(data)
        are_lists = all(path.suffix.lower() in _LISTS for path in paths)
        is_planned = self.guests.import_button.isEnabled()
        return paths if are_lists and is_planned else []

    def _fit(self) -> None:
        """Where the header is narrow, three of its buttons go into the menu beside them."""
        has_room = self.width() >= px(_ROOM_FOR_BUTTONS)
        self.print_badges.setVisible(has_room)
        self.sign_in_sheet.setVisible(has_room and not self._is_over)
        self.invitations.setVisible(has_room and not self._is_over)
        self._actions[Wish.BADGES].setVisible(not has_room)
        self._actions[Wish.SIGN_IN_SHEET].setVisible(not has_room or self._is_over)
        self._actions[Wish.INVITATIONS].setVisible(not has_room or self._is_over)
        self.guests.set_narrow(not has_room)
        self.plan_next.setVisible(has_room and self._is_over)
        self._actions[Wish.PLAN_NEXT].setVisible(not has_room or not self._is_over)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _wish_button(self, words: str, wish: Wish, role: str = "") -> QPushButton:
        made = button(words, self._wish_by_button, role)
        made.setObjectName(wish.value)
        # Button and action of one wish are never there at once, so their key is unambiguous.
        made.setShortcut(QKeySequence(_SHORTCUTS.get(wish, "")))
        return made

    def _make_action(self, wish: Wish, words: str) -> QAction:
        action = QAction(words, self)
        action.setObjectName(f"action_{wish.value}")
        action.setData(wish.value)
        if wish in _SHORTCUTS:
            action.setShortcut(QKeySequence(_SHORTCUTS[wish]))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(self._wish_by_action)
        return action

    def _fill_menus(self) -> None:
        recaps = [self._actions[Wish.RECAP_TEAM], self._actions[Wish.RECAP_PARTNERS]]
        menu = QMenu(self.more)
        menu.addActions(list(self._actions.values()))
        menu.insertSeparator(self._actions[Wish.CHANGE])
        self.more.setMenu(menu)
        # The buttons are turned round so that their arrow comes last; what drops down is not.
        menu.setLayoutDirection(QGuiApplication.layoutDirection())
        recap_menu = QMenu(self.recap)
        recap_menu.setLayoutDirection(QGuiApplication.layoutDirection())
        recap_menu.addActions(recaps)
        self.recap.setMenu(recap_menu)
        self.addActions(list(self._actions.values()))

    def _wish_by_button(self) -> None:
        self.wished.emit(self.sender().objectName())

    def _wish_by_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.wished.emit(action.data())

    def _import_answers(self) -> None:
        self.wished.emit(Wish.IMPORT_ANSWERS.value)

    def _go_back(self) -> None:
        self.back.emit()


def _words() -> dict[Wish, str]:
    """The entries of the menu in their order."""
    return {
        Wish.DOOR: _("Open the door"),
        Wish.INVITATIONS: _("Invitations"),
        Wish.BADGES: _("Print badges"),
        Wish.SIGN_IN_SHEET: _("Sign-in sheet"),
        Wish.CLOSE: _("Close the evening…"),
        Wish.RECAP_TEAM: _("Recap for the team"),
        Wish.RECAP_PARTNERS: _("Recap for partners, without names"),
        Wish.CALENDAR: _("Calendar file"),
        Wish.IMPORT_ANSWERS: _("Import answers…"),
        Wish.FILL_WORKSHOPS: _("Fill the workshops"),
        Wish.PLAN_NEXT: _("Plan the next one like this"),
        Wish.GIVE_WORKSHOPS: _("Same workshops on later dates"),
        Wish.CHANGE: _("Change"),
        Wish.CANCEL: _("Cancel the event"),
        Wish.CANCEL_FOLLOWING: _("Cancel this and all later dates"),
        Wish.END_SERIES: _("Make this the last date"),
        Wish.REINSTATE: _("It takes place after all"),
    }
