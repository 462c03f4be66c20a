"""Work that takes longer than a blink, off the window's thread: in lanes, with progress and Cancel.

Each lane is one thread that does its jobs in the order they came: "file" for the community's file,
"network" for mail, and one for each camera.
"""

from __future__ import annotations

import inspect
import sys
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from queue import SimpleQueue
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from organizer.domain.errors import UserError

FILE_LANE = "file"
NETWORK_LANE = "network"
_TURN = 0.001
"""Seconds that a lane may go on while the window's thread wants to work."""
_PROGRESS_EVERY = 0.05
"""Seconds between two reports of progress: more would only be painted over."""
_MOST_WAITS, _WAIT = 5, 0.02
"""How often, and how many seconds each time, work that nobody waits for lets other work go first."""
_T = TypeVar("_T")


class Cancelled(Exception):
    """Raised by `Job.step` in the lane after the user cancelled; work lets it pass."""


class _Outcome(Enum):
    PROGRESS = auto()
    SUCCESS = auto()
    FAILURE = auto()
    CANCELLED = auto()


@dataclass(frozen=True, slots=True)
class _Report:
    """What a lane tells the window's thread. One object, so that no bare bool crosses a signal."""

    job: Job
    outcome: _Outcome
    value: object = None


class Job:
    """One piece of work as its lane sees it."""

    def __init__(
        self, report: Callable[[_Report], None], is_alone: Callable[[], bool] = lambda: True
    ) -> None:
        self._report = report
        self._is_alone = is_alone
        self._cancelled = threading.Event()
        self._reported_at = 0.0

    @property
    def is_cancelled(self) -> bool:
        """Whether the user, or the end of the program, asked to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; from any thread."""
        self._cancelled.set()

    def step(self, done: int = 0, total: int = 0) -> None:
        """Say how far the work is; total 0 where nobody knows. Raises Cancelled."""
        if self.is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._reported_at >= _PROGRESS_EVERY or 0 < total <= done:
            self._reported_at = now
            self._report(_Report(self, _Outcome.PROGRESS, (done, total)))

    def give_way(self, done: int = 0, total: int = 0) -> None:
        """Like `step`, after a moment in which other lanes go first: for what nobody waits for."""
        for _ in range(_MOST_WAITS):
            if self._is_alone() or self.is_cancelled:
                break
            time.sleep(_WAIT)
        self.step(done, total)


@dataclass(frozen=True, slots=True)
class _Caller:
    """Who started a job and wants to hear of it, for as long as they live."""

    owner: weakref.ref[QObject]
    on_success: Callable[[], Callable[..., object] | None]
    on_progress: Callable[[], Callable[..., object] | None]
    on_failure: Callable[[], Callable[..., object] | None]
    on_cancelled: Callable[[], Callable[..., object] | None]

    def lives(self) -> bool:
        owner = self.owner()
        return owner is not None and shiboken6.isValid(owner)


