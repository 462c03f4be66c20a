"""Looks at a camera's frames, in its lane: the codes in them, and a small picture for the desk."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from organizer.services.at_door.door_frames import FoundCode, FrameReader, Layout, Plane, RawFrame

_SMALL = 480
"""Width of the desk's picture in pixels, about."""
_Pixels = QVideoFrameFormat.PixelFormat
_LAYOUTS = {
    _Pixels.Format_Y8: Layout.GREY,
    _Pixels.Format_YUV420P: Layout.YUV420P,
    _Pixels.Format_YUV422P: Layout.YUV422P,
    _Pixels.Format_NV12: Layout.NV12,
    _Pixels.Format_NV21: Layout.NV21,
    _Pixels.Format_YUYV: Layout.YUYV,
    _Pixels.Format_UYVY: Layout.UYVY,
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one frame showed; the picture as the camera sees it, not mirrored."""

    picture: QImage
    codes: tuple[FoundCode, ...]


def look_at(frame: QVideoFrame, reader: FrameReader) -> Sight | None:
    """Read a frame's codes and make it small; None for one that the camera has taken back."""
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        layout = _LAYOUTS.get(frame.pixelFormat())
        return _sight_of_image(frame, reader) if layout is None else _sight(frame, layout, reader)
    finally:
        frame.unmap()


def _sight(frame: QVideoFrame, layout: Layout, reader: FrameReader) -> Sight:
    planes = [
        Plane(frame.bits(number), frame.bytesPerLine(number))
        for number in range(frame.planeCount())
    ]
    raw = RawFrame(frame.width(), frame.height(), layout, planes)
    return Sight(_to_qt(raw.small(_SMALL)), reader.read(raw.grey()))


def _sight_of_image(frame: QVideoFrame, reader: FrameReader) -> Sight | None:
    """As `_sight`, where how light a pixel is does not stand apart from its colours."""
    image = _image_in(frame)
    if image.isNull():
        return None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    plane = Plane(grey.constBits(), grey.bytesPerLine())
    raw = RawFrame(grey.width(), grey.height(), Layout.GREY, (plane,))
    small = image.scaledToWidth(_SMALL, Qt.TransformationMode.SmoothTransformation)
    return Sight(small, reader.read(raw.grey()))


def _image_in(frame: QVideoFrame) -> QImage:
    kind = QVideoFrameFormat.imageFormatFromPixelFormat(frame.pixelFormat())
    if frame.pixelFormat() == _Pixels.Format_Jpeg:
        return QImage.fromData(bytes(frame.bits(0)), b"JPG")
    if kind == QImage.Format.Format_Invalid:
        return frame.toImage()  # slow, but hardly any camera gives such frames
    # Not by toImage(): that sets up the graphics card for this thread, to copy what lies here.
    size = frame.width(), frame.height(), frame.bytesPerLine(0)
    return QImage(frame.bits(0), *size, kind)


def _to_qt(picture: Image.Image) -> QImage:
    stride = 3 * picture.width
    kept = QImage(
        picture.tobytes(), picture.width, picture.height, stride, QImage.Format.Format_RGB888
    )
    return kept.copy()  # the bytes are Python's and go
