"""Speed as ratios to the bare work, measured in one run: `make bench`. Prints; asserts nothing."""

from __future__ import annotations

import io
import os
import random
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from organizer.domain.codes import CodeKey, make_code
from organizer.domain.drafts import CommunityDraft, EventDraft
from organizer.domain.kinds import CodeKind, DoorAction, RegistrationStatus, Verdict
from organizer.domain.names import fold, sorting_name
from organizer.domain.records import BadgeRecord
from organizer.models.database import Database, set_pragmas
from organizer.models.tables import (
    BadgeCode,
    Community,
    DoorEntry,
    Event,
    Member,
    Registration,
    new_uid,
    utc_now,
)
from organizer.services import communities
from organizer.services.at_door import door, door_view
from organizer.services.at_door.people_index import PeopleIndex
from organizer.services.lists import importing
from organizer.services.people import member_rows, members
from organizer.services.plans import events
from tests.bench_frames import measure_frames
from tests.bench_lists import measure_lists
from tests.bench_people import measure_duplicates

SCANS = 200


def main() -> None:
    """Measure everything the product promises a number for."""
    with tempfile.TemporaryDirectory() as folder:
        print("what                                                     ours       bare      ratio")
        for registrations, entries in ((1_000, 1_000), (25_000, 1_000_000), (100_000, 1_000_000)):
            measure_door(Path(folder), registrations, entries)
        measure_search(Path(folder))
        measure_marathon(Path(folder))
        measure_lists(Path(folder), report)
        measure_import(Path(folder))
        measure_duplicates(Path(folder), report)
        measure_badges()
        measure_frames(report)
        measure_start(Path(folder))


def report(what: str, ours: float, bare: float) -> None:
    """Print one line; times are seconds."""
    print(
        f"{what:<52} {ours * 1e3:>8.2f} ms {bare * 1e3:>8.2f} ms {ours / bare:>8.2f}×", flush=True
    )


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def filled(folder: Path, registrations: int, entries: int) -> tuple[Database, str, list[str]]:
    """Return a community with one event of so many guests, and the codes of their badges."""
    db = communities.new_community(
        folder / f"{registrations}-{entries}.organizer", CommunityDraft("Bench", "Europe/Berlin")
    )
    starts = datetime(2026, 11, 24, 19)
    uid = events.add_event(
        db,
        EventDraft(
            title="Bench",
            starts=starts,
            ends=starts + timedelta(hours=2),
            timezone="Europe/Berlin",
        ),
    )
    now = utc_now()
    with db.writing() as session:
        key = CodeKey(session.scalars(select(Community.secret)).one())
        event_id = session.scalars(select(Event.id)).one()
        names = [f"Ana Núñez {number}" for number in range(registrations)]
        people = [
            {
                "id": number, "uid": new_uid(), "name": name, "folded_name": fold(name),
                "sorting_name": sorting_name(name), "greeting": "", "notes": "", "host_note": "",
                "do_not_write": False, "earlier_attended": 0, "earlier_yes": 0,
                "earlier_no_shows": 0, "fields": {}, "created_at": now,
            }
            for number, name in enumerate(names, start=1)
        ]  # fmt: skip
        session.execute(insert(Member), people)
        lists = [
            {
                "id": number, "uid": new_uid(), "event_id": event_id, "member_id": number,
                "status": RegistrationStatus.GOING, "plus": 0, "is_walk_in": False,
                "created_at": now,
            }
            for number in range(1, registrations + 1)
        ]  # fmt: skip
        session.execute(insert(Registration), lists)
        codes = [
            make_code(key, CodeKind.REGISTRATION, secrets.token_bytes(8))
            for _ in range(registrations)
        ]
        badges = [
            {
                "code": code, "kind": CodeKind.REGISTRATION, "member_id": number,
                "registration_id": number, "issued_at": now,
            }
            for number, code in enumerate(codes, start=1)
        ]  # fmt: skip
        session.execute(insert(BadgeCode), badges)
        for first in range(0, entries, 50_000):
            log = [
                {
                    "uid": new_uid(), "event_id": event_id, "member_id": None,
                    "action": DoorAction.REFUSED, "verdict": Verdict.NOT_OURS, "code": "X",
                    "station": "", "at": now, "note": "",
                }
                for _ in range(first, min(entries, first + 50_000))
            ]  # fmt: skip
            session.execute(insert(DoorEntry), log)
    return db, uid, codes


def measure_door(folder: Path, registrations: int, entries: int) -> None:
    """A verdict with its durable commit, against the same look-ups and insert in bare sqlite3."""
    db, uid, codes = filled(folder, registrations, entries)
    now = datetime(2026, 11, 24, 18, tzinfo=UTC)
    chosen = random.Random(1).sample(codes, 2 * SCANS)
    ours, bare = [], []
    with closing(sqlite3.connect(db.path, isolation_level=None)) as connection:
        set_pragmas(connection)
        for code, other in zip(chosen[::2], chosen[1::2], strict=True):
            ours.append(timed(lambda code=code: door.check_in(db, uid, code, now=now)))
            bare.append(timed(lambda code=other: bare_check_in(connection, uid, code)))
    db.close()
    what = f"door verdict, {registrations:,} guests, {entries:,} log entries"
    report(what, statistics.median(ours), statistics.median(bare))


