"""The sheet of one guest: what they answer to the event's questions, and which workshops they like."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from organizer.domain.errors import UserError
from organizer.domain.fields import problem
from organizer.domain.kinds import FieldKind
from organizer.domain.names import shown
from organizer.domain.records import GuestRow, QuestionRecord
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.answers.guest_answers import keep_answers_and_wishes
from organizer.ui.context import Context
from organizer.ui.events.opened import OpenedEvent
from organizer.ui.jobs import Job
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import text

_MOST_WISHES = 4


class GuestSheet(Sheet):
    """One field for each question, and for each wish; all is kept in one step."""

    def __init__(
        self, over: QWidget, context: Context, event: OpenedEvent, guest: GuestRow
    ) -> None:
        super().__init__(over, shown(guest.name), _("Save"), width=440)
        self._context = context
        self._event = event
        self._guest = guest
        self._answers: dict[str, QLineEdit | QComboBox] = {}
        self._wishes: list[QComboBox] = []
        said = dict(guest.answers)
        for question in event.questions:
            field = _field(question, said.get(question.uid, ""))
            self._answers[question.uid] = field
            self.add_field(f"answer_{question.uid}", question.wording, field)
        if event.workshops:
            self._add_wishes()
        if not event.questions:
            hint = _("Ask something in the plan of the event, and the answers are kept here.")
            self.add(text(hint, "caption", wrap=True))
        self.save_requested.connect(self._save)

    def _add_wishes(self) -> None:
        words = (_("Would like most"), _("Or else"), _("Or else"), _("Or else"))
        for number in range(min(_MOST_WISHES, len(self._event.workshops))):
            box = QComboBox()
            box.addItem(_("Nothing more") if number else _("No wish"), "")
            for workshop in self._event.workshops:
                box.addItem(shown(workshop.title), workshop.uid)
            known = self._guest.choices
            box.setCurrentIndex(max(0, box.findData(known[number] if number < len(known) else "")))
            self._wishes.append(box)
            self.add_field(f"wish_{number + 1}", words[number], box)

    def _said(self) -> dict[str, str]:
        return {uid: _typed(field) for uid, field in self._answers.items()}

    def _wished(self) -> tuple[str, ...]:
        chosen = (box.currentData() for box in self._wishes)
        return tuple(dict.fromkeys(filter(None, chosen)))

    def _save(self) -> None:
        said = self._said()
        asked = {one.uid: one for one in self._event.questions}
        problems = {
            f"answer_{uid}": sentence
            for uid, words in said.items()
            if (sentence := problem(asked[uid].kind, asked[uid].choices, words))
        }
        self.show_problems(problems)
        if problems:
            return
        self.set_busy(True)
        wishes = self._wished() if self._wishes else None
        work = partial(
            _keep, self._context.db, self._event.row.uid, self._guest.member_uid, said, wishes
        )
        self._context.do(self, work, self._saved, on_failure=self._fail)

    def _saved(self, _result: object) -> str:
        self.close_sheet()
        return _("What {name} answers is kept.").format(name=shown(self._guest.name))

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


def _keep(
    db: Database,
    event: str,
    member: str,
    said: dict[str, str],
    wishes: tuple[str, ...] | None,
    _job: Job,
) -> None:
    keep_answers_and_wishes(db, event, member, said, wishes)


def _field(question: QuestionRecord, value: str) -> QLineEdit | QComboBox:
    if question.kind not in (FieldKind.CHOICE, FieldKind.YES_NO):
        line = QLineEdit(value)
        examples = {FieldKind.NUMBER: "2", FieldKind.DATE: "2026-11-24"}
        line.setPlaceholderText(examples.get(question.kind, ""))
        return line
    box = QComboBox()
    box.addItem(_("Not answered"), "")
    if question.kind is FieldKind.YES_NO:
        box.addItem(_("Yes"), "yes")
        box.addItem(_("No"), "no")
    for choice in question.choices:
        box.addItem(shown(choice), choice)
    if value and box.findData(value) < 0:
        box.addItem(shown(value), value)  # from when it was asked otherwise
    box.setCurrentIndex(max(0, box.findData(value)))
    return box


def _typed(field: QLineEdit | QComboBox) -> str:
    return field.text() if isinstance(field, QLineEdit) else str(field.currentData())
