"""Adding and changing a member: the form, the write behind it, and Undo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.records import MemberDetail
from organizer.domain.words import _
from organizer.services import members
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.people.member_sheet import MemberSheet


@dataclass(frozen=True, slots=True)
class _Saved:
    """What became of a form; `before` is None for a member who is new."""

    uid: str
    name: str
    before: MemberDraft | None


class MemberEditing(QObject):
    """Opens the member's form over a page, one at a time, and keeps what it says."""

    saved = Signal(str)
    """Carries the uid of the member added or changed."""

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._sheet: MemberSheet | None = None
        self._uid = ""
        self._before = MemberDraft()

    def add(self) -> None:
        """Open an empty form."""
        self._context.runner.start(self, self._load_tags, self._open_empty)

    def edit(self, uid: str) -> None:
        """Open the form of a member."""
        self._context.runner.start(self, partial(self._load_member, uid), self._open_filled)

    def _load_tags(self, job: Job) -> list[str]:
        return members.all_tags(self._context.db)

    def _load_member(self, uid: str, job: Job) -> tuple[MemberDetail, list[str]]:
        db = self._context.db
        return members.member_detail(db, uid), members.all_tags(db)

    def _open_empty(self, tags: list[str]) -> None:
        self._open("", _("Add a member"), MemberDraft(), tags)

    def _open_filled(self, loaded: tuple[MemberDetail, list[str]]) -> None:
        detail, tags = loaded
        self._open(detail.row.uid, shown(detail.row.name), members.draft_of(detail), tags)

    def _open(self, uid: str, title: str, draft: MemberDraft, tags: list[str]) -> None:
        if self._sheet is not None:
            return
        self._uid, self._before = uid, draft
        self._sheet = MemberSheet(self._page, title, draft, tags)
        self._sheet.save_requested.connect(self._save)
        self._sheet.closed.connect(self._forget_sheet)
        self._sheet.open()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _save(self) -> None:
        if self._sheet is None:
            return
        draft = self._sheet.draft()
        problems = draft.problems()
        self._sheet.show_problems(problems)
        if not problems:
            self._sheet.set_busy(True)
            work = partial(self._write, self._uid, self._before, draft)
            self._context.runner.start(self, work, self._after_save, on_failure=self._failed)

    def _write(self, uid: str, before: MemberDraft, draft: MemberDraft, job: Job) -> _Saved:
        if not uid:
            return _Saved(members.add_member(self._context.db, draft), draft.name, None)
        members.change_member(self._context.db, uid, draft)
        return _Saved(uid, draft.name, before)

    def _after_save(self, saved: _Saved) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()
        name = shown(saved.name)
        if saved.before is None:
            self._context.messages.say(_("{name} was added.").format(name=name), "good")
        else:
            undo = partial(self._undo, saved.uid, saved.before)
            words = _("{name} was changed.").format(name=name)
            self._context.messages.say(words, "good", _("Undo"), undo)
        self.saved.emit(saved.uid)

    def _failed(self, error: UserError) -> None:
        if self._sheet is not None:
            self._sheet.set_busy(False)
            self._sheet.show_problems({"": str(error)})
        else:
            self._context.messages.say(str(error), "bad")

    def _undo(self, uid: str, before: MemberDraft) -> None:
        self._context.runner.start(self, partial(self._restore, uid, before), self._after_undo)

    def _restore(self, uid: str, before: MemberDraft, job: Job) -> _Saved:
        members.change_member(self._context.db, uid, before)
        return _Saved(uid, before.name, before)

    def _after_undo(self, restored: _Saved) -> None:
        words = _("{name} is as before.").format(name=shown(restored.name))
        self._context.messages.say(words)
        self.saved.emit(restored.uid)
