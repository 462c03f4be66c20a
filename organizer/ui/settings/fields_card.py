"""The fields of the community's own: made, renamed, put in order and taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.domain.names import shown
from organizer.domain.records import FieldRecord
from organizer.domain.words import _, ngettext
from organizer.services.people import fields
from organizer.ui.context import Context
from organizer.ui.events.tab_order import place_in, stand_after
from organizer.ui.jobs import Job
from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import clear, column, row
from organizer.ui.kit.undo_keys import forget_typing
from organizer.ui.kit.widgets import Card, Rule, button, text
from organizer.ui.people.new_field import NewFieldForm
from organizer.ui.people.own_fields import kind_words


class FieldsCard(Card):
    """Each change is kept at once and can be undone."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Fields of your own"))
        self.setObjectName("fields_card")
        self._context = context
        self._shown: list[FieldRecord] = []
        words = _("What you would like to know of every member, such as a T-shirt size.")
        self._place = place_in(self)
        self._lines = column(spacing=16)
        self.new_field = NewFieldForm()
        self.body.setSpacing(12)
        self.add(text(words, "muted", wrap=True), self._lines, self.new_field)
        self.new_field.wanted.connect(self._make)

    def reload(self) -> None:
        """Fetch the fields anew."""
        self._context.runner.start(self, self._load, self._show)

    def _load(self, _job: Job) -> list[FieldRecord]:
        return fields.list_fields(self._context.db)

    def _show(self, found: list[FieldRecord]) -> None:
        if found == self._shown:
            return
        self._shown = found
        clear(self._lines)
        stops: list[QWidget] = []
        for place, field in enumerate(found):
            line = FieldLine(field, is_first=place == 0, is_last=place == len(found) - 1)
            line.renamed.connect(self._rename)
            line.choices_changed.connect(self._change_choices)
            line.moved.connect(self._move)
            line.removed.connect(self._remove)
            self._lines.addWidget(line)
            stops += line.stops
        if found:
            self._lines.addWidget(Rule())
        stand_after(self._place, stops)

    def _make(self, name: str, kind: str, choices: list[str]) -> None:
        def work(_job: Job) -> str:
            _uid, adopted = fields.add_field(self._context.db, name, FieldKind(kind), choices)
            return fields.said_of_new(name, adopted)

        def made(words: str) -> str:
            self.new_field.begin_again()
            return words

        self._do(work, made, self._refuse_new)

    def _rename(self, uid: str, name: str) -> None:
        self._do(partial(_rename, self._context, uid, name), str)

    def _change_choices(self, uid: str, choices: list[str]) -> None:
        self._do(partial(_change_choices, self._context, uid, choices), str)

    def _move(self, uid: str, by: int) -> None:
        uids = [field.uid for field in self._shown]
        place = uids.index(uid)
        uids.insert(place + by, uids.pop(place))
        self._do(partial(_order, self._context, uids), str)

    def _remove(self, uid: str) -> None:
        self._do(partial(_remove, self._context, uid), str)

    def _do(
        self,
        work: Callable[[Job], str],
        tell: Callable[[str], str],
        on_failure: Callable[[UserError], object] | None = None,
    ) -> None:
        self._context.do(self, work, tell, on_failure=on_failure or self._refuse)

    def _refuse_new(self, error: UserError) -> None:
        self.new_field.refuse(str(error))

    def _refuse(self, error: UserError) -> None:
        self._context.messages.say(str(error), "bad")
        self._shown = []
        self.reload()


class FieldLine(QWidget):
    """One field: its name to be changed, what it takes, and its place."""

    renamed = Signal(str, str)
    choices_changed = Signal(str, object)
    moved = Signal(str, int)
    """uid, and by how many places: -1 is up."""
    removed = Signal(str)

    def __init__(self, field: FieldRecord, *, is_first: bool, is_last: bool) -> None:
        super().__init__()
        self._field = field
        self.setObjectName("field_line")
        self._name = QLineEdit(field.name)
        self._name.setObjectName("field_name")
        self._name.setAccessibleName(_("Name of the field"))
        self._choices = QLineEdit(", ".join(field.choices))
        self._choices.setObjectName("field_choices")
        self._choices.setAccessibleName(_("Choices of {name}").format(name=field.name))
        up = _arrow("caret-up", "field_up", _("Up"), self._move_up)
        down = _arrow("caret-down", "field_down", _("Down"), self._move_down)
        up.setEnabled(not is_first)
        down.setEnabled(not is_last)
        remove = button(_("Remove"), self._remove, role="link")
        remove.setObjectName("field_remove")
        remove.setAccessibleName(_("Remove {name}").format(name=field.name))
        line = row(self._name, up, down, remove, spacing=4)
        line.setStretch(0, 1)
        filled = ngettext("{count} member", "{count} members", field.filled)
        said = [kind_words()[field.kind]]
        if field.filled:
            said.append(filled.format(count=f"{field.filled:,}"))
        lines = column(line, text(" · ".join(said), "caption"), spacing=4)
        self.stops: list[QWidget] = [self._name, up, down, remove]
        """Where Tab stops, in the order in which they are seen."""
        if field.kind is FieldKind.CHOICE:
            lines.insertWidget(1, self._choices)
            self.stops.append(self._choices)
        self.setLayout(lines)
        self._name.editingFinished.connect(self._leave_name)
        self._choices.editingFinished.connect(self._leave_choices)

    def _leave_name(self) -> None:
        if self._name.text().strip() != self._field.name and self._name.isModified():
            self._name.setModified(False)
            forget_typing(self._name)
            self.renamed.emit(self._field.uid, self._name.text())

    def _leave_choices(self) -> None:
        said = [part for each in self._choices.text().split(",") if (part := each.strip())]
        if tuple(said) != self._field.choices and self._choices.isModified():
            self._choices.setModified(False)
            forget_typing(self._choices)
            self.choices_changed.emit(self._field.uid, said)

    def _move_up(self) -> None:
        self.moved.emit(self._field.uid, -1)

    def _move_down(self) -> None:
        self.moved.emit(self._field.uid, 1)

    def _remove(self) -> None:
        self.removed.emit(self._field.uid)


def _arrow(name: str, object_name: str, words: str, on_click: Callable[[], None]) -> QWidget:
    made = button("", on_click, role="quiet")
    made.setIcon(icon(name))
    made.setObjectName(object_name)
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made


def _rename(context: Context, uid: str, name: str, _job: Job) -> str:
    fields.rename_field(context.db, uid, name)
    return _("The field is called “{name}” now.").format(name=shown(name.strip()))


def _change_choices(context: Context, uid: str, choices: list[str], _job: Job) -> str:
    fields.change_choices(context.db, uid, choices)
    return _("The choices are kept.")


def _order(context: Context, uids: list[str], _job: Job) -> str:
    fields.order_fields(context.db, uids)
    return ""


def _remove(context: Context, uid: str, _job: Job) -> str:
    lost = fields.remove_field(context.db, uid)
    words = ngettext(
        "The field is gone, with what {count} member had in it.",
        "The field is gone, with what {count} members had in it.",
        lost,
    )
    return words.format(count=f"{lost:,}") if lost else _("The field is gone.")
