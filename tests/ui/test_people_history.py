"""Importing the past on the people page: what is shown before, and what is written after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer.services.people import members
from organizer.services.plans import events
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.kit.tables import RecordTable
from organizer.ui.kit.widgets import Stat
from tests.evenings import shared_data
from tests.ui.people_screen import Screen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[Screen]:
    made = Screen(qtbot, context)
    yield made
    made.settle()


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """A folder with a small past, one row of it wrong."""
    folder = tmp_path / "past"
    folder.mkdir()
    for name, text in {
        "a.csv": "id,name,time,colour\n7,Knit night,2019-05-14 19:00,red\n",
        "b.csv": "id,name,joined\n1,Ana Lima,2018-01-02\n2,Bo,\n",
        "c.csv": "event_id,member_id,response,guests\n7,1,yes,2\n7,2,no,0\n99,2,no,0\n",
    }.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def begin(screen: Screen, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Choose a folder by the button and wait until it is read."""

    def answer(parent: object, title: str, on_chosen: Callable[[Path], object]) -> None:
        on_chosen(folder)

    monkeypatch.setattr(files, "ask_folder", answer)
    screen.click("import_past")
    screen.wait_for("sheet")
    screen.settle()


def numbers(screen: Screen) -> tuple[str, ...]:
    """The large numbers of the preview."""
    found = []
    for word in ("events", "people", "answers", "problems"):
        stat = screen.widget(f"history_{word}")
        assert isinstance(stat, Stat)
        found.append(stat._number.text())
    return tuple(found)


def problems(screen: Screen) -> list[str]:
    """What is shown as left out."""
    table = screen.widget("history_left_out")
    assert isinstance(table, RecordTable)
    return [problem.message for problem in table.records]


def test_a_folder_is_shown_then_imported_and_can_be_taken_back(
    screen: Screen, past: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(screen, monkeypatch, past)
    assert numbers(screen) == ("1", "2", "2", "1")
    assert "1 said yes, with guests that is 3 seats, and 1 said no" in screen.text("history_words")
    assert "New of these: 1 events, 1 people" in screen.text("history_words"), "Ana is known"
    assert "colour" in screen.text("history_not_taken")
    [problem] = problems(screen)
    assert "“99”" in problem
    assert "Knit night" not in {row.title for row in events.list_events(screen.context.db)}
    screen.click("sheet_save")
    screen.settle()
    assert not screen.is_seen("sheet")
    assert screen.says("New: 1 events, 1 people, 2 answers.")
    assert "Bo" in screen.names()
    [knit] = [r for r in events.list_events(screen.context.db) if r.title == "Knit night"]
    assert (knit.going, knit.attended) == (3, 0)
    screen.context.undo()
    screen.settle()
    assert "Bo" not in screen.names()
    assert "Knit night" not in {row.title for row in events.list_events(screen.context.db)}


def test_the_same_folder_again_has_nothing_to_import(
    screen: Screen, past: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(screen, monkeypatch, past)
    screen.click("sheet_save")
    screen.settle()
    begin(screen, monkeypatch, past)
    assert screen.text("sheet_save") == "Nothing to import"
    assert not screen.widget("sheet_save").isEnabled()
    assert "in your file already" in screen.text("history_words")
    screen.press(Qt.Key.Key_Escape)
    assert not screen.is_seen("sheet")


def test_a_folder_can_be_dropped_on_the_page(screen: Screen, past: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(past))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none.NoModifier)
    QApplication.sendEvent(screen.page, enter)
    assert enter.isAccepted()
    assert screen.is_seen("drop_hint")
    QApplication.sendEvent(
        screen.page, QDropEvent(QPointF(50, 50), copy, data, left, none.NoModifier)
    )
    screen.wait_for("sheet")
    screen.settle()
    assert numbers(screen) == ("1", "2", "2", "1")
    screen.press(Qt.Key.Key_Escape)


def test_days_of_two_readings_are_asked_for(
    screen: Screen, past: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (past / "a.csv").write_text("id,name,time\n7,Knit night,5/6/19 19:00\n", "utf-8")
    begin(screen, monkeypatch, past)
    assert numbers(screen)[0] == "0"
    screen.click("dates_mdy")
    screen.settle()
    assert numbers(screen)[0] == "1"
    screen.click("sheet_save")
    screen.settle()
    [knit] = [r for r in events.list_events(screen.context.db) if r.title == "Knit night"]
    assert str(knit.starts) == "2019-05-06 19:00:00"


def test_a_folder_without_tables_says_so(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    begin(screen, monkeypatch, empty)
    assert "no table" in screen.text("history_problem")
    assert not screen.widget("sheet_save").isEnabled()
    screen.press(Qt.Key.Key_Escape)
    assert not screen.is_seen("sheet")


def test_montana_in_the_window(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(screen, monkeypatch, shared_data("meetup/montana_anon"))
    assert numbers(screen) == ("1,391", "1,757", "10,416", "0")
    assert "America/Denver" in screen.text("history_words")
    screen.click("sheet_save")
    screen.settle()
    assert screen.says("New: 1,391 events, 1,757 people, 10,416 answers.")
    assert len(members.list_members(screen.context.db)) == 1757 + 5
