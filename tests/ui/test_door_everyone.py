"""Everyone who stands at the desk is handled: guests, groups, wrong badges, leaving, asking first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from organizer.domain.codes import CodeKey, make_code
from organizer.domain.kinds import CodeKind, DoorAction, RegistrationStatus, Verdict
from organizer.models.database import Database, open_database
from organizer.models.tables import Community
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.people import members
from organizer.services.plans import events
from organizer.settings import load_settings
from organizer.ui.door.page import DoorPage
from organizer.ui.jobs import Runner
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import (
    choose,
    click,
    counts,
    find,
    is_there,
    key,
    log,
    open_door,
    pause,
    scan,
    shown_page,
    verdict,
    words,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    return make_evening(empty_community)


@pytest.fixture
def page(evening: Evening, runner: Runner, qtbot: QtBot) -> Iterator[DoorPage]:
    with shown_page(evening, runner, qtbot) as made:
        yield made


def welcome(page: DoorPage, evening: Evening, qtbot: QtBot, name: str = "Ana Lima") -> None:
    scan(page, qtbot, evening.code(name))
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and not page.context.runner.busy)


def announce(evening: Evening, name: str, plus: int) -> None:
    going = RegistrationStatus.GOING
    uid = evening.people[name]
    guests.set_status(evening.db, evening.events["Loom night"], uid, going, plus=plus)


def share_address(evening: Evening, *names: str) -> None:
    for name in names:
        uid = evening.people[name]
        draft = members.draft_of(members.member_detail(evening.db, uid))
        draft.emails = ("family@example.org",)
        members.change_member(evening.db, uid, draft)


# --- extra guests


def test_guests_come_with_their_host_and_are_counted_by_keys(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    announce(evening, "Ana Lima", 2)
    open_door(page, evening, qtbot)
    welcome(page, evening, qtbot)
    assert "2 guests in" in words(page)
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "3")
    key(page, qtbot, "-")
    qtbot.waitUntil(lambda: "1 of 2 guests in" in words(page))
    click(page, qtbot, "more_guests")
    qtbot.waitUntil(lambda: "2 guests in" in words(page))
    key(page, qtbot, "+")
    qtbot.waitUntil(lambda: "3 guests in" in words(page))
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "4")
    assert counts(evening).expected == counts(evening).inside + counts(evening).to_come


def test_a_guest_who_comes_later_is_added_on_the_card_of_their_host(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    welcome(page, evening, qtbot)
    evening.clock.forward(600)
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: verdict(page) == "already-in")
    assert not find(page, QPushButton, "fewer_guests").isEnabled()
    click(page, qtbot, "more_guests")
    qtbot.waitUntil(lambda: counts(evening).inside == 2)
    entries = page.findChildren(QLabel, "entry_name")
    qtbot.waitUntil(lambda: "+1 with Ana Lima" in {e.text() for e in entries if e.isVisible()})
    page.desk.undo_last()
    qtbot.waitUntil(lambda: counts(evening).inside == 1)


def test_a_new_face_brings_guests(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    click(page, qtbot, "walk_in")
    find(page, QLineEdit, "walk_in_name").setText("Zoe Newman")
    find(page, QSpinBox, "walk_in_plus").setValue(2)
    click(page, qtbot, "walk_in_submit")
    qtbot.waitUntil(lambda: verdict(page) == "welcome")
    assert counts(evening).inside == 3


def test_a_new_face_by_keys_alone_brings_guests_too(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    key(page, qtbot, "n")
    qtbot.waitUntil(lambda: is_there(page, "walk_in_form"))
    find(page, QLineEdit, "walk_in_name").setText("Zoe Newman")
    guests_with = find(page, QSpinBox, "walk_in_plus")
    guests_with.setFocus()
    qtbot.keyClick(guests_with, Qt.Key.Key_Up)
    qtbot.keyClick(guests_with, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: verdict(page) == "welcome")
    assert counts(evening).inside == 2


def test_after_a_form_that_was_cancelled_letters_are_keys_again(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Dora Declined"))
    qtbot.waitUntil(lambda: verdict(page) == "declined")
    key(page, qtbot, "n")
    qtbot.waitUntil(lambda: is_there(page, "walk_in_form"))
    click(page, qtbot, "walk_in_cancel")
    qtbot.waitUntil(page.desk.hasFocus)
    qtbot.keyClicks(page.desk, "l")
    qtbot.waitUntil(lambda: verdict(page) == "welcome")


# --- groups


def test_several_names_are_checked_in_at_once_and_taken_back_at_once(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    table = page.desk.names.table
    table.select(*(evening.people[name] for name in ("Ana Lima", "Rosa Díaz", "佐藤 花")))
    assert "3 people" in find(page, QPushButton, "check_group_in").text()
    click(page, qtbot, "check_group_in")
    qtbot.waitUntil(lambda: verdict(page) == "group" and not page.context.runner.busy)
    assert log(evening) == [(DoorAction.ARRIVED, Verdict.WELCOME)] * 3
    assert not is_there(page, "check_group_in")
    click(page, qtbot, "undo_group")
    qtbot.waitUntil(lambda: counts(evening).inside == 0)
    assert len(log(evening)) == 6


def test_shift_and_down_choose_several_and_enter_checks_them_in(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    table = page.desk.names.table
    page.desk.names.field.focus()
    qtbot.keyClick(find(page, QLineEdit, "door_name"), Qt.Key.Key_Down)
    for _step in range(2):  # to Nguyễn Văn Anh, whom Rosa Díaz follows
        qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: verdict(page) == "group")
    assert counts(evening).inside == 2


def test_who_shares_the_address_of_somebody_welcome_comes_in_by_one_key(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    share_address(evening, "Ana Lima", "Rosa Díaz", "Tuva Strand")
    open_door(page, evening, qtbot)
    welcome(page, evening, qtbot)
    qtbot.waitUntil(lambda: is_there(page, "let_group_in"))
    assert "2 more" in find(page, QPushButton, "let_group_in").text()
    key(page, qtbot, "g")
    qtbot.waitUntil(lambda: verdict(page) == "group")
    assert counts(evening).inside == 3
    qtbot.keyClick(page.desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: counts(evening).inside == 1)


def test_nobody_is_offered_who_comes_alone(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    welcome(page, evening, qtbot)
    assert not is_there(page, "let_group_in")
    key(page, qtbot, "g")
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    assert counts(evening).inside == 1


def test_who_of_a_group_is_refused_is_named(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    uids = [evening.people[name] for name in ("Ana Lima", "Dora Declined")]
    page.desk.queue.check_in_group(uids)
    qtbot.waitUntil(lambda: verdict(page) == "group")
    assert "1 person is in" in words(page) and "Dora Declined: had said no" in words(page)


# --- wrong badge, wrong evening, unknown badge


def test_somebody_elses_badge_is_taken_back_and_the_right_person_comes_in(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    welcome(page, evening, qtbot, "Rosa Díaz")
    key(page, qtbot, "w")
    qtbot.waitUntil(lambda: verdict(page) == "undone" and not page.context.runner.busy)
    assert "Whose badge" in find(page, QLabel, "people_heading").text()
    choose(page, qtbot, "ana")
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and not page.context.runner.busy)
    rows = {row.name: row for row in guests.list_guests(evening.db, evening.events["Loom night"])}
    assert rows["Ana Lima"].arrived_at and not rows["Rosa Díaz"].arrived_at
    assert "Whose badge" not in find(page, QLabel, "people_heading").text()


def test_a_badge_for_another_evening_comes_in_by_one_key(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Ana Lima", "Paper night"))
    qtbot.waitUntil(lambda: verdict(page) == "other-event")
    key(page, qtbot, "l")
    qtbot.waitUntil(lambda: verdict(page) == "welcome")
    assert counts(evening).inside == 1


def unknown_code(evening: Evening) -> str:
    with evening.db.reading() as session:
        secret = CodeKey(session.scalars(select(Community.secret)).one())
    return make_code(secret, CodeKind.REGISTRATION, b"8 random")


def test_an_unknown_badge_comes_in_for_now_and_gets_a_name_later(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, unknown_code(evening))
    qtbot.waitUntil(lambda: verdict(page) == "unknown-here")
    key(page, qtbot, "l")
    qtbot.waitUntil(lambda: verdict(page) == "welcome")
    assert counts(evening).inside == 1
    qtbot.waitUntil(lambda: is_there(page, "name_entry"))
    click(page, qtbot, "name_entry")
    assert "Who came in at" in find(page, QLabel, "people_heading").text()
    choose(page, qtbot, "tuva")
    qtbot.waitUntil(lambda: "Tuva Strand" in words(page))
    qtbot.waitUntil(lambda: not is_there(page, "name_entry"))
    assert counts(evening).inside == 1


def test_esc_asks_for_nobodys_name_any_more(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    page.desk.queue.let_in_for_now(unknown_code(evening))
    qtbot.waitUntil(lambda: is_there(page, "name_entry"))
    click(page, qtbot, "name_entry")
    qtbot.keyClick(page.desk, Qt.Key.Key_Escape)
    choose(page, qtbot, "tuva")
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "Tuva" in words(page))
    assert counts(evening).inside == 2


# --- already in, leaving, people on no list


def test_already_in_says_between_whom(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    for name in ("Ana Lima", "Rosa Díaz", "Tuva Strand"):
        welcome(page, evening, qtbot, name)
        evening.clock.forward(60)
    scan(page, qtbot, evening.code("Rosa Díaz"))
    qtbot.waitUntil(lambda: verdict(page) == "already-in")
    assert "by Door A" in words(page)
    assert "Came after Ana Lima and before Tuva Strand." in words(page).replace("\u2068", "")


def test_somebody_leaves_by_a_key_and_comes_back(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    welcome(page, evening, qtbot)
    choose(page, qtbot, "ana")
    evening.clock.forward(60)
    choose(page, qtbot, "ana")
    qtbot.waitUntil(lambda: verdict(page) == "already-in")
    key(page, qtbot, "o")
    qtbot.waitUntil(lambda: verdict(page) == "done")
    assert "Ana Lima left." in words(page)
    assert counts(evening).inside == 0
    evening.clock.forward(60)
    welcome(page, evening, qtbot)
    assert counts(evening).inside == 1


def test_heads_are_counted_by_big_keys(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    assert not find(page, QPushButton, "head_fewer").isEnabled()
    click(page, qtbot, "head_more")
    key(page, qtbot, "h")
    qtbot.waitUntil(lambda: find(page, QLabel, "head_count").text() == "2")
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "2")
    click(page, qtbot, "head_fewer")
    qtbot.waitUntil(lambda: find(page, QLabel, "head_count").text() == "1")


def test_a_head_counted_by_mistake_is_taken_back_like_an_arrival(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    key(page, qtbot, "h")
    entries = page.desk.entries
    qtbot.waitUntil(
        lambda: "+1 on no list" in [o.text() for o in entries.findChildren(QLabel, "entry_name")]
    )
    page.desk.undo_last()
    qtbot.waitUntil(lambda: verdict(page) == "undone" and "+1 on no list" in words(page))
    qtbot.waitUntil(lambda: find(page, QLabel, "head_count").text() == "0")
    assert counts(evening).head_count == 0


def test_who_came_by_the_door_of_another_process_is_known_here(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    qtbot.waitUntil(lambda: any(row.name == "Ana Lima" for row in page.desk.names.table.records))
    page.desk.view.stop()  # only what is asked for below is looked at
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    elsewhere = open_database(evening.db.path)  # tells nobody here, as another process
    ana, event = evening.people["Ana Lima"], evening.events["Loom night"]
    answer = door.check_in_member(elsewhere, event, ana, now=evening.clock())
    page.desk.view.glance()
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "1")
    qtbot.waitUntil(lambda: all(row.name != "Ana Lima" for row in page.desk.names.table.records))
    door.undo(elsewhere, answer.entry_id or 0)
    door.add_walk_in(elsewhere, event, "Zita New", now=evening.clock())
    page.desk.view.look_again()
    qtbot.waitUntil(lambda: any(row.name == "Ana Lima" for row in page.desk.names.table.records))
    page.desk.names.field.edit.setText("zita")
    qtbot.waitUntil(lambda: any(r.name == "Zita New" for r in page.desk.names.table.records))
    elsewhere.close()


def test_what_another_station_took_back_just_now_is_calmly_said(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Ana Lima"), end=None)
    qtbot.waitUntil(lambda: is_there(page, "undo_entry"))
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    elsewhere = open_database(evening.db.path)  # tells nobody here, as another process
    door.undo(elsewhere, page.desk.entries.entries[0].id, station="Garden")
    elsewhere.close()
    click(page, qtbot, "undo_entry")
    qtbot.waitUntil(lambda: verdict(page) == "done" and "undone already" in words(page))
    qtbot.waitUntil(lambda: find(page, QLabel, "entry_note").text() == "taken back")
    assert counts(evening).inside == 0


def test_whose_arrival_is_taken_back_may_be_in_by_another_door(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Ana Lima"), end=None)
    qtbot.waitUntil(lambda: is_there(page, "undo_entry"))
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    dyes, ana = evening.events["Natural dyes"], evening.people["Ana Lima"]
    door.check_in_member(evening.db, dyes, ana, now=page.context.now())
    click(page, qtbot, "undo_entry")
    qtbot.waitUntil(lambda: "Ana Lima is still in by “Natural dyes”." in words(page))


def test_at_rest_a_door_with_few_seats_says_how_many_are_taken(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot, "Natural dyes")
    qtbot.waitUntil(lambda: "Full: 1 of 1 seats taken" in words(page))


def test_all_numbers_of_the_evening_are_there_whoever_stands_there(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    expected = counts(evening).expected
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: verdict(page) == "welcome")
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "1")
    assert find(page, QLabel, "count_expected").text() == str(expected)
    assert find(page, QLabel, "count_to_come").text() == str(expected - 1)
    assert "Natural dyes: 0 in, 1 expected" in find(page, QLabel, "more_counts").text()
    page.resize(700, 500)
    qtbot.waitUntil(
        lambda: f"{expected} expected · 1 a minute" in find(page, QLabel, "more_counts").text()
    )


# --- names


def test_a_name_is_typed_without_any_key_before_it(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    for letter in "lima":  # L lets nobody in now: nobody is shown
        qtbot.keyClicks(QApplication.focusWidget(), letter)
        pause(qtbot, 0.1)
    name = find(page, QLineEdit, "door_name")
    qtbot.waitUntil(lambda: name.text() == "lima")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "Ana Lima" in words(page))
    assert counts(evening).inside == 1


def test_the_badge_of_somebody_who_is_in_is_held_by_somebody_else(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    welcome(page, evening, qtbot, "Rosa Díaz")
    evening.clock.forward(60)
    scan(page, qtbot, evening.code("Rosa Díaz"))
    qtbot.waitUntil(lambda: verdict(page) == "already-in")
    key(page, qtbot, "w")
    heading = find(page, QLabel, "people_heading")
    qtbot.waitUntil(lambda: "Whose badge" in heading.text())
    choose(page, qtbot, "ana")
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and "Ana Lima" in words(page))
    assert counts(evening).inside == 2


@pytest.mark.parametrize("typed", ["strand tuva", "tuav", "strnad", "ngyuen", "diaz ro", "liam"])
def test_a_name_is_found_in_any_order_and_with_one_mistake(
    page: DoorPage, evening: Evening, qtbot: QtBot, typed: str
) -> None:
    open_door(page, evening, qtbot)
    choose(page, qtbot, typed)
    qtbot.waitUntil(lambda: verdict(page) == "welcome")


def test_a_new_face_keeps_a_name_that_is_only_nearly_somebodys(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    find(page, QLineEdit, "door_name").setText("Tuvo")
    assert [row.name for row in page.desk.names.table.records] == ["Tuva Strand"]
    click(page, qtbot, "walk_in")
    assert find(page, QLineEdit, "walk_in_name").text() == "Tuvo"


# --- asking first


@pytest.fixture
def asking(page: DoorPage, evening: Evening, qtbot: QtBot) -> DoorPage:
    """The desk where nobody comes in unasked."""
    open_door(page, evening, qtbot)
    page.desk.menu.findChild(QAction, "door_asks_first").trigger()
    return page


def ask(page: DoorPage, evening: Evening, qtbot: QtBot, name: str) -> None:
    scan(page, qtbot, evening.code(name), end=None)  # Enter would say yes
    qtbot.waitUntil(lambda: verdict(page) == "asking" and name in words(page))


def test_asked_first_enter_lets_in_and_the_way_is_remembered(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    assert load_settings().door_asks_first
    ask(asking, evening, qtbot, "Ana Lima")
    assert log(evening) == []
    pause(qtbot, 0.35)  # an Enter right after a code belongs to the scan
    qtbot.keyClick(asking.desk, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: verdict(asking) == "welcome")
    assert counts(evening).inside == 1


def test_enter_answers_the_card_that_asks_and_chooses_nobody_by_what_is_in_the_field(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    name = find(asking, QLineEdit, "door_name")
    name.setText("rosa")
    ask(asking, evening, qtbot, "Ana Lima")
    assert "Turn away" in words(asking)
    choose(asking, qtbot, "rosa")
    qtbot.waitUntil(lambda: verdict(asking) == "welcome" and not asking.context.runner.busy)
    assert counts(evening).inside == 1 and name.text() == ""


def test_asked_first_people_seen_together_are_one_question(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    ana, rosa, tuva = map(evening.code, ("Ana Lima", "Rosa Díaz", "Tuva Strand"))
    asking.desk.queue.scan_together([ana], [ana])
    asking.desk.queue.scan_together([rosa], [ana, rosa])  # Ana is still in view: no yes for her
    qtbot.waitUntil(lambda: verdict(asking) == "asking" and "Rosa Díaz" in words(asking))
    assert "Ana Lima" in words(asking)
    assert log(evening) == []
    asking.desk.queue.scan_together([tuva], [tuva])  # they went on: those two are in
    qtbot.waitUntil(lambda: verdict(asking) == "asking" and "Tuva Strand" in words(asking))
    assert counts(evening).inside == 2
    evening.clock.forward(10)
    asking.desk.queue.scan_together([ana, rosa], [tuva, ana, rosa])
    qtbot.waitUntil(lambda: "already in" in words(asking).lower())
    click(asking, qtbot, "say_yes")
    qtbot.waitUntil(lambda: counts(evening).inside == 3)


def test_asked_first_all_who_were_seen_together_are_turned_away_by_esc(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    codes = [evening.code(name) for name in ("Ana Lima", "Rosa Díaz")]
    asking.desk.queue.scan_together(codes, codes)
    qtbot.waitUntil(lambda: verdict(asking) == "asking" and "Rosa Díaz" in words(asking))
    asking.leave()
    message = asking.context.messages.take()
    assert message is not None and "Ana Lima, " in message.text and "Rosa Díaz" in message.text
    open_door(asking, evening, qtbot)
    asking.desk.queue.scan_together(codes, codes)
    qtbot.waitUntil(lambda: verdict(asking) == "asking")
    qtbot.keyClick(asking.desk, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: log(evening) == [(DoorAction.REFUSED, Verdict.WELCOME)] * 2)
    assert counts(evening).inside == 0


def test_the_next_badge_lets_in_who_was_asked_about(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    ask(asking, evening, qtbot, "Ana Lima")
    ask(asking, evening, qtbot, "Rosa Díaz")
    assert counts(evening).inside == 1
    click(asking, qtbot, "say_yes")
    qtbot.waitUntil(lambda: verdict(asking) == "welcome")
    assert counts(evening).inside == 2


def test_who_was_asked_about_is_in_by_a_new_face_or_a_name_and_by_the_other_way_of_working(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    ask(asking, evening, qtbot, "Ana Lima")
    asking.desk.queue.add_walk_in("Zoe Newman", "")
    qtbot.waitUntil(lambda: "Zoe Newman" in words(asking))
    assert counts(evening).inside == 2
    ask(asking, evening, qtbot, "Rosa Díaz")
    asking.desk.queue.check_in_group([evening.people[one] for one in ("Rosa Díaz", "佐藤 花")])
    qtbot.waitUntil(lambda: verdict(asking) == "group")
    assert "2 people are in" in words(asking) and "already" not in words(asking)
    assert counts(evening).inside == 4
    ask(asking, evening, qtbot, "Tuva Strand")
    asking.desk.menu.findChild(QAction, "door_asks_first").trigger()
    scan(asking, qtbot, evening.code("Nguyễn Văn Anh"), end=None)
    qtbot.waitUntil(lambda: verdict(asking) == "welcome")
    assert counts(evening).inside == 6


def test_a_question_comes_back_once_something_else_was_said_until_it_is_answered(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    ask(asking, evening, qtbot, "Ana Lima")
    asking.desk.undo_last()
    qtbot.waitUntil(lambda: verdict(asking) == "done")
    asking.desk.setFocus()
    qtbot.keyClick(asking.desk, Qt.Key.Key_Escape)  # of what was said, not of Ana
    assert verdict(asking) == "asking" and log(evening) == []
    asking.desk.card.show_problem("No code in this picture", "")
    asking.desk.card._rest_timer.timeout.emit()
    click(asking, qtbot, "say_no")
    qtbot.waitUntil(lambda: verdict(asking) == "done")
    assert log(evening) == [(DoorAction.REFUSED, Verdict.WELCOME)]
    asking.desk.card._rest_timer.timeout.emit()
    assert verdict(asking) == ""


def test_twenty_people_scanned_without_a_key_are_all_in_but_the_last(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    names = [f"Guest {number}" for number in range(6)]
    for name in names:
        evening.add(name, "Loom night")
    for name in names:
        scan(asking, qtbot, evening.code(name), end=None)
    qtbot.waitUntil(lambda: counts(evening).inside == 5)
    asking.desk.queue.say_yes()
    qtbot.waitUntil(lambda: counts(evening).inside == 6)


def test_who_is_turned_away_is_in_the_log_and_not_in(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    ask(asking, evening, qtbot, "Ana Lima")
    qtbot.keyClick(asking.desk, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: log(evening) == [(DoorAction.REFUSED, Verdict.WELCOME)])
    ask(asking, evening, qtbot, "Rosa Díaz")
    assert counts(evening).inside == 0


def test_asked_first_a_refusal_needs_no_asking(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    ask(asking, evening, qtbot, "Ana Lima")
    scan(asking, qtbot, evening.code("Dora Declined"))
    qtbot.waitUntil(lambda: verdict(asking) == "declined")
    assert counts(evening).inside == 1


def test_a_name_is_a_choice_and_asks_nothing(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    choose(asking, qtbot, "tuva")
    qtbot.waitUntil(lambda: verdict(asking) == "welcome")


def test_who_is_still_asked_about_when_the_desk_is_left_is_told(
    asking: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    ask(asking, evening, qtbot, "Ana Lima")
    asking.leave()
    message = asking.context.messages.take()
    assert message is not None and "Ana Lima" in message.text and "not in" in message.text
    open_door(asking, evening, qtbot)
    asking.desk.queue.say_yes()
    qtbot.waitUntil(lambda: not asking.context.runner.busy)
    assert counts(evening).inside == 0


# --- payments


def test_a_payment_is_noted_by_one_key(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    event = evening.events["Loom night"]
    draft = events.draft_of(events.get_event(evening.db, event))
    draft.price = "12 €"
    events.change_event(evening.db, event, draft)
    open_door(page, evening, qtbot)
    welcome(page, evening, qtbot)
    qtbot.waitUntil(lambda: "To pay: 12 €" in words(page))
    qtbot.waitUntil(lambda: is_there(page, "note_payment"))
    key(page, qtbot, "m")
    qtbot.waitUntil(lambda: "To pay" not in words(page) and "Paid" in words(page))
    qtbot.waitUntil(lambda: not is_there(page, "note_payment"))
    rows = guests.list_guests(evening.db, event)
    assert [row.name for row in rows if row.is_paid] == ["Ana Lima"]
    evening.clock.forward(600)
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: verdict(page) == "already-in")
    assert not is_there(page, "note_payment")
    page.desk.undo_last()
    qtbot.waitUntil(lambda: "The payment of" in words(page) and "Ana Lima" in words(page))
    assert not any(row.is_paid for row in guests.list_guests(evening.db, event))
    assert counts(evening).inside == 1
    page.desk.undo_last()
    qtbot.waitUntil(lambda: counts(evening).inside == 0)


def test_who_is_in_and_has_not_paid_can_pay_later(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    welcome(page, evening, qtbot)
    assert not is_there(page, "note_payment"), "it costs nothing"
    event = evening.events["Loom night"]
    draft = events.draft_of(events.get_event(evening.db, event))
    draft.price = "12 €"
    events.change_event(evening.db, event, draft)
    evening.clock.forward(600)
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: verdict(page) == "already-in")
    qtbot.waitUntil(lambda: is_there(page, "note_payment"))
    click(page, qtbot, "note_payment")
    qtbot.waitUntil(lambda: not is_there(page, "note_payment"))
    rows = guests.list_guests(evening.db, event)
    assert [row.name for row in rows if row.is_paid] == ["Ana Lima"]
