"""Sets a line of text in any script: measures it, fits it to a room, draws it on a PDF page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import uharfbuzz as hb
from reportlab.pdfgen.canvas import Canvas

from organizer.export.fonts import UNITS_PER_EM, FontFace, FontLibrary, han_region
from organizer.export.graphemes import (
    base_level,
    clusters,
    displayed,
    is_ignorable,
    is_skin_tone,
    levels,
    mirrored,
    visual_order,
)
from organizer.export.pdf_outlines import (
    Outline,
    UnseenFont,
    glyph_outline,
    operator_of,
    use_outline,
)

TEXT_COLOUR = "#1C1B19"
LEADING = 1.22
"""Height of a line as a multiple of its size, where its marks do not need more."""
_ABOVE, _AIR = 0.94, 0.06
"""Share of a line above its base line, and what stays free around taller marks."""
_LARGE_FROM = 18.0
"""Points from which the drawing for large type is used."""
_LINES_KEPT = 2048
_MARKS = ("\u200e", "\u200f")
_SMALLEST = 0.5
_STEP = 0.95
_TEAR_BELOW = 0.6
"""How far words are shrunk below the floor before one is cut in two."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text cut into lines that fit at this size, in points."""

    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True, slots=True)
class _ShapedLine:
    """A line ready to paint, in UNITS_PER_EM to the em, from its left end at the base line."""

    width: float
    bottom: float
    top: float
    operators: str
    outlines: tuple[Outline, ...]
    pieces: tuple[str, ...]
    """What the unseen text holds, from left to right."""
    spelling: str
    """The text for readers that can be told it as a whole; empty where they would garble it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A cluster with the face that draws it and its embedding level."""

    text: str
    face: FontFace
    level: int


