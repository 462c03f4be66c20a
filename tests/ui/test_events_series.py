"""Events that repeat, on the screen: planned, changed for some dates, led from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import EventDraft, MemberDraft
from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus, Scope
from organizer.domain.records import EventRow
from organizer.services.answers import guests
from organizer.services.people import members
from organizer.services.plans import events, series
from organizer.ui.context import Context
from tests.evenings import ZONE
from tests.ui.events_screen import EventsScreen

START = datetime(2099, 12, 1, 19)


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[EventsScreen]:
    shown = EventsScreen(qtbot, context)
    yield shown
    shown.leave()


def plan(context: Context, rule: str = "FREQ=WEEKLY;COUNT=4") -> series.Repeated:
    draft = EventDraft(
        title="Open studio", starts=START, ends=START + timedelta(hours=2), timezone=ZONE
    )
    return series.add_series(context.db, draft, rule)


def dates(screen: EventsScreen, *titles: str) -> list[EventRow]:
    known = titles or ("Open studio",)
    return [row for row in events.list_events(screen.context.db) if row.title in known]


def choose(screen: EventsScreen, name: str, key: str) -> None:
    """Choose an entry of a list that drops down, as a person does."""
    combo = screen.find(QComboBox, name)
    number = combo.findData(key)
    assert number >= 0, [combo.itemData(n) for n in range(combo.count())]
    combo.setCurrentIndex(number)
    combo.activated.emit(number)
    screen.settle()


def words_of(screen: EventsScreen, name: str) -> str:
    return screen.find(QLabel, name).text()


def test_a_plan_that_repeats_says_so_and_leaves_a_date_out(screen: EventsScreen) -> None:
    screen.click("plan_meetup")
    assert words_of(screen, "summary_repeat") == "never"
    screen.type("title", "Open studio")
    screen.type("day", "1 Dec 2099")
    screen.click("unfold_repeat")
    choose(screen, "rhythm", "month-weekday")
    assert words_of(screen, "repeat_in_words") == "every first Tuesday of the month"
    choose(screen, "repeat_ends", "after")
    screen.find(QWidget, "repeat_count").setProperty("value", 4)
    screen.settle()
    assert words_of(screen, "repeat_in_words") == "every first Tuesday of the month, 4 times"
    screen.click("repeat_date_1")
    screen.save()
    assert [f"{row.starts:%m-%d}" for row in dates(screen)] == ["12-01", "02-02", "03-02"]
    assert screen.said() == "“Open studio” is planned on 3 dates."
    assert "every first Tuesday of the month" in screen.words(), "the page of the event says it"
    screen.undo()
    assert dates(screen) == []


def test_the_words_go_along_with_the_day(screen: EventsScreen) -> None:
    screen.click("plan_meetup")
    screen.type("day", "1 Dec 2099")
    screen.click("unfold_repeat")
    choose(screen, "rhythm", "weeks")
    screen.click("repeat_4")
    assert words_of(screen, "repeat_in_words") == "every Tuesday and Friday"
    screen.type("day", "2 Dec 2099")
    screen.settle()
    assert words_of(screen, "repeat_in_words") == "every Wednesday and Friday"
    choose(screen, "repeat_ends", "on")
    screen.type("repeat_until", "nonsense")
    assert words_of(screen, "repeat_problem") == "Until which day?"


@pytest.mark.parametrize(
    ("scope", "titles"),
    [
        ("scope_this", ["Open studio", "Looms", "Open studio", "Open studio"]),
        ("scope_following", ["Open studio", "Looms", "Looms", "Looms"]),
        ("scope_all", ["Looms"] * 4),
    ],
)
def test_a_change_asks_which_dates_it_is_for(
    screen: EventsScreen, scope: str, titles: list[str]
) -> None:
    made = plan(screen.context)
    screen.page.open(made.uids[1])
    screen.settle()
    screen.do("action_change_event")
    assert words_of(screen, "summary_repeat") == "every Tuesday, 4 times"
    screen.type("title", "Looms")
    screen.save()
    assert [row.title for row in dates(screen, "Looms")] == [], "first it asks"
    assert not screen.sees("sheet_save")
    screen.click(scope)
    assert [row.title for row in dates(screen, "Looms", "Open studio")] == titles
    screen.undo()
    assert len(dates(screen)) == 4


def test_escape_goes_from_the_question_back_to_the_form(screen: EventsScreen) -> None:
    made, db = plan(screen.context), screen.context.db
    later = replace(events.draft_of(events.get_event(db, made.uids[2])), venue="Barn")
    series.change_dates(db, made.uids[2], later, Scope.FOLLOWING)
    screen.page.open(made.uids[0])
    screen.settle()
    screen.do("action_change_event")
    screen.save()
    assert "since 15 Dec 2099 is a series of its own" in words_of(screen, "scope_told_apart")
    screen.qtbot.keyClick(screen.find(QWidget, "scope_this"), Qt.Key.Key_Escape)
    assert screen.sees("sheet_save") and not screen.sees("scope_question")
    screen.qtbot.keyClick(screen.sheet, Qt.Key.Key_Escape)
    assert not screen.sees("sheet")


def test_a_new_rule_is_never_for_one_date(screen: EventsScreen) -> None:
    made, db = plan(screen.context), screen.context.db
    ana = members.add_member(db, MemberDraft(name="Ana"))
    guests.add_guests(db, made.uids[3], [ana], status=RegistrationStatus.GOING)
    screen.page.open(made.uids[0])
    screen.settle()
    screen.do("action_change_event")
    screen.click("unfold_repeat")
    screen.click("repeat_date_2")
    screen.click("repeat_date_3")
    screen.save()
    assert not screen.sees("scope_this")
    screen.click("scope_all")
    assert [f"{row.starts:%d}" for row in dates(screen)] == ["01", "08", "22"]
    screen.qtbot.waitUntil(lambda: "on 22 Dec 2099, so it is cancelled" in screen.said())


def test_one_leads_from_date_to_date(screen: EventsScreen) -> None:
    made = plan(screen.context)
    screen.page.open(made.uids[0])
    screen.settle()
    assert not screen.sees("date_before")
    screen.click("date_after")
    assert screen.page.view.opened_event is not None
    assert screen.page.view.opened_event.row.uid == made.uids[1]
    screen.click("date_before")
    assert screen.page.view.opened_event.row.uid == made.uids[0]


def test_the_list_says_how_events_repeat(screen: EventsScreen) -> None:
    plan(screen.context)
    screen.settle()
    lines = screen.page.overview.table.records
    assert [line.repeats for line in lines if line.title == "Open studio"] == ["every Tuesday"] * 4


def test_from_a_date_on_all_is_called_off(screen: EventsScreen) -> None:
    made = plan(screen.context)
    screen.page.open(made.uids[2])
    screen.settle()
    screen.do("action_cancel_following")
    states = [row.status for row in dates(screen)]
    assert states == [EventStatus.PLANNED, EventStatus.PLANNED, EventStatus.CANCELLED]
    screen.undo()
    assert len(dates(screen)) == 4


def test_guests_of_all_dates_at_once(screen: EventsScreen) -> None:
    made = plan(screen.context)
    screen.page.open(made.uids[0])
    screen.settle()
    screen.click("add_guests") if screen.sees("add_guests") else screen.click("add_first_guests")
    screen.click("by_everyone")
    screen.click("all_dates")
    screen.save()
    everyone = len(members.list_members(screen.context.db))
    for uid in made.uids:
        assert len(guests.list_guests(screen.context.db, uid)) == everyone


def test_the_next_one_like_this_takes_two_clicks(screen: EventsScreen) -> None:
    row = screen.event("Paper night")
    draft = EventDraft(
        kind=EventKind.WORKSHOP,
        title="Folding",
        starts=row.starts,
        ends=row.ends,
        timezone=ZONE,
        part_of=row.uid,
    )
    events.add_event(screen.context.db, draft)
    screen.open("Paper night")
    screen.click("plan_next")
    assert words_of(screen, "workshops_along") == "Its workshops come along: Folding"
    assert not screen.sees("unfold_repeat")
    screen.save()
    both = dates(screen, "Paper night")
    assert len(both) == 2
    assert both[1].starts > datetime.now(UTC).replace(tzinfo=None)
    assert both[1].starts.weekday() == both[0].starts.weekday()
    assert both[1].venue == both[0].venue
    workshops = events.workshops_of(screen.context.db, both[1].uid)
    assert [one.title for one in workshops] == ["Folding"]
    screen.undo()
    assert len(dates(screen, "Paper night", "Folding")) == 2


def test_ctrl_d_in_the_list_plans_the_next_one(screen: EventsScreen) -> None:
    table = screen.page.overview.table
    table.select(screen.event("Loom night").uid)
    table.setFocus()
    screen.qtbot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    screen.settle()
    screen.save()
    assert len(dates(screen, "Loom night")) == 2


def test_a_repeating_plan_by_keyboard_alone(screen: EventsScreen) -> None:
    """Every stop of Tab comes where it is seen, the dates to leave out among them."""
    press, tab = screen.qtbot.keyClick, Qt.Key.Key_Tab

    def typed(words: str, stops: int = 1) -> None:
        screen.qtbot.keyClicks(focused(), words)
        for _stop in range(stops):
            press(focused(), tab)

    press(screen.page.overview.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    screen.qtbot.waitUntil(lambda: focused().objectName() == "title")
    typed("Repair", 2)
    typed("second Saturday in January 2099", 3)
    press(focused(), Qt.Key.Key_Space)
    press(focused(), tab)
    assert focused().objectName() == "rhythm"
    for _step in range(3):
        press(focused(), Qt.Key.Key_Down)
    press(focused(), tab)
    press(focused(), tab)
    assert focused().objectName() == "repeat_ends"
    press(focused(), Qt.Key.Key_End)
    press(focused(), tab)
    typed("June 2099", 0)
    screen.qtbot.waitUntil(lambda: screen.sees("repeat_date_5"))
    press(focused(), tab)
    names = []
    while focused().objectName().startswith("repeat_date"):
        names.append(focused().property("wall")[5:10])
        if names[-1] == "03-14":
            press(focused(), Qt.Key.Key_Space)
        press(focused(), tab)
    assert names == ["01-10", "02-14", "03-14", "04-11", "05-09", "06-13"]
    assert focused().objectName() == "venue"
    press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    screen.qtbot.waitUntil(lambda: len(dates(screen, "Repair")) == 5)
    assert [f"{row.starts:%m-%d}" for row in dates(screen, "Repair")] == [
        name for name in names if name != "03-14"
    ]


def test_without_a_day_the_form_says_what_comes_first(screen: EventsScreen) -> None:
    screen.click("plan_meetup")
    screen.click("unfold_repeat")
    assert not screen.find(QComboBox, "rhythm").isEnabled()
    assert screen.sees("repeat_needs_day")
    screen.type("day", "1 Dec 2099")
    assert screen.find(QComboBox, "rhythm").isEnabled()
    assert not screen.sees("repeat_needs_day")


def test_answers_are_due_on_a_day_before_each_date(screen: EventsScreen) -> None:
    screen.click("plan_meetup")
    screen.type("title", "Repair")
    screen.type("day", "1 Dec 2099")
    screen.click("unfold_seats")
    screen.type("answer_by", "Thursday")
    screen.save()
    screen.qtbot.waitUntil(lambda: bool(dates(screen, "Repair")))
    assert [row.answer_by for row in dates(screen, "Repair")] == [datetime(2099, 11, 26, 23, 59)]


def test_a_workshop_on_one_date_of_several_says_how_the_others_get_it(
    screen: EventsScreen,
) -> None:
    plan(screen.context)
    screen.settle()
    screen.open("Open studio")
    screen.click("add_workshop")
    screen.type("title", "Soldering")
    screen.save()
    screen.qtbot.waitUntil(lambda: "“Same workshops on later dates” is in More" in screen.said())


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_delete_in_the_list_skips_a_date(screen: EventsScreen) -> None:
    made = plan(screen.context)
    table = screen.page.overview.table
    screen.qtbot.waitUntil(lambda: made.uids[1] in {line.uid for line in table.records})
    table.select(made.uids[1])
    table.setFocus()
    screen.qtbot.keyClick(table, Qt.Key.Key_Delete)
    screen.qtbot.waitUntil(lambda: made.uids[1] not in {line.uid for line in table.records})
    screen.qtbot.waitUntil(lambda: "left out on 8 Dec 2099" in screen.said())
    assert [line.uid for line in table.selected()] == [made.uids[2]], "one goes on from there"
    screen.undo()
    screen.qtbot.waitUntil(lambda: made.uids[1] in {line.uid for line in table.records})


def test_a_date_that_people_know_of_is_cancelled_when_it_is_skipped(screen: EventsScreen) -> None:
    made = plan(screen.context)
    ana = members.list_members(screen.context.db)[0].uid
    going = RegistrationStatus.GOING
    guests.add_guests(screen.context.db, made.uids[1], [ana], status=going)
    table = screen.page.overview.table
    screen.qtbot.waitUntil(
        lambda: [one.row.going for one in table.records if one.uid == made.uids[1]] == [1]
    )
    table.select(made.uids[1])
    table.setFocus()
    screen.qtbot.keyClick(table, Qt.Key.Key_Delete)
    screen.qtbot.waitUntil(lambda: "so it is shown as cancelled" in screen.said())
    assert [row.status for row in dates(screen)].count(EventStatus.CANCELLED) == 1


def test_only_dates_of_a_series_are_skipped(screen: EventsScreen) -> None:
    table = screen.page.overview.table
    table.select(screen.event("Dye night").uid)
    assert not screen.find(QAction, "list_skip_date").isVisible()
    made = plan(screen.context)
    screen.qtbot.waitUntil(lambda: made.uids[0] in {line.uid for line in table.records})
    table.select(made.uids[0])
    assert screen.find(QAction, "list_skip_date").isVisible()


def test_no_part_of_a_form_flashes_up_as_a_window(screen: EventsScreen, qapp: QApplication) -> None:
    made = plan(screen.context)
    screen.page.open(made.uids[0])
    screen.settle()
    watch = _Windows()
    qapp.installEventFilter(watch)
    screen.click("add_first_guests")
    assert screen.sees("all_dates")
    screen.click("sheet_cancel")
    screen.do("action_plan_next")
    qapp.removeEventFilter(watch)
    assert watch.shown == []


class _Windows(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        if event.type() == QEvent.Type.Show and is_window:
            self.shown.append(watched.objectName())
        return False
