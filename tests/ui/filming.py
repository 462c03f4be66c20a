"""Films badges: printed ones are held before a camera, two at a time, and recorded as a video."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QMediaCaptureSession,
    QMediaFormat,
    QMediaRecorder,
    QVideoFrame,
    QVideoFrameInput,
)
from pytestqt.qtbot import QtBot

from tests.camera_pictures import blur, dim, glare, grain, hold, on_screen, room, shaken

RATE = 10
"""Frames a second."""
PAIR_FRAMES = 6
"""How many frames two badges stay."""


def to_video_frame(picture: Image.Image) -> QVideoFrame:
    """A picture as a camera would hand it over."""
    rgb = picture.convert("RGBX")
    kind = QImage.Format.Format_RGBX8888
    return QVideoFrame(QImage(rgb.tobytes(), rgb.width, rgb.height, 4 * rgb.width, kind).copy())


def pairs_of_badges(badges: Sequence[Image.Image]) -> Iterator[Image.Image]:
    """Frames in which badges come in, two at a time, move through the picture and are gone."""
    pairs = zip(badges[::2], badges[1::2], strict=True)
    for number, (left, right) in enumerate(pairs):
        for step in range(PAIR_FRAMES):
            frame = room(60 + 8 * (number % 4))
            drift, tilt = 10 * step - 30, 5 * step + 20 * (number % 3 - 1)
            hold(frame, left, middle=(350 + drift, 340 + drift / 2), width=430, angle=tilt)
            lean = 0.12 * (number % 3 - 1)
            right_side = (930 - drift, 380)
            hold(frame, right, middle=right_side, width=450, angle=-tilt, lean=lean)
            yield grain(_in_its_light(frame, number), 6, seed=step % 4)
        yield grain(room(), 6)


def _in_its_light(frame: Image.Image, number: int) -> Image.Image:
    match number % 5:
        case 0:
            return shaken(frame, 3)
        case 1:
            return dim(frame, 0.3)
        case 2:
            return on_screen(frame, 0.4)
        case 3:
            return glare(frame, (150, 120), 160)
        case _:
            return blur(frame, 1)


class Film(QObject):
    """Records frames into a file, as fast as the recorder takes them."""

    def __init__(self, frames: Iterator[Image.Image], path: Path, length: int) -> None:
        super().__init__()
        self._frames = frames
        self._length = length
        self._sent = 0
        self._waiting: QVideoFrame | None = None
        self._input = QVideoFrameInput(self)
        self.recorder = QMediaRecorder(self)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoFrameInput(self._input)
        self._session.setRecorder(self.recorder)
        form = QMediaFormat(QMediaFormat.FileFormat.Matroska)
        form.setVideoCodec(QMediaFormat.VideoCodec.MPEG4)
        self.recorder.setMediaFormat(form)
        self.recorder.setQuality(QMediaRecorder.Quality.VeryHighQuality)
        self.recorder.setVideoFrameRate(RATE)
        self.recorder.setOutputLocation(QUrl.fromLocalFile(str(path)))
        self._input.readyToSendVideoFrame.connect(self._send)

    @property
    def is_through(self) -> bool:
        """Whether all of it was handed over and written."""
        stopped = self.recorder.recorderState() == QMediaRecorder.RecorderState.StoppedState
        return self._sent >= self._length and stopped

    def _send(self) -> None:
        while self._sent < self._length:
            if self._waiting is None:
                self._waiting = to_video_frame(next(self._frames))
                self._waiting.setStartTime(self._sent * 1_000_000 // RATE)
                self._waiting.setEndTime((self._sent + 1) * 1_000_000 // RATE)
            if not self._input.sendVideoFrame(self._waiting):
                return
            self._waiting = None
            self._sent += 1
        self.recorder.stop()


def record(badges: Sequence[Image.Image], path: Path, qtbot: QtBot) -> None:
    """Film badges, an even number of them, into a video file."""
    length = len(badges) // 2 * (PAIR_FRAMES + 1)
    film = Film(pairs_of_badges(badges), path, length)
    film.recorder.record()
    qtbot.waitUntil(lambda: film.is_through, timeout=60_000)
    film.deleteLater()
