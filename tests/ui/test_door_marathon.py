"""Five hundred people in a row, on a screen that paints slowly: all are in, and memory stays."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from organizer.ui.door.desk import DoorDesk
from organizer.ui.kit.theme import apply_theme
from tests.bench import filled
from tests.door_marathon import run_marathon

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SCANS = 500


class SlowScreen(QWidget):
    """Takes long to paint, and is to be painted again for every answer."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        time.sleep(0.004)

    def repaint_soon(self, answer: object) -> None:
        self.update()


def test_five_hundred_scans_and_a_slow_screen(qapp: QApplication, tmp_path: Path) -> None:
    apply_theme(qapp, "light")
    db, event, codes = filled(tmp_path, SCANS, 0)
    screens: list[SlowScreen] = []

    def slow_down(desk: DoorDesk) -> None:
        screen = SlowScreen(desk)
        screen.resize(50, 50)
        screen.show()
        desk.queue.answered.connect(screen.repaint_soon)
        screens.append(screen)

    done = run_marathon(db, event, codes, datetime(2026, 11, 24, 18, tzinfo=UTC), slow_down)
    db.close()
    assert (done.answered, done.logged) == (SCANS, SCANS)
    assert screens[0].painted > 10
    assert done.growth < 1.2
