"""The sheet in which people who may be in the list twice are looked at, one pair at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from organizer.domain.errors import UserError
from organizer.domain.records import MemberDetail
from organizer.domain.words import _
from organizer.services import undoing
from organizer.services.people import duplicates, members, merging
from organizer.services.people.duplicates import Pair
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import clear, column, row
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import button, text
from organizer.ui.people.facing_view import FacingView
from organizer.ui.people.likeness_words import (
    against_words,
    pairs_after,
    reason_words,
    strength_words,
)
from organizer.ui.people.tab_order import lead_tab_through


@dataclass(frozen=True, slots=True)
class _Answered:
    """What became of a pair, the step to take back, and where one was before it."""

    words: str
    step: int | None
    before: tuple[Pair, ...]
    """What had been left to ask."""
    asked: int
    """Of how many pairs."""


class DuplicatesSheet(Sheet):
    """Asks of one pair after the other whether it is the same person; every answer can be undone."""

    def __init__(self, over: QWidget, context: Context, pairs: Sequence[Pair]) -> None:
        super().__init__(over, _("In the list twice?"), _("Same person"), width=760)
        self._context = context
        self._left = list(pairs)
        self._left_after: list[Pair] = []
        self._asked = len(pairs)
        self._is_search = len(pairs) > 1
        self._answered: _Answered | None = None
        self._progress = text("", "caption")
        self._progress.setObjectName("duplicates_progress")
        self._said = text("", wrap=True)
        self._said.setObjectName("duplicates_said")
        self._undo = button(_("Undo"), self._take_back, role="link")
        self._undo.setObjectName("duplicates_undo")
        self._reasons = column(spacing=2)
        self._facing = FacingView()
        self._hint = text(
            _(
                "Everything of both is kept: addresses, tags, visits, badges. Where only one value "
                "can be, it is that of the entry you keep; the other's is written beside it."
            ),
            "caption",
            wrap=True,
        )
        self.not_the_same = self._action(_("Not the same"), self._tell_apart, "Ctrl+D")
        self.not_the_same.setObjectName("not_the_same")
        self.later = self._action(_("Later"), self._put_off, "Ctrl+L")
        self.later.setObjectName("later")
        self._lay_out_pair()
        self.save_requested.connect(self._merge)
        self._show_next()

    def _action(self, words: str, act: Callable[[], None], keys: str) -> QPushButton:
        made = button(words, act)
        made.setToolTip(keys)
        QShortcut(QKeySequence(keys), self, act)
        return made

    def _lay_out_pair(self) -> None:
        self._answer_line = QWidget()
        line = row(self._said, self._undo)
        line.setStretch(0, 1)
        self._answer_line.setLayout(line)
        self._answer_line.hide()
        reasons = QWidget()
        reasons.setLayout(self._reasons)
        for part in (self._answer_line, self._progress, reasons, self._facing, self._hint):
            self.add(part)
        self.cancel_button.setText(_("Close"))
        for feet in self.panel.findChildren(QHBoxLayout):
            if feet.indexOf(self.save_button) >= 0:
                feet.insertWidget(feet.indexOf(self.save_button), self.later)
                feet.insertWidget(feet.indexOf(self.save_button), self.not_the_same)
        lead_tab_through(
            self._facing, self.cancel_button, self.later, self.not_the_same, self.save_button
        )
        self.later.setVisible(self._is_search)

    def _show_next(self) -> None:
        """Fetch the next pair, or say that there is none left."""
        self._set_ready(False)
        if not self._left:
            self._show_end()
            return
        work = partial(self._load, self._left[0])
        self._context.runner.start(self, work, self._show_pair, on_failure=self._pass_over)

    def _load(self, pair: Pair, _job: Job) -> tuple[MemberDetail, MemberDetail]:
        db = self._context.db
        return members.member_detail(db, pair.one), members.member_detail(db, pair.other)

    def _show_pair(self, details: tuple[MemberDetail, MemberDetail]) -> None:
        if details[0].row.uid == details[1].row.uid:
            self._pass_over()
            return
        pair = self._left[0]
        number = self._asked - len(self._left) + 1
        words = strength_words(pair.strength)
        self._progress.setText(words.format(number=number, count=self._asked))
        self._progress.setVisible(self._is_search)
        clear(self._reasons)
        for reason in pair.reasons:
            self._reasons.addWidget(text(reason_words(reason), wrap=True))
        if against := against_words(pair):
            self._reasons.addWidget(text(against, "warn", wrap=True))
        self._facing.show_pair(*details)
        self._facing.show()
        self._hint.show()
        self._set_ready(True)

    def _show_end(self) -> None:
        self._facing.hide()
        self._hint.hide()
        clear(self._reasons)
        self._progress.setVisible(True)
        self._progress.setText(_("That was everyone."))
        self.cancel_button.setFocus()

    def _pass_over(self, _error: UserError | None = None) -> None:
        """Somebody was merged or erased elsewhere: nothing is left to ask about this pair."""
        self._left.pop(0)
        self._show_next()

    def _merge(self) -> None:
        keep, gone = self._facing.chosen()
        self._answer(
            partial(merging.merge_members, self._context.db, keep, gone),
            _("They are one person now."),
            pairs_after(self._left[1:], keep, gone),
        )

    def _tell_apart(self) -> None:
        if self.not_the_same.isEnabled():
            pair = self._left[0]
            work = partial(duplicates.not_the_same, self._context.db, pair.one, pair.other)
            self._answer(work, _("They are two people, and stay so."), self._left[1:])

    def _put_off(self) -> None:
        if self.later.isEnabled() and self._is_search:
            self._left.pop(0)
            self._show_next()

    def _answer(self, write: Callable[[], object], words: str, left: list[Pair]) -> None:
        """Write an answer down and go on; Undo asks again from where one was before it."""
        self._set_ready(False)
        before = tuple(self._left)
        self._left_after = left
        self._context.runner.start(
            self,
            partial(self._write, write, words, before, self._asked),
            self._go_on,
            on_failure=self._refused,
        )

    def _write(
        self,
        write: Callable[[], object],
        words: str,
        before: tuple[Pair, ...],
        asked: int,
        _job: Job,
    ) -> _Answered:
        self._context.db.last_step = None
        write()
        return _Answered(words, self._context.db.last_step, before, asked)

    def _go_on(self, answered: _Answered) -> None:
        self._left = self._left_after
        # A merge can answer other pairs too: those of the entry that is gone.
        self._asked -= len(answered.before) - 1 - len(self._left)
        self._context.say_done(answered.words, answered.step)
        if not self._is_search:
            self.close_sheet()
            return
        self._say(answered)
        self._show_next()

    def _say(self, answered: _Answered | None) -> None:
        self._answered = answered
        self._said.setText(answered.words if answered else "")
        self._undo.setVisible(answered is not None and answered.step is not None)
        self._answer_line.setVisible(answered is not None)

    def _take_back(self) -> None:
        if self._answered is None:
            return
        work = partial(self._turn_back, self._answered.step)
        self._set_ready(False)
        self._context.runner.start(self, work, self._taken_back, on_failure=self._refused)

    def _turn_back(self, step: int | None, _job: Job) -> None:
        undoing.take_back(self._context.db, step)

    def _taken_back(self, _nothing: None) -> None:
        if self._answered is not None:
            self._left, self._asked = list(self._answered.before), self._answered.asked
        self._say(None)
        self._show_next()

    def _refused(self, error: UserError) -> None:
        self.show_problems({"": str(error)})
        self._set_ready(bool(self._left))

    def _set_ready(self, is_ready: bool) -> None:
        """While nothing is shown or something is written, nothing can be answered."""
        actions = (self.save_button, self.not_the_same, self.later)
        if not is_ready and self.window().focusWidget() in (*actions, self._undo):
            self.setFocus()  # else it would go on to whatever comes next in line
        for one in actions:
            one.setEnabled(is_ready)
        if is_ready:
            self.show_problems({})
            if self.window().focusWidget() in (None, self):
                self.save_button.setFocus()
