"""Plans in depth, at the screen: groups of the form, places, questions, payments, moving, workshops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import EventDraft, QuestionDraft, VenueDraft
from organizer.domain.kinds import EventKind, FieldKind, RegistrationStatus, WaitlistOrder
from organizer.domain.times import wall_time
from organizer.services.answers import guests
from organizer.services.people import members
from organizer.services.plans import events, questions, venues
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.events.pick_field import PickField

from .events_screen import EventsScreen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TITLE = "Dye night"


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[EventsScreen]:
    """Dye night is open: Ana and Anh are going, 佐藤 花 and Ирина invited."""
    made = EventsScreen(qtbot, context)
    made.open(TITLE)
    yield made
    made.leave()


def change(screen: EventsScreen, **said: object) -> None:
    """Change the plan behind the screen's back."""
    row = screen.event(TITLE)
    draft = events.draft_of(row)
    for name, value in said.items():
        setattr(draft, name, value)
    events.change_event(screen.context.db, row.uid, draft)
    screen.settle()


def add_workshop(screen: EventsScreen, title: str, seats: int | None = None) -> str:
    meetup = screen.event(TITLE)
    draft = EventDraft(
        kind=EventKind.WORKSHOP,
        title=title,
        starts=meetup.starts,
        ends=meetup.starts + timedelta(hours=1),
        timezone=meetup.timezone,
        room=title,
        capacity=seats,
        part_of=meetup.uid,
    )
    uid = events.add_event(screen.context.db, draft)
    screen.settle()
    return uid


def pick(screen: EventsScreen, name: str, typed: str) -> None:
    """Type a few letters into a field of picks and press Enter."""
    screen.type(f"{name}_text", typed)
    screen.qtbot.keyClick(screen.find(QLineEdit, f"{name}_text"), Qt.Key.Key_Return)


def choose(screen: EventsScreen, name: str, words: str) -> None:
    box = screen.find(QComboBox, name)
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def headers(screen: EventsScreen) -> list[str]:
    model = screen.page.view.guests.table.model()
    return [
        model.headerData(number, Qt.Orientation.Horizontal) for number in range(model.columnCount())
    ]


# The form


def test_the_groups_of_the_form_are_folded_and_keep_what_is_written(screen: EventsScreen) -> None:
    screen.do("action_change_event")
    assert not screen.sees("price") and not screen.sees("room")
    screen.click("unfold_seats")
    screen.type("answer_by", "tomorrow")
    assert not screen.sees("paid_on_badge"), "it costs nothing yet"
    screen.type("price", "12 €")
    screen.click("paid_on_badge")
    screen.click("paid_at_door")
    choose(screen, "waitlist_order", "Newcomers first")
    screen.click("unfold_details")
    screen.type("room", "Attic")
    screen.type("materials", "a mug")
    pick(screen, "facilitators", "lima")
    screen.click("unfold_details")
    assert "Ana Lima" in screen.find(QLabel, "summary_details").text()
    screen.save()
    row = screen.event(TITLE)
    tomorrow = wall_time(screen.context.now(), row.timezone).date() + timedelta(days=1)
    assert row.answer_by is not None and row.answer_by.date() == tomorrow
    assert (row.price, row.room, row.materials) == ("12 €", "Attic", "a mug")
    assert (row.paid_on_list, row.paid_at_door) == (True, False)
    assert (row.paid_on_badge, row.paid_on_recap) == (True, True)
    assert row.waitlist_order is WaitlistOrder.NEWCOMERS
    assert len(row.facilitators) == 1
    facts = screen.find(QLabel, "event_facts").text()
    assert "Led by Ana Lima" in facts and "Bring a mug" in facts and "12 €" in facts
    screen.undo()
    row = screen.event(TITLE)
    assert (row.price, row.paid_at_door, row.paid_on_badge) == ("", True, False)


def test_what_a_group_cannot_read_unfolds_it(screen: EventsScreen) -> None:
    screen.do("action_change_event")
    screen.click("unfold_seats")
    screen.type("answer_by", "someday")
    screen.click("unfold_seats")
    screen.save()
    assert screen.sees("answer_by")
    assert "“someday” is no day" in screen.words()


