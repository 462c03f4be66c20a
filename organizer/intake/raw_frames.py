"""Turns the bytes that a camera gives into pictures: grey to read in, small and in colour to see.

What reads codes needs only how light each pixel is, and most cameras give just that apart from the
colours; so nothing is converted but the small picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PIL import Image


class Layout(Enum):
    """How the bytes of a frame lie, by the usual names; colours are at half the resolution."""

    GREY = auto()
    """One byte a pixel: how light it is. No colours."""
    YUV420P = auto()
    """Grey; then blue and red in planes of their own, for two lines each."""
    YUV422P = auto()
    """Grey; then blue and red in planes of their own, for each line."""
    NV12 = auto()
    """Grey; then blue and red by turns in one plane, for two lines each."""
    NV21 = auto()
    """As NV12, red before blue."""
    YUYV = auto()
    """Grey, blue, grey, red by turns in one plane."""
    UYVY = auto()
    """Blue, grey, red, grey by turns in one plane."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Bytes of a frame, line by line; `stride` is how many of them a line takes."""

    data: bytes | bytearray | memoryview
    stride: int

    def picture(self, mode: str, width: int, height: int) -> Image.Image:
        """These bytes as a picture whose pixels hold as many bytes as the mode has bands."""
        # Pillow takes whatever is a buffer, and says less.
        data: Any = self.data
        return Image.frombuffer(mode, (width, height), data, "raw", mode, self.stride, 1)


@dataclass(frozen=True, slots=True)
class RawFrame:
    """A frame as a camera gave it. Width and height in pixels; both even, as cameras have them."""

    width: int
    height: int
    layout: Layout
    planes: Sequence[Plane]

    def grey(self) -> Image.Image:
        """Return how light each pixel is, as a picture of mode L."""
        first = self.planes[0]
        match self.layout:
            case Layout.YUYV | Layout.UYVY:
                bands = first.picture("LA", self.width, self.height)
                return bands.getchannel(0 if self.layout is Layout.YUYV else 1)
            case _:
                return first.picture("L", self.width, self.height)

    def small(self, width: int) -> Image.Image:
        """Return the frame in colour (mode RGB), about as wide as this or a little wider."""
        grey = self.grey()
        size = (grey.width // (factor := max(1, grey.width // width)), grey.height // factor)
        light = grey.reduce(factor).resize(size)
        if self.layout is Layout.GREY:
            return light.convert("RGB")
        colours = [band.resize(size, Image.Resampling.NEAREST) for band in self._colours()]
        return Image.merge("YCbCr", (light, *colours)).convert("RGB")

    def _colours(self) -> tuple[Image.Image, Image.Image]:
        """How blue and how red, at half the width and at all or half of the height."""
        width, height = self.width // 2, self.height // 2
        match self.layout:
            case Layout.NV12 | Layout.NV21:
                one, other = self.planes[1].picture("LA", width, height).split()
                return (one, other) if self.layout is Layout.NV12 else (other, one)
            case Layout.YUYV | Layout.UYVY:
                bands = self.planes[0].picture("RGBA", width, self.height).split()
                return (bands[1], bands[3]) if self.layout is Layout.YUYV else (bands[0], bands[2])
            case Layout.YUV420P:
                lines = height
            case _:
                lines = self.height
        return self.planes[1].picture("L", width, lines), self.planes[2].picture("L", width, lines)
