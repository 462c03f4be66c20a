"""Importing a list on the people page: what is shown before, and what is written after."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QRadioButton, QTabWidget
from pytestqt.qtbot import QtBot

from organizer.domain.records import MemberRow
from organizer.intake.columns import FIELD_WORDS
from organizer.services.people import members
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.tables import RecordTable
from organizer.ui.kit.widgets import Stat
from organizer.ui.people.column_mapping import field_labels
from tests.evenings import shared_data
from tests.ui.people_screen import Screen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PEOPLE = "Name,Email,Tags\nMina Kaya,mina@example.org,host\nAna Lima,ana@lima.example,print\n"


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[Screen]:
    made = Screen(qtbot, context)
    yield made
    made.settle()


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that the user chooses in the dialog; empty closes it."""
    paths: list[Path] = []

    def answer(
        parent: object,
        title: str,
        filters: str,
        on_chosen: Callable[[list[Path]], object],
        multiple: bool = False,
    ) -> None:
        if paths:
            on_chosen(list(paths))

    monkeypatch.setattr(files, "ask_open", answer)
    return paths


def write(tmp_path: Path, text: str | bytes, name: str = "people.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def begin(screen: Screen, chosen: list[Path], *paths: Path) -> None:
    """Choose files by the button and wait until they are read."""
    chosen[:] = paths
    screen.click("import_list")
    screen.wait_for("sheet")
    screen.settle()


def numbers(screen: Screen) -> dict[str, str]:
    """The large numbers of the preview: new, changed, same, out."""
    found = {}
    for word in ("new", "changed", "same", "out"):
        stat = screen.widget(f"import_{word}")
        assert isinstance(stat, Stat)
        found[word] = stat._number.text()
    return found


def show_tab(screen: Screen, number: int) -> None:
    tabs = screen.widget("import_tabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(number)


def shown_rows(screen: Screen, name: str) -> list[tuple[str, ...]]:
    """A table as it is read, cell by cell."""
    table = screen.widget(name)
    assert isinstance(table, RecordTable)
    model = table.model()
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def pick_column(screen: Screen, field: str, header: str) -> None:
    """Say by keyboard which column holds a field."""
    choice = screen.widget(f"column_{field}")
    assert isinstance(choice, QComboBox)
    choice.setFocus()
    for _step in range(choice.findData(header) - choice.currentIndex()):
        QTest.keyClick(choice, Qt.Key.Key_Down)
    screen.settle()


def stored(context: Context) -> list[MemberRow]:
    return members.list_members(context.db)


def test_a_list_is_shown_first_and_then_written(
    screen: Screen, chosen: list[Path], tmp_path: Path
) -> None:
    before = stored(screen.context)
    begin(screen, chosen, write(tmp_path, PEOPLE))
    assert numbers(screen) == {"new": "1", "changed": "1", "same": "0", "out": "0"}
    assert shown_rows(screen, "import_rows") == [
        ("Mina Kaya", "mina@example.org", "2", "New"),
        ("Ana Lima", "ana@lima.example", "3", "Updated"),
    ]
    assert screen.text("sheet_save") == "Import 2 people"
    assert "a table, 2 rows" in screen.text("import_source")
    assert stored(screen.context) == before
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Mina Kaya" in screen.names())
    assert screen.text("message_text") == "1 added, 1 updated."
    assert not screen.is_seen("sheet")
    [ana] = [member for member in stored(screen.context) if member.name == "Ana Lima"]
    assert set(ana.tags) == {"host", "print", "weaving"}


def test_the_second_time_nothing_is_new(screen: Screen, chosen: list[Path], tmp_path: Path) -> None:
    path = write(tmp_path, PEOPLE)
    begin(screen, chosen, path)
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: not screen.is_seen("sheet"))
    begin(screen, chosen, path)
    assert numbers(screen) == {"new": "0", "changed": "0", "same": "2", "out": "0"}
    assert screen.text("sheet_save") == "Nothing to import"
    assert not screen.widget("sheet_save").isEnabled()
    screen.press(Qt.Key.Key_Escape)


@pytest.mark.parametrize("way", ["escape", "button"])
def test_cancel_writes_nothing(
    screen: Screen, chosen: list[Path], tmp_path: Path, way: str
) -> None:
    before = stored(screen.context)
    begin(screen, chosen, write(tmp_path, PEOPLE))
    if way == "escape":
        screen.press(Qt.Key.Key_Escape)
    else:
        screen.click("sheet_cancel")
    screen.settle()
    assert not screen.is_seen("sheet")
    assert stored(screen.context) == before


def test_cancel_while_it_is_read_writes_nothing(
    screen: Screen, chosen: list[Path], tmp_path: Path
) -> None:
    before = stored(screen.context)
    rows = "".join(f"Person {number},p{number}@example.org\n" for number in range(20_000))
    chosen[:] = [write(tmp_path, "Name,Email\n" + rows)]
    screen.click("import_list")
    screen.wait_for("job_cancel")
    screen.click("job_cancel")
    screen.settle()
    assert not screen.is_seen("sheet")
    assert stored(screen.context) == before


def test_cancel_while_it_is_written_leaves_all_as_it_was(
    screen: Screen, chosen: list[Path], tmp_path: Path
) -> None:
    before = stored(screen.context)
    begin(screen, chosen, write(tmp_path, PEOPLE))
    may_go_on = threading.Event()

    def keep_the_lane_busy(job: Job) -> None:
        may_go_on.wait(5)

    screen.context.runner.start(screen.shell, keep_the_lane_busy, str)
    screen.click("sheet_save")
    assert screen.says("Importing…")
    screen.press(Qt.Key.Key_Escape)
    may_go_on.set()
    screen.settle()
    assert stored(screen.context) == before
    assert screen.text("message_text") == "Cancelled. Nothing was imported."


def test_what_is_left_out_is_listed_with_the_reason(
    screen: Screen, chosen: list[Path], tmp_path: Path
) -> None:
    text = "Name,Email,Company\nMina Kaya,mina@example.org,\n,,,only a note\nBo,at home,\n"
    begin(screen, chosen, write(tmp_path, text))
    assert numbers(screen)["out"] == "1"
    show_tab(screen, 2)
    listed = shown_rows(screen, "import_problems")
    assert ("3", "Left out, as there is neither a name nor an address: only a note.") in listed
    assert any(row == "4" and "at home" in words for row, words in listed)
    screen.press(Qt.Key.Key_Escape)


def test_a_column_that_nobody_knows_is_asked_for(
    screen: Screen, chosen: list[Path], tmp_path: Path
) -> None:
    path = write(tmp_path, "Colour,Rufname\nred,Mina Kaya\nblue,Olu Peters\n")
    begin(screen, chosen, path)
    assert "Which column of people.csv holds the names?" in screen.text("import_problem")
    assert not screen.widget("sheet_save").isEnabled()
    pick_column(screen, "name", "Rufname")
    assert not screen.is_seen("import_problem")
    assert screen.text("sheet_save") == "Import 2 people"
    assert screen.says("Mina Kaya · Olu Peters")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Olu Peters" in screen.names())


def test_another_column_is_read_anew(screen: Screen, chosen: list[Path], tmp_path: Path) -> None:
    text = "Name,Nick,Likes\nMina Kaya,Minnie,looms\nOlu Peters,Lu,paper\n"
    begin(screen, chosen, write(tmp_path, text))
    show_tab(screen, 1)
    pick_column(screen, "tags", "Likes")
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: "Mina Kaya" in screen.names())
    [mina] = [member for member in stored(screen.context) if member.name == "Mina Kaya"]
    assert mina.tags == ("looms",)


