"""Codes are read in what cameras see, however they are held, and in any layout of bytes."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PIL import Image

from organizer.intake.frames import HARDER_WAYS, FrameReader
from organizer.intake.raw_frames import Layout, Plane, RawFrame
from tests.camera_pictures import (
    SIZE,
    blur,
    dim,
    glare,
    grain,
    hold,
    light_on_dark,
    on_screen,
    room,
    seen,
    shaded,
    shaken,
    symbol,
)

CODE = "CRDLEXFNGVHJTKPUCDEFGHJKLNPRTUVXCXDVEU"
OTHERS = tuple(CODE[turn:] + CODE[:turn] for turn in (3, 9, 17, 22, 30))

HELD: dict[str, Callable[[], Image.Image]] = {
    "plainly": lambda: seen(CODE),
    "far away": lambda: seen(CODE, width=66, angle=7),
    "turned by 30°": lambda: seen(CODE, angle=30),
    "turned by 45°": lambda: seen(CODE, angle=45),
    "upside down": lambda: seen(CODE, angle=180),
    "leaning": lambda: seen(CODE, width=160, angle=20, lean=0.35),
    "leaning far": lambda: seen(CODE, width=165, angle=-15, lean=0.5),
    "in the dark": lambda: grain(dim(seen(CODE, angle=7), 0.06), 1.5),
    "in grainy dark": lambda: grain(dim(seen(CODE, angle=7), 0.2), 18),
    "half in shadow": lambda: grain(shaded(seen(CODE, angle=7)), 5),
    "out of focus": lambda: grain(blur(seen(CODE, angle=7), 2), 4),
    "near and far out of focus": lambda: grain(blur(seen(CODE, angle=7, width=198), 3.6), 4),
    "held too close": lambda: grain(blur(seen(CODE, angle=7, width=264), 5.1), 4),
    "in motion": lambda: grain(shaken(seen(CODE, angle=7), 6), 4),
    "with a lamp in it": lambda: grain(glare(seen(CODE, width=165), (690, 330), 110), 5),
    "on a screen": lambda: grain(on_screen(seen(CODE, angle=7)), 5),
    "on a dark screen": lambda: light_on_dark(seen(CODE, angle=7)),
    "on a leaning screen with a lamp in it": lambda: grain(
        blur(glare(on_screen(seen(CODE, angle=15, lean=0.2)), (640, 330), 80), 1), 5
    ),
}


@pytest.mark.parametrize("how", HELD)
def test_a_code_is_read_within_a_few_frames(how: str) -> None:
    frame, reader = HELD[how](), FrameReader()
    read = [reader.read(frame) for _frame in range(len(HARDER_WAYS))]
    assert CODE in {code.text for codes in read for code in codes}


def test_several_codes_in_one_picture_come_in_reading_order_with_their_places() -> None:
    frame = room()
    for number, code in enumerate((CODE, *OTHERS)):
        row, column = divmod(number, 3)
        middle = (280 + 360 * column, 190 + 340 * row)
        hold(frame, symbol(code), middle=middle, angle=10 * number - 20, width=150)
    found = FrameReader().read(grain(frame, 5))
    assert [code.text for code in found] == [CODE, *OTHERS]
    places = [[x for x, _ in code.corners] for code in found]
    middles = [sum(across) / 4 * SIZE[0] for across in places]
    assert middles == pytest.approx([280, 640, 1000] * 2, abs=3)


def test_corners_are_shares_of_the_frame_whatever_its_size() -> None:
    found = [
        FrameReader().read(seen(CODE).resize(size))[0].corners for size in (SIZE, (2560, 1440))
    ]
    for one, other in zip(*found, strict=True):
        assert one == pytest.approx(other, abs=0.003)
    assert found[0][0] == pytest.approx((590 / 1280, 310 / 720), abs=0.01)


def test_a_room_without_codes_gives_none() -> None:
    assert FrameReader().read(grain(room(), 12)) == ()


def test_a_reader_out_of_time_goes_on_with_the_next_way_at_the_next_frame() -> None:
    frame, hurried = HELD["out of focus"](), FrameReader(budget=0)
    read = [bool(hurried.read(frame)) for _frame in range(4)]
    assert read == [False, False, True, True]  # and stays with the way that helped
    assert FrameReader(budget=10).read(frame)


RANDOM = random.Random(4)
WIDTH, HEIGHT, PADDING = 64, 48, 16
LIGHT, BLUE, RED = 128, 90, 200
"""A reddish grey, as cameras put it."""


def plane(pattern: tuple[int, ...], pixels: int, lines: int) -> Plane:
    """Lines of a pattern that goes on and on, each with some bytes of rubbish after it."""
    rubbish = RANDOM.randbytes(PADDING)
    line = bytes(pattern) * (pixels // len(pattern)) + rubbish
    return Plane(memoryview(line * lines), len(line))


GREY = (LIGHT,)
LAYOUTS: dict[Layout, tuple[Plane, ...]] = {
    Layout.YUV420P: (
        plane(GREY, WIDTH, HEIGHT),
        plane((BLUE,), WIDTH // 2, HEIGHT // 2),
        plane((RED,), WIDTH // 2, HEIGHT // 2),
    ),
    Layout.YUV422P: (
        plane(GREY, WIDTH, HEIGHT),
        plane((BLUE,), WIDTH // 2, HEIGHT),
        plane((RED,), WIDTH // 2, HEIGHT),
    ),
    Layout.NV12: (plane(GREY, WIDTH, HEIGHT), plane((BLUE, RED), WIDTH, HEIGHT // 2)),
    Layout.NV21: (plane(GREY, WIDTH, HEIGHT), plane((RED, BLUE), WIDTH, HEIGHT // 2)),
    Layout.YUYV: (plane((LIGHT, BLUE, LIGHT, RED), 2 * WIDTH, HEIGHT),),
    Layout.UYVY: (plane((BLUE, LIGHT, RED, LIGHT), 2 * WIDTH, HEIGHT),),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_grey_and_the_same_colours(layout: Layout) -> None:
    frame = RawFrame(WIDTH, HEIGHT, layout, LAYOUTS[layout])
    grey, small = frame.grey(), frame.small(32)
    assert grey.size == (WIDTH, HEIGHT)
    assert grey.getextrema() == (LIGHT, LIGHT)
    assert small.size == (32, 24)
    assert small.getextrema() == ((228, 228), (89, 89), (60, 60))


def test_a_grey_camera_gives_a_grey_picture() -> None:
    frame = RawFrame(WIDTH, HEIGHT, Layout.GREY, (plane(GREY, WIDTH, HEIGHT),))
    assert frame.small(1000).getextrema() == ((LIGHT, LIGHT),) * 3
    assert frame.small(1000).size == (WIDTH, HEIGHT)
