"""Work off the window's thread: what it brings back, who hears of it, and how it is stopped."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer.domain.errors import UserError
from organizer.ui.jobs import Cancelled, Job, Runner


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.shut_down()


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


def test_what_work_returns_arrives_in_the_windows_thread(
    runner: Runner, owner: QObject, qtbot: QtBot
) -> None:
    heard: list[tuple[object, threading.Thread]] = []
    worked_in: list[threading.Thread] = []

    def work(job: Job) -> bool:
        worked_in.append(threading.current_thread())
        return True

    runner.start(owner, work, lambda value: heard.append((value, threading.current_thread())))
    assert runner.busy
    qtbot.waitUntil(lambda: heard != [])
    assert heard == [(True, threading.main_thread())]
    assert worked_in[0] is not threading.main_thread()
    assert not runner.busy


def test_progress_is_told_now_and_then_and_at_the_end(
    runner: Runner, owner: QObject, qtbot: QtBot
) -> None:
    steps: list[tuple[int, int]] = []

    def work(job: Job) -> None:
        for done in range(10_001):
            job.step(done, 10_000)

    with qtbot.waitSignal(runner.busy_changed):
        runner.start(owner, work, print, lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: not runner.busy)
    assert steps[-1] == (10_000, 10_000)
    assert len(steps) < 100


def test_cancel_stops_the_work_at_its_next_step(
    runner: Runner, owner: QObject, qtbot: QtBot
) -> None:
    heard: list[str] = []
    runner.start(
        owner,
        endless,
        lambda _: heard.append("success"),
        on_failure=lambda _: heard.append("failure"),
        on_cancelled=lambda: heard.append("cancelled"),
    )
    runner.cancel(owner)
    qtbot.waitUntil(lambda: not runner.busy)
    assert heard == ["cancelled"]


def test_work_that_was_cancelled_tells_of_no_failure(
    runner: Runner, owner: QObject, qtbot: QtBot
) -> None:
    """Its file may be gone because of the same click: nobody waits for that any more."""
    heard: list[str] = []
    has_begun, may_end = threading.Event(), threading.Event()

    def fail(job: Job) -> None:
        has_begun.set()
        may_end.wait(5)
        refuse(job)

    runner.start(
        owner,
        fail,
        lambda _: heard.append("success"),
        on_failure=lambda _: heard.append("failure"),
        on_cancelled=lambda: heard.append("cancelled"),
    )
    assert has_begun.wait(5)
    runner.cancel(owner)
    may_end.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert heard == ["cancelled"]


def test_one_lane_works_in_order_and_another_beside_it(
    runner: Runner, owner: QObject, qtbot: QtBot
) -> None:
    finished: list[str] = []
    may_end = threading.Event()

    def waiting(job: Job) -> str:
        may_end.wait(5)
        return "mail"

    runner.start(owner, waiting, finished.append, lane="network")
    runner.start(owner, lambda job: "first", finished.append)
    runner.start(owner, lambda job: "second", finished.append)
    qtbot.waitUntil(lambda: len(finished) == 2)
    may_end.set()
    qtbot.waitUntil(lambda: len(finished) == 3)
    assert finished == ["first", "second", "mail"]


def test_a_user_error_goes_to_who_asked(runner: Runner, owner: QObject, qtbot: QtBot) -> None:
    told: list[str] = []
    runner.start(owner, refuse, print, on_failure=lambda error: told.append(str(error)))
    qtbot.waitUntil(lambda: told == ["The disk is full."])


@pytest.mark.parametrize("error", [UserError("The disk is full."), ZeroDivisionError()])
def test_an_error_that_nobody_takes_reaches_the_hook(
    runner: Runner,
    owner: QObject,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    raised: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, value, trace: raised.append(value))

    def fail(job: Job) -> None:
        raise error

    runner.start(owner, fail, print)
    qtbot.waitUntil(lambda: raised == [error])


def test_who_is_gone_is_not_called(runner: Runner, owner: QObject, qtbot: QtBot) -> None:
    heard: list[object] = []
    may_end = threading.Event()
    runner.start(owner, lambda job: may_end.wait(5), heard.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    may_end.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert heard == []


def test_work_does_not_keep_who_started_it(runner: Runner, qtbot: QtBot) -> None:
    class Asker(QObject):
        def hear(self, value: object) -> None:
            raise AssertionError("nobody is left to hear this")

    may_end = threading.Event()
    asker = Asker()
    memory = weakref.ref(asker)
    runner.start(asker, lambda job: may_end.wait(5), asker.hear)
    del asker
    gc.collect()
    assert memory() is None
    may_end.set()
    qtbot.waitUntil(lambda: not runner.busy)


def test_shutting_down_stops_all_and_waits(runner: Runner, owner: QObject) -> None:
    heard: list[object] = []
    runner.start(owner, endless, heard.append)
    runner.start(owner, endless, heard.append, lane="camera 1")
    began = time.monotonic()
    runner.shut_down()
    assert time.monotonic() - began < 2
    assert not runner.busy
    assert [t.name for t in threading.enumerate() if t.name.startswith("lane ")] == []
    assert runner.start(owner, endless, heard.append).is_cancelled


def test_step_raises_once_cancelled() -> None:
    job = Job(print)
    job.cancel()
    with pytest.raises(Cancelled):
        job.step()


def endless(job: Job) -> None:
    while True:
        job.step()
        time.sleep(0.001)


def refuse(job: Job) -> None:
    raise UserError("The disk is full.")


class Fragile(QObject):
    """Notes on which thread it is destroyed."""

    died_on: list[int] = []

    def work(self, _job: Job) -> None:
        time.sleep(0.05)

    def fail(self, _job: Job) -> None:
        raise ValueError("meant")

    def __del__(self) -> None:
        Fragile.died_on.append(threading.get_ident())


@pytest.mark.parametrize("does", ["work", "fail"])
def test_what_worked_is_let_go_on_the_windows_thread(
    runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_error: None)
    Fragile.died_on.clear()
    fragile = Fragile()
    runner.start(runner, getattr(fragile, does), lambda _value: None)
    del fragile  # only the work knows it now
    qtbot.waitUntil(lambda: bool(Fragile.died_on))
    assert set(Fragile.died_on) == {threading.get_ident()}


def test_what_nobody_waits_for_lets_other_work_go_first_but_not_for_ever(
    runner: Runner, owner: QObject, qtbot: QtBot
) -> None:
    is_over, told = threading.Event(), list[float]()

    def patient(job: Job) -> float:
        began = time.monotonic()
        job.give_way()
        return time.monotonic() - began

    runner.start(owner, lambda _job: is_over.wait(10), lambda _: None, lane="other")
    runner.start(owner, patient, told.append, lane="patient")
    qtbot.waitUntil(lambda: told != [])
    assert told[0] > 0.09
    is_over.set()
    qtbot.waitUntil(lambda: not runner.busy)
