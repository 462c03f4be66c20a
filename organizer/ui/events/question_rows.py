"""The questions of a plan as they are written: words, kind, choices, and where answers are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from organizer.domain.drafts import QuestionDraft
from organizer.domain.kinds import FieldKind
from organizer.domain.names import clean_name, shown
from organizer.domain.words import _, ngettext
from organizer.services.plans.questions import not_asked_yet
from organizer.ui.events.tab_order import stand_after
from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import FlowLayout, column, row
from organizer.ui.kit.widgets import button


def kind_words() -> dict[FieldKind, str]:
    """Return what each kind of answer is called."""
    return {
        FieldKind.TEXT: _("In words"),
        FieldKind.CHOICE: _("One of these"),
        FieldKind.YES_NO: _("Yes or no"),
        FieldKind.NUMBER: _("A number"),
        FieldKind.DATE: _("A day"),
    }


class QuestionRows(QWidget):
    """Any number of questions, added, changed, put in order and removed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(20)
        self.add_button = button(_("Ask something"), self._add, icon_name="plus")
        self.add_button.setObjectName("add_question")
        self.earlier = QComboBox()
        self.earlier.setObjectName("copy_questions")
        self.earlier.setAccessibleName(_("Ask what an earlier event asked"))
        self._to_copy: Sequence[tuple[str, Sequence[QuestionDraft]]] = ()
        below = row(self.add_button, self.earlier, 0, spacing=12)
        self.setLayout(column(self._lines, below, spacing=16))
        self.earlier.hide()
        self.earlier.activated.connect(self._copy)

    def drafts(self) -> tuple[QuestionDraft, ...]:
        """The questions as they stand; lines in which nothing was written are none."""
        return tuple(one.draft() for one in self._rows() if not one.is_blank)

    def set_drafts(self, drafts: Sequence[QuestionDraft]) -> None:
        """Show these questions."""
        for one in self._rows():
            self._remove(one)
        for draft in drafts:
            self._put(draft)

    def offer_earlier(self, events: Sequence[tuple[str, Sequence[QuestionDraft]]]) -> None:
        """Offer the questions of earlier events, by title."""
        self._to_copy = events
        self.earlier.clear()
        self.earlier.addItem(_("Copy from an earlier event"))
        self.earlier.addItems([shown(title) for title, _questions in events])
        self.earlier.setVisible(bool(events))

    def summary(self) -> str:
        """Return what is asked in few words."""
        asked = [shown(one.wording) for one in self.drafts()]
        if not asked:
            return _("diet, access needs, coming with children …")
        return ngettext("{count} asked: {words}", "{count} asked: {words}", len(asked)).format(
            count=len(asked), words=" · ".join(asked)
        )

    def _rows(self) -> list[_QuestionRow]:
        rows = []
        for number in range(self._lines.count()):
            item = self._lines.itemAt(number)
            widget = item.widget() if item else None
            if isinstance(widget, _QuestionRow):
                rows.append(widget)
        return rows

    def _put(self, draft: QuestionDraft) -> _QuestionRow:
        made = _QuestionRow(draft)
        made.changed.connect(self.changed)
        made.moved.connect(self._move)
        self._lines.addWidget(made)
        self._put_in_order()
        self.changed.emit()
        return made

    def _add(self) -> None:
        self._put(QuestionDraft()).wording.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, number: int) -> None:
        if number > 0:
            for draft in not_asked_yet(self.drafts(), self._to_copy[number - 1][1]):
                self._put(draft)
        self.earlier.setCurrentIndex(0)

    def _move(self, step: int) -> None:
        """Put a question before or behind its neighbour; by 0 it goes."""
        sender = self.sender()
        rows = self._rows()
        if not isinstance(sender, _QuestionRow) or sender not in rows:
            return
        place = rows.index(sender)
        if step == 0:
            self._remove(sender)
            left = self._rows()
            after = left[min(place, len(left) - 1)].wording if left else self.add_button
            after.setFocus(Qt.FocusReason.OtherFocusReason)
        elif 0 <= place + step < len(rows):
            self._lines.removeWidget(sender)
            self._lines.insertWidget(place + step, sender)
            self._put_in_order()
        self.changed.emit()

    def _put_in_order(self) -> None:
        """Let Tab go from question to question, and then to asking one more."""
        stops = [stop for one in self._rows() for stop in one.stops()]
        stand_after(stops[0], [*stops[1:], self.add_button, self.earlier])

    def _remove(self, one: _QuestionRow) -> None:
        self._lines.removeWidget(one)
        one.hide()
        one.deleteLater()


