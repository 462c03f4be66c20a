"""The guest list of one event: searched, narrowed down by answer, changed and added to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QStackedWidget, QWidget

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import fold
from organizer.domain.records import EventRow, GuestRow, QuestionRecord, SegmentRecord
from organizer.domain.searching import SearchIndex
from organizer.domain.words import _
from organizer.ui.events.guest_table import GuestTable
from organizer.ui.events.tab_order import BeginsAt
from organizer.ui.events.tick_table import on_sheet
from organizer.ui.events.words import status_word
from organizer.ui.kit.fields import SearchField
from organizer.ui.kit.layouts import FlowLayout, column, row
from organizer.ui.kit.look import ROW_HEIGHT, px
from organizer.ui.kit.widgets import EmptyState, SectionHeader, button, text
from organizer.ui.people.segment_choice import SegmentChoice

_SHOWN_ORDER = (
    RegistrationStatus.GOING,
    RegistrationStatus.INVITED,
    RegistrationStatus.MAYBE,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.DECLINED,
    RegistrationStatus.CANCELLED,
)
_UNPAID = "unpaid"
"""A filter beside the answers, where the list shows who has paid."""
_FEWEST_ROWS = 6
_SEARCH_WIDTH, _SEGMENT_WIDTH = 240, 156


class GuestList(BeginsAt, QWidget):
    """Search and filters above the table; without guests, the way to the first."""

    adding = Signal()
    """People are to be put on the list."""
    ticking = Signal()
    """Who came is to be taken over from the sign-in sheet."""
    importing = Signal()
    """Answers are to be taken from an attendee list."""
    segment_wanted = Signal(str)
    """The uid of a segment whose people alone are to be shown: `show_segment` is told who they are."""

    def __init__(self) -> None:
        super().__init__()
        self._guests: list[GuestRow] = []
        self._event: EventRow | None = None
        self._wanted = ""
        self._is_narrow = False
        self._index = SearchIndex(())
        self.import_button = button(_("Import answers…"), self._import)
        self.import_button.setObjectName("import_answers")
        self.import_button.setToolTip(_("From the attendee list of another system"))
        self.add_button = button(_("Add guests"), self._add, icon_name="user-plus")
        self.add_button.setObjectName("add_guests")
        self.add_button.setToolTip(_("Ctrl+N"))
        self.tick_button = button(_("Tick off the sheet"), self._tick, icon_name="check-square")
        self.tick_button.setObjectName("tick_off")
        self.tick_button.setToolTip(_("After an evening with the sign-in sheet: who came"))
        self.tick_button.hide()
        self.search = SearchField(_("Search guests"))
        self.search.setObjectName("guest_search")
        self.search.edit.setObjectName("guest_search_text")
        self._count = text("", "caption")
        self._count.setObjectName("guest_count")
        self._filters = QButtonGroup(self)
        self._segment = SegmentChoice(_("All segments"))
        self._segment.setObjectName("guest_segment")
        self._segment.setAccessibleName(_("Segment"))
        self._inside: frozenset[str] | None = None
        self.table = GuestTable()
        self._empty = EmptyState(
            "users",
            _("Nobody is on the list yet"),
            _("Put members on it as invited or as going; a full event keeps a waitlist by itself."),
            _("Add guests"),
        )
        self._empty.button.setObjectName("add_first_guests")
        self._lay_out()
        QShortcut(QKeySequence.StandardKey.New, self, self._add)
        self._filters.buttonClicked.connect(self._narrow)
        self._segment.currentIndexChanged.connect(self._ask_for_segment)
        self.search.changed.connect(self._show)
        self.search.left_downwards.connect(self._go_to_table)
        self._empty.activated.connect(self._add)

    def show_guests(
        self,
        event: EventRow,
        guests: Sequence[GuestRow],
        questions: Sequence[QuestionRecord] = (),
        workshops: Sequence[EventRow] = (),
    ) -> None:
        """Show the guest list of this event, with what it asks and what can be wished for."""
        if self._event is None or self._event.uid != event.uid:
            self._wanted = ""
            self.search.set_text("")
            self._segment.setCurrentIndex(0)
        self._event = event
        self._guests = list(guests)
        self._index = SearchIndex(_searchable(guest) for guest in guests)
        self.table.fit_event(event, guests, questions, workshops)
        self._show_filters()
        self._show()
        self._both.setCurrentWidget(self._list if guests else self._empty)
        is_planned = event.status is EventStatus.PLANNED
        self.begin_at(self.table if guests else self._empty.button)
        self.add_button.setVisible(bool(guests))
        self._count.setVisible(bool(guests))
        self.add_button.setEnabled(is_planned)
        self.import_button.setEnabled(is_planned)
        self._empty.button.setEnabled(is_planned)

    def offer_segments(self, segments: Sequence[SegmentRecord]) -> None:
        """Offer to show those in a segment only; who they are may have changed by now."""
        self._segment.offer(segments, self._segment)
        if self._segment.segment:
            self._ask_for_segment()

    def show_segment(self, segment: str, inside: frozenset[str]) -> None:
        """Show only these members, by their uids, if they are still asked for."""
        if segment == self._segment.segment:
            self._inside = inside
            self._show()

    def offer_ticking(self, is_offered: bool) -> None:
        """Whether those on the sign-in sheet can have come by now."""
        self.tick_button.setVisible(is_offered and bool(on_sheet(self._guests)))
        self.set_narrow(self._is_narrow)

    def set_narrow(self, is_narrow: bool) -> None:
        """Where there is no room for three buttons, importing is left to the menu of the event."""
        self._is_narrow = is_narrow
        self.import_button.setVisible(not (is_narrow and self.tick_button.isVisibleTo(self)))

    def settle(self) -> None:
        """Take the focus after the event was opened, so that keys work at once."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_empty"):
            self._fit()

    def _fit(self) -> None:
        """Lengths that grow with the text."""
        self.search.setFixedWidth(px(_SEARCH_WIDTH))
        self._segment.setMaximumWidth(px(_SEGMENT_WIDTH))
        self.table.setMinimumHeight(px(ROW_HEIGHT) * _FEWEST_ROWS)
        self._empty.setMinimumHeight(px(260))

    def _lay_out(self) -> None:
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._flow.addWidget(self.search)
        words = {"": _("Everyone")}
        words |= {one.value: status_word(one) for one in _SHOWN_ORDER}
        for value, word in {**words, _UNPAID: _("Not paid")}.items():
            chip = button(word)
            chip.setObjectName(f"filter_{value or 'all'}")
            chip.setCheckable(True)
            chip.setProperty("value", str(value))
            self._filters.addButton(chip)
            self._flow.addWidget(chip)
        self._filters.buttons()[0].setChecked(True)
        self._flow.addWidget(self._segment)
        self._segment.hide()
        self._list = QWidget()
        self._list.setLayout(column(self._chips, self.table, spacing=12))
        self._both = QStackedWidget()
        self._both.addWidget(self._list)
        self._both.addWidget(self._empty)
        aside = QWidget()
        buttons = row(self.import_button, self.tick_button, self.add_button, spacing=12)
        aside.setLayout(row(self._count, buttons, spacing=16))
        self.setLayout(column(SectionHeader(_("Guest list"), aside), self._both, spacing=12))
        self._fit()

    def _show_filters(self) -> None:
        """Only answers that somebody gave can be chosen."""
        given = {str(guest.status) for guest in self._guests}
        if self._event is not None and self._event.lists_payments:
            given |= {_UNPAID for guest in self._guests if _is_unpaid(guest)}
        if self._wanted and self._wanted not in given:
            self._wanted = ""
        for chip in self._filters.buttons():
            value = chip.property("value")
            chip.setVisible(len(given) > 1 and (not value or value in given))
            chip.setChecked(value == self._wanted)

    def _show(self, _words: str = "") -> None:
        named = (self._guests[number] for number in self._index.find(self.search.text()))
        found = [guest for guest in named if _fits(guest, self._wanted)]
        if self._inside is not None:
            found = [guest for guest in found if guest.member_uid in self._inside]
        if self._event is not None:
            self.table.show_guests(self._event, found)
        self.table.set_empty_words(_("Nobody on this list fits what you look for."))
        everyone = len(self._guests)
        self._count.setText(
            _("{found} of {all}").format(found=len(found), all=everyone)
            if len(found) < everyone
            else str(everyone)
        )

    def _ask_for_segment(self) -> None:
        if segment := self._segment.segment:
            self.segment_wanted.emit(segment)
        else:
            self._inside = None
            self._show()

    def _narrow(self, chip: QAbstractButton) -> None:
        self._wanted = chip.property("value")
        self._show()

    def _go_to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid() and self.table.records:
            self.table.selectRow(0)

    def _import(self) -> None:
        self.importing.emit()

    def _tick(self) -> None:
        self.ticking.emit()

    def _add(self) -> None:
        if self.add_button.isEnabled():
            self.adding.emit()


def _fits(guest: GuestRow, wanted: str) -> bool:
    if wanted == _UNPAID:
        return _is_unpaid(guest)
    return not wanted or guest.status == wanted


def _is_unpaid(guest: GuestRow) -> bool:
    return guest.status is RegistrationStatus.GOING and not guest.is_paid


def _searchable(guest: GuestRow) -> str:
    return fold("\t".join((guest.name, *guest.emails)))
