"""Practice: six cases on an evening that is not real, and nothing of it in the community."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from organizer.models.database import Database
from organizer.services import communities
from organizer.services.at_door.door_pictures import codes_in_files
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.door.page import DoorPage
from organizer.ui.door.practice import PracticeDesk
from organizer.ui.jobs import Runner
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.theme import apply_theme
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import click, find, is_there, log, pause

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    return make_evening(empty_community)


@pytest.fixture
def practice(
    evening: Evening,
    runner: Runner,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[PracticeDesk]:
    """A practice that was begun from the list of doors."""
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    apply_theme(qapp, "light")
    page = DoorPage(Context(evening.db, runner, Messages(), now=evening.clock))
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.isActiveWindow() and not runner.busy)
    click(page, qtbot, "practise")
    assert page.practice is not None
    qtbot.waitUntil(lambda: page.practice.desk is not None and not runner.busy)
    yield page.practice
    page.hide()
    qtbot.waitUntil(lambda: not runner.busy)


def case(practice: PracticeDesk) -> str:
    return find(practice, QLabel, "practice_case").text()


def shown(practice: PracticeDesk) -> str:
    return str(practice.desk.card.property("verdict"))


def test_the_script_leads_through_six_cases_and_nothing_is_kept(
    practice: PracticeDesk, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    before = communities.count(evening.db)
    desk = practice.desk
    assert case(practice).startswith("1 of 6")
    click(practice, qtbot, "practice_scan")
    qtbot.waitUntil(lambda: shown(practice) == "welcome" and case(practice).startswith("2 of 6"))
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: shown(practice) == "already-in" and case(practice).startswith("3 of 6"))
    assert not is_there(practice, "practice_scan"), "a name is to be typed"
    desk.names.field.edit.setText("jonas w")
    pause(qtbot, 0.35)
    qtbot.keyClick(desk.names.field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(practice) == "not-on-list")
    desk.let_in()
    qtbot.waitUntil(lambda: case(practice).startswith("4 of 6"))
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: shown(practice) == "waitlisted")
    desk.let_in()
    qtbot.waitUntil(lambda: case(practice).startswith("5 of 6"))
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    qtbot.waitUntil(
        lambda: shown(practice) == "other-event" and case(practice).startswith("6 of 6")
    )
    desk.undo_last()
    qtbot.waitUntil(lambda: "all six" in case(practice))
    assert log(evening) == [] and communities.count(evening.db) == before
    click(practice, qtbot, "end_practice")
    assert not list(tmp_path.glob("organizer-practice-*"))


def test_it_says_all_the_time_that_it_is_practice(practice: PracticeDesk) -> None:
    band = practice.findChild(object, "practice_band")
    assert band.isVisible()
    assert not is_there(practice, "leave_door"), "there is one way out: End practice"


def test_the_end_of_practice_is_the_list_of_doors(
    practice: PracticeDesk, qtbot: QtBot, runner: Runner
) -> None:
    page = practice.parentWidget()
    assert isinstance(page, DoorPage)
    shown_desk: list[int] = []
    page.desk_shown.connect(shown_desk.append)
    click(practice, qtbot, "end_practice")
    qtbot.waitUntil(lambda: page.chooser.isVisible() and page.practice is None)
    assert shown_desk[-1] == 0


def test_the_window_closed_in_the_middle_leaves_nothing_behind(
    practice: PracticeDesk, tmp_path: Path
) -> None:
    assert list(tmp_path.glob("organizer-practice-*"))
    practice.parentWidget().hide()
    assert not list(tmp_path.glob("organizer-practice-*"))


def test_another_page_ends_practice_and_it_begins_anew_whole(
    practice: PracticeDesk, qtbot: QtBot, runner: Runner, tmp_path: Path
) -> None:
    page = practice.parentWidget()
    assert isinstance(page, DoorPage)
    page.hide()
    page.show()
    click(page, qtbot, "practise")
    assert page.practice is not None and page.practice is not practice
    again = page.practice
    qtbot.waitUntil(lambda: again.desk is not None and not runner.busy)
    assert case(again).startswith("1 of 6")
    click(again, qtbot, "practice_scan")
    qtbot.waitUntil(lambda: shown(again) == "welcome")


def test_nothing_is_printed(
    practice: PracticeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[object] = []
    monkeypatch.setattr(
        "organizer.ui.door.badge_desk.print_badge", lambda *given: printed.append(given)
    )
    said: list[str] = []
    practice.desk.badges.printed.connect(said.append)
    click(practice, qtbot, "practice_scan")
    qtbot.waitUntil(lambda: is_there(practice, "print_badge"))
    for name in ("print_badge", "new_badge"):
        click(practice, qtbot, name)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert "nothing is printed" in said[0]
    assert not is_there(practice, "printer_sheet") and not printed


def test_practice_badges_are_printed_to_be_scanned(
    practice: PracticeDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "practice.pdf"
    monkeypatch.setattr(files, "ask_save", lambda *given: given[4](target))
    click(practice, qtbot, "practice_badges")
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not practice._context.runner.busy)
    assert practice._practice.good in codes_in_files([target])
    assert isinstance(find(practice, QPushButton, "practice_badges"), QPushButton)
