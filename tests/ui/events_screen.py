"""The page of events in its window, as somebody at the keyboard sees it."""

from __future__ import annotations

import gc
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import EventRow, GuestRow
from organizer.services.answers import guests
from organizer.services.plans import events
from organizer.ui.context import Context
from organizer.ui.events.page import EventsPage
from organizer.ui.kit.sheets import Sheet
from organizer.ui.shell import PageEntry, Shell

_O = TypeVar("_O", bound=QObject)


class EventsScreen:
    """What a person does with the page, and what they see of it."""

    def __init__(self, qtbot: QtBot, context: Context) -> None:
        self.qtbot = qtbot
        self.context = context
        self.shell = Shell(
            [PageEntry("events", "Events", "calendar-blank", self._build)], context.messages
        )
        self.shell.show()
        qtbot.waitActive(self.shell)
        self.shell.show_page("events")
        self.settle()

    def _build(self) -> EventsPage:
        self.page = EventsPage(self.context)
        return self.page

    def leave(self) -> None:
        """Close the window and free it here and now, not in the middle of the next test."""
        self.settle()
        self.shell.close()
        self.shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def settle(self) -> None:
        """Until nothing is under way any more."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.context.runner.busy)
            QApplication.processEvents()

    def event(self, title: str) -> EventRow:
        """The event of this title, as the file has it."""
        return next(row for row in events.list_events(self.context.db) if row.title == title)

    def open(self, title: str) -> EventRow:
        """Come from another page to this event."""
        row = self.event(title)
        self.page.open(row.uid)
        self.settle()
        return row

    def find(self, kind: type[_O], name: str) -> _O:
        """A visible control, or an action, by its object name."""
        for found in self.shell.findChildren(kind, name):
            if not isinstance(found, QWidget) or found.isVisible():
                return found
        raise AssertionError(f"no visible {name}")

    def sees(self, name: str) -> bool:
        """Whether a control of this name can be seen."""
        return any(each.isVisible() for each in self.shell.findChildren(QWidget, name))

    def click(self, name: str) -> None:
        """Press a button."""
        button = self.find(QWidget, name)
        assert button.isEnabled(), name
        # What is ticked takes a click on its words only, and they stand at its left.
        ticked = isinstance(button, QCheckBox | QRadioButton)
        where = QPoint(12, button.height() // 2) if ticked else button.rect().center()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=where)
        self.settle()

    def do(self, name: str) -> None:
        """Choose something from a menu."""
        action = self.find(QAction, name)
        assert action.isVisible() and action.isEnabled(), name
        action.trigger()
        self.settle()

    def type(self, name: str, words: str) -> None:
        """Type into a field in place of what is there."""
        field = self.find(QWidget, name)
        field.setFocus()
        self.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if words.isascii():
            self.qtbot.keyClicks(field, words)
        elif isinstance(field, QLineEdit):
            field.insert(words)  # the test library has no keys for other scripts

    @property
    def sheet(self) -> Sheet:
        """The form that is open."""
        return self.find(Sheet, "sheet")

    def save(self) -> None:
        """Press the primary button of the form."""
        self.click("sheet_save")

    def words(self) -> str:
        """All words that can be read on the page, line by line."""
        labels = self.shell.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def said(self) -> str:
        """What the message bar says."""
        bar = self.shell.message_bar
        return bar.message.text if bar.message else ""

    def undo(self) -> None:
        """Press what the message bar offers."""
        self.click("message_action")

    def guests(self) -> list[GuestRow]:
        """The guests in the table as it is shown."""
        return list(self.page.view.guests.table.records)

    def select_guest(self, *names: str) -> None:
        """Select guests by name, with the keyboard in the table."""
        table = self.page.view.guests.table
        keys = [guest.registration_id for guest in table.records if guest.name in names]
        assert len(keys) == len(names)
        table.select(*keys)
        table.setFocus()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key in the guest list."""
        table = self.page.view.guests.table
        self.qtbot.keyClick(table, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def answer_of(self, title: str, name: str) -> RegistrationStatus | None:
        """Where a member stands, as the file has it."""
        rows = guests.list_guests(self.context.db, self.event(title).uid)
        return next(row.status for row in rows if row.name == name)