def test_a_workshop_asks_for_a_tag_and_another_workshop(screen: EventsScreen) -> None:
    basics = add_workshop(screen, "Basics")
    screen.do("action_change_event")
    screen.click("unfold_details")
    assert not screen.sees("level"), "a meetup has none"
    screen.click("sheet_cancel")
    dyes = add_workshop(screen, "Dyes")
    screen.page.open(dyes)
    screen.settle()
    screen.do("action_change_event")
    screen.click("unfold_details")
    screen.type("level", "Advanced")
    pick(screen, "required_tags", "steady hand")
    pick(screen, "required_workshops", "basi")
    screen.save()
    row = screen.event("Dyes")
    assert (row.level, row.required_tags, row.required_workshops) == (
        "Advanced",
        ("steady hand",),
        (basics,),
    )
    assert "Asks for steady hand, Basics" in screen.find(QLabel, "event_facts").text()


def test_a_pick_is_found_without_accents_and_can_be_dropped(screen: EventsScreen) -> None:
    screen.do("action_change_event")
    screen.click("unfold_details")
    pick(screen, "facilitators", "nguyen van")
    field = screen.find(PickField, "facilitators")
    assert field.labels() == ("Nguyễn Văn Anh",)
    screen.click(f"drop_{field.keys()[0]}")
    assert field.keys() == ()


def test_what_was_typed_and_never_picked_is_not_lost(screen: EventsScreen) -> None:
    add_workshop(screen, "Intro")
    add_workshop(screen, "Indigo")
    screen.click("add_workshop")
    screen.type("title", "Soldering")
    screen.click("unfold_details")
    screen.type("required_workshops_text", "In")
    line = screen.find(QLineEdit, "required_workshops_text")
    screen.qtbot.keyClick(line, Qt.Key.Key_Tab)
    screen.click("unfold_details")
    screen.save()
    screen.qtbot.waitUntil(line.isVisible)
    assert "“In” is none of those there are" in screen.words()
    screen.type("required_workshops_text", "intro")
    screen.save()
    screen.qtbot.waitUntil(
        lambda: "Soldering" in {row.title for row in events.list_events(screen.context.db)}
    )
    assert screen.event("Soldering").required_workshops == (screen.event("Intro").uid,)


def test_questions_are_written_copied_and_kept_with_the_plan(screen: EventsScreen) -> None:
    earlier = screen.event("Loom night")
    asked = [QuestionDraft("What do you eat?", FieldKind.CHOICE, ("all", "vegan"), on_badge=True)]
    questions.set_questions(screen.context.db, earlier.uid, asked)
    screen.do("action_change_event")
    screen.click("unfold_questions")
    screen.settle()
    choose(screen, "copy_questions", "Loom night")
    screen.click("add_question")
    lines = [one for one in screen.shell.findChildren(QLineEdit, "question_wording")]
    lines[-1].setText("Children?")
    ups = screen.shell.findChildren(QPushButton, "question_up")
    screen.qtbot.mouseClick(ups[-1], Qt.MouseButton.LeftButton)
    screen.save()
    kept = questions.list_questions(screen.context.db, screen.event(TITLE).uid)
    assert [one.wording for one in kept] == ["Children?", "What do you eat?"]
    assert kept[1].choices == ("all", "vegan") and kept[1].on_badge
    assert "What do you eat?" in headers(screen)
    screen.do("action_change_event")
    screen.settle()
    assert "2 asked" in screen.find(QLabel, "summary_questions").text()
    screen.save()
    again = questions.list_questions(screen.context.db, screen.event(TITLE).uid)
    assert [one.uid for one in again] == [one.uid for one in kept]


def test_a_question_that_is_none_is_said_at_its_group(screen: EventsScreen) -> None:
    screen.do("action_change_event")
    screen.click("unfold_questions")
    screen.click("add_question")
    screen.type("question_wording", "Diet")
    choose(screen, "question_kind", "One of these")
    screen.save()
    assert "needs two or more choices" in screen.words()
    screen.type("question_choices", "all, vegan")
    screen.save()
    assert len(questions.list_questions(screen.context.db, screen.event(TITLE).uid)) == 1


