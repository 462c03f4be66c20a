"""What goes wrong at a door, really tried: each with a sentence, and nothing answered is lost."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from organizer.domain.kinds import Verdict
from organizer.models.database import Database, open_database
from organizer.models.tables import DoorEntry, Member
from organizer.services.at_door.door_view import door_counts
from organizer.ui.context import Context
from organizer.ui.door.page import DoorPage
from organizer.ui.jobs import Runner
from organizer.ui.kit.messages import MessageBar, Messages
from organizer.ui.kit.theme import apply_theme
from tests.ui.door_evening import DOOR_TIME, Evening, make_evening

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

_PULL_OUT = 0x8004587D
"""EXT4_IOC_SHUTDOWN: from now on everything fails, as with a device that is gone."""


class Desk:
    """A desk, the evening it is open for, and a scanner."""

    def __init__(self, evening: Evening, qtbot: QtBot) -> None:
        apply_theme(QApplication.instance(), "light")
        self.evening = evening
        self.qtbot = qtbot
        self.runner = Runner()
        self.messages = Messages()
        self.page = DoorPage(Context(evening.db, self.runner, self.messages, now=evening.clock))
        self.page.resize(1280, 800)
        self.page.show()
        self.page.open(evening.events["Loom night"])
        self.until(lambda: self.page.desk.isVisible() and not self.runner.busy)
        names = ("Ana Lima", "Nguyễn Văn Anh", "佐藤 花", "Tuva Strand", "Rosa Díaz")
        self.codes = {name: evening.code(name) for name in names}
        """Read while there is a file to read them from."""

    def scan(self, name: str) -> None:
        self.qtbot.keyClicks(self.page, self.codes[name])
        self.qtbot.keyClick(self.page, Qt.Key.Key_Return)

    def until(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so)

    def says(self, verdict: str, words: str = "") -> None:
        """Wait until the card says this."""
        card = self.page.desk.card

        def says_it() -> bool:
            labels = [one.text() for one in card.findChildren(QLabel) if one.isVisible()]
            return card.property("verdict") == verdict and words in "\n".join(labels)

        self.until(says_it)
        self.until(lambda: not self.runner.busy)

    def entries(self) -> list[str]:
        """The names in the list of the last entries, from top to bottom."""
        names = self.page.findChildren(QLabel, "entry_name")
        return [one.text() for one in names if one.isVisible()]

    def log(self, db: Database | None = None) -> list[tuple[Verdict, str | None]]:
        """What the file holds, in the order of the log."""
        lines = (
            select(DoorEntry.verdict, Member.name)
            .outerjoin(Member, Member.id == DoorEntry.member_id)
            .order_by(DoorEntry.id)
        )
        with (db or self.evening.db).reading() as session:
            return [(verdict, name) for verdict, name in session.execute(lines)]

    def close(self) -> None:
        self.page.hide()
        self.page.deleteLater()
        self.runner.shut_down()


@pytest.fixture
def desk_on(template_file: Path, qtbot: QtBot) -> Iterator[Callable[[Path], Desk]]:
    """Opens a desk on a community that lies in a folder."""
    open_ones: list[Desk] = []

    def open_in(folder: Path) -> Desk:
        file = Path(shutil.copy(template_file, folder / "weavers.organizer"))
        open_ones.append(Desk(make_evening(open_database(file)), qtbot))
        return open_ones[0]

    yield open_in
    for one in open_ones:
        one.close()
        one.evening.db.close()


@pytest.fixture
def mounts(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts a file system of the test's own, and takes it down afterwards."""
    place = tmp_path / "stick"
    place.mkdir()

    def mount(*arguments: str) -> Path:
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            pytest.skip("only root may mount a disk to fill or a stick to pull out")
        done = subprocess.run(["mount", *arguments, str(place)], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
        return place

    yield mount
    while os.path.ismount(place):
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def welcomed(*names: str) -> list[tuple[Verdict, str | None]]:
    return [(Verdict.WELCOME, name) for name in names]


def test_a_stick_that_is_pulled_out_and_put_back(
    desk_on: Callable[[Path], Desk], mounts: Callable[..., Path], tmp_path: Path
) -> None:
    if shutil.which("mkfs.ext4") is None:
        pytest.skip("there is no mkfs.ext4 to make a stick with")
    image = tmp_path / "stick.img"
    with image.open("wb") as made:
        made.truncate(16 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    stick = mounts("-o", "loop", str(image))
    desk = desk_on(stick)
    os.sync()  # what the test itself put there; the scan must need no such help
    desk.scan("Ana Lima")
    desk.says("welcome", "Ana Lima")

    pull_out(stick)
    for name in ("佐藤 花", "佐藤 花", "Tuva Strand"):
        desk.scan(name)
        desk.says("problem", "stick")
    subprocess.run(["umount", "--lazy", str(stick)], check=True)
    desk.scan("佐藤 花")
    desk.says("problem", "stick")
    assert list(stick.iterdir()) == []  # nothing takes its place

    mounts("-o", "loop", str(image))
    desk.scan("佐藤 花")
    desk.says("welcome", "佐藤 花")
    desk.scan("Ana Lima")
    desk.says("already-in", "Ana Lima")
    assert desk.log() == [*welcomed("Ana Lima", "佐藤 花"), (Verdict.ALREADY_IN, "Ana Lima")]


def pull_out(stick: Path) -> None:
    import fcntl  # only Linux has it

    place = os.open(stick, os.O_RDONLY)
    fcntl.ioctl(place, _PULL_OUT, struct.pack("i", 2))
    os.close(place)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows moves no folder that is in use")
def test_a_folder_that_is_moved_away_and_back(
    desk_on: Callable[[Path], Desk], tmp_path: Path
) -> None:
    folder, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    folder.mkdir()
    desk = desk_on(folder)
    desk.scan("Ana Lima")
    desk.says("welcome")
    folder.rename(elsewhere)
    folder.mkdir()
    desk.scan("佐藤 花")
    desk.says("problem", "Is its folder or stick there")
    assert list(folder.iterdir()) == []
    folder.rmdir()
    elsewhere.rename(folder)
    desk.scan("佐藤 花")
    desk.says("welcome", "佐藤 花")
    assert desk.log() == welcomed("Ana Lima", "佐藤 花")
    desk.until(lambda: desk.entries()[1:] == ["Ana Lima"])


def test_while_the_file_is_away_the_desk_says_so_once(
    desk_on: Callable[[Path], Desk], tmp_path: Path
) -> None:
    desk = desk_on(tmp_path)
    file = desk.evening.db.path
    file.rename(tmp_path / "elsewhere")
    for _time in range(3):
        desk.page.desk.view.read_figures()
        desk.until(lambda: not desk.runner.busy)
    desk.says("problem", "could not be opened")
    desk.page.desk.card.rest()
    desk.page.desk.view.read_figures()
    desk.until(lambda: not desk.runner.busy)
    assert desk.page.desk.card.property("verdict") == ""
    (tmp_path / "elsewhere").rename(file)


def test_a_full_disk(desk_on: Callable[[Path], Desk], mounts: Callable[..., Path]) -> None:
    disk = mounts("-t", "tmpfs", "-o", "size=8m", "tmpfs")
    desk = desk_on(disk)
    desk.scan("Ana Lima")
    desk.says("welcome")
    fill(disk / "holiday.mov")
    desk.scan("佐藤 花")
    desk.says("problem", "disk is full")
    desk.scan("Tuva Strand")
    desk.says("problem", "disk is full")
    assert desk.log() == welcomed("Ana Lima")
    (disk / "holiday.mov").unlink()
    desk.scan("佐藤 花")
    desk.says("welcome", "佐藤 花")
    assert desk.log() == welcomed("Ana Lima", "佐藤 花")


def test_a_disk_that_is_read_only_for_a_while(
    desk_on: Callable[[Path], Desk], mounts: Callable[..., Path]
) -> None:
    disk = mounts("-t", "tmpfs", "-o", "size=8m", "tmpfs")
    desk = desk_on(disk)
    desk.scan("Ana Lima")
    desk.says("welcome")
    desk.evening.db.close()  # no system makes a disk read-only that is being written
    for way, verdict, words in (("ro", "problem", "may you write"), ("rw", "welcome", "佐藤 花")):
        subprocess.run(["mount", "-o", f"remount,{way}", str(disk)], check=True)
        desk.scan("佐藤 花")
        desk.says(verdict, words)
    assert desk.log() == welcomed("Ana Lima", "佐藤 花")


def fill(file: Path) -> None:
    """Write until nothing more fits."""
    with pytest.raises(OSError, match="No space"), file.open("wb", buffering=0) as film:
        while True:
            film.write(b"." * 4096)


def test_a_clock_that_is_set_back_between_two_scans(
    desk_on: Callable[[Path], Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    desk = desk_on(tmp_path)
    bar = MessageBar(desk.messages)
    qtbot.addWidget(bar)
    clock = desk.evening.clock
    desk.scan("Ana Lima")
    desk.says("welcome", "Ana Lima")
    clock.moment -= timedelta(hours=1)
    desk.scan("Ana Lima")  # still before the scanner: the same scan
    desk.scan("Tuva Strand")
    desk.says("welcome", "Tuva Strand")
    assert bar.message is not None and "set back by 60 minutes" in bar.message.text
    assert desk.log() == welcomed("Ana Lima", "Tuva Strand")
    desk.until(lambda: desk.entries() == ["Tuva Strand", "Ana Lima"])  # the last on top
    counts = door_counts(desk.evening.db, desk.evening.events["Loom night"], now=clock())
    assert (counts.inside, counts.last_minutes) == (2, 1)
    clock.forward(3600 + 60)
    desk.scan("Ana Lima")
    desk.says("already-in", "Ana Lima")


def test_a_laptop_that_slept_through_the_evening(
    desk_on: Callable[[Path], Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    desk = desk_on(tmp_path)
    bar = MessageBar(desk.messages)
    qtbot.addWidget(bar)
    desk.scan("Ana Lima")
    desk.says("welcome")
    desk.evening.clock.forward(2 * 3600)
    desk.page.desk.view.look_again()
    assert bar.message is not None and "2 hours ahead" in bar.message.text
    desk.scan("佐藤 花")
    desk.says("welcome", "佐藤 花")
    desk.evening.clock.forward(9 * 3600)
    desk.scan("Tuva Strand")
    desk.says("over")
    desk.evening.clock.forward((24 - 33) * 3600)  # somebody set it, first a day too far
    desk.scan("Rosa Díaz")
    desk.says("welcome", "Rosa")
    came = [one for one in desk.log() if one[0] is Verdict.WELCOME]
    assert came == welcomed("Ana Lima", "佐藤 花", "Rosa Díaz")


_BURST = """
import sys
from datetime import datetime
from pathlib import Path
from organizer.models.database import open_database
from organizer.services.at_door.door import check_in

db = open_database(Path(sys.argv[1]))
print("open", flush=True)
for code in sys.stdin.read().split():
    answer = check_in(db, sys.argv[2], code, station=sys.argv[3], now=datetime.fromisoformat(sys.argv[4]))
    print(answer.verdict, answer.name, flush=True)
"""


def test_two_processes_at_one_door_welcome_everyone_once(
    template_file: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(template_file, tmp_path / "weavers.organizer"))
    db = open_database(file)
    evening = make_evening(db)
    names = [f"Guest {number}" for number in range(40)]
    uid = evening.events["Loom night"]
    codes = evening.add_all(names, "Loom night")
    doors = [
        subprocess.Popen(
            [sys.executable, "-c", _BURST, str(file), uid, station, DOOR_TIME.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
        )
        for station in ("Door A", "Door B")
    ]
    for process in doors:
        assert process.stdout is not None and process.stdout.readline() == "open\n"
    for process in doors:
        assert process.stdin is not None
        process.stdin.write("\n".join(codes))
        process.stdin.close()
    answers = []
    for process in doors:
        assert process.stdout is not None
        answers += process.stdout.read().splitlines()
        process.stdout.close()
        assert process.wait() == 0
    assert sorted(answers) == sorted(
        f"{verdict} {name}" for name in names for verdict in ("welcome", "already-in")
    )
    assert door_counts(db, uid, now=DOOR_TIME).inside == len(names)
    db.close()
