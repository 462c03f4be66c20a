"""The line in which one rule is put together: what to look at, what must be so, and which value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from organizer.domain.errors import UserError
from organizer.domain.fields import check
from organizer.domain.kinds import Consent, FieldKind, RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import FieldRecord, MemberRow
from organizer.domain.segment_words import ask_in_words, period_in_words
from organizer.domain.segments import NEXT, PERIODS, Ask, Rule, Trait, asks_of, rule_problem
from organizer.domain.words import _
from organizer.ui.events.day_field import DayField
from organizer.ui.kit.layouts import FlowLayout, clear, column
from organizer.ui.kit.look import px
from organizer.ui.kit.widgets import button, text
from organizer.ui.people.own_fields import said_in
from organizer.ui.people.person_field import PersonField
from organizer.ui.people.words import answer_words

_ANY = "any"
"""Said instead of an event's uid."""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What rules can speak of in this community."""

    tags: Sequence[str] = ()
    circles: Sequence[tuple[str, str]] = ()
    """uid and name; so are `events`, the latest first."""
    events: Sequence[tuple[str, str]] = ()
    languages: Sequence[str] = ()
    fields: Sequence[FieldRecord] = ()


def trait_words() -> dict[Trait, str]:
    """Return what each trait is called where one chooses it; fields go by their own names."""
    return {
        Trait.TAG: _("Tag"),
        Trait.CIRCLE: _("Circle"),
        Trait.CAME: _("Times came"),
        Trait.FIRST_CAME: _("First came"),
        Trait.LAST_CAME: _("Last came"),
        Trait.JOINED: _("Joined"),
        Trait.ANSWERED: _("Answer"),
        Trait.LANGUAGE: _("Language"),
        Trait.PICTURES: _("Pictures"),
        Trait.ADDRESS: _("E-mail address"),
        Trait.DO_NOT_WRITE: _("“Please do not write”"),
        Trait.BROUGHT_BY: _("Brought by"),
        Trait.TEXT: _("Words to search for"),
    }


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
        self._trait = _combo("filter_trait", _("What to look at"))
        self._ask = _combo("filter_ask", _("What must be so"))
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
        self._trait.blockSignals(False)
        self._problem.hide()
        self._fit_asks()
        self.show()
        self._trait.setFocus(Qt.FocusReason.OtherFocusReason)

    def rule(self) -> Rule:
        """What the line says now."""
        trait, field = self._chosen()
        kind = field.kind if field else FieldKind.TEXT
        value, about = self._said(trait, kind), field.uid if field else ""
        if trait is Trait.ANSWERED:
            value, about = (said_in(widget) for widget in self._values)
            about = "" if about == _ANY else about
        return Rule(trait, self._asked(), value, about, kind)

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
        }.get(trait, True)

    def _chosen(self) -> tuple[Trait, FieldRecord | None]:
        trait, field = self._trait.currentData()
        return trait, field

    def _asked(self) -> Ask:
        return Ask(self._ask.currentData())

    def _fit_asks(self) -> None:
        trait, field = self._chosen()
        self._ask.blockSignals(True)
        self._ask.clear()
        for ask in asks_of(trait, field.kind if field else FieldKind.TEXT):
            self._ask.addItem(_ask_words(trait, ask), str(ask))
        self._ask.blockSignals(False)
        self._fit_values()

    def _fit_values(self) -> None:
        trait, field = self._chosen()
        for part in (self._trait, self._ask, self._add):
            self._value_line.removeWidget(part)
        clear(self._value_line)
        self._values = self._value_widgets(trait, field)
        for widget in (self._trait, self._ask, *self._values, self._add):
            self._value_line.addWidget(widget)
        for before, after in zip(
            (self._trait, self._ask, *self._values),
            (self._ask, *self._values, self._add),
            strict=True,
        ):
            self.setTabOrder(before, after)
        for number, widget in enumerate(self._values):
            widget.setObjectName("filter_event" if number else "filter_value")
            widget.setMinimumWidth(px(150))

    def _value_widgets(self, trait: Trait, field: FieldRecord | None) -> list[QWidget]:
        ask, choices = self._asked(), self._choices
        if ask in (Ask.FILLED, Ask.EMPTY) or trait is Trait.DO_NOT_WRITE:
            return []
        if ask in (Ask.WITHIN, Ask.NOT_WITHIN):
            return [_choice([(each, period_in_words(each)) for each in PERIODS])]
        if ask in (Ask.SINCE, Ask.BEFORE):
            return [DayField(self._today)]
        match trait:
            case Trait.TAG:
                return [_choice([(tag, shown(tag)) for tag in choices.tags])]
            case Trait.CIRCLE:
                return [_choice([(uid, shown(name)) for uid, name in choices.circles])]
            case Trait.CAME:
                times = QSpinBox()
                times.setRange(0, 9999)
                times.setValue(1)
                return [times]
            case Trait.ANSWERED:
                return [_statuses(), _events(choices.events)]
            case Trait.LANGUAGE:
                return [_choice([(each, shown(each)) for each in choices.languages])]
            case Trait.PICTURES:
                return [_choice([(str(each), words) for each, words in _pictures().items()])]
            case Trait.BROUGHT_BY:
                return [PersonField(self._people)]
            case Trait.FIELD if field is not None and field.kind is FieldKind.CHOICE:
                return [_choice([(choice, shown(choice)) for choice in field.choices])]
            case Trait.FIELD if field is not None and field.kind is FieldKind.YES_NO:
                return [_choice([("yes", _("yes")), ("no", _("no"))])]
            case _:
                return [QLineEdit()]

    def _said(self, trait: Trait, kind: FieldKind) -> str:
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


def _combo(name: str, label: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(label)
    return made


def _choice(choices: Sequence[tuple[str, str]]) -> QComboBox:
    made = _combo("", _("Value"))
    for value, words in choices:
        made.addItem(words, value)
    return made


def _statuses() -> QComboBox:
    return _choice([(str(status), answer_words(status)) for status in RegistrationStatus])


def _events(events: Sequence[tuple[str, str]]) -> QComboBox:
    made = _choice([(NEXT, _("the next event")), (_ANY, _("any event"))])
    for uid, title in events:
        made.addItem(shown(title), uid)
    made.setAccessibleName(_("Event"))
    return made


def _pictures() -> dict[Consent, str]:
    return {
        Consent.NO: _("No pictures"),
        Consent.YES: _("Fine"),
        Consent.UNKNOWN: _("Not asked"),
    }


def _ask_words(trait: Trait, ask: Ask) -> str:
    if trait is Trait.DO_NOT_WRITE:
        return _("is marked") if ask is Ask.IS else _("is not marked")
    return ask_in_words(ask)
