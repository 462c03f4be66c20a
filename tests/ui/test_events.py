"""The page of events: the list, one event in place, planning, changing and cancelling."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import EventDraft
from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus
from organizer.domain.records import EventRow
from organizer.domain.repeating import WEEKDAYS
from organizer.domain.times import wall_time
from organizer.models.database import Database
from organizer.services.answers import guests
from organizer.services.people import members
from organizer.services.plans import events, series
from organizer.ui.context import Context
from organizer.ui.events.events_table import EventLine, EventsTable, lines_of
from organizer.ui.kit.sheets import FormField
from organizer.ui.kit.theme import apply_theme

from .events_screen import EventsScreen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[EventsScreen]:
    made = EventsScreen(qtbot, context)
    yield made
    made.leave()


def _workshop(db: Database, meetup: str, title: str, capacity: int = 12) -> str:
    row = events.get_event(db, meetup)
    draft = EventDraft(
        kind=EventKind.WORKSHOP,
        title=title,
        starts=row.starts,
        ends=row.starts + timedelta(hours=1),
        timezone=row.timezone,
        capacity=capacity,
        part_of=row.uid,
    )
    return events.add_event(db, draft)


def _lines(screen: EventsScreen) -> list[str]:
    return [line.title.strip() for line in screen.page.overview.table.records]


def test_what_is_to_come_stands_first_and_workshops_below_their_meetup(
    screen: EventsScreen,
) -> None:
    _workshop(screen.context.db, "Dye night", "Warping basics")
    screen.qtbot.waitUntil(lambda: "Warping basics" in _lines(screen))
    assert _lines(screen) == [
        "To come", "Dye night", "Warping basics", "Past", "Paper night", "Loom night",
    ]  # fmt: skip


def test_a_line_says_who_goes_who_waits_who_came_and_what_is_off(screen: EventsScreen) -> None:
    db = screen.context.db
    row = screen.event("Dye night")
    draft = events.draft_of(row)
    draft.capacity = 2
    events.change_event(db, row.uid, draft)
    guests.set_status(db, row.uid, "佐藤 花", RegistrationStatus.GOING)
    events.cancel_event(db, "Paper night")
    table = screen.page.overview.table

    def words(title: str) -> str:
        number = [line.title for line in table.records].index(title)
        model = table.model()
        return " | ".join(model.index(number, n).data() for n in range(model.columnCount()))

    screen.qtbot.waitUntil(lambda: "waiting" in words("Dye night"))
    assert "2 of 2 going | 1 waiting" in words("Dye night")
    assert "3 came" in words("Loom night")
    assert "Cancelled" in words("Paper night")


def test_the_keyboard_passes_over_headings_and_enter_opens(screen: EventsScreen) -> None:
    table = screen.find(EventsTable, "events")
    table.setFocus()
    assert table.selected()[0].title == "Dye night"
    screen.qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.selected()[0].title == "Paper night"
    screen.qtbot.keyClick(table, Qt.Key.Key_Return)
    screen.settle()
    assert screen.find(QLabel, "page_title").text() == "Paper night"
    assert screen.sees("recap") and not screen.sees("open_door")


def test_a_heading_cannot_be_selected_with_the_mouse(screen: EventsScreen) -> None:
    table = screen.page.overview.table
    heading = table.visualRect(table.model().index(0, 0)).center()
    screen.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    chosen: list[EventLine] = table.selected()
    assert [line.title for line in chosen] == ["Dye night"]


@pytest.mark.parametrize("way", ["escape", "alt left", "button", "another page"])
def test_an_event_opens_in_place_and_leads_back(screen: EventsScreen, way: str) -> None:
    screen.open("Dye night")
    assert "19:00 to 22:00, Old boathouse" in screen.words()
    assert [guest.name for guest in screen.guests()][:2] == ["Ana Lima", "Nguyễn Văn Anh"]
    match way:
        case "another page":
            screen.page.open("")
        case "escape":
            screen.press(Qt.Key.Key_Escape)
        case "alt left":
            screen.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        case _:
            screen.click("back")
    assert screen.page.overview.isVisible()
    assert screen.page.overview.table.selected()[0].title == "Dye night"


def test_the_numbers_of_an_event(screen: EventsScreen) -> None:
    db = screen.context.db
    uid = screen.event("Dye night").uid
    guests.set_status(db, uid, "Ana Lima", RegistrationStatus.GOING, plus=2)
    guests.set_status(db, uid, "佐藤 花", RegistrationStatus.MAYBE)
    screen.open("Dye night")
    words = screen.words()
    for number, what in (("4", "going"), ("1", "invited"), ("1", "maybe"), ("2", "extra guests")):
        assert f"{number}\n{what}" in words
    assert "waitlisted" not in words


def test_the_door_opens_for_this_event(screen: EventsScreen) -> None:
    row = screen.open("Dye night")
    with screen.qtbot.waitSignal(screen.context.navigate) as asked:
        screen.click("open_door")
    assert asked.args == ["door", row.uid]


def test_planning_a_meetup_by_keyboard(screen: EventsScreen) -> None:
    page = screen.page.overview.table
    screen.qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    screen.settle()
    screen.type("title", "Paper night in spring")
    screen.type("day", "tomorrow")
    screen.type("starts", "1830")
    screen.type("ends", "2h 15")
    screen.type("venue", "Hall 3")
    screen.type("capacity", "24")
    tomorrow = wall_time(screen.context.now(), "Europe/Berlin").date() + timedelta(days=1)
    assert "18:30 to 20:45 (2 h 15 min)" in screen.find(QLabel, "when_in_words").text()
    save = Qt.KeyboardModifier.ControlModifier
    screen.qtbot.keyClick(screen.find(QLineEdit, "title"), Qt.Key.Key_Return, save)
    screen.settle()
    row = screen.event("Paper night in spring")
    assert row.starts == datetime.combine(tomorrow, datetime(1, 1, 1, 18, 30).time())
    assert (row.ends - row.starts, row.venue, row.capacity) == (
        timedelta(minutes=135),
        "Hall 3",
        24,
    )
    assert row.timezone == "Europe/Berlin"
    assert screen.find(QLabel, "page_title").text() == "Paper night in spring"
    assert screen.sees("add_first_guests")
    assert "is planned" in screen.said()


def _problem(screen: EventsScreen, name: str) -> str:
    parent: QObject | None = screen.find(QWidget, name)
    while parent is not None and not isinstance(parent, FormField):
        parent = parent.parent()
    assert isinstance(parent, FormField)
    return parent.problem


def test_mistakes_are_said_as_one_types_and_nothing_is_kept(screen: EventsScreen) -> None:
    before = len(events.list_events(screen.context.db))
    screen.click("plan_meetup")
    assert _problem(screen, "title") == ""
    screen.type("day", "30 feb")
    assert "30 feb" in _problem(screen, "day")
    screen.type("capacity", "many")
    assert _problem(screen, "capacity")
    assert screen.find(QWidget, "capacity").hasFocus()
    screen.save()
    assert _problem(screen, "title") == "An event needs a title."
    assert screen.find(QLineEdit, "title").hasFocus()
    screen.type("capacity", "12")
    assert _problem(screen, "capacity") == ""
    screen.type("url", "javascript:alert(1)")
    assert "no link to a page" in _problem(screen, "url")
    screen.click("sheet_cancel")
    assert len(events.list_events(screen.context.db)) == before


def test_tab_goes_through_the_form_as_it_is_read(screen: EventsScreen) -> None:
    screen.click("plan_meetup")
    names = []
    for _ in range(15):
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.objectName())
        screen.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert list(dict.fromkeys(names)) == [
        "title", "kind", "day", "starts", "ends", "unfold_repeat", "venue", "capacity", "open_places",
        "description", "url", "timezone", "unfold_seats", "unfold_details", "unfold_questions",
    ]  # fmt: skip


def test_a_closed_form_is_freed(screen: EventsScreen) -> None:
    screen.open("Dye night")
    for name in ("invitations", "print_badges", "add_guests", "add_workshop"):
        screen.click(name)
        sheet = weakref.ref(screen.sheet)
        screen.click("sheet_cancel")
        screen.settle()  # what it asked of the file holds it until then
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert sheet() is None, name


def test_a_zone_is_found_by_a_part_of_its_name(screen: EventsScreen) -> None:
    screen.click("plan_meetup")
    zone = screen.find(QComboBox, "timezone")
    completer = zone.completer()
    assert completer is not None
    completer.setCompletionPrefix("new_york")
    assert completer.currentCompletion() == "America/New_York"
    screen.type("timezone", "Atlantis/Deep")
    assert "no time zone" in _problem(screen, "timezone")


def test_a_workshop_of_a_meetup_takes_over_when_and_where(screen: EventsScreen) -> None:
    meetup = screen.open("Dye night")
    screen.click("add_workshop")
    screen.type("title", "Indigo")
    screen.type("capacity", "8")
    screen.save()
    workshop = screen.event("Indigo")
    assert workshop.part_of == meetup.uid
    assert (workshop.starts, workshop.venue) == (meetup.starts, "Old boathouse")
    assert screen.find(QPushButton, f"part_{workshop.uid}").text() == "Indigo · 0 of 8"
    assert screen.find(QPushButton, "add_workshop").hasFocus(), "ready for the next one"
    screen.click(f"part_{workshop.uid}")
    screen.click(f"part_{meetup.uid}")
    assert screen.sees(f"part_{workshop.uid}")


def test_the_end_moves_along_with_the_start_until_it_is_said(screen: EventsScreen) -> None:
    screen.click("plan_meetup")
    ends = screen.find(QLineEdit, "ends")
    screen.type("starts", "14:00")
    assert ends.text() == "16:30"
    screen.type("ends", "18:00")
    screen.type("starts", "15:00")
    assert ends.text() == "18:00"


def test_a_change_is_kept_said_and_can_be_undone(screen: EventsScreen) -> None:
    before = screen.open("Dye night")
    screen.do("action_change_event")
    screen.type("venue", "Hall 3")
    screen.save()
    assert screen.event("Dye night").venue == "Hall 3"
    assert "Hall 3" in screen.words()
    screen.undo()
    assert screen.event("Dye night").venue == before.venue
    _workshop(screen.context.db, before.uid, "Madder")
    screen.settle()
    screen.do("action_change_event")
    screen.type("day", "9 Dec 2099")
    screen.save()
    assert f"{screen.event('Madder').starts:%d %m %Y}" == "09 12 2099"
    screen.qtbot.waitUntil(lambda: "“Dye night” and its workshop are moved." in screen.said())
    screen.undo()
    assert screen.event("Madder").starts == before.starts


def test_who_gets_a_seat_by_a_larger_room_is_named(screen: EventsScreen) -> None:
    db, row = screen.context.db, screen.event("Dye night")
    draft = events.draft_of(row)
    draft.capacity = 2
    events.change_event(db, row.uid, draft)
    guests.set_status(db, row.uid, "佐藤 花", RegistrationStatus.GOING)
    screen.open("Dye night")
    screen.do("action_change_event")
    screen.type("capacity", "5")
    screen.save()
    assert "佐藤 花" in screen.said() and "moved up" in screen.said()


def test_an_event_of_several_days_survives_a_change_of_its_title(screen: EventsScreen) -> None:
    db, row = screen.context.db, screen.event("Dye night")
    draft = events.draft_of(row)
    draft.ends = row.starts + timedelta(days=2, hours=-1)
    events.change_event(db, row.uid, draft)
    screen.open("Dye night")
    screen.do("action_change_event")
    screen.type("title", "Dye weekend")
    screen.save()
    assert screen.event("Dye weekend").ends == draft.ends


def test_cancelling_is_undone_by_one_press(screen: EventsScreen) -> None:
    screen.open("Dye night")
    screen.do("action_cancel_event")
    assert screen.event("Dye night").status is EventStatus.CANCELLED
    assert "Cancelled" in screen.words() and not screen.sees("open_door")
    screen.undo()
    assert screen.event("Dye night").status is EventStatus.PLANNED
    assert screen.sees("open_door")


def test_taking_place_after_all_is_said_and_undone(screen: EventsScreen) -> None:
    events.cancel_event(screen.context.db, screen.event("Dye night").uid)
    screen.open("Dye night")
    screen.do("action_reinstate_event")
    screen.qtbot.waitUntil(lambda: "“Dye night” takes place after all." in screen.said())
    assert screen.event("Dye night").status is EventStatus.PLANNED
    screen.undo()
    screen.qtbot.waitUntil(lambda: screen.event("Dye night").status is EventStatus.CANCELLED)


def test_an_event_that_is_gone_is_said_and_the_list_stays(screen: EventsScreen) -> None:
    screen.page.open("00000000-0000-0000-0000-000000000000")
    screen.settle()
    assert "no event" in screen.said()
    assert screen.page.overview.isVisible()


def test_a_new_community_is_led_to_its_first_meetup(qtbot: QtBot, empty_context: Context) -> None:
    screen = EventsScreen(qtbot, empty_context)
    assert not screen.sees("plan_meetup")
    screen.click("plan_first")
    assert screen.sheet.isVisible()
    kind = screen.find(QComboBox, "kind")
    assert kind.currentText() == "Meetup"
    screen.leave()


def test_the_page_follows_what_others_change(screen: EventsScreen) -> None:
    screen.open("Dye night")
    members.change_member(
        screen.context.db,
        "Ana Lima",
        members.draft_of(members.member_detail(screen.context.db, "Ana Lima")),
    )
    guests.set_status(
        screen.context.db, screen.event("Dye night").uid, "Ana Lima", RegistrationStatus.DECLINED
    )
    screen.qtbot.waitUntil(lambda: screen.guests()[0].status is RegistrationStatus.DECLINED)


def test_the_menu_of_an_event_reads_as_the_window_does(screen: EventsScreen) -> None:
    """Its button is turned round for its arrow; words and keys in the menu must not be."""
    for title, name in (("Dye night", "more"), ("Loom night", "recap")):
        screen.open(title)
        menu = screen.find(QPushButton, name).menu()
        assert menu is not None
        assert menu.layoutDirection() == QApplication.layoutDirection()


def test_the_page_begins_where_enter_goes_on(screen: EventsScreen) -> None:
    screen.page.setFocus()
    assert screen.page.overview.table.hasFocus()
    screen.open("Dye night")
    screen.shell.show_page("events")
    assert screen.page.view.guests.table.hasFocus()


def test_tab_passes_over_nothing_on_the_page_of_an_event(screen: EventsScreen) -> None:
    """Not even over what stands before the guest list, where the focus is at first."""
    screen.open("Dye night")
    stops: list[str] = []
    while (focused := QApplication.focusWidget()) is not None and len(stops) < 60:
        if stops and focused.objectName() == stops[0]:
            break
        stops.append(focused.objectName())
        screen.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    from_back = stops[stops.index("back") :] + stops[: stops.index("back")]
    wanted = ["back", "more", "add_workshop", "import_answers", "add_guests", "guest_search_text"]
    places = [from_back.index(name) for name in (*wanted, "guests")]
    assert places == sorted(places), from_back


@pytest.mark.parametrize("title", ["Loom night", "Dye night"])
def test_large_text_in_a_small_window_cuts_nothing_off(
    screen: EventsScreen, qapp: QApplication, title: str
) -> None:
    row = screen.event(title)
    if title == "Dye night":
        draft = events.draft_of(row)
        rule = f"FREQ=MONTHLY;BYDAY={weekday_rule(row)}"
        series.repeat_event(screen.context.db, row.uid, draft, rule)
    apply_theme(qapp, "light", "", 1.5)
    screen.shell.resize(960, 640)
    screen.open(title)
    view = screen.page.view
    inside = view.widget()
    screen.qtbot.waitUntil(lambda: inside.minimumSizeHint().width() <= view.viewport().width())
    assert inside.width() <= view.viewport().width()


def weekday_rule(row: EventRow) -> str:
    """The weekday of an event as a rule names it: the second Saturday, say."""
    return f"{(row.starts.day + 6) // 7}{WEEKDAYS[row.starts.weekday()]}"


def test_the_list_is_put_in_order_beside_the_window(
    screen: EventsScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of events would hold it up otherwise."""
    threads = []

    def lines(rows: Sequence[EventRow], now: datetime) -> list[EventLine]:
        threads.append(threading.current_thread())
        return lines_of(rows, now)

    monkeypatch.setattr("organizer.ui.events.page.lines_of", lines)
    screen.page.reload()
    screen.qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
