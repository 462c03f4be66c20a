"""One person, once: the quiet line, two entries side by side, and what is done with one person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QRadioButton
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.domain.likeness import Reason, Sign, Strength
from organizer.services import undoing
from organizer.services.at_door.door_pictures import codes_in_files
from organizer.services.people import duplicates, members
from organizer.services.people.duplicates import Pair
from organizer.services.plans import events
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.kit.sheets import Sheet
from organizer.ui.people.duplicates_line import found_words
from organizer.ui.people.likeness_words import pairs_after, reason_words
from tests.ui.people_screen import Screen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[Screen]:
    """The people page where Ana Lima and Ирина Котова are each in the list twice."""
    for draft in (
        MemberDraft("Lima, Ana", emails=("ana@lima.example",), tags=("dyeing",), phone="0170 555"),
        MemberDraft("Ирина Котова", emails=("kotova@example.org",), notes="Wool"),
    ):
        members.add_member(context.db, draft)
    made = Screen(qtbot, context)
    yield made
    made.settle()


def look(screen: Screen) -> None:
    screen.wait_for("duplicates_found")
    screen.widget("look_at_duplicates").setFocus()
    screen.press(Qt.Key.Key_Return)
    wait_for_pair(screen, "Lima")


def wait_for_pair(screen: Screen, name: str) -> None:
    def is_shown() -> bool:
        found = screen.shell.findChildren(QLabel, "facing_name")
        return any(name in each.text() for each in found if each.isVisible())

    screen.qtbot.waitUntil(is_shown)
    screen.qtbot.waitUntil(lambda: screen.widget("sheet_save").isEnabled())


def names(context: Context) -> list[str]:
    return sorted(row.name for row in members.list_members(context.db))


def test_the_line_says_how_many_and_goes_when_there_are_none(screen: Screen) -> None:
    screen.wait_for("duplicates_found")
    assert screen.text("duplicates_found") == "2 people may be in the list twice."
    for pair in duplicates.find_duplicates(screen.context.db):
        duplicates.not_the_same(screen.context.db, pair.one, pair.other)
    screen.qtbot.waitUntil(lambda: not screen.is_seen("duplicates_line"))
    members.add_member(screen.context.db, MemberDraft("Ana Lima", emails=("x@example.org",)))
    screen.wait_for("duplicates_found")


def test_one_pair_after_the_other_by_keyboard_alone(screen: Screen) -> None:
    look(screen)
    assert screen.text("duplicates_progress") == "1 of 2, likely"
    assert screen.says("the same words in another order")
    assert screen.says("Both have the address")
    assert screen.says("0170 555")
    differing = [each for each in screen.shell.findChildren(QLabel, "differs") if each.isVisible()]
    assert differing, "the names and tags differ"
    assert QApplication.focusWidget() is screen.widget("sheet_save")
    screen.press_ctrl(Qt.Key.Key_Return)
    wait_for_pair(screen, "Котова")
    assert screen.says("They are one person now.")
    assert screen.text("duplicates_progress") == "2 of 2, likely"
    screen.press_ctrl(Qt.Key.Key_D)
    screen.qtbot.waitUntil(lambda: screen.says("That was everyone."))
    screen.press(Qt.Key.Key_Escape)
    screen.settle()
    assert len([name for name in names(screen.context) if "Lima" in name]) == 1
    assert len([name for name in names(screen.context) if "Котова" in name]) == 2
    screen.qtbot.waitUntil(lambda: not screen.is_seen("duplicates_line"))
    screen.qtbot.waitUntil(lambda: not screen.shell.findChildren(Sheet))  # it is freed


def test_the_fuller_entry_is_kept_unless_the_other_is_chosen(screen: Screen) -> None:
    look(screen)
    [kept] = [name for name in ("keep_one", "keep_other") if is_chosen(screen, name)]
    assert "Ana Lima" in screen.widget(kept).accessibleName(), "who came to events"
    screen.widget(kept).setFocus()
    screen.press(Qt.Key.Key_Right if kept == "keep_one" else Qt.Key.Key_Left)
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Ana Lima" not in names(screen.context))
    [row] = [row for row in members.list_members(screen.context.db) if row.name == "Lima, Ana"]
    assert (row.attended, row.tags) == (2, ("dyeing", "host", "weaving"))
    screen.settle()


def is_chosen(screen: Screen, name: str) -> bool:
    choice = screen.widget(name)
    assert isinstance(choice, QRadioButton)
    return choice.isChecked()


def test_an_answer_is_taken_back_in_the_sheet_or_by_the_message(screen: Screen) -> None:
    before = names(screen.context)
    look(screen)
    screen.click("sheet_save")
    wait_for_pair(screen, "Котова")
    screen.click("duplicates_undo")
    wait_for_pair(screen, "Lima")
    assert screen.text("duplicates_progress") == "1 of 2, likely"
    assert names(screen.context) == before
    screen.click("not_the_same")
    wait_for_pair(screen, "Котова")
    screen.press(Qt.Key.Key_Escape)
    screen.wait_for("message_action")
    assert screen.text("message_action") == "Undo"
    undoing.take_back(screen.context.db)
    assert len(duplicates.find_duplicates(screen.context.db)) == 2
    screen.settle()


def test_later_changes_nothing_and_comes_again(screen: Screen) -> None:
    before = names(screen.context)
    look(screen)
    screen.press_ctrl(Qt.Key.Key_L)
    wait_for_pair(screen, "Котова")
    screen.click("later")
    screen.qtbot.waitUntil(lambda: screen.says("That was everyone."))
    screen.click("sheet_cancel")
    assert names(screen.context) == before
    look(screen)
    screen.press(Qt.Key.Key_Escape)
    screen.settle()


def test_who_was_merged_elsewhere_is_passed_over(screen: Screen) -> None:
    look(screen)
    [irina, other] = [m for m in members.list_members(screen.context.db) if "Котова" in m.name]
    from organizer.services.people.merging import merge_members

    merge_members(screen.context.db, irina.uid, other.uid)
    screen.click("not_the_same")
    screen.qtbot.waitUntil(lambda: screen.says("That was everyone."))
    screen.press(Qt.Key.Key_Escape)
    screen.settle()


def choose(screen: Screen, action: str) -> None:
    """Choose from the menu of the member selected, as its key does."""
    menu = screen.shell.findChild(QMenu, "member_menu")
    assert menu is not None
    [found] = [one for one in menu.actions() if one.objectName() == action]
    found.trigger()


def test_merging_with_somebody_chosen(screen: Screen) -> None:
    screen.select("Ana Lima")
    assert screen.is_seen("member_more")
    choose(screen, "merge_with")
    screen.wait_for("merge_search")
    assert QApplication.focusWidget() is screen.widget("merge_search")
    screen.type("merge_search", "irina@")
    screen.press(Qt.Key.Key_Return)
    wait_for_pair(screen, "Котова")
    assert not screen.is_seen("later"), "there is only this pair"
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.wait_for("message_action")
    screen.qtbot.waitUntil(lambda: len(names(screen.context)) == 6)
    screen.settle()
    assert not screen.is_seen("sheet")
    screen.click("message_action")
    screen.qtbot.waitUntil(lambda: len(names(screen.context)) == 7)
    screen.settle()


def test_everything_is_written_down(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def answer(
        _parent: object, _title: str, name: str, _filters: str, chosen: Callable[[Path], object]
    ) -> None:
        asked.append(name)
        chosen(tmp_path / name)

    monkeypatch.setattr(files, "ask_save", answer)
    screen.select("Ana Lima")
    choose(screen, "write_passport")
    screen.wait_for("message_text")
    assert asked == ["Ana Lima.pdf"]
    assert (tmp_path / "Ana Lima.pdf").read_bytes().startswith(b"%PDF")
    assert "Ana Lima.pdf" in screen.text("message_text")
    screen.settle()


def test_a_lasting_card_is_made_and_taken_back(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def answer(
        _parent: object, _title: str, name: str, _filters: str, chosen: Callable[[Path], object]
    ) -> None:
        chosen(tmp_path / name)

    monkeypatch.setattr(files, "ask_save", answer)
    screen.select("Ana Lima")
    choose(screen, "lasting_card")
    screen.wait_for("message_text")
    assert "Card of Ana Lima.pdf" in screen.text("message_text")
    assert len(codes_in_files([tmp_path / "Card of Ana Lima.pdf"])) == 1
    assert undoing.turns(screen.context.db).back == "A lasting card for Ana Lima"
    screen.settle()


def test_erasing_asks_for_the_name_and_leaves_the_numbers(screen: Screen) -> None:
    before = [(row.title, row.attended) for row in events.list_events(screen.context.db)]
    screen.select("Nguyễn Văn Anh")
    choose(screen, "erase_member")
    screen.wait_for("confirm_name")
    assert QApplication.focusWidget() is screen.widget("confirm_name")
    assert not screen.widget("sheet_save").isEnabled()
    screen.press_ctrl(Qt.Key.Key_Return)
    assert screen.is_seen("sheet"), "nothing is erased without the name"
    screen.type("confirm_name", "nguyen van anh")
    assert screen.widget("sheet_save").isEnabled()
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Nguyễn Văn Anh" not in screen.names())
    screen.wait_for("message_text")
    assert "out of reach" in screen.text("message_text")
    assert not screen.is_seen("message_action"), "there is no Undo for this"
    assert not screen.is_seen("sheet")
    after = [(row.title, row.attended) for row in events.list_events(screen.context.db)]
    assert after == before
    assert "4 earlier steps that spoke of them" in screen.text("message_text")
    back = undoing.turns(screen.context.db).back
    assert "Ирина Котова" in back, "what had nothing to do with them can still be undone"
    screen.settle()


def test_each_reason_is_a_sentence_of_its_own() -> None:
    said = {reason_words(Reason(sign, "x")) for sign in Sign}
    assert len(said) == len(Sign)


def test_what_the_line_says() -> None:
    likely = Pair("a", "b", (), Strength.LIKELY)
    alike = Pair("c", "d", (), Strength.POSSIBLE)
    assert found_words([likely, alike]) == "1 person may be in the list twice."
    family = Pair("e", "f", (), Strength.FAINT)
    assert found_words([alike, alike, family]).startswith("2 people are somewhat like")
    assert found_words([family]).startswith("1 person shares an address or phone")


def test_other_pairs_of_who_is_gone_are_asked_of_who_is_kept_once() -> None:
    pairs = [Pair("gone", "x", (), Strength.LIKELY), Pair("x", "kept", (), Strength.LIKELY)]
    left = pairs_after(pairs, "kept", "gone")
    assert [{pair.one, pair.other} for pair in left] == [{"kept", "x"}]
