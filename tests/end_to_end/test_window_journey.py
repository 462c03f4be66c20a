"""One evening through the real window, on a fresh folder: what an organizer and a volunteer do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from organizer.domain.kinds import RegistrationStatus
from organizer.services import communities
from organizer.services.answers import guests
from organizer.services.people import members
from organizer.services.plans import events
from organizer.ui import files
from organizer.ui.shell import Shell
from organizer.ui.window import Desktop

W = TypeVar("W", bound=QWidget)
NAMES = ("Ana Lima", "佐藤 花", "محمد الفاتح", "Łukasz Wójcik", "Nguyễn Văn Anh")
PICTURES = os.environ.get("ORGANIZER_TEST_PICTURES", "")
"""A folder to keep a picture of each step in, for people to look at."""


class Evening:
    """What a person at the screen can do: see, click, type, answer a file dialog."""

    def __init__(self, desktop: Desktop, qtbot: QtBot, folder: Path) -> None:
        self.desktop = desktop
        self.qtbot = qtbot
        self.folder = folder
        self.pictures = 0

    @property
    def window(self) -> QWidget:
        assert self.desktop.window is not None
        return self.desktop.window

    def find(self, kind: type[W], name: str) -> W:
        """Return the visible widget of that name, once it is there and can be used."""
        found: list[W] = []

        def is_there() -> bool:
            found[:] = [
                one
                for one in self.window.findChildren(kind, name)
                if one.isVisible() and one.isEnabled()
            ]
            return bool(found)

        self.qtbot.waitUntil(is_there)
        return found[0]

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(self.find(QPushButton, name), Qt.MouseButton.LeftButton)

    def type(self, name: str, words: str, pause: int = -1) -> None:
        """Write into a field; `pause` between letters in ms, where a scanner is told from a hand."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words, delay=pause)
        self.until(lambda: bool(field.text()))

    def save(self) -> None:
        self.click("sheet_save")

    def until(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so)

    def rest(self) -> None:
        """Wait until nothing is under way any more."""
        self.until(lambda: not self.desktop.runner.busy)

    def said(self, words: str) -> bool:
        """Whether the window says these words somewhere."""
        return any(
            words in label.text() for label in self.window.findChildren(QLabel) if label.isVisible()
        )

    def picture(self, name: str) -> None:
        self.pictures += 1
        folder = Path(PICTURES) if PICTURES else self.folder / "pictures"
        folder.mkdir(exist_ok=True)
        assert self.window.grab().save(str(folder / f"{self.pictures:02}-{name}.png"))


@pytest.fixture
def evening(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Evening]:
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setattr("organizer.settings.usual_folder", lambda: tmp_path)
    desktop = Desktop(qapp)
    yield Evening(desktop, qtbot, tmp_path)
    desktop.shut_down()