def test_overlaps_are_told_while_planning_and_on_the_page(screen: EventsScreen) -> None:
    row = screen.event(TITLE)
    assert not screen.sees("event_overlap")
    draft = events.draft_of(row)
    draft.title = "Choir"
    events.add_event(screen.context.db, draft)
    screen.settle()
    assert "“Choir” is in Old boathouse at that time" in screen.find(QLabel, "event_overlap").text()
    screen.do("action_change_event")
    screen.qtbot.waitUntil(lambda: screen.sees("overlaps"))
    assert "“Choir”" in screen.find(QLabel, "overlaps").text()
    screen.type("starts", "08:00")
    screen.type("ends", "09:00")
    screen.qtbot.waitUntil(lambda: not screen.sees("overlaps"))


# Places


def test_a_place_says_how_many_fit_and_warns_of_more(screen: EventsScreen) -> None:
    venues.add_venue(screen.context.db, VenueDraft("Barn", "Lane 1", "Two steps", 20))
    screen.do("action_change_event")
    screen.settle()
    screen.type("venue", "barn")
    assert screen.find(QLineEdit, "capacity").text() == "20"
    assert "Lane 1 · 20 people fit · Two steps" in screen.find(QLabel, "venue_hint").text()
    screen.type("capacity", "30")
    assert "Only 20 people fit into Barn" in screen.find(QLabel, "venue_hint").text()


def test_places_are_changed_made_one_and_removed(screen: EventsScreen) -> None:
    db = screen.context.db
    venues.add_venue(db, VenueDraft("The boathouse", capacity=40))
    screen.click("back")
    screen.click("places")
    choose(screen, "which", "The boathouse")
    screen.type("name", "Old boathouse")
    assert "makes the two one place" in screen.find(QLabel, "merge_hint").text()
    screen.save()
    [place] = venues.list_venues(db)
    assert (place.name, place.capacity) == ("Old boathouse", 40)
    screen.undo()
    assert len(venues.list_venues(db)) == 2
    screen.click("places")
    choose(screen, "which", "The boathouse")
    screen.click("remove_venue")
    assert [one.name for one in venues.list_venues(db)] == ["Old boathouse"]


def test_places_are_reached_from_the_plan(screen: EventsScreen) -> None:
    screen.do("action_change_event")
    screen.settle()
    screen.click("open_places")
    screen.settle()
    places = screen.shell.findChildren(QPlainTextEdit, "access_notes")
    places[0].setPlainText("Ring twice")
    sheets = [
        one for one in screen.shell.findChildren(QPushButton, "sheet_save") if one.isVisible()
    ]
    screen.qtbot.mouseClick(sheets[-1], Qt.MouseButton.LeftButton)
    screen.settle()
    assert "Ring twice" in screen.find(QLabel, "venue_hint").text()


# Guests


def test_payments_are_shown_only_where_there_is_a_price(screen: EventsScreen) -> None:
    assert "Paid" not in headers(screen)
    assert not screen.sees("filter_unpaid")
    change(screen, price="12 €")
    assert "Paid" in headers(screen)
    screen.select_guest("Ana Lima", "Nguyễn Văn Anh")
    screen.press(Qt.Key.Key_P)
    assert "2 people have paid." in screen.said()
    assert all(one.is_paid for one in screen.guests() if one.name == "Ana Lima")
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_P)
    screen.click("filter_unpaid")
    assert [one.name for one in screen.guests()] == ["Ana Lima"]
    screen.undo()
    assert not screen.sees("filter_unpaid"), "nobody has to pay any more"
    change(screen, paid_on_list=False)
    assert "Paid" not in headers(screen)
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_P)
    assert all(one.is_paid for one in screen.guests() if one.name == "Ana Lima")


def test_answers_are_kept_and_found_in_their_column(screen: EventsScreen) -> None:
    row = screen.event(TITLE)
    asked = [QuestionDraft("Diet", FieldKind.CHOICE, ("all", "vegan")), QuestionDraft("Note")]
    questions.set_questions(screen.context.db, row.uid, asked)
    screen.settle()
    diet, note = (one.uid for one in questions.list_questions(screen.context.db, row.uid))
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_A)
    choose(screen, f"answer_{diet}", "vegan")
    screen.type(f"answer_{note}", "near the door")
    screen.save()
    ana = next(one for one in screen.guests() if one.name == "Ana Lima")
    assert dict(ana.answers) == {diet: "vegan", note: "near the door"}
    assert headers(screen)[-2:] == ["Diet", "Note"]
    screen.qtbot.waitUntil(
        lambda: (
            screen.find(QLabel, "answers_so_far").text()
            == "Diet: 1 vegan, 1 has not said.\nNote: 1 near the door, 1 has not said."
        )
    )


