"""The home page as an organizer sees it: tonight's numbers, whom to greet, what to do, where it leads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import EventDraft, MemberDraft
from organizer.domain.kinds import EventKind, RegistrationStatus
from organizer.models.database import Database
from organizer.sample.community import make_sample
from organizer.services import communities, insights
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.people import members
from organizer.services.plans import events
from organizer.ui.context import Context
from organizer.ui.home.cards import GreetRow
from organizer.ui.home.page import HomePage
from organizer.ui.kit.charts import BarChart
from organizer.ui.kit.widgets import ToDoRow

ZONE = "Europe/Berlin"


@pytest.fixture
def went_to(context: Context) -> list[tuple[str, object]]:
    """Where the page led to."""
    gone: list[tuple[str, object]] = []

    def note(page: str, what: object) -> None:
        gone.append((page, what))

    context.navigate.connect(note)
    return gone


def shown_page(qtbot: QtBot, context: Context) -> HomePage:
    page = HomePage(context)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    qtbot.waitUntil(lambda: bool(title(page)))
    QCoreApplication.sendPostedEvents()  # what was just put into a layout is shown by an event
    return page


def title(page: HomePage) -> str:
    return page.findChild(QLabel, "page_title").text()


def words(widget: QWidget) -> str:
    """Everything that can be read on it now."""
    labels = [one for one in widget.findChildren(QLabel) if one.isVisible()]
    return " | ".join(label.text() for label in labels)


def to_do(page: HomePage) -> dict[str, ToDoRow]:
    rows = [row for row in page.findChildren(ToDoRow) if row.isVisible()]
    return {row.sentence.text(): row for row in rows}


def press(page: QWidget, name: str) -> None:
    page.findChild(QPushButton, name).click()


def test_it_says_what_comes_next_and_who(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    assert title(page).startswith("Next: Dye night on ")
    card = words(page.findChild(QWidget, "event_card"))
    assert "19:00 to 22:00, Old boathouse" in card
    assert "2 | going" in card
    assert "2 | not answered yet" in card
    assert "0 | for the first time" in card


def test_its_buttons_lead_to_badges_and_the_door(
    qtbot: QtBot, context: Context, went_to: list[tuple[str, object]]
) -> None:
    page = shown_page(qtbot, context)
    uid = events.get_event(context.db, "Dye night").uid
    press(page, "print_badges")
    press(page, "open_door")
    assert went_to == [("events", uid), ("door", uid)]


def test_what_needs_doing_is_a_sentence_with_a_verb_that_leads_there(
    qtbot: QtBot, context: Context, went_to: list[tuple[str, object]]
) -> None:
    draft = communities.draft_of(communities.describe(context.db))
    draft.organizer_email = ""
    communities.change_community(context.db, draft)
    page = shown_page(qtbot, context)
    rows = to_do(page)
    # Ana and Anh said yes, 佐藤 has no address, Ирина does not want to be written to.
    row = rows["2 people have not been told the latest"]
    assert row.button.text() == "Send"
    row.button.click()
    rows["Invitations need your e-mail address"].button.click()
    uid = events.get_event(context.db, "Dye night").uid
    assert went_to == [("events", uid), ("settings", "organizer")]


def test_the_recap_of_the_last_event_is_to_be_written_for_two_weeks(
    qtbot: QtBot, context: Context
) -> None:
    paper = events.get_event(context.db, "Paper night")
    context.now = lambda: paper.ends_at + timedelta(days=1)
    assert any(sentence.startswith("Recap of") for sentence in to_do(shown_page(qtbot, context)))
    context.now = lambda: paper.ends_at + timedelta(days=15)
    page = shown_page(qtbot, context)
    assert not any(sentence.startswith("Recap of") for sentence in to_do(page))


def test_without_a_next_event_planning_is_the_one_thing_to_do(
    qtbot: QtBot, context: Context, went_to: list[tuple[str, object]]
) -> None:
    events.cancel_event(context.db, events.get_event(context.db, "Dye night").uid)
    page = shown_page(qtbot, context)
    assert title(page) == "Nothing is planned"
    assert not page.findChild(QPushButton, "open_door").isVisible()
    to_do(page)["No next meetup is planned"].button.click()
    press(page, "plan_meetup")
    assert went_to == [("events", "meetup")] * 2


def test_a_change_elsewhere_shows_at_once(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    uid = events.get_event(context.db, "Dye night").uid
    guests.set_status(context.db, uid, "佐藤 花", RegistrationStatus.GOING)
    qtbot.waitUntil(lambda: "3 | going" in words(page.findChild(QWidget, "event_card")))


def test_people_wait_although_a_seat_is_free(qtbot: QtBot, context: Context) -> None:
    uid = events.get_event(context.db, "Dye night").uid
    draft = events.draft_of(events.get_event(context.db, uid))
    draft.capacity = 3
    events.change_event(context.db, uid, draft)
    guests.set_status(context.db, uid, "佐藤 花", RegistrationStatus.GOING, plus=1)
    page = shown_page(qtbot, context)
    assert "1 person waits although a seat is free" in to_do(page)
    assert page.findChild(QLabel, "waitlist_chip").text() == "1 on the waitlist"


def test_who_came_has_a_bar_for_each_event(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    chart = page.findChild(BarChart, "came_chart")
    assert "Loom night" in chart.accessibleDescription()
    assert ": 2 came" in chart.accessibleDescription()


def test_tonight_workshops_and_whom_to_greet(
    qtbot: QtBot, tmp_path: Path, context: Context, went_to: list[tuple[str, object]]
) -> None:
    now = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    db, _tonight = make_sample(tmp_path / "sample.organizer", now)
    context.db, context.now = db, lambda: now
    page = shown_page(qtbot, context)
    assert title(page) == "Tonight: Loom night"
    assert "Warping basics · 12 of 12" in words(page)
    rows = [row for row in page.findChildren(GreetRow) if row.isVisible()]
    assert rows
    assert any(name in row.accessibleName() for row in rows for name in ("First time", "5th"))
    rows[0].click()
    assert went_to[0][0] == "people"
    assert went_to[0][1] == insights.home(db, now).to_greet[0].member_uid
    db.close()


def test_in_the_morning_it_is_today(qtbot: QtBot, context: Context) -> None:
    row = events.get_event(context.db, "Dye night")
    draft = events.draft_of(row)
    draft.starts, draft.ends = row.starts.replace(hour=9), row.starts.replace(hour=11)
    events.change_event(context.db, row.uid, draft)
    start = events.get_event(context.db, row.uid).starts_at
    context.now = lambda: start - timedelta(hours=1)
    assert title(shown_page(qtbot, context)) == "Today: Dye night"
    context.now = lambda: start + timedelta(hours=1)
    assert title(shown_page(qtbot, context)) == "Now: Dye night"


def test_who_came_back_is_greeted_before_newcomers(context: Context) -> None:
    db = context.db
    members.add_member(db, MemberDraft("Zoë Newcomer"))
    uid = events.get_event(db, "Dye night").uid
    guests.add_guests(db, uid, ["Zoë Newcomer"], status=RegistrationStatus.GOING)
    row = events.get_event(db, uid)
    draft = events.draft_of(row)
    draft.starts, draft.ends = (one + timedelta(days=300) for one in (row.starts, row.ends))
    events.change_event(db, uid, draft)
    people = insights.home(db).to_greet
    assert [one.name for one in people] == ["Ana Lima", "Nguyễn Văn Anh", "Zoë Newcomer"]
    assert people[0].reason.startswith("Back after")
    assert people[0].tags == ("host", "weaving")


def test_newcomers_of_the_last_event_had_no_chance_to_come_again(context: Context) -> None:
    paper = events.get_event(context.db, "Paper night")
    guests.add_guests(context.db, paper.uid, ["Ирина Котова"])
    door.check_in_member(context.db, paper.uid, "Ирина Котова", now=paper.starts_at)
    record = insights.home(context.db)
    assert (record.newcomers, record.came_again) == (3, 2)


def test_an_empty_community_is_told_its_first_steps(
    qtbot: QtBot, empty_context: Context, empty_community: Database
) -> None:
    gone: list[tuple[str, object]] = []

    def note(page: str, what: object) -> None:
        gone.append((page, what))

    empty_context.navigate.connect(note)
    page = shown_page(qtbot, empty_context)
    steps = page.findChild(QWidget, "first_steps")
    assert steps.isVisible()
    assert not page.findChild(QWidget, "to_do_card").isVisible()
    press(page, "import_step_button")
    press(page, "plan_step_button")
    assert gone == [("people", "import"), ("events", "meetup")]
    members.add_member(empty_community, MemberDraft("Ana"))
    qtbot.waitUntil(lambda: page.findChild(QWidget, "done_tick") is not None)
    qtbot.waitUntil(lambda: "1 person is here." in words(steps))  # shown a turn later
    starts = datetime.now() + timedelta(days=3)
    draft = EventDraft(EventKind.MEETUP, "First", starts, starts + timedelta(hours=2), ZONE)
    events.add_event(empty_community, draft)
    qtbot.waitUntil(lambda: title(page).startswith("Next: First"))
    assert not steps.isVisible()
    qtbot.waitUntil(lambda: "Nobody is invited yet" in to_do(page))


def test_arrivals_are_counted_while_the_door_is_open(qtbot: QtBot, context: Context) -> None:
    row = events.get_event(context.db, "Dye night")
    context.now = lambda: row.starts_at
    page = shown_page(qtbot, context)
    door.check_in_member(context.db, row.uid, "Ana Lima", now=row.starts_at)
    qtbot.waitUntil(lambda: "1 | arrived" in words(page.findChild(QWidget, "event_card")))
