"""The guest list of an event: answers by key and menu, extra guests, filters, adding people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.domain.kinds import RegistrationStatus
from organizer.services.answers import guests
from organizer.services.people import members
from organizer.services.plans import events
from organizer.ui.context import Context

from .events_screen import EventsScreen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

GOING, MAYBE, INVITED, WAITLISTED, DECLINED, CANCELLED = (
    RegistrationStatus(word)
    for word in ("going", "maybe", "invited", "waitlisted", "declined", "cancelled")
)


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[EventsScreen]:
    """Dye night is open: Ana and Anh are going, 佐藤 花 and Ирина invited."""
    made = EventsScreen(qtbot, context)
    made.open("Dye night")
    yield made
    made.leave()


def _limit(screen: EventsScreen, seats: int) -> None:
    row = screen.event("Dye night")
    draft = events.draft_of(row)
    draft.capacity = seats
    events.change_event(screen.context.db, row.uid, draft)
    screen.settle()


@pytest.mark.parametrize(
    ("key", "status"),
    [
        (Qt.Key.Key_M, MAYBE),
        (Qt.Key.Key_D, DECLINED),
        (Qt.Key.Key_W, WAITLISTED),
        (Qt.Key.Key_Delete, CANCELLED),
    ],
)
def test_a_key_changes_an_answer_and_undo_takes_it_back(
    screen: EventsScreen, key: Qt.Key, status: RegistrationStatus
) -> None:
    screen.select_guest("Ana Lima")
    screen.press(key)
    assert screen.answer_of("Dye night", "Ana Lima") is status
    assert "Ana Lima" in screen.said()
    screen.undo()
    assert screen.answer_of("Dye night", "Ana Lima") is GOING


def test_a_menu_changes_the_answers_of_all_selected(screen: EventsScreen) -> None:
    screen.select_guest("佐藤 花", "Ирина Котова")
    screen.do("set_going")
    assert screen.answer_of("Dye night", "佐藤 花") is GOING
    assert screen.answer_of("Dye night", "Ирина Котова") is GOING
    screen.undo()
    assert screen.answer_of("Dye night", "Ирина Котова") is INVITED


def test_enter_opens_the_menu_of_answers(screen: EventsScreen) -> None:
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_Return)
    menu = screen.page.view.guests.table.menu
    assert menu.isVisible()
    menu.close()


def test_who_moves_up_is_named_and_undo_gives_the_seat_back(screen: EventsScreen) -> None:
    _limit(screen, 2)
    guests.set_status(screen.context.db, screen.event("Dye night").uid, "佐藤 花", GOING)
    screen.settle()
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_D)
    assert "佐藤 花" in screen.said() and "moved up from the waitlist" in screen.said()
    assert screen.answer_of("Dye night", "佐藤 花") is GOING
    screen.undo()
    assert screen.answer_of("Dye night", "Ana Lima") is GOING
    assert screen.answer_of("Dye night", "佐藤 花") is WAITLISTED


def test_a_yes_without_a_seat_is_said_to_wait(screen: EventsScreen) -> None:
    _limit(screen, 2)
    screen.select_guest("佐藤 花")
    screen.press(Qt.Key.Key_G)
    assert screen.answer_of("Dye night", "佐藤 花") is WAITLISTED
    assert "No seat is free" in screen.said()


def test_plus_and_minus_change_extra_guests(screen: EventsScreen) -> None:
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_Plus)
    screen.press(Qt.Key.Key_Plus)
    assert screen.guests()[0].plus == 2
    assert "4\ngoing" in screen.words() and "2\nextra guests" in screen.words()
    screen.press(Qt.Key.Key_Minus)
    assert screen.guests()[0].plus == 1
    screen.undo()
    assert screen.guests()[0].plus == 2


def test_one_more_each_for_guests_with_different_extras_is_one_step(screen: EventsScreen) -> None:
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_Plus)
    screen.select_guest("Ana Lima", "佐藤 花")
    screen.press(Qt.Key.Key_Plus)
    screen.qtbot.waitUntil(lambda: "one extra guest more each" in screen.said())
    assert "Ana Lima" in screen.said() and "佐藤 花" in screen.said()
    assert {guest.name: guest.plus for guest in screen.guests() if guest.plus} == {
        "Ana Lima": 2,
        "佐藤 花": 1,
    }
    screen.undo()
    screen.qtbot.waitUntil(lambda: sum(guest.plus for guest in screen.guests()) == 1)


def test_a_guest_too_many_is_refused_and_the_seat_kept(screen: EventsScreen) -> None:
    _limit(screen, 2)
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_Plus)
    screen.qtbot.waitUntil(
        lambda: screen.said() == "There is no seat for one more guest of Ana Lima."
    )
    assert screen.answer_of("Dye night", "Ana Lima") is GOING
    assert screen.guests()[0].plus == 0


def test_nobody_brings_fewer_than_none(screen: EventsScreen) -> None:
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_Minus)
    assert screen.guests()[0].plus == 0
    assert screen.said() == ""


def test_the_selection_stays_when_the_list_is_loaded_again(screen: EventsScreen) -> None:
    screen.select_guest("佐藤 花")
    screen.press(Qt.Key.Key_M)
    chosen = screen.page.view.guests.table.selected()
    assert [guest.name for guest in chosen] == ["佐藤 花"]


def test_filters_and_search_narrow_the_list(screen: EventsScreen) -> None:
    screen.click("filter_invited")
    assert {guest.name for guest in screen.guests()} == {"佐藤 花", "Ирина Котова"}
    assert screen.find(QLabel, "guest_count").text() == "2 of 4"
    assert not screen.sees("filter_maybe")
    screen.type("guest_search_text", "irina@")
    assert [guest.name for guest in screen.guests()] == ["Ирина Котова"]
    screen.click("filter_all")
    screen.type("guest_search_text", "nguyen")
    assert [guest.name for guest in screen.guests()] == ["Nguyễn Văn Anh"]


def test_escape_empties_the_search_before_it_leaves(screen: EventsScreen) -> None:
    screen.type("guest_search_text", "nguyen")
    field = screen.find(QWidget, "guest_search_text")
    screen.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert len(screen.guests()) == 4
    assert screen.page.view.isVisible()
    screen.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert screen.page.overview.isVisible()


def test_newcomers_are_marked_and_arrivals_have_their_time(screen: EventsScreen) -> None:
    model = screen.page.view.guests.table.model()
    marks = {model.index(n, 0).data(): model.index(n, 3).data() for n in range(model.rowCount())}
    assert marks["Ирина Котова"] == "First time" and marks["Ana Lima"] == ""
    screen.open("Loom night")
    model = screen.page.view.guests.table.model()
    arrived = {model.index(n, 0).data(): model.index(n, 3).data() for n in range(model.rowCount())}
    assert arrived["Ana Lima"] == "19:00" and arrived["Nguyễn Văn Anh"] == "19:01"


# Adding people


def test_names_are_added_by_typing_and_enter(screen: EventsScreen) -> None:
    members.add_member(screen.context.db, MemberDraft("Łukasz Wójcik"))
    screen.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert screen.find(QWidget, "member_search").hasFocus()
    for word in ("lukasz", "الفاتح"):
        screen.type("member_search", word)
        screen.qtbot.keyClick(screen.find(QWidget, "member_search"), Qt.Key.Key_Return)
    assert "2 chosen" in screen.find(QLabel, "chosen_summary").text()
    screen.click("as_going")
    screen.save()
    assert screen.answer_of("Dye night", "Łukasz Wójcik") is GOING
    assert screen.answer_of("Dye night", "محمد الفاتح") is GOING
    assert screen.said() == "2 people are on the list now."


def test_who_is_on_the_list_cannot_be_chosen_again(screen: EventsScreen) -> None:
    screen.click("add_guests")
    screen.type("member_search", "ana lima")
    screen.qtbot.keyClick(screen.find(QWidget, "member_search"), Qt.Key.Key_Return)
    assert screen.sees("chosen_summary") and screen.find(QLabel, "chosen_summary").text() == ""
    screen.save()
    assert "Choose somebody first" in screen.words()
    assert screen.sheet.isVisible()


def test_all_members_and_what_came_of_them(screen: EventsScreen) -> None:
    _limit(screen, 2)
    screen.click("add_guests")
    assert screen.find(QWidget, "by_everyone")
    screen.click("by_everyone")
    screen.click("as_going")
    screen.save()
    assert screen.said() == "1 waits for a seat. 4 were on it already."
    assert screen.answer_of("Dye night", "محمد الفاتح") is WAITLISTED


def test_everyone_with_a_tag(screen: EventsScreen) -> None:
    screen.click("add_guests")
    screen.click("by_tag")
    screen.find(QComboBox, "tag_to_add").setCurrentText("leather")
    screen.save()
    assert screen.answer_of("Dye night", "محمد الفاتح") is INVITED


def test_a_cancelled_event_takes_nobody(screen: EventsScreen) -> None:
    screen.do("action_cancel_event")
    assert not screen.find(QPushButton, "add_guests").isEnabled()
