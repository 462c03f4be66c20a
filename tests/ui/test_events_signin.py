"""The sign-in sheet from an event's page, and ticking it off when the evening is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.domain.kinds import RegistrationStatus
from organizer.services.answers import guests
from organizer.services.at_door.door_pictures import codes_in_files
from organizer.services.people import members
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.events.tick_table import TickTable

from .events_screen import EventsScreen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[EventsScreen]:
    made = EventsScreen(qtbot, context)
    yield made
    made.leave()


def table(screen: EventsScreen) -> TickTable:
    return screen.find(TickTable, "ticks")


def type_keys(screen: EventsScreen, *keys: Qt.Key | str) -> None:
    """Press keys where the keyboard is; letters one by one."""
    target = screen.shell.focusWidget()
    assert target is not None
    for key in keys:
        if isinstance(key, str):
            screen.qtbot.keyClicks(target, key)
        else:
            screen.qtbot.keyClick(target, key)


def at_row(screen: EventsScreen) -> str:
    """The name that the keyboard is at."""
    shown = table(screen)
    return str(shown.records[shown.currentIndex().row()].name)


def counted(screen: EventsScreen) -> str:
    return screen.find(QLabel, "tick_count").text()


def came(screen: EventsScreen, title: str) -> dict[str, str]:
    """Who came when, as the file has it."""
    rows = guests.list_guests(screen.context.db, screen.event(title).uid)
    return {row.name: f"{row.arrived_at:%H:%M}" for row in rows if row.arrived_at}


def test_the_sheet_is_written_where_one_says(
    screen: EventsScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names: list[str] = []

    def ask_save(
        _parent: QWidget, _title: str, name: str, _filters: str, on_chosen: Callable[[Path], Any]
    ) -> None:
        names.append(name)
        on_chosen(tmp_path / "sheet.pdf")

    monkeypatch.setattr(files, "ask_save", ask_save)
    screen.shell.resize(1280, 800)
    screen.open("Dye night")
    screen.click("sign_in_sheet")
    assert names[0].startswith("Sign-in sheet Dye night 20") and names[0].endswith(".pdf")
    assert "The sign-in sheet with 2 names is written" in screen.said()
    rows = guests.list_guests(screen.context.db, screen.event("Dye night").uid)
    going = [row.code for row in rows if row.status is RegistrationStatus.GOING]
    assert sorted(codes_in_files([tmp_path / "sheet.pdf"])) == sorted(going)


def test_in_a_narrow_window_the_menu_has_it(screen: EventsScreen) -> None:
    screen.shell.resize(960, 640)
    screen.open("Dye night")
    assert not screen.sees("sign_in_sheet")
    menu = screen.page.view.more.menu()
    assert menu is not None
    words = [action.text() for action in menu.actions() if action.isVisible()]
    assert "Sign-in sheet" in words and "Print badges" in words


def test_nothing_is_ticked_before_an_event_begins(screen: EventsScreen) -> None:
    screen.open("Dye night")
    assert not screen.sees("tick_off")
    screen.open("Loom night")
    assert screen.sees("tick_off")


def test_letters_jump_and_space_ticks(screen: EventsScreen) -> None:
    screen.open("Paper night")
    screen.click("tick_off")
    # The keyboard is where it is needed: at the first who has not come by the desk.
    assert at_row(screen) == "佐藤 花"
    assert counted(screen) == "0 of 1 ticked · 2 were in before"
    type_keys(screen, "van")
    assert at_row(screen) == "Nguyễn Văn Anh"
    type_keys(screen, Qt.Key.Key_Space)
    assert counted(screen).startswith("0 of 1")  # who is in stays in
    type_keys(screen, "ana", Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert at_row(screen) == "佐藤 花" and counted(screen).startswith("1 of 1")
    type_keys(screen, Qt.Key.Key_Space)
    assert counted(screen).startswith("0 of 1")
    type_keys(screen, Qt.Key.Key_Space)
    screen.save()
    assert screen.said() == "1 person is checked in from the sheet."
    assert came(screen, "Paper night")["佐藤 花"] == "19:00"
    screen.undo()
    assert "佐藤 花" not in came(screen, "Paper night")
    assert len(came(screen, "Paper night")) == 2


def test_enter_ticks_down_the_sheet_and_another_time_can_be_said(screen: EventsScreen) -> None:
    db, uid = screen.context.db, screen.event("Paper night").uid
    new = [members.add_member(db, MemberDraft(name)) for name in ("Bea One", "Bea Two", "Cy")]
    guests.add_guests(db, uid, new, status=RegistrationStatus.GOING)
    guests.set_status(db, uid, "Cy", RegistrationStatus.WAITLISTED)
    screen.open("Paper night")
    screen.click("tick_off")
    names = [guest.name for guest in table(screen).records]
    assert names == ["Ana Lima", "Bea One", "Bea Two", "Nguyễn Văn Anh", "佐藤 花", "Cy"]
    type_keys(screen, "bea", Qt.Key.Key_Return, Qt.Key.Key_Return, "c", Qt.Key.Key_Return)
    assert counted(screen).startswith("3 of 4 ticked")
    screen.type("came_at", "half past")
    screen.save()
    assert "Type a time such as 19:30." in screen.words()
    screen.type("came_at", "20:15")
    screen.save()
    assert screen.said() == "3 people are checked in from the sheet."
    found = came(screen, "Paper night")
    assert {found[name] for name in ("Bea One", "Bea Two", "Cy")} == {"20:15"}
    assert screen.answer_of("Paper night", "Cy") is RegistrationStatus.GOING
    screen.undo()
    assert sorted(came(screen, "Paper night")) == ["Ana Lima", "Nguyễn Văn Anh"]


def test_a_sheet_without_a_tick_is_asked_about(screen: EventsScreen) -> None:
    screen.open("Paper night")
    screen.click("tick_off")
    screen.save()
    assert "Tick somebody first" in screen.words()
    type_keys(screen, Qt.Key.Key_Escape)
    assert not screen.sees("sheet")


def test_a_time_when_the_door_was_shut_is_refused_and_the_ticks_stay(screen: EventsScreen) -> None:
    screen.open("Paper night")
    screen.click("tick_off")
    type_keys(screen, Qt.Key.Key_Space)
    screen.type("came_at", "09:00")
    screen.save()
    assert "over" in screen.words()
    assert counted(screen).startswith("1 of 1 ticked")
    assert "佐藤 花" not in came(screen, "Paper night")
