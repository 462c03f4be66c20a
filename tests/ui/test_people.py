"""The people page: searching, the panel of one member, adding and changing members."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.domain.kinds import Consent, EventStatus, RegistrationStatus
from organizer.domain.records import MemberRow, MemberVisit
from organizer.services import undoing
from organizer.services.people import members
from organizer.services.people.member_list import MemberList
from organizer.services.people.member_rows import search_text
from organizer.ui.context import Context
from organizer.ui.kit.painted import Chip
from organizer.ui.kit.sheets import Sheet
from organizer.ui.people import words
from organizer.ui.people.page import PeoplePage
from tests.ui.people_screen import Screen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[Screen]:
    made = Screen(qtbot, context)
    yield made
    made.settle()


def stored(context: Context) -> list[MemberRow]:
    return members.list_members(context.db)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nguyen van", ["Nguyễn Văn Anh"]),
        ("weaving", ["Ana Lima"]),
        ("example.org КОТОВА", ["Ирина Котова"]),
        ("佐", ["佐藤 花"]),
    ],
)
def test_search_finds_as_one_types(screen: Screen, typed: str, found: list[str]) -> None:
    screen.press_ctrl(Qt.Key.Key_K)
    assert QApplication.focusWidget() is screen.widget("search")
    screen.type("search", typed)
    assert screen.names() == found
    assert screen.text("people_count") == "1 of 5"
    screen.press(Qt.Key.Key_Escape)
    assert len(screen.names()) == 5
    assert screen.text("people_count") == "5 members"


def test_twenty_thousand_are_searched_without_a_stutter(screen: Screen) -> None:
    many = [MemberRow(n, f"uid-{n}", f"Zoë Nguyễn {n}", f"zoe {n}") for n in range(20_000)]
    everyone = MemberList(many, [search_text(row) for row in many])
    loaded = type(screen.page._loaded_people)(everyone)
    screen.page.show_records(loaded)
    started = time.perf_counter()
    screen.type("search", "nguyen 77")
    seconds = (time.perf_counter() - started) / len("nguyen 77")
    assert screen.text("people_count").endswith("of 20,000")
    assert screen.names()[0].endswith("77")
    assert seconds < 0.1


def test_selecting_shows_who_they_are(screen: Screen) -> None:
    screen.select("Ana Lima")
    for words_seen in ("“Ana”", "ana@lima.example", "100 %", "Loom night", "Dye night", "Loom 3"):
        assert screen.says(words_seen), words_seen
    screen.select("佐藤 花")
    assert screen.says("50 %")
    assert screen.says("Said yes, did not come")
    screen.select("Ирина Котова")
    assert screen.says("Please do not write")
    screen.select("محمد الفاتح")
    assert screen.says("Note for the hosts")
    assert not screen.says("Talk to Mina")
    screen.press(Qt.Key.Key_Escape) if screen.table.hasFocus() else screen.table.clearSelection()
    screen.qtbot.waitUntil(lambda: not screen.is_seen("member_panel"))


def test_open_selects_even_whom_a_search_hides(screen: Screen) -> None:
    [uid] = [member.uid for member in screen.table.records if member.name == "佐藤 花"]
    screen.type("search", "weaving")
    screen.page.open(uid)
    screen.qtbot.waitUntil(lambda: screen.is_seen("member_name"))
    assert "佐藤 花" in screen.text("member_name")
    assert [member.uid for member in screen.table.selected()] == [uid]


def test_open_before_the_page_was_ever_shown(qtbot: QtBot, context: Context) -> None:
    [uid] = [member.uid for member in stored(context) if member.name == "Ana Lima"]
    page = PeoplePage(context)
    qtbot.addWidget(page)
    page.open(uid)
    page.show()
    qtbot.waitUntil(lambda: page._panel.uid == uid)


def test_adding_a_member_by_keyboard(screen: Screen) -> None:
    screen.press_ctrl(Qt.Key.Key_N)
    screen.wait_for("name")
    assert QApplication.focusWidget() is screen.widget("name")
    screen.type("name", "Łukasz Wójcik")
    screen.type("emails", "lukasz@example.org, l.w@example.org")
    screen.type("tags", "wood, host")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: [m.name for m in screen.table.selected()] == ["Łukasz Wójcik"])
    [added] = [member for member in stored(screen.context) if member.name == "Łukasz Wójcik"]
    assert added.emails == ("lukasz@example.org", "l.w@example.org")
    assert added.tags == ("host", "wood")
    assert "Łukasz Wójcik" in screen.text("message_text")
    assert not screen.is_seen("sheet")


def test_what_is_wrong_is_said_as_one_types_and_not_saved(screen: Screen) -> None:
    screen.click("add_member")
    screen.wait_for("name")
    assert not screen.says("A member needs a name")
    screen.type("emails", "lukasz(at)example.org")
    screen.qtbot.waitUntil(lambda: screen.says("is not an e-mail address"))
    screen.press_ctrl(Qt.Key.Key_Return)
    assert screen.says("A member needs a name")
    screen.type("emails", "lukasz@example.org")
    screen.qtbot.waitUntil(lambda: not screen.says("is not an e-mail address"))
    screen.press(Qt.Key.Key_Escape)
    screen.settle()
    assert len(stored(screen.context)) == 5


def test_a_change_can_be_undone(screen: Screen) -> None:
    [before] = [member for member in stored(screen.context) if member.name == "Ana Lima"]
    screen.select("Ana Lima")
    screen.click("edit_member")
    screen.wait_for("name")
    screen.type("name", "Ana de Lima")
    screen.type("tags", "")
    QTest.keyClick(screen.widget("tags"), Qt.Key.Key_Delete)
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: "Ana de Lima" in screen.names())
    screen.wait_for("message_action")
    assert screen.text("message_action") == "Undo"
    [changed] = [member for member in stored(screen.context) if member.uid == before.uid]
    assert (changed.name, changed.tags) == ("Ana de Lima", ())
    screen.click("message_action")
    screen.qtbot.waitUntil(lambda: "Ana Lima" in screen.names())
    [restored] = [member for member in stored(screen.context) if member.uid == before.uid]
    assert restored == before


def test_enter_opens_and_escape_closes_without_a_change(screen: Screen) -> None:
    before = stored(screen.context)
    screen.press_ctrl(Qt.Key.Key_K)
    screen.press(Qt.Key.Key_Down)
    screen.press(Qt.Key.Key_Return)
    screen.wait_for("sheet")
    screen.type("name", "Somebody else")
    screen.press_ctrl(Qt.Key.Key_N)  # nothing opens over an open form
    screen.press(Qt.Key.Key_Escape)
    screen.settle()
    assert not screen.is_seen("sheet")
    assert stored(screen.context) == before
    assert screen.table.hasFocus()
    screen.qtbot.waitUntil(lambda: not screen.shell.findChildren(Sheet))  # it is freed


def test_a_tag_in_use_is_completed(screen: Screen) -> None:
    screen.click("add_member")
    screen.wait_for("tags")
    screen.type("tags", "host, Wea")
    popup = screen.widget("tags").completions.popup()  # type: ignore[attr-defined]
    screen.qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    field = screen.widget("tags")
    assert isinstance(field, QLineEdit)
    assert field.text() == "host, weaving"
    screen.click("sheet_cancel")


def test_a_phone_and_a_circle_are_found_and_who_has_none_is_said(screen: Screen) -> None:
    db = screen.context.db
    draft = members.draft_of(members.member_detail(db, "Ana Lima"))
    draft.phone, draft.circles = "+49 (0)176 123 45 67", ("Loom circle",)
    members.change_member(db, "Ana Lima", draft)
    screen.qtbot.waitUntil(lambda: any(member.phone for member in screen.table.records))
    for typed in ("0176 12", "+49176", "4567", "loom cir"):
        screen.type("search", typed)
        screen.qtbot.waitUntil(lambda: screen.names() == ["Ana Lima"])
    screen.type("search", "0176 9")
    screen.qtbot.waitUntil(lambda: screen.names() == [])


def test_member_since_is_written_however_one_writes_it_and_can_be_emptied(screen: Screen) -> None:
    db = screen.context.db

    def since() -> date | None:
        return members.member_detail(db, "Ana Lima").row.joined_on

    for typed, kept in (("March 2019", date(2019, 3, 1)), ("4.3.2018", date(2018, 3, 4))):
        screen.select("Ana Lima")
        screen.click("edit_member")
        screen.wait_for("joined_on")
        screen.type("joined_on", typed)
        screen.press_ctrl(Qt.Key.Key_Return)
        screen.qtbot.waitUntil(lambda kept=kept: since() == kept)  # type: ignore[misc]
        screen.qtbot.waitUntil(lambda: not screen.is_seen("sheet"))
        screen.settle()
    screen.click("edit_member")
    screen.wait_for("joined_on")
    screen.type("joined_on", "3/4/2019")
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: screen.says("can be two days"))
    field = screen.widget("joined_on")
    assert isinstance(field, QLineEdit)
    field.clear()
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: since() is None)


def test_a_new_member_is_one_since_today_unless_it_is_emptied(screen: Screen) -> None:
    db, today = screen.context.db, screen.context.now().astimezone().date()
    for name, empties in (("Zoe", False), ("Zwi", True)):
        screen.press_ctrl(Qt.Key.Key_N)
        screen.wait_for("joined_on")
        screen.type("name", name)
        field = screen.widget("joined_on")
        assert isinstance(field, QLineEdit)
        assert str(today.year) in field.text()
        if empties:
            field.clear()
        screen.press_ctrl(Qt.Key.Key_Return)
        screen.qtbot.waitUntil(lambda name=name: name in screen.names())  # type: ignore[misc]
        screen.settle()
        kept = members.member_detail(db, name).row.joined_on
        assert kept == (None if empties else today)


def test_who_was_taken_back_while_they_are_read_is_no_mistake(screen: Screen) -> None:
    """As Ctrl+Z right after "Save": the list still holds whom the file has no more."""
    uid = members.add_member(screen.context.db, MemberDraft("Zoe"))
    screen.qtbot.waitUntil(lambda: "Zoe" in screen.names())
    screen.settle()
    screen.table.select(uid)
    undoing.take_back(screen.context.db)
    screen.page._beside.load()
    screen.qtbot.waitUntil(lambda: "Zoe" not in screen.names())
    screen.settle()
    assert screen.shell.message_bar.message is None
    assert not screen.is_seen("member_name")


def test_many_tags_leave_room_and_how_to_treat_somebody_comes_first(screen: Screen) -> None:
    tags = tuple(f"interest {number:02}" for number in range(30))
    draft = MemberDraft("Mia Tags", tags=tags, do_not_write=True, photo_consent=Consent.NO)
    members.add_member(screen.context.db, draft)
    screen.qtbot.waitUntil(lambda: "Mia Tags" in screen.names())
    screen.select("Mia Tags")
    screen.wait_for("more_chips")
    chips = [chip.text() for chip in screen.shell.findChildren(Chip) if chip.isVisible()]
    assert chips[:2] == ["No pictures", "Please do not write"]
    assert len(chips) == 10
    screen.widget("more_chips").setFocus()
    screen.press(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(
        lambda: sum(chip.isVisible() for chip in screen.shell.findChildren(Chip)) == 32
    )


def test_a_narrow_page_keeps_its_title_and_folds_the_ways_to_import(screen: Screen) -> None:
    screen.shell.setMinimumSize(400, 400)
    screen.shell.resize(760, 700)
    screen.wait_for("import_menu")
    assert not screen.is_seen("import_list")
    menu = screen.widget("import_menu").menu()  # type: ignore[attr-defined]
    assert menu.actions()[0].text() == "Import a list"
    screen.shell.resize(1280, 800)
    screen.wait_for("import_list")
    assert not screen.is_seen("import_menu")


def test_tab_goes_through_the_form_from_top_to_bottom(screen: Screen) -> None:
    screen.click("add_member")
    screen.wait_for("name")
    order = [
        *("name", "greeting", "pronouns", "pictures_unknown", "emails", "phone", "language"),
        *("do_not_write", "tags", "circles", "joined_on", "brought_by", "found_us"),
        *("open_new_field", "notes", "host_note"),
    ]
    for name in order:
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.objectName() == name
        screen.press(Qt.Key.Key_Tab)
    screen.click("sheet_cancel")


def test_tab_goes_round_the_page_from_its_head_to_the_list(screen: Screen) -> None:
    screen.table.setFocus()
    stops = []
    while not stops or stops[-1] != "people_table":
        screen.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None and len(stops) < 40
        stops.append(focused.objectName())
    wanted = ["import_list", "add_member", "search", "open_circles", "segments", "add_filter"]
    assert [name for name in stops if name in wanted] == wanted


def test_nobody_yet_says_what_to_do_first(qtbot: QtBot, empty_context: Context) -> None:
    screen = Screen(qtbot, empty_context)
    assert screen.says("Bring your people in")
    assert screen.is_seen("empty_import")
    assert not screen.is_seen("people_table")
    screen.click("empty_add")
    screen.wait_for("name")
    screen.type("name", "Mina Kaya")
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: screen.is_seen("people_table"))
    assert screen.names() == ["Mina Kaya"]
    assert screen.is_seen("import_list")
    screen.settle()


def test_who_is_added_elsewhere_appears(screen: Screen) -> None:
    members.add_member(screen.context.db, MemberDraft("Zoë"))
    screen.qtbot.waitUntil(lambda: "Zoë" in screen.names())


def test_days_and_shares_in_words() -> None:
    today = date(2026, 11, 22)
    assert words.day_words(date(2026, 11, 10), today) == "10 Nov"
    assert words.day_words(date(2019, 5, 2), today) == "2 May 2019"
    assert words.day_words(None, today) == "—"
    assert words.share_words(14, 15) == "93 %"
    assert words.share_words(3, 2) == "100 %"
    assert words.share_words(3, 0) == "—"


def test_each_answer_has_words_on_the_time_line() -> None:
    start = datetime(2026, 11, 10, 19)
    said = set()
    for status in RegistrationStatus:
        visit = MemberVisit("uid", "Paper night", start, status, attended=False)
        said.add(words.visit_words(visit, datetime(2026, 11, 11)))
        assert words.visit_words(visit, datetime(2026, 11, 9)) == words.answer_words(status)
        came = MemberVisit("uid", "Paper night", start, status, attended=True)
        assert words.visit_words(came, datetime(2026, 11, 11)) == ""
        running = replace(visit, ends=datetime(2026, 11, 10, 22))
        assert words.visit_words(running, datetime(2026, 11, 10, 20)) == words.answer_words(status)
        closed = replace(running, is_closed=True)
        assert words.visit_words(closed, datetime(2026, 11, 10, 20)) in said
        off = replace(visit, event_status=EventStatus.CANCELLED)
        assert words.visit_words(off, datetime(2026, 11, 9)) == "The event was cancelled"
    assert len(said) == len(RegistrationStatus)
