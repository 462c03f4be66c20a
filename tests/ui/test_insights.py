"""The insights: numbers that are right, a chart that stays legible, and the way to each event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus
from organizer.domain.records import EventRow
from organizer.services import insights
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.insights import Attended
from organizer.services.plans import events
from organizer.ui.context import Context
from organizer.ui.insights.chart import AttendanceChart
from organizer.ui.insights.figures import MOST_EVENTS, figures, spans, within
from organizer.ui.insights.page import History, InsightsPage
from organizer.ui.kit.tables import RecordTable


def shown_page(qtbot: QtBot, context: Context) -> InsightsPage:
    page = InsightsPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    qtbot.waitUntil(lambda: not context.runner.busy)
    return page


def stat(page: QWidget, name: str) -> str:
    labels = page.findChild(QWidget, f"stat_{name}").findChildren(QLabel)
    return " ".join(label.text() for label in labels)


def cells(page: QWidget) -> list[list[str]]:
    model = page.findChild(RecordTable, "insights_table").model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def past(day: datetime, came: int = 10, **numbers: int) -> Attended:
    """One past event, as the service would count it."""
    title = f"Meetup of {day:%d %B %Y}"
    row = EventRow(
        id=day.toordinal(),
        uid=f"{day:%Y%m%d}",
        kind=EventKind.MEETUP,
        title=title,
        starts=day,
        ends=day + timedelta(hours=2),
        timezone="Europe/Berlin",
        starts_at=day.replace(tzinfo=UTC),
        ends_at=day.replace(tzinfo=UTC) + timedelta(hours=2),
        status=EventStatus.PLANNED,
    )
    known = {"new": 0, "going": came, "kept": came, "came_again": 0} | numbers
    return Attended(row, came, **known)


def weekly(count: int, came: int = 10) -> list[Attended]:
    first = datetime(2008, 1, 3, 19)
    return [past(first + timedelta(days=2 * number), came, new=1) for number in range(count)]


def test_numbers_come_first_and_are_right(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    # Three said yes to each of two meetups; three came, then two. All three were new at the first.
    assert stat(page, "average") == "2 came on average to the last 2"
    assert stat(page, "kept") == "83 % of those who said yes came"
    assert stat(page, "new") == "3 newcomers"
    assert stat(page, "again") == "67 % of the newcomers came again"


def test_every_event_is_listed_newest_first_and_opens(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    assert [line[1:] for line in cells(page)] == [
        ["Paper night", "2", "3", ""],
        ["Loom night", "3", "3", "3"],
    ]
    table = page.findChild(RecordTable, "insights_table")
    uid = events.get_event(context.db, "Loom night").uid
    table.select(uid)
    with qtbot.waitSignal(context.navigate) as led:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert led.args == ["events", uid]


def test_the_chart_says_who_came_and_who_was_new(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    spoken = page.findChild(AttendanceChart, "attendance_chart").accessibleDescription()
    assert "3 came, 3 for the first time" in spoken
    assert "2 came, 0 for the first time" in spoken


def test_an_arrival_shows_at_once(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    paper = events.get_event(context.db, "Paper night")
    door.check_in_member(context.db, paper.uid, "佐藤 花", now=paper.starts_at)
    qtbot.waitUntil(lambda: cells(page)[0][2] == "3")
    assert stat(page, "again") == "100 % of the newcomers came again"


def test_a_walk_in_had_not_said_yes(context: Context) -> None:
    loom = events.get_event(context.db, "Loom night")
    refused = door.check_in_member(context.db, loom.uid, "Ирина Котова", now=loom.starts_at)
    assert refused.can_let_in
    door.check_in_member(context.db, loom.uid, "Ирина Котова", now=loom.starts_at, let_in=True)
    found = insights.attendance_over_time(context.db)[0]
    assert (found.came, found.going, found.kept) == (4, 3, 3)


def test_without_anything_past_it_says_what_to_do(qtbot: QtBot, empty_context: Context) -> None:
    page = shown_page(qtbot, empty_context)
    assert not page.findChild(RecordTable, "insights_table").isVisible()
    with qtbot.waitSignal(empty_context.navigate) as led:
        next(b for b in page.findChildren(QPushButton) if b.text() == "Plan a meetup").click()
    assert led.args == ["events", "meetup"]


def test_where_nobody_was_checked_in_the_yes_answers_are_shown(
    qtbot: QtBot, context: Context
) -> None:
    page = shown_page(qtbot, context)
    day = datetime(2016, 5, 1, 19)
    page.show_records(History((past(day, 0, going=8, kept=0),), day))
    assert stat(page, "average").startswith("–")
    chart = page.findChild(AttendanceChart, "attendance_chart")
    assert "8 said yes" in chart.accessibleDescription()
    assert "these are the yes answers" in page.findChild(QLabel, "chart_note").text()


def test_a_range_is_chosen_by_mouse_or_keyboard(qtbot: QtBot, context: Context) -> None:
    last_year = datetime.now() - timedelta(days=400)
    paper = events.get_event(context.db, "Loom night")
    draft = events.draft_of(paper)
    draft.title, draft.starts, draft.ends = "Long ago", last_year, last_year + timedelta(hours=2)
    uid = events.add_event(context.db, draft)
    guests.add_guests(context.db, uid, ["Ana Lima"], status=RegistrationStatus.GOING)
    page = shown_page(qtbot, context)
    assert len(cells(page)) == 3
    page.findChild(QPushButton, "range_year").click()
    assert all(line[1] != "Long ago" for line in cells(page))
    year = page.findChild(QPushButton, "range_year")
    year.setFocus()
    qtbot.keyClick(year, Qt.Key.Key_Right)
    assert len(cells(page)) == 3
    assert cells(page)[-1][2] == "–", "nobody was checked in, so nobody knows who came"


def test_many_events_are_drawn_by_month_and_very_many_by_year() -> None:
    few, many = weekly(MOST_EVENTS), weekly(400)
    assert len(spans(few)) == MOST_EVENTS
    months = spans(many)
    assert len(months) == 27
    assert sum(one.value for one in months) == 4000
    assert months[0].tip == "January 2008: 150 visits to 15 events, 15 for the first time"
    assert [one.label for one in months if one.label] == ["2008", "2009", "2010"]
    centuries = [past(datetime(1990 + n // 12, n % 12 + 1, 1, 19)) for n in range(240)]
    assert len(spans(centuries)) == 20


def test_the_last_event_and_this_year_are_told_apart() -> None:
    everything = weekly(30)
    assert within(everything, "last", 2008) == everything[-12:]
    assert len(within(everything, "year", 2008)) == 30
    assert within(everything, "year", 2020) == []
    found = figures(everything, everything[-1].row.uid)
    assert (found.newcomers, found.had_a_chance) == (30, 29)


@pytest.mark.parametrize("count", [1, 59, 1391])
def test_it_shows_any_number_of_events(qtbot: QtBot, context: Context, count: int) -> None:
    page = shown_page(qtbot, context)
    page.show_records(History(tuple(weekly(count)), datetime(2016, 1, 1)))
    page.findChild(QPushButton, "range_all").click()
    assert len(cells(page)) == count
    assert not page.grab().isNull()
