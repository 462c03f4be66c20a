"""What one door asks of its file, in its order: nothing is lost where another program holds it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from organizer.domain.errors import FileBusy, UserError
from organizer.models.database import Database
from organizer.ui.context import Context
from organizer.ui.jobs import Job

_LONG_MS = 700
"""After this time without an answer the desk says that it is at work."""
_HELD_UP_MS = 2_000
"""After this time it says that the file is busy, and what waits for it."""
_AGAIN_MS = 5_000
"""What the file did not take in its own patience of 15 seconds is tried again after this pause."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits to be written: whose code or uid it is about, else what is done, in words."""

    words: str
    key: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    waiting: Waiting
    work: Callable[[Database], Any]
    on_success: Callable[[Any], object]
    on_failure: Callable[[UserError], object]


class DoorLane(QObject):
    """Runs work on the file in its lane, in the order it was asked.

    What a busy file does not take is kept, with all that was asked after it, and tried again.
    """

    takes_long = Signal()
    """An answer has not come for a while."""
    answer_came = Signal()
    """One has come; what it is is told next."""
    held_up = Signal()
    """The file is busy: what is not written yet waits."""
    held_up_changed = Signal()
    """There is something else in `waiting`, or nothing any more."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: list[_Asked] = []
        """What is not settled, in its order."""
        self._under_way = 0
        self._is_held_up = False
        self._is_shut = threading.Event()
        """Set in the lane by what the file did not take: nothing overtakes it."""
        self._long = QTimer(self, singleShot=True, interval=_LONG_MS)
        self._held_up = QTimer(self, singleShot=True, interval=_HELD_UP_MS)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._long.timeout.connect(self.takes_long)
        self._held_up.timeout.connect(self._tell_held_up)
        self._again.timeout.connect(self.try_again)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for a file that is busy, in its order; nothing while it is not."""
        return tuple(one.waiting for one in self._asked) if self._is_held_up else ()

    @property
    def has_stopped(self) -> bool:
        """Whether the file was not free for so long that nothing is under way just now."""
        return self._is_held_up and not self._under_way

    def ask(
        self,
        waiting: Waiting,
        work: Callable[[Database], _T],
        on_success: Callable[[_T], object],
        on_failure: Callable[[UserError], object],
    ) -> None:
        """Do this work on the file; what comes of it is told once it is on the disk."""
        self._asked.append(asked := _Asked(waiting, work, on_success, on_failure))
        if self.has_stopped:
            self.try_again()
        else:
            self._start(asked)
        if self._is_held_up:
            self._tell_held_up()

    def try_again(self) -> None:
        """Try what the file did not take, unless that is being done."""
        if self._under_way:
            return
        self._again.stop()
        self._is_shut.clear()
        for asked in tuple(self._asked):
            self._start(asked)

    def forget(self) -> None:
        """Try nothing any more, for the file is about to go."""
        self._again.stop()
        self._asked.clear()

    def _start(self, asked: _Asked) -> None:
        db, is_shut = self._context.db, self._is_shut

        def in_lane(job: Job) -> Any:
            if is_shut.is_set():
                raise FileBusy
            try:
                return asked.work(db)
            except FileBusy:
                is_shut.set()
                raise

        def succeed(result: Any) -> None:
            self._settle(asked)
            asked.on_success(result)

        def fail(error: UserError) -> None:
            if isinstance(error, FileBusy):
                self._keep()
            else:
                self._settle(asked)
                asked.on_failure(error)

        self._under_way += 1
        self._begin_to_wait()
        self._context.runner.start(self, in_lane, succeed, on_failure=fail)

    def _begin_to_wait(self) -> None:
        if not self._is_held_up and not self._long.isActive() and not self._held_up.isActive():
            self._long.start()
            self._held_up.start()

    def _settle(self, asked: _Asked) -> None:
        if asked in self._asked:
            self._asked.remove(asked)
        self._under_way -= 1
        self._long.stop()
        self._held_up.stop()
        was_held_up = self._is_held_up
        self._is_held_up = was_held_up and bool(self._asked)
        if self._under_way:
            self._begin_to_wait()
        if was_held_up:
            self.held_up_changed.emit()
        self.answer_came.emit()

    def _keep(self) -> None:
        """The file did not take this, nor what was asked after it."""
        self._under_way -= 1
        if not self._under_way and self._asked:
            self._long.stop()
            self._held_up.stop()
            self._again.start()
            self._tell_held_up()

    def _tell_held_up(self) -> None:
        self._is_held_up = True
        self.held_up.emit()
        self.held_up_changed.emit()