def test_a_place_goes_to_somebody_else(screen: EventsScreen) -> None:
    screen.select_guest("Ana Lima")
    screen.do("give_place")
    pick(screen, "taker", "الفاتح")
    screen.save()
    assert screen.answer_of(TITLE, "Ana Lima") is RegistrationStatus.CANCELLED
    assert screen.answer_of(TITLE, "محمد الفاتح") is RegistrationStatus.GOING
    screen.undo()
    assert screen.answer_of(TITLE, "Ana Lima") is RegistrationStatus.GOING


def test_guests_move_to_another_date(screen: EventsScreen) -> None:
    draft = events.draft_of(screen.event(TITLE))
    draft.title, draft.capacity = "Next dye night", 1
    assert draft.starts and draft.ends
    draft.starts, draft.ends = draft.starts + timedelta(days=7), draft.ends + timedelta(days=7)
    events.add_event(screen.context.db, draft)
    screen.settle()
    screen.select_guest("Ana Lima", "Nguyễn Văn Anh")
    screen.do("move_to_event")
    screen.settle()
    screen.save()
    assert "2 people moved to Next dye night" in screen.said()
    rows = guests.list_guests(screen.context.db, screen.event("Next dye night").uid)
    assert sorted(str(one.status) for one in rows) == ["going", "waitlisted"]
    assert screen.answer_of(TITLE, "Ana Lima") is RegistrationStatus.CANCELLED


# Workshops


def test_workshops_are_filled_after_a_look(screen: EventsScreen) -> None:
    dyes, knots = add_workshop(screen, "Dyes", 1), add_workshop(screen, "Knots")
    screen.select_guest("Ana Lima")
    for name in ("Ana Lima", "Nguyễn Văn Anh"):
        screen.select_guest(name)
        screen.press(Qt.Key.Key_A)
        choose(screen, "wish_1", "Dyes")
        choose(screen, "wish_2", "Knots")
        screen.save()
    assert "Would like" in headers(screen)
    assert "2 seats in the workshops can be given" in screen.words()
    screen.click("fill_workshops")
    screen.settle()
    assert guests.list_guests(screen.context.db, dyes) == []
    assert "first wish" in screen.words() and "second wish" in screen.words()
    screen.save()
    assert "2 seats are given." in screen.said()
    for workshop in (dyes, knots):
        assert len(guests.list_guests(screen.context.db, workshop)) == 1
    assert "can be given" not in screen.words()
    screen.undo()
    assert guests.list_guests(screen.context.db, dyes) == []


def test_who_lacks_what_a_workshop_asks_for_gets_a_seat_only_if_one_says_so(
    screen: EventsScreen,
) -> None:
    dyes = add_workshop(screen, "Natural dyes")
    draft = events.draft_of(screen.event("Natural dyes"))
    draft.required_tags = ("steady hand",)
    events.change_event(screen.context.db, dyes, draft)
    screen.settle()
    screen.select_guest("Ana Lima")
    screen.press(Qt.Key.Key_A)
    choose(screen, "wish_1", "Natural dyes")
    screen.save()
    screen.do("action_fill_workshops")
    screen.qtbot.waitUntil(lambda: screen.sees("filling_with_unready"))
    assert "Ana Lima gets no seat in “Natural dyes”" in screen.words()
    assert not screen.sheet.save_button.isEnabled()
    screen.click("filling_with_unready")
    screen.qtbot.waitUntil(screen.sheet.save_button.isEnabled)
    screen.save()
    screen.qtbot.waitUntil(lambda: "1 seat is given." in screen.said())
    assert [one.name for one in guests.list_guests(screen.context.db, dyes)] == ["Ana Lima"]


# The last day to answer


