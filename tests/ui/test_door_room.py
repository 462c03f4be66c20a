"""The desk where there is little room: large text in a small window, and every word can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from organizer.models.database import Database
from organizer.services.at_door.door import check_in_member
from organizer.ui.door.page import DoorPage
from organizer.ui.jobs import Runner
from organizer.ui.kit.theme import apply_theme
from organizer.ui.kit.widgets import ElidedLabel
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import click, find, is_there, key, open_door, scan, shown_page, verdict

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    made = make_evening(empty_community)
    made.add("Bartholomäus Freiherr von Wolkenstein-Habichtsburg", "Loom night")
    return made


@pytest.fixture
def page(evening: Evening, runner: Runner, qapp: QApplication, qtbot: QtBot) -> Iterator[DoorPage]:
    """The door in a small window with text of 150 %."""
    with shown_page(evening, runner, qtbot, size=(960, 640), text_scale=1.5) as made:
        qtbot.waitUntil(lambda: not runner.busy)
        yield made
    apply_theme(qapp, "light")


def cut_off(page: QWidget) -> list[str]:
    """The words on the screen that have less room than they need, but for lists that scroll."""
    qapp = QApplication.instance()
    assert qapp is not None
    qapp.processEvents()
    found = []
    for widget in page.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or isinstance(widget, ElidedLabel):
            continue
        if not widget.isVisible() or not widget.text():
            continue
        needed, size = widget.minimumSizeHint(), widget.size()
        height = needed.height()
        if (
            isinstance(widget, QLabel)
            and widget.wordWrap()
            and widget.objectName() != "verdict_name"
        ):
            height = widget.heightForWidth(size.width())
        if size.width() < needed.width() or size.height() < height - 1:
            found.append(widget.text())
    return found


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Ana Lima", "welcome"),
        ("Bartholomäus Freiherr von Wolkenstein-Habichtsburg", "welcome"),
        ("Dora Declined", "declined"),
        ("Hana Host", "see-host"),
    ],
)
def test_what_the_door_says_has_room(
    page: DoorPage, evening: Evening, qtbot: QtBot, name: str, says: str
) -> None:
    open_door(page, evening, qtbot)
    assert cut_off(page) == []
    scan(page, qtbot, evening.code(name))
    qtbot.waitUntil(lambda: verdict(page) == says and not page.context.runner.busy)
    assert cut_off(page) == []


def test_who_is_in_has_room_however_long_their_name(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    uid, came = evening.events["Loom night"], evening.clock()
    check_in_member(evening.db, uid, evening.people["Hana Host"], now=came, let_in=True)
    long = "Wolfeschlegelsteinhausenbergerdorff Maximiliana-Theodora von und zu Hohenlohe"
    check_in_member(evening.db, uid, evening.add(long, "Loom night"), now=came)
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code(long), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "already-in")
    assert "Wolfeschlegelste…" in find(page, QLabel, "verdict_message").text()
    assert cut_off(page) == []
    scan(page, qtbot, evening.code("Hana Host"), end=None)
    qtbot.waitUntil(lambda: verdict(page) == "see-host")
    assert cut_off(page) == []
    key(page, qtbot, "o")
    qtbot.waitUntil(lambda: verdict(page) == "done")


def test_with_the_camera_on_a_new_face_can_be_written_down(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    click(page, qtbot, "camera")
    qtbot.waitUntil(lambda: is_there(page, "camera_problem"))
    assert cut_off(page) == []
    key(page, qtbot, "n")
    qtbot.waitUntil(lambda: is_there(page, "walk_in_form"))
    assert cut_off(page) == []


def test_practice_has_room_for_all_its_words(page: DoorPage, qtbot: QtBot) -> None:
    click(page, qtbot, "practise")
    practice = page.practice
    assert practice is not None
    qtbot.waitUntil(lambda: practice.desk is not None and not page.context.runner.busy)
    for number in ("2", "3"):
        assert cut_off(page) == []
        click(page, qtbot, "practice_scan")
        case = practice.findChild(QLabel, "practice_case")
        qtbot.waitUntil(lambda case=case, number=number: case.text().startswith(number))
        qtbot.waitUntil(lambda: not page.context.runner.busy)
    assert cut_off(page) == []