@pytest.mark.parametrize(("order", "day"), [("dmy", date(2024, 4, 3)), ("mdy", date(2024, 3, 4))])
def test_dates_that_can_be_two_days_are_asked_about(
    screen: Screen, chosen: list[Path], tmp_path: Path, order: str, day: date
) -> None:
    begin(screen, chosen, write(tmp_path, "Name,Joined\nMina Kaya,03/04/2024\n"))
    assert screen.says("1 date can be read in two ways")
    assert screen.says("3 April 2024")
    assert not screen.says("--dates")
    radio = screen.widget(f"dates_{order}")
    assert isinstance(radio, QRadioButton)
    radio.setFocus()
    screen.press(Qt.Key.Key_Space)
    screen.settle()
    assert screen.is_seen(f"dates_{order}")
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: "Mina Kaya" in screen.names())
    [mina] = [member for member in stored(screen.context) if member.name == "Mina Kaya"]
    assert mina.joined_on == day


def test_a_file_that_is_no_list_is_said_in_place(
    screen: Screen, chosen: list[Path], tmp_path: Path
) -> None:
    begin(screen, chosen, write(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4))
    assert "people.csv" in screen.text("import_problem")
    assert not screen.is_seen("import_tabs")
    assert not screen.widget("sheet_save").isEnabled()
    chosen[:] = [write(tmp_path, PEOPLE, "better.csv")]
    screen.press(Qt.Key.Key_Space)  # the focus is on "Choose another list"
    screen.qtbot.waitUntil(lambda: screen.is_seen("import_tabs"))
    assert screen.text("sheet_save") == "Import 2 people"
    screen.press(Qt.Key.Key_Escape)


