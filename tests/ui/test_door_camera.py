"""The camera at the desk: badges held before it, no camera, no library, and letting go of it."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtMultimedia import QCamera, QCameraDevice, QMediaPlayer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from organizer.domain.kinds import DoorAction, Verdict
from organizer.domain.names import shown
from organizer.models.database import Database
from organizer.services.at_door.door_view import last_entries
from organizer.services.out import exporting
from organizer.settings import load_settings
from organizer.ui.context import Context
from organizer.ui.door import camera as camera_module
from organizer.ui.door.camera import Camera, CameraChoice
from organizer.ui.door.camera_panel import CameraPanel
from organizer.ui.door.page import DoorPage
from organizer.ui.jobs import Runner
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.theme import apply_theme
from tests.camera_pictures import hold, room, seen, symbol
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import click, find, words
from tests.ui.filming import record, to_video_frame

# What Qt's media library says of decoders in hardware that a machine without a screen lacks.
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support",
    r"Couldn't (load|resolve) ",
    "No HW decoder",
    "Invalid frameRate 0",
)


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    return make_evening(empty_community)


@pytest.fixture
def page(evening: Evening, runner: Runner, qapp: QApplication, qtbot: QtBot) -> Iterator[DoorPage]:
    """The desk of Loom night, its camera off."""
    apply_theme(qapp, "light")
    made = DoorPage(Context(evening.db, runner, Messages(), now=evening.clock))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.open(evening.events["Loom night"])
    qtbot.waitUntil(lambda: made.desk.isVisible() and not runner.busy)
    yield made
    if isValid(made):
        made.hide()
    qtbot.waitUntil(lambda: not runner.busy)


def camera_of(page: DoorPage) -> Camera:
    camera = page.desk.camera.camera
    assert camera is not None
    return camera


def switch_on(page: DoorPage, qtbot: QtBot) -> Camera:
    """Press the button; there is no camera here, so what a test shows comes in its place."""
    click(page, qtbot, "camera")
    qtbot.waitUntil(lambda: page.desk.camera.camera is not None)
    qtbot.waitUntil(lambda: bool(camera_of(page).problem))
    camera = camera_of(page)
    camera.reader.start()
    return camera


def show(page: DoorPage, qtbot: QtBot, picture: Image.Image, times: int = 1) -> None:
    """Hold a picture before the camera until it was looked at."""
    reader = camera_of(page).reader
    for _time in range(times):
        with qtbot.waitSignal(reader.looked):
            reader.sink.setVideoFrame(to_video_frame(picture))
    qtbot.waitUntil(lambda: not page.context.runner.busy)


def log_of(page: DoorPage, evening: Evening) -> list[tuple[str, Verdict]]:
    rows = last_entries(evening.db, evening.events["Loom night"], 100)
    return [(row.name, row.verdict) for row in reversed(rows)]


def test_twenty_badges_in_a_video_are_checked_in_once_each(
    page: DoorPage, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    names = [f"Gäst {number:02}" for number in range(20)]
    for name in names:
        evening.add(name, "Loom night")
    only = [evening.people[name] for name in names]
    event, file = evening.events["Loom night"], tmp_path / "badges.pdf"
    exporting.write_badges(evening.db, event, file, stock="dymo-99014", only=only)
    video = tmp_path / "evening.mkv"
    record(badges_in(file), video, qtbot)

    reader = switch_on(page, qtbot).reader
    on_card: list[str] = []
    for answered in (page.desk.queue.answered, page.desk.queue.group_answered):
        answered.connect(lambda _answer: on_card.append(words(page)))
    player = QMediaPlayer(page)
    player.setVideoSink(reader.sink)
    player.setSource(QUrl.fromLocalFile(str(video)))
    player.play()
    through = QMediaPlayer.MediaStatus.EndOfMedia
    qtbot.waitUntil(lambda: player.mediaStatus() == through, timeout=60_000)
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    player.setVideoSink(None)  # type: ignore[arg-type]

    log = log_of(page, evening)
    assert sorted(log) == sorted((name, Verdict.WELCOME) for name in names)
    assert all(any(name in card for card in on_card) for name in names)
    assert any(f"{names[0]}" in card and f"{names[1]}" in card for card in on_card), (
        "who is seen together is welcomed together"
    )
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "20")
    last = {shown(name) for name, _verdict in log[-10:]}
    rows = page.findChildren(QLabel, "entry_name")
    qtbot.waitUntil(lambda: {row.text() for row in rows if row.isVisible()} == last)


def badges_in(file: Path) -> list[Image.Image]:
    """The badges of a PDF of labels, as large as a camera needs them."""
    from organizer.intake.pictures import pages_of_pdf

    return [page.convert("L") for page in pages_of_pdf(file, 150)]


def test_a_code_that_stays_in_view_is_one_scan_and_later_it_is_another(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    badge = seen(evening.code("Ana Lima"))
    switch_on(page, qtbot)
    for _moment in range(4):
        show(page, qtbot, badge)
        evening.clock.forward(2)
    assert log_of(page, evening) == [("Ana Lima", Verdict.WELCOME)]
    evening.clock.forward(2)
    show(page, qtbot, room())
    show(page, qtbot, badge)
    assert log_of(page, evening)[1:] == [("Ana Lima", Verdict.ALREADY_IN)]


def test_a_badge_that_comes_into_view_beside_another_is_welcomed_with_it(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    ground = room(20)
    hold(ground, symbol(evening.code("Ana Lima")), middle=(320, 360), width=300)
    switch_on(page, qtbot)
    show(page, qtbot, ground)
    qtbot.waitUntil(lambda: "Ana Lima" in words(page))
    hold(ground, symbol(evening.code("Dora Declined")), middle=(960, 360), width=300)
    show(page, qtbot, ground, times=3)
    qtbot.waitUntil(lambda: "Dora Declined" in words(page))
    assert "Ana Lima" in words(page) and "1 person is in" in words(page)
    assert log_of(page, evening) == [
        ("Ana Lima", Verdict.WELCOME),
        ("Dora Declined", Verdict.DECLINED),
    ]


def test_who_is_taken_back_while_the_badge_is_in_view_stays_out(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    badge = seen(evening.code("Ana Lima"))
    switch_on(page, qtbot)
    show(page, qtbot, badge)
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "1")
    click(page, qtbot, "undo_entry")
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "0")
    show(page, qtbot, badge, times=3)
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    rows = last_entries(evening.db, evening.events["Loom night"], 10)
    assert [row.action for row in rows].count(DoorAction.ARRIVED) == 1
    assert find(page, QLabel, "count_in").text() == "0"


def test_what_scanner_and_camera_read_at_once_is_one_scan(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    code = evening.code("Ana Lima")
    switch_on(page, qtbot)
    show(page, qtbot, seen(code))
    qtbot.keyClicks(page.desk, code)
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    assert log_of(page, evening) == [("Ana Lima", Verdict.WELCOME)]


def test_codes_are_framed_in_the_picture_which_is_mirrored_as_wished(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    ground = room(20)
    hold(ground, symbol(evening.code("Ana Lima")), middle=(320, 360), width=300)
    switch_on(page, qtbot)
    show(page, qtbot, ground)
    assert find(page, QLabel, "camera_sign").text() == "Code read"
    preview = page.desk.camera.preview

    def greenest() -> float:
        """How far to the right the frame round the code is, as a share of the width."""
        shot = preview.grab().toImage()
        across = [
            x
            for x in range(0, shot.width(), 2)
            for y in range(0, shot.height(), 2)
            if (colour := shot.pixelColor(x, y)).green() > colour.red() + 40
        ]
        return sum(across) / len(across) / shot.width()

    assert greenest() == pytest.approx(0.75, abs=0.03)  # as in a mirror
    click(page, qtbot, "camera_mirror")
    assert greenest() == pytest.approx(0.25, abs=0.03)
    assert load_settings().camera_mirrored is False


def test_without_a_camera_one_sentence_says_so_and_the_desk_works_on(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    click(page, qtbot, "camera")
    qtbot.waitUntil(lambda: bool(page.findChild(QLabel, "camera_problem").text()))
    assert "No camera is connected" in find(page, QLabel, "camera_problem").text()
    assert not page.findChild(QComboBox, "camera_choice").isVisible()
    qtbot.keyClicks(find(page, QLineEdit, "door_name"), "ana")
    qtbot.keyClick(find(page, QLineEdit, "door_name"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.desk.card.property("verdict") == "welcome")
    click(page, qtbot, "camera")
    assert not page.desk.camera.isVisible()


def test_the_key_c_switches_the_camera_on_and_off(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    for is_on in (True, False):
        qtbot.keyClick(page.desk, Qt.Key.Key_C)
        qtbot.waitUntil(lambda: page.desk.camera.isVisible() is is_on)  # noqa: B023
    qtbot.keyClicks(find(page, QLineEdit, "door_name"), "c")
    qtbot.waitUntil(lambda: find(page, QLineEdit, "door_name").text() == "c")
    assert not page.desk.camera.isVisible()


def test_without_the_library_for_cameras_the_desk_works_on(
    page: DoorPage, evening: Evening, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "organizer.ui.door.camera")
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    click(page, qtbot, "camera")
    qtbot.waitUntil(lambda: bool(page.findChild(QLabel, "camera_problem").text()))
    assert "library" in find(page, QLabel, "camera_problem").text()
    qtbot.keyClicks(page.desk, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: page.desk.card.property("verdict") == "welcome")


class Camcorder(QCamera):
    """Stands in for hardware: starts at once, and has a lamp."""

    lamps: list[str] = []

    def start(self) -> None:
        pass

    def error(self) -> QCamera.Error:
        return QCamera.Error.NoError

    def isTorchModeSupported(self, mode: QCamera.TorchMode) -> bool:
        return True

    def setTorchMode(self, mode: QCamera.TorchMode) -> None:
        self.lamps.append(mode.name)


FRONT, BACK = (CameraChoice(key, name, QCameraDevice()) for key, name in ("fF", "bB"))


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> list[CameraChoice]:
    """The cameras that a test plugs in."""
    there: list[CameraChoice] = []
    monkeypatch.setattr(camera_module, "cameras", lambda: list(there))
    monkeypatch.setattr(camera_module, "QCamera", Camcorder)
    Camcorder.lamps.clear()
    return there


def plug(page: DoorPage, there: list[CameraChoice], *now: CameraChoice) -> None:
    there[:] = now
    camera_of(page)._devices.videoInputsChanged.emit()


def test_a_camera_plugged_in_later_is_used_and_one_that_is_gone_is_replaced(
    page: DoorPage, qtbot: QtBot, plugged: list[CameraChoice]
) -> None:
    click(page, qtbot, "camera")
    qtbot.waitUntil(lambda: bool(page.findChild(QLabel, "camera_problem").text()))
    plug(page, plugged, FRONT)
    assert camera_of(page).key == FRONT.key
    plug(page, plugged, BACK)
    assert camera_of(page).key == BACK.key
    plug(page, plugged)
    assert "No camera" in find(page, QLabel, "camera_problem").text()


def test_the_camera_chosen_is_remembered_and_comes_back_when_plugged_in(
    page: DoorPage, evening: Evening, qtbot: QtBot, plugged: list[CameraChoice]
) -> None:
    plugged[:] = FRONT, BACK
    click(page, qtbot, "camera")
    qtbot.waitUntil(lambda: page.desk.camera.camera is not None)
    choice = find(page, QComboBox, "camera_choice")
    qtbot.waitUntil(lambda: choice.count() == 2)
    assert camera_of(page).key == FRONT.key
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    qtbot.waitUntil(lambda: camera_of(page).key == BACK.key)
    assert load_settings().camera == BACK.key
    plug(page, plugged, FRONT)
    assert camera_of(page).key == FRONT.key
    plug(page, plugged, FRONT, BACK)
    assert camera_of(page).key == BACK.key


def test_a_lamp_is_offered_where_there_is_one(
    page: DoorPage, qtbot: QtBot, plugged: list[CameraChoice]
) -> None:
    plugged[:] = (FRONT,)
    click(page, qtbot, "camera")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "camera_light").isVisible())
    click(page, qtbot, "camera_light")
    click(page, qtbot, "camera_light")
    assert Camcorder.lamps == ["TorchOn", "TorchOff"]


def test_a_camera_that_does_not_start_is_named_with_the_reason(
    page: DoorPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "cameras", lambda: [FRONT])
    click(page, qtbot, "camera")
    qtbot.waitUntil(lambda: bool(page.findChild(QLabel, "camera_problem").text()))
    assert "The camera F does not start" in find(page, QLabel, "camera_problem").text()


def test_only_the_newest_frame_is_kept_while_one_is_looked_at(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    reader = switch_on(page, qtbot).reader
    show(page, qtbot, room())
    looks: list[object] = []
    reader.looked.connect(looks.append)
    frames = [to_video_frame(seen(evening.code(name))) for name in ("Ana Lima", "Tuva Strand")]
    for number in range(40):
        reader.sink.setVideoFrame(frames[number == 39])
    qtbot.waitUntil(lambda: ("Tuva Strand", Verdict.WELCOME) in log_of(page, evening))
    assert len(looks) <= 3


def test_leaving_the_desk_lets_go_of_the_camera_and_coming_back_takes_it_again(
    page: DoorPage, evening: Evening, qtbot: QtBot, plugged: list[CameraChoice]
) -> None:
    plugged[:] = (FRONT,)
    click(page, qtbot, "camera")
    qtbot.waitUntil(lambda: page.desk.camera.camera is not None and bool(camera_of(page).key))
    click(page, qtbot, "leave_door")
    assert camera_of(page).key == ""
    page.open(evening.events["Loom night"])
    qtbot.waitUntil(lambda: camera_of(page).key == FRONT.key)


def test_a_closed_desk_leaves_nothing_behind(
    evening: Evening, runner: Runner, qapp: QApplication, qtbot: QtBot
) -> None:
    panel: CameraPanel | None = CameraPanel(
        Context(evening.db, runner, Messages(), now=evening.clock)
    )
    panel.show()
    qtbot.waitUntil(lambda: panel.camera is not None and bool(panel.camera.problem))
    panel.camera.reader.start()
    panel.camera.reader.sink.setVideoFrame(to_video_frame(room()))
    qtbot.waitUntil(lambda: panel.preview.sight is not None)
    left = [weakref.ref(one) for one in (panel, panel.camera, panel.camera.reader, panel.preview)]
    panel.close()
    panel.deleteLater()
    panel = None
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not runner.busy)
    gc.collect()
    assert [one() for one in left] == [None] * 4
