"""The colours of the window: the two palettes, and what a community's own accent becomes in them.

Colours are "#RRGGBB". Contrast is measured as WCAG 2 does, from 1 (none) to 21 (black on white).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

READABLE = 4.5
"""Contrast that text needs on its background (WCAG AA)."""
DEFAULT_ACCENT = "#2F6F5E"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour by what it is for. `accent_ink` is the accent as text on `accent_soft`."""

    dark: bool
    background: str
    surface: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_soft: str
    accent_ink: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str

    def ink(self, role: str) -> str:
        """Text colour of a role: good, warn, bad, info, accent, or else one of this palette's."""
        if role == "neutral":
            return self.muted
        if role == "accent":
            return self.accent_ink
        return str(getattr(self, role))

    def soft(self, role: str) -> str:
        """Background on which `ink(role)` is read."""
        return self.background if role == "neutral" else str(getattr(self, f"{role}_soft"))


LIGHT = Palette(
    dark=False,
    background="#F7F7F5",
    surface="#FFFFFF",
    line="#E6E5E1",
    text="#1C1B19",
    muted="#6B6963",
    faint="#9B9890",
    accent=DEFAULT_ACCENT,
    accent_soft="#E3F0EB",
    accent_ink="#2F6F5E",
    on_accent="#FFFFFF",
    good="#1E7B4F",
    good_soft="#DDF3E6",
    warn="#A05A00",
    warn_soft="#FCEBD0",
    bad="#B3261E",
    bad_soft="#FBE3E1",
    info="#2C5FA8",
    info_soft="#E1EBF9",
)
DARK = Palette(
    dark=True,
    background="#171715",
    surface="#1F1F1C",
    line="#34332F",
    text="#EEEDE8",
    muted="#A5A299",
    faint="#75736B",
    accent="#6BBFA6",
    accent_soft="#22372F",
    accent_ink="#6BBFA6",
    on_accent="#10211B",
    good="#6FCF97",
    good_soft="#1D3A2A",
    warn="#F0B35B",
    warn_soft="#3D2E17",
    bad="#F28B82",
    bad_soft="#43211F",
    info="#8AB4F8",
    info_soft="#1F2F49",
)


def is_colour(text: str) -> bool:
    """Whether the text is a colour as #RRGGBB."""
    return _COLOUR.fullmatch(text) is not None


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue from 0 to 255; ValueError if it is no colour."""
    if not is_colour(colour):
        raise ValueError(f"not a colour as #RRGGBB: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """The first colour with `share` (0 to 1) of the other in it."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, backgrounds: tuple[str, ...], towards: str) -> str:
    """The colour, moved towards another only as far as it takes to be read on all backgrounds."""
    for step in range(_STEPS + 1):
        moved = mix(colour, towards, step / _STEPS)
        if all(contrast(moved, background) >= READABLE for background in backgrounds):
            return moved
    return towards


def palette(dark: bool, accent: str = "") -> Palette:
    """The light or dark palette; an accent of one's own is moved until it can be read.

    An accent that is empty or no colour gives the default.
    """
    base = DARK if dark else LIGHT
    if not is_colour(accent) or accent.upper() == DEFAULT_ACCENT:
        return base
    extreme = "#FFFFFF" if dark else "#000000"
    soft = mix(base.surface, accent, 0.18 if dark else 0.13)
    ink = readable(accent, (base.background, base.surface, soft), towards=extreme)
    return replace(
        base,
        accent=ink,
        accent_soft=soft,
        accent_ink=ink,
        on_accent=max("#FFFFFF", "#111111", key=lambda colour: contrast(colour, ink)),
    )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value / 255) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
