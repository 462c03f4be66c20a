"""What is said reaches the eye: at once, in turn, and even when there was no window yet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from organizer.ui.kit.messages import MessageBar, Messages
from organizer.ui.kit.theme import apply_theme


@pytest.fixture
def messages(qapp: QApplication) -> Messages:
    apply_theme(qapp)
    return Messages()


def shown(bar: MessageBar) -> str:
    label = bar.findChild(QLabel, "message_text")
    assert isinstance(label, QLabel)
    return label.text() if bar.isVisible() else ""


def press(bar: MessageBar, name: str) -> None:
    pressed = bar.findChild(QPushButton, name)
    assert isinstance(pressed, QPushButton) and pressed.isVisible()
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)


def test_what_was_said_before_the_window_is_shown_in_it(messages: Messages, qtbot: QtBot) -> None:
    messages.say("The last file is gone.", "bad")
    messages.say("A new one was made.", "good")
    bar = MessageBar(messages)
    qtbot.addWidget(bar)
    assert shown(bar) == "The last file is gone."
    press(bar, "message_close")
    assert shown(bar) == "A new one was made."
    press(bar, "message_close")
    assert not bar.isVisible()


def test_bad_news_are_not_pushed_away(messages: Messages, qtbot: QtBot) -> None:
    bar = MessageBar(messages)
    qtbot.addWidget(bar)
    messages.say("Saved.", "good")
    messages.say("The disk is full.", "bad")
    messages.say("Printed.", "good")
    assert shown(bar) == "The disk is full."


def test_good_news_go_by_themselves(messages: Messages, qtbot: QtBot) -> None:
    bar = MessageBar(messages, seconds_shown=0.02)
    bar.move(400, 400)  # away from the mouse, under which it would stay
    qtbot.addWidget(bar)
    messages.say("Saved.", "good")
    assert shown(bar) == "Saved."
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_undo_beside_a_message_is_done_once(messages: Messages, qtbot: QtBot) -> None:
    undone: list[str] = []
    bar = MessageBar(messages)
    qtbot.addWidget(bar)
    messages.say("Ana was taken off.", "good", "Undo", lambda: undone.append("Ana"))
    press(bar, "message_action")
    assert undone == ["Ana"]
    assert not bar.isVisible()


def test_names_in_messages_are_no_markup(messages: Messages, qtbot: QtBot) -> None:
    bar = MessageBar(messages)
    qtbot.addWidget(bar)
    messages.say("<b>Bo</b> & Co came in.")
    label = bar.findChild(QLabel, "message_text")
    assert isinstance(label, QLabel)
    assert label.textFormat() == Qt.TextFormat.PlainText
