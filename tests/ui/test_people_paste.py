"""A newcomer's list on the people page: pasted, of several sheets, with columns nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QGridLayout, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.kinds import FieldKind
from organizer.services import undoing
from organizer.services.people import fields, members
from organizer.ui.context import Context
from organizer.ui.kit.tables import RecordTable
from tests.ui.people_screen import Screen

# What the offscreen platform says of windows and pop-ups, and no screen would.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LIST = (
    "Colour,Name,Email,Paid,T-shirt,Joined\n"
    "red,Mina Kaya,mina@gmial.com,x,M,März 2020\n"
    "blue,Olu Peters,olu@x.org / lu@x.org,,L,2021-03-04\n"
    ",Total,,1,,\n"
)


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> Iterator[Screen]:
    made = Screen(qtbot, context)
    yield made
    made.settle()
    QApplication.clipboard().clear()


@pytest.fixture
def import_file(screen: Screen, tmp_path: Path) -> Callable[..., None]:
    """Bring a list in by Ctrl+V, as a file that was copied."""

    def begin(content: str | Workbook, name: str = "people.csv") -> None:
        path = tmp_path / name
        if isinstance(content, str):
            path.write_text(content, "utf-8")
        else:
            content.save(path)
        copied = QMimeData()
        copied.setUrls([QUrl.fromLocalFile(str(path))])
        QApplication.clipboard().setMimeData(copied)
        paste(screen)

    return begin


def paste(screen: Screen) -> None:
    screen.table.setFocus()
    screen.press_ctrl(Qt.Key.Key_V)
    screen.wait_for("sheet")
    screen.qtbot.waitUntil(
        lambda: screen.is_seen("import_tabs") or screen.is_seen("import_problem")
    )
    screen.settle()


def show_tab(screen: Screen, number: int) -> str:
    tabs = screen.widget("import_tabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(number)
    return tabs.tabText(number)


def pick(screen: Screen, name: str, words: str) -> None:
    """Choose the entry that begins with these words, and wait until all is read anew."""
    box = screen.widget(name)
    assert isinstance(box, QComboBox)
    box.setFocus()
    entries = [box.itemText(number) for number in range(box.count())]
    number = next(at for at, entry in enumerate(entries) if entry.startswith(words))
    box.setCurrentIndex(number)
    box.activated.emit(number)
    screen.settle()


def problems(screen: Screen) -> list[str]:
    table = screen.widget("import_problems")
    assert isinstance(table, RecordTable)
    return [problem.message for problem in table.records]


@pytest.mark.parametrize(
    "text",
    [
        "Mina Kaya <mina@example.org>, Olu Peters <olu@example.org>",
        "Mina Kaya\tmina@example.org\nOlu Peters\tolu@example.org\n",
        "Mina Kaya\nOlu Peters",
    ],
)
def test_what_was_copied_elsewhere_is_imported_by_ctrl_v(screen: Screen, text: str) -> None:
    QApplication.clipboard().setText(text)
    paste(screen)
    assert screen.text("sheet_save") == "Import 2 people"
    assert screen.text("import_source").startswith("Pasted list: a table, 2 rows.")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: {"Mina Kaya", "Olu Peters"} <= set(screen.names()))


def test_nothing_copied_is_said(screen: Screen) -> None:
    QApplication.clipboard().clear()
    screen.click("paste_list")
    screen.qtbot.waitUntil(lambda: screen.is_seen("message_text"))
    assert "There is nothing to paste." in screen.text("message_text")
    assert not screen.is_seen("sheet")


def test_ctrl_v_in_the_search_pastes_words_and_opens_nothing(screen: Screen) -> None:
    QApplication.clipboard().setText("Ana")
    field = next(each for each in screen.shell.findChildren(QWidget) if _is_search(each))
    field.setFocus()
    screen.press_ctrl(Qt.Key.Key_V)
    screen.qtbot.waitUntil(lambda: screen.names() == ["Ana Lima"])
    assert not screen.is_seen("sheet")


def _is_search(widget: QWidget) -> bool:
    return widget.isVisible() and widget.metaObject().className() == "QLineEdit"


def test_the_empty_page_takes_a_pasted_list(qtbot: QtBot, empty_context: Context) -> None:
    screen = Screen(qtbot, empty_context)
    QApplication.clipboard().setText("- Mina Kaya\n- Olu Peters")
    screen.click("empty_paste")
    screen.qtbot.waitUntil(lambda: screen.is_seen("import_rows"))
    screen.settle()
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: screen.is_seen("people_table"))
    assert screen.names() == ["Mina Kaya", "Olu Peters"]
    screen.settle()


def test_a_text_document_leads_to_pasting(screen: Screen, import_file: Callable[..., None]) -> None:
    import_file("{\\rtf1 Mina Kaya}", "letter.rtf")
    assert "is not a table but a text document" in screen.text("import_problem")
    QApplication.clipboard().setText("Mina Kaya, Olu Peters")
    screen.click("paste_instead")
    screen.qtbot.waitUntil(lambda: screen.is_seen("import_rows"))
    screen.qtbot.waitUntil(lambda: screen.text("sheet_save") == "Import 2 people")
    screen.press(Qt.Key.Key_Escape)


def test_what_else_the_list_holds_and_what_is_unclear_is_told(
    screen: Screen, import_file: Callable[..., None]
) -> None:
    import_file(LIST)
    assert screen.text("import_beside") == "Also kept with each person: Colour, Paid, T-shirt."
    assert show_tab(screen, 2) == "Left out (1), unclear (2)"
    told = problems(screen)
    assert len(told) == 3
    assert any("typing mistake of gmail.com" in words for words in told)
    assert any("“März 2020” in Joined names no day" in words for words in told)
    assert any("sum of a column" in words for words in told)
    screen.press(Qt.Key.Key_Escape)


def test_the_fields_found_come_first_and_then_the_columns_that_nothing_takes(
    screen: Screen, import_file: Callable[..., None]
) -> None:
    import_file(LIST)
    show_tab(screen, 1)
    names = _boxes(screen)
    assert names[:3] == ["column_name", "column_email", "column_joined"]
    assert names[3:6] == ["use_of_column_0", "use_of_column_3", "use_of_column_4"]
    assert "column_tags" in names[6:]
    pick(screen, "use_of_column_0", "Tags")
    assert _boxes(screen) == names  # nothing moves away under the hand
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: "Mina Kaya" in screen.names())
    [mina] = [one for one in members.list_members(screen.context.db) if one.name == "Mina Kaya"]
    assert mina.tags == ("red",)


def _boxes(screen: Screen) -> list[str]:
    """The names of the choices from top to bottom."""
    inside = screen.widget("column_name").parentWidget()
    assert inside is not None
    grid = inside.layout()
    assert isinstance(grid, QGridLayout)
    items = (grid.itemAtPosition(line, 1) for line in range(grid.rowCount()))
    widgets = [item.widget() for item in items if item is not None]
    return [each.objectName() for each in widgets if isinstance(each, QComboBox)]


def test_a_column_becomes_a_field_of_ones_own_and_one_undo_takes_all_back(
    screen: Screen, import_file: Callable[..., None]
) -> None:
    before = screen.names()
    import_file(LIST)
    show_tab(screen, 1)
    pick(screen, "use_of_column_4", "A field")
    assert screen.text("import_beside") == (
        "Also kept with each person: Colour, Paid. A field of your own: T-shirt."
    )
    pick(screen, "use_of_column_3", "A field")
    pick(screen, "use_of_column_3", "Kept")
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: "Mina Kaya" in screen.names())
    [field] = fields.list_fields(screen.context.db)
    assert (field.name, field.kind, field.filled) == ("T-shirt", FieldKind.TEXT, 2)
    screen.settle()
    undoing.take_back(screen.context.db)
    screen.page.reload()
    screen.qtbot.waitUntil(lambda: screen.names() == before)
    assert fields.list_fields(screen.context.db) == []


def test_a_list_corrected_in_the_spreadsheet_fills_in_what_was_missing(
    screen: Screen, import_file: Callable[..., None]
) -> None:
    import_file(LIST)
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: "Mina Kaya" in screen.names())
    screen.qtbot.waitUntil(lambda: not screen.is_seen("sheet"))
    screen.settle()
    import_file(LIST.replace("März 2020", "2020-03-15"))
    assert screen.text("sheet_save") == "Import 1 person"
    assert show_tab(screen, 2) == "Left out (1), unclear (1)"
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: not screen.is_seen("sheet"))
    screen.settle()
    mina = members.member_detail(screen.context.db, "Mina Kaya")
    assert str(mina.row.joined_on) == "2020-03-15"


def test_names_below_an_empty_heading_are_taken_and_can_be_said_otherwise(
    screen: Screen, import_file: Callable[..., None]
) -> None:
    import_file(",Nick,Email\nMina Kaya,Minnie,mina@x.org\nOlu Peters,Lu,olu@x.org\n")
    assert "The names seem to be in “Column A”" in screen.text("import_source")
    show_tab(screen, 1)
    name = screen.widget("column_name")
    assert isinstance(name, QComboBox)
    assert name.currentText() == "Column A (guessed)"
    pick(screen, "column_name", "Nick")
    assert "seem to be" not in screen.text("import_source")
    screen.click("sheet_save")
    screen.qtbot.waitUntil(lambda: "Minnie" in screen.names())


def test_another_sheet_of_a_workbook_can_be_read(
    screen: Screen, import_file: Callable[..., None]
) -> None:
    book = Workbook()
    for title, names in {"Then": ["Old One"], "Now": ["Mina Kaya", "Olu Peters"]}.items():
        sheet = book.create_sheet(title)
        sheet.append(["Name", "Email"] if title == "Now" else ["Name"])
        for name in names:
            sheet.append([name])
    import_file(book, "people.xlsx")
    assert screen.text("sheet_save") == "Import 2 people"
    pick(screen, "import_sheet_choice", "Then")
    screen.qtbot.waitUntil(lambda: screen.text("sheet_save") == "Import 1 person")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: "Old One" in screen.names())


def test_all_sheets_with_people_are_read_and_each_has_columns_of_its_own(
    screen: Screen, import_file: Callable[..., None]
) -> None:
    book = Workbook()
    for title, header, names in (
        ("Board", ["Name", "Email"], [["Mina Kaya", "mina@x.org"]]),
        ("Crew", ["Helper", "Nickname", "Email"], [["Olu Peters", "Lu", "olu@x.org"]]),
        ("Friends", ["Name", "Phone"], [["Ana Lima", "0176 123456"], ["Bo Ek", "030 222333"]]),
        ("Prices", ["Name", "Euro"], [["Tea", 2]]),
    ):
        sheet = book.create_sheet(title)
        for row in (header, *names):
            sheet.append(row)
    import_file(book, "people.xlsx")
    assert screen.text("sheet_save") == "Import 3 people"
    choice = screen.widget("import_sheet_choice")
    assert isinstance(choice, QComboBox)
    assert choice.currentText() == "All 2 with people"
    show_tab(screen, 1)
    pick(screen, "import_file", "people.xlsx › Friends")
    pick(screen, "column_notes", "Phone")
    screen.qtbot.waitUntil(lambda: screen.text("sheet_save") == "Import 3 people")
    pick(screen, "import_sheet_choice", "Friends")
    screen.qtbot.waitUntil(lambda: screen.text("sheet_save") == "Import 2 people")
    pick(screen, "import_sheet_choice", "All 2 with people")
    screen.qtbot.waitUntil(lambda: screen.text("sheet_save") == "Import 3 people")
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: {"Ana Lima", "Bo Ek"} <= set(screen.names()))


def test_several_sheets_of_a_workbook_are_ticked(
    screen: Screen, import_file: Callable[..., None]
) -> None:
    book = Workbook()
    for title, name in {"May": "Mina Kaya", "June": "Olu Peters", "July": "Ana Lima"}.items():
        sheet = book.create_sheet(title)
        for row in (["Name", "Email"], [name, f"{title}@x.org"]):
            sheet.append(row)
    import_file(book, "people.xlsx")
    assert screen.text("sheet_save") == "Import 3 people"
    pick(screen, "import_sheet_choice", "Several …")
    screen.qtbot.waitUntil(lambda: screen.is_seen("import_sheet_choice_1"))
    june = screen.widget("import_sheet_choice_1")
    assert isinstance(june, QCheckBox) and june.isChecked() and june.text() == "June"
    june.click()
    screen.qtbot.waitUntil(lambda: screen.text("sheet_save") == "Import 2 people")
    assert not june.isChecked()
    screen.press_ctrl(Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: {"Mina Kaya", "Ana Lima"} <= set(screen.names()))
    assert "Olu Peters" not in screen.names()


def test_a_list_with_headings_only_says_that_nobody_is_below(
    screen: Screen, import_file: Callable[..., None]
) -> None:
    import_file("Name,Email\n")
    assert screen.text("import_source") == "people.csv: nobody is listed below the headings."
    assert screen.text("sheet_save") == "Nothing to import"
    screen.press(Qt.Key.Key_Escape)