class Runner(QObject):
    """Starts work in lanes and brings what comes of it back to the window's thread."""

    busy_changed = Signal()
    _reported = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, _Lane] = {}
        self._callers: dict[Job, _Caller] = {}
        self._tasks: dict[Job, _Task] = {}
        self._is_open = True
        self._reported.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        # Python's 5 ms, waited several times while a window is painted beside a lane, are felt.
        sys.setswitchinterval(_TURN)

    @property
    def busy(self) -> bool:
        """Whether any work is under way or waits for its lane."""
        return bool(self._callers)

    def start(
        self,
        owner: QObject,
        work: Callable[[Job], _T],
        on_success: Callable[[_T], object],
        on_progress: Callable[[int, int], object] | None = None,
        on_failure: Callable[[UserError], object] | None = None,
        lane: str = FILE_LANE,
        on_cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Do the work in its lane, then call back here while the owner lives.

        `work(job)` touches no widget and calls `job.step(done, total)` now and then. A UserError
        goes to `on_failure`, or else to the message bar; any other error is shown as our mistake.
        """
        job = Job(self._tell, self._is_alone)
        if not self._is_open:
            job.cancel()
            return job
        callbacks = (on_success, on_progress, on_failure, on_cancelled)
        self._callers[job] = _Caller(weakref.ref(owner), *map(_weakly, callbacks))
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane)
        self._tasks[job] = _Task(job, work)
        self._lanes[lane].take(self._tasks[job])
        self.busy_changed.emit()
        return job

    def cancel(self, owner: QObject) -> None:
        """Ask all work of this owner to stop at its next step."""
        for job, caller in self._callers.items():
            if caller.owner() is owner:
                job.cancel()

    def shut_down(self, seconds: float = 10.0) -> None:
        """Cancel everything and wait until the lanes are empty; nobody is called back any more."""
        self._is_open = False
        for job in self._callers:
            job.cancel()
        self._callers.clear()
        for lane in self._lanes.values():
            lane.close(seconds)
        self._lanes.clear()
        for task in self._tasks.values():
            task.forget()
        self._tasks.clear()

    def _is_alone(self) -> bool:
        """Called in a lane: whether the one job that asks is all that is under way."""
        return len(self._callers) <= 1

    def _tell(self, report: _Report) -> None:
        """Called in a lane; work that outlives `shut_down` is not heard any more."""
        if self._is_open:
            self._reported.emit(report)

    @Slot(object)
    def _deliver(self, report: _Report) -> None:
        caller = self._callers.get(report.job)
        task = self._tasks.get(report.job)
        if caller is None or task is None:
            return
        if report.outcome is not _Outcome.PROGRESS:
            del self._callers[report.job], self._tasks[report.job]
            report = _Report(report.job, report.outcome, task.value)
            task.forget()
            self.busy_changed.emit()
        match report.outcome:
            case _Outcome.PROGRESS if isinstance(report.value, tuple):
                _call(caller, caller.on_progress, *report.value)
            case _Outcome.SUCCESS:
                _call(caller, caller.on_success, report.value)
            case _Outcome.CANCELLED:
                _call(caller, caller.on_cancelled)
            case _Outcome.FAILURE if isinstance(report.value, BaseException):
                self._fail(caller, report.value)

    def _fail(self, caller: _Caller, error: BaseException) -> None:
        wants_to_know = caller.lives() and caller.on_failure() is not None
        if isinstance(error, UserError) and wants_to_know:
            _call(caller, caller.on_failure, error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


class _Task:
    """Work in its lane. Its last reference is dropped on the window's thread, by `forget`.

    Work is often a method of a widget, and an error keeps the frames it came through. If the lane
    were the last to let go of them, it would destroy the widget, and Qt would crash.
    """

    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        self.job = job
        self.work: Callable[[Job], Any] | None = work
        self.value: object = None

    def carry_out(self) -> _Outcome:
        """Do the work and keep what came of it here."""
        try:
            if self.job.is_cancelled or self.work is None:
                return _Outcome.CANCELLED
            self.value = self.work(self.job)
        except Cancelled as error:
            self.value = error
            return _Outcome.CANCELLED
        except BaseException as error:  # whatever it is, it is shown in the window's thread
            self.value = error
            is_awaited = not (self.job.is_cancelled and isinstance(error, UserError))
            return _Outcome.FAILURE if is_awaited else _Outcome.CANCELLED
        return _Outcome.SUCCESS

    def forget(self) -> None:
        """Let go of the work and of what came of it."""
        self.work = None
        self.value = None


class _Lane:
    """One thread that does its jobs one after the other."""

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work_off, name=f"lane {name}", daemon=True)
        self._thread.start()

    def take(self, task: _Task) -> None:
        self._queue.put(task)

    def close(self, seconds: float) -> None:
        self._queue.put(None)
        self._thread.join(seconds)

    def _work_off(self) -> None:
        while (task := self._queue.get()) is not None:
            task.job._report(_Report(task.job, task.carry_out()))
            del task  # nothing of a finished job lives on here while the lane waits


def _weakly(callback: Callable[..., object] | None) -> Callable[[], Callable[..., object] | None]:
    """A way to get at the callback that does not keep the object of a bound method alive."""
    if inspect.ismethod(callback):
        return weakref.WeakMethod(callback)
    return lambda: callback


def _call(
    caller: _Caller, callback: Callable[[], Callable[..., object] | None], *values: object
) -> None:
    known = callback() if caller.lives() else None
    if known is not None:
        known(*values)
