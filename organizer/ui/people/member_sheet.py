"""The form in which a member is written down or changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from organizer.domain.drafts import UNSAID, MemberDraft
from organizer.domain.kinds import Consent, FieldKind
from organizer.domain.records import FieldRecord, MemberRow, PersonLink
from organizer.domain.words import _
from organizer.ui.choice import Choice
from organizer.ui.kit.fields import lines_field
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.sheets import FormField, Sheet
from organizer.ui.kit.widgets import Rule, button, text
from organizer.ui.people.new_field import NewFieldForm
from organizer.ui.people.own_fields import field_widget, said_in
from organizer.ui.people.past_day import PastDayField
from organizer.ui.people.person_field import PersonField
from organizer.ui.people.tags_field import TagsField

_SEPARATORS = re.compile(r"[\n,;]+")
_TOP = Qt.AlignmentFlag.AlignTop
_PAUSE = 350
"""Milliseconds after the last letter until a problem is said: nobody is corrected in mid-word."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a form offers beside what it edits: words in use, people, fields of the community's."""

    tags: Sequence[str] = ()
    circles: Sequence[str] = ()
    fields: Sequence[FieldRecord] = ()
    people: Sequence[MemberRow] = ()
    brought_by: PersonLink | None = None
    """Who brought the member whom it edits."""


