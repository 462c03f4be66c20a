"""What a member says of themselves: the form in groups, the page one reads, the time line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.domain.kinds import Consent, EventKind, FieldKind, RegistrationStatus
from organizer.domain.records import EarlierHistory, MemberDetail, MemberRow, MemberVisit
from organizer.services.people import fields, members
from organizer.ui.context import Context
from organizer.ui.people.member_panel import MemberPanel
from organizer.ui.people.time_line import TimeLine, moments_of
from tests.ui.people_screen import Screen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[Screen]:
    fields.add_field(context.db, "Size", FieldKind.CHOICE, ("S", "M"))
    made = Screen(qtbot, context)
    yield made
    made.settle()


def detail(screen: Screen, name: str) -> MemberDetail:
    return members.member_detail(screen.context.db, name)


def choose(screen: Screen, name: str, words: str) -> None:
    box = screen.widget(name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText(words))


def test_everything_that_a_form_says_is_kept_in_one_step(screen: Screen) -> None:
    screen.select("Ana Lima")
    screen.click("edit_member")
    screen.wait_for("name")
    emails = screen.widget("emails")
    hint = next(
        one for one in screen.shell.findChildren(QLabel) if one.text().startswith("One a line")
    )
    assert emails.geometry().bottom() < hint.geometry().top(), "the hint stands below the field"
    for name, words in (
        ("pronouns", "she/her"),
        ("phone", "+351 21 555"),
        ("language", "Portugues"),
        ("circles", "Loom circle, Dyers"),
        ("found_us", "a poster"),
    ):
        screen.type(name, words)
    screen.click("pictures_no")
    [size] = fields.list_fields(screen.context.db)
    choose(screen, size.uid, "M")
    screen.type("brought_by", "nguyen")
    popup = screen.widget("brought_by").completions.popup()  # type: ignore[attr-defined]
    screen.qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: bool(detail(screen, "Ana Lima").pronouns))
    kept = detail(screen, "Ana Lima")
    assert (kept.pronouns, kept.phone, kept.language) == ("she/her", "+351 21 555", "Portugues")
    assert (kept.photo_consent, kept.circles) == (Consent.NO, ("Dyers", "Loom circle"))
    assert kept.brought_by is not None
    assert kept.brought_by.name == "Nguyễn Văn Anh"
    assert [(value.name, value.text) for value in kept.values] == [("Size", "M")]
    for words in ("she/her", "+351 21 555", "No pictures", "Loom circle", "a poster"):
        screen.qtbot.waitUntil(lambda words=words: seen(screen, words))
    screen.click("message_action")  # Undo
    screen.qtbot.waitUntil(lambda: detail(screen, "Ana Lima").pronouns == "")
    assert detail(screen, "Ana Lima").circles == ()


def seen(screen: Screen, words: str) -> bool:
    labels = screen.widget("member_panel").findChildren(QLabel)
    return any(words in label.text() for label in labels if label.isVisible())


def test_a_name_that_is_nobody_is_said_and_not_saved(screen: Screen) -> None:
    screen.click("add_member")
    screen.wait_for("name")
    screen.type("name", "Zoe")
    screen.type("brought_by", "Nobody Known")
    screen.press_ctrl(Qt.Key.Key_Return)
    assert screen.says("is not one of the members")
    screen.type("brought_by", "ana lima")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Zoe" in screen.names())
    bringer = detail(screen, "Zoe").brought_by
    assert bringer is not None
    assert bringer.name == "Ana Lima"
    screen.select("Ana Lima")
    assert seen(screen, "Zoe")


def test_a_field_can_be_made_while_a_form_is_open(screen: Screen) -> None:
    screen.click("add_member")
    screen.wait_for("name")
    screen.type("name", "Zoe")
    screen.click("open_new_field")
    screen.type("new_field_name", "Born")
    choose(screen, "new_field_kind", "Day")
    screen.click("new_field_add")
    screen.qtbot.waitUntil(lambda: len(fields.list_fields(screen.context.db)) == 2)
    born = fields.list_fields(screen.context.db)[1].uid
    screen.wait_for(born)
    screen.type(born, "soon")
    screen.press_ctrl(Qt.Key.Key_Return)
    assert screen.says("“soon” is no day")
    screen.type(born, "24.12.1990")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Zoe" in screen.names())
    assert [value.text for value in detail(screen, "Zoe").values] == ["1990-12-24"]
    screen.qtbot.waitUntil(lambda: seen(screen, "24 December 1990"))


def test_a_name_in_the_page_leads_to_that_page(screen: Screen) -> None:
    ana = detail(screen, "Ana Lima").row.uid
    members.add_member(screen.context.db, MemberDraft("Zoe", brought_by=ana))
    screen.qtbot.waitUntil(lambda: "Zoe" in screen.names())
    screen.select("Zoe")
    links = screen.widget("person_links")
    assert isinstance(links, QLabel)
    links.linkActivated.emit(ana)
    screen.qtbot.waitUntil(lambda: "Ana Lima" in screen.text("member_name"))


def test_enter_on_the_time_line_opens_the_event(screen: Screen) -> None:
    opened: list[object] = []
    screen.context.navigate.connect(lambda page, what: opened.append((page, what)))
    screen.select("Ana Lima")
    line = screen.widget("time_line")
    assert isinstance(line, TimeLine)
    first = line._rows[0]
    first.setFocus()
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    visits = detail(screen, "Ana Lima").visits
    assert opened == [("events", visits[1].event_uid)]


def test_what_a_merge_kept_is_not_said_to_come_from_a_list(qtbot: QtBot) -> None:
    merged, imported = ("Phone (Anna L.)", "+49 176 2"), ("Shoe (EU)", "39")
    for kept, titles in (
        ((merged,), ["From merged entries"]),
        ((imported,), ["From imported lists"]),
        ((imported, merged), ["From merged entries", "From imported lists"]),
    ):
        row = MemberRow(1, "u", "Ana", "ana")
        told = MemberDetail(row, "", "", "", False, kept, (), 0, other_names=("Anna L.",))
        panel = MemberPanel()
        qtbot.addWidget(panel)
        panel.show_member(told, datetime(2026, 11, 22, 12))
        texts = [label.text() for label in panel.findChildren(QLabel)]
        assert [text for text in texts if text.startswith("From ")] == titles


def test_the_time_line_holds_everything_newest_first() -> None:
    going = RegistrationStatus.GOING
    told = MemberDetail(
        row=MemberRow(1, "u", "Ana", "ana", joined_on=date(2019, 3, 1)),
        greeting="",
        notes="",
        host_note="",
        do_not_write=False,
        fields=(),
        visits=(
            MemberVisit("e4", "Soon", datetime(2026, 12, 1, 19), going, False),
            MemberVisit("e3", "Warping", datetime(2026, 3, 1, 19), None, False, EventKind.WORKSHOP, True),
            MemberVisit("e2", "Dye night", datetime(2025, 3, 1, 19), going, True),
            MemberVisit("e1", "Paper night", datetime(2025, 2, 1, 19), going, False),
        ),
        yes_count=2,
        earlier=EarlierHistory(14, date(2019, 5, 2), 15, 1, ("meetup",)),
    )  # fmt: skip
    found = moments_of(told, datetime(2026, 11, 22, 12))
    assert [(moment.day.isoformat(), moment.words, moment.beside) for moment in found] == [
        ("2026-12-01", "Soon", "Going"),
        ("2026-03-01", "Warping", "Workshop · Led it"),
        ("2025-03-01", "Dye night", ""),
        ("2025-02-01", "Paper night", "Said yes, did not come"),
        ("2019-05-02", "Last came before this file began", "came 14 times, missed 1 time"),
        ("2019-03-01", "Joined the community", ""),
    ]  # fmt: skip
