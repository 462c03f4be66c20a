"""Another program holds the file: the desk says so, loses nothing, and goes on in its order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from organizer.domain.kinds import DoorAction, Verdict
from organizer.models import database
from organizer.models.database import Database
from organizer.models.tables import DoorEntry, Member
from organizer.ui import shell as shell_module
from organizer.ui.door import lane
from organizer.ui.door.page import DoorPage
from organizer.ui.jobs import Runner
from organizer.ui.shell import PageEntry, Shell
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import (
    click,
    find,
    is_there,
    key,
    open_door,
    scan,
    shown_page,
    verdict,
    words,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    return make_evening(empty_community)


@pytest.fixture
def page(
    evening: Evening,
    runner: Runner,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[DoorPage]:
    """The desk of tonight, whose patience is short: what is seconds for people is a blink here."""
    monkeypatch.setattr(database, "_BUSY_MILLISECONDS", 500)
    monkeypatch.setattr(lane, "_HELD_UP_MS", 100)
    evening.db.close()
    with shown_page(evening, runner, qtbot) as made:
        open_door(made, evening, qtbot)
        yield made


@contextmanager
def another_program(evening: Evening) -> Iterator[None]:
    """Hold the file as a program does that is about to write."""
    with closing(sqlite3.connect(evening.db.path, isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        yield
        held.execute("ROLLBACK")


def arrivals(evening: Evening) -> list[str]:
    """The names in the door log, in its order; each arrived and was welcome."""
    lines = select(Member.name, DoorEntry.action, DoorEntry.verdict)
    with evening.db.reading() as session:
        rows = session.execute(
            lines.join(Member, Member.id == DoorEntry.member_id).order_by(DoorEntry.id)
        ).all()
    assert {(action, said) for _name, action, said in rows} <= {
        (DoorAction.ARRIVED, Verdict.WELCOME)
    }
    return [name for name, _action, _said in rows]


def unwritten(page: DoorPage) -> str:
    """What the desk lists as not written yet, empty where nothing is listed."""
    return find(page, QLabel, "unwritten_names").text() if is_there(page, "unwritten") else ""


def come_in_vain(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    """Two scans and a name, while the file is held for longer than a scan waits."""
    codes = [evening.code(name) for name in ("Ana Lima", "Tuva Strand")]
    with another_program(evening):
        for code in codes:
            scan(page, qtbot, code, end=None)
        page.desk.queue.check_in(evening.people["Rosa Díaz"])
        qtbot.waitUntil(lambda: "The file is busy" in words(page))
        listed = "Not written yet (3): Ana Lima, Tuva Strand, \u2068Rosa Díaz\u2069"
        qtbot.waitUntil(lambda: unwritten(page) == listed)
        qtbot.waitUntil(lambda: is_there(page, "try_again"))
        assert "kept and tried again" in words(page)
        scan(page, qtbot, codes[0], end=None)  # still before the scanner, and waiting already
        qtbot.waitUntil(lambda: page.desk.queue.has_stopped and not page.context.runner.busy)
        assert unwritten(page) == listed and arrivals(evening) == []


@pytest.mark.parametrize("by", ["key", "button"])
def test_what_a_busy_file_did_not_take_is_kept_in_its_order_and_tried_again(
    page: DoorPage, evening: Evening, qtbot: QtBot, by: str
) -> None:
    come_in_vain(page, evening, qtbot)
    if by == "key":
        key(page, qtbot, "r")
    else:
        click(page, qtbot, "try_again")
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "Rosa Díaz" in words(page))
    qtbot.waitUntil(lambda: unwritten(page) == "")
    assert arrivals(evening) == ["Ana Lima", "Tuva Strand", "Rosa Díaz"]


def test_a_desk_goes_on_by_itself_once_the_file_is_free(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    page.desk.queue._lane._again.setInterval(100)
    come_in_vain(page, evening, qtbot)
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "Rosa Díaz" in words(page))
    assert arrivals(evening) == ["Ana Lima", "Tuva Strand", "Rosa Díaz"]
    scan(page, qtbot, evening.code("佐藤 花"), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "佐藤 花" in words(page))
    assert unwritten(page) == ""


def test_a_yes_that_a_busy_file_did_not_take_is_a_yes_later(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    page.desk.menu.findChild(QAction, "door_asks_first").trigger()
    codes = [evening.code(name) for name in ("Ana Lima", "Tuva Strand")]
    scan(page, qtbot, codes[0], end=None)
    qtbot.waitUntil(lambda: verdict(page) == "asking" and "Ana Lima" in words(page))
    with another_program(evening):
        scan(page, qtbot, codes[1], end=None)  # which says yes to the one before
        qtbot.waitUntil(lambda: is_there(page, "try_again"))
    key(page, qtbot, "r")
    qtbot.waitUntil(lambda: verdict(page) == "asking" and "Tuva Strand" in words(page))
    assert arrivals(evening) == ["Ana Lima"]


def test_a_window_says_what_it_would_lose_before_it_closes(
    page: DoorPage, evening: Evening, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell([PageEntry("door", "Check-in", "door", lambda: page)], page.context.messages)
    qtbot.addWidget(shell)
    shell.show_page("door")
    shell.show()
    with another_program(evening):
        scan(page, qtbot, evening.code("Ana Lima"), end=None)
        qtbot.waitUntil(lambda: len(page.desk.queue.waiting) == 1)
        assert not shell.close()
        said = shell.message_bar.message
        assert said is not None and said.text.startswith("1 step is not written yet")
        assert shell.isVisible()
        with monkeypatch.context() as much_later:
            much_later.setattr(shell_module, "_MEANT_SECONDS", 0.0)
            assert not shell.close()
        assert shell.close()