class Typesetter:
    """Draws text of any script as outlines, with an unseen copy of it to select and search.

    Sizes and positions are in points; `y` is the base line. Right-to-left text is unseen in
    visual order, because that is how PDF readers expect it and turn it back.
    """

    def __init__(self, fonts: FontLibrary | None = None) -> None:
        self._fonts = fonts or FontLibrary.installed()
        self._lines: dict[tuple[str, int, bool], _ShapedLine] = {}
        self._outlines: dict[str, Outline | None] = {}

    def width(self, text: str, size: float, weight: int = 400) -> float:
        """Return the width of the text on one line."""
        return self._shaped(text, size, weight).width * size / UNITS_PER_EM

    def extent(self, text: str, size: float, weight: int = 400) -> tuple[float, float]:
        """Return how far the ink reaches below (negative) and above the base line."""
        line = self._shaped(text, size, weight)
        return line.bottom * size / UNITS_PER_EM, line.top * size / UNITS_PER_EM

    def draw(
        self,
        canvas: Canvas,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        weight: int = 400,
        color: str = TEXT_COLOUR,
        align: str = "left",
    ) -> float:
        """Draw the text with its left end, middle or right end at x, and return its width."""
        line = self._shaped(text, size, weight)
        width = line.width * size / UNITS_PER_EM
        left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        if not line.pieces:
            return width
        for outline in line.outlines:
            use_outline(canvas, outline)
        scale = size / UNITS_PER_EM
        drawn = (
            f"q {scale:.6f} 0 0 {scale:.6f} {left:.3f} {y:.3f} cm {_fill(color)}\n"
            f"{line.operators}Q\n"
            f"{UnseenFont.of(canvas).show(line.pieces, left, y, size, width)}"
        )
        if line.spelling:
            actual = line.spelling.encode("utf-16-be").hex()
            drawn = f"/Span <</ActualText <FEFF{actual}>>> BDC\n{drawn}\nEMC"
        canvas._code.append(drawn)
        return width

    def fit(
        self,
        text: str,
        max_width: float,
        size: float,
        floor: float,
        max_lines: int,
        *,
        weight: int = 400,
        max_height: float = float("inf"),
    ) -> Fitted:
        """Return the text in lines of at most `max_width`, at `size` or as little below as can be.

        It shrinks on one line to the floor, then wraps at blanks, a little below the floor too,
        then inside words. Where even that is too much for the lines or the height allowed, it
        shrinks on, so that nothing is ever cut off. A line that would run the other way on its own
        begins with a mark of direction, which does not show.
        """
        shown, base = displayed(text), base_level(text)
        least = min(size, floor)
        one_line = self._size_on_one_line(shown, max_width, size, weight, max_height)
        if one_line >= least:
            return Fitted(_directed((shown,), base), one_line)
        for inside_words, largest, smallest in (
            (False, size, max(least * _TEAR_BELOW, one_line)),
            (True, least, max(_SMALLEST, one_line)),
        ):
            attempt = largest
            while attempt >= smallest:
                lines = self._wrapped(shown, max_width, attempt, weight, inside_words=inside_words)
                if self._fits(lines, max_width, attempt, max_lines, weight, max_height):
                    return Fitted(_directed(lines, base), attempt)
                attempt *= _STEP
        return Fitted(_directed((shown,), base), one_line)

    def _size_on_one_line(
        self, text: str, max_width: float, size: float, weight: int, max_height: float
    ) -> float:
        # Twice, because small type is drawn wider than large type is.
        for _again in range(2):
            wide = max_width / max(self.width(text, size, weight), 0.01)
            high = max_height / max(self.height((text,), size, weight), 0.01)
            size *= min(1.0, wide, high)
        return size

    def height(self, lines: Iterable[str], size: float, weight: int = 400) -> float:
        """Return the height of lines set below each other, room for stacked marks included."""
        return sum(sum(self.line_room(line, size, weight)) for line in lines)

    def line_room(self, line: str, size: float, weight: int = 400) -> tuple[float, float]:
        """Return how much room a line takes above and below its base line, both positive."""
        bottom, top = self.extent(line, size, weight)
        air = _AIR * size
        above, below = _ABOVE * size, (LEADING - _ABOVE) * size
        return max(top + air, above), max(air - bottom, below)

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the texts with characters that no font on this machine has."""
        return tuple(text for text in texts if any(map(self._lacks, clusters(displayed(text)))))

    def _lacks(self, cluster: str) -> bool:
        if self._fonts.face_for(cluster) is not None:
            return False
        shown = [character for character in cluster if not is_ignorable(character)]
        return any(self._fonts.face_for(character) is None for character in shown)

    def _fits(
        self,
        lines: tuple[str, ...],
        max_width: float,
        size: float,
        max_lines: int,
        weight: int,
        max_height: float,
    ) -> bool:
        return (
            len(lines) <= max_lines
            and all(self.width(line, size, weight) <= max_width + 0.01 for line in lines)
            and self.height(lines, size, weight) <= max_height
        )

    def _wrapped(
        self, text: str, max_width: float, size: float, weight: int, *, inside_words: bool
    ) -> tuple[str, ...]:
        """Fill lines with words, and cut words too wide for a line at grapheme clusters."""
        lines: list[str] = []
        for word in text.split(" "):
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(joined, size, weight) <= max_width:
                lines[-1] = joined
            elif inside_words and self.width(word, size, weight) > max_width:
                lines.extend(self._cut(word, max_width, size, weight))
            else:
                lines.append(word)
        return tuple(line for line in lines if line)

    def _cut(self, word: str, max_width: float, size: float, weight: int) -> list[str]:
        rows = self._rows(word, max_width, size, weight)
        widest = max(self.width(row, size, weight) for row in rows)
        if widest > max_width:
            # Side by side, clusters can take more room than each alone: kerning, joining.
            rows = self._rows(word, max_width * max_width / widest, size, weight)
        return rows

    def _rows(self, word: str, max_width: float, size: float, weight: int) -> list[str]:
        rows = [""]
        used = 0.0
        for cluster in clusters(word):
            advance = self.width(cluster, size, weight)
            if rows[-1] and used + advance > max_width:
                rows.append("")
                used = 0.0
            rows[-1] += cluster
            used += advance
        return rows

    def _shaped(self, text: str, size: float, weight: int) -> _ShapedLine:
        key = (text, weight, size >= _LARGE_FROM)
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= _LINES_KEPT:
                self._lines.clear()
            line = self._lines[key] = self._shape(*key)
        return line

    def _shape(self, text: str, weight: int, large: bool) -> _ShapedLine:
        parts = self._parts(text, weight)
        runs = _runs(parts)
        pen = painted = bottom = top = 0.0
        operators: list[str] = []
        outlines: dict[str, Outline] = {}
        for index in visual_order([run[0].level for run in runs]):
            run = runs[index]
            font = run[0].face.font(weight, large)
            drawing = f"{run[0].face.mark}-{weight}{'d' if large else 't'}"
            buffer = _shape_run("".join(_spelled(part.text) for part in run), font, run[0].level)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                outline = self._outline(font, info.codepoint, f"{drawing}-{info.codepoint}")
                if outline is not None:
                    x, y = pen + position.x_offset, position.y_offset
                    operators.append(f"1 0 0 1 {x - painted:g} {y:g} cm {operator_of(outline)}\n")
                    if y:
                        operators.append(f"1 0 0 1 0 {-y:g} cm\n")
                    painted = x
                    outlines[outline.name] = outline
                    bottom, top = min(bottom, y + outline.box[1]), max(top, y + outline.box[3])
                pen += position.x_advance
        order = visual_order([part.level for part in parts])
        pieces = [piece for index in order for piece in _pieces(parts[index])]
        return _ShapedLine(
            pen,
            bottom,
            top,
            "".join(operators),
            tuple(outlines.values()),
            tuple(pieces),
            _spelling(parts),
        )

    def _parts(self, text: str, weight: int) -> list[_Part]:
        shown = displayed(text)
        region = han_region(shown)
        cut = [
            piece
            for cluster in clusters(shown)
            for piece in self._coverable(cluster, weight, region)
        ]
        parts: list[_Part] = []
        for piece, level in zip(cut, levels(cut, base_level(text)), strict=True):
            face = self._fonts.face_for(piece, weight, region) or self._fonts.first
            parts.append(_Part(piece, face, level))
        return parts

    def _coverable(self, cluster: str, weight: int, region: str) -> tuple[str, ...]:
        """The cluster, or its characters where no single font has all of them."""
        if len(cluster) == 1 or self._fonts.face_for(cluster, weight, region):
            return (cluster,)
        return tuple(character for character in cluster if not is_ignorable(character))

    def _outline(self, font: hb.Font, glyph: int, name: str) -> Outline | None:
        if name not in self._outlines:
            self._outlines[name] = glyph_outline(font, glyph, name)
        return self._outlines[name]


def _directed(lines: tuple[str, ...], base: int) -> tuple[str, ...]:
    """Mark the lines that would run the other way when read without the text they come from."""
    return tuple(line if base_level(line) == base else _MARKS[base] + line for line in lines)


def _runs(parts: list[_Part]) -> list[list[_Part]]:
    runs: list[list[_Part]] = []
    for part in parts:
        if runs and runs[-1][-1].face is part.face and runs[-1][-1].level == part.level:
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _shape_run(text: str, font: hb.Font, level: int) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    hb.shape(font, buffer)
    return buffer


def _spelled(cluster: str) -> str:
    """The cluster as it is drawn: in one colour, skin tones only tear emoji apart."""
    if cluster.isascii() or len(cluster) == 1:
        return cluster
    return "".join(character for character in cluster if not is_skin_tone(character))


def _pieces(part: _Part) -> tuple[str, ...]:
    """What a cluster adds to the unseen text: right-to-left ones letter by letter, turned round."""
    return tuple(mirrored(part.text)) if part.level % 2 else (part.text,)


def _spelling(parts: list[_Part]) -> str:
    """The text for ActualText, which several readers turn round or cut above the first plane."""
    text = "".join(part.text for part in parts)
    plain = all(part.level == 0 for part in parts) and all(c <= "\uffff" for c in text)
    return text if plain else ""


def _fill(color: str) -> str:
    red, green, blue = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return f"{red:.3f} {green:.3f} {blue:.3f} rg"
