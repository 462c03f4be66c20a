"""Garbage collection on the window's thread only.

Python collects cycles on whatever thread happens to allocate. A widget that is part of a cycle would
then be destroyed in a lane of the runner, and Qt crashes. So collecting by itself is switched off,
and a timer does it where widgets live.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 2_000


class Sweeping(QObject):
    """Collects garbage now and then on this thread, from `start` until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._thresholds = gc.get_threshold()

    def start(self) -> None:
        """Collect here, and nowhere else."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def sweep(self) -> None:
        """Collect the generations that are due, by Python's own thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return