def bare_check_in(connection: sqlite3.Connection, uid: str, code: str) -> None:
    """The look-ups that a verdict needs and the insert that it must not lose, by hand."""
    connection.execute("BEGIN IMMEDIATE")
    event = connection.execute(
        "SELECT *, EXISTS (SELECT 1 FROM event part WHERE part.part_of_id = event.id) FROM event"
        " WHERE uid = ?",
        (uid,),
    ).fetchone()[0]
    connection.execute("SELECT secret FROM community").fetchone()
    member, registration = connection.execute(
        "SELECT member_id, registration_id, revoked_at FROM badge_code WHERE code = ?", (code,)
    ).fetchone()[:2]
    connection.execute(
        "SELECT event.id, event.part_of_id FROM event JOIN registration ON event_id = event.id"
        " WHERE registration.id = ?",
        (registration,),
    ).fetchone()
    connection.execute("SELECT * FROM member WHERE id = ?", (member,)).fetchone()
    at_event = (event, member)
    for table in ("registration", "attendance"):
        connection.execute(
            f"SELECT * FROM {table} WHERE event_id = ? AND member_id = ?", at_event
        ).fetchone()
    connection.execute(
        "SELECT count(*), max(starts) FROM attendance JOIN event ON event.id = event_id"
        " WHERE member_id = ? AND part_of_id IS NULL AND event.id != ?",
        (member, event),
    ).fetchone()
    at = "2026-11-24T18:00:00.000000Z"
    connection.execute(
        "INSERT INTO door_entry (uid, event_id, member_id, action, verdict, code, station, at, note)"
        " VALUES (?, ?, ?, 'arrived', 'welcome', ?, '', ?, '')",
        (new_uid(), event, member, code, at),
    )
    connection.execute(
        "INSERT OR IGNORE INTO attendance (event_id, member_id, arrived_at, station)"
        " VALUES (?, ?, ?, '')",
        (event, member, at),
    )
    connection.execute("COMMIT")


def measure_search(folder: Path) -> None:
    """One keystroke of a search among 100,000 members, against LIKE in bare sqlite3."""
    db = Database(folder / "100000-1000000.organizer")
    rows = members.list_members(db)
    index = member_rows.search_index(rows)
    ours = []
    for query in ("ana n", "nunez 9", "zzz", "+49 176 12", "0176 45"):
        for end in range(1, len(query) + 1):
            ours.append(timed(lambda typed=query[:end]: [rows[n] for n in index.find(typed)]))
    with closing(sqlite3.connect(db.path)) as connection:
        bare = [
            timed(
                lambda typed=typed: connection.execute(
                    "SELECT id FROM member WHERE folded_name LIKE ?", (f"%{typed}%",)
                ).fetchall()
            )
            for typed in ("an", "ana n", "nunez 9", "zzz")
        ]
    uid = events.list_events(db)[0].uid
    people = [(fold(row.name), row) for row in door_view.people_for_door(db, uid)[:25_000]]
    at_door = PeopleIndex(people)
    keystrokes = [
        timed(lambda typed=query[:end]: at_door.find(typed, 30))
        # Everyone has both words, in either order or but for one mistake; the last has nobody.
        for query in ("ana", "nunez ana", "nunez 9", "unez", "nuenz ana", "aan nunze", "zzzz qqqq")
        for end in range(1, len(query) + 1)
    ]
    db.close()
    print(f"    a name at the door, {len(people):,} people: {max(keystrokes) * 1e3:.2f} ms (16 ms)")
    report("search keystroke, 100,000 members (one frame: 16 ms)", max(ours), max(bare))


def measure_marathon(folder: Path) -> None:
    """10,000 people through one desk, key by key: none is lost and memory does not grow."""
    from organizer.ui.kit.theme import apply_theme
    from organizer.ui.window import make_app
    from tests.door_marathon import run_marathon

    apply_theme(make_app(), "light")
    db, uid, codes = filled(folder, 10_000, 0)
    done = run_marathon(db, uid, codes, datetime(2026, 11, 24, 18, tzinfo=UTC))
    db.close()
    print(
        f"    {len(codes):,} scans at one desk in {done.seconds:.0f} s: {len(codes) - done.logged} lost,"
        f" memory {done.growth:.2f}× that after the first tenth",
        flush=True,
    )


