"""Fields of the community's own in the settings: each change is kept at once and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.domain.kinds import FieldKind
from organizer.services.people import fields, members
from organizer.ui.context import Context
from organizer.ui.kit.messages import MessageBar
from organizer.ui.settings.fields_card import FieldsCard
from organizer.ui.settings.page import SettingsPage


@pytest.fixture
def page(
    qtbot: QtBot, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> SettingsPage:
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))
    size, _ = fields.add_field(context.db, "Size", FieldKind.CHOICE, ("S", "M"))
    fields.add_field(context.db, "Diet", FieldKind.TEXT)
    members.add_member(context.db, MemberDraft("Zoe", values={size: "M"}))
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.show()
    qtbot.waitUntil(lambda: names_seen(made) == ["Size", "Diet"])
    return made


def lines(page: QWidget, name: str) -> list[QWidget]:
    card = page.findChild(FieldsCard)
    return [each for each in card.findChildren(QWidget, name) if each.isVisibleTo(page)]


def names_seen(page: QWidget) -> list[str]:
    return [each.text() for each in lines(page, "field_name") if isinstance(each, QLineEdit)]


def press(page: QWidget, name: str, place: int = 0) -> None:
    found = lines(page, name)[place]
    assert isinstance(found, QPushButton)
    found.click()


def names(context: Context) -> list[str]:
    return [field.name for field in fields.list_fields(context.db)]


def test_a_field_is_made_moved_renamed_and_removed(
    qtbot: QtBot, page: SettingsPage, context: Context
) -> None:
    bar = MessageBar(context.messages)
    qtbot.addWidget(bar)
    QTest.keyClicks(page.findChild(QLineEdit, "new_field_name"), "Born")
    kind = page.findChild(QComboBox, "new_field_kind")
    kind.setCurrentIndex(kind.findText("Day"))
    press(page, "new_field_add")
    qtbot.waitUntil(lambda: names_seen(page) == ["Size", "Diet", "Born"])
    press(page, "field_up", 2)
    qtbot.waitUntil(lambda: names(context) == ["Size", "Born", "Diet"])
    qtbot.waitUntil(lambda: names_seen(page) == ["Size", "Born", "Diet"])
    edit = lines(page, "field_name")[0]
    assert isinstance(edit, QLineEdit)
    edit.selectAll()
    QTest.keyClicks(edit, "T-shirt\r")
    qtbot.waitUntil(lambda: names(context) == ["T-shirt", "Born", "Diet"])
    qtbot.waitUntil(lambda: names_seen(page)[:1] == ["T-shirt"])
    press(page, "field_remove", 0)
    qtbot.waitUntil(lambda: names(context) == ["Born", "Diet"])
    assert members.member_detail(context.db, "Zoe").values == ()
    qtbot.waitUntil(lambda: bar.isVisibleTo(bar.parentWidget()) or not context.runner.busy)
    said = bar.findChild(QLabel, "message_text")
    qtbot.waitUntil(lambda: "The field is gone" in said.text())
    bar.findChild(QPushButton, "message_action").click()  # Undo
    qtbot.waitUntil(lambda: names(context) == ["T-shirt", "Born", "Diet"])
    assert [value.text for value in members.member_detail(context.db, "Zoe").values] == ["M"]
    qtbot.waitUntil(lambda: not context.runner.busy)


def test_a_choice_in_use_cannot_go(qtbot: QtBot, page: SettingsPage, context: Context) -> None:
    edit = lines(page, "field_choices")[0]
    assert isinstance(edit, QLineEdit)
    edit.selectAll()
    QTest.keyClicks(edit, "S, XL\r")
    qtbot.waitUntil(lambda: not context.runner.busy)
    qtbot.waitUntil(lambda: [e.text() for e in lines(page, "field_choices")] == ["S, M"])  # type: ignore[attr-defined]
    assert fields.list_fields(context.db)[0].choices == ("S", "M")


def test_a_name_that_is_taken_is_said_beside_it(
    qtbot: QtBot, page: SettingsPage, context: Context
) -> None:
    QTest.keyClicks(page.findChild(QLineEdit, "new_field_name"), "diet\r")
    qtbot.waitUntil(lambda: bool(lines(page, "new_field_problem")))
    assert "There is a field “diet” already" in lines(page, "new_field_problem")[0].text()  # type: ignore[attr-defined]
    assert len(names(context)) == 2
    qtbot.waitUntil(lambda: not context.runner.busy)