def test_after_the_last_day_silent_people_are_reminded_or_declined(screen: EventsScreen) -> None:
    assert not screen.sees("remind")
    row = screen.event(TITLE)
    change(screen, answer_by=row.starts - timedelta(days=10))
    assert "2 have not answered." in screen.words()
    screen.click("remind")
    screen.settle()
    words = screen.find(QLabel, "whom_to_remind").text()
    assert "Without an address" in words and "1 does not want to be written to" in words
    screen.save()
    assert TITLE in QGuiApplication.clipboard().text()
    screen.click("sheet_cancel")
    screen.click("decline_silent")
    assert screen.answer_of(TITLE, "佐藤 花") is RegistrationStatus.DECLINED
    assert "have not answered" not in screen.words()
    screen.undo()
    assert screen.answer_of(TITLE, "佐藤 花") is RegistrationStatus.INVITED


def test_how_many_will_come_is_said_as_a_range(screen: EventsScreen) -> None:
    assert screen.find(QLabel, "likely").text() in (
        "1 to 2 will likely come",
        "2 will likely come",
    )
    change(screen, starts=screen.event(TITLE).starts - timedelta(days=200),
           ends=screen.event(TITLE).ends - timedelta(days=200))  # fmt: skip
    assert not screen.sees("likely")


# Answers in


def attendees(folder: Path) -> Path:
    path = folder / "attendees.csv"
    path.write_text(
        "Name,Email,RSVP,Diet\nMaya Cole,maya@example.org,Yes,vegan\n佐藤 花,,No,steak\n", "utf-8"
    )
    return path


