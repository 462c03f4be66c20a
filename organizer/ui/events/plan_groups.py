"""The folded groups of the plan's form: seats and answers, the workshop's details, questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from organizer.domain.drafts import EventDraft, QuestionDraft
from organizer.domain.kinds import EventKind, WaitlistOrder
from organizer.domain.names import shown
from organizer.domain.times import short_day
from organizer.domain.words import _
from organizer.ui.events.day_field import DayField
from organizer.ui.events.folded import FoldedGroup
from organizer.ui.events.paid_mark import PaidTicks
from organizer.ui.events.pick_field import PickField
from organizer.ui.events.question_rows import QuestionRows
from organizer.ui.events.when import read_clock
from organizer.ui.kit.layouts import row
from organizer.ui.kit.sheets import FormField

_END_OF_DAY = time(23, 59)
"""Who is asked to answer by a day has all of it."""


class SeatsGroup(FoldedGroup):
    """Until when to answer, who moves up first, what it costs and where one sees who has paid."""

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__("seats", _("Seats and answers"))
        self.day = DayField(today)
        self.day.setObjectName("answer_by")
        self.day.setPlaceholderText(_("Thursday, 2 days before"))
        self.clock = QLineEdit()
        self.clock.setObjectName("answer_by_time")
        self.clock.setPlaceholderText(_("all day"))
        self.order = QComboBox()
        self.order.setObjectName("waitlist_order")
        self.order.addItem(_("Whoever came first"), WaitlistOrder.ARRIVAL.value)
        self.order.addItem(_("Newcomers first"), WaitlistOrder.NEWCOMERS.value)
        self.price = QLineEdit()
        self.price.setObjectName("price")
        self.price.setPlaceholderText(_("nothing"))
        self.fields["answer_by"] = FormField(_("Please answer by"), self.day)
        until = FormField(_("At"), self.clock)
        by = row(self.fields["answer_by"], until, spacing=12)
        by.setStretch(0, 2)
        by.setStretch(1, 1)
        self.body.addLayout(by)
        hint = _("Who moves up when a seat is freed. Newcomers never came before.")
        self.add(FormField(_("Waitlist"), self.order, hint))
        hint = _("Such as 12 €. With a price, you can note who has paid.")
        self.add(FormField(_("What it costs"), self.price, hint))
        self.paid = PaidTicks()
        self._paid = FormField(_("Who has paid is shown"), self.paid)
        self.add(self._paid)
        for line in (self.day, self.clock, self.price):
            line.textChanged.connect(self._changed)
        self.order.currentIndexChanged.connect(self._changed)
        self.paid.edited.connect(self.edited)

    def set_start(self, day: date | None) -> None:
        """Let days be read as such before the event."""
        self.day.lies_before(day)

    def fill(self, draft: EventDraft) -> None:
        """Show what a draft says."""
        if draft.answer_by is not None:
            self.day.set_day(draft.answer_by.date())
            is_day = draft.answer_by.time().replace(second=0) == _END_OF_DAY
            self.clock.setText("" if is_day else f"{draft.answer_by:%H:%M}")
        self.order.setCurrentIndex(self.order.findData(draft.waitlist_order.value))
        self.price.setText(draft.price)
        self.paid.fill(draft)
        self._changed()

    def write(self, draft: EventDraft) -> None:
        """Put what the fields say into a draft; what cannot be read is left empty."""
        day, clock = self.day.day(), read_clock(self.clock.text())
        if not self.clock.text().strip():
            clock = _END_OF_DAY
        draft.answer_by = datetime.combine(day, clock) if day and clock else None
        draft.waitlist_order = WaitlistOrder(self.order.currentData())
        draft.price = self.price.text()
        self.paid.write(draft)

    def unread(self) -> dict[str, str]:
        """Return by field what is wrong with the day or time."""
        if self.day.text().strip() and self.day.day() is None:
            words = _("“{text}” is no day. Write it like 24 Nov 2026, or Friday.")
            return {"answer_by": words.format(text=self.day.text().strip()[:40])}
        if self.clock.text().strip() and read_clock(self.clock.text()) is None:
            return {"answer_by": _("Write a time like 19:00, or nothing for the whole day.")}
        return {}

    def _changed(self) -> None:
        day = self.day.day()
        by = datetime.combine(day, time()) if day else None
        parts = [
            _("answers by {day}").format(day=short_day(by)) if by else "",
            _("newcomers first") if self.order.currentIndex() > 0 else "",
            shown(self.price.text()),
        ]
        said = ", ".join(filter(None, parts))
        self.set_summary(said or _("a last day to answer, who moves up first, a price"))
        self._paid.setVisible(bool(self.price.text().strip()))
        self.edited.emit()


class DetailsGroup(FoldedGroup):
    """Room, materials and who leads it; of a workshop also its level and what it asks for."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__("details", _("Workshop details"))
        self.facilitators = PickField("facilitators", _("Type a name"))
        self.room = _line("room", _("Attic"))
        self.level = _line("level", _("Beginners"))
        self.materials = _line("materials", _("Scissors, an old shirt"))
        self.tags = PickField("required_tags", _("Type a tag"), takes_new=True)
        self.workshops = PickField("required_workshops", _("Type a title"))
        self._level = FormField(_("Level"), self.level)
        first = row(FormField(_("Room"), self.room), self._level, spacing=12)
        self.fields["facilitators"] = FormField(_("Led by"), self.facilitators)
        self.add(self.fields["facilitators"])
        self.body.addLayout(first)
        self.add(FormField(_("To bring along"), self.materials))
        hint = _("Who lacks it is named when seats are given, and gets in all the same.")
        self.fields["required_tags"] = FormField(_("Asks for the tag"), self.tags)
        field = FormField(_("Asks for having been to"), self.workshops, hint)
        self.fields["required_workshops"] = field
        self._picks = {
            "facilitators": self.facilitators,
            "required_tags": self.tags,
            "required_workshops": self.workshops,
        }
        self.add(self.fields["required_tags"], field)
        for line in (self.room, self.level, self.materials):
            line.textChanged.connect(self._changed)
        for picks in self._picks.values():
            picks.changed.connect(self._changed)

    def fill(self, draft: EventDraft) -> None:
        """Show what a draft says."""
        self.room.setText(draft.room)
        self.level.setText(draft.level)
        self.materials.setText(draft.materials)
        self.facilitators.set_keys(draft.facilitators)
        self.tags.set_keys(draft.required_tags)
        self.workshops.set_keys(draft.required_workshops)
        self.show_kind(draft.kind)

    def write(self, draft: EventDraft) -> None:
        """Put what the fields say into a draft."""
        draft.room, draft.level = self.room.text(), self.level.text()
        draft.materials = self.materials.text()
        draft.facilitators = self.facilitators.keys()
        draft.required_tags, draft.required_workshops = self.tags.keys(), self.workshops.keys()

    def take_typed(self) -> None:
        """Pick what was typed by its whole name and never entered."""
        for picks in self._picks.values():
            picks.take_known()

    def unread(self) -> dict[str, str]:
        """Return by field what is wrong with words that pick nothing: they would be lost."""
        words = _("“{text}” is none of those there are. Choose what is offered, or clear the line.")
        return {
            name: words.format(text=picks.typed()[:40])
            for name, picks in self._picks.items()
            if picks.typed() and not self.fields[name].isHidden()
        }

    def show_kind(self, kind: EventKind) -> None:
        """Only a workshop has a level and asks for something; what is written stays."""
        is_workshop = kind is EventKind.WORKSHOP
        self.set_title(_("Workshop details") if is_workshop else _("Room and hosts"))
        self._level.setVisible(is_workshop or bool(self.level.text()))
        for name in ("required_tags", "required_workshops"):
            self.fields[name].setVisible(is_workshop or bool(self._picks[name].keys()))
        self._changed()

    def _changed(self) -> None:
        parts = (
            *map(shown, self.facilitators.labels()),
            shown(self.room.text()),
            shown(self.level.text()),
            shown(self.materials.text()),
            *map(shown, self.tags.labels()),
            *map(shown, self.workshops.labels()),
        )
        is_workshop = not self._level.isHidden()
        hint = (
            _("who leads it, room, level, materials, what it asks for")
            if is_workshop
            else _("who leads it, room, what to bring")
        )
        self.set_summary(", ".join(filter(None, parts)) or hint)
        self.edited.emit()


class QuestionsGroup(FoldedGroup):
    """What everyone who comes is asked."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__("questions", _("Questions"))
        self.rows = QuestionRows()
        self.fields["questions"] = FormField("", self.rows)
        self.rows.setObjectName("questions")
        self.add(self.fields["questions"])
        self.rows.changed.connect(self._changed)

    def fill(self, questions: Sequence[QuestionDraft]) -> None:
        """Show these questions."""
        self.rows.set_drafts(questions)
        self._changed()

    def write(self, draft: EventDraft) -> None:
        """Put the questions into a draft."""
        draft.questions = self.rows.drafts()

    def _changed(self) -> None:
        self.set_summary(self.rows.summary())
        self.edited.emit()


def _line(name: str, example: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setPlaceholderText(example)
    return made
