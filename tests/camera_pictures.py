"""What a camera sees of badges and telephones: codes held somehow, in all kinds of light."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import qrcode
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps
from qrcode.constants import ERROR_CORRECT_M

SIZE = (1280, 720)
BORDER = 4
MODULES = 25 + 2 * BORDER
"""Modules on a side of a symbol with its white border."""


def symbol(code: str, pixels: int = 8) -> Image.Image:
    """A badge's code as it is printed, so many pixels a module."""
    drawn = qrcode.QRCode(
        version=2, error_correction=ERROR_CORRECT_M, border=BORDER, box_size=pixels
    )
    drawn.add_data(code)
    made: Image.Image = drawn.make_image().get_image()
    return made.convert("L")


def room(light: int = 80) -> Image.Image:
    """The room behind, a little restless."""
    left_to_right = np.linspace(0.7, 1.2, SIZE[0]) * light
    waves = np.sin(np.arange(SIZE[1]) / 23)[:, None] * light / 8
    return _picture(left_to_right[None, :] + waves)


def hold(
    ground: Image.Image,
    held: Image.Image,
    *,
    middle: tuple[float, float] = (640, 360),
    width: float = 132,
    angle: float = 0,
    lean: float = 0,
) -> None:
    """Put what somebody holds into a picture: turned by degrees, leaning away at one side.

    The default width is that of a code of four pixels a module.
    """
    turn, far = math.radians(angle), []
    for across, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        down *= held.height / held.width
        x = across * math.cos(turn) - down * math.sin(turn)
        y = across * math.sin(turn) + down * math.cos(turn)
        nearness = 1 / (1 + lean * x)
        far.append(
            (middle[0] + x * nearness * width / 2, middle[1] + y * nearness * width / 2),
        )
    left, top = (math.floor(min(place[axis] for place in far)) for axis in (0, 1))
    right, low = (math.ceil(max(place[axis] for place in far)) for axis in (0, 1))
    edge = ((0, 0), (held.width, 0), (held.width, held.height), (0, held.height))
    way_back = _perspective([(x - left, y - top) for x, y in far], edge)
    # Shrunk without smoothing, thin lines would be lost; a lens does not lose them.
    smooth = held.filter(ImageFilter.BoxBlur(max(0.0, held.width / width / 2 - 0.5)))
    size, kind = (right - left, low - top), Image.Transform.PERSPECTIVE
    moved, whole = (
        picture.transform(size, kind, way_back, Image.Resampling.BILINEAR)
        for picture in (smooth, Image.new("L", held.size, 255))
    )
    ground.paste(moved, (left, top), mask=whole)


def seen(code: str, **held: float) -> Image.Image:
    """A picture of one code, held as `hold` says."""
    ground = room()
    hold(ground, symbol(code), **held)  # type: ignore[arg-type]
    return grain(ground, 5)


def grain(picture: Image.Image, strength: float, seed: int = 1) -> Image.Image:
    """With the noise of a sensor; `strength` is its standard deviation, of 255."""
    return _picture(_numbers(picture) + _noise(seed) * strength)


def dim(picture: Image.Image, share: float) -> Image.Image:
    """In a room with only a share of the light; a camera's black is not quite black."""
    return _picture(16 + _numbers(picture) * share)


def blur(picture: Image.Image, radius: float) -> Image.Image:
    """Out of focus."""
    return picture.filter(ImageFilter.GaussianBlur(radius))


def shaken(picture: Image.Image, pixels: int) -> Image.Image:
    """Moved sideways while it was taken."""
    numbers = _numbers(picture)
    return _picture(sum(np.roll(numbers, step, 1) for step in range(pixels)) / pixels)


def glare(picture: Image.Image, middle: tuple[int, int], radius: int) -> Image.Image:
    """With a lamp's reflection on it."""
    y, x = np.mgrid[0 : picture.height, 0 : picture.width]
    distance = ((x - middle[0]) / radius) ** 2 + ((y - middle[1]) / (radius / 2)) ** 2
    return _picture(_numbers(picture) + 220 * np.exp(-distance))


def on_screen(picture: Image.Image, depth: float = 0.6) -> Image.Image:
    """Shown by a telephone, whose grid and the camera's make waves."""
    y, x = np.mgrid[0 : picture.height, 0 : picture.width]
    waves = np.sin(2 * math.pi * (x + 0.09 * y) / 2.3) * (0.75 + 0.25 * np.sin(2 * y))
    return _picture(_numbers(picture) * (1 - depth * (0.5 + 0.5 * waves)))


def shaded(picture: Image.Image) -> Image.Image:
    """Half in shadow."""
    shadow = np.clip(np.linspace(-3.2, 3.6, picture.width), 0, 1) * 0.85 + 0.15
    return _picture(_numbers(picture) * shadow[None, :])


def light_on_dark(picture: Image.Image) -> Image.Image:
    """As telephones in dark mode show it."""
    return ImageOps.invert(picture)


def _numbers(picture: Image.Image) -> NDArray[np.float32]:
    return np.asarray(picture, dtype=np.float32)


def _picture(numbers: NDArray[np.floating]) -> Image.Image:
    return Image.fromarray(np.clip(numbers, 0, 255).astype(np.uint8))


@cache
def _noise(seed: int) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal(SIZE[::-1], dtype=np.float32)


def _perspective(
    seen_at: list[tuple[float, float]], edge: tuple[tuple[float, float], ...]
) -> list[float]:
    """Eight numbers that lead from a place in the picture back to one on what is held."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(seen_at, edge, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return [float(one) for one in np.linalg.solve(np.array(rows), np.array(wanted))]
