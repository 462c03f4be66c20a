"""Filtering people by rules that speak, segments, circles, and taking out whom one sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft, QuestionDraft
from organizer.domain.kinds import FieldKind
from organizer.domain.segments import Ask, Rule, Trait, all_of
from organizer.services.answers import guests
from organizer.services.answers.guest_answers import keep_answers_and_wishes
from organizer.services.people import circles, members, segments
from organizer.services.plans import events
from organizer.services.plans.questions import list_questions, set_questions
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.events.add_guests import AddGuestsSheet
from organizer.ui.kit.flow_area import FlowArea
from organizer.ui.kit.theme import apply_theme
from organizer.ui.people.filter_bar import FilterBar
from organizer.ui.people.removable_chip import RemovableChip
from tests.ui.people_screen import Screen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[Screen]:
    made = Screen(qtbot, context)
    yield made
    made.settle()


def chips(screen: Screen, name: str = "rule_chip") -> list[RemovableChip]:
    return [chip for chip in screen.shell.findChildren(RemovableChip, name) if chip.isVisible()]


def choose(screen: Screen, name: str, words: str) -> None:
    box = screen.widget(name)
    assert isinstance(box, QComboBox)
    assert box.findText(words) >= 0, [box.itemText(n) for n in range(box.count())]
    box.setCurrentIndex(box.findText(words))


def add_filter(screen: Screen, *chosen: str) -> None:
    """Put a rule together from the words of its boxes, by keyboard where it begins and ends."""
    screen.press_ctrl(Qt.Key.Key_F)
    screen.wait_for("filter_editor")
    for box, words in zip(("filter_trait", "filter_ask", "filter_value"), chosen, strict=False):
        screen.wait_for(box)
        choose(screen, box, words)
    screen.widget("filter_ask").setFocus()
    screen.press(Qt.Key.Key_Return)
    assert not screen.is_seen("filter_editor")
    screen.settle()


def menu_words(screen: Screen) -> list[str]:
    button = screen.widget("segments")
    assert isinstance(button, QPushButton)
    texts = [action.text().partition("\t")[0] for action in button.menu().actions()]
    return [text for text in texts if text]


def press_in_menu(screen: Screen, words: str) -> None:
    button = screen.widget("segments")
    assert isinstance(button, QPushButton)
    [action] = [each for each in button.menu().actions() if each.text().partition("\t")[0] == words]
    action.trigger()
    screen.settle()


def test_rules_are_put_together_speak_and_are_taken_away(screen: Screen) -> None:
    add_filter(screen, "Times came", "exactly")
    assert [chip.text() for chip in chips(screen)] == ["came once"]
    assert screen.names() == ["佐藤 花"]
    assert screen.text("people_count") == "1 of 5"
    QTest.keyClick(chips(screen)[0], Qt.Key.Key_Delete)
    screen.settle()
    assert len(screen.names()) == 5
    add_filter(screen, "First came", "in", "this year")
    add_filter(screen, "Tag", "is", "weaving")
    assert [chip.text() for chip in chips(screen)] == ["first came this year", "tagged weaving"]
    assert screen.names() == ["Ana Lima"]
    screen.type("search", "anh")
    assert screen.names() == []
    screen.click("clear_filter")
    screen.settle()
    assert screen.names() == ["Nguyễn Văn Anh"]


def test_who_came_to_an_event_is_found_by_it_or_by_words_of_its_title(screen: Screen) -> None:
    screen.press_ctrl(Qt.Key.Key_F)
    screen.wait_for("filter_editor")
    choose(screen, "filter_trait", "At an event")
    screen.wait_for("filter_event")
    choose(screen, "filter_value", "Came")
    assert not screen.is_seen("filter_title"), "one event needs no words of its title"
    choose(screen, "filter_event", "any event whose title has…")
    screen.wait_for("filter_title")
    screen.click("filter_add")
    assert screen.text("filter_problem") == "Say which words the title has."
    screen.type("filter_title", "LOOM")
    screen.press(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: len(screen.names()) == 3)
    [chip] = chips(screen)
    assert chip.text() == "came to any event with “LOOM” in its title"
    add_filter(screen, "Said yes, did not come", "at least")
    screen.qtbot.waitUntil(lambda: screen.names() == ["佐藤 花"])
    assert chips(screen)[1].text() == "said yes and did not come, at least once"


def test_what_people_answered_and_say_of_themselves_is_found(screen: Screen) -> None:
    db = screen.context.db
    event = next(row.uid for row in events.list_events(db) if row.title == "Dye night")
    asked = QuestionDraft("Bring kids?", FieldKind.YES_NO)
    set_questions(db, event, [asked])
    [question] = list_questions(db, event)
    keep_answers_and_wishes(db, event, "Ana Lima", {question.uid: "yes"})
    members.change_member(db, "佐藤 花", MemberDraft("佐藤 花", pronouns="they/them"))
    screen.page.reload()
    screen.settle()
    add_filter(screen, "Asked: Bring kids?", "is", "yes")
    screen.qtbot.waitUntil(lambda: screen.names() == ["Ana Lima"])
    assert [chip.text() for chip in chips(screen)] == ["Bring kids: yes"]
    screen.click("clear_filter")
    screen.qtbot.waitUntil(lambda: len(screen.names()) == 5)
    add_filter(screen, "Pronouns", "is", "they/them")
    screen.qtbot.waitUntil(lambda: screen.names() == ["佐藤 花"])


def test_who_never_came_is_asked_for_in_so_many_words(screen: Screen) -> None:
    add_filter(screen, "Last came", "not in, or never", "in the last 30 days")
    screen.qtbot.waitUntil(lambda: len(screen.names()) == 3)
    [chip] = chips(screen)
    assert chip.text() == "has not come in the last 30 days, or never"
    screen.click("clear_filter")
    screen.qtbot.waitUntil(lambda: len(screen.names()) == 5)
    add_filter(screen, "Last came", "before, but not in", "in the last 30 days")
    screen.qtbot.waitUntil(lambda: screen.names() == ["佐藤 花"])


def test_a_rule_without_a_value_is_said(screen: Screen) -> None:
    screen.click("add_filter")
    choose(screen, "filter_trait", "Words to search for")
    screen.click("filter_add")
    assert screen.text("filter_problem") == "Say what to look for."
    screen.press(Qt.Key.Key_Escape)
    assert not screen.is_seen("filter_editor")


def test_a_segment_is_saved_chosen_changed_renamed_and_removed(screen: Screen) -> None:
    db = screen.context.db
    add_filter(screen, "Times came", "at least")
    screen.click("save_segment")
    screen.type("segment_name", "Regulars")
    screen.press(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Regulars" in menu_words(screen))
    assert not screen.is_seen("save_segment")
    press_in_menu(screen, "Everyone")
    assert len(screen.names()) == 5
    press_in_menu(screen, "Regulars")
    assert screen.names() == ["Ana Lima", "Nguyễn Văn Anh", "佐藤 花"]
    add_filter(screen, "Tag", "is", "weaving")
    screen.click("keep_segment")
    screen.qtbot.waitUntil(lambda: len(segments.list_segments(db)[0].rules or ()) == 2)
    press_in_menu(screen, "Rename “Regulars”")
    screen.type("segment_name", "Weavers")
    screen.click("segment_name_save")
    screen.qtbot.waitUntil(lambda: "Remove “Weavers”" in menu_words(screen))
    press_in_menu(screen, "Remove “Weavers”")
    screen.qtbot.waitUntil(lambda: segments.list_segments(db) == [])
    screen.settle()
    screen.click("message_action")  # Undo
    screen.qtbot.waitUntil(lambda: "Weavers" in menu_words(screen))


def counts(screen: Screen) -> dict[str, str]:
    """What the menu of the segments says beside each."""
    button = screen.widget("segments")
    assert isinstance(button, QPushButton)
    parts = [action.text().partition("\t") for action in button.menu().actions()]
    return {name: count for name, _tab, count in parts if count}


def open_menu(screen: Screen) -> None:
    """As Space on the button does, which would wait until the menu is closed again."""
    button = screen.widget("segments")
    assert isinstance(button, QPushButton)
    button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))


def test_the_menu_says_how_many_each_segment_chooses_now(screen: Screen) -> None:
    db = screen.context.db
    segments.save_segment(db, "Regulars", all_of(Rule(Trait.CAME, Ask.AT_LEAST, "1")))
    segments.save_segment(db, "Dyers", all_of(Rule(Trait.TAG, Ask.IS, "dyeing")))
    screen.qtbot.waitUntil(lambda: "Dyers" in menu_words(screen))
    screen.settle()
    open_menu(screen)
    screen.qtbot.waitUntil(
        lambda: counts(screen) == {"Everyone": "5", "Dyers": "1", "Regulars": "3"}
    )
    screen.widget("segments_menu").close()
    members.add_member(db, MemberDraft("Zoe", tags=("dyeing",)))
    screen.qtbot.waitUntil(lambda: len(screen.names()) == 6)
    screen.settle()
    open_menu(screen)
    screen.qtbot.waitUntil(
        lambda: counts(screen) == {"Everyone": "6", "Dyers": "2", "Regulars": "3"}
    )
    screen.widget("segments_menu").close()


def test_any_of_the_rules_is_chosen_saved_and_taken_back_to_all(screen: Screen) -> None:
    db = screen.context.db
    add_filter(screen, "Tag", "is", "weaving")
    assert not screen.is_seen("filter_way"), "one rule leaves nothing to choose"
    add_filter(screen, "Tag", "is", "paper")
    screen.wait_for("filter_way_any")
    assert screen.names() == []
    screen.widget("filter_way_all").setFocus()
    screen.press(Qt.Key.Key_Right)
    screen.qtbot.waitUntil(lambda: screen.names() == ["Ana Lima", "佐藤 花"])
    screen.click("save_segment")
    screen.type("segment_name", "Crafts")
    screen.press(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Crafts" in menu_words(screen))
    [kept] = segments.segments_in_words(db)
    assert (kept.words, kept.members) == ("tagged weaving or tagged paper", 2)
    press_in_menu(screen, "Everyone")
    assert len(screen.names()) == 5
    press_in_menu(screen, "Crafts")
    assert screen.names() == ["Ana Lima", "佐藤 花"]
    screen.click("filter_way_all")
    screen.qtbot.waitUntil(lambda: screen.names() == [])
    screen.wait_for("keep_segment")


def test_in_a_small_window_chips_keep_their_height_and_scroll(
    screen: Screen, qapp: QApplication
) -> None:
    apply_theme(qapp, "light", text_scale=1.5)
    screen.shell.resize(960, 640)
    bar = screen.shell.findChild(FilterBar, "filter_bar")
    assert bar is not None
    for number in range(9):
        bar.add_rule(Rule(Trait.TAG, Ask.IS, f"tag number {number}"))
    screen.press_ctrl(Qt.Key.Key_F)
    screen.qtbot.waitUntil(lambda: len(chips(screen)) == 9 and screen.is_seen("filter_editor"))
    screen.settle()
    lines, editor = bar.findChild(FlowArea), screen.widget("filter_editor")
    assert lines is not None and lines.geometry().bottom() < editor.geometry().top()
    assert all(chip.height() >= chip.sizeHint().height() for chip in chips(screen))
    apply_theme(qapp, "light")


def test_a_name_that_is_taken_is_said(screen: Screen) -> None:
    segments.save_segment(
        screen.context.db, "Regulars", all_of(Rule(Trait.CAME, Ask.AT_LEAST, "5"))
    )
    add_filter(screen, "Tag", "is", "dyeing")
    screen.click("save_segment")
    screen.type("segment_name", "regulars")
    screen.click("segment_name_save")
    screen.qtbot.waitUntil(lambda: screen.is_seen("segment_problem"))
    assert "already" in screen.text("segment_problem")


def test_who_changes_while_a_filter_is_on_comes_and_goes(screen: Screen) -> None:
    add_filter(screen, "Tag", "is", "weaving")
    members.add_member(screen.context.db, MemberDraft("Zoe", tags=("weaving",)))
    screen.qtbot.waitUntil(lambda: screen.names() == ["Ana Lima", "Zoe"])


def test_circles_are_made_filled_shown_and_dissolved(screen: Screen) -> None:
    db = screen.context.db
    screen.click("open_circles")
    screen.wait_for("circle_name")
    screen.type("circle_name", "Loom circle")
    screen.type("circle_purpose", "Set up the looms")
    screen.type("circle_host", "ana lima")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.wait_for("circle_edit")
    screen.click("circle_edit")
    screen.wait_for("circle_newcomer")
    screen.qtbot.waitUntil(lambda: len(chips(screen, "circle_person")) == 1)
    assert chips(screen, "circle_person")[0].text() == "Ana Lima"
    screen.type("circle_newcomer", "nguyen")
    popup = screen.widget("circle_newcomer").completions.popup()  # type: ignore[attr-defined]
    screen.qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: len(chips(screen, "circle_person")) == 2)
    screen.click("circle_show")
    screen.qtbot.waitUntil(lambda: screen.names() == ["Ana Lima", "Nguyễn Văn Anh"])
    shows_circle = ["in the circle Loom circle"]
    screen.qtbot.waitUntil(lambda: [chip.text() for chip in chips(screen)] == shows_circle)
    screen.click("open_circles")
    screen.wait_for("circle_edit")
    screen.click("circle_edit")
    screen.wait_for("circle_dissolve")
    screen.click("circle_dissolve")
    screen.qtbot.waitUntil(lambda: circles.list_circles(db) == [])
    screen.qtbot.waitUntil(lambda: screen.says("dissolved"))
    screen.press(Qt.Key.Key_Escape)
    screen.click("message_action")  # Undo
    screen.qtbot.waitUntil(lambda: len(circles.list_circles(db)) == 1)


def test_a_whole_segment_is_put_into_a_circle_and_taken_back(screen: Screen) -> None:
    db = screen.context.db
    circles.make_circle(db, "Loom circle")
    screen.click("open_circles")
    screen.wait_for("circle_edit")
    screen.click("circle_edit")
    screen.wait_for("circle_newcomer")
    assert not screen.is_seen("circle_segment"), "there is no segment yet"
    screen.press(Qt.Key.Key_Escape)
    segments.save_segment(db, "Regulars", all_of(Rule(Trait.CAME, Ask.AT_LEAST, "1")))
    screen.settle()
    screen.click("open_circles")
    screen.wait_for("circle_edit")
    screen.click("circle_edit")
    screen.wait_for("circle_segment")
    screen.widget("circle_segment_add").setFocus()
    screen.press(Qt.Key.Key_Space)
    screen.qtbot.waitUntil(lambda: len(chips(screen, "circle_person")) == 3)
    screen.qtbot.waitUntil(lambda: screen.says("3 people of the segment are in the circle now."))
    screen.press(Qt.Key.Key_Escape)
    screen.click("message_action")  # Undo
    screen.qtbot.waitUntil(lambda: circles.list_circles(db)[0].people == ())


def test_whom_one_sees_is_written_to_a_file(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "some.csv"

    def answer(
        parent: QWidget, title: str, name: str, filters: str, on_chosen: Callable[[Path], object]
    ) -> None:
        on_chosen(path)

    monkeypatch.setattr(files, "ask_save", answer)
    add_filter(screen, "Tag", "is", "weaving")
    screen.click("export_members")
    screen.qtbot.waitUntil(path.exists)
    screen.settle()
    written = path.read_text("utf-8-sig")
    assert "Ana Lima" in written
    assert "Nguyễn" not in written
    assert screen.says("1 person written to “some.csv”.")


def test_a_segment_is_put_on_a_guest_list(qtbot: QtBot, context: Context) -> None:
    segments.save_segment(context.db, "Dyers", all_of(Rule(Trait.TAG, Ask.IS, "leather")))
    with context.db.reading() as session:
        from organizer.services.finding import find_event  # only this test looks for one

        uid = find_event(session, "Dye night").uid
    from organizer.services.plans.events import get_event  # as above

    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    sheet = AddGuestsSheet(over, context, get_event(context.db, uid), ())
    sheet.open()
    qtbot.waitUntil(lambda: not context.runner.busy)
    QApplication.processEvents()
    radio = sheet.findChild(QWidget, "by_segment")
    qtbot.waitUntil(radio.isEnabled)
    radio.click()  # type: ignore[attr-defined]
    box = sheet.findChild(QComboBox, "segment_to_add")
    assert [box.itemText(n) for n in range(box.count())] == ["Dyers"]
    sheet.save_button.click()
    qtbot.waitUntil(
        lambda: any(row.name == "محمد الفاتح" for row in guests.list_guests(context.db, uid))
    )
    qtbot.waitUntil(lambda: not context.runner.busy)
