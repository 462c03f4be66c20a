"""Garbage collection on the window's thread only.

Python collects cycles on whatever thread happens to allocate. A widget that is part of a cycle would
then be destroyed in a lane of the runner, and Qt crashes. So collecting by itself is switched off,
and a timer does it where widgets live.

Records are in no cycles, but a hundred thousand of them take long to look through. Where many are
new at once, all that there is is set aside, and looked through only after a while in which nothing
else was done: the window stands still that long.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 500
_MANY = 20_000
"""So many new objects more than before are a list that was read."""
_ENOUGH = 30_000
"""So many since all was looked through make it worth to do that again."""
_QUIET_SECONDS = 0.025
"""With no more of the processor used since the last time, nobody is at work."""
_QUIET_TURNS = 20
"""So often in a row nobody was at work before all is looked through."""


class Sweeping(QObject):
    """Collects garbage now and then on this thread, from `start` until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._thresholds = gc.get_threshold()
        self._used = time.process_time()
        self._quiet_turns = 0
        self._new = 0
        """Objects made, and not yet let go of, since all was looked through."""
        self._grown = 0
        """Those of them that were looked through once."""
        self._has_set_aside = False

    def start(self) -> None:
        """Collect here, and nowhere else."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        self._take_up()
        gc.enable()

    @Slot()
    def sweep(self) -> None:
        """Collect what is due, by Python's own thresholds and what there is time for."""
        used, self._used = self._used, time.process_time()
        is_quiet = self._used - used < _QUIET_SECONDS
        self._quiet_turns = self._quiet_turns + 1 if is_quiet else 0
        # Only counted, for to ask `gc` for them would break a tuple that a lane is just making.
        young, middle, _old = gc.get_count()
        if self._new + young > _ENOUGH and self._quiet_turns >= _QUIET_TURNS:
            self._take_up()
            self._new = self._grown = 0
            gc.collect()
        elif young > _MANY or (middle > self._thresholds[1] and self._grown + young > _MANY):
            self._new += young
            self._grown = 0
            self._has_set_aside = True
            gc.freeze()
        elif middle > self._thresholds[1]:
            self._new += young
            self._grown = 0
            gc.collect(1)
        elif young > self._thresholds[0]:
            self._new += young
            self._grown += young
            gc.collect(0)

    def _take_up(self) -> None:
        """Look from now on through what was set aside here; what others did stays so."""
        if self._has_set_aside:
            gc.unfreeze()
            self._has_set_aside = False
