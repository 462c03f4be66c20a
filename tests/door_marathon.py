"""Very many scans at one desk, through its real pipeline: keys, queue, service, file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import func, select

from organizer.domain.kinds import DoorAction
from organizer.models.database import Database
from organizer.models.tables import DoorEntry
from organizer.ui.context import Context
from organizer.ui.door.desk import DoorDesk
from organizer.ui.jobs import Runner
from organizer.ui.kit.messages import Messages
from organizer.ui.sweeping import Sweeping

_WARM_UP = 0.1
"""The share of scans after which memory is measured first: until then things load."""
_BACKLOG = 20
"""A queue of people is no longer than this ahead of its answers."""
_KINDS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


@dataclass(frozen=True, slots=True)
class Marathon:
    """How it went."""

    answered: int
    logged: int
    """Different people whose arrival is in the log."""
    seconds: float
    growth: float
    """Resident memory at the end, as a share of that after the warm-up."""


def run_marathon(
    db: Database,
    event_uid: str,
    codes: Sequence[str],
    now: datetime,
    prepare: Callable[[DoorDesk], object] = lambda desk: None,
) -> Marathon:
    """Scan all these codes at a desk as fast as it answers, one a second by its clock."""
    from organizer.services.plans.events import get_event

    runner, sweeping = Runner(), Sweeping()
    sweeping.start()
    answered: list[object] = []
    desk = DoorDesk(
        Context(db, runner, Messages(), now=lambda: now + timedelta(seconds=len(answered)))
    )
    desk.resize(1280, 800)
    desk.show()
    desk.open(get_event(db, event_uid))
    prepare(desk)
    desk.queue.answered.connect(answered.append)
    resident = 0
    start = time.perf_counter()
    for number, code in enumerate(codes, start=1):
        _scan(desk, code)
        _spin(lambda least=number - _BACKLOG: len(answered) >= least)
        if number == int(len(codes) * _WARM_UP):
            resident = _resident()
    _spin(lambda: len(answered) == len(codes) and not runner.busy)
    seconds = time.perf_counter() - start
    growth = _resident() / resident if resident else 1.0
    desk.hide()
    desk.deleteLater()
    runner.shut_down()
    sweeping.stop()
    with db.reading() as session:
        logged = session.scalar(
            select(func.count(func.distinct(DoorEntry.member_id))).where(
                DoorEntry.action == DoorAction.ARRIVED
            )
        )
    return Marathon(len(answered), logged or 0, seconds, growth)


def _scan(target: QWidget, code: str) -> None:
    keys = [(Qt.Key(ord(letter)), letter) for letter in code] + [(Qt.Key.Key_Return, "\r")]
    for key, letter in keys:
        for kind in _KINDS:
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.ShiftModifier, letter)
            QApplication.sendEvent(target, event)


def _spin(is_so: Callable[[], bool], seconds: float = 30.0) -> None:
    """Let the window work until something is so, or for the longest time given."""
    end = time.monotonic() + seconds
    QApplication.processEvents()
    while not is_so() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.0002)


def _resident() -> int:
    """Return the memory in use: bytes on Linux, where there is a place to read it; else 0."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
