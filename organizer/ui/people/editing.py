"""Adding and changing a member: the form, the write behind it, and Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.domain.names import shown
from organizer.domain.records import FieldRecord, MemberDetail, MemberRow
from organizer.domain.words import _
from organizer.services.people import circles, fields, members
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.people.member_sheet import Around, MemberSheet


@dataclass(frozen=True, slots=True)
class _Saved:
    """What became of a form, and the words that say so."""

    uid: str
    words: str


@dataclass(frozen=True, slots=True)
class _NewField:
    """A field that was made while a form is open: all fields, and the words that say so."""

    fields: list[FieldRecord]
    words: str


class MemberEditing(QObject):
    """Opens the member's form over a page, one at a time, and keeps what it says."""

    saved = Signal(str)
    """Carries the uid of the member added or changed."""

    def __init__(
        self, page: QWidget, context: Context, people: Callable[[], Sequence[MemberRow]]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._people = people
        self._sheet: MemberSheet | None = None
        self._uid = ""

    def add(self) -> None:
        """Open an empty form."""
        self._context.runner.start(self, self._load_around, self._open_empty)

    def edit(self, uid: str) -> None:
        """Open the form of a member."""
        self._context.runner.start(self, partial(self._load_member, uid), self._open_filled)

    def _load_around(self, job: Job) -> Around:
        db = self._context.db
        return Around(
            members.all_tags(db),
            [circle.name for circle in circles.list_circles(db)],
            fields.list_fields(db),
        )

    def _load_member(self, uid: str, job: Job) -> tuple[MemberDetail, Around]:
        return members.member_detail(self._context.db, uid), self._load_around(job)

    def _open_empty(self, around: Around) -> None:
        self._open("", _("Add a member"), MemberDraft(), around, None)

    def _open_filled(self, loaded: tuple[MemberDetail, Around]) -> None:
        detail, around = loaded
        draft = members.draft_of(detail)
        self._open(detail.row.uid, shown(detail.row.name), draft, around, detail)

    def _open(
        self, uid: str, title: str, draft: MemberDraft, around: Around, detail: MemberDetail | None
    ) -> None:
        if self._sheet is not None:
            return
        self._uid = uid
        others = [person for person in self._people() if person.uid != uid]
        bringer = detail.brought_by if detail else None
        whole = Around(around.tags, around.circles, around.fields, others, bringer)
        today = self._context.now().astimezone().date()
        self._sheet = MemberSheet(self._page, title, draft, whole, today)
        self._sheet.save_requested.connect(self._save)
        self._sheet.field_wanted.connect(self._make_field)
        self._sheet.closed.connect(self._forget_sheet)
        self._sheet.open()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _save(self) -> None:
        if self._sheet is None:
            return
        problems = self._sheet.problems()
        self._sheet.show_problems(problems)
        if not problems:
            self._sheet.set_busy(True)
            work = partial(self._write, self._uid, self._sheet.draft())
            self._context.do(self, work, self._after_save, on_failure=self._failed)

    def _write(self, uid: str, draft: MemberDraft, job: Job) -> _Saved:
        name = shown(draft.name)
        if not uid:
            added = members.add_member(self._context.db, draft)
            return _Saved(added, _("{name} was added.").format(name=name))
        members.change_member(self._context.db, uid, draft)
        return _Saved(uid, _("{name} was changed.").format(name=name))

    def _after_save(self, saved: _Saved) -> str:
        if self._sheet is not None:
            self._sheet.close_sheet()
        self.saved.emit(saved.uid)
        return saved.words

    def _make_field(self, name: str, kind: str, choices: list[str]) -> None:
        def work(job: Job) -> _NewField:
            _uid, adopted = fields.add_field(self._context.db, name, FieldKind(kind), choices)
            return _NewField(
                fields.list_fields(self._context.db), fields.said_of_new(name, adopted)
            )

        self._context.do(self, work, self._after_new_field, on_failure=self._refuse_field)

    def _after_new_field(self, made: _NewField) -> str:
        if self._sheet is not None:
            self._sheet.new_field.begin_again()
            self._sheet.show_fields(made.fields)
        return made.words

    def _refuse_field(self, error: UserError) -> None:
        if self._sheet is not None:
            self._sheet.new_field.refuse(str(error))

    def _failed(self, error: UserError) -> None:
        if self._sheet is not None:
            self._sheet.set_busy(False)
            self._sheet.show_problems({"": str(error)})
        else:
            self._context.messages.say(str(error), "bad")
