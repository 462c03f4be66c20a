"""What tests of the door's page share: the page, and what a volunteer does and sees at it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from organizer.domain.kinds import DoorAction, Verdict
from organizer.domain.records import DoorCounts
from organizer.models.tables import DoorEntry
from organizer.services.at_door.door_view import door_counts
from organizer.ui.context import Context
from organizer.ui.door.page import DoorPage
from organizer.ui.jobs import Runner
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.theme import apply_theme
from tests.ui.door_evening import Evening

W = TypeVar("W", bound=QWidget)


@contextmanager
def shown_page(
    evening: Evening,
    runner: Runner,
    qtbot: QtBot,
    *,
    size: tuple[int, int] = (1280, 800),
    text_scale: float = 1.0,
) -> Iterator[DoorPage]:
    """The page of an evening on the screen, with the list of doors; hidden afterwards."""
    apply_theme(QApplication.instance(), "light", text_scale=text_scale)
    made = DoorPage(Context(evening.db, runner, Messages(), now=evening.clock))
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.hide()
    qtbot.waitUntil(lambda: not runner.busy)


def lay_out() -> None:
    """Let widgets that were just added to a layout become visible: that takes a turn of the loop."""
    QApplication.sendPostedEvents()


def find(page: QWidget, kind: type[W], name: str) -> W:
    """The visible control of this name."""
    lay_out()
    return next(one for one in page.findChildren(kind, name) if one.isVisible())


def is_there(page: QWidget, name: str) -> bool:
    """Whether a control of this name can be seen."""
    lay_out()
    return any(one.isVisible() for one in page.findChildren(QWidget, name))


def verdict(page: DoorPage) -> str:
    """What the card shows, in a word."""
    return str(page.desk.card.property("verdict"))


def words(page: DoorPage) -> str:
    """Everything that can be read on the card."""
    lay_out()
    card = page.desk.card
    labels = [one.text() for one in card.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in card.findChildren(QPushButton) if one.isVisible()]
    return "\n".join(labels + buttons)


def open_door(page: DoorPage, evening: Evening, qtbot: QtBot, event: str = "Loom night") -> None:
    """Go to the desk of an event."""
    page.open(evening.events[event])
    qtbot.waitUntil(lambda: page.desk.isVisible() and not page.context.runner.busy)


def scan(page: DoorPage, qtbot: QtBot, code: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """Scan as a scanner does: fast, wherever the focus is, ended with Enter unless told otherwise.

    On a very busy machine that Enter may come so late that it is a key of its own: scan without it
    where Enter would mean something.
    """
    target = QApplication.focusWidget() or page
    qtbot.keyClicks(target, code)
    if end is not None:
        qtbot.keyClick(target, end)


def click(page: QWidget, qtbot: QtBot, name: str) -> None:
    """Press a visible button."""
    qtbot.mouseClick(find(page, QPushButton, name), Qt.MouseButton.LeftButton)


def key(page: DoorPage, qtbot: QtBot, letter: str) -> None:
    """Press a single key of the desk, not so soon after a scan that it would be a part of it."""
    pause(qtbot, 0.1)
    page.desk.setFocus()
    qtbot.keyClicks(page.desk, letter)


def choose(page: DoorPage, qtbot: QtBot, typed: str) -> None:
    """Type a name and press Enter, not so soon after a scan that it would be the scanner's."""
    pause(qtbot, 0.35)
    name = find(page, QLineEdit, "door_name")
    name.setText(typed)
    qtbot.keyClick(name, Qt.Key.Key_Return)


def counts(evening: Evening, event: str = "Loom night") -> DoorCounts:
    """The numbers of a door, as the file has them."""
    return door_counts(evening.db, evening.events[event], now=evening.clock())


def log(evening: Evening) -> list[tuple[DoorAction, Verdict]]:
    """All lines of the door log."""
    with evening.db.reading() as session:
        rows = session.execute(select(DoorEntry.action, DoorEntry.verdict).order_by(DoorEntry.id))
        return [(action, what) for action, what in rows]


def pause(qtbot: QtBot, seconds: float) -> None:
    """Let as much time go by as a person takes; scanners are known by their haste."""
    since = time.monotonic()
    qtbot.waitUntil(lambda: time.monotonic() - since > seconds)