def test_several_files_are_one_import(screen: Screen, chosen: list[Path], tmp_path: Path) -> None:
    first = write(tmp_path, PEOPLE)
    second = write(tmp_path, "Name,E-mail\nMina Kaya,mina@example.org\nBo,\n", "second.csv")
    begin(screen, chosen, first, second)
    assert numbers(screen)["new"] == "2"
    assert screen.text("sheet_save") == "Import 3 people"
    show_tab(screen, 1)
    lists = screen.widget("import_file")
    assert isinstance(lists, QComboBox)
    assert [lists.itemText(number) for number in range(2)] == ["people.csv", "second.csv"]
    screen.press(Qt.Key.Key_Escape)


def test_files_dropped_on_the_page_are_imported(screen: Screen, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path, PEOPLE)))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(screen.page, QDragEnterEvent(QPoint(300, 300), copy, data, left, none))
    assert screen.is_seen("drop_hint")
    QApplication.sendEvent(screen.page, QDropEvent(QPointF(300, 300), copy, data, left, none))
    assert not screen.is_seen("drop_hint")
    screen.wait_for("sheet")
    screen.settle()
    assert screen.text("sheet_save") == "Import 2 people"
    screen.press(Qt.Key.Key_Escape)


def test_what_is_no_file_cannot_be_dropped(screen: Screen) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/people.csv")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(screen.page, event)
    assert not screen.is_seen("drop_hint")


def test_closing_the_dialog_does_nothing(screen: Screen, chosen: list[Path]) -> None:
    screen.click("import_list")
    assert not screen.is_seen("sheet")


def test_a_real_member_list_of_meetup(screen: Screen, chosen: list[Path]) -> None:
    path = shared_data("meetup/crug/member_list_3606_us.xls")
    begin(screen, chosen, path)
    screen.qtbot.waitUntil(lambda: screen.is_seen("import_rows"), timeout=20_000)
    assert "an export from Meetup, 3,606 rows" in screen.text("import_source")
    assert screen.text("sheet_save") == "Import 3,606 people"
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(
        lambda: screen.is_seen("people_count") and "3,611" in screen.text("people_count"),
        timeout=20_000,
    )
    assert "3,606 added" in screen.text("message_text")
    begin(screen, chosen, path)
    screen.qtbot.waitUntil(lambda: screen.is_seen("import_rows"), timeout=20_000)
    assert numbers(screen)["same"] == "3,606"
    screen.press(Qt.Key.Key_Escape)


def test_each_field_of_a_list_has_a_label() -> None:
    assert set(field_labels()) == set(FIELD_WORDS)


def test_the_empty_page_imports_too(
    qtbot: QtBot, empty_context: Context, chosen: list[Path], tmp_path: Path
) -> None:
    screen = Screen(qtbot, empty_context)
    chosen[:] = [write(tmp_path, PEOPLE)]
    button = screen.widget("empty_import")
    assert isinstance(button, QPushButton)
    button.click()
    screen.wait_for("sheet")
    screen.settle()
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: screen.is_seen("people_table"))
    assert screen.names() == ["Ana Lima", "Mina Kaya"]
    screen.settle()
