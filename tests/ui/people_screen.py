"""The people page in its window, as somebody at the keyboard sees and uses it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.ui.context import Context
from organizer.ui.kit.tables import RecordTable
from organizer.ui.people.page import PeoplePage
from organizer.ui.shell import PageEntry, Shell


class Screen:
    """The people page in its window, as somebody at the keyboard sees it."""

    def __init__(self, qtbot: QtBot, context: Context) -> None:
        self.qtbot = qtbot
        self.context = context
        entry = PageEntry("people", "People", "users", self._build)
        self.shell = Shell([entry], context.messages)
        qtbot.addWidget(self.shell)
        self.shell.show()
        qtbot.waitActive(self.shell)
        self.shell.show_page("people")
        self.settle()

    def _build(self) -> PeoplePage:
        self.page = PeoplePage(self.context)
        return self.page

    def settle(self) -> None:
        """Until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.context.runner.busy)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.context.runner.busy)

    @property
    def table(self) -> RecordTable:
        found = self.shell.findChild(RecordTable, "people_table")
        assert found is not None
        return found

    def names(self) -> list[str]:
        return [member.name for member in self.table.records]

    def widget(self, name: str) -> QWidget:
        found = [each for each in self.shell.findChildren(QWidget, name) if each.isVisible()]
        assert found, f"nothing called {name} is to be seen"
        return found[0]

    def is_seen(self, name: str) -> bool:
        return any(each.isVisible() for each in self.shell.findChildren(QWidget, name))

    def text(self, name: str) -> str:
        found = self.widget(name)
        assert isinstance(found, QLabel | QPushButton)
        return found.text()

    def says(self, sentence: str) -> bool:
        labels = self.shell.findChildren(QLabel)
        return any(sentence in label.text() for label in labels if label.isVisible())

    def click(self, name: str) -> None:
        QTest.mouseClick(self.widget(name), Qt.MouseButton.LeftButton)

    def type(self, name: str, letters: str) -> None:
        field = self.widget(name)
        field.setFocus()
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.selectAll()
        if letters.isascii():
            QTest.keyClicks(field, letters)
        else:  # as an input method does, for no key of the test keyboard has such letters
            event = QInputMethodEvent()
            event.setCommitString(letters)
            QApplication.sendEvent(field, event)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        target = QApplication.focusWidget() or self.shell
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def press_ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def wait_for(self, name: str) -> None:
        self.qtbot.waitUntil(lambda: self.is_seen(name))

    def select(self, name: str) -> None:
        [uid] = [member.uid for member in self.table.records if member.name == name]
        self.table.select(uid)
        self.qtbot.waitUntil(
            lambda: self.is_seen("member_name") and name in self.text("member_name")
        )
