"""The form in which a member is written down or changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from organizer.domain.drafts import MemberDraft
from organizer.domain.words import _
from organizer.ui.kit.look import px
from organizer.ui.kit.sheets import FormField, Sheet
from organizer.ui.people.tags_field import TagsField

_SEPARATORS = re.compile(r"[\n,;]+")
_PAUSE = 350
"""Milliseconds after the last letter until a problem is said: nobody is corrected in mid-word."""


class MemberSheet(Sheet):
    """Edits a `MemberDraft`; `draft()` is what it says now."""

    def __init__(self, over: QWidget, title: str, draft: MemberDraft, tags: Sequence[str]) -> None:
        super().__init__(over, title)
        self._name = QLineEdit(draft.name)
        self._greeting = QLineEdit(draft.greeting)
        self._emails = _lines("\n".join(draft.emails), 2)
        self._tags = TagsField(tags)
        self._tags.set_tags(draft.tags)
        self._notes = _lines(draft.notes, 3)
        self._host_note = _lines(draft.host_note, 2)
        self._do_not_write = QCheckBox(_("Please do not write"))
        self._do_not_write.setObjectName("do_not_write")
        self._do_not_write.setChecked(draft.do_not_write)
        self._touched: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._forms = self._lay_out_fields()
        self._name.textEdited.connect(self._touch_name)
        self._emails.textChanged.connect(self._touch_emails)
        self._pause.timeout.connect(self._show_touched)

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
        )

    def _lay_out_fields(self) -> dict[str, FormField]:
        """Put all fields into the form; return those that can be wrong."""
        name = self.add_field("name", _("Name"), self._name, _("As the person writes it."))
        self.add_field(
            "greeting", _("Greeting"), self._greeting, _("What you call them, if not that.")
        )
        emails = self.add_field(
            "emails", _("E-mail addresses"), self._emails, _("One a line. None is fine too.")
        )
        self.add(self._do_not_write)
        self.add_field("tags", _("Tags"), self._tags, _("Separated by commas."))
        self.add_field("notes", _("Notes"), self._notes)
        self.add_field(
            "host_note",
            _("Note for the hosts"),
            self._host_note,
            _("The door then says “see the host”, without the reason."),
        )
        return {"name": name, "emails": emails}

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


def _lines(words: str, count: int) -> QPlainTextEdit:
    """A field of several lines that Tab leaves."""
    field = QPlainTextEdit(words)
    field.setTabChangesFocus(True)
    field.setFixedHeight(px(20 * count + 20))
    return field
