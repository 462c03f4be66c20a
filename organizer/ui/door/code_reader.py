"""Reads codes in what a camera, or anything else that plays video, shows; in a lane of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from organizer.ui.door.recent import RecentScans
from organizer.ui.jobs import Job, Runner

if TYPE_CHECKING:
    from organizer.services.at_door.door_frames import FrameReader
    from organizer.ui.door.video_frames import Sight

CAMERA_LANE = "camera"
_LEAST_GAP = 0.06
"""Seconds from one look to the next: some 15 a second read well and leave the battery alone."""


class CodeReader(QObject):
    """Reads the codes in what comes through its `sink`, whatever plays into it.

    One frame is looked at at a time; of those that come meanwhile only the newest is kept.
    """

    codes_found = Signal(object, object)
    """Tuples of codes: those that have come into view, and all that are in view now.

    While one stays there, or is gone for a moment, it is found once.
    """
    looked = Signal(object)
    """The `Sight` of a frame."""

    def __init__(self, runner: Runner, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self.sink = QVideoSink(self)
        self._runner = runner
        self._now = now
        self._in_view = RecentScans()
        self._is_on = False
        self._newest: QVideoFrame | None = None
        self._is_looking = False
        self._looked_at = 0.0
        self._reader: FrameReader | None = None
        self._due = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(self._look)
        # Frames come in a thread of the camera's.
        self.sink.videoFrameChanged.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Read from now on."""
        self._is_on = True

    def stop(self) -> None:
        """Read no more; what is being looked at is forgotten."""
        self._is_on = False
        self._newest = None

    def forget(self) -> None:
        """Take codes in view as new, as at another door."""
        self._in_view.forget()

    def _take(self, frame: QVideoFrame) -> None:
        if self._is_on and frame.isValid():
            self._newest = frame
            self._look_soon()

    def _look_soon(self) -> None:
        if self._newest is not None and not self._is_looking and not self._due.isActive():
            rest = self._looked_at + _LEAST_GAP - time.monotonic()
            self._due.start(max(0, round(rest * 1000)))

    def _look(self) -> None:
        frame, self._newest = self._newest, None
        if frame is None:
            return
        self._is_looking = True
        self._looked_at = time.monotonic()

        def work(job: Job) -> Sight | None:
            return self._sight_of(frame)

        self._runner.start(self, work, self._on_looked, lane=CAMERA_LANE)

    def _sight_of(self, frame: QVideoFrame) -> Sight | None:
        # Image libraries are slow to load; the lane can wait for them.
        from organizer.services.at_door.door_frames import FrameReader
        from organizer.ui.door.video_frames import look_at

        if self._reader is None:
            self._reader = FrameReader()
        return look_at(frame, self._reader)

    def _on_looked(self, sight: Sight | None) -> None:
        self._is_looking = False
        if not self._is_on:
            return
        if sight is not None:
            self.looked.emit(sight)
            in_view = tuple(dict.fromkeys(code.text for code in sight.codes))
            now = self._now()
            found = tuple(code for code in in_view if not self._in_view.is_repeat(code, "", now))
            if found:
                self.codes_found.emit(found, in_view)
        self._look_soon()
