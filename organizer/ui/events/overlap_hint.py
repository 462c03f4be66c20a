"""What the form of a plan says about things that would be in two places at a time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from organizer.domain.drafts import EventDraft
from organizer.models.database import Database
from organizer.services.plans.overlaps import overlaps_of_draft
from organizer.services.plans.plan_hints import hints_of_draft
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.theme import set_role

_BEFORE_LOOKING = 250
"""Milliseconds without a change before overlaps are looked for."""


class OverlapHint(QLabel):
    """Quiet sentences, looked for in the file's lane once nobody types any more."""

    def __init__(self, context: Context, uid: str) -> None:
        super().__init__()
        self.setObjectName("overlaps")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        set_role(self, "caption")
        self._context = context
        self._uid = uid
        self._draft = EventDraft()
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_BEFORE_LOOKING)
        self._looking.timeout.connect(self._look)
        self.hide()

    def look_at(self, draft: EventDraft) -> None:
        """Say what this plan would get in the way of."""
        self._draft = draft
        self._looking.start()

    def _look(self) -> None:
        work = partial(_overlaps, self._context.db, self._draft, self._uid)
        self._context.runner.start(self, work, self._tell)

    def _tell(self, sentences: list[str]) -> None:
        self.setText("\n".join(sentences))
        self.setVisible(bool(sentences))


def _overlaps(db: Database, draft: EventDraft, uid: str, _job: Job) -> list[str]:
    return [*hints_of_draft(db, draft), *overlaps_of_draft(db, draft, uid)]
