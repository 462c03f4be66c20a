"""The settings: kept when really changed, undone by one key, and the copies of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.domain.records import CommunityRecord
from organizer.services import backups, communities
from organizer.services.people import members
from organizer.settings import Settings, load_settings, save_settings
from organizer.ui.context import Context
from organizer.ui.kit.messages import MessageBar
from organizer.ui.kit.sheets import FormField
from organizer.ui.settings import page as settings_page
from organizer.ui.settings.file_card import copy_in_words, size_in_words
from organizer.ui.settings.page import SettingsPage
from organizer.ui.zones import ZoneBox


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of the test's own, so that this machine's stay as they are."""
    path = tmp_path / "settings.json"
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(path))
    return path


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.show()
    qtbot.waitUntil(lambda: bool(edit(made, "name").text()) and not context.runner.busy)
    return made


@pytest.fixture
def bar(qtbot: QtBot, context: Context) -> MessageBar:
    made = MessageBar(context.messages)
    qtbot.addWidget(made)
    return made


def edit(page: QWidget, name: str) -> QLineEdit:
    return page.findChild(QLineEdit, name)


def press(page: QWidget, name: str) -> None:
    page.findChild(QPushButton, name).click()


def say_undo(qtbot: QtBot, bar: MessageBar) -> None:
    qtbot.waitUntil(lambda: bar.message is not None and bar.message.action_text == "Undo")
    bar.findChild(QPushButton, "message_action").click()


def problem(page: QWidget, name: str) -> str:
    return page.findChild(FormField, f"field_{name}").problem


def kept(context: Context) -> CommunityRecord:
    return communities.describe(context.db)


def type_into(qtbot: QtBot, field: QLineEdit, words: str) -> None:
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_name_is_kept_on_enter_and_undone_by_one_press(
    qtbot: QtBot, context: Context, page: SettingsPage, bar: MessageBar
) -> None:
    before = kept(context).name
    type_into(qtbot, edit(page, "name"), "Loom Circle")
    qtbot.waitUntil(lambda: kept(context).name == "Loom Circle")
    say_undo(qtbot, bar)
    qtbot.waitUntil(lambda: kept(context).name == before)
    edit(page, "purpose").setFocus()
    qtbot.waitUntil(lambda: edit(page, "name").text() == before)


def test_enter_pressed_twice_keeps_it_once(
    qtbot: QtBot, context: Context, page: SettingsPage
) -> None:
    commits: list[object] = []
    context.db.on_change(commits.append)
    field = edit(page, "organizer_name")
    type_into(qtbot, field, "Petra")
    qtbot.keyClick(field, Qt.Key.Key_Return)  # before the first is through
    qtbot.waitUntil(lambda: kept(context).organizer_name == "Petra")
    qtbot.waitUntil(lambda: not context.runner.busy)
    assert len(commits) == 1


def test_showing_and_walking_through_changes_nothing(
    qtbot: QtBot, context: Context, page: SettingsPage
) -> None:
    commits: list[object] = []
    context.db.on_change(commits.append)
    for _number in range(30):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not context.runner.busy)
    assert commits == []
    assert load_settings() == Settings()


def test_a_problem_stands_under_its_field_and_is_not_kept(
    qtbot: QtBot, context: Context, page: SettingsPage
) -> None:
    before = kept(context)
    type_into(qtbot, edit(page, "organizer_email"), "not an address")
    assert problem(page, "organizer_email") == "“not an address” is not an e-mail address."
    type_into(qtbot, edit(page, "name"), "  ")
    assert problem(page, "name") == "A community needs a name."
    assert kept(context) == before
    type_into(qtbot, edit(page, "name"), before.name)
    assert problem(page, "name") == ""


def test_two_fields_left_quickly_are_both_kept(
    qtbot: QtBot, context: Context, page: SettingsPage
) -> None:
    type_into(qtbot, edit(page, "name"), "Loom Circle")
    type_into(qtbot, edit(page, "purpose"), "Weaving together")
    qtbot.waitUntil(lambda: kept(context).purpose == "Weaving together")
    assert kept(context).name == "Loom Circle"


def test_what_is_being_typed_stays_when_something_else_changes(
    qtbot: QtBot, context: Context, page: SettingsPage
) -> None:
    page.activateWindow()
    field = edit(page, "purpose")
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Half a sent")
    draft = communities.draft_of(kept(context))
    draft.name = "Renamed elsewhere"
    communities.change_community(context.db, draft)
    qtbot.waitUntil(lambda: edit(page, "name").text() == "Renamed elsewhere")
    assert field.text().startswith("Half a sent")


def test_a_zone_is_found_by_a_part_of_its_name(
    qtbot: QtBot, context: Context, page: SettingsPage
) -> None:
    box = page.findChild(ZoneBox, "timezone")
    assert box.currentText() == "Europe/Berlin"
    completer = box.completer()
    assert completer is not None
    completer.setCompletionPrefix("york")
    assert completer.currentCompletion() == "America/New York"
    box.setEditText("america/new york")
    box.lineEdit().editingFinished.emit()
    qtbot.waitUntil(lambda: kept(context).timezone == "America/New_York")
    box.setEditText("Atlantis")
    box.lineEdit().editingFinished.emit()
    assert "There is no time zone “Atlantis”" in problem(page, "timezone")