def answer_with(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Answer the next file dialogs with this path."""
    monkeypatch.setattr(files, "ask_open", lambda _w, _t, _f, on, multiple=False: on([path]))
    monkeypatch.setattr(files, "ask_save", lambda _w, _t, _n, _f, on: on(path))
    monkeypatch.setattr(files, "ask_folder", lambda _w, _t, on: on(path))


def test_one_evening(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = evening.desktop
    start(evening)
    bring_people_in(evening, monkeypatch)
    plan(evening)
    put_on_the_list(evening)
    invite(evening, monkeypatch)
    badges = print_badges(evening, monkeypatch)
    open_the_door(evening, monkeypatch, badges)
    look_back(evening, monkeypatch)
    assert desktop.db is not None
    path = desktop.db.path
    before = communities.count(desktop.db)

    # The next morning: the same file, as it was left.
    desktop.open_community(str(path))
    evening.rest()
    assert communities.count(desktop.db) == before
    assert isinstance(evening.window, Shell)
    evening.until(lambda: evening.said(f"{before.members} members"))
    backups = path.with_name(f"{path.name} backups")
    assert len(list(backups.iterdir())) == 1
    desktop.go("settings", "backups")
    evening.rest()
    evening.picture("settings")


def start(evening: Evening) -> None:
    evening.desktop.welcome()
    evening.type("name", "Riverside Makers")
    evening.type("organizer_email", "hello@riverside.example")
    evening.picture("welcome")
    evening.click("create")
    evening.until(lambda: isinstance(evening.window, Shell))
    evening.rest()
    assert evening.find(QWidget, "first_steps")
    evening.picture("home-first-steps")


def bring_people_in(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    path = evening.folder / "people.csv"
    rows = [f"{name},{number}@mail.example,weaving" for number, name in enumerate(NAMES)]
    path.write_text("\n".join(("Name,E-mail,Tags", *rows, ",,")) + "\n", "utf-8")
    answer_with(monkeypatch, path)
    evening.desktop.go("people", None)
    evening.rest()
    evening.click("empty_import")
    evening.rest()
    assert evening.desktop.db is not None
    assert members.list_members(evening.desktop.db) == []  # nothing before it is wanted
    evening.picture("import")
    evening.save()
    evening.until(lambda: len(members.list_members(evening.desktop.db)) == len(NAMES))
    evening.rest()
    assert {row.name for row in members.list_members(evening.desktop.db)} == set(NAMES)
    evening.picture("people")


def plan(evening: Evening) -> None:
    evening.desktop.go("events", None)
    evening.rest()
    evening.click("plan_first")
    evening.type("title", "Loom night")
    evening.type("day", datetime.now().strftime("%Y-%m-%d"))
    evening.type("starts", "00:05")
    evening.type("ends", "23:55")
    evening.type("capacity", "4")
    evening.picture("plan")
    evening.save()
    assert evening.desktop.db is not None
    evening.until(lambda: len(events.list_events(evening.desktop.db)) == 1)
    evening.rest()


def put_on_the_list(evening: Evening) -> None:
    evening.desktop.go("events", meetup(evening))
    evening.rest()
    evening.click("add_first_guests")
    evening.rest()
    evening.find(QRadioButton, "by_everyone").click()
    evening.find(QRadioButton, "as_going").click()
    evening.picture("add-guests")
    evening.save()
    evening.rest()
    rows = guest_list(evening)
    standing = [row.status for row in rows]
    assert standing.count(RegistrationStatus.GOING) == 4
    assert standing.count(RegistrationStatus.WAITLISTED) == 1
    evening.until(lambda: evening.said("waitlist"))
    evening.picture("guest-list")


def invite(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = evening.folder / "out"
    folder.mkdir()
    answer_with(monkeypatch, folder)
    evening.click("invitations")
    evening.rest()
    evening.save()
    evening.rest()
    assert len(list(folder.rglob("*.ics"))) == len(list(folder.rglob("*.eml"))) == 4


def print_badges(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = evening.folder / "badges.pdf"
    answer_with(monkeypatch, path)
    evening.click("print_badges")
    evening.rest()
    evening.picture("badges")
    evening.save()
    evening.until(path.exists)
    evening.rest()
    return path


def open_the_door(evening: Evening, monkeypatch: pytest.MonkeyPatch, badges: Path) -> None:
    first, *others = [row for row in guest_list(evening) if row.status is RegistrationStatus.GOING]
    evening.click("open_door")
    evening.rest()
    QTest.keyClicks(evening.window, first.code)
    evening.until(lambda: evening.said("Welcome"))
    evening.rest()
    evening.picture("door-welcome")
    answer_with(monkeypatch, badges)
    evening.click("read_picture")
    evening.until(lambda: arrived(evening) == 1 + len(others))
    evening.rest()
    QTest.keyClicks(evening.window, "https://example.org/ticket")
    QTest.keyClick(evening.window, Qt.Key.Key_Return)
    evening.rest()
    assert arrived(evening) == 4
    evening.picture("door-not-ours")
    evening.click("walk_in")
    evening.type("walk_in_name", "Tuva Strand", pause=70)
    evening.until(lambda: evening.find(QLineEdit, "walk_in_name").text() == "Tuva Strand")
    evening.click("walk_in_submit")
    evening.until(lambda: arrived(evening) == 5)
    evening.rest()
    QTest.keyClick(evening.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    evening.until(lambda: arrived(evening) == 4)
    evening.rest()
    evening.picture("door-undone")
    evening.click("leave_door")
    evening.rest()


def look_back(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    path = evening.folder / "recap.pdf"
    answer_with(monkeypatch, path)
    evening.desktop.go("events", meetup(evening))
    evening.rest()
    evening.find(QWidget, "event_view").findChild(QAction, "action_recap_team").trigger()
    evening.until(path.exists)
    evening.rest()
    with pypdfium2.PdfDocument(path) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "Loom night" in text and "Ana Lima" in text
    evening.desktop.go("insights", None)
    evening.rest()
    evening.picture("insights")
    evening.desktop.go("home", None)
    evening.rest()
    evening.picture("home")


def meetup(evening: Evening) -> str:
    assert evening.desktop.db is not None
    return events.list_events(evening.desktop.db)[0].uid


def guest_list(evening: Evening) -> list[guests.GuestRow]:
    assert evening.desktop.db is not None
    return guests.list_guests(evening.desktop.db, meetup(evening))


def arrived(evening: Evening) -> int:
    return sum(1 for row in guest_list(evening) if row.arrived_at is not None)
