"""What one door asks of its file, one after the other, and whether an answer is overdue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from organizer.domain.errors import UserError
from organizer.models.database import Database
from organizer.ui.context import Context
from organizer.ui.jobs import Job

_LONG_MS = 700
"""After this time without an answer the desk says that it is at work."""
_T = TypeVar("_T")


class DoorLane(QObject):
    """Runs work on the file in its lane, in the order it was asked."""

    takes_long = Signal()
    """An answer has not come for a while."""
    answer_came = Signal()
    """One has come; what it is is told next."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting = 0
        self._long = QTimer(self, singleShot=True, interval=_LONG_MS)
        self._long.timeout.connect(self.takes_long)

    def ask(
        self,
        work: Callable[[Database], _T],
        on_success: Callable[[_T], object],
        on_failure: Callable[[UserError], object],
    ) -> None:
        """Do this work on the file; what comes of it is told once it is on the disk."""
        db = self._context.db

        def in_lane(job: Job) -> _T:
            return work(db)

        def succeed(result: _T) -> None:
            self._settle()
            on_success(result)

        def fail(error: UserError) -> None:
            self._settle()
            on_failure(error)

        self._waiting += 1
        if not self._long.isActive():
            self._long.start()
        self._context.runner.start(self, in_lane, succeed, on_failure=fail)

    def _settle(self) -> None:
        self._waiting -= 1
        self._long.stop()
        if self._waiting:
            self._long.start()
        self.answer_came.emit()
