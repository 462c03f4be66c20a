"""Finding a person by name at the door: the field, who is meant, and the form for a new face."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from organizer.domain.records import DoorAnswer, GuestRow
from organizer.domain.words import _, ngettext
from organizer.ui.door.head_counter import HeadCounter
from organizer.ui.door.people import DoorPeople, namesake_question, note_of
from organizer.ui.door.picture_reader import codes_on_clipboard
from organizer.ui.door.walk_in import WalkInForm
from organizer.ui.kit.fields import SearchField
from organizer.ui.kit.layouts import column
from organizer.ui.kit.look import px
from organizer.ui.kit.tables import Column, RecordTable
from organizer.ui.kit.widgets import KeyHint, button, text

_LIST_AFTER_MS = 100
"""With 10,000 guests the list takes 26 ms: it follows once the door was quiet for so long."""
_STRAY_LETTERS = 2
"""No more than so many in the field, when a scan comes, were keys that fell into it."""
_SEVERAL = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)


class PeopleTable(RecordTable):
    """The people found; letters are no search in it, because they are keys of the desk."""

    left_upwards = Signal()
    """Up was pressed in the first row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


class NamePanel(QWidget):
    """The right side of the desk."""

    chosen = Signal(object)
    """The `GuestRow` to check in."""
    group_chosen = Signal(object)
    """Several `GuestRow`s to check in at once."""
    walk_in_submitted = Signal(str, str, int)
    """Name and address of a new face, and how many guests they bring."""
    namesakes_wanted = Signal(str)
    """Who bears this name? The file knows, also while the list is being read."""
    heads_counted = Signal(int)
    """1 for one more person who is on no list, -1 for one fewer."""
    nothing_submitted = Signal()
    """Enter was pressed in the empty field, or while the card asks about somebody."""

    def __init__(self, card_asks: Callable[[], bool]) -> None:
        super().__init__()
        self._card_asks = card_asks
        self._people = DoorPeople()
        self._is_ready = False
        """Whether everyone is known by now: a long list takes a moment."""
        self._may_be_new = True
        self._shown: list[GuestRow] = []
        self._known: list[GuestRow] = []
        """Who bears the name of a new face."""
        self._question = ""
        self._is_tight = False
        self._list_due = QTimer(self, singleShot=True, interval=_LIST_AFTER_MS)
        self._list_due.timeout.connect(self._show_anew)
        self.field = SearchField(_("Type a name"), "/")
        self.field.edit.setObjectName("door_name")
        self._heading = text("", "label")
        self._heading.setObjectName("people_heading")
        self.table = PeopleTable(
            [
                Column(
                    _("Name"),
                    attrgetter("name"),
                    paint="avatar",
                    role="strong",
                    width=130,
                    stretch=3,
                    spills=True,
                ),
                Column(
                    _("Note"),
                    self._note,
                    align="end",
                    role="muted",
                    width=70,
                    stretch=2,
                    tip=self._note,
                ),
            ],
            key=attrgetter("member_uid"),
            several=True,
        )
        self.table.setObjectName("door_people")
        self.table.setAccessibleName(_("People"))
        self.table.horizontalHeader().hide()
        self.table.setSortingEnabled(False)
        self.group_button = button("", self._choose_group, role="primary")
        self.group_button.setObjectName("check_group_in")
        self.group_button.hide()
        self.heads = HeadCounter()
        self.form = WalkInForm()
        self.walk_in_button = button(_("New face: add a walk-in"), self.begin_walk_in)
        self.walk_in_button.setObjectName("walk_in")
        self._walk_in_key = KeyHint("N")
        key_place = column(self._walk_in_key)
        key_place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        key_place.setContentsMargins(0, 0, 12, 0)
        self.walk_in_button.setLayout(key_place)
        self._lay_out()
        for edit in self.findChildren(QLineEdit):
            edit.installEventFilter(self)
        self.field.changed.connect(self._find)
        self.field.submitted.connect(self._submit)
        self.field.left_downwards.connect(self._into_table)
        self.table.left_upwards.connect(self.field.focus)
        self.table.activated_record.connect(self._on_enter)
        self.table.clicked.connect(self._on_click)
        self.table.selection_changed.connect(self._offer_group)
        self.heads.counted.connect(self.heads_counted)
        self.form.submitted.connect(self.namesakes_wanted)
        self.form.confirmed.connect(self.walk_in_submitted)
        self.form.known_meant.connect(self._choose_namesake)
        self.form.closed.connect(self.end_walk_in)

    def set_room(self, margin: int, *, is_tight: bool) -> None:
        """Leave a margin in pixels on all sides; where it is tight, the form has all the rest."""
        self._whole.setContentsMargins(margin, margin, margin, margin)
        self._is_tight = is_tight
        self.form.set_tight(is_tight)
        self._share_room()

    def begin(self) -> None:
        """Start empty, for another door."""
        self._people, self._is_ready = DoorPeople(), False
        self._find("")
        self.field.edit.clear()
        self.end_walk_in()
        self.ask("")

    def begin_name(self, letter: str) -> None:
        """Begin a name with what was typed where no field took it."""
        self.field.focus()
        self.field.edit.insert(letter)

    def drop_stray_letters(self) -> None:
        """Empty the field of one or two letters, so that the keys printed on the card are keys again.

        A name of three letters or more stays: somebody types it while another scans.
        """
        if len(self.field.text().strip()) <= _STRAY_LETTERS:
            self.field.edit.clear()

    def ask(self, question: str, *, may_be_new: bool = True) -> None:
        """Ask for a name, such as whose badge this really is; empty asks nothing any more.

        Whether a new face may be the answer, too.
        """
        self._may_be_new = may_be_new
        was_asking, self._question = bool(self._question), question
        self._find(self.field.text())
        if question or was_asking:
            self.field.edit.clear()
        if question:
            self.field.focus()

    def set_people(self, people: DoorPeople) -> None:
        """Search these people from now on."""
        self._people, self._is_ready = people, True
        self._find(self.field.text())

    def name_of(self, key: str) -> str:
        """Return whose code or uid this is, as far as the list is known."""
        return self._people.name_of(key)

    def show_news(self) -> None:
        """Show the list anew, for people in it came or left by another door."""
        self._list_due.start()

    def take_answer(self, answer: DoorAnswer) -> None:
        """Note who came in; the field is ready for the next name."""
        if answer.greeting is not None and answer.member_uid is not None:
            self._people.mark_in(answer.member_uid, answer.at)
        self._list_due.start()

    def begin_walk_in(self) -> None:
        """Open the form, with the name typed already if nobody has it."""
        typed = self.field.text()
        is_known = any(self._people.is_sure(typed, row) for row in self._shown)
        name = "" if is_known else typed
        self.walk_in_button.hide()
        self.form.begin(name)
        self._share_room()

    def end_walk_in(self) -> None:
        """Close the form."""
        self.form.hide()
        self.walk_in_button.show()
        self._share_room()

    def meet_namesakes(self, name: str, known: list[GuestRow]) -> None:
        """Nobody is made a second time only because they forgot to say that they are on the list."""
        if self.form.isHidden() or self.form.name.text() != name:
            return  # it was closed meanwhile
        self._known = known
        if known:
            self.form.ask_about_known(*namesake_question(known))
        else:
            self.form.confirm()

    def _choose_namesake(self) -> None:
        name, known = self.form.name.text(), self._known
        self.end_walk_in()
        if len(known) == 1:
            self.field.edit.clear()
            self.chosen.emit(known[0])
        else:
            self.field.set_text(name)
            self._into_table()

    def _share_room(self) -> None:
        has_room = self.form.isHidden() or not self._is_tight
        for part in (self._heading, self.table, self.heads):
            part.setVisible(has_room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Undo and Paste are the desk's where the field has no use for them.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
        ):
            undoes = event.matches(QKeySequence.StandardKey.Undo) and not watched.text()
            pastes = event.matches(QKeySequence.StandardKey.Paste) and clipboard_is_a_scan()
            if undoes or pastes:
                event.ignore()
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = self.walk_in_button.fontMetrics().horizontalAdvance(self.walk_in_button.text())
        self._walk_in_key.setVisible(self.field.width() > words + px(112))

    def _lay_out(self) -> None:
        self._whole = column(
            self.field,
            self._heading,
            self.table,
            self.group_button,
            self.form,
            self.walk_in_button,
            self.heads,
            spacing=12,
        )
        self._whole.setStretch(2, 1)
        self.setLayout(self._whole)
        self.set_room(28, is_tight=False)

    def _show_anew(self) -> None:
        self._find(self.field.text())

    def _find(self, typed: str) -> None:
        self._list_due.stop()
        has_words = bool(typed.strip())
        self._shown = self._people.find(typed) if has_words else self._people.still_to_come()
        self._heading.setText(
            self._question or (_("Who is it?") if has_words else _("Still to come"))
        )
        self.table.set_empty_words(self._empty_words(has_words))
        self.table.clearSelection()
        self.table.set_records(self._shown)

    def _submit(self) -> None:
        """Enter in the field: the one selected, or the first; nothing where nothing was typed.

        While the card asks, Enter is its yes and nobody else's: what stands in the field goes.
        """
        if self._card_asks():
            self.field.edit.clear()
        if not self.field.text().strip():
            self.nothing_submitted.emit()
        elif self._shown:
            self._choose((self.table.selected() or self._shown)[0])
        elif self._is_ready and self._may_be_new:
            self.begin_walk_in()

    def _on_enter(self, row: GuestRow) -> None:
        if self._card_asks():
            self._submit()
        else:
            self._choose(row)

    def _empty_words(self, has_words: bool) -> str:
        if not self._is_ready:
            return _("One moment: the list is being read.")
        if has_words and self._may_be_new:
            return _("Nobody by that name. Enter adds them as a walk-in.")
        if has_words:
            return _("Nobody by that name.")
        if len(self._people):
            return _("Everyone on the list is in.")
        return _("Nobody is on the list yet.")

    def _into_table(self) -> None:
        if self._shown:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.selectRow(0)

    def _on_click(self, index: QModelIndex) -> None:
        held = QGuiApplication.keyboardModifiers()
        if not held & (_SEVERAL[0] | _SEVERAL[1]):  # with these, a click only selects
            self._choose(self._shown[index.row()])

    def _offer_group(self, chosen: list[GuestRow]) -> None:
        self.group_button.setVisible(len(chosen) > 1)
        self.group_button.setText(
            ngettext(
                "Check {count} person in at once", "Check {count} people in at once", len(chosen)
            ).format(count=len(chosen))
        )

    def _choose_group(self) -> None:
        chosen = self.table.selected()
        self.field.edit.clear()
        self.table.clearSelection()
        self.group_chosen.emit(chosen)

    def _choose(self, row: GuestRow) -> None:
        if len(self.table.selected()) > 1 and self.table.hasFocus():
            self._choose_group()
            return
        self.field.edit.clear()
        self.chosen.emit(row)

    def _note(self, row: GuestRow) -> str:
        namesakes = self._shown if len(self._shown) <= 30 else ()
        return note_of(row, namesakes, has_visits=not self._is_tight)


def clipboard_is_a_scan() -> bool:
    """Whether the clipboard holds codes, a picture, or files that may be one."""
    held = QGuiApplication.clipboard().mimeData()
    has_picture = held is not None and (held.hasImage() or held.hasUrls())
    return has_picture or bool(codes_on_clipboard())
