"""Records in a table: sorted by what they mean, chosen by keyboard, kept over a reload."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer.ui.kit.tables import RECORD_ROLE, SORT_ROLE, Column, RecordTable
from organizer.ui.kit.theme import apply_theme


@dataclass(frozen=True)
class Person:
    uid: str
    name: str
    came: int
    last: date | None = None


ANA = Person("a", "Ana", 10, date(2026, 1, 5))
BO = Person("b", "Bo", 9)
CY = Person("c", "Cy", 2, date(2025, 3, 1))
COLUMNS = [
    Column("Name", lambda p: p.name, paint="avatar", role="strong", width=150, stretch=1),
    Column("Came", lambda p: str(p.came), sort=lambda p: p.came, align="end", width=80),
    Column(
        "Last came",
        lambda p: f"{p.last:%d %b}" if p.last else "—",
        sort=lambda p: p.last,
        width=120,
        can_hide=True,
    ),
]


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> RecordTable:
    apply_theme(qapp)
    made = RecordTable(COLUMNS)
    qtbot.addWidget(made)
    made.set_records([BO, ANA, CY])
    made.resize(600, 300)
    made.show()
    return made


def names(table: RecordTable) -> list[str]:
    return [record.name for record in table.records]


def test_a_click_on_a_header_sorts_by_value_and_not_by_letters(table: RecordTable) -> None:
    assert names(table) == ["Bo", "Ana", "Cy"]
    table.sort_by(1)
    assert names(table) == ["Cy", "Bo", "Ana"]
    table.sort_by(1, descending=True)
    assert names(table) == ["Ana", "Bo", "Cy"]


@pytest.mark.parametrize("descending", [False, True])
def test_what_is_unknown_comes_last_either_way(table: RecordTable, descending: bool) -> None:
    table.sort_by(2, descending=descending)
    assert names(table)[-1] == "Bo"


def test_a_reload_keeps_order_selection_and_tells_what_changed(
    table: RecordTable, qtbot: QtBot
) -> None:
    table.sort_by(1)
    table.select("b")
    with qtbot.waitSignal(table.selection_changed) as told:
        table.set_records([replace(BO, came=30), ANA, CY, Person("d", "Di", 0)])
    assert names(table) == ["Di", "Cy", "Ana", "Bo"]
    assert told.args == [[replace(BO, came=30)]]
    assert table.selected() == [replace(BO, came=30)]


def test_a_selected_person_who_is_gone_is_no_longer_selected(
    table: RecordTable, qtbot: QtBot
) -> None:
    table.select("b")
    with qtbot.waitSignal(table.selection_changed) as told:
        table.set_records([ANA, CY])
    assert told.args == [[]]


def test_a_reload_without_a_change_says_nothing(table: RecordTable, qtbot: QtBot) -> None:
    table.select("b")
    with qtbot.assertNotEmitted(table.selection_changed):
        table.set_records([BO, ANA, CY])


def test_down_and_enter_open_a_row(table: RecordTable, qtbot: QtBot) -> None:
    table.select("b")
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.activated_record) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ANA]


def test_a_click_selects_the_row_and_two_open_it(table: RecordTable, qtbot: QtBot) -> None:
    where = table.visualRect(table.model().index(2, 0)).center()
    with qtbot.waitSignal(table.selection_changed) as told:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == [[CY]]
    with qtbot.waitSignal(table.activated_record):
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_roles_give_native_values_and_the_record(table: RecordTable) -> None:
    index = table.model().index(1, 1)
    assert index.data(SORT_ROLE) == 10
    assert index.data(RECORD_ROLE) is ANA
    assert index.data() == "10"


def test_a_narrow_table_leaves_out_what_can_be_left_out(table: RecordTable) -> None:
    assert not table.isColumnHidden(2)
    table.resize(250, 300)
    assert table.isColumnHidden(2)
    table.resize(600, 300)
    assert not table.isColumnHidden(2)


def test_the_row_under_the_mouse_is_told(table: RecordTable, qtbot: QtBot) -> None:
    before = table.grab().toImage()
    QTest.mouseMove(table.viewport(), QPoint(20, 20))
    qtbot.waitUntil(lambda: table.grab().toImage() != before)


def test_an_empty_table_says_so(table: RecordTable) -> None:
    table.set_records([])
    before = table.grab().toImage()
    table.set_empty_words("Nobody by that name")
    assert table.grab().toImage() != before


def test_fifty_thousand_rows_cost_nothing_until_they_are_seen(table: RecordTable) -> None:
    asked = 0

    def counted(person: Person) -> str:
        nonlocal asked
        asked += 1
        return person.name

    large = RecordTable([Column("Name", counted)])
    people = [Person(str(n), f"Person {n}", n) for n in range(50_000)]
    began = time.perf_counter()
    large.set_records(people)
    assert asked == 0
    assert time.perf_counter() - began < 0.05
    large.deleteLater()


def test_a_long_name_is_whole_where_nothing_stands_beside_it(
    qapp: QApplication, qtbot: QtBot
) -> None:
    """The same name with an empty note and with none at all looks the same."""
    apply_theme(qapp)
    name = Column("Name", lambda p: p.name, role="strong", width=100, spills=True)
    note = Column("Note", lambda p: str(p.came) if p.came else "", width=200)
    long = Person("d", "Magdalena Freifrau von Hohenstein", 0)
    pictures = []
    for columns in ([name, note], [replace(name, width=300)]):
        made = RecordTable(columns)
        qtbot.addWidget(made)
        made.set_records([long])
        made.resize(300, 200)
        made.show()
        pictures.append(made.viewport().grab().toImage())
    assert pictures[0] == pictures[1]
    made = RecordTable([name, note])
    qtbot.addWidget(made)
    made.set_records([replace(long, came=3)])
    made.resize(300, 200)
    made.show()
    assert made.viewport().grab().toImage() != pictures[0]


def test_home_and_end_go_to_the_first_and_the_last_row(table: RecordTable) -> None:
    QTest.keyClick(table, Qt.Key.Key_End)
    assert [record.name for record in table.selected()] == ["Cy"]
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert [record.name for record in table.selected()] == ["Bo"]


def test_other_columns_show_the_same_records_and_say_their_titles_in_full(
    table: RecordTable,
) -> None:
    table.select("a")
    table.sort_by(1, descending=True)
    wording = "What should we know about getting in?"
    table.set_columns([*COLUMNS[:2], Column(wording, lambda p: p.uid.upper(), width=90)])
    model = table.model()
    assert names(table) == ["Bo", "Ana", "Cy"], "in the order they came in"
    assert [one.name for one in table.selected()] == ["Ana"]
    assert model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == wording
    assert model.index(1, 2).data() == "A"
    table.set_columns(COLUMNS[:1])
    assert model.columnCount() == 1
    table.grab()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("column", [-1, 0, 1, 2])
@pytest.mark.parametrize("descending", [False, True])
def test_mended_rows_are_those_that_all_anew_would_be(
    qapp: QApplication, qtbot: QtBot, seed: int, column: int, descending: bool
) -> None:
    chance = random.Random(seed)

    def somebody(number: int) -> Person:
        last = chance.choice([None, date(2026, 1, chance.randint(1, 3))])
        return Person(f"p{number:03}", chance.choice("ABCD"), chance.randint(1, 3), last)

    mended, whole = (RecordTable(COLUMNS, several=True) for _ in range(2))
    for table in (mended, whole):
        qtbot.addWidget(table)
        table.sort_by(column, descending=descending)
    people = [somebody(number) for number in range(0, 60, 2)]
    mended.set_records(people)
    for _ in range(8):
        changed = frozenset(f"p{chance.randrange(61):03}" for _ in range(chance.choice((1, 4, 30))))
        kept = [person for person in people if person.uid not in changed]
        new = [somebody(int(uid[1:])) for uid in sorted(changed) if chance.random() < 0.7]
        chosen = chance.sample([one.uid for one in mended.records], 5)
        mended.select(*chosen)
        people = sorted([*kept, *new], key=lambda person: person.uid)
        mended.mend_records(people, changed)
        whole.set_records(people)
        assert list(mended.records) == list(whole.records)
        there = {person.uid for person in people}
        assert {one.uid for one in mended.selected()} == there.intersection(chosen)


def test_a_mended_table_stays_where_it_was(qapp: QApplication, qtbot: QtBot) -> None:
    people = [Person(f"{n:03}", f"Person {n:03}", n) for n in range(0, 400, 2)]
    table = RecordTable(COLUMNS, several=True)
    qtbot.addWidget(table)
    table.set_records(people)
    table.resize(600, 300)
    table.show()
    table.select("198")
    told: list[list[Person]] = []
    table.selection_changed.connect(told.append)
    scrolled = table.verticalScrollBar().value()
    assert scrolled > 0
    people[99] = replace(people[99], name="Person 198 b")
    table.mend_records([*people, Person("401", "Person 401", 1)], frozenset({"198", "401"}))
    assert table.verticalScrollBar().value() == scrolled
    assert table.records[table.currentIndex().row()].name == "Person 198 b"
    assert [[one.name for one in each] for each in told] == [["Person 198 b"]]


def test_all_are_selected_as_one_and_stay_so(qapp: QApplication, qtbot: QtBot) -> None:
    people = [Person(f"{n:05}", f"Person {n:05}", n) for n in range(20_000)]
    table = RecordTable(COLUMNS, several=True)
    qtbot.addWidget(table)
    table.set_records(people)
    table.selectAll()
    assert table.selected() == people
    table.set_records(people[:-1])
    assert table.selected() == people[:-1]
    assert table.selectionModel().selection().count() == 1
    new = [*people[:9], Person("x", "New", 1), *people[9:-1]]
    table.mend_records(new, frozenset({"x"}))
    assert table.selected() == people[:-1]


def test_many_are_sorted_while_the_keyboard_works(qapp: QApplication, qtbot: QtBot) -> None:
    days = (None, date(2026, 1, 1), date(2026, 1, 2))
    people = [
        Person(f"{n:05}", f"{n * 7_919 % 12_000:05}", n % 7, days[n % 3]) for n in range(12_000)
    ]
    table = RecordTable(COLUMNS, several=True)
    qtbot.addWidget(table)
    table.set_records(people)
    table.select("00005")
    table.sort_by(0)
    assert list(table.records) == people, "as they were until the order is found"
    QTest.keyClick(table, Qt.Key.Key_Down)
    by_name = sorted(people, key=lambda person: person.name)
    qtbot.waitUntil(lambda: list(table.records) == by_name)
    assert table.selected() == [people[6]]
    assert table.records[table.currentIndex().row()] == people[6]

    table.set_records(people[500:])
    assert list(table.records) == [one for one in by_name if one.uid >= "00500"], "known by then"

    table.sort_by(2, descending=True)
    new = [*people[500:], Person("x", "New", 1, days[2])]
    table.mend_records(new, frozenset({"x"}))
    latest_first = sorted(new, key=lambda person: person.last or date.min, reverse=True)
    qtbot.waitUntil(lambda: list(table.records) == latest_first)
