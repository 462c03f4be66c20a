"""Importing lists whose columns the user explained before, and columns for fields of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTabWidget
from pytestqt.qtbot import QtBot

from organizer.domain.kinds import FieldKind
from organizer.services.lists.importing import FIELD
from organizer.services.people import fields, members
from organizer.ui import files
from organizer.ui.context import Context
from tests.ui.people_screen import Screen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[Screen]:
    fields.add_field(context.db, "Size", FieldKind.CHOICE, ("S", "M"))
    made = Screen(qtbot, context)
    yield made
    made.settle()


@pytest.fixture
def begin(screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Choose a list of this text in the dialog, and wait until it is read."""

    def choose(text: str, name: str) -> None:
        path = tmp_path / name
        path.write_text(text, "utf-8")

        def answer(
            parent: object, title: str, filters: str, on_chosen: Callable[[list[Path]], object],
            multiple: bool = False,
        ) -> None:  # fmt: skip
            on_chosen([path])

        monkeypatch.setattr(files, "ask_open", answer)
        screen.click("import_list")
        screen.wait_for("sheet")
        screen.settle()

    return choose


def pick(screen: Screen, word: str, header: str) -> None:
    """Say in the tab Columns which column holds something."""
    tabs = screen.widget("import_tabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(1)
    box = screen.widget(f"column_{word}")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(header))
    box.activated.emit(box.currentIndex())
    screen.settle()


def test_what_was_said_of_columns_is_said_once(
    screen: Screen, begin: Callable[[str, str], None]
) -> None:
    begin("Who is it,Worn\nZoe,m\n", "march.csv")
    assert not screen.is_seen("import_recalled")
    pick(screen, "name", "Who is it")
    pick(screen, f"{FIELD}Size", "Worn")
    assert not screen.is_seen("import_recalled")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Zoe" in screen.names())

    begin("Who is it,Worn\nYan,S\n", "april.csv")
    assert screen.text("import_recalled") == "The columns are read as you said last time."
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Yan" in screen.names())
    for name, size in (("Zoe", "M"), ("Yan", "S")):
        [value] = members.member_detail(screen.context.db, name).values
        assert value.text == size


def test_starting_afresh_forgets(screen: Screen, begin: Callable[[str, str], None]) -> None:
    begin("Name,Alias\nZoe,Zed\n", "march.csv")
    pick(screen, "name", "Alias")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Zed" in screen.names())
    begin("Name,Alias\nYan,Yed\n", "april.csv")
    screen.click("import_afresh")
    screen.settle()
    assert not screen.is_seen("import_recalled")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Yan" in screen.names())
    begin("Name,Alias\nXen,Xed\n", "may.csv")
    assert not screen.is_seen("import_recalled")
    screen.press(Qt.Key.Key_Escape)
