"""The events as a month and a week: where they stand, keys, clicks, and that it is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import EventDraft
from organizer.domain.kinds import EventKind
from organizer.models.database import Database
from organizer.services.plans import events, series
from organizer.settings import load_settings
from organizer.ui.context import Context
from organizer.ui.events.calendar_view import CalendarView
from tests.evenings import ZONE
from tests.ui.events_screen import EventsScreen

DAY = date(2099, 12, 9)


@pytest.fixture
def screen(
    qtbot: QtBot, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EventsScreen]:
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))
    shown = EventsScreen(qtbot, context)
    yield shown
    shown.leave()


def plan(db: Database, title: str, starts: datetime, hours: float = 2) -> str:
    draft = EventDraft(
        title=title, starts=starts, ends=starts + timedelta(hours=hours), timezone=ZONE
    )
    return events.add_event(db, draft)


def at(hour: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour)


def show(screen: EventsScreen, view: str) -> CalendarView:
    """Choose a view with the mouse and go to the day of the tests."""
    screen.click(f"events_as_{view}")
    shown = screen.page.overview.month if view == "month" else screen.page.overview.week
    assert shown.isVisible() and shown.hasFocus()
    shown.go_to(DAY)
    settle(screen, shown)
    return shown


def settle(screen: EventsScreen, view: CalendarView) -> None:
    """Until the days are loaded and painted."""
    screen.settle()
    view.render(QPixmap(view.size()))


def press(screen: EventsScreen, view: CalendarView, *keys: Qt.Key) -> None:
    for key in keys:
        screen.qtbot.keyClick(view, key)
    settle(screen, view)


def titles_of_day(view: CalendarView) -> list[str]:
    """What is known to be on the day one is on."""
    return [row.title for row in view.on_day(view.day)]


def titles(view: CalendarView) -> list[str]:
    """What can be read on the screen, in the order painted."""
    return [spot.row.title for spot in view.spots]


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    """A system of which the weeks begin on Monday, wherever the tests run."""
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def american(_german: None) -> None:
    """A system of which the weeks begin on Sunday."""
    QLocale.setDefault(QLocale("en_US"))


@pytest.mark.parametrize("name", ["month", "week"])
@pytest.mark.usefixtures("american")
def test_weeks_begin_as_they_do_here(screen: EventsScreen, name: str) -> None:
    plan(screen.context.db, "Loom day", at(19))
    view = show(screen, name)
    assert view.first_day() == (date(2099, 11, 29) if name == "month" else date(2099, 12, 6))
    assert view.place_of(DAY).intersects(view.spots[0].area)
    press(screen, view, Qt.Key.Key_Home)
    assert view.day == date(2099, 12, 6)
    press(screen, view, Qt.Key.Key_End)
    assert view.day == date(2099, 12, 12)


def test_the_week_says_what_time_it_is(screen: EventsScreen) -> None:
    view = show(screen, "week")
    week = screen.page.overview.week
    assert week.now_line() is None, "another week"
    now, here = datetime.now(UTC), datetime.combine(view.today, time(12, 30))
    view.go_to_today()
    view.show_rows([], now, here)
    line = week.now_line()
    assert line is not None and view.place_of(view.today).contains(line.center())
    view.show_rows([], now, here + timedelta(hours=2))
    later = week.now_line()
    assert later is not None and later.top() > line.bottom()


@pytest.mark.parametrize("name", ["month", "week"])
def test_an_event_stands_on_its_day_and_enter_opens_it(screen: EventsScreen, name: str) -> None:
    uid = plan(screen.context.db, "Loom day", at(19))
    view = show(screen, name)
    assert titles(view) == ["Loom day"]
    assert view.place_of(DAY).intersects(view.spots[0].area)
    press(screen, view, Qt.Key.Key_Return)
    assert screen.page.view.opened_event is not None
    assert screen.page.view.opened_event.row.uid == uid
    screen.click("back")
    assert view.isVisible() and view.day == DAY, "the way back leads to where one was"


@pytest.mark.parametrize("name", ["month", "week"])
def test_a_click_opens_an_event(screen: EventsScreen, name: str) -> None:
    plan(screen.context.db, "Loom day", at(19))
    view = show(screen, name)
    middle = view.spots[0].area.center()
    screen.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    screen.settle()
    assert "Loom day" in screen.words()


def test_keys_go_from_day_to_day_and_from_month_to_month(screen: EventsScreen) -> None:
    plan(screen.context.db, "Thaw", at(19, date(2100, 1, 9)))
    view = show(screen, "month")
    press(screen, view, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert view.day == DAY
    press(screen, view, Qt.Key.Key_Home)
    assert view.day == date(2099, 12, 7)
    assert titles(view) == []
    press(screen, view, Qt.Key.Key_End, Qt.Key.Key_PageDown)
    assert view.day == date(2100, 1, 13)
    assert titles(view) == ["Thaw"], "the other month is loaded"
    assert screen.find(QLabel, "days_shown").text() == "January 2100"
    press(screen, view, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert view.day == date(2099, 10, 13)
    press(screen, view, Qt.Key.Key_T)
    assert view.day == view.today
    assert abs((view.today - datetime.now(UTC).date()).days) <= 1


def test_the_last_of_a_long_month_stays_in_a_short_one(screen: EventsScreen) -> None:
    view = show(screen, "month")
    view.go_to(date(2099, 1, 31))
    press(screen, view, Qt.Key.Key_PageDown)
    assert view.day == date(2099, 2, 28)


def test_buttons_turn_the_pages(screen: EventsScreen) -> None:
    view = show(screen, "week")
    screen.click("turn_on")
    assert view.day == DAY + timedelta(days=7)
    screen.click("turn_back")
    screen.click("turn_back")
    assert view.day == DAY - timedelta(days=7)
    screen.click("turn_to_today")
    assert view.day == view.today


@pytest.mark.parametrize("name", ["month", "week"])
def test_n_plans_on_that_day(screen: EventsScreen, name: str) -> None:
    view = show(screen, name)
    press(screen, view, Qt.Key.Key_N)
    screen.type("title", "Loom day")
    screen.save()
    assert screen.event("Loom day").starts == at(19)


def test_a_double_click_plans_on_an_empty_day(screen: EventsScreen) -> None:
    view = show(screen, "month")
    place = view.place_of(DAY).center()
    screen.qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    screen.settle()
    assert screen.sees("sheet")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups, offscreen
def test_a_full_day_says_how_many_more_and_lets_one_choose(screen: EventsScreen) -> None:
    for hour in range(8, 20):
        plan(screen.context.db, f"Number {hour}", at(hour), 0.5)
    view = show(screen, "month")
    assert 0 < len(titles(view)) < 12
    press(screen, view, Qt.Key.Key_Return)
    menu = view.findChild(QMenu, "day_menu")
    assert menu is not None and len(menu.actions()) == 12
    menu.actions()[11].trigger()
    menu.close()
    screen.settle()
    assert "Number 19" in screen.words()


@pytest.mark.parametrize("name", ["month", "week"])
def test_delete_skips_the_date_of_a_series_on_that_day(screen: EventsScreen, name: str) -> None:
    db = screen.context.db
    draft = EventDraft(title="Studio", starts=at(18), ends=at(20), timezone=ZONE)
    made = series.add_series(db, draft, "FREQ=WEEKLY;COUNT=2")
    plan(db, "Alone", at(9))
    view = show(screen, name)
    screen.qtbot.waitUntil(lambda: "Studio" in titles_of_day(view))
    press(screen, view, Qt.Key.Key_Delete)
    screen.qtbot.waitUntil(lambda: titles_of_day(view) == ["Alone"])
    press(screen, view, Qt.Key.Key_Delete)
    assert titles_of_day(view) == ["Alone"], "what stands alone is cancelled on its page"
    screen.qtbot.waitUntil(lambda: screen.sees("message_action"))
    screen.undo()
    screen.qtbot.waitUntil(lambda: titles_of_day(view) == ["Alone", "Studio"])
    assert made.uids[0] in {row.uid for row in events.list_events(db)}


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_right_click_on_a_date_offers_to_skip_it(screen: EventsScreen) -> None:
    draft = EventDraft(title="Studio", starts=at(18), ends=at(20), timezone=ZONE)
    series.add_series(screen.context.db, draft, "FREQ=WEEKLY;COUNT=2")
    view = show(screen, "month")
    screen.qtbot.waitUntil(lambda: titles_of_day(view) == ["Studio"])
    settle(screen, view)
    where = next(spot.area.center() for spot in view.spots if spot.row.starts.date() == DAY)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view, QContextMenuEvent(reason, where, view.mapToGlobal(where)))
    menu = view.findChild(QMenu, "event_menu")
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Open", "Skip this date"]
    menu.actions()[1].trigger()
    menu.close()
    screen.qtbot.waitUntil(lambda: titles_of_day(view) == [])


def test_events_at_the_same_time_stand_side_by_side(screen: EventsScreen) -> None:
    for title in ("Looms", "Dyes"):
        plan(screen.context.db, title, at(19))
    view = show(screen, "week")
    first, second = (spot.area for spot in view.spots)
    assert not first.intersects(second)
    assert first.top() == second.top()
    press(screen, view, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert "Dyes" in screen.words()


def test_workshops_stand_within_their_meetup_in_the_week(screen: EventsScreen) -> None:
    meetup = plan(screen.context.db, "Loom day", at(19))
    for title in ("Warping", "Natural dyes"):
        within = EventDraft(
            title=title,
            starts=at(19),
            ends=at(21),
            timezone=ZONE,
            kind=EventKind.WORKSHOP,
            part_of=meetup,
        )
        events.add_event(screen.context.db, within)
    view = show(screen, "week")
    areas = {spot.row.title: spot.area for spot in view.spots}
    assert areas["Loom day"].contains(areas["Warping"])
    assert areas["Loom day"].contains(areas["Natural dyes"])
    assert not areas["Warping"].intersects(areas["Natural dyes"])
    assert view.row_at(areas["Natural dyes"].center()).title == "Natural dyes"
    assert view.row_at(areas["Loom day"].topLeft() + QPoint(8, 4)).title == "Loom day"


def test_an_event_over_several_days_stands_on_each(screen: EventsScreen) -> None:
    plan(screen.context.db, "Camp", at(15), hours=48)
    plan(screen.context.db, "Late night", at(20, DAY + timedelta(days=3)), hours=6)
    view = show(screen, "month")
    assert titles(view) == ["Camp"] * 3 + ["Late night"], "a night belongs to its evening"


def test_the_view_is_remembered(screen: EventsScreen) -> None:
    show(screen, "month")
    assert load_settings().events_as == "month"
    screen.click("events_as_list")
    assert load_settings().events_as == "list"
    assert screen.page.overview.table.isVisible()


def test_who_cannot_see_the_screen_is_told_the_day(screen: EventsScreen) -> None:
    plan(screen.context.db, "Loom day", at(19))
    view = show(screen, "month")
    assert view.accessibleName() == "December 2099"
    told = view.accessibleDescription()
    assert told == "Wednesday, 9 December 2099: 19:00 Loom day"


def test_days_of_a_mirrored_calendar_begin_at_the_right(screen: EventsScreen) -> None:
    view = show(screen, "month")
    monday = view.place_of(date(2099, 12, 7))
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert view.place_of(date(2099, 12, 7)).left() > monday.left()
    press(screen, view, Qt.Key.Key_Left)
    assert view.day == DAY + timedelta(days=1)
    assert view.day_at(view.place_of(DAY).center()) == DAY
    assert view.day_at(QPoint(-5, -5)) is None
