"""The desk with a PIN: a volunteer gets to nothing else, and wrong tries take longer and longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QFileOpenEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from organizer.app import main
from organizer.models.database import Database
from organizer.services.at_door.desk_pin import has_pin, is_pin, set_pin
from organizer.services.plans import events
from organizer.settings import held_desk
from organizer.ui.door.page import DoorPage
from organizer.ui.door.pin_sheet import PinSheet, Tries
from organizer.ui.shell import Shell
from organizer.ui.window import Desktop
from tests.ui.door_page import find, is_there

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PIN = "4711"


@pytest.fixture
def desktop(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    community: Database,
    qtbot: QtBot,
) -> Iterator[Desktop]:
    """The window with the desk of the next meetup on it, which a PIN leaves."""
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))
    set_pin(community, PIN)
    made = Desktop(qapp)
    made.open_community(str(community.path))
    assert made.window is not None
    qtbot.waitActive(made.window)
    coming = next(r.uid for r in events.list_events(community) if r.title == "Dye night")
    made.go("door", coming)
    qtbot.waitUntil(lambda: door(made).desk.isVisible() and not made.runner.busy)
    yield made
    made.shut_down()


def shell(desktop: Desktop) -> Shell:
    assert isinstance(desktop.window, Shell)
    return desktop.window


def door(desktop: Desktop) -> DoorPage:
    page = shell(desktop).page("door")
    assert isinstance(page, DoorPage)
    return page


def type_pin(desktop: Desktop, qtbot: QtBot, pin: str) -> None:
    edit = find(shell(desktop), QLineEdit, "pin")
    edit.setText(pin)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desktop.runner.busy)


def problem(desktop: Desktop) -> str:
    return find(shell(desktop), QLabel, "problem").text()


def test_leaving_the_desk_takes_the_pin(desktop: Desktop, qtbot: QtBot) -> None:
    page = door(desktop)
    qtbot.mouseClick(find(page, QPushButton, "leave_door"), Qt.MouseButton.LeftButton)
    type_pin(desktop, qtbot, "0000")
    assert "not the PIN" in problem(desktop) and page.desk.isVisible()
    type_pin(desktop, qtbot, PIN)
    qtbot.waitUntil(page.chooser.isVisible)
    assert shell(desktop).side_bar.isVisible()


def test_esc_goes_back_to_the_desk(desktop: Desktop, qtbot: QtBot) -> None:
    door(desktop).ask_to_leave()
    edit = find(shell(desktop), QLineEdit, "pin")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert not is_there(shell(desktop), "pin_sheet") and door(desktop).desk.isVisible()


def test_no_key_leads_away(desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("organizer.ui.window.ask_open", lambda *given: asked.append(given))
    window = desktop.window
    keys = [(letter, CTRL) for letter in "12KOEPN"]
    keys += [("2", ALT), ("N", CTRL | SHIFT), ("Z", CTRL | SHIFT)]
    for letter, modifiers in keys:
        QTest.keyClick(shell(desktop), Qt.Key(ord(letter)), modifiers)
        qtbot.waitUntil(lambda: not desktop.runner.busy)
        assert desktop.window is window and shell(desktop).current_key == "door", letter
        assert door(desktop).desk.isVisible() and not asked, letter


def test_everything_in_the_menu_but_quit_is_switched_off(desktop: Desktop) -> None:
    usable = [
        action.text()
        for action in shell(desktop).side_bar.menu.actions()
        if action.isEnabled() and not action.isSeparator()
    ]
    assert usable == ["About Organizer", "Quit"]


def test_the_window_stays_until_the_pin_is_right(desktop: Desktop, qtbot: QtBot) -> None:
    window = shell(desktop)
    next(a for a in window.findChildren(QAction) if a.text() == "Quit").trigger()
    qtbot.waitUntil(lambda: is_there(window, "pin_sheet"))
    assert window.isVisible()
    window.close()
    qtbot.waitUntil(lambda: not desktop.runner.busy)
    assert len([s for s in window.findChildren(PinSheet) if s.isVisible()]) == 1
    type_pin(desktop, qtbot, PIN)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_restart_comes_back_to_the_desk_and_its_pin(
    desktop: Desktop, qtbot: QtBot, qapp: QApplication, community: Database
) -> None:
    event_uid = door(desktop).desk.event_uid
    desktop.shut_down()
    again = Desktop(qapp)
    try:
        again.open_community(str(community.path))
        assert shell(again).is_bare, "nothing else can be reached, not even for a moment"
        qtbot.waitUntil(lambda: door(again).desk.isVisible() and not again.runner.busy)
        assert door(again).desk.event_uid == event_uid
        door(again).ask_to_leave()
        type_pin(again, qtbot, PIN)
        qtbot.waitUntil(door(again).chooser.isVisible)
        assert held_desk(community.path) == "", "whoever has left is not brought back"
    finally:
        again.shut_down()


def test_a_pin_that_was_taken_away_by_command_lets_go(
    desktop: Desktop, qtbot: QtBot, community: Database
) -> None:
    door(desktop).ask_to_leave()
    words = [one.text() for one in shell(desktop).findChildren(QLabel) if one.isVisible()]
    assert any("organizer settings pin" in one for one in words)
    assert main(["--community", str(community.path), "settings", "pin"]) == 0
    type_pin(desktop, qtbot, "1")
    qtbot.waitUntil(door(desktop).chooser.isVisible)


def test_a_desk_whose_event_is_gone_lets_go(desktop: Desktop, qtbot: QtBot) -> None:
    door(desktop).leave()
    desktop.go("door", "no such event")
    qtbot.waitUntil(lambda: not desktop.runner.busy and not shell(desktop).is_bare)
    assert door(desktop).chooser.isVisible()


def test_files_but_pictures_are_not_taken(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    before = desktop.db
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(before.path))])
    enter = QDragEnterEvent(
        shell(desktop).rect().center(),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(shell(desktop), enter)
    assert not enter.isAccepted()
    QApplication.sendEvent(qapp, QFileOpenEvent(str(before.path)))
    assert desktop.db is before and door(desktop).desk.isVisible()


def test_no_dialog_and_no_button_leads_to_other_files(desktop: Desktop, qtbot: QtBot) -> None:
    assert desktop.context is not None
    assert not is_there(door(desktop), "read_picture")
    desktop.context.messages.say("Read.", "warn", "Show it", lambda: None)
    qtbot.waitUntil(lambda: is_there(shell(desktop), "message_text"))
    assert not is_there(shell(desktop), "message_action")


def test_without_a_pin_the_desk_is_left_at_once(desktop: Desktop, qtbot: QtBot) -> None:
    set_pin(desktop.db, "")
    page = door(desktop)
    page.leave()
    page.open(page.desk.event_uid)
    qtbot.waitUntil(lambda: page.desk.isVisible() and not desktop.runner.busy)
    qtbot.mouseClick(find(page, QPushButton, "leave_door"), Qt.MouseButton.LeftButton)
    assert page.chooser.isVisible()


def test_a_pin_that_is_set_while_the_desk_is_open_holds_it(desktop: Desktop, qtbot: QtBot) -> None:
    page = door(desktop)
    set_pin(page.context.db, "")
    page.desk.view.look_again()
    qtbot.waitUntil(lambda: is_there(page, "read_picture"))
    set_pin(page.context.db, PIN)  # as another window or a command does
    page.desk.view.look_again()
    qtbot.waitUntil(lambda: not is_there(page, "read_picture"))
    page.ask_to_leave()
    assert is_there(shell(desktop), "pin_sheet") and page.desk.isVisible()


def test_without_a_pin_pictures_are_chosen_by_a_button(desktop: Desktop, qtbot: QtBot) -> None:
    set_pin(desktop.db, "")
    page = door(desktop)
    page.leave()
    page.open(page.desk.event_uid)
    qtbot.waitUntil(lambda: page.desk.isVisible() and is_there(page, "read_picture"))


def test_wrong_tries_take_longer_and_longer() -> None:
    now = 100.0
    tries = Tries(lambda: now)
    waits = []
    for _try in range(9):
        tries.note_wrong()
        waits.append(tries.wait)
        now += tries.wait
    assert waits == [0, 0, 5, 10, 20, 40, 60, 60, 60]
    tries.note_right()
    tries.note_wrong()
    assert tries.wait == 0


def test_after_three_wrong_tries_even_the_right_one_has_to_wait(
    desktop: Desktop, qtbot: QtBot
) -> None:
    door(desktop).ask_to_leave()
    for _try in range(3):
        type_pin(desktop, qtbot, "0000")
    assert "Try again in 5 seconds" in problem(desktop)
    assert not find(shell(desktop), QPushButton, "sheet_save").isEnabled()
    for sheet in shell(desktop).findChildren(PinSheet):
        sheet.close_sheet()
    door(desktop).ask_to_leave()
    assert "Try again in" in problem(desktop), "opening it again does not help"


def test_the_settings_set_a_pin_and_take_it_away(
    desktop: Desktop, qtbot: QtBot, community: Database
) -> None:
    door(desktop).leave()
    set_pin(community, "")
    desktop.go("settings", None)
    qtbot.waitUntil(lambda: not desktop.runner.busy)
    page = shell(desktop).page("settings")
    edit = find(page, QLineEdit, "desk_pin")
    edit.setText("12")
    qtbot.mouseClick(find(page, QPushButton, "set_desk_pin"), Qt.MouseButton.LeftButton)
    assert not has_pin(community)
    edit.setText("2468")
    qtbot.mouseClick(find(page, QPushButton, "set_desk_pin"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_there(page, "remove_desk_pin"))
    assert is_pin(community, "2468") and edit.text() == ""
    qtbot.mouseClick(find(page, QPushButton, "remove_desk_pin"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not has_pin(community))