def measure_import(folder: Path) -> None:
    """50,000 rows with duplicate search, against reading the file and inserting it."""
    path = folder / "list.csv"
    lines = [f"Ana Núñez {number},{number}@example.org,weaving" for number in range(50_000)]
    path.write_text("Name,E-mail,Tags\n" + "\n".join(lines), "utf-8")
    db = communities.new_community(folder / "import.organizer", CommunityDraft("I", "UTC"))
    parts: list[float] = []
    plan: list[importing.ImportPlan] = []
    parts.append(
        timed(lambda: plan.append(importing.plan_import(db, importing.read_lists([path]))))
    )
    held: list[float] = []
    parts.append(timed(lambda: importing.apply_import(timing_writes(db, held), plan[0])))

    def bare() -> None:
        with closing(sqlite3.connect(folder / "bare.sqlite")) as connection:
            set_pragmas(connection)
            connection.execute("CREATE TABLE m (id INTEGER PRIMARY KEY, name TEXT, mail TEXT)")
            rows = [line.split(",")[:2] for line in path.read_text("utf-8").splitlines()[1:]]
            connection.executemany("INSERT INTO m (name, mail) VALUES (?, ?)", rows)
            connection.commit()

    report("import of 50,000 rows, all of it (10 s)", sum(parts), timed(bare))
    print(f"    of that the file is held for {sum(held):.2f} s (1 s)")
    db.close()


def timing_writes(db: Database, held: list[float]) -> Database:
    """Let a database note how many seconds each writing holds the file."""
    writing = db.writing

    @contextmanager
    def timed_writing(step: str = "") -> Iterator[Session]:
        start = time.perf_counter()
        with writing(step) as session:
            yield session
        held.append(time.perf_counter() - start)

    db.writing = timed_writing  # type: ignore[method-assign]
    return db


def measure_badges() -> None:
    """500 badges, against what qrcode and reportlab take for the bare drawing."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from organizer.export.badges import badges_pdf
    from organizer.export.label_stock import DEFAULT_STOCK
    from organizer.export.qr_codes import qr_modules
    from organizer.export.typesetting import Typesetter

    key = CodeKey(secrets.token_bytes(32))
    records = [
        BadgeRecord(
            name=f"Ana Núñez {number}",
            code=make_code(key, CodeKind.REGISTRATION, secrets.token_bytes(8)),
            community="Bench",
            event_title="Loom night",
            event_when="Tuesday, 24 November 2026, 19:00 to 21:30",
        )
        for number in range(500)
    ]
    now = datetime.now(UTC)
    badges_pdf(records[:10], DEFAULT_STOCK, Typesetter(), now=now)  # load what loads once

    def bare() -> None:
        canvas = Canvas(io.BytesIO(), A4)
        for number, record in enumerate(records):
            for line in (record.name, record.community, record.event_title, record.event_when):
                canvas.drawString(50, 50, line)
            for y, row in enumerate(qr_modules(record.code)):
                for x, dark in enumerate(row):
                    if dark:
                        canvas.rect(x * 2, y * 2, 2, 2, stroke=0, fill=1)
            if number % 10 == 9:
                canvas.showPage()
        canvas.save()

    ours = timed(lambda: badges_pdf(records, DEFAULT_STOCK, Typesetter(), now=now))
    report("500 badges (1.3×)", ours, timed(bare))


def measure_start(folder: Path) -> None:
    """Start with 20,000 members, against an empty window and sqlalchemy.orm: to the window, to Home.

    The window stands and answers first; what Home shows is read meanwhile. 150 come to the meetup.
    """
    db, _uid, _codes = filled(folder, 20_000, 0)
    with db.writing() as session:
        session.execute(delete(BadgeCode).where(BadgeCode.registration_id > 150))
        session.execute(delete(Registration).where(Registration.id > 150))
    db.close()
    # Python keeps the code it has compiled, as it does wherever the program is installed.
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    }
    environment |= {
        "QT_QPA_PLATFORM": "offscreen",
        "ORGANIZER_SETTINGS": str(folder / "settings.json"),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    ours = f"""
from pathlib import Path
from PySide6.QtCore import QTimer
import organizer.app
from organizer.ui.window import Desktop, make_app
app = make_app()
desktop = Desktop(app)
desktop.start(Path({str(db.path)!r}))
app.processEvents()
def look():
    page = desktop.window.page("home")
    if IS_THERE:
        app.quit()
timer = QTimer(interval=2)
timer.timeout.connect(look)
timer.start()
app.exec()
import os; os._exit(0)
"""
    bare = """
import sqlalchemy.orm
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
import os; os._exit(0)
"""

    def start(script: str) -> float:
        command = [sys.executable, "-c", script]
        return min(
            timed(lambda: subprocess.run(command, env=environment, check=True)) for _ in range(8)
        )

    empty = start(bare)
    report(
        "start to a window that answers, 20,000 members (1.3×)",
        start(ours.replace("IS_THERE", "True")),
        empty,
    )
    shown = "desktop.db is not None and page.findChild(PageHeader).isVisible()"
    report(
        "start until Home shows its numbers",
        start("from organizer.ui.kit.widgets import PageHeader" + ours.replace("IS_THERE", shown)),
        empty,
    )


if __name__ == "__main__":
    main()
