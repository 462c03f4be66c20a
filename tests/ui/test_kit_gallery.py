"""Every piece of the kit on screen at once, light and dark, 100 % and 150 %, for people to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, Qt, QTime
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QGridLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QTimeEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from organizer.domain.names import shown
from organizer.ui.kit.charts import Bar, BarChart
from organizer.ui.kit.fields import JobBar, SearchField
from organizer.ui.kit.layouts import FlowLayout, SideBySide, column, row
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.pages import Page, ScrollPage
from organizer.ui.kit.painted import CHIP_ROLES, Avatar, Chip, MeterBar
from organizer.ui.kit.sheets import FormField, Sheet
from organizer.ui.kit.tables import Column, RecordTable
from organizer.ui.kit.theme import Scheme, apply_theme
from organizer.ui.kit.widgets import (
    Card,
    ElidedLabel,
    EmptyState,
    PageHeader,
    Rule,
    SectionHeader,
    SidePanel,
    Stat,
    ToDoRow,
    button,
    text,
)
from organizer.ui.shell import PageEntry, Shell


@dataclass(frozen=True)
class Person:
    uid: str
    name: str
    tags: str
    came: int
    answer: str


PEOPLE = [
    Person("1", "Nguyễn Văn Anh", "dyeing", 0, "Tonight"),
    Person("2", "Mina Kaya", "weaving, host", 28, "Tonight"),
    Person("3", "佐藤 花", "paper", 9, "Tonight"),
    Person("4", "محمد الفاتح", "leather", 3, "Maybe"),
    Person("5", "Łukasz Wójcik", "wood, speaker", 17, "No"),
    Person("6", "Ирина Котова", "weaving", 2, ""),
    Person("7", "प्रिया शर्मा", "dyeing", 1, "Waitlisted"),
    Person("8", "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Sr.", "—", 0, "Tonight"),
]
COLUMNS = [
    Column("Name", lambda p: p.name, paint="avatar", role="strong", width=170, stretch=3),
    Column("Tags", lambda p: p.tags, role="muted", width=100, stretch=1, can_hide=True),
    Column("Came", lambda p: str(p.came), sort=lambda p: p.came, align="end", width=80),
    Column(
        "Next",
        lambda p: p.answer,
        paint="chip",
        chip_role=lambda p: {"Tonight": "good", "Waitlisted": "warn"}.get(p.answer, "neutral"),
        width=120,
    ),
]


def greeting(person: Person) -> QLayout:
    line = row(
        Avatar(person.name), text(shown(person.name), "strong"), 0, text("first time", "muted")
    )
    line.setContentsMargins(0, 9, 0, 9)
    line.setSpacing(12)
    return line


def home() -> QWidget:
    page = ScrollPage()
    page.add(
        PageHeader(
            "Tonight: Loom night",
            "Tuesday, 24 November",
            [button("Print badges"), button("Open the door", role="primary")],
        )
    )
    tonight = Card("19:00 to 21:30, Hall 3", Chip("4 on the waitlist", "warn"))
    stats = [
        Stat("46", "going of 50 seats"),
        Stat("31–38", "will likely come"),
        Stat("7", "for the first time"),
    ]
    meter = MeterBar(0.92)
    chips = FlowLayout()
    for words, role in (
        ("Warping basics · 12 of 12", "neutral"),
        ("Natural dyes · 9 of 14", "neutral"),
        ("Invitations up to date", "good"),
    ):
        chips.addWidget(Chip(words, role))
    tonight.add(row(*stats, 0, spacing=40), meter, 4, chips, 0)
    greet = Card("Whom to greet")
    greet.add(column(*(greeting(person) for person in PEOPLE[:3])), 0)
    to_do = Card("To do")
    sentences = {
        "3 replies are unclear": "Look",
        "41 people have not been told the new time": "Send",
        "Two may be one: Mina K. and Mina Kaya": "Compare",
    }
    to_do.add(column(*(ToDoRow(sentence, verb) for sentence, verb in sentences.items())), 0)
    who = Card("Who came", text("half of the newcomers came again", "caption"))
    months = ["Jun", "", "Jul", "", "Aug", "", "Sep", "", "Oct", "", "Nov", ""]
    values = [22, 25, 31, 28, 19, 27, 33, 36, 30, 38, 35, 37]
    who.add(BarChart([Bar(m, v) for m, v in zip(months, values, strict=True)], "Who came"))
    page.add(SideBySide(tonight, greet, shares=(3, 2)), SideBySide(to_do, who, shares=(2, 3)), 0)
    return page


def people() -> QWidget:
    page = Page()
    page.add(
        PageHeader("People", "", [button("Import a list"), button("Add a member", role="primary")])
    )
    page.add(
        row(
            SearchField("Search by name, address, tag"),
            Chip("Came this year", "accent"),
            text("186 of 214", "caption"),
            spacing=12,
        )
    )
    table = RecordTable(COLUMNS)
    table.set_records(PEOPLE)
    table.select("2")
    panel = SidePanel()
    panel.body.addLayout(
        row(
            Avatar("Mina Kaya", 44),
            column(text("Mina Kaya", "heading"), text("she/her", "caption"), spacing=0),
            0,
            spacing=12,
        )
    )
    flow = FlowLayout(spacing=6)
    for words, role in (
        ("weaving", "accent"),
        ("host", "accent"),
        ("Loom circle", "neutral"),
        ("photos fine", "good"),
    ):
        flow.addWidget(Chip(words, role))
    panel.body.addLayout(flow)
    panel.body.addLayout(
        row(Stat("28", "came", "figure"), Stat("93 %", "of her yeses", "figure"), 0, spacing=24)
    )
    panel.body.addWidget(text("Time line", "label"))
    for when, what in (("10 Nov", "Paper night"), ("27 Oct", "Held “Warping basics”")):
        panel.body.addWidget(Rule())
        panel.body.addLayout(row(text(when, "muted"), text(what), 0, spacing=24))
    panel.body.addLayout(row(button("Write"), button("Erase…", role="danger"), 0))
    panel.body.addStretch()
    split = row(table, panel, spacing=20)
    split.setContentsMargins(0, 0, -32, -24)
    page.add(split)
    return page


def pieces() -> QWidget:
    page = ScrollPage()
    page.add(PageHeader("Pieces", "Every kind of field and button"))
    enabled = [button("Usual"), button("Primary", role="primary"), button("Danger", role="danger")]
    enabled += [button("Link", role="link"), button("With icon", icon_name="printer")]
    off = [button("Off"), button("Off", role="primary"), button("Off", role="link")]
    for each in off:
        each.setEnabled(False)
    page.add(row(*enabled, *off, 0, spacing=12))
    flow = FlowLayout()
    for role in CHIP_ROLES:
        flow.addWidget(Chip(role, role))
    flow.addWidget(Chip("First time: say hello", "solid", large=True))
    page.add(flow)
    spin, combo = QSpinBox(), QComboBox()
    combo.addItems(["Avery L4785", "Avery 5395"])
    spin.setValue(50)
    tick, half, option = QCheckBox("Workshop"), QCheckBox("Some"), QRadioButton("A4")
    tick.setChecked(True)
    option.setChecked(True)
    half.setTristate(True)
    half.setCheckState(Qt.CheckState.PartiallyChecked)
    day = QDateEdit(QDate(2026, 11, 24))
    day.setCalendarPopup(True)
    at = QDateTimeEdit(QDateTime(QDate(2026, 11, 24), QTime(19, 0)))
    at.setCalendarPopup(True)
    wrong = FormField("Ends", QTimeEdit(QTime(18, 0)))
    wrong.show_problem("The end lies before the start.")
    grid = QGridLayout()
    grid.setSpacing(16)
    fields = [
        FormField("Title", QLineEdit("Loom night"), "As members read it"),
        FormField("Seats", spin),
        FormField("Stock", combo),
        FormField("Day", day),
        FormField("Starts", at),
        wrong,
        FormField("Notes", QPlainTextEdit("Bring yarn.")),
    ]
    for number, field in enumerate(fields):
        grid.addWidget(field, number // 3, number % 3, Qt.AlignmentFlag.AlignTop)
    grid.addLayout(column(tick, half, option, QCheckBox("Unticked")), 2, 1)
    tabs = QTabBar()
    for words in ("Guests", "Invitations", "Paper"):
        tabs.addTab(words)
    names = QListWidget()
    names.ensurePolished()
    names.addItems([p.name for p in PEOPLE[:3]])
    names.setCurrentRow(1)
    grid.addWidget(names, 2, 2)
    job = JobBar()
    page.add(grid, tabs, job)
    job.begin("Reading members.csv")
    job.set_progress(40, 100)
    page.add(
        SectionHeader("Nothing here yet"),
        EmptyState(
            "users", "No members yet", "Bring a list in, or add the first by hand.", "Import a list"
        ),
    )
    return page


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    apply_theme(qapp)


def make_shell() -> Shell:
    pages = [
        PageEntry("home", "Home", "house", home),
        PageEntry("people", "People", "users", people),
        PageEntry("events", "Events", "calendar-blank", pieces),
        PageEntry("door", "Check-in", "qr-code", QWidget),
        PageEntry("insights", "Insights", "chart-bar", QWidget),
        PageEntry("settings", "Settings", "gear", QWidget, at_the_bottom=True),
    ]
    messages = Messages()
    shell = Shell(pages, messages)
    messages.setParent(shell)
    shell.set_community("Riverside Makers", 214)
    shell.set_count("people", "214")
    shell.set_count("events", "3")
    messages.say("Ana Lima was taken off the list.", "good", "Undo", shell.update)
    return shell


def cut_off(shell: Shell) -> list[str]:
    """The words of buttons and labels that have less room than they need."""
    pieces: list[QPushButton | QLabel] = [
        *shell.findChildren(QPushButton),
        *(label for label in shell.findChildren(QLabel) if not label.wordWrap()),
    ]
    pieces = [each for each in pieces if each.isVisible() and not isinstance(each, ElidedLabel)]
    return [
        each.text()
        for each in pieces
        if each.width() < each.minimumSizeHint().width()
        or each.height() < each.minimumSizeHint().height()
    ]


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_pieces_are_seen_in_full(
    app: QApplication, qtbot: QtBot, tmp_path: Path, scheme: Scheme, scale: float
) -> None:
    apply_theme(app, scheme, text_scale=scale)
    shell = make_shell()
    qtbot.addWidget(shell)
    shell.show()
    for key in ("home", "people", "events"):
        shell.show_page(key)
        app.processEvents()
        picture = tmp_path / f"{key}-{scheme}-{scale:.0%}.png"
        assert shell.grab().save(str(picture))
        assert cut_off(shell) == []
        page = shell.page(key)
        if isinstance(page, ScrollPage):
            assert page.horizontalScrollBar().maximum() == 0, key
    sheet = Sheet(shell, "Plan a meetup", "Plan it")
    sheet.add_field("title", "Title", QLineEdit(), "As members read it")
    sheet.add_field("ends", "Ends", QTimeEdit())
    sheet.open()
    sheet.show_problems({"ends": "The end lies before the start."})
    app.processEvents()
    assert shell.grab().save(str(tmp_path / f"sheet-{scheme}-{scale:.0%}.png"))
    assert (shell.width(), shell.height()) == (1280, 800)


class WindowsSeen(QObject):
    """Remembers every widget that was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


def test_nothing_flashes_up_while_pages_are_built(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app)
    seen = WindowsSeen()
    app.installEventFilter(seen)
    messages = Messages()
    messages.say("Said before there was a window.")
    shell = Shell([PageEntry("pieces", "Pieces", "house", pieces)], messages)
    qtbot.addWidget(shell)
    shell.show()
    shell.show_page("pieces")
    people()
    home()
    sheet = Sheet(shell, "Plan a meetup")
    sheet.add_field("title", "Title", QLineEdit(), "As members read it")
    sheet.open()
    app.processEvents()
    app.removeEventFilter(seen)
    assert seen.names == ["Shell"]
