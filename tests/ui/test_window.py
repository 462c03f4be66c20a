"""The program around the pages: opening, refusing, dropping files, coming back the next day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.errors import UserError
from organizer.models.database import Database
from organizer.services import communities
from organizer.settings import load_settings, remember_community
from organizer.ui.kit.colours import palette
from organizer.ui.kit.look import look
from organizer.ui.people.page import PeoplePage
from organizer.ui.shell import Shell
from organizer.ui.welcome.page import WelcomePage
from organizer.ui.window import Desktop


@pytest.fixture
def desktop(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desktop]:
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))
    made = Desktop(qapp)
    yield made
    made.shut_down()


@pytest.fixture
def opened(desktop: Desktop, community: Database, qtbot: QtBot) -> Desktop:
    """The window on a small community, at rest."""
    desktop.open_community(str(community.path))
    qtbot.waitUntil(lambda: not desktop.runner.busy)
    return desktop


def says(desktop: Desktop, words: str) -> bool:
    assert desktop.window is not None
    labels = desktop.window.findChildren(QLabel)
    return any(words in label.text() for label in labels if label.isVisible())


def drop(window: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    middle, copy = window.rect().center(), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, copy, data, button, none)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(middle), copy, data, button, none))


def test_a_community_opens_at_home_and_is_remembered(opened: Desktop) -> None:
    assert isinstance(opened.window, Shell) and opened.window.current_key == "home"
    assert opened.db is not None
    assert load_settings().last_community == str(opened.db.path.resolve())
    assert says(opened, "5 members")


def test_at_the_start_the_window_stands_before_its_community_is_read(
    desktop: Desktop, community: Database, qtbot: QtBot
) -> None:
    desktop.start(community.path)
    frame = desktop.window
    assert isinstance(frame, Shell) and frame.isVisible() and desktop.db is None
    assert not says(desktop, "members")  # nothing is known, so nothing is said
    qtbot.mouseClick(frame.findChild(QWidget, "go_people"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desktop.db is not None)
    assert desktop.window is frame, "another window would flicker"
    assert frame.current_key == "people"
    qtbot.waitUntil(lambda: frame.findChild(PeoplePage) is not None)
    qtbot.waitUntil(lambda: says(desktop, "5 members"))
    qtbot.waitUntil(lambda: not desktop.runner.busy)


def test_the_window_wears_the_colour_of_the_last_community_from_its_first_moment(
    desktop: Desktop, community: Database, qtbot: QtBot
) -> None:
    remember_community(community.path, "#0B6E4F")
    desktop.start(community.path)
    assert desktop.db is None and look().palette.accent == palette(False, "#0B6E4F").accent
    qtbot.waitUntil(lambda: desktop.db is not None and not desktop.runner.busy)
    assert load_settings().last_accent == communities.describe(community).accent


def test_a_start_on_what_is_no_community_leads_to_the_welcome_page(
    desktop: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "notes.txt").write_bytes(b"tea, wool")
    desktop.start(tmp_path / "notes.txt")
    qtbot.waitUntil(lambda: isinstance(desktop.window, WelcomePage))
    qtbot.waitUntil(lambda: says(desktop, "notes.txt"))


def test_a_window_closed_before_its_community_is_read_is_gone(
    desktop: Desktop, community: Database
) -> None:
    desktop.start(community.path)
    desktop.shut_down()
    assert desktop.window is None and desktop.db is None


def test_the_first_opening_of_a_day_keeps_a_backup(opened: Desktop, qtbot: QtBot) -> None:
    assert opened.db is not None
    path = opened.db.path
    folder = path.with_name(f"{path.name} backups")
    assert len(list(folder.iterdir())) == 1
    opened.open_community(str(path))
    qtbot.waitUntil(lambda: not opened.runner.busy)
    assert len(list(folder.iterdir())) == 1


def test_what_is_no_community_is_refused_and_the_open_one_stays(
    opened: Desktop, tmp_path: Path
) -> None:
    before = opened.db
    for name, content in (("notes.txt", b"tea, wool"), ("empty", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserError, match=name):
            opened.open_community(str(tmp_path / name))
    assert opened.db is before and isinstance(opened.window, Shell)


def test_a_file_of_a_newer_version_is_left_alone(
    opened: Desktop, community: Database, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.organizer"
    with (
        closing(sqlite3.connect(community.path)) as source,
        closing(sqlite3.connect(newer)) as copy,
    ):
        source.backup(copy)
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
        copy.commit()
    content = newer.read_bytes()
    with pytest.raises(UserError, match="newer version"):
        opened.open_community(str(newer))
    assert newer.read_bytes() == content


def test_a_list_dropped_anywhere_is_offered_for_import(
    opened: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name\nTuva Strand\n", "utf-8")
    assert isinstance(opened.window, Shell)
    drop(opened.window, path)
    assert opened.window.current_key == "people"
    qtbot.waitUntil(lambda: says(opened, "Tuva Strand") or says(opened, "list.csv"))


def test_new_community_leads_to_the_welcome_page(opened: Desktop, qtbot: QtBot) -> None:
    assert opened.window is not None
    action = next(
        one for one in opened.window.findChildren(QAction) if one.text().startswith("New community")
    )
    action.trigger()
    qtbot.waitUntil(lambda: isinstance(opened.window, WelcomePage))
    assert opened.db is None


def test_the_number_of_members_follows_what_is_written(opened: Desktop, qtbot: QtBot) -> None:
    from organizer.domain.drafts import MemberDraft
    from organizer.services.people import members

    assert opened.db is not None
    members.add_member(opened.db, MemberDraft("Tuva Strand"))
    qtbot.waitUntil(lambda: says(opened, "6 members"))
