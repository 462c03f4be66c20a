"""What is typed at the desk: keys and names told apart, Ctrl+Z, sheets, waiting, namesakes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from organizer.domain.codes import CodeKey, make_code
from organizer.domain.kinds import CodeKind
from organizer.models.database import Database
from organizer.models.tables import Community
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.at_door.desk_pin import set_pin
from organizer.services.at_door.door_party import let_in_provisionally
from organizer.services.people.members import list_members
from organizer.ui.door.closing_sheet import ClosingSheet
from organizer.ui.door.desk_acts import VIEW_LANE
from organizer.ui.door.desk_view import PEOPLE_LANE
from organizer.ui.door.page import DoorPage
from organizer.ui.jobs import FILE_LANE, Job, Runner
from organizer.ui.people.person_field import PersonField
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import (
    choose,
    click,
    counts,
    find,
    is_there,
    key,
    open_door,
    pause,
    scan,
    shown_page,
    verdict,
    words,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ALONE = 0.45
"""Seconds after which a single letter has been taken as a key for sure."""


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    return make_evening(empty_community)


@pytest.fixture
def page(evening: Evening, runner: Runner, qtbot: QtBot) -> Iterator[DoorPage]:
    with shown_page(evening, runner, qtbot) as made:
        yield made


class Holdup:
    """Keeps a lane busy until it is let go, as a slow disk or a long list does."""

    def __init__(self, page: DoorPage, lane: str) -> None:
        self._gone = threading.Event()
        gone = self._gone

        def work(_job: Job) -> None:
            gone.wait(20)

        page.context.runner.start(page, work, print, lane=lane)

    def end(self) -> None:
        self._gone.set()


def type_slowly(qtbot: QtBot, letters: str) -> None:
    """As a person types: wherever the focus goes meanwhile."""
    for letter in letters:
        qtbot.keyClicks(QApplication.focusWidget(), letter)
        pause(qtbot, 0.09)


def come(page: DoorPage, evening: Evening, qtbot: QtBot, name: str) -> None:
    scan(page, qtbot, evening.code(name), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and name in words(page))


def here(evening: Evening) -> set[str]:
    rows = guests.list_guests(evening.db, evening.events["Loom night"])
    return {row.name for row in rows if row.arrived_at is not None}


def ctrl_z(page: DoorPage, qtbot: QtBot) -> None:
    page.desk.setFocus()
    qtbot.keyClick(page.desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def unknown(evening: Evening) -> str:
    """A genuine badge that this copy of the file does not know."""
    with evening.db.reading() as session:
        secret = session.scalars(select(Community.secret)).one()
    return make_code(CodeKey(secret), CodeKind.REGISTRATION, b"8 random")


def said_of_nobody(page: DoorPage) -> str:
    """What stands in the list while nobody does."""
    return str(page.desk.names.table._empty_words)


# --- Ctrl+Z


def test_ctrl_z_takes_back_who_came_last_even_before_the_list_knows_them(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    come(page, evening, qtbot, "Ana Lima")
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    holdup = Holdup(page, VIEW_LANE)
    come(page, evening, qtbot, "Rosa Díaz")
    ctrl_z(page, qtbot)
    qtbot.waitUntil(lambda: verdict(page) == "undone" and "Rosa Díaz" in words(page))
    assert here(evening) == {"Ana Lima"}
    holdup.end()


def test_ctrl_z_twice_at_once_takes_back_two(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    come(page, evening, qtbot, "Ana Lima")
    come(page, evening, qtbot, "Rosa Díaz")
    ctrl_z(page, qtbot)
    ctrl_z(page, qtbot)
    qtbot.waitUntil(lambda: here(evening) == set())
    qtbot.waitUntil(lambda: verdict(page) == "undone" and "Ana Lima" in words(page))
    ctrl_z(page, qtbot)
    qtbot.waitUntil(lambda: "nothing to take back" in words(page))
    assert verdict(page) == "done", "said calmly"


def test_ctrl_z_leaves_alone_what_another_desk_of_that_name_wrote(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    come(page, evening, qtbot, "Ana Lima")
    event = evening.events["Loom night"]
    rosa = evening.people["Rosa Díaz"]
    door.check_in_member(evening.db, event, rosa, station="Door A", now=evening.clock())
    ctrl_z(page, qtbot)
    qtbot.waitUntil(lambda: verdict(page) == "undone")
    assert "Ana Lima" in words(page) and here(evening) == {"Rosa Díaz"}


def test_after_much_noise_the_last_person_can_still_be_taken_back(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    come(page, evening, qtbot, "Ana Lima")
    for number in range(12):
        page.desk.queue.scan(f"https://example.org/{number}")
    qtbot.waitUntil(lambda: verdict(page) == "not-ours" and not page.context.runner.busy)
    names = [one.text() for one in page.findChildren(QLabel, "entry_name") if one.isVisible()]
    assert names == ["Ana Lima"], "the list is of people"
    ctrl_z(page, qtbot)
    qtbot.waitUntil(lambda: verdict(page) == "undone")
    assert here(evening) == set()


def test_ctrl_z_takes_back_leaving_guests_and_heads_too(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    come(page, evening, qtbot, "Ana Lima")
    key(page, qtbot, "+")
    key(page, qtbot, "h")
    qtbot.waitUntil(lambda: counts(evening).inside == 3)
    for inside in (2, 1, 0):
        ctrl_z(page, qtbot)
        qtbot.waitUntil(lambda inside=inside: counts(evening).inside == inside)


def test_a_long_list_of_people_does_not_hold_up_the_numbers(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    holdup = Holdup(page, PEOPLE_LANE)
    come(page, evening, qtbot, "Ana Lima")
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "1")
    holdup.end()


# --- keys and names


def test_a_name_typed_while_somebody_is_refused_lets_nobody_in(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Dora Declined"), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "declined")
    pause(qtbot, 0.1)
    type_slowly(qtbot, "Leo")
    qtbot.waitUntil(lambda: find(page, QLineEdit, "door_name").text() == "Leo")
    pause(qtbot, ALONE)
    assert verdict(page) == "declined" and here(evening) == set()


def test_a_name_typed_while_somebody_is_in_checks_nobody_out(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    come(page, evening, qtbot, "Ana Lima")
    evening.clock.forward(60)
    scan(page, qtbot, evening.code("Ana Lima"), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "already-in")
    pause(qtbot, 0.1)
    type_slowly(qtbot, "Olga")
    qtbot.waitUntil(lambda: find(page, QLineEdit, "door_name").text() == "Olga")
    pause(qtbot, ALONE)
    assert counts(evening).inside == 1


def test_a_name_typed_at_rest_counts_no_head_and_opens_no_form(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    type_slowly(qtbot, "Hannah")
    qtbot.waitUntil(lambda: find(page, QLineEdit, "door_name").text() == "Hannah")
    pause(qtbot, ALONE)
    assert counts(evening).head_count == 0 and not is_there(page, "walk_in_form")


def test_several_heads_are_counted_by_the_same_key_again(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    type_slowly(qtbot, "hhh")
    qtbot.waitUntil(lambda: counts(evening).head_count == 3)
    assert find(page, QLineEdit, "door_name").text() == ""


def test_a_key_held_down_is_one_key(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    for number in range(6):
        press = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_H,
            Qt.KeyboardModifier.NoModifier,
            "h",
            autorep=number > 0,
        )
        QApplication.sendEvent(page.desk, press)
        pause(qtbot, 0.03)
    qtbot.waitUntil(lambda: counts(evening).head_count == 1)
    pause(qtbot, ALONE)
    assert counts(evening).head_count == 1


def test_a_key_means_who_was_shown_when_it_was_pressed(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    """The next badge is scanned before the key has been known to be one."""
    evening.add("Wanda Wait", "Loom night", "waitlisted")
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Dora Declined"), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "declined")
    pause(qtbot, 0.1)
    qtbot.keyClicks(page.desk, "l")
    pause(qtbot, 0.06)
    scan(page, qtbot, evening.code("Wanda Wait"), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "waitlisted")
    pause(qtbot, ALONE)
    assert here(evening) == {"Dora Declined"} and verdict(page) == "waitlisted"


# --- sheets over the desk


@pytest.fixture
def sheet(page: DoorPage, evening: Evening, qtbot: QtBot) -> ClosingSheet:
    evening.clock.moment += timedelta(hours=2)
    open_door(page, evening, qtbot)
    page.desk.menu.findChild(QAction, "door_close_evening").trigger()
    found = find(page, ClosingSheet, "closing_sheet")
    qtbot.waitUntil(lambda: find(found, QPushButton, "sheet_save").isEnabled())
    return found


def test_what_is_typed_in_a_sheet_is_meant_for_the_sheet(
    sheet: ClosingSheet, page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    heads = find(sheet, QSpinBox, "head_count")
    qtbot.waitUntil(heads.hasFocus)
    heads.selectAll()
    type_slowly(qtbot, "12h")
    qtbot.waitUntil(lambda: heads.value() == 12)
    pause(qtbot, ALONE)
    assert counts(evening).head_count == 0


def test_a_scan_leaves_the_focus_in_the_sheet(
    sheet: ClosingSheet, page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    heads = find(sheet, QSpinBox, "head_count")
    qtbot.waitUntil(heads.hasFocus)
    scan(page, qtbot, evening.code("Ana Lima"), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "welcome")
    assert heads.hasFocus() and heads.value() == 0


def test_an_unknown_badge_is_given_its_name_when_the_evening_is_closed(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    event, now = evening.events["Loom night"], evening.clock()
    let_in_provisionally(evening.db, event, unknown(evening), now=now)
    evening.clock.moment += timedelta(hours=2)
    open_door(page, evening, qtbot)
    page.desk.menu.findChild(QAction, "door_close_evening").trigger()
    qtbot.waitUntil(lambda: is_there(page, "unnamed_person"))
    field = find(page, PersonField, "unnamed_person")
    qtbot.keyClicks(field, "rosa", delay=60)
    popup = field.completions.popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here(evening) == {"Rosa Díaz"})
    qtbot.waitUntil(lambda: not is_there(page, "unnamed_person"))


def test_a_code_that_came_as_slowly_as_typing_is_a_scan(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    """Letter by letter it went into a field, which is left as it was before."""
    open_door(page, evening, qtbot)
    page.desk.menu.findChild(QAction, "door_asks_first").trigger()
    code, name = evening.code("Ana Lima"), find(page, QLineEdit, "door_name")
    qtbot.keyClicks(name, "sol")
    qtbot.waitUntil(lambda: name.text() == "sol")
    name.insert(code[:-1])
    name.insert(code[-1])
    qtbot.keyClick(name, Qt.Key.Key_Return)  # the scanner's, not a yes
    qtbot.waitUntil(lambda: verdict(page) == "asking" and "Ana Lima" in words(page))
    assert name.text() == "sol" and here(evening) == set()


def test_an_apostrophe_is_within_a_name_and_alone_what_hebrew_layouts_have_on_w(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    come(page, evening, qtbot, "Rosa Díaz")
    evening.clock.forward(60)
    scan(page, qtbot, evening.code("Rosa Díaz"), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "already-in")
    pause(qtbot, ALONE)
    page.desk.setFocus()
    type_slowly(qtbot, "o'n")  # "o" alone would let her leave
    name = find(page, QLineEdit, "door_name")
    qtbot.waitUntil(lambda: name.text() == "o'n")
    name.clear()
    key(page, qtbot, "'")
    qtbot.waitUntil(lambda: "Whose badge" in find(page, QLabel, "people_heading").text())


def test_shift_between_two_capitals_makes_no_key_of_the_first(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    page.desk.setFocus()
    for letter in "CJ":
        qtbot.keyPress(page.desk, Qt.Key.Key_Shift)
        qtbot.keyClick(page.desk, letter, Qt.KeyboardModifier.ShiftModifier)
        pause(qtbot, 0.09)
    name = find(page, QLineEdit, "door_name")
    qtbot.waitUntil(lambda: name.text() == "CJ")
    assert page.desk.camera.isHidden()


# --- waiting, pictures, questions


def test_a_slow_head_count_leaves_the_card_as_it_was(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    come(page, evening, qtbot, "Ana Lima")
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    holdup = Holdup(page, FILE_LANE)
    click(page, qtbot, "head_more")
    qtbot.waitUntil(lambda: verdict(page) == "waiting")
    assert "One moment" in words(page)
    holdup.end()
    qtbot.waitUntil(lambda: counts(evening).head_count == 1)
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "Ana Lima" in words(page))
    assert is_there(page, "more_guests")


def test_slow_guests_are_shown_once_they_are_written(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    come(page, evening, qtbot, "Ana Lima")
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    holdup = Holdup(page, FILE_LANE)
    click(page, qtbot, "more_guests")
    qtbot.waitUntil(lambda: verdict(page) == "waiting")
    holdup.end()
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "1 guest in" in words(page))


def test_a_slow_yes_to_nobody_ends_the_wait(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    holdup = Holdup(page, FILE_LANE)
    page.desk.queue.say_yes()
    qtbot.waitUntil(lambda: verdict(page) == "waiting")
    holdup.end()
    qtbot.waitUntil(lambda: verdict(page) == "")
    assert "Scan a badge" in words(page)


def test_after_a_file_that_is_no_picture_every_verdict_stays_on_the_card(
    page: DoorPage, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name\nAna\n", "utf-8")
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(table))])
    open_door(page, evening, qtbot)
    drop = QDropEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.desk.dropEvent(drop)
    qtbot.waitUntil(lambda: verdict(page) == "problem")
    come(page, evening, qtbot, "Ana Lima")
    pause(qtbot, 1.2)
    assert verdict(page) == "welcome" and "Ana Lima" in words(page)


def test_the_next_scan_ends_the_question_who_came(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, unknown(evening), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "unknown-here")
    key(page, qtbot, "l")
    qtbot.waitUntil(lambda: is_there(page, "name_entry"))
    click(page, qtbot, "name_entry")
    heading = find(page, QLabel, "people_heading")
    assert heading.text().startswith("Who came in at")
    come(page, evening, qtbot, "Ana Lima")
    qtbot.waitUntil(lambda: heading.text() == "Still to come")
    choose(page, qtbot, "rosa")
    qtbot.waitUntil(lambda: "Rosa Díaz" in words(page))
    assert counts(evening).inside == 3, "Rosa came herself, and the unknown one is still unknown"


# --- opening, PIN, namesakes


def test_while_the_list_is_being_read_nobody_is_said_to_be_unknown(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    page.leave()
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    holdup = Holdup(page, PEOPLE_LANE)
    page.open(evening.events["Loom night"])
    qtbot.waitUntil(page.desk.isVisible)
    table = page.desk.names.table
    assert said_of_nobody(page).startswith("One moment")
    name = find(page, QLineEdit, "door_name")
    qtbot.keyClicks(name, "ros", delay=60)
    pause(qtbot, 0.1)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert said_of_nobody(page).startswith("One moment") and not is_there(page, "walk_in_form")
    holdup.end()
    qtbot.waitUntil(lambda: [row.name for row in table.records] == ["Rosa Díaz"])


def test_nobody_leaves_before_it_is_known_that_there_is_no_pin(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    set_pin(evening.db, "4711")
    row = next(one for one in page.load(Job(print)) if one.uid == evening.events["Loom night"])
    lanes = [Holdup(page, lane) for lane in (FILE_LANE, VIEW_LANE)]
    page.chooser.chosen.emit(row)
    qtbot.waitUntil(page.desk.isVisible)
    click(page, qtbot, "leave_door")
    pause(qtbot, 0.1)
    assert page.desk.isVisible() and not is_there(page, "pin_sheet")
    for holdup in lanes:
        holdup.end()
    qtbot.waitUntil(lambda: is_there(page, "pin_sheet"))
    assert page.desk.isVisible()


def new_face(page: DoorPage, qtbot: QtBot, name: str) -> None:
    key(page, qtbot, "n")
    qtbot.waitUntil(lambda: is_there(page, "walk_in_name"))
    field = find(page, QLineEdit, "walk_in_name")
    field.setText(name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_new_face_with_the_name_of_a_guest_is_asked_about(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    new_face(page, qtbot, "rosa diaz")
    qtbot.waitUntil(lambda: is_there(page, "namesake_question"))
    assert "is on the list" in find(page, QLabel, "namesake_question").text()
    known = find(page, QPushButton, "namesake_known")
    qtbot.waitUntil(known.hasFocus)
    pause(qtbot, 0.35)
    qtbot.keyClick(known, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "Rosa Díaz" in words(page))
    assert here(evening) == {"Rosa Díaz"} and not is_there(page, "walk_in_form")
    assert [one.name for one in list_members(evening.db, search="rosa")] == ["Rosa Díaz"]


def test_a_new_face_is_asked_about_while_the_list_is_being_read(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    holdup = Holdup(page, PEOPLE_LANE)
    page.open(evening.events["Loom night"])
    qtbot.waitUntil(page.desk.isVisible)
    assert said_of_nobody(page).startswith("One moment")
    new_face(page, qtbot, "STRAY  member")
    qtbot.waitUntil(lambda: is_there(page, "namesake_question"))
    assert "is a member already" in find(page, QLabel, "namesake_question").text()
    click(page, qtbot, "namesake_known")
    qtbot.waitUntil(lambda: verdict(page) == "not-on-list" and "Stray Member" in words(page))
    new_face(page, qtbot, "Nobody Known")
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "Nobody Known" in words(page))
    holdup.end()


def test_somebody_else_of_that_name_is_added_by_one_key(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    new_face(page, qtbot, "Rosa Díaz")
    qtbot.waitUntil(lambda: is_there(page, "namesake_question"))
    focus: QWidget = find(page, QPushButton, "namesake_known")
    pause(qtbot, 0.1)
    qtbot.keyClicks(focus, "n")
    qtbot.waitUntil(lambda: verdict(page) == "welcome")
    assert len(list_members(evening.db, search="rosa")) == 2
