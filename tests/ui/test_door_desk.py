"""The desk whatever the machine is like: its keyboard, clipboard and name; what its card leaves time for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.kinds import RegistrationStatus
from organizer.models.database import Database
from organizer.services.answers import guests
from organizer.ui.door.page import DoorPage
from organizer.ui.door.verdict_card import DECIDE_WITHIN_MS, REST_AFTER_MS
from organizer.ui.jobs import Runner
from organizer.ui.kit.theme import apply_theme
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import (
    counts,
    find,
    is_there,
    key,
    log,
    open_door,
    pause,
    scan,
    shown_page,
    verdict,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    made = make_evening(empty_community)
    made.add("Beatrice Montgomery", "Loom night", greeting="Bea", emails=("home@example.org",))
    made.add("Bob Montgomery", "Loom night", emails=("home@example.org",))
    return made


@pytest.fixture
def page(evening: Evening, runner: Runner, qtbot: QtBot) -> Iterator[DoorPage]:
    """The desk of tonight."""
    with shown_page(evening, runner, qtbot) as made:
        open_door(made, evening, qtbot)
        yield made


def press(target: QWidget, letter: str) -> None:
    """Press a key that types a letter of any script; QTest knows Latin ones only."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(target, event)


def paste(target: QWidget, qtbot: QtBot, words: str) -> None:
    QApplication.clipboard().setText(words)
    qtbot.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def aside(page: DoorPage) -> str:
    return find(page, QLabel, "verdict_aside").text()


# --- keyboards


@pytest.mark.parametrize("letter", ["n", "т", "ν", "מ", "ى"])
def test_the_key_for_a_new_face_is_one_in_every_script(
    page: DoorPage, qtbot: QtBot, letter: str
) -> None:
    page.desk.setFocus()
    press(page.desk, letter)
    qtbot.waitUntil(lambda: is_there(page, "walk_in_form"))
    assert find(page, QLineEdit, "walk_in_name").text() == ""


@pytest.mark.parametrize("letter", ["/", "."])
def test_the_slash_leads_to_the_names_wherever_it_is(
    page: DoorPage, qtbot: QtBot, letter: str
) -> None:
    page.desk.setFocus()
    press(page.desk, letter)
    name = find(page, QLineEdit, "door_name")
    qtbot.waitUntil(name.hasFocus)
    assert name.text() == ""


def test_f3_leads_to_the_names_too(page: DoorPage, qtbot: QtBot) -> None:
    page.desk.setFocus()
    qtbot.keyClick(page.desk, Qt.Key.Key_F3)
    qtbot.waitUntil(find(page, QLineEdit, "door_name").hasFocus)


# --- codes as text


@pytest.mark.parametrize("place", ["door_desk", "door_name"])
def test_a_code_that_is_pasted_is_a_scan(
    page: DoorPage, evening: Evening, qtbot: QtBot, place: str
) -> None:
    target = find(page, QWidget, place)
    target.setFocus()
    paste(target, qtbot, f" {evening.code('Ana Lima').lower()}\n")
    qtbot.waitUntil(lambda: verdict(page) == "welcome")
    assert page.desk.names.field.text() == "" and counts(evening).inside == 1


def test_any_other_text_is_pasted_as_what_it_is(page: DoorPage, qtbot: QtBot) -> None:
    name = find(page, QLineEdit, "door_name")
    name.setFocus()
    paste(name, qtbot, "Rosa")
    qtbot.waitUntil(lambda: name.text() == "Rosa")
    assert verdict(page) == ""


def test_the_name_of_the_desk_is_remembered_by_its_machine(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    station = find(page, QLineEdit, "station")
    station.setText("Garden gate")
    qtbot.keyClick(station, Qt.Key.Key_Return)
    again = DoorPage(page.context)
    qtbot.addWidget(again)
    assert again.desk.top.station.text() == "Garden gate"
    assert again.desk.queue.station == "Garden gate"


# --- the card


def test_what_to_call_them_and_their_guests_are_as_large_as_the_verdict(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    uid, going = evening.people["Beatrice Montgomery"], RegistrationStatus.GOING
    guests.set_status(evening.db, evening.events["Loom night"], uid, going, plus=2)
    scan(page, qtbot, evening.code("Beatrice Montgomery"))
    qtbot.waitUntil(lambda: verdict(page) == "welcome")
    assert "Bea" in aside(page) and "+ 2 guests" in aside(page)
    key(page, qtbot, "+")
    qtbot.waitUntil(lambda: "+ 3 guests" in aside(page))
    pause(qtbot, 0.3)
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: find(page, QLabel, "verdict_name").text() == "Ana Lima")
    assert not is_there(page, "verdict_aside")


def test_who_belongs_to_somebody_is_still_offered_when_they_are_scanned_again(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    for says in ("welcome", "already-in"):
        scan(page, qtbot, evening.code("Beatrice Montgomery"))
        qtbot.waitUntil(lambda says=says: verdict(page) == says)
        qtbot.waitUntil(lambda: is_there(page, "let_group_in"))
        assert page.desk.card._rest_timer.interval() == DECIDE_WITHIN_MS
        evening.clock.forward(60)
        page.desk.card.rest()
        pause(qtbot, 0.35)
    scan(page, qtbot, evening.code("Beatrice Montgomery"))
    qtbot.waitUntil(lambda: is_there(page, "let_group_in") and is_there(page, "not_them"))
    key(page, qtbot, "g")
    qtbot.waitUntil(lambda: counts(evening).inside == 2)


def test_who_comes_alone_makes_room_for_the_next_soon(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and not page.context.runner.busy)
    assert page.desk.card._rest_timer.interval() == REST_AFTER_MS


def test_the_card_is_as_wide_whatever_it_says(
    page: DoorPage, evening: Evening, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, "light", text_scale=1.5)
    page.resize(960, 640)
    qapp.processEvents()
    widths = {page.desk.card.width()}
    page.desk.queue.asks_first = True
    for name, says in (("Bob Montgomery", "asking"), ("Dora Declined", "declined")):
        scan(page, qtbot, evening.code(name), end=None)
        qtbot.waitUntil(lambda says=says: verdict(page) == says)
        qapp.processEvents()
        widths.add(page.desk.card.width())
        for button in page.desk.card.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.minimumSizeHint().width(), button.text()
        pause(qtbot, 0.35)
    apply_theme(qapp, "light")
    assert len(widths) == 1
    assert log(evening)


def test_a_full_workshop_says_so_while_nobody_stands_there(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot, "Natural dyes")
    chips = page.desk.card.chips
    qtbot.waitUntil(
        lambda: (
            [one.text() for one in chips.findChildren(QLabel) if one.isVisible()]
            == ["Full: 1 of 1 seats taken"]
        )
    )
    assert find(page, QLabel, "count_expected").text() == "1"
