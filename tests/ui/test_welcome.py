"""The first page: three questions at most, a file that is never written over, and other ways in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import CommunityDraft
from organizer.services import communities
from organizer.ui.kit.colours import LIGHT
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.sheets import FormField
from organizer.ui.kit.theme import apply_theme
from organizer.ui.welcome import page as welcome_page
from organizer.ui.welcome.page import WelcomePage
from organizer.ui.zones import ZoneBox


@pytest.fixture
def page(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> WelcomePage:
    apply_theme(qapp, "light")
    monkeypatch.setattr(welcome_page, "usual_folder", lambda: tmp_path)
    made = WelcomePage()
    qtbot.addWidget(made)
    made.show()
    made.findChild(ZoneBox, "timezone").set_zone("Europe/Berlin")
    return made


def edit(page: QWidget, name: str) -> QLineEdit:
    return page.findChild(QLineEdit, name)


def press(page: QWidget, name: str) -> None:
    page.findChild(QPushButton, name).click()


def test_a_name_and_enter_are_enough(qtbot: QtBot, page: WelcomePage, tmp_path: Path) -> None:
    qtbot.keyClicks(edit(page, "name"), " Riverside Makers ")
    with qtbot.waitSignal(page.create_wanted) as wanted:
        qtbot.keyClick(edit(page, "name"), Qt.Key.Key_Return)
    draft = CommunityDraft("Riverside Makers", "Europe/Berlin")
    assert wanted.args == [draft, str(tmp_path / "Riverside Makers.organizer")]
    path = Path(wanted.args[1])
    db = communities.new_community(path, wanted.args[0])
    assert communities.describe(db).name == "Riverside Makers"
    db.close()


def test_where_the_file_will_lie_is_said_in_a_name_every_system_takes(
    qtbot: QtBot, page: WelcomePage, tmp_path: Path
) -> None:
    place = page.findChild(QLabel, "file_place")
    assert str(tmp_path) in place.text()
    edit(page, "name").setText("Café: knitting/sewing")
    assert place.text().endswith("Café- knitting-sewing.organizer")
    (tmp_path / "Loom.organizer").touch()
    edit(page, "name").setText("Loom")
    assert place.text().endswith("Loom-2.organizer")


def test_it_can_lie_elsewhere(
    qtbot: QtBot, page: WelcomePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere.organizer"

    def answer(
        _parent: QWidget, _title: str, _name: str, _filters: str, on_chosen: Callable[[Path], Any]
    ) -> None:
        on_chosen(elsewhere)

    monkeypatch.setattr(welcome_page, "ask_save", answer)
    press(page, "change_place")
    edit(page, "name").setText("Loom")
    assert str(elsewhere) in page.findChild(QLabel, "file_place").text()
    with qtbot.waitSignal(page.create_wanted) as wanted:
        press(page, "create")
    assert wanted.args[1] == str(elsewhere)
    elsewhere.touch()
    with qtbot.assertNotEmitted(page.create_wanted):
        press(page, "create")
    assert "is there already" in page.findChild(QLabel, "place_problem").text()


def test_what_is_missing_is_said_under_its_field(qtbot: QtBot, page: WelcomePage) -> None:
    edit(page, "organizer_email").setText("nobody at home")
    with qtbot.assertNotEmitted(page.create_wanted):
        press(page, "create")
    name = page.findChild(FormField, "field_name")
    address = page.findChild(FormField, "field_organizer_email")
    assert name.problem == "A community needs a name."
    assert address.problem
    edit(page, "name").setText("Loom")
    edit(page, "organizer_email").setText("petra@example.org")
    assert not name.problem
    assert not address.problem


def test_the_zone_of_this_machine_is_there_already(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(welcome_page, "system_zone", lambda: "America/New_York")
    made = WelcomePage()
    qtbot.addWidget(made)
    assert made.findChild(ZoneBox, "timezone").currentText() == "America/New York"
    assert made.draft().timezone == "America/New_York"


def test_there_are_other_ways_in(
    qtbot: QtBot, page: WelcomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(
        _parent: QWidget, _title: str, _filters: str, on_chosen: Callable[[list[Path]], Any]
    ) -> None:
        on_chosen([Path("/a/loom.organizer")])

    monkeypatch.setattr(welcome_page, "ask_open", answer)
    with qtbot.waitSignal(page.open_wanted) as wanted:
        press(page, "open_community")
    assert wanted.args == [str(Path("/a/loom.organizer"))]
    with qtbot.waitSignal(page.sample_wanted):
        press(page, "open_sample")


def test_a_refusal_is_said_where_one_looks(qtbot: QtBot) -> None:
    messages = Messages()
    made = WelcomePage(messages)
    qtbot.addWidget(made)
    made.show()
    messages.say("“loom.organizer” is damaged.", "bad")
    words = made.findChild(QLabel, "message_text")
    assert words.isVisible()
    assert words.text() == "“loom.organizer” is damaged."


def test_a_part_of_a_zone_that_only_one_has_is_enough(page: WelcomePage) -> None:
    zone = page.findChild(ZoneBox, "timezone")
    assert isinstance(zone, ZoneBox)
    field = zone.lineEdit()
    assert field is not None
    for typed, meant in (("dublin", "Europe/Dublin"), ("america", "america")):
        zone.setEditText(typed)
        field.editingFinished.emit()
        assert zone.zone_name() == meant


def test_the_zones_offered_stand_on_a_surface_of_their_own(page: WelcomePage) -> None:
    zone = page.findChild(ZoneBox, "timezone")
    assert isinstance(zone, ZoneBox)
    completer = zone.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    popup.resize(200, 80)
    corner = popup.grab().toImage().pixelColor(100, 70)
    assert corner.name().upper() == LIGHT.surface.upper()
    assert corner.alpha() == 255