def test_an_attendee_list_is_looked_at_and_taken_in(
    screen: EventsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = screen.event(TITLE)
    asked = [QuestionDraft("Diet?", FieldKind.CHOICE, ("all", "vegan"))]
    questions.set_questions(screen.context.db, row.uid, asked)
    screen.settle()

    def chosen(
        _parent: object, _title: str, _filters: str, on_chosen: object, **_more: object
    ) -> None:
        on_chosen([attendees(tmp_path)])  # type: ignore[operator]

    monkeypatch.setattr(files, "ask_open", chosen)
    screen.click("import_answers")
    screen.settle()
    numbers = {
        word: screen.find(QWidget, f"answers_{word}").findChildren(QLabel)[0].text()
        for word in ("registered", "added", "attended", "answers")
    }
    assert numbers == {"registered": "2", "added": "1", "attended": "0", "answers": "1"}
    assert "2 rows were read." in screen.find(QLabel, "import_note").text()
    people = screen.find(QTableView, "answers_people").model()
    said = [[people.index(row, n).data() for n in range(3)] for row in range(people.rowCount())]
    assert sorted(said) == [
        ["Maya Cole", "A new person", "Going"],
        ["佐藤 花", "Known already", "Declined"],
    ]
    assert len(members.list_members(screen.context.db)) == 5
    screen.save()
    assert screen.answer_of(TITLE, "Maya Cole") is RegistrationStatus.GOING
    assert screen.answer_of(TITLE, "佐藤 花") is RegistrationStatus.DECLINED
    screen.undo()
    assert screen.answer_of(TITLE, "佐藤 花") is RegistrationStatus.INVITED
    assert len(members.list_members(screen.context.db)) == 5


def test_any_attendee_list_is_read_and_how_is_remembered(
    screen: EventsScreen, tmp_path: Path
) -> None:
    path = tmp_path / "party.csv"
    path.write_text("Wer,Kommt?,Mit\nMaya Cole,ja,2\nIvo Berg,nein,\n", "utf-8")
    screen.page.view.files_dropped.emit([path])
    screen.settle()
    assert "holds the names" in screen.sheet.general_problem.text()
    assert not screen.sheet.save_button.isEnabled()
    for word, header in (("name", "Wer"), ("answer", "Kommt?"), ("plus", "Mit")):
        box = screen.find(QComboBox, f"column_{word}")
        box.setCurrentIndex(box.findData(header))
        box.activated.emit(box.currentIndex())
        screen.settle()
    assert screen.find(QWidget, "answers_registered").findChildren(QLabel)[0].text() == "2"
    screen.save()
    maya = next(one for one in screen.guests() if one.name == "Maya Cole")
    assert (maya.status, maya.plus) == (RegistrationStatus.GOING, 2)
    assert screen.answer_of(TITLE, "Ivo Berg") is RegistrationStatus.DECLINED
    path.write_text("Wer,Kommt?,Mit\nUma Frost,ja,\n", "utf-8")
    screen.page.view.files_dropped.emit([path])
    screen.settle()
    assert screen.sees("answers_recalled")
    assert screen.sheet.save_button.isEnabled()
    screen.click("answers_afresh")
    assert "holds the names" in screen.sheet.general_problem.text()


def test_a_column_is_chosen_as_the_answer_to_a_question(
    screen: EventsScreen, tmp_path: Path
) -> None:
    row = screen.event(TITLE)
    questions.set_questions(screen.context.db, row.uid, [QuestionDraft("What do you eat?")])
    screen.settle()
    path = tmp_path / "attendees.csv"
    path.write_text("Name,RSVP,Kitchen\nMaya Cole,Yes,no nuts\n", "utf-8")
    screen.page.view.files_dropped.emit([path])
    screen.qtbot.waitUntil(lambda: screen.sees("answers_people"))
    screen.find(QTabWidget, "answers_tabs").setCurrentIndex(1)
    screen.qtbot.waitUntil(lambda: screen.sees("column_field:What do you eat?"))
    choose(screen, "column_field:What do you eat?", "Kitchen · no nuts")
    screen.qtbot.waitUntil(lambda: screen.sees("answers_answers"))
    assert screen.find(QWidget, "answers_answers").findChildren(QLabel)[0].text() == "1"
    screen.qtbot.waitUntil(screen.sheet.save_button.isEnabled)
    screen.save()
    screen.qtbot.waitUntil(lambda: "What do you eat?" in headers(screen))
    asked = questions.list_questions(screen.context.db, row.uid)[0].uid
    maya = next(one for one in screen.guests() if one.name == "Maya Cole")
    assert maya.answers == ((asked, "no nuts"),)


def test_of_a_workbook_one_sheet_can_be_the_list_of_the_event(
    screen: EventsScreen, tmp_path: Path
) -> None:
    book = Workbook()
    for title, names in {"Tonight": ["Maya Cole"], "Everybody": ["Maya Cole", "Uno Udd"]}.items():
        sheet = book.create_sheet(title)
        for row in (["Name", "Email"], *([name, ""] for name in names)):
            sheet.append(row)
    book.save(tmp_path / "people.xlsx")
    screen.page.view.files_dropped.emit([tmp_path / "people.xlsx"])
    screen.qtbot.waitUntil(lambda: screen.sees("answers_sheet_choice"))
    assert screen.find(QComboBox, "answers_sheet_choice").currentText() == "All 2 with people"
    screen.qtbot.waitUntil(lambda: screen.sees("answers_people"))
    assert screen.find(QTableView, "answers_people").model().rowCount() == 2
    choose(screen, "answers_sheet_choice", "Tonight")
    people = screen.find(QTableView, "answers_people").model()
    screen.qtbot.waitUntil(lambda: people.rowCount() == 1)


def test_a_list_with_unclear_dates_asks_once(screen: EventsScreen, tmp_path: Path) -> None:
    path = tmp_path / "joined.csv"
    path.write_text("Name,RSVP,Member since\nMaya Cole,Yes,3/4/2021\n", "utf-8")
    screen.page.view.files_dropped.emit([path])
    screen.settle()
    assert screen.sees("date_question")
    screen.click("dates_dmy")
    screen.save()
    maya = next(one for one in members.list_members(screen.context.db) if one.name == "Maya Cole")
    assert maya.joined_on == date(2021, 4, 3)


def test_a_list_that_is_dropped_on_the_event_is_read(screen: EventsScreen, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(attendees(tmp_path)))])
    event = QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.page.view.dropEvent(event)
    screen.settle()
    assert "2 rows were read." in screen.find(QLabel, "import_note").text()


def test_what_is_no_list_says_so_and_imports_nothing(screen: EventsScreen, tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    screen.page.view.files_dropped.emit([path])
    screen.settle()
    assert "numbers.csv" in screen.sheet.general_problem.text()
    assert not screen.sheet.save_button.isEnabled()


def test_a_search_finds_guests_without_accents(screen: EventsScreen) -> None:
    screen.type("guest_search_text", "nguyen")
    screen.settle()
    assert [one.name for one in screen.guests()] == ["Nguyễn Văn Anh"]
    assert isinstance(screen.find(QAction, "guest_answers"), QAction)
