"""The desk at the door: verdict, last entries and names, and the scanner behind them all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from organizer.domain.kinds import DoorAction, Verdict
from organizer.domain.records import DoorAnswer, DoorCounts, DoorEntryRow, EventRow
from organizer.domain.words import _
from organizer.ui.context import Context
from organizer.ui.door.badge_desk import BadgeDesk
from organizer.ui.door.camera_panel import CameraPanel
from organizer.ui.door.clock_watch import ClockWatch
from organizer.ui.door.desk_acts import DeskActs
from organizer.ui.door.desk_keys import DeskKeys
from organizer.ui.door.desk_menu import DeskMenu
from organizer.ui.door.desk_view import DeskView
from organizer.ui.door.entries import LastEntries
from organizer.ui.door.name_panel import NamePanel
from organizer.ui.door.picture_reader import PictureReader
from organizer.ui.door.queue import DoorQueue
from organizer.ui.door.scanner import Scanner
from organizer.ui.door.sounds import Sounds
from organizer.ui.door.top_bar import TopBar
from organizer.ui.door.typed_codes import TypedCodes
from organizer.ui.door.unwritten import Unwritten
from organizer.ui.door.verdict_card import VerdictCard
from organizer.ui.door.written import heads_words
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import Rule

_ROOMY = (760, 560)
"""Width and height, at the usual size of text, below which margins give way to words."""
_MARGIN, _TIGHT_MARGIN = 28, 14


class DoorDesk(QWidget):
    """Everything that a volunteer needs for one door."""

    left = Signal()
    """The volunteer leaves this door."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("door_desk")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptDrops(True)
        self._context = context
        self._event_uid = ""
        self._notes: dict[int, str] = {}
        self.top = TopBar()
        self.card = VerdictCard()
        self.entries = LastEntries()
        self.names = NamePanel(lambda: self.card.is_asking)
        self.camera = CameraPanel(context)
        self.queue = DoorQueue(context, self)
        self.queue.station = self.top.station.text()
        self.unwritten = Unwritten(self.queue, self.card, self.names.name_of)
        self.scanner = Scanner(self)
        self.typed_codes = TypedCodes(self.names.findChildren(QLineEdit), self)
        self.pictures = PictureReader(context.runner, self)
        self.view = DeskView(context, self)
        self.sounds = Sounds(self)
        self.acts = DeskActs(context, self.card, self.names, self.entries, self.queue)
        self.keys = DeskKeys(self.acts, self.card, self.names)
        self.menu = DeskMenu(self)
        self.top.more_button.setMenu(self.menu)
        self.queue.asks_first = self.menu.asks_first
        self.badges = BadgeDesk(context, self)
        self._clock = ClockWatch(context.now)
        self._lay_out()
        self._connect()

    @property
    def event_uid(self) -> str:
        """The event whose door this is."""
        return self._event_uid

    def open(self, event: EventRow) -> None:
        """Open this event's door."""
        self._event_uid = event.uid
        self._notes.clear()
        self.keys.forget()
        self._clock.begin()
        self.queue.open(event.uid)
        self.camera.forget()
        self.top.set_event(event.title)
        self.card.rest()
        self.entries.show_entries((), {})
        self.names.begin()
        self.acts.open(event.uid)
        self.badges.open(event.uid)
        self.view.open(event.uid)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo_last(self) -> None:
        """Take back what this desk wrote last, or all of the group on the card."""
        self.keys.flush()
        if not self.acts.undo_group():
            self.queue.undo_last()

    def let_in(self) -> None:
        """Let the person on the card in, where one key may overrule."""
        self.acts.let_in()

    def toggle_camera(self) -> None:
        """Switch the camera on, or off."""
        self.camera.setVisible(not self.camera.isVisible())
        self.top.set_camera(int(self.camera.isVisible()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scanner.start()
        self.view.start()
        self.sounds.prepare()

    def shut(self) -> None:
        """Ask the file nothing any more, for it is about to go."""
        self._event_uid = ""
        self.view.shut()
        self.queue.shut()
        self._context.runner.cancel(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.keys.forget()
            self.scanner.stop()
            self.view.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_tight = self.width() < px(_ROOMY[0]) or self.height() < px(_ROOMY[1])
        margin = _TIGHT_MARGIN if is_tight else _MARGIN
        self._left.setContentsMargins(margin, margin, margin, margin)
        self._left.setSpacing(12 if is_tight else 20)
        self.card.set_tight(is_tight)
        self.names.set_room(margin, is_tight=is_tight)
        self.camera.set_margin(margin)
        self.top.set_margin(margin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys come here only where no field takes them as text."""
        if not self.keys.take(event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.pictures.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.pictures.take(event.mimeData()):
            event.acceptProposedAction()

    def _lay_out(self) -> None:
        self._left = left = column(self.card, self.unwritten, self.entries, spacing=20)
        left.setStretch(0, 18)
        left.setStretch(2, 8)
        divider = set_role(QFrame(), "rule")
        divider.setFixedWidth(1)
        right = column(self.camera, self.names, spacing=0)
        right.setStretch(1, 1)
        desk = row(_share(left), divider, _share(right), spacing=0)
        desk.setStretch(0, 6)
        desk.setStretch(2, 4)
        whole = column(self.top, Rule(), desk, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        for keys, what in (
            (QKeySequence("F2"), self.let_in),
            (QKeySequence(QKeySequence.StandardKey.Undo), self.undo_last),
            (QKeySequence(QKeySequence.StandardKey.Paste), self.pictures.paste),
            (QKeySequence("F3"), self.names.field.focus),  # on every keyboard, as the slash is not
            (QKeySequence("Esc"), self._clear),
        ):
            # Not while a sheet lies over the desk: its keys are its own.
            shortcut = QShortcut(keys, self, what)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        # A key pressed before is about who was shown when it was pressed.
        for comes_next in (
            self.scanner.scanned,
            self.camera.codes_found,
            self.queue.answer_came,
        ):
            comes_next.connect(self.keys.flush)
        for scanned in (self.scanner.scanned, self.camera.codes_found, self.pictures.codes_read):
            scanned.connect(self.names.drop_stray_letters)
        self.keys.camera_wished.connect(self.toggle_camera)
        self.typed_codes.found.connect(self.scanner.tell)
        self.scanner.scanned.connect(self._look_at_clock)
        self.scanner.scanned.connect(self.queue.scan)
        self.camera.codes_found.connect(self._look_at_clock)
        self.camera.codes_found.connect(self.queue.scan_together)
        self.queue.answered.connect(self._on_answer)
        self.queue.walk_in_answered.connect(self._on_walk_in)
        self.queue.walk_in_failed.connect(self.names.form.show_problem)
        self.queue.failed.connect(self._on_failure)
        self.queue.undone.connect(self._on_undone)
        self.queue.done.connect(self._look_anew)
        self.queue.takes_long.connect(self.card.wait)
        self.queue.answer_came.connect(self._end_wait)
        self.queue.group_answered.connect(self._on_group)
        self.pictures.codes_read.connect(self._on_pictures)
        self.pictures.failed.connect(self._on_failure)
        self.card.let_in_requested.connect(self.let_in)
        self.card.walk_in_requested.connect(self.names.begin_walk_in)
        self.entries.undo_requested.connect(self._undo)
        self.names.chosen.connect(self.acts.choose)
        self.acts.answered.connect(self._note_answer)
        self.names.walk_in_submitted.connect(self.queue.add_walk_in)
        self.names.form.closed.connect(self._take_keys)
        self.menu.way_changed.connect(self._set_way)
        self.menu.printer_wanted.connect(self.badges.choose_printer)
        self.acts.badge_wanted.connect(self.badges.print_for)
        self.badges.printed.connect(self._context.messages.say)
        self.badges.failed.connect(self._say_problem)
        self.top.left.connect(self.left)
        self.top.station_changed.connect(self._set_station)
        self.top.camera_requested.connect(self.toggle_camera)
        self.top.picture_requested.connect(self.pictures.choose)
        self.top.sound_toggled.connect(self._set_sound)
        self.view.figures_read.connect(self._show_figures)
        self.view.people_read.connect(self.names.set_people)
        self.view.people_moved.connect(self.names.show_news)
        self.view.out_of_reach.connect(self._on_out_of_reach)
        self.view.looked_again.connect(self._look_at_clock)

    def _undo(self, entry: DoorEntryRow) -> None:
        is_heads = entry.action is DoorAction.COUNTED
        self.queue.undo(entry.id, heads_words(entry.plus) if is_heads else entry.name)

    def _set_station(self, name: str) -> None:
        self.queue.station = name

    def _set_way(self, asks_first: int) -> None:
        self.queue.asks_first = bool(asks_first)
        self.view.read_figures()

    def _set_sound(self, on: int) -> None:
        self.sounds.is_on = bool(on)

    def _clear(self) -> None:
        """Esc: turn away who was asked about, close the form, or empty the card and the field."""
        self.keys.forget()
        if self.card.ask_again():
            return  # what hid the question is read
        if self.card.is_asking:
            self.queue.say_no()
        self.acts.forget()
        self.names.end_walk_in()
        self.names.field.edit.clear()
        self.card.rest()
        self._take_keys()

    def _take_keys(self) -> None:
        """Put the keyboard where L and N are keys, and not letters in a field."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_answer(self, answer: DoorAnswer) -> None:
        if answer.entry_id is not None and answer.greeting is not None:
            self._notes[answer.entry_id] = next(iter(answer.greeting.phrases), "")
            self.names.take_answer(answer)

    def _on_answer(self, answer: DoorAnswer) -> None:
        self._note_answer(answer)
        self.card.show_answer(answer)
        if not answer.awaits:
            self.sounds.play(answer.verdict)
        self._take_keys_back()

    def _take_keys_back(self) -> None:
        """After an answer, unless a name is being typed."""
        focus = self.window().focusWidget()
        is_here = focus is None or self.isAncestorOf(focus) or focus.isAncestorOf(self)
        # Never from a sheet that lies over the desk: what is typed there is meant for it.
        if is_here and not self.names.field.text() and not self.names.form.isVisible():
            self._take_keys()

    def _on_walk_in(self, answer: DoorAnswer) -> None:
        self.names.end_walk_in()
        self.names.field.edit.clear()
        self._on_answer(answer)

    def _on_failure(self, sentence: str) -> None:
        self.card.show_problem(_("That did not work"), sentence)

    def _on_out_of_reach(self, sentence: str) -> None:
        if not self.queue.waiting:  # of a busy file the card speaks already
            self._on_failure(sentence)

    def _look_anew(self, _done: str) -> None:
        self.view.read_figures()  # it may be another station that did it before

    def _say_problem(self, sentence: str) -> None:
        self._context.messages.say(sentence, "bad")

    def _end_wait(self) -> None:
        """What was asked may have nothing to show: then the card shows what it showed before."""
        if self.card.end_wait():
            self.acts.offer_again()

    def _on_undone(self, name: str) -> None:
        self.card.show_undone(name)

    def _on_group(self, answers: Sequence[DoorAnswer]) -> None:
        if not self.card.is_asking:
            refused = (one.verdict for one in answers if one.verdict is not Verdict.WELCOME)
            self.sounds.play(next(refused, Verdict.WELCOME))
        self._take_keys_back()

    def _on_pictures(self, codes: Sequence[str]) -> None:
        if codes:
            self.queue.scan_together(codes, codes)
        else:
            self.card.show_problem(
                _("No code in this picture"),
                _("Take it again closer and without glare, or type the name."),
            )

    def _show_figures(self, counts: DoorCounts, entries: Sequence[DoorEntryRow]) -> None:
        self.top.set_counts(counts)
        self.names.heads.show_count(counts.head_count)
        self.card.set_rest(*self._rest_words(counts))
        self.menu.show_closed(counts.closed_at is not None)
        self.entries.show_entries(entries, self._notes)

    def _rest_words(self, counts: DoorCounts) -> tuple[str, list[tuple[str, str]]]:
        """What the card says while nobody is shown: how it works here, and the seats."""
        says = []
        if counts.closed_at is not None:
            says.append(
                _("Closed at {time}. Who still comes is let in as before.").format(
                    time=f"{counts.closed_at:%H:%M}"
                )
            )
        if self.queue.asks_first:
            says.append(_("You are asked before anybody comes in."))
        return " ".join(says), _seats(counts)

    def _look_at_clock(self) -> None:
        if sentence := self._clock.look():
            self._context.messages.say(sentence, "warn")


def _share(inside: QVBoxLayout) -> QWidget:
    """Return a part of the desk whose width stays the same whatever it shows."""
    part = QWidget()
    part.setLayout(inside)
    part.setMinimumWidth(1)
    part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return part


def _seats(counts: DoorCounts) -> list[tuple[str, str]]:
    if counts.capacity is None:
        return []
    seats = {"count": counts.expected, "all": counts.capacity}
    if counts.expected < counts.capacity:
        return [(_("{count} of {all} seats taken").format(**seats), "neutral")]
    return [(_("Full: {count} of {all} seats taken").format(**seats), "warn")]
