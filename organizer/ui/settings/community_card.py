"""The fields that say what the community is and who runs it; each is kept when it is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from organizer.domain.drafts import CommunityDraft
from organizer.domain.records import CommunityRecord
from organizer.domain.words import _
from organizer.ui.kit.sheets import FormField
from organizer.ui.kit.undo_keys import forget_typing
from organizer.ui.kit.widgets import Card
from organizer.ui.settings.accent import AccentChoice
from organizer.ui.zones import ZoneBox


class CommunityCard(Card):
    """Name, purpose, time zone, organizer and colour.

    A field speaks up only where it was really changed, and never twice for one change.
    """

    edited = Signal(str, str)
    """Name of a field of `CommunityDraft` and its new value."""

    def __init__(self) -> None:
        super().__init__(_("Community"))
        self.setObjectName("community_card")
        self._kept = CommunityDraft()
        self._edits = {
            "name": _edit(),
            "purpose": _edit(),
            "organizer_name": _edit(),
            "organizer_email": _edit(),
        }
        self._zone = ZoneBox()
        self._accent = AccentChoice()
        self._fields = {
            "name": FormField(_("Name"), self._edits["name"]),
            "purpose": FormField(
                _("Purpose"), self._edits["purpose"], _("One sentence on why you meet.")
            ),
            "timezone": FormField(_("Time zone"), self._zone),
            "organizer_name": FormField(_("Your name"), self._edits["organizer_name"]),
            "organizer_email": FormField(
                _("Your e-mail address"),
                self._edits["organizer_email"],
                _("Answers to invitations come here."),
            ),
            "accent": FormField(_("Colour"), self._accent),
        }
        for name, field in self._fields.items():
            field.setObjectName(f"field_{name}")
            field.widget.setObjectName(name)
        self.body.setSpacing(16)
        self.add(*self._fields.values(), 0)
        for name, edit in self._edits.items():
            edit.setProperty("field", name)
            edit.editingFinished.connect(self._leave_edit)
        self._zone.settled.connect(self._leave_zone)
        self._accent.chosen.connect(self._choose_accent)

    def show_record(self, record: CommunityRecord) -> None:
        """Show what is kept, but never over what is being typed."""
        for name, edit in self._edits.items():
            value = getattr(record, name)
            setattr(self._kept, name, value)
            if edit.text() != value and not (edit.hasFocus() and edit.isModified()):
                edit.setText(value)
                edit.setCursorPosition(0)  # a long text is read from its beginning
        self._kept.timezone, self._kept.accent = record.timezone, record.accent
        if not self._zone.hasFocus():
            self._zone.set_zone(record.timezone)
        self._accent.set_colour(record.accent)

    def show_problem(self, name: str, sentence: str) -> None:
        """Say under a field what is wrong with it; empty says that all is well."""
        self._fields[name].show_problem(sentence)

    def focus_field(self, name: str) -> None:
        """Go into a field."""
        self._fields[name].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_edit(self) -> None:
        edit = self.sender()
        assert isinstance(edit, QLineEdit)
        self._offer(str(edit.property("field")), edit.text().strip())
        edit.setModified(False)
        if not self._fields[str(edit.property("field"))].problem:
            forget_typing(edit)  # from now on Ctrl+Z means the step

    def _leave_zone(self, name: str) -> None:
        self._offer("timezone", name)

    def _choose_accent(self, colour: str) -> None:
        self._offer("accent", colour)

    def _offer(self, name: str, value: str) -> None:
        if value == getattr(self._kept, name):
            self.show_problem(name, "")
            return
        problem = _problem(self._kept, name, value)
        self.show_problem(name, problem)
        if not problem:
            setattr(self._kept, name, value)  # so that leaving it once more changes nothing
            self.edited.emit(name, value)


def _problem(kept: CommunityDraft, name: str, value: str) -> str:
    draft = CommunityDraft(kept.name, kept.timezone)
    setattr(draft, name, value)
    return draft.problems().get(name, "")


def _edit() -> QLineEdit:
    edit = QLineEdit()
    edit.setMaxLength(400)
    return edit
