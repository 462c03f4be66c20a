"""The sign-in sheet from an event's page, and ticking it off when the evening is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from organizer.domain.drafts import MemberDraft
from organizer.domain.kinds import RegistrationStatus
from organizer.models.tables import Attendance, Member
from organizer.services.answers import guests
from organizer.services.at_door.door_pictures import codes_in_files
from organizer.services.people import members
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.door.scanner import Scanner
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
    scanner = target.window().findChild(Scanner)
    for key in keys:
        for press in key if isinstance(key, str) else [key]:
            screen.qtbot.keyClick(target, press)
            # One key at a time, as people type: what comes faster is a scanner's.
            screen.qtbot.waitUntil(lambda: scanner is None or not scanner.is_holding)


def type_time(screen: EventsScreen, words: str) -> None:
    """Type when they came, and let the keys arrive: the scanner holds each for a moment."""
    screen.type("came_at", words)
    scanner = screen.shell.window().findChild(Scanner)
    screen.qtbot.waitUntil(lambda: scanner is not None and not scanner.is_holding)


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
    assert "The sign-in sheet with 4 names is written" in screen.said()
    rows = guests.list_guests(screen.context.db, screen.event("Dye night").uid)
    welcome = {RegistrationStatus.GOING, RegistrationStatus.INVITED, RegistrationStatus.MAYBE}
    expected = [row.code for row in rows if row.status in welcome]
    assert sorted(codes_in_files([tmp_path / "sheet.pdf"])) == sorted(expected)


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


def test_plus_and_minus_say_how_many_guests_they_brought(screen: EventsScreen) -> None:
    db, uid = screen.context.db, screen.event("Paper night").uid
    new = [members.add_member(db, MemberDraft(name)) for name in ("Bea", "Cy", "Dan")]
    guests.add_guests(db, uid, new, status=RegistrationStatus.GOING)
    for member in new[1:]:
        guests.set_status(db, uid, member, RegistrationStatus.GOING, plus=2)
    screen.open("Paper night")
    screen.click("tick_off")
    type_keys(screen, "bea", "++")
    assert counted(screen).startswith("1 of 4 ticked with 2 guests")  # who brings somebody came
    type_keys(screen, "cy", "-")
    assert counted(screen).startswith("2 of 4 ticked with 3 guests")
    row = table(screen).currentIndex().row()
    assert table(screen).model().index(row, 2).data() == "+1 of 2"
    type_keys(screen, "dan", "---", Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert counted(screen).startswith("3 of 4 ticked with 3 guests")
    type_keys(screen, "ana", "+")  # in by the desk, which counted her guests
    assert counted(screen).startswith("3 of 4 ticked with 3 guests")
    screen.save()
    assert screen.said() == "3 people are checked in from the sheet."
    with db.reading() as session:
        found = session.execute(
            select(Member.name, Attendance.plus)
            .join(Member, Member.id == Attendance.member_id)
            .where(Member.uid.in_(new))
        )
        assert {name: plus for name, plus in found} == {"Bea": 2, "Cy": 1, "Dan": 0}


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
    type_time(screen, "half past")
    screen.save()
    assert "Type a time such as 19:30." in screen.words()
    type_time(screen, "20:15")
    screen.save()
    assert screen.said() == "3 people are checked in from the sheet."
    found = came(screen, "Paper night")
    assert {found[name] for name in ("Bea One", "Bea Two", "Cy")} == {"20:15"}
    assert screen.answer_of("Paper night", "Cy") is RegistrationStatus.GOING
    screen.undo()
    assert sorted(came(screen, "Paper night")) == ["Ana Lima", "Nguyễn Văn Anh"]


def scan(screen: EventsScreen, code: str) -> str:
    """Scan a code with Enter at its end, as a keyboard scanner does; return what is said of it."""
    said = screen.shell.window().findChild(QLabel, "tick_said")
    assert said is not None
    said.setText("")
    target = screen.shell.focusWidget()
    assert target is not None
    screen.qtbot.keyClicks(target, code)
    screen.qtbot.keyClick(target, Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: said.text() != "")
    return said.text()


def test_a_scanner_ticks_the_row_of_the_code_and_no_other(screen: EventsScreen) -> None:
    db, uid = screen.context.db, screen.event("Paper night").uid
    new = {name: members.add_member(db, MemberDraft(name)) for name in ("Bea", "Cy", "Dan")}
    guests.add_guests(db, uid, list(new.values()), status=RegistrationStatus.GOING)
    codes = {one.name: one.code for one in guests.list_guests(db, uid)}
    codes["Dan, on paper"] = codes["Dan"]
    guests.renew_code(db, uid, new["Dan"])
    screen.open("Paper night")
    screen.click("tick_off")
    for name in ("Cy", "Bea"):
        assert scan(screen, codes[name]) == f"{name} is ticked."
        assert at_row(screen) == name
    assert scan(screen, codes["Bea"]) == "Bea is ticked.", "a second scan changes nothing"
    assert table(screen).ticked() == [new["Bea"], new["Cy"]]
    assert scan(screen, "https://example.org/ticket/1").startswith("This is not a code of this ")
    other = guests.list_guests(db, screen.event("Loom night").uid)[0].code
    assert scan(screen, other).startswith("This badge is for “Loom night” on ")
    assert scan(screen, codes["Ana Lima"]) == "Ana Lima was in before."
    guests.set_status(db, uid, new["Bea"], RegistrationStatus.DECLINED)
    assert table(screen).ticked() == [new["Bea"], new["Cy"]]
    # The sheet was printed before this badge was made anew at the desk.
    assert scan(screen, codes["Dan, on paper"]) == "Dan is ticked."
    assert counted(screen).startswith("3 of 4 ticked")


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
    type_time(screen, "09:00")
    screen.save()
    assert "was not open" in screen.words()
    assert counted(screen).startswith("1 of 1 ticked")
    assert "佐藤 花" not in came(screen, "Paper night")
