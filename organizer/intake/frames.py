"""Reads badge codes in the frames of a camera: quickly, and harder where the quick look fails.

A camera gives another frame at once, so that no single one needs everything that may help: within
its budget of time, but at least once a frame, a reader tries the harder ways in turns. It stays with
the one that helped last, since the next frame was taken in the same light.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from organizer.intake.pictures import in_reading_order

_QR = zxingcpp.BarcodeFormat.QRCode
_HARDER_WAYS_TAKE = 0.025
"""Seconds after which no further way is begun with a frame: so 15 a second stay possible."""
_MANY_PIXELS = 1600 * 1200
"""Larger frames are halved first: their modules are large enough, and time is short."""
_SHARPENED_BY, _TWICE_BY = 6, 4
"""Read codes whose edges are blurred by six tenths of a module, and large ones by a little more;
beyond, too little is left."""
_CLIPPED = 1
"""Per cent of the lightest and darkest that contrast may cost."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code in a frame; its corners as shares (0 to 1) of the frame's width and height."""

    text: str
    corners: tuple[Point, ...]


class FrameReader:
    """Reads the frames of one camera, one after the other."""

    def __init__(self, budget: float = _HARDER_WAYS_TAKE) -> None:
        self._budget = budget
        self._way = 0

    def read(self, grey: Image.Image) -> tuple[FoundCode, ...]:
        """Return the codes in a grey frame (mode L), row by row as one reads."""
        if grey.width * grey.height > _MANY_PIXELS:
            grey = grey.reduce(2)
        found = _read(grey)
        until = time.perf_counter() + self._budget
        for _turn in HARDER_WAYS:
            if found:
                break
            found = HARDER_WAYS[self._way](grey)
            if not found:
                self._way = (self._way + 1) % len(HARDER_WAYS)
            if time.perf_counter() >= until:
                break
        return found


def _brightened(grey: Image.Image) -> tuple[FoundCode, ...]:
    """Half as large with all contrast: for bad light, and for light codes on a dark screen."""
    return _read(_with_contrast(grey.reduce(2)), try_invert=True)


def _smoothed(grey: Image.Image) -> tuple[FoundCode, ...]:
    """Without the grain of a dark room, a screen's grid, and the edges of glare."""
    return _read(_with_contrast(grey.filter(ImageFilter.BoxBlur(1))))


def _sharpened(grey: Image.Image) -> tuple[FoundCode, ...]:
    """Edges drawn out of a blur: what the blurred picture lacks is added several times over."""
    return _read(_with_edges(grey, 4, _SHARPENED_BY))


def _sharpened_twice(grey: Image.Image) -> tuple[FoundCode, ...]:
    """The same once more and half as large: for what is held too close for the lens."""
    half = grey.reduce(2)
    return _read(_with_edges(_with_edges(half, 3, _TWICE_BY), 3, _TWICE_BY))


def _with_edges(grey: Image.Image, pixels: int, by: float) -> Image.Image:
    return Image.blend(grey.filter(ImageFilter.BoxBlur(pixels)), grey, 1 + by)


HARDER_WAYS: tuple[Callable[[Image.Image], tuple[FoundCode, ...]], ...] = (
    _brightened,
    _smoothed,
    _sharpened,
    _sharpened_twice,
)


def _with_contrast(grey: Image.Image) -> Image.Image:
    return ImageOps.autocontrast(grey, cutoff=_CLIPPED)


def _read(grey: Image.Image, *, try_invert: bool = False) -> tuple[FoundCode, ...]:
    formats = zxingcpp.BarcodeFormats(_QR)
    found = zxingcpp.read_barcodes(grey, formats=formats, try_invert=try_invert)
    return tuple(_found_code(code, grey.size) for code in in_reading_order(found))


def _found_code(code: zxingcpp.Barcode, size: tuple[int, int]) -> FoundCode:
    place, (width, height) = code.position, size
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return FoundCode(code.text, tuple((point.x / width, point.y / height) for point in corners))
