"""A whole plan through the window, then all of it taken back by Ctrl+Z, and done again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import CommunityDraft, MemberDraft
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import EventRow, GuestRow
from organizer.models.database import Database
from organizer.models.tables import Base
from organizer.services import communities, undoing
from organizer.services.answers import guests
from organizer.services.people import members
from organizer.services.plans import events, venues
from organizer.ui.events.page import EventsPage
from organizer.ui.kit.sheets import Sheet
from organizer.ui.window import Desktop

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

W = TypeVar("W", bound=QWidget)
NAMES = ("Ana Lima", "Bo Berg", "Cem Kaya", "佐藤 花", "محمد الفاتح", "Eva Frost")
DAY = "1 Dec 2099"
"""A first Tuesday."""
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Tables = dict[str, list[tuple[Any, ...]]]


class Planning:
    """A person at the page of events: each act waits for what it is to bring about."""

    def __init__(self, desktop: Desktop, qtbot: QtBot) -> None:
        self.desktop, self.qtbot = desktop, qtbot
        assert desktop.db is not None and desktop.window is not None
        self.db: Database = desktop.db
        self.window: QWidget = desktop.window
        desktop.go("events", "")
        self.rest()
        self.page = self.window.findChildren(EventsPage)[0]

    # What is seen

    def until(self, is_so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()))

    def rest(self) -> None:
        self.until(lambda: not self.desktop.runner.busy)

    def find(self, kind: type[W], name: str) -> W:
        """The control of that name, once it can be seen and used."""
        found: list[W] = []

        def is_there() -> bool:
            all_of_them = self.window.findChildren(kind, name)
            found[:] = [one for one in all_of_them if one.isVisible() and one.isEnabled()]
            return bool(found)

        self.until(is_there)
        return found[0]

    def said(self, words: str) -> None:
        """Wait until the window says these words."""
        self.until(
            lambda: any(
                words in one.text() for one in self.window.findChildren(QLabel) if one.isVisible()
            )
        )

    def offers(self, words: str) -> bool:
        """Whether there is a button of these words."""
        buttons = self.window.findChildren(QPushButton)
        return any(one.text() == words for one in buttons if one.isVisible())

    # What is done

    def click(self, name: str) -> None:
        self.find(QPushButton, name).click()

    def type(self, name: str, words: str) -> None:
        line = self.find(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        line.insert(words) if not words.isascii() else QTest.keyClicks(line, words)
        self.until(lambda: line.text() == words)
        line.editingFinished.emit()

    def choose(self, name: str, key: object) -> None:
        box = self.find(QComboBox, name)
        number = box.findData(key)
        assert number >= 0, [box.itemData(one) for one in range(box.count())]
        box.setCurrentIndex(number)
        box.activated.emit(number)

    def pick(self, name: str, typed: str) -> None:
        line = self.find(QLineEdit, f"{name}_text")
        self.until(lambda: self._pickable(name))
        line.setFocus()
        line.insert(typed)
        line.textEdited.emit(typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.until(lambda: not line.text())

    def _pickable(self, name: str) -> bool:
        return any(one._options for one in self.window.findChildren(QWidget, name))  # type: ignore[attr-defined]

    def do(self, name: str) -> None:
        """Choose something from a menu."""
        self.until(lambda: self._action(name).isEnabled() and self._action(name).isVisible())
        self._action(name).trigger()

    def _action(self, name: str) -> QAction:
        return self.window.findChildren(QAction, name)[0]

    def save(self, done: Callable[[], object]) -> None:
        """Press the primary button of the form, and wait for what comes of it in the file."""
        self.click("sheet_save")
        self.until(done)
        self.until(lambda: not any(one.isVisible() for one in self.window.findChildren(Sheet)))
        self.rest()

    def open(self, row: EventRow) -> None:
        """Show an event, as it is in the file."""
        self.desktop.go("events", row.uid)
        view = self.page.view
        self.until(
            lambda: (
                view.isVisible()
                and view.opened_event is not None
                and view.opened_event.row.uid == row.uid
            )
        )
        self.rest()

    def select(self, name: str) -> None:
        """Be on one guest in the list."""
        table = self.page.view.guests.table
        self.until(lambda: any(one.name == name for one in table.records))
        [key] = [one.registration_id for one in table.records if one.name == name]
        table.select(key)
        table.setFocus()
        self.until(lambda: [one.name for one in table.selected()] == [name])

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.page.view.guests.table, key)

    # What is in the file

    def rows(self, title: str) -> list[EventRow]:
        return [row for row in events.list_events(self.db) if row.title == title]

    def row(self, title: str) -> EventRow:
        return self.rows(title)[0]

    def guest(self, title: str, name: str) -> GuestRow | None:
        found = guests.list_guests(self.db, self.row(title).uid)
        return next((one for one in found if one.name == name), None)

    def status(self, title: str, name: str) -> RegistrationStatus | None:
        guest = self.guest(title, name)
        return guest.status if guest else None


def tables(db: Database) -> Tables:
    """Every row of the file but for the steps themselves."""
    with closing(sqlite3.connect(db.path)) as connection:
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in Base.metadata.tables
            if name not in ("step", "step_row")
        }


@pytest.fixture
def planning(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Planning]:
    """A community of six, with nothing planned and nothing to take back."""
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))
    path = tmp_path / "makers.organizer"
    db = communities.new_community(path, CommunityDraft("Makers", "Europe/Berlin"))
    for name in NAMES:
        members.add_member(db, MemberDraft(name))
    db.close()
    desktop = Desktop(qapp)
    desktop.open_community(str(path))
    assert desktop.window is not None
    qtbot.waitActive(desktop.window)
    yield Planning(desktop, qtbot)
    desktop.shut_down()


def test_a_whole_plan_and_back(planning: Planning) -> None:
    steps_before, before = steps(planning), tables(planning.db)
    plan_the_evening(planning)
    add_workshops(planning)
    repeat_a_studio(planning)
    fill_the_list(planning)
    give_the_workshops(planning)
    plan_the_next_one(planning)
    after = tables(planning.db)
    assert len(after["event"]) == len(before["event"]) + 3 + 3 + 3
    taken = steps(planning) - steps_before
    assert taken == 13, "every act was a step of its own"
    turn_all(planning, back=True, count=taken)
    assert_same(tables(planning.db), before)
    turn_all(planning, back=False, count=taken)
    assert_same(tables(planning.db), after)
    assert planning.status("Loom night", "Bo Berg") is RegistrationStatus.GOING


def steps(planning: Planning) -> int:
    """How many steps there are to take back."""
    with closing(sqlite3.connect(planning.db.path)) as connection:
        [(count,)] = connection.execute("SELECT COUNT(*) FROM step").fetchall()
    return int(count)


def assert_same(found: Tables, expected: Tables) -> None:
    """Compare table by table, so that a failure says which."""
    for name, rows in expected.items():
        assert found[name] == rows, name


def turn_all(planning: Planning, *, back: bool, count: int) -> None:
    """Press Ctrl+Z, or with Shift to do it again, until nothing is left of so many steps."""
    planning.desktop.go("events", "")
    planning.rest()
    for _number in range(count):
        turns = undoing.turns(planning.db)
        expected = turns.back if back else turns.again
        assert expected, "there is one more step"
        QTest.keyClick(planning.window, Qt.Key.Key_Z, CTRL if back else CTRL | SHIFT)
        planning.until(partial(has_turned, planning, expected, back))
        planning.rest()


def has_turned(planning: Planning, words: str, back: bool) -> bool:
    """Whether the step of these words is the next to go the other way."""
    turns = undoing.turns(planning.db)
    return (turns.again if back else turns.back) == words


# The plan, act by act


def plan_the_evening(planning: Planning) -> None:
    planning.click("plan_first")
    planning.type("title", "Loom night")
    planning.type("day", DAY)
    planning.type("venue", "Old mill")
    planning.type("capacity", "3")
    planning.click("unfold_seats")
    planning.type("answer_by", "Thursday")
    planning.type("price", "3 EUR")
    planning.click("unfold_questions")
    planning.click("add_question")
    planning.type("question_wording", "Any allergies?")
    planning.save(lambda: planning.rows("Loom night"))
    row = planning.row("Loom night")
    assert (row.venue, row.capacity, row.price) == ("Old mill", 3, "3 EUR")
    assert row.answer_by is not None and f"{row.answer_by:%d %b}" == "26 Nov"
    planning.said("“Loom night” is planned.")


def add_workshops(planning: Planning) -> None:
    planning.open(planning.row("Loom night"))
    for title, seats in (("Warping", "1"), ("Dyeing", "2")):
        planning.click("add_workshop")
        planning.type("title", title)
        planning.type("capacity", seats)
        planning.save(partial(planning.rows, title))
        words = f"{title} · 0 of {seats}"
        planning.until(partial(planning.offers, words))


def repeat_a_studio(planning: Planning) -> None:
    """Every first Tuesday, three times of which one is left out, and one date skipped later."""
    planning.desktop.go("events", "")
    planning.click("plan_meetup")
    planning.type("title", "Open studio")
    planning.type("day", "first tuesday in january 2100")
    planning.click("unfold_repeat")
    planning.choose("rhythm", "month-weekday")
    planning.choose("repeat_ends", "on")
    planning.type("repeat_until", "May 2100")
    planning.click("repeat_date_2")
    planning.save(lambda: len(planning.rows("Open studio")) == 4)
    months = [row.starts.month for row in planning.rows("Open studio")]
    assert months == [1, 2, 4, 5]
    second = planning.rows("Open studio")[1].uid
    planning.desktop.go("events", "")
    table = planning.page.overview.table
    planning.until(lambda: any(line.uid == second for line in table.records))
    table.select(second)
    table.setFocus()
    planning.until(lambda: [line.uid for line in table.selected()] == [second])
    QTest.keyClick(table, Qt.Key.Key_Delete)
    planning.until(lambda: len(planning.rows("Open studio")) == 3)
    planning.rest()


def fill_the_list(planning: Planning) -> None:
    """Everybody says yes to three seats; one pays, one frees a seat, one gives it away, one moves."""
    planning.open(planning.row("Loom night"))
    planning.click("add_first_guests")
    planning.find(QRadioButton, "by_everyone").click()
    planning.find(QRadioButton, "as_going").click()
    planning.save(lambda: len(guests.list_guests(planning.db, planning.row("Loom night").uid)) == 6)
    going = [one.name for one in standing(planning, RegistrationStatus.GOING)]
    waiting = [one.name for one in standing(planning, RegistrationStatus.WAITLISTED)]
    assert (going, waiting) == (["Ana Lima", "Bo Berg", "Cem Kaya"], [
        "Eva Frost", "محمد الفاتح", "佐藤 花",
    ])  # fmt: skip
    planning.select("Ana Lima")
    planning.press(Qt.Key.Key_P)
    planning.until(lambda: is_paid(planning, "Ana Lima"))
    planning.rest()
    planning.select("Cem Kaya")
    planning.press(Qt.Key.Key_D)
    planning.until(lambda: planning.status("Loom night", "Cem Kaya") is RegistrationStatus.DECLINED)
    assert planning.status("Loom night", "Eva Frost") is RegistrationStatus.GOING
    planning.rest()
    planning.select("Eva Frost")
    planning.do("move_to_event")
    target = planning.rows("Open studio")[0].uid
    planning.choose("target", target)
    planning.save(lambda: len(guests.list_guests(planning.db, target)) == 1)
    assert planning.status("Loom night", "محمد الفاتح") is RegistrationStatus.GOING


def standing(planning: Planning, status: RegistrationStatus) -> list[GuestRow]:
    rows = guests.list_guests(planning.db, planning.row("Loom night").uid)
    return [one for one in rows if one.status is status]


def is_paid(planning: Planning, name: str) -> bool:
    guest = planning.guest("Loom night", name)
    return guest is not None and guest.is_paid


def give_the_workshops(planning: Planning) -> None:
    """Wishes and answers of two, then the seats in the workshops."""
    warping = planning.row("Warping").uid
    for name in ("Ana Lima", "Bo Berg"):
        planning.select(name)
        planning.press(Qt.Key.Key_A)
        planning.choose("wish_1", warping)
        asked = events_question(planning)
        planning.type(f"answer_{asked}", f"nuts, says {name.split()[0]}")
        planning.save(partial(has_answered, planning, name))
    planning.do("action_fill_workshops")
    planning.find(QWidget, "filling_stat_0")
    planning.save(lambda: len(guests.list_guests(planning.db, warping)) == 2)


def events_question(planning: Planning) -> str:
    opened = planning.page.view.opened_event
    assert opened is not None
    return opened.questions[0].uid


def has_answered(planning: Planning, name: str) -> bool:
    guest = planning.guest("Loom night", name)
    return guest is not None and bool(guest.answers and guest.choices)


def plan_the_next_one(planning: Planning) -> None:
    """In two clicks, with its workshops; the place is known by now."""
    planning.open(planning.row("Loom night"))
    planning.do("action_plan_next")
    planning.find(QLabel, "workshops_along")
    planning.save(lambda: len(planning.rows("Loom night")) == 2)
    nights = planning.rows("Loom night")
    assert f"{nights[1].starts:%Y-%m-%d}" == "2100-01-05"
    assert len(planning.rows("Warping")) == len(planning.rows("Dyeing")) == 2
    assert [one.name for one in venues.list_venues(planning.db)] == ["Old mill"]