def test_a_colour_is_kept_and_the_window_dressed_anew(
    qtbot: QtBot, context: Context, page: SettingsPage
) -> None:
    with qtbot.waitSignal(page.looks_changed):
        next(iter(page.findChildren(QWidget, "accent_2c5fa8"))).click()  # type: ignore[attr-defined]
    assert kept(context).accent == "#2C5FA8"
    own = edit(page, "accent_own")
    type_into(qtbot, own, "7a4e2d")
    qtbot.waitUntil(lambda: kept(context).accent == "#7A4E2D")
    type_into(qtbot, own, "brown")
    assert "is not a colour" in problem(page, "accent")


def test_looks_are_remembered_by_this_machine_and_told_at_once(
    qtbot: QtBot, page: SettingsPage
) -> None:
    save_settings(Settings(last_community="/somewhere"))
    with qtbot.waitSignal(page.looks_changed):
        press(page, "scheme_dark")
    with qtbot.waitSignal(page.looks_changed):
        press(page, "scale_1.50")
    assert load_settings() == Settings("/somewhere", "dark", 1.5)
    with qtbot.assertNotEmitted(page.looks_changed):
        press(page, "scale_1.50")
    press(page, "scheme_system")
    assert load_settings().scheme == ""


def test_a_copy_is_made_restored_and_the_restoring_undone(
    qtbot: QtBot, context: Context, page: SettingsPage, bar: MessageBar
) -> None:
    press(page, "back_up_now")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "restore_0") is not None)
    members.add_member(context.db, MemberDraft("Zoë After"))
    press(page, "restore_0")
    qtbot.waitUntil(lambda: communities.count(context.db).members == 5)
    say_undo(qtbot, bar)
    qtbot.waitUntil(lambda: communities.count(context.db).members == 6)
    assert len(backups.list_backups(context.db)) == 3


def test_other_pages_hear_of_a_restored_copy(
    qtbot: QtBot, context: Context, page: SettingsPage
) -> None:
    copy = backups.back_up_now(context.db)
    with qtbot.waitSignal(context.changed) as told:
        backups.restore(context.db, copy)
    assert told.args == [frozenset({"*"})]


def test_a_damaged_copy_changes_nothing(qtbot: QtBot, context: Context, page: SettingsPage) -> None:
    copy = backups.back_up_now(context.db)
    copy.write_bytes(b"nothing of it is left" * 100)
    page.reload()
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "restore_0") is not None)
    with pytest.raises(Exception, match="cannot be used"):
        backups.restore(context.db, copy)
    assert communities.count(context.db).members == 5


def test_all_members_are_taken_out(
    qtbot: QtBot,
    context: Context,
    page: SettingsPage,
    bar: MessageBar,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def answer(
        _parent: QWidget, _title: str, name: str, _filters: str, on_chosen: Callable[[Path], Any]
    ) -> None:
        asked.append(name)
        on_chosen(tmp_path / name)

    monkeypatch.setattr(settings_page, "ask_save", answer)
    press(page, "export_csv")
    qtbot.waitUntil(lambda: bar.message is not None)
    assert asked == ["Members.csv"]
    assert bar.message is not None and "5 members written to “Members.csv”." in bar.message.text
    assert "Ana Lima" in (tmp_path / "Members.csv").read_text("utf-8-sig")


class Folders(QObject):
    """Stands for the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @Slot(QUrl)
    def show_url(self, url: QUrl) -> None:
        self.shown.append(url.toLocalFile())


def test_the_file_is_named_and_its_folder_shown(context: Context, page: SettingsPage) -> None:
    path = context.db.path.resolve()
    assert page.findChild(QLabel, "file_path").text() == str(path)
    assert page.findChild(QLabel, "file_size").text().endswith("KB")
    folders = Folders()
    QDesktopServices.setUrlHandler("file", folders, "show_url")
    press(page, "show_in_folder")
    QDesktopServices.unsetUrlHandler("file")
    assert [Path(folder) for folder in folders.shown] == [path.parent]


def test_another_page_can_point_to_a_field(qtbot: QtBot, page: SettingsPage) -> None:
    page.activateWindow()
    page.open("organizer")
    qtbot.waitUntil(edit(page, "organizer_email").hasFocus)
    page.open("backups")
    qtbot.waitUntil(page.findChild(QPushButton, "back_up_now").hasFocus)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2026-11-24", "24 Nov 2026"),
        ("2026-11-24 19.03.22", "24 Nov 2026, 19:03"),
        ("2026-11-24 19.03.22 before restoring", "24 Nov 2026, 19:03 before restoring"),
        ("before version 2", "before version 2"),
    ],
)
def test_copies_are_named_in_words(label: str, words: str) -> None:
    assert copy_in_words(label) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (442_000, "442 KB"), (1_400_000, "1.4 MB"), (5e12, "5000 GB")],
)
def test_sizes_are_short(size: int, words: str) -> None:
    assert size_in_words(size) == words
