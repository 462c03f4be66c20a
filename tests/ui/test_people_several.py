"""Several people at once, by keyboard: a tag, a circle, their addresses, and Undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.services.people import circles, members
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.people.removable_chip import RemovableChip
from tests.ui.people_screen import Screen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[Screen]:
    """Twelve guests before the five of the community, the first three of them selected."""
    for number in range(12):
        draft = MemberDraft(
            f"A{number:02}",
            emails=(f"a{number}@x.org",) if number else (),
            do_not_write=number == 1,
        )
        members.add_member(context.db, draft)
    made = Screen(qtbot, context)
    yield made
    made.settle()


def select_first(screen: Screen, count: int) -> None:
    screen.table.setFocus()
    screen.press(Qt.Key.Key_Home)
    for _step in range(count - 1):
        screen.press(Qt.Key.Key_Down, SHIFT)
    screen.qtbot.waitUntil(
        lambda: (
            screen.is_seen("several_count") and screen.text("several_count") == f"{count} people"
        )
    )
    screen.settle()


def bearers(screen: Screen, tag: str) -> int:
    return sum(tag in member.tags for member in screen.table.records)


def test_twelve_people_are_tagged_by_keyboard_and_it_is_taken_back(screen: Screen) -> None:
    select_first(screen, 12)
    assert screen.text("several_names") == "A00, A01, A02 and 9 more"
    screen.press(Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "several_tag"
    screen.type("several_tag", "zz team")
    screen.press(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: bearers(screen, "zz team") == 12)
    screen.qtbot.waitUntil(lambda: screen.says("12 people are tagged “zz team” now."))
    assert len(screen.table.selected()) == 12, "so that the next thing can be done with them"
    screen.click("message_action")  # Undo
    screen.qtbot.waitUntil(lambda: bearers(screen, "zz team") == 0)


def test_a_tag_is_taken_off_all_of_them(screen: Screen) -> None:
    members.change_member(screen.context.db, "A00", MemberDraft("A00", tags=("old",)))
    screen.qtbot.waitUntil(lambda: bearers(screen, "old") == 1)
    select_first(screen, 3)
    screen.wait_for("several_borne")
    [chip] = [one for one in screen.shell.findChildren(RemovableChip) if one.isVisible()]
    assert chip.text() == "old · 1"
    chip.setFocus()
    screen.press(Qt.Key.Key_Delete)
    screen.qtbot.waitUntil(lambda: bearers(screen, "old") == 0)


def test_people_are_put_into_a_circle(screen: Screen) -> None:
    select_first(screen, 3)
    screen.type("several_circle", "New circle")
    screen.click("several_circle_add")
    screen.qtbot.waitUntil(lambda: screen.says("3 people are in “New circle” now."))
    [circle] = circles.list_circles(screen.context.db)
    assert [person.name for person in circle.people] == ["A00", "A01", "A02"]


def test_nothing_typed_is_said(screen: Screen) -> None:
    select_first(screen, 2)
    screen.click("several_tag_add")
    screen.qtbot.waitUntil(lambda: screen.says("Type the tag first"))


def test_addresses_are_copied_without_those_who_want_no_mail(screen: Screen) -> None:
    select_first(screen, 4)
    screen.click("several_copy")
    screen.qtbot.waitUntil(lambda: screen.says("2 addresses are on the clipboard"))
    assert QApplication.clipboard().text() == "a2@x.org, a3@x.org"
    assert screen.says("1 person does not want to be written to, and is left out.")


def test_only_those_selected_are_exported(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "some.csv"

    def answer(
        parent: QWidget, title: str, name: str, filters: str, on_chosen: Callable[[Path], object]
    ) -> None:
        on_chosen(path)

    monkeypatch.setattr(files, "ask_save", answer)
    select_first(screen, 2)
    screen.click("several_export")
    screen.qtbot.waitUntil(lambda: screen.says("2 people written to “some.csv”."))
    assert "A02" not in path.read_text("utf-8-sig")


def test_one_person_or_nobody_leaves_the_panel_of_several(screen: Screen) -> None:
    select_first(screen, 3)
    screen.press(Qt.Key.Key_Home)
    screen.qtbot.waitUntil(lambda: screen.is_seen("member_name"))
    assert not screen.is_seen("several_panel")
    select_first(screen, 3)
    screen.press(Qt.Key.Key_Escape)
    screen.qtbot.waitUntil(lambda: not screen.is_seen("several_panel"))
