"""What leaves the app from an event's page: badges, invitations, recap and calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import CommunityDraft
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.segments import Ask, Rule, Trait, all_of
from organizer.services import communities
from organizer.services.answers import guests
from organizer.services.people import segments
from organizer.ui import files
from organizer.ui.context import Context

from .events_screen import EventsScreen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[EventsScreen]:
    draft = CommunityDraft(
        name="Riverside Makers", timezone="Europe/Berlin", organizer_email="mina@riverside.example"
    )
    communities.change_community(context.db, draft)
    made = EventsScreen(qtbot, context)
    yield made
    made.leave()


@pytest.fixture
def suggested(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Whoever is asked where to save takes the name suggested; the names are kept here."""
    names: list[str] = []

    def ask_save(
        _parent: QWidget, _title: str, name: str, _filters: str, on_chosen: Callable[[Path], Any]
    ) -> None:
        names.append(name)
        on_chosen(tmp_path / name)

    def ask_folder(_parent: QWidget, _title: str, on_chosen: Callable[[Path], Any]) -> None:
        on_chosen(tmp_path)

    monkeypatch.setattr(files, "ask_save", ask_save)
    monkeypatch.setattr(files, "ask_folder", ask_folder)
    return names


def test_badges_are_shown_before_they_are_written(
    screen: EventsScreen, suggested: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen.open("Dye night")
    screen.click("print_badges")
    screen.qtbot.waitUntil(lambda: not screen.find(QLabel, "badge_preview").pixmap().isNull())
    assert screen.find(QLabel, "badge_count").text() == "Everyone going: 2 badges on 1 sheet."
    screen.find(QComboBox, "stock").setCurrentText("Avery L4785, name badges, A4")
    screen.find(QSpinBox, "skip").setValue(9)
    screen.qtbot.waitUntil(
        lambda: "2 badges on 2 sheets" in screen.find(QLabel, "badge_count").text()
    )
    screen.save()
    assert suggested[0].startswith("Badges Dye night 20") and suggested[0].endswith(".pdf")
    written = tmp_path / suggested[0]
    assert written.read_bytes().startswith(b"%PDF")
    assert "2 badges are written" in screen.said()
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    screen.click("message_action")
    assert [Path(url.toLocalFile()) for url in opened] == [written]


def test_badges_for_those_chosen_in_the_guest_list(
    screen: EventsScreen, suggested: list[str]
) -> None:
    screen.open("Dye night")
    screen.select_guest("Ana Lima", "佐藤 花", "Ирина Котова")
    screen.press(Qt.Key.Key_B)
    count = screen.find(QLabel, "badge_count")
    screen.qtbot.waitUntil(lambda: count.text() == "3 badges on 1 sheet.")
    whose = screen.find(QComboBox, "whose")
    assert whose.currentText() == "The 3 chosen in the guest list"
    whose.setCurrentIndex(0)
    screen.qtbot.waitUntil(lambda: count.text() == "Everyone going: 2 badges on 1 sheet.")
    whose.setCurrentIndex(1)
    screen.qtbot.waitUntil(lambda: count.text() == "3 badges on 1 sheet.")
    screen.save()
    screen.qtbot.waitUntil(lambda: "3 badges are written" in screen.said())


def test_what_goes_out_can_be_for_a_segment_only(screen: EventsScreen) -> None:
    db, dyeing = screen.context.db, Rule(Trait.TAG, Ask.IS, "dyeing")
    uid = segments.save_segment(db, "Dyers", all_of(dyeing))
    screen.open("Dye night")
    only = screen.find(QComboBox, "guest_segment")
    only.setCurrentIndex(only.findData(uid))
    screen.qtbot.waitUntil(lambda: [one.name for one in screen.guests()] == ["Nguyễn Văn Anh"])
    only.setCurrentIndex(0)
    screen.qtbot.waitUntil(lambda: len(screen.guests()) == 4)
    screen.click("print_badges")
    whose, count = screen.find(QComboBox, "whose"), screen.find(QLabel, "badge_count")
    screen.qtbot.waitUntil(lambda: count.text() == "Everyone going: 2 badges on 1 sheet.")
    whose.setCurrentIndex(whose.findText("Those in “Dyers”"))
    screen.qtbot.waitUntil(lambda: count.text() == "1 badge on 1 sheet.")
    screen.click("sheet_cancel")
    for wish, said in (("invitations", "due"), ("remind", "whom_to_remind")):
        screen.page.view.wished.emit(wish)
        screen.qtbot.waitUntil(lambda: screen.sees("whom"))
        label = screen.find(QWidget, said)
        everyone = _words_in(label)
        whom = screen.find(QComboBox, "whom")
        whom.setCurrentIndex(whom.findData(uid))
        screen.qtbot.waitUntil(lambda label=label, was=everyone: _words_in(label) != was)  # type: ignore[misc]
        screen.click("sheet_cancel")


def _words_in(part: QWidget) -> str:
    labels = [part] if isinstance(part, QLabel) else part.findChildren(QLabel)
    return " ".join(label.text() for label in labels if isinstance(label, QLabel))


def test_badges_of_nobody_are_not_offered(screen: EventsScreen, suggested: list[str]) -> None:
    row = screen.event("Dye night")
    for name in ("Ana Lima", "Nguyễn Văn Anh"):
        guests.set_status(screen.context.db, row.uid, name, RegistrationStatus.DECLINED)
    screen.open("Dye night")
    screen.click("print_badges")
    assert "Nobody is going yet" in screen.words()
    assert not screen.find(QPushButton, "sheet_save").isEnabled()


def test_invitations_are_written_once(
    screen: EventsScreen, suggested: list[str], tmp_path: Path
) -> None:
    screen.open("Dye night")
    screen.click("invitations")
    # Ирина does not want to be written to, 佐藤 花 has no address.
    assert "2\nhave not been told the latest" in screen.words()
    assert "佐藤 花" in screen.find(QLabel, "without_address").text()
    assert "Ирина Котова" in screen.find(QLabel, "wants_no_mail").text()
    screen.save()
    (folder,) = (path for path in tmp_path.iterdir() if path.name.startswith("Invitations"))
    written = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    assert written == [
        "Ana Lima.eml", "Ana Lima.ics", "Nguyễn Văn Anh.eml", "Nguyễn Văn Anh.ics",
    ]  # fmt: skip
    assert "Invitations for 2 people" in screen.said()
    screen.click("invitations")
    assert "Everyone with an address has been told" in screen.words()
    assert not screen.find(QPushButton, "sheet_save").isEnabled()
    screen.click("invite_everyone")
    screen.save()
    assert "Invitations for 2 people" in screen.said()


def test_invitations_need_a_sender(screen: EventsScreen) -> None:
    draft = CommunityDraft(name="Riverside Makers", timezone="Europe/Berlin")
    communities.change_community(screen.context.db, draft)
    screen.open("Dye night")
    screen.click("invitations")
    assert "need your e-mail address" in screen.words()
    assert not screen.find(QPushButton, "sheet_save").isEnabled()


@pytest.mark.parametrize("audience", ["team", "partners"])
def test_a_recap_is_written(
    screen: EventsScreen, suggested: list[str], tmp_path: Path, audience: str
) -> None:
    screen.open("Loom night")
    screen.do(f"action_recap_{audience}")
    assert (tmp_path / suggested[0]).read_bytes().startswith(b"%PDF")
    assert "The recap is written" in screen.said()


def test_a_calendar_holds_the_event_and_nobodys_address(
    screen: EventsScreen, suggested: list[str], tmp_path: Path
) -> None:
    screen.open("Dye night")
    screen.do("action_calendar")
    calendar = (tmp_path / suggested[0]).read_text("utf-8")
    assert "SUMMARY:Dye night" in calendar and "ATTENDEE" not in calendar
    assert "1 event is written" in screen.said()


def test_a_file_that_cannot_be_written_is_said_in_the_form(
    screen: EventsScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def ask_save(*arguments: Any) -> None:
        arguments[-1](tmp_path / "nowhere" / "badges.pdf")

    monkeypatch.setattr(files, "ask_save", ask_save)
    screen.open("Dye night")
    screen.click("print_badges")
    screen.save()
    assert "could not be written" in screen.words()
    assert screen.sheet.isVisible()
    assert screen.find(QPushButton, "sheet_save").isEnabled()
