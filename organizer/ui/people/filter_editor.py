"""The line in which one rule is put together: what to look at, what must be so, and which value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from organizer.domain.errors import UserError
from organizer.domain.fields import check
from organizer.domain.kinds import FieldKind
from organizer.domain.names import shown
from organizer.domain.records import FieldRecord, MemberRow
from organizer.domain.segments import TITLED, Ask, Rule, Trait, asks_of, rule_problem
from organizer.domain.words import _
from organizer.services.people.segments import AskedQuestion
from organizer.ui.events.day_field import DayField
from organizer.ui.kit.layouts import FlowLayout, clear, column
from organizer.ui.kit.look import px
from organizer.ui.kit.widgets import button, text
from organizer.ui.people.filter_choices import (
    ANY_EVENT,
    FilterChoices,
    Subject,
    ask_words,
    combo,
    trait_words,
    value_widgets,
    widen_list,
)
from organizer.ui.people.own_fields import said_in
from organizer.ui.people.person_field import PersonField

_VALUE_NAMES = ("filter_value", "filter_event", "filter_title")


class FilterEditor(QWidget):
    """Makes one rule at a time; Enter adds it, Esc closes the line."""

    made = Signal(object)
    """Carries the `Rule`."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("filter_editor")
        self._choices = FilterChoices()
        self._people: Sequence[MemberRow] = ()
        self._today = date.today()
        self._trait = combo("filter_trait", _("What to look at"))
        self._trait.setMaximumWidth(px(240))
        self._ask = combo("filter_ask", _("What must be so"))
        self._values: list[QWidget] = []
        self._value_line = FlowLayout(spacing=8)
        self._add = button(_("Add"), self._make, role="primary")
        self._add.setObjectName("filter_add")
        self._problem = text("", "problem", wrap=True)
        self._problem.setObjectName("filter_problem")
        self._problem.hide()
        line = QWidget()
        line.setLayout(self._value_line)
        self.setLayout(column(line, self._problem, spacing=4))
        self._trait.currentIndexChanged.connect(self._fit_asks)
        self._ask.currentIndexChanged.connect(self._fit_values)
        self.hide()

    def begin(self, choices: FilterChoices, people: Sequence[MemberRow], today: date) -> None:
        """Show the line, ready to choose what to look at."""
        self._choices, self._people, self._today = choices, people, today
        self._trait.blockSignals(True)
        self._trait.clear()
        for trait, words in trait_words().items():
            if self._can_ask(trait):
                self._trait.addItem(words, (trait, None))
        for field in choices.fields:
            self._trait.addItem(shown(field.name), (Trait.FIELD, field))
        for asked in choices.questions:
            words = _("Asked: {question}").format(question=shown(asked.wording))
            self._trait.addItem(words, (Trait.QUESTION, asked))
        widen_list(self._trait)
        self._trait.blockSignals(False)
        self._problem.hide()
        self._fit_asks()
        self.show()
        self._trait.setFocus(Qt.FocusReason.OtherFocusReason)

    def rule(self) -> Rule:
        """What the line says now."""
        trait, subject = self._chosen()
        match subject:
            case FieldRecord():
                return Rule(
                    trait, self._asked(), self._said(subject.kind), subject.uid, subject.kind
                )
            case AskedQuestion():
                said = self._said(FieldKind.TEXT)
                return Rule(trait, self._asked(), said, subject.wording)
        if trait is Trait.ANSWERED:
            part, about, title = map(said_in, self._values)
            meant = {ANY_EVENT: "", TITLED: f"{TITLED}{title.strip()}"}.get(about, about)
            return Rule(trait, self._asked(), part, meant)
        return Rule(trait, self._asked(), self._said(FieldKind.TEXT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._make()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _can_ask(self, trait: Trait) -> bool:
        """Whether there is anything to choose from."""
        return {
            Trait.TAG: bool(self._choices.tags),
            Trait.CIRCLE: bool(self._choices.circles),
            Trait.ANSWERED: bool(self._choices.events),
            Trait.LANGUAGE: bool(self._choices.languages),
            Trait.PRONOUNS: bool(self._choices.pronouns),
        }.get(trait, True)

    def _chosen(self) -> tuple[Trait, Subject]:
        trait, subject = self._trait.currentData()
        return trait, subject

    def _asked(self) -> Ask:
        return Ask(self._ask.currentData())

    def _fit_asks(self) -> None:
        trait, subject = self._chosen()
        kind = subject.kind if isinstance(subject, FieldRecord) else FieldKind.TEXT
        self._ask.blockSignals(True)
        self._ask.clear()
        for ask in asks_of(trait, kind):
            self._ask.addItem(ask_words(trait, ask), str(ask))
        self._ask.blockSignals(False)
        self._fit_values()

    def _fit_values(self) -> None:
        trait, subject = self._chosen()
        for part in (self._trait, self._ask, self._add):
            self._value_line.removeWidget(part)
        clear(self._value_line)
        self._values = value_widgets(
            trait, self._asked(), subject, self._choices, self._people, self._today
        )
        for widget in (self._trait, self._ask, *self._values, self._add):
            self._value_line.addWidget(widget)
        for before, after in zip(
            (self._trait, self._ask, *self._values),
            (self._ask, *self._values, self._add),
            strict=True,
        ):
            self.setTabOrder(before, after)
        for name, widget in zip(_VALUE_NAMES, self._values, strict=False):
            widget.setObjectName(name)
            widget.setMinimumWidth(px(150))
        if trait is Trait.ANSWERED:
            _part, event, title = self._values
            assert isinstance(event, QComboBox)
            event.currentIndexChanged.connect(self._fit_title)
            title.hide()

    def _fit_title(self) -> None:
        """Ask for words of the title where any event that has them is meant."""
        event, title = self._values[1:]
        title.setVisible(said_in(event) == TITLED)

    def _said(self, kind: FieldKind) -> str:
        if not self._values:
            return ""
        widget = self._values[0]
        if isinstance(widget, QSpinBox):
            return str(widget.value())
        if isinstance(widget, PersonField):
            return widget.uid()
        if isinstance(widget, DayField):
            day = widget.day()
            return day.isoformat() if day else widget.text()
        said = said_in(widget)
        return check(kind, (), said) if kind is FieldKind.NUMBER else said

    def _make(self) -> None:
        try:
            rule = self.rule()
            sentence = rule_problem(rule)
        except UserError as error:
            sentence = str(error)
        if sentence:
            self._problem.setText(sentence)
            self._problem.show()
            return
        self.hide()
        self.made.emit(rule)
