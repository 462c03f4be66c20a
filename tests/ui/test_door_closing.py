"""Closing the evening in the window: at the desk and from the event, with what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.answers.guests import list_guests
from organizer.services.at_door import door
from organizer.services.at_door.closing import close_evening, reopen_evening, summarise
from organizer.services.at_door.door_party import count_heads
from organizer.services.plans.events import get_event
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.door.closing_sheet import ClosingSheet, _NameBox
from organizer.ui.door.page import DoorPage
from organizer.ui.events.page import EventsPage
from organizer.ui.events.words import state_of
from organizer.ui.jobs import Runner
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.theme import apply_theme
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import click, find, is_there, open_door

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    """Late in an evening to which two of six came."""
    made = make_evening(empty_community)
    for name in ("Ana Lima", "Rosa Díaz"):
        door.check_in(made.db, made.events["Loom night"], made.code(name), now=made.clock())
    made.clock.moment += timedelta(hours=2)
    return made


@pytest.fixture
def context(evening: Evening, runner: Runner, qapp: QApplication) -> Context:
    apply_theme(qapp, "light")
    return Context(evening.db, runner, Messages(), now=evening.clock)


@pytest.fixture
def page(
    context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DoorPage]:
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))
    made = DoorPage(context)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitUntil(lambda: not context.runner.busy)
    yield made
    made.hide()
    qtbot.waitUntil(lambda: not context.runner.busy)


@pytest.fixture
def sheet(page: DoorPage, evening: Evening, qtbot: QtBot) -> ClosingSheet:
    """The sheet, opened from the menu of the desk."""
    open_door(page, evening, qtbot)
    page.desk.menu.findChild(QAction, "door_close_evening").trigger()
    found = find(page, ClosingSheet, "closing_sheet")
    qtbot.waitUntil(lambda: find(found, QPushButton, "sheet_save").isEnabled())
    return found


def test_that_it_cannot_be_closed_yet_is_said_at_once(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    evening.clock.moment -= timedelta(hours=3)
    open_door(page, evening, qtbot)
    page.desk.menu.findChild(QAction, "door_close_evening").trigger()
    sheet = find(page, ClosingSheet, "closing_sheet")
    absent = find(sheet, QLabel, "closing_absent")
    qtbot.waitUntil(lambda: "has not begun" in absent.text())
    assert not find(sheet, QPushButton, "sheet_save").isEnabled()
    assert not sheet.findChildren(QCheckBox, "excused")


def close(sheet: ClosingSheet, qtbot: QtBot) -> None:
    click(sheet, qtbot, "sheet_save")
    qtbot.waitUntil(lambda: is_there(sheet, "closing_recap"))


def test_an_evening_is_closed_with_its_head_count_and_who_had_told(
    sheet: ClosingSheet, evening: Evening, qtbot: QtBot
) -> None:
    assert find(sheet, QLabel, "closing_made_of").text() == "2 members"
    assert "First time" in find(sheet, QLabel, "closing_faces").text()
    boxes = [box for box in sheet.findChildren(QCheckBox, "excused") if box.isVisible()]
    assert len(boxes) == 4
    next(box for box in boxes if "Tuva" in box.text()).setChecked(True)
    find(sheet, QSpinBox, "head_count").setValue(7)
    close(sheet, qtbot)
    found = summarise(evening.db, evening.events["Loom night"])
    assert found.closed_at is not None and found.head_count == 7
    assert len(found.no_shows) == 3
    assert "3 people did not come" in find(sheet, QLabel, "closing_absent").text()
    assert find(sheet, QLabel, "closing_made_of").text() == "2 members, 7 on no list"
    assert undoing.turns(evening.db).back == "“Loom night” closed"


def test_what_happens_at_the_door_while_the_sheet_is_open_is_not_lost(
    sheet: ClosingSheet, evening: Evening, qtbot: QtBot
) -> None:
    def boxes() -> dict[str, QCheckBox]:
        found = sheet.findChildren(QCheckBox, "excused")
        return {box.accessibleName(): box for box in found if box.isVisible()}

    uid = evening.events["Loom night"]
    boxes()["Tuva Strand"].setChecked(True)
    boxes()["Hana Host"].setChecked(True)
    count_heads(evening.db, uid, 3, now=evening.clock())
    door.check_in(evening.db, uid, evening.code("Tuva Strand"), now=evening.clock())
    click(sheet, qtbot, "sheet_save")
    qtbot.waitUntil(lambda: "Tuva Strand" not in boxes() and bool(boxes()))
    assert "Tuva Strand is not among" in sheet.general_problem.text()
    assert boxes()["Hana Host"].isChecked()
    count_heads(evening.db, uid, 1, now=evening.clock())
    close(sheet, qtbot)
    assert not sheet.general_problem.isVisible()
    found = summarise(evening.db, uid)
    assert found.head_count == 4 and found.came == 3
    assert [one.name for one in found.no_shows] == ["Nguyễn Văn Anh", "佐藤 花"]


def test_a_very_long_name_does_not_make_the_sheet_wide(qtbot: QtBot, qapp: QApplication) -> None:
    name = "Maria & " * 25
    box = _NameBox(name)
    qtbot.addWidget(box)
    box.resize(400, 28)
    box.show()
    qtbot.waitUntil(lambda: box.text().endswith("…"))
    assert box.minimumSizeHint().width() == 0 and box.sizeHint().width() <= 400
    assert box.toolTip() == box.accessibleName() == name


def test_newcomers_are_put_on_the_list_of_the_next_meetup(
    sheet: ClosingSheet, evening: Evening, qtbot: QtBot
) -> None:
    uid = evening.events["Paper night"]
    before = {row.name for row in list_guests(evening.db, uid)}
    evening.add("Zoe Newman", "Loom night")
    door.check_in(
        evening.db, evening.events["Loom night"], evening.code("Zoe Newman"), now=evening.clock()
    )
    close(sheet, qtbot)
    click(sheet, qtbot, "closing_invite")
    qtbot.waitUntil(
        lambda: {row.name for row in list_guests(evening.db, uid)} == before | {"Zoe Newman"}
    )
    qtbot.waitUntil(lambda: not is_there(sheet, "closing_invite"))


def test_the_recap_is_one_key_away(
    sheet: ClosingSheet, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "recap.pdf"
    monkeypatch.setattr(files, "ask_save", lambda *given: given[4](target))
    close(sheet, qtbot)
    click(sheet, qtbot, "closing_recap")
    qtbot.waitUntil(target.exists)


def test_an_evening_is_opened_again(sheet: ClosingSheet, evening: Evening, qtbot: QtBot) -> None:
    close(sheet, qtbot)
    click(sheet, qtbot, "closing_reopen")
    qtbot.waitUntil(lambda: is_there(sheet, "sheet_save"))
    assert summarise(evening.db, evening.events["Loom night"]).closed_at is None


def test_a_closed_evening_is_marked_at_the_desk_and_among_the_doors(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    uid = evening.events["Loom night"]
    close_evening(evening.db, uid, now=evening.clock())
    message = page.desk.findChild(QLabel, "verdict_message")
    qtbot.waitUntil(lambda: message.text().startswith("Closed at 21:04."))
    assert page.desk.menu.actions()[-1].text().startswith("Open the evening again")
    page.leave()
    doors = page.chooser.table
    states = doors.model().columnCount() - 1
    qtbot.waitUntil(lambda: doors.model().index(0, states).data() == "closed")
    reopen_evening(evening.db, uid)
    page.open(uid)
    qtbot.waitUntil(lambda: message.text() == "")
    assert page.desk.menu.actions()[-1].text().startswith("Close the evening")


def test_a_closed_evening_has_a_quiet_mark_on_the_page_of_events(
    context: Context, evening: Evening, qtbot: QtBot
) -> None:
    uid = evening.events["Loom night"]
    close_evening(evening.db, uid, now=evening.clock())
    row = get_event(evening.db, uid)
    assert state_of(row, evening.clock()) == ("Closed", "neutral")
    page = EventsPage(context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.open(uid)
    qtbot.waitUntil(lambda: is_there(page, "event_state"))
    qtbot.waitUntil(lambda: find(page, QLabel, "event_state").text() == "Closed at 21:04")
    page.hide()
    qtbot.waitUntil(lambda: not context.runner.busy)


def test_the_paper_sheet_is_ticked_off_on_the_page_of_events(
    sheet: ClosingSheet, page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    asked: list[tuple[str, object]] = []
    page.context.navigate.connect(lambda key, what: asked.append((key, what)))
    close(sheet, qtbot)
    click(sheet, qtbot, "closing_tick")
    assert asked == [("events", evening.events["Loom night"])]
    assert page.chooser.isVisible()


def test_an_event_is_closed_from_its_own_page_too(
    context: Context, evening: Evening, qtbot: QtBot
) -> None:
    page = EventsPage(context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.open(evening.events["Loom night"])
    qtbot.waitUntil(lambda: page.view.isVisible() and not context.runner.busy)
    page.view.findChild(QAction, "action_close_evening").trigger()
    sheet = find(page, ClosingSheet, "closing_sheet")
    qtbot.waitUntil(lambda: find(sheet, QPushButton, "sheet_save").isEnabled())
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: is_there(sheet, "closing_recap"))
    assert summarise(evening.db, evening.events["Loom night"]).closed_at is not None
    page.hide()
    qtbot.waitUntil(lambda: not context.runner.busy)
