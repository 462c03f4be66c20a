"""Widgets in cycles die on the window's thread, whatever the lanes allocate."""

from __future__ import annotations

import gc
import threading

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer.ui.jobs import Job, Runner
from organizer.ui.sweeping import Sweeping


class Knot:
    """A cycle that notes on which thread it was taken apart."""

    died_on: list[int] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Knot.died_on.append(threading.get_ident())


def test_cycles_are_collected_on_the_windows_thread_only(qapp: QApplication, qtbot: QtBot) -> None:
    Knot.died_on.clear()
    gc.collect()
    gc.enable()  # as Python starts; the program itself must switch it off
    sweeping = Sweeping()
    runner = Runner()
    sweeping.start()
    try:
        for _ in range(1000):
            Knot()
        done: list[int] = []

        def allocate(_job: Job) -> int:
            return len([[number] for number in range(200_000)])

        runner.start(sweeping, allocate, done.append)
        qtbot.waitUntil(lambda: bool(done))
        assert Knot.died_on == []
        for _ in range(1000):
            Knot()
        sweeping.sweep()
        assert set(Knot.died_on) == {threading.get_ident()}
    finally:
        runner.shut_down()
        sweeping.stop()
    assert gc.isenabled()


def test_a_long_list_is_looked_through_only_after_nobody_was_at_work_for_a_while(
    qapp: QApplication,
) -> None:
    gc.collect()
    looked: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            looked.append(about["generation"])

    sweeping = Sweeping()
    gc.callbacks.append(note)
    sweeping.start()
    try:
        people = [[number] for number in range(50_000)]
        sweeping.sweep()
        assert looked == []
        for turn in range(1, 4):
            few = [[number] for number in range(1000 * turn)]
            sum(range(20_000_000))  # somebody is at work
            sweeping.sweep()
        assert len(people) == 50_000 and few
        assert looked and 2 not in looked
        for _turn in range(25):
            sweeping.sweep()
        assert looked.count(2) == 1
    finally:
        sweeping.stop()
        gc.callbacks.remove(note)
