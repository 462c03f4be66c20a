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
from organizer.services import communities
from organizer.services.people import members
from organizer.ui.jobs import Job
from organizer.ui.kit.sheets import Sheet
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


def shown_field(desktop: Desktop, page: str, name: str, qtbot: QtBot) -> QLineEdit:
    """Return a field of a page, with the focus in it."""
    assert isinstance(desktop.window, Shell)
    shell = desktop.window
    shell.show_page(page)
    settle(desktop, qtbot)

    def found() -> list[QLineEdit]:
        return [one for one in shell.findChildren(QLineEdit, name) if one.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    found()[0].setFocus()
    qtbot.waitUntil(found()[0].hasFocus)
    return found()[0]


def test_in_a_field_where_nothing_was_typed_the_key_is_the_windows(
    desktop: Desktop, qtbot: QtBot
) -> None:
    add(desktop, qtbot, "Tuva")
    field = shown_field(desktop, "people", "search", qtbot)
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: says(desktop, "Taken back: Tuva added."))
    assert "Tuva" not in names(desktop)
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: says(desktop, "Done again: Tuva added."))
    QTest.keyClicks(field, "tu")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)  # now that the typing is taken back
    qtbot.waitUntil(lambda: "Tuva" not in names(desktop))


def test_a_member_made_by_keyboard_is_taken_back_from_the_search(
    desktop: Desktop, qtbot: QtBot
) -> None:
    field = shown_field(desktop, "people", "search", qtbot)
    QTest.keyClick(field, Qt.Key.Key_N, CTRL)
    assert desktop.window is not None
    window = desktop.window
    qtbot.waitUntil(lambda: bool([one for one in window.findChildren(Sheet) if one.isVisible()]))
    typed = window.findChild(QLineEdit, "name")
    assert typed is not None
    qtbot.waitUntil(typed.hasFocus)
    QTest.keyClicks(typed, "Runa")
    QTest.keyClick(typed, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Runa" in names(desktop))
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: says(desktop, "Taken back: Runa added."))
    assert "Runa" not in names(desktop)


def test_what_is_typed_in_a_form_is_not_passed_over(desktop: Desktop, qtbot: QtBot) -> None:
    """Who has left the field that they meant does not lose a step of the community by it."""
    add(desktop, qtbot, "Tuva")
    field = shown_field(desktop, "people", "search", qtbot)
    QTest.keyClick(field, Qt.Key.Key_N, CTRL)
    assert desktop.window is not None
    qtbot.waitUntil(lambda: bool(desktop.window and desktop.window.findChild(QLineEdit, "name")))
    typed = desktop.window.findChild(QLineEdit, "name")
    other = desktop.window.findChild(QLineEdit, "greeting")
    assert typed is not None and other is not None
    qtbot.waitUntil(typed.hasFocus)
    QTest.keyClicks(typed, "Runa")
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    QTest.keyClick(other, Qt.Key.Key_Z, CTRL)
    settle(desktop, qtbot)
    assert "Tuva" in names(desktop)
    assert typed.text() == "Runa"


def test_a_setting_that_was_kept_is_taken_back_as_a_step(desktop: Desktop, qtbot: QtBot) -> None:
    assert desktop.db is not None
    db = desktop.db
    field = shown_field(desktop, "settings", "purpose", qtbot)
    before = field.text()
    field.selectAll()
    QTest.keyClicks(field, "To weave")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: communities.describe(db).purpose == "To weave")
    settle(desktop, qtbot)
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: communities.describe(db).purpose == before)
    qtbot.waitUntil(lambda: field.text() == before)


def test_the_desk_has_the_key_for_its_own_log(desktop: Desktop, qtbot: QtBot) -> None:
    add(desktop, qtbot, "Tuva")
    assert desktop.window is not None
    actions = {one.text(): one for one in desktop.window.findChildren(QAction)}
    desktop._hide_chrome(1)
    assert not actions["Undo"].isEnabled()
    desktop._hide_chrome(0)
    assert actions["Undo"].isEnabled()
