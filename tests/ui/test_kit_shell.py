"""The window: going from page to page by mouse and keyboard, and what becomes of errors in it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from organizer.domain.errors import UserError
from organizer.ui.crash import ErrorWatch
from organizer.ui.kit.layouts import clear
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.theme import apply_theme
from organizer.ui.kit.widgets import button
from organizer.ui.shell import PageEntry, Shell

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def messages(qapp: QApplication) -> Messages:
    apply_theme(qapp)
    return Messages()


@pytest.fixture
def shell(messages: Messages, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(
        [
            PageEntry("home", "Home", "house", lambda: QLabel("Home page")),
            PageEntry("people", "People", "users", lambda: QPushButton("Add a member")),
            PageEntry("settings", "Settings", "gear", QWidget, at_the_bottom=True),
        ],
        messages,
    )
    qtbot.addWidget(made)
    made.show_page("home")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made


def place(shell: Shell, key: str) -> QPushButton:
    found = shell.findChild(QPushButton, f"go_{key}")
    assert isinstance(found, QPushButton)
    return found


def test_a_page_is_built_when_first_gone_to_and_kept(shell: Shell) -> None:
    assert shell.page("people") is None
    QTest.mouseClick(place(shell, "people"), Qt.MouseButton.LeftButton)
    page = shell.page("people")
    assert page is not None and page.isVisible()
    assert place(shell, "people").isChecked() and not place(shell, "home").isChecked()
    shell.show_page("home")
    assert shell.show_page("people") is page


@pytest.mark.parametrize("modifier", [CONTROL, ALT])
def test_a_number_key_leads_to_its_page(shell: Shell, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(shell, Qt.Key.Key_2, modifier)
    assert shell.current_key == "people"
    QTest.keyClick(shell, Qt.Key.Key_3, modifier)
    assert shell.current_key == "settings"


def test_arrow_keys_go_along_the_side_bar(shell: Shell) -> None:
    place(shell, "home").setFocus()
    QTest.keyClick(place(shell, "home"), Qt.Key.Key_Down)
    assert place(shell, "people").hasFocus()
    assert shell.current_key == "people"
    QTest.keyClick(place(shell, "people"), Qt.Key.Key_Up)
    assert shell.current_key == "home"


def test_a_new_window_begins_in_its_page_and_a_click_leads_there(shell: Shell) -> None:
    assert not place(shell, "home").hasFocus()
    QTest.mouseClick(place(shell, "people"), Qt.MouseButton.LeftButton)
    page = shell.page("people")
    assert page is not None and page.hasFocus()


def test_the_side_bar_says_whose_community_it_is(shell: Shell) -> None:
    shell.set_community("Riverside Makers", 1)
    words = [label.text() for label in shell.side_bar.findChildren(QLabel)]
    assert {"R", "Riverside Makers", "1 member"} <= set(words)
    shell.set_count("people", "214")
    assert "214" in [label.text() for label in shell.side_bar.findChildren(QLabel)]


def test_the_door_has_the_window_to_itself(shell: Shell) -> None:
    shell.hide_chrome(1)
    assert not shell.side_bar.isVisible()
    QTest.keyClick(shell, Qt.Key.Key_2, CONTROL)
    assert shell.current_key == "home"
    shell.hide_chrome(0)
    assert shell.side_bar.isVisible()


def test_the_door_fills_the_screen_and_gives_the_window_back_as_it_was(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shell.windowState()
    shell.hide_chrome(1)
    assert shell.windowState() == before  # where there is no screen
    shell.hide_chrome(0)
    monkeypatch.setattr("organizer.ui.shell.may_fill_screen", QWidget.isVisible)
    shell.hide_chrome(1)
    assert shell.isFullScreen()
    QTest.keyClick(shell, Qt.Key.Key_F11)
    assert not shell.isFullScreen()
    QTest.keyClick(shell, Qt.Key.Key_F11)
    shell.hide_chrome(2)
    QTest.keyClick(shell, Qt.Key.Key_F11)
    assert shell.isFullScreen()  # a PIN holds it
    shell.hide_chrome(0)
    assert shell.windowState() == before


def test_no_page_changes_behind_an_open_form(shell: Shell) -> None:
    sheet = Sheet(shell, "Add a member")
    sheet.open()
    QTest.keyClick(sheet, Qt.Key.Key_2, CONTROL)
    assert shell.current_key == "home"
    sheet.close_sheet()
    QTest.keyClick(shell, Qt.Key.Key_2, CONTROL)
    assert shell.current_key == "people"


def test_a_narrow_window_with_large_text_keeps_the_icons(qapp: QApplication, shell: Shell) -> None:
    shell.resize(960, 640)
    assert place(shell, "home").text() == "Home"
    apply_theme(qapp, text_scale=1.5)
    assert place(shell, "home").text() == ""
    assert place(shell, "home").accessibleName() == "Home"
    apply_theme(qapp)
    assert place(shell, "home").text() == "Home"


def test_a_menu_action_works_by_menu_and_by_key(shell: Shell, qtbot: QtBot) -> None:
    action = shell.add_menu_action(QAction("Open community…", shell))
    action.setShortcut(QKeySequence("Ctrl+O"))
    assert action in shell.side_bar.menu.actions()
    with qtbot.waitSignal(action.triggered):
        QTest.keyClick(shell, Qt.Key.Key_O, CONTROL)


@pytest.fixture
def watch(messages: Messages) -> Iterator[ErrorWatch]:
    made = ErrorWatch(messages)
    yield made
    if made.dialog is not None:
        made.dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made.stop()


def raise_now(error: Exception) -> None:
    try:
        raise error
    except type(error):
        sys.excepthook(*sys.exc_info())


def test_a_user_error_becomes_a_line_in_the_window(
    shell: Shell, watch: ErrorWatch, qtbot: QtBot
) -> None:
    raise_now(UserError("The file is locked by another program. Close it and try again."))
    qtbot.waitUntil(shell.message_bar.isVisible)
    message = shell.message_bar.message
    assert message is not None and message.kind == "bad"
    assert message.text.startswith("The file is locked")
    assert watch.dialog is None


def test_a_mistake_of_ours_is_logged_and_shown_once(
    shell: Shell, watch: ErrorWatch, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        for _ in range(40):
            raise_now(ZeroDivisionError("bad cell"))
    qtbot.waitUntil(lambda: watch.dialog is not None)
    dialog = watch.dialog
    assert dialog is not None and dialog.isVisible() and not dialog.isModal()
    assert len(caplog.records) == 40
    details = dialog.findChild(QPlainTextEdit, "crash_details")
    copy = dialog.findChild(QPushButton, "crash_copy")
    assert details is not None and "bad cell" in details.toPlainText()
    assert copy is not None
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError: bad cell" in QGuiApplication.clipboard().text()
    dialog.close()
    qtbot.waitUntil(lambda: watch.dialog is None)
    raise_now(ZeroDivisionError("bad cell"))
    QApplication.processEvents()
    assert watch.dialog is None


def test_no_button_takes_the_focus_because_another_page_went(
    messages: Messages, qtbot: QtBot
) -> None:
    field = QPlainTextEdit()

    def page_of(inside: QWidget) -> QWidget:
        page = QWidget()
        QVBoxLayout(page).addWidget(inside)
        return page

    made = Shell(
        [
            PageEntry("home", "Home", "house", lambda: page_of(field)),
            PageEntry("insights", "Insights", "chart-bar", lambda: page_of(QPushButton("All"))),
        ],
        messages,
    )
    qtbot.addWidget(made)
    made.show_page("home")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    field.setFocus()
    QTest.keyClick(made, Qt.Key.Key_2, CONTROL)
    assert made.focusWidget() is made.page("insights")


def test_enter_presses_a_button_as_the_space_bar_does(shell: Shell, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    made = button("Import a list", lambda: pressed.append(True))
    qtbot.addWidget(made)
    QTest.keyClick(made, Qt.Key.Key_Return)
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert len(pressed) == 2
    QTest.keyClick(place(shell, "people"), Qt.Key.Key_Return)
    assert shell.current_key == "people"


def test_a_page_reaches_the_bottom_while_nothing_is_said(
    shell: Shell, messages: Messages, qtbot: QtBot
) -> None:
    page = shell.page("home")
    assert page is not None
    assert page.height() == shell.height()
    messages.say("Ana was added.")
    qtbot.waitUntil(lambda: page.height() < shell.height())


def test_a_button_that_is_made_anew_gives_its_focus_to_what_held_it(
    messages: Messages, qtbot: QtBot
) -> None:
    made = button("Restore")
    holder = QWidget()
    QVBoxLayout(holder).addWidget(made)
    qtbot.addWidget(holder)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    made.setFocus()
    assert made.hasFocus()
    clear(holder.layout())
    assert holder.hasFocus()
