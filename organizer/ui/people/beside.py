"""What stands beside the table of the people: nothing, the person selected, or what several get."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import NotThere, UserError
from organizer.domain.records import MemberDetail, MemberRow
from organizer.services.people import members
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import PAGE_MARGIN
from organizer.ui.kit.tables import RecordTable
from organizer.ui.people.filter_choices import FilterChoices
from organizer.ui.people.member_panel import MemberPanel
from organizer.ui.people.several_panel import SeveralPanel

_PAUSE = 40
"""Milliseconds that a row stays selected before its member is fetched, for arrow keys held down."""


class PeopleBeside(QObject):
    """Lays the table out with its two panels, and fills the one that fits what is selected."""

    def __init__(
        self,
        page: QWidget,
        context: Context,
        table: RecordTable,
        one: MemberPanel,
        several: SeveralPanel,
        *,
        choices: Callable[[], FilterChoices],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(page)
        self._context = context
        self._table = table
        self._one = one
        self._several = several
        self._choices = choices
        self._now = now
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.layout = row(table, one, several, spacing=20)
        self.layout.setStretch(0, 1)
        self._show_nobody()
        table.selection_changed.connect(self._pause.start)
        self._pause.timeout.connect(self.load)

    def load(self) -> None:
        """Show who is selected now, as the file has them."""
        self._pause.stop()
        selected = self._table.selected()
        if len(selected) != 1:
            self._show_nobody()
            self._show_several(selected)
            return
        self._several.show_nobody()
        work = partial(self._load_member, selected[0].uid)
        self._context.runner.start(self, work, self._show_member, on_failure=self._refuse)

    def _load_member(self, uid: str, _job: Job) -> MemberDetail:
        return members.member_detail(self._context.db, uid)

    def _show_member(self, detail: MemberDetail) -> None:
        selected = self._table.selected()
        if selected and selected[0].uid == detail.row.uid:
            self._leave_room(right=0)  # the panel is at the edge
            self._one.show_member(detail, self._now())

    def _refuse(self, error: UserError) -> None:
        if isinstance(error, NotThere):
            self._show_nobody()  # they went meanwhile, as by Undo, and leave the list too
        else:
            self._context.messages.say(str(error), "bad")

    def _show_several(self, selected: Sequence[MemberRow]) -> None:
        if not selected:
            self._several.show_nobody()
            return
        choices = self._choices()
        self._leave_room(right=0)
        circles = [name for _uid, name in choices.circles]
        self._several.show_people(selected, choices.tags, circles)

    def _show_nobody(self) -> None:
        self._one.show_nobody()
        self._leave_room(right=PAGE_MARGIN)

    def _leave_room(self, right: int) -> None:
        self.layout.setContentsMargins(PAGE_MARGIN, 0, right, 0)
