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
    """What became of a form, and the words that say so."""

    uid: str
    words: str


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
        self._uid = uid
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
            work = partial(self._write, self._uid, draft)
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

    def _failed(self, error: UserError) -> None:
        if self._sheet is not None:
            self._sheet.set_busy(False)
            self._sheet.show_problems({"": str(error)})
        else:
            self._context.messages.say(str(error), "bad")
