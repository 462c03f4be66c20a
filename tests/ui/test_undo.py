"""Undo and Redo in the window: by key, by the message bar, and never in the way of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.models.database import Database
from organizer.services.people import members
from organizer.ui.jobs import Job
from organizer.ui.shell import Shell
from organizer.ui.window import Desktop

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desktop(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    community: Database,
    qtbot: QtBot,
) -> Iterator[Desktop]:
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))
    made = Desktop(qapp)
    made.open_community(str(community.path))
    assert made.window is not None
    qtbot.waitActive(made.window)
    settle(made, qtbot)
    yield made
    made.shut_down()


def settle(desktop: Desktop, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desktop.runner.busy)


def add(desktop: Desktop, qtbot: QtBot, name: str) -> None:
    """Add a member as a page does it."""
    context = desktop.context
    assert context is not None

    def work(_job: Job) -> str:
        return members.add_member(context.db, MemberDraft(name))

    def tell(_uid: str) -> str:
        return f"{name} is here."

    context.do(context, work, tell)
    settle(desktop, qtbot)
    qtbot.waitUntil(lambda: says(desktop, f"{name} is here."))


def names(desktop: Desktop) -> list[str]:
    assert desktop.db is not None
    return [row.name for row in members.list_members(desktop.db)]


def says(desktop: Desktop, words: str) -> bool:
    assert desktop.window is not None
    labels = desktop.window.findChildren(QLabel)
    return any(words in label.text() for label in labels if label.isVisible())


def press(desktop: Desktop, words: str) -> None:
    assert desktop.window is not None
    buttons = desktop.window.findChildren(QPushButton)
    (found,) = [one for one in buttons if one.isVisible() and one.text() == words]
    found.click()


def key(desktop: Desktop, which: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    assert desktop.window is not None
    QTest.keyClick(desktop.window, which, modifiers)


def test_by_key_and_back_again(desktop: Desktop, qtbot: QtBot) -> None:
    add(desktop, qtbot, "Tuva")
    add(desktop, qtbot, "Runa")
    for gone in ("Runa", "Tuva"):
        key(desktop, Qt.Key.Key_Z)
        qtbot.waitUntil(lambda gone=gone: says(desktop, f"Taken back: {gone} added."))
        assert gone not in names(desktop)
    for here in ("Tuva", "Runa"):
        key(desktop, Qt.Key.Key_Z, CTRL | SHIFT)
        qtbot.waitUntil(lambda here=here: says(desktop, f"Done again: {here} added."))
        assert here in names(desktop)


def test_from_the_message_bar(desktop: Desktop, qtbot: QtBot) -> None:
    add(desktop, qtbot, "Tuva")
    press(desktop, "Undo")
    qtbot.waitUntil(lambda: says(desktop, "Taken back: Tuva added."))
    assert "Tuva" not in names(desktop)
    press(desktop, "Redo")
    qtbot.waitUntil(lambda: says(desktop, "Done again: Tuva added."))
    assert "Tuva" in names(desktop)


def test_with_nothing_done_it_says_so(desktop: Desktop, qtbot: QtBot) -> None:
    assert desktop.db is not None
    key(desktop, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: says(desktop, "There is nothing to do again."))


def test_what_others_hold_on_to_stays_and_the_bar_says_why(desktop: Desktop, qtbot: QtBot) -> None:
    """The community's people are on lists of meetups they came to."""
    before = len(names(desktop))
    refusal = "cannot be turned back any more"
    for _try in range(20):
        key(desktop, Qt.Key.Key_Z)
        settle(desktop, qtbot)
        QApplication.processEvents()
        if says(desktop, refusal):
            break
    assert says(desktop, refusal)
    assert len(names(desktop)) == before


def test_in_a_text_field_the_key_is_the_fields_own(desktop: Desktop, qtbot: QtBot) -> None:
    add(desktop, qtbot, "Tuva")
    assert isinstance(desktop.window, Shell)
    desktop.window.show_page("people")
    settle(desktop, qtbot)
    field = next(one for one in desktop.window.findChildren(QLineEdit) if one.isVisible())
    field.setFocus()
    QTest.keyClicks(field, "tu")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    settle(desktop, qtbot)
    assert field.text() == ""
    assert "Tuva" in names(desktop)


def test_the_desk_has_the_key_for_its_own_log(desktop: Desktop, qtbot: QtBot) -> None:
    add(desktop, qtbot, "Tuva")
    assert desktop.window is not None
    actions = {one.text(): one for one in desktop.window.findChildren(QAction)}
    desktop._hide_chrome(1)
    assert not actions["Undo"].isEnabled()
    desktop._hide_chrome(0)
    assert actions["Undo"].isEnabled()