class MemberSheet(Sheet):
    """Edits a `MemberDraft`; `draft()` is what it says now."""

    field_wanted = Signal(str, str, object)
    """Asks for a new field of the community's own: name, kind as a word, list of choices."""

    def __init__(
        self, over: QWidget, title: str, draft: MemberDraft, around: Around, today: date
    ) -> None:
        super().__init__(over, title, width=480)
        self._fields_shown: list[FieldRecord] = []
        self._values: dict[str, QWidget] = {}
        self._kept_values = dict(draft.values)
        self._name = QLineEdit(draft.name)
        self._greeting = QLineEdit(draft.greeting)
        self._pronouns = QLineEdit(draft.pronouns)
        self._language = QLineEdit(draft.language)
        self._pictures = Choice(
            "pictures",
            [
                (Consent.UNKNOWN, _("Not asked")),
                (Consent.YES, _("Fine")),
                (Consent.NO, _("No pictures")),
            ],
        )
        self._pictures.set_key(draft.photo_consent)
        self._emails = lines_field("\n".join(draft.emails), 2)
        self._phone = QLineEdit(draft.phone)
        self._tags = TagsField(around.tags)
        self._tags.set_tags(draft.tags)
        self._circles = TagsField(around.circles)
        self._circles.set_tags(draft.circles)
        self._found_us = QLineEdit(draft.found_us)
        self._brought_by = PersonField(around.people, around.brought_by)
        is_new = draft.joined_on == UNSAID
        self._joined = PastDayField(today, today if is_new else draft.joined_on)
        self._notes = lines_field(draft.notes, 3)
        self._host_note = lines_field(draft.host_note, 2)
        self._do_not_write = QCheckBox(_("Please do not write"))
        self._do_not_write.setObjectName("do_not_write")
        self._do_not_write.setChecked(draft.do_not_write)
        for line in (self._name, self._greeting, self._tags, self._circles, self._found_us):
            line.setCursorPosition(0)  # of what is too long, the beginning is seen
        self._touched: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.new_field = NewFieldForm()
        self._more = QWidget()
        self._more.setLayout(column(spacing=16))
        self._forms = self._lay_out_fields()
        self.show_fields(around.fields)
        self._name.textEdited.connect(self._touch_name)
        self._emails.textChanged.connect(self._touch_emails)
        self._pause.timeout.connect(self._show_touched)
        self.new_field.wanted.connect(self.field_wanted)

    def draft(self) -> MemberDraft:
        """What the form says."""
        addresses = _SEPARATORS.split(self._emails.toPlainText())
        return MemberDraft(
            name=self._name.text(),
            greeting=self._greeting.text(),
            emails=tuple(filter(None, (address.strip() for address in addresses))),
            tags=self._tags.tags(),
            notes=self._notes.toPlainText(),
            host_note=self._host_note.toPlainText(),
            do_not_write=self._do_not_write.isChecked(),
            pronouns=self._pronouns.text(),
            phone=self._phone.text(),
            language=self._language.text(),
            photo_consent=Consent(self._pictures.key or Consent.UNKNOWN),
            found_us=self._found_us.text(),
            brought_by=self._brought_by.uid(),
            circles=self._circles.tags(),
            joined_on=self._joined.day(),
            values={uid: said_in(widget) for uid, widget in self._values.items()},
        )

    def problems(self) -> dict[str, str]:
        """A sentence for each field that cannot stay as it is."""
        found = self.draft().problems(self._fields_shown)
        if sentence := self._brought_by.problem():
            found["brought_by"] = sentence
        if sentence := self._joined.problem():
            found["joined_on"] = sentence
        return found

    def show_fields(self, fields: Sequence[FieldRecord]) -> None:
        """Add the fields of the community's own that are not there yet, short ones side by side."""
        lines = self._more.layout()
        assert lines is not None
        short: list[FormField] = []
        for field in fields:
            if field.uid in self._values:
                continue
            self._fields_shown.append(field)
            widget = field_widget(field, self._kept_values.get(field.uid, ""))
            self._values[field.uid] = widget
            form = self.add_field(field.uid, field.name, widget)
            if field.kind is FieldKind.TEXT:
                lines.addWidget(form)
                continue
            short.append(form)
            if len(short) == 2:
                lines.addWidget(_beside(*short))
                short = []
        for form in short:
            lines.addWidget(form)
        self._more.setVisible(bool(self._values))

    def _lay_out_fields(self) -> dict[str, FormField]:
        """Put all fields into the form, in groups; return those that can be wrong as one types."""
        name = self.add_field("name", _("Name"), self._name, _("As the person writes it."))
        self._add_pair(
            self.add_field("greeting", _("Greeting"), self._greeting, _("What you call them.")),
            self.add_field("pronouns", _("Pronouns"), self._pronouns, _("Said at the door.")),
        )
        self.add_field("pictures", _("Pictures of them"), self._pictures)
        self._begin_group(_("How to reach them"))
        emails = self.add_field(
            "emails", _("E-mail addresses"), self._emails, _("One a line. None is fine too.")
        )
        self._add_pair(
            self.add_field("phone", _("Phone"), self._phone),
            self.add_field("language", _("Language"), self._language),
        )
        self.add(self._do_not_write)
        self._begin_group(_("How they belong"))
        self.add_field("tags", _("Tags"), self._tags, _("Separated by commas."))
        self.add_field("circles", _("Circles"), self._circles, _("Separated by commas."))
        self._add_pair(
            self.add_field("joined_on", _("Member since"), self._joined),
            self.add_field("brought_by", _("Brought by"), self._brought_by),
        )
        self.add_field("found_us", _("How they found us"), self._found_us)
        self.add(self._more)
        self._add_opener()
        self._begin_group(_("Notes"))
        self.add_field("notes", "", self._notes)
        self._notes.setAccessibleName(_("Notes"))
        self.add_field(
            "host_note",
            _("Note for the hosts"),
            self._host_note,
            _("The door then says “see the host”, without the reason."),
        )
        return {"name": name, "emails": emails}

    def _begin_group(self, title: str) -> None:
        head = QWidget()
        head.setLayout(column(Rule(), 4, text(title, "heading"), spacing=8))
        self.add(head)

    def _add_pair(self, one: FormField, other: FormField) -> None:
        self.add(_beside(one, other))

    def _add_opener(self) -> None:
        self._opener = button(_("Add a field of your own"), self._open_new_field, role="link")
        self._opener.setObjectName("open_new_field")
        line = QWidget()
        line.setLayout(row(self._opener, 0))
        self.add(line)
        self.add(self.new_field)
        self.new_field.hide()

    def _open_new_field(self) -> None:
        self._opener.hide()
        self.new_field.show()
        self.new_field.focus()

    def _touch_name(self) -> None:
        self._touch("name")

    def _touch_emails(self) -> None:
        self._touch("emails")

    def _touch(self, field: str) -> None:
        self._touched.add(field)
        if self._forms[field].problem:
            self._show_touched()  # what was put right is no longer complained about
        self._pause.start()

    def _show_touched(self) -> None:
        problems = self.draft().problems()
        for field in self._touched:
            self._forms[field].show_problem(problems.get(field, ""))


def _beside(one: FormField, other: FormField) -> QWidget:
    """Two short fields in one line, of the same width, with their names at the same height."""
    holder = QWidget()
    line = row(one, other, spacing=16)
    line.setStretch(0, 1)
    line.setStretch(1, 1)
    for form in (one, other):
        lines = form.layout()
        assert lines is not None
        lines.setAlignment(_TOP)
    holder.setLayout(line)
    return holder
