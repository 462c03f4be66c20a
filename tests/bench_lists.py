"""How long the window is held up by lists: 100,000 members, 2,000 events, 1,000,000 registrations."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from organizer.domain.drafts import CommunityDraft, MemberDraft
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.segments import Ask, Rule, Trait, all_of
from organizer.models.database import Database, open_database
from organizer.services import communities, insights
from organizer.services.answers import guests
from organizer.services.people import members, segments
from organizer.settings import Settings
from organizer.ui.context import Page
from organizer.ui.jobs import Job
from organizer.ui.kit.tables import RecordTable
from organizer.ui.shell import Shell
from organizer.ui.window import Desktop, make_app

T = TypeVar("T", RecordTable, QLineEdit)
_MEMBERS, _EVENTS, _GUESTS = 100_000, 2_000, 500
_LARGE, _MANY_GUESTS = 1_995, 5_000
"""One of the last events, and how many are on its list at least."""
_QUIET = 0.3
"""Seconds without anything under way, after which all is there."""
_FILL = f"""
WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {_MEMBERS})
INSERT INTO member (id, uid, name, folded_name, sorting_name, greeting, notes, host_note,
    do_not_write, joined_on, earlier_attended, earlier_yes, earlier_no_shows, fields, phone, created_at)
SELECT n, printf('m%d', n), printf('Ana Núñez %d', n), printf('ana nunez %d', n),
    printf('ana nunez %d', n), '', CASE n % 2 WHEN 0 THEN '' ELSE
    printf('Bakes bread for %d, brings Bücher and likes tea', n) END,
    '', 0, date('2010-01-01', printf('+%d days', n % 5000)),
    0, 0, 0, '{{}}', printf('+49 176 %07d', n), '2026-01-01T00:00:00.000000Z' FROM n;
WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {_EVENTS})
INSERT INTO event (id, uid, kind, title, starts, ends, timezone, starts_at, ends_at, status,
    description, url, sequence, created_at, modified_at)
SELECT n, printf('e%d', n), 'meetup', printf('Meetup %d', n), day || 'T19:00:00',
    day || 'T22:00:00', 'UTC', day || 'T19:00:00.000000Z', day || 'T22:00:00.000000Z', 'planned',
    '', '', 0, day || 'T00:00:00.000000Z', day || 'T00:00:00.000000Z'
FROM (SELECT n, date('2026-12-31', printf('-%d days', {_EVENTS} - n)) AS day FROM n);
WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {_GUESTS - 1})
INSERT INTO registration (uid, event_id, member_id, status, plus, is_walk_in, created_at)
SELECT printf('r%d-%d', event.id, n), event.id, 1 + (event.id * 7919 + n * 104729) % {_MEMBERS},
    CASE n % 4 WHEN 0 THEN 'declined' ELSE 'going' END, 0, 0, '2026-01-01T00:00:00.000000Z'