class _QuestionRow(QWidget):
    """One question."""

    changed = Signal()
    moved = Signal(int)
    """-1 goes up, 1 goes down, 0 is removed."""

    def __init__(self, draft: QuestionDraft) -> None:
        super().__init__()
        self.setObjectName("question")
        self._uid = draft.uid
        self.wording = QLineEdit(draft.wording)
        self.wording.setObjectName("question_wording")
        self.wording.setCursorPosition(0)
        self.wording.setPlaceholderText(_("What do you eat?"))
        self.wording.setAccessibleName(_("Question"))
        self.kind = QComboBox()
        self.kind.setObjectName("question_kind")
        self.kind.setAccessibleName(_("Kind of answer"))
        for kind, words in kind_words().items():
            self.kind.addItem(words, kind.value)
        self.kind.setCurrentIndex(self.kind.findData(draft.kind.value))
        self.choices = QLineEdit(", ".join(draft.choices))
        self.choices.setObjectName("question_choices")
        self.choices.setPlaceholderText(_("anything, vegetarian, vegan"))
        self.choices.setAccessibleName(_("Choices, separated by commas"))
        self.at_door = _check("question_at_door", _("At the door"), draft.at_door)
        self.on_badge = _check("question_on_badge", _("On the badge"), draft.on_badge)
        self.on_recap = _check("question_on_recap", _("Counted in the recap"), draft.on_recap)
        self._arrows = self._make_arrows()
        self._lay_out()
        self._fit()
        self.kind.currentIndexChanged.connect(self._fit)
        for field in (self.wording, self.choices):
            field.textEdited.connect(self._tell)
        for check in (self.at_door, self.on_badge, self.on_recap):
            check.clicked.connect(self._tell)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not self._uid and not clean_name(self.wording.text())

    def draft(self) -> QuestionDraft:
        """The question as it stands."""
        choices = (clean_name(part) for part in self.choices.text().split(","))
        kind = FieldKind(self.kind.currentData())
        return QuestionDraft(
            wording=self.wording.text(),
            kind=kind,
            choices=tuple(filter(None, choices)) if kind is FieldKind.CHOICE else (),
            at_door=self.at_door.isChecked(),
            on_badge=self.on_badge.isChecked(),
            on_recap=self.on_recap.isChecked(),
            uid=self._uid,
        )

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        checks = (self.at_door, self.on_badge, self.on_recap)
        return (self.wording, self.kind, self.choices, *checks, *self._arrows)

    def _make_arrows(self) -> tuple[QPushButton, ...]:
        return (
            _quiet("question_up", "arrow-up", _("Ask this earlier"), self._up),
            _quiet("question_down", "arrow-down", _("Ask this later"), self._down),
            _quiet("question_remove", "x", _("Do not ask this"), self._go),
        )

    def _lay_out(self) -> None:
        second = row(self.kind, self.choices, spacing=8)
        second.setStretch(1, 1)
        seen = QWidget()
        flow = FlowLayout(seen, 12)
        for check in (self.at_door, self.on_badge, self.on_recap):
            flow.addWidget(check)
        first = row(self.wording, 6, *self._arrows, spacing=0)
        first.setStretch(0, 1)
        self.setLayout(column(first, second, seen, spacing=6))

    def _fit(self) -> None:
        self.choices.setVisible(self.kind.currentData() == FieldKind.CHOICE.value)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()

    def _up(self) -> None:
        self.moved.emit(-1)

    def _down(self) -> None:
        self.moved.emit(1)

    def _go(self) -> None:
        self.moved.emit(0)


def _check(name: str, words: str, is_on: bool) -> QCheckBox:
    made = QCheckBox(words)
    made.setObjectName(name)
    made.setChecked(is_on)
    return made


def _quiet(name: str, icon_name: str, words: str, on_click: Callable[[], object]) -> QPushButton:
    made = button("", on_click, role="quiet")
    made.setIcon(icon(icon_name))
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made
