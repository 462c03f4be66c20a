"""Colours that can be read whatever accent a community chooses, and a look that follows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QFontInfo, QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from organizer.ui.kit.colours import (
    DARK,
    DEFAULT_ACCENT,
    LIGHT,
    READABLE,
    Palette,
    contrast,
    is_colour,
    palette,
)
from organizer.ui.kit.icons import icon
from organizer.ui.kit.look import look, px
from organizer.ui.kit.painted import CHIP_ROLES
from organizer.ui.kit.theme import apply_theme
from organizer.ui.kit.widgets import text

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield apply_theme(qapp).parent()  # type: ignore[misc]
    apply_theme(qapp)


@given(colours, st.booleans())
def test_any_accent_is_read_wherever_it_is_used(accent: str, dark: bool) -> None:
    made = palette(dark, accent)
    assert contrast(made.accent_ink, made.accent_soft) >= READABLE
    assert contrast(made.on_accent, made.accent) >= READABLE
    for background in (made.background, made.surface):
        assert contrast(made.accent, background) >= READABLE
        assert contrast(made.muted, background) >= READABLE
        assert contrast(made.text, made.accent_soft) >= READABLE


@pytest.mark.parametrize("chosen", [LIGHT, DARK], ids=["light", "dark"])
def test_every_chip_is_read(chosen: Palette) -> None:
    for role in set(CHIP_ROLES) - {"solid"}:
        assert contrast(chosen.ink(role), chosen.soft(role)) >= READABLE, role


def test_the_default_accent_gives_the_drawn_palettes() -> None:
    assert palette(False, DEFAULT_ACCENT) == palette(False, "") == palette(False, "green") == LIGHT
    assert palette(True, "") == DARK


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert not is_colour("#12345")


def test_the_fonts_have_the_three_weights(app: QApplication) -> None:
    weights = {QFontDatabase.weight("Inter", style) for style in QFontDatabase.styles("Inter")}
    assert {400, 550, 650} <= weights
    assert QFontInfo(look().font()).family() == "Inter"


def test_figures_are_all_of_one_width(app: QApplication, qtbot: QtBot) -> None:
    label = text("1", "number")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert len({label.fontMetrics().horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_text_grows_and_shrinks_while_the_window_is_open(app: QApplication, qtbot: QtBot) -> None:
    pressed = QPushButton("Save")
    qtbot.addWidget(pressed)
    pressed.show()
    before = pressed.sizeHint().height()
    apply_theme(app, text_scale=1.5)
    assert pressed.sizeHint().height() == pytest.approx(before * 1.5, abs=2)
    assert px(44) == 66
    apply_theme(app)
    assert pressed.sizeHint().height() == before


def test_an_icon_changes_its_colour_with_the_look(app: QApplication) -> None:
    house = icon("house", "text")
    assert is_drawn_in(house, LIGHT.text)
    apply_theme(app, "dark", text_scale=1.0)
    assert is_drawn_in(house, DARK.text)
    assert not is_drawn_in(house, LIGHT.text)


def test_an_unknown_icon_is_noticed_where_it_is_asked_for(app: QApplication) -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def is_drawn_in(drawn: QIcon, colour: str) -> bool:
    image = drawn.pixmap(QSize(64, 64)).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = (image.pixelColor(x, y) for x in range(0, 64) for y in range(0, 64))
    return any(p.alpha() == 255 and p.name().upper() == colour for p in pixels)
