"""How long a camera's frame takes, against a bare look of zxing-cpp at the same picture."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import zxingcpp
from PIL import Image

from organizer.services.at_door.door_frames import FrameReader, Layout, Plane, RawFrame
from tests.camera_pictures import SIZE, dim, grain, room, seen

FRAMES = 30
_CODE = "CRDLEXFNGVHJTKPUCDEFGHJKLNPRTUVXCXDVEU"


def measure_frames(report: Callable[[str, float, float], None]) -> None:
    """Frames of 1280×720 as most cameras give them (NV12), with the small picture for the desk."""
    pictures = {
        "with a code": seen(_CODE, angle=20),
        "in grainy dark": grain(dim(seen(_CODE, angle=7), 0.2), 18),
        "without any": grain(room(), 6),
    }
    slowest = 0.0
    for what, picture in pictures.items():
        ours, bare = _times(picture)
        slowest = max(slowest, ours)
        report(f"decode time of a frame {what}, 1280×720", ours, bare)
    print(f"    that is {1 / slowest:.0f} frames a second at least (10)")


def _times(picture: Image.Image) -> tuple[float, float]:
    width, height = SIZE
    planes = Plane(picture.tobytes(), width), Plane(bytes([128]) * (width * height // 2), width)
    reader, ours, bare = FrameReader(), [], []
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for _frame in range(FRAMES):
        start = time.perf_counter()
        frame = RawFrame(width, height, Layout.NV12, planes)
        reader.read(frame.grey())
        frame.small(480)
        between = time.perf_counter()
        zxingcpp.read_barcodes(picture, formats=formats)
        ours.append(between - start)
        bare.append(time.perf_counter() - between)
    return statistics.median(ours), statistics.median(bare)
