"""A form at the side of the window: filled, corrected, saved or left, and then gone."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.theme import apply_theme


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> QWidget:
    apply_theme(qapp)
    made = QWidget()
    QVBoxLayout(made).addWidget(QPushButton("Add a member"))
    made.resize(960, 640)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def sheet(window: QWidget, qtbot: QtBot) -> Sheet:
    made = Sheet(window, "Add a member", "Add")
    made.add_field("name", "Name", QLineEdit())
    made.add_field("email", "E-mail", QLineEdit(), "Leave it empty if there is none")
    made.open()
    return made


def field(sheet: Sheet, name: str) -> QLineEdit:
    found = sheet.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def words(sheet: Sheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]


def test_one_can_type_at_once(sheet: Sheet, qtbot: QtBot) -> None:
    qtbot.waitUntil(field(sheet, "name").hasFocus)
    assert "Leave it empty if there is none" in words(sheet)


def test_ctrl_enter_saves_from_any_field(sheet: Sheet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.save_requested):
        QTest.keyClick(
            field(sheet, "email"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )


def test_nothing_is_saved_twice_while_it_is_being_saved(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.set_busy(True)
    with qtbot.assertNotEmitted(sheet.save_requested):
        QTest.keyClick(
            field(sheet, "email"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )


def test_what_is_wrong_stands_at_its_field_and_takes_the_focus(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.show_problems({"email": "This is no address.", "seats": "There is no room."})
    assert "This is no address." in words(sheet)
    assert "There is no room." in words(sheet)
    assert "Leave it empty if there is none" not in words(sheet)
    qtbot.waitUntil(field(sheet, "email").hasFocus)
    sheet.show_problems({})
    assert "This is no address." not in words(sheet)
    assert "There is no room." not in words(sheet)


def test_tab_stays_in_the_form(sheet: Sheet, window: QWidget, qtbot: QtBot) -> None:
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None and sheet.isAncestorOf(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)


def test_it_covers_the_window_when_that_grows(sheet: Sheet, window: QWidget) -> None:
    window.resize(1200, 700)
    assert sheet.size() == window.size()
    assert sheet.panel.geometry().right() == window.rect().right()


def test_escape_leaves_and_gives_the_focus_back(window: QWidget, qtbot: QtBot) -> None:
    opener = window.findChild(QPushButton)
    assert isinstance(opener, QPushButton)
    opener.setFocus()
    sheet = Sheet(window, "Add a member")
    sheet.add_field("name", "Name", QLineEdit())
    sheet.open()
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(field(sheet, "name"), Qt.Key.Key_Escape)
    assert opener.hasFocus()


def test_a_closed_sheet_is_freed(window: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet(window, "Add a member")
    sheet.add_field("name", "Name", QLineEdit())
    sheet.open()
    memory = weakref.ref(sheet)
    sheet.close_sheet()
    del sheet
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert memory() is None
    assert window.findChildren(Sheet) == []


def test_tab_goes_to_the_choice_made_and_not_to_its_neighbours(sheet: Sheet, qtbot: QtBot) -> None:
    ways = QWidget()
    by_name, everyone = QRadioButton("By name"), QRadioButton("Everyone")
    by_name.setChecked(True)
    QVBoxLayout(ways).addWidget(by_name)
    ways.layout().addWidget(everyone)
    sheet.add_field("way", "Who", ways)
    last = QLineEdit()
    sheet.add_field("last", "Note", last)
    qtbot.waitUntil(last.isVisible)
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(by_name.hasFocus)
    QTest.keyClick(by_name, Qt.Key.Key_Down)
    assert everyone.isChecked()
    QTest.keyClick(everyone, Qt.Key.Key_Tab)
    assert last.hasFocus()


def test_escape_closes_a_form_that_is_still_being_read(window: QWidget, qtbot: QtBot) -> None:
    behind = window.findChild(QPushButton)
    assert isinstance(behind, QPushButton)
    behind.setFocus()
    made = Sheet(window, "Invitations", "Choose a folder")
    made.set_busy(True)
    made.open()
    focused = QApplication.focusWidget()
    assert focused is made, "the page behind must not get the keys, nor Cancel a ring"
    with qtbot.waitSignal(made.closed):
        QTest.keyClick(focused, Qt.Key.Key_Escape)


def test_the_primary_button_takes_the_focus_as_soon_as_it_can_be_pressed(
    window: QWidget, qtbot: QtBot
) -> None:
    made = Sheet(window, "Invitations", "Choose a folder")
    made.set_busy(True)
    made.open()
    made.set_busy(False)
    assert made.save_button.hasFocus()
    with qtbot.waitSignal(made.save_requested):
        QTest.keyClick(made.save_button, Qt.Key.Key_Return)


def test_tab_goes_on_from_numbers_and_from_boxes_to_type_in(window: QWidget, qtbot: QtBot) -> None:
    made = Sheet(window, "Add a workshop", "Add")
    zone = QComboBox()
    zone.setEditable(True)
    fields = (("title", QLineEdit()), ("seats", QSpinBox()), ("zone", zone), ("url", QLineEdit()))
    for name, widget in fields:
        made.add_field(name, name, widget)
    made.open()
    qtbot.waitUntil(field(made, "title").hasFocus)
    for key, names in (
        (Qt.Key.Key_Tab, ["seats", "zone", "url"]),
        (Qt.Key.Key_Backtab, ["zone", "seats", "title"]),
    ):
        for name in names:
            qtbot.keyClick(QApplication.focusWidget(), key)
            assert QApplication.focusWidget().objectName() == name