FROM event CROSS JOIN n;
WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {_MANY_GUESTS})
INSERT OR IGNORE INTO registration (uid, event_id, member_id, status, plus, is_walk_in, created_at)
SELECT printf('many%d', n), {_LARGE}, n, 'going', 0, 0, '2026-01-01T00:00:00.000000Z' FROM n;
INSERT OR IGNORE INTO attendance (event_id, member_id, arrived_at, station)
SELECT event_id, member_id, event.starts_at, '' FROM registration
JOIN event ON event.id = event_id WHERE registration.id % 2 AND event.starts_at < '2026-11-01';
"""


_YESES = "SELECT count(*) FROM registration WHERE status = 'going'"
_NOTES = "SELECT id FROM member WHERE notes LIKE '%bücher%'"
_NAMES = "SELECT id FROM member WHERE folded_name LIKE '%ana%'"
_VISITS = "SELECT event_id, count(*) FROM attendance GROUP BY event_id"


def measure_lists(folder: Path, report: Callable[[str, float, float], None]) -> None:
    """Print the longest moments in which the window could do nothing else, against bare SQLite."""
    path = folder / "lists.organizer"
    communities.new_community(path, CommunityDraft("Lists", "UTC")).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_FILL)
        page_of_rows = _timed(
            lambda: connection.execute(
                "SELECT * FROM member ORDER BY sorting_name LIMIT 40 OFFSET 50000"
            ).fetchall()
        )
        search = _timed(
            lambda: connection.execute(
                "SELECT id FROM member WHERE folded_name LIKE '%ana n%'"
            ).fetchall()
        )
    desk = Desktop(make_app(), Settings())
    desk.open_community(str(path))
    assert isinstance(desk.window, Shell)
    _settle(desk)
    for key in ("people", "events"):
        desk.window.show_page(key)  # builds the page, which comes before any list
        opened = time.perf_counter()
        longest = _settle(desk)
        took = time.perf_counter() - opened
        report(f"{key}: longest hold-up while its list loads (50 ms)", longest, page_of_rows)
        print(f"    all of it in {took:.1f} s, beside the window")
        report(f"{key}: one scroll of a page (50 ms)", _scroll(desk), page_of_rows)
    _measure_guests(desk, report, page_of_rows)
    desk.window.show_page("people")
    _settle(desk)
    _measure_changes(desk, report, page_of_rows)
    _measure_sorting(desk, report, page_of_rows)
    report("people: one keystroke, shown (50 ms)", _type(desk, "ana nunez 77"), search)
    report("people: one digit of a phone, shown (50 ms)", _type(desk, "+49 176 00"), search)
    desk.shut_down()
    with closing(open_database(path)) as db:
        _measure_reading(db, report)


def _measure_changes(
    desk: Desktop, report: Callable[[str, float, float], None], bare: float
) -> None:
    """One member more, and everyone selected: each with what the window is held up by it."""
    assert desk.db is not None
    started = time.perf_counter()
    db = desk.db

    def add(_job: Job) -> str:
        return members.add_member(db, MemberDraft("Zoë New"))

    desk.runner.start(desk, add, str)
    longest = _settle(desk)
    took = time.perf_counter() - started - _QUIET
    report("people: longest hold-up after adding a member (50 ms)", longest, bare)
    report("people: until all is shown after adding a member", took, bare)
    table = _seen(desk, RecordTable)

    def select_all() -> None:
        table.selectAll()
        table.repaint()
        desk.app.processEvents()

    report("people: Ctrl+A, shown (50 ms)", _timed(select_all), bare)
    report("people: what follows Ctrl+A (50 ms)", _settle(desk), bare)
    table.clearSelection()
    _settle(desk)


def _measure_guests(
    desk: Desktop, report: Callable[[str, float, float], None], bare: float
) -> None:
    """One answer more on a long guest list that is open."""
    assert desk.db is not None
    assert isinstance(desk.window, Shell)
    db, uid = desk.db, f"e{_LARGE}"
    page = desk.window.show_page("events")
    assert isinstance(page, Page)
    page.open(uid)
    report("guests: longest hold-up while 5,000 are opened (50 ms)", _settle(desk), bare)
    guest = guests.list_guests(db, uid)[100].member_uid

    def decline(_job: Job) -> RegistrationStatus:
        guests.set_status(db, uid, guest, RegistrationStatus.DECLINED)
        return RegistrationStatus.DECLINED

    started = time.perf_counter()
    desk.runner.start(desk, decline, str)
    longest = _settle(desk)
    took = time.perf_counter() - started - _QUIET
    report("guests: longest hold-up after one answer (50 ms)", longest, bare)
    report("guests: until one answer among 5,000 is shown", took, bare)


def _measure_sorting(
    desk: Desktop, report: Callable[[str, float, float], None], bare: float
) -> None:
    """Everyone sorted by each header in turn, with what the window is held up by it at most."""
    table = _seen(desk, RecordTable)
    longest = 0.0
    for column in range(table.model().columnCount()):
        clicked = _timed(lambda column=column: table.sort_by(column, descending=True))
        longest = max(longest, clicked, _settle(desk))
    report("people: longest hold-up while sorted (50 ms)", longest, bare)
    table.selectAll()
    _settle(desk)
    table.sort_by(0)
    report("people: longest hold-up while sorted, all selected (50 ms)", _settle(desk), bare)
    table.clearSelection()
    table.sort_by(-1)
    _settle(desk)


def _measure_reading(db: Database, report: Callable[[str, float, float], None]) -> None:
    """Rules of segments, and the numbers of Home, against one look at all rows they are about."""
    for name, rule, bare in (
        ("did not come", Rule(Trait.NO_SHOWS, Ask.AT_LEAST, "5"), _YESES),
        ("notes contain", Rule(Trait.NOTES, Ask.CONTAINS, "bucher"), _NOTES),
        ("words", Rule(Trait.TEXT, Ask.CONTAINS, "nunez ana"), _NAMES),
        ("words with digits", Rule(Trait.TEXT, Ask.CONTAINS, "ana 0176 00"), _NAMES),
    ):
        ours = _timed(lambda rule=rule: segments.matching(db, all_of(rule)))
        report(f"segment: {name} (0.3 s)", ours, _bare(db, bare))
    report("home: its numbers", _timed(lambda: insights.home(db)), _bare(db, _VISITS))


def _bare(db: Database, statement: str) -> float:
    with closing(sqlite3.connect(db.path)) as connection:
        return _timed(lambda: connection.execute(statement).fetchall())


def _settle(desk: Desktop) -> float:
    """Let the window work until nothing is under way; return its longest turn in seconds."""
    longest, quiet_since = 0.0, time.perf_counter()
    while time.perf_counter() - quiet_since < _QUIET:
        longest = max(longest, _timed(desk.app.processEvents))
        if desk.runner.busy:
            quiet_since = time.perf_counter()
        time.sleep(0.001)
    return longest


def _scroll(desk: Desktop) -> float:
    table = _seen(desk, RecordTable)
    bar = table.verticalScrollBar()

    def turn(to: int) -> None:
        bar.setValue(to)
        table.viewport().repaint()

    steps = range(0, bar.maximum(), max(1, bar.maximum() // 50))
    return max(_timed(lambda to=to: turn(to)) for to in steps)


class _Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def _type(desk: Desktop, words: str) -> float:
    field = _seen(desk, QLineEdit)
    paintings = _Paintings(_seen(desk, RecordTable).viewport())

    def press(letter: str) -> None:
        shown = paintings.count
        QTest.keyClicks(field, letter)
        while paintings.count == shown:
            desk.app.processEvents()

    field.clear()
    desk.app.processEvents()
    return max(_timed(lambda letter=letter: press(letter)) for letter in words)


def _seen(desk: Desktop, kind: type[T]) -> T:
    assert desk.window is not None
    return next(one for one in desk.window.findChildren(kind) if one.isVisible())


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
