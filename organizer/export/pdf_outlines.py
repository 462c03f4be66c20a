"""Puts glyph outlines into a reportlab document once each, with an unseen text to copy."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from organizer.export.fonts import packaged_fonts

_UNSEEN_NAME = "FUnseen"
_UNSEEN_WIDTH = 500
"""Advance of every code of the unseen font, in thousandths of its size."""
_FIRST_CODE = 1
_CODES_A_BLOCK = 100


class SheetCanvas(Canvas):  # type: ignore[misc]
    """A reportlab canvas that names no font by itself and packs every page as soon as it is done.

    A plain canvas refers to Helvetica, which is not embedded, on every page, and keeps the
    drawing of all pages as text until it saves.
    """

    def __init__(
        self, size: tuple[float, float], *, title: str, author: str, now: datetime
    ) -> None:
        """Begin a document with pages of this size in points; `now` is when it was made."""
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, pagesize=size, pageCompression=1, invariant=1)
        self.setTitle(title)
        self.setAuthor(author)
        self.setCreator("Organizer")
        self.setSubject("")
        self.setDateFormatter(lambda *_: f"D:{now:%Y%m%d%H%M%S}")

    def _make_preamble(self) -> None:
        self._preamble = ""

    def showPage(self) -> None:
        """Close the page and pack its drawing."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.Contents = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")}),
            zlib.compress(page.stream.encode("latin-1")),
        )
        page.stream = None

    def data(self) -> bytes:
        """Finish the document and return its bytes."""
        self.save()
        return self.buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Outline:
    """One glyph as PDF path operators, fonts.UNITS_PER_EM to the em, with its ink's box."""

    name: str
    """Unique among all glyphs of all faces and weights; letters, digits and hyphens."""
    operators: bytes
    box: tuple[int, int, int, int]
    """Left, bottom, right, top."""


def glyph_outline(font: hb.Font, glyph: int, name: str) -> Outline | None:
    """Return the glyph's outline, or None where it has no ink."""
    path: list[str] = []
    xs: list[float] = []
    ys: list[float] = []
    font.draw_glyph(glyph, _draw_functions(), (path, xs, ys))
    if not path:
        return None
    # One unit of room for what rounding may have moved.
    box = (int(min(xs)) - 1, int(min(ys)) - 1, int(max(xs)) + 2, int(max(ys)) + 2)
    return Outline(name, ("\n".join(path) + "\nf\n").encode("ascii"), box)


_DrawnPath = tuple[list[str], list[float], list[float]]


def _append(drawn: _DrawnPath, operator: str, *numbers: float) -> None:
    path, xs, ys = drawn
    path.append(" ".join(str(round(number)) for number in numbers) + " " + operator)
    xs.extend(numbers[0::2])
    ys.extend(numbers[1::2])


@lru_cache(maxsize=1)
def _draw_functions() -> hb.DrawFuncs:
    # Without a function for quadratic curves HarfBuzz turns them into cubic ones, as PDF needs.
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, to: _append(to, "m", x, y))
    functions.set_line_to_func(lambda x, y, to: _append(to, "l", x, y))
    functions.set_cubic_to_func(
        lambda x1, y1, x2, y2, x, y, to: _append(to, "c", x1, y1, x2, y2, x, y)
    )
    functions.set_close_path_func(lambda to: to[0].append("h"))
    return functions


def use_outline(canvas: Canvas, outline: Outline) -> None:
    """Make the outline known to the canvas's document and to its present page."""
    document = canvas._doc
    internal = pdfdoc.xObjectName(outline.name)
    if internal not in document.idToObject:
        entries: dict[str, Any] = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Form"),
            "BBox": pdfdoc.PDFArray(outline.box),
            "Resources": pdfdoc.PDFDictionary({}),
        }
        stream = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary(entries), outline.operators, [pdfdoc.PDFZCompress]
        )
        document.Reference(stream, internal)
    if outline.name not in canvas._formsinuse:
        canvas._formsinuse.append(outline.name)


def operator_of(outline: Outline) -> str:
    """Return the operator that paints the outline."""
    return f"/{pdfdoc.xObjectName(outline.name)} Do"


class UnseenFont:
    """The font of the unseen text: one code a piece of text, every glyph the same box.

    It is what scanning programs lay over pictures of pages: readers take the text from ToUnicode
    and mark boxes of the right size, and nothing depends on fonts of the reader's machine.
    """

    fontName = _UNSEEN_NAME

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    @staticmethod
    def of(canvas: Canvas) -> UnseenFont:
        """Return the unseen font of the canvas's document, added if it is the first time."""
        fonts = canvas._doc.delayedFonts
        for font in fonts:
            if isinstance(font, UnseenFont):
                return font
        fonts.append(UnseenFont())
        font = fonts[-1]
        assert isinstance(font, UnseenFont)
        return font

    def show(self, pieces: tuple[str, ...], x: float, y: float, size: float, width: float) -> str:
        """Return the operators that lay the pieces side by side over `width` points."""
        codes = self._codes
        text = "".join(f"{codes.setdefault(p, len(codes) + _FIRST_CODE):04X}" for p in pieces)
        natural = len(pieces) * size * _UNSEEN_WIDTH / 1000
        stretch = 100 * width / natural
        return (
            f"q BT 3 Tr /{_UNSEEN_NAME} {size:.2f} Tf {stretch:.2f} Tz "
            f"1 0 0 1 {x:.2f} {y:.2f} Tm <{text}> Tj ET Q"
        )

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:
        """Write the font into the document; reportlab calls this once, at the end."""
        name, dictionary, reference = pdfdoc.PDFName, pdfdoc.PDFDictionary, document.Reference
        packed = [pdfdoc.PDFZCompress]
        program = _box_font()
        base = name("AAAAAA+OrganizerUnseen")
        descriptor = dictionary(
            {
                "Type": name("FontDescriptor"),
                "FontName": base,
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([0, -200, _UNSEEN_WIDTH, 800]),
                "ItalicAngle": 0,
                "Ascent": 800,
                "Descent": -200,
                "CapHeight": 700,
                "StemV": 80,
                "FontFile2": reference(
                    pdfdoc.PDFStream(dictionary({"Length1": len(program)}), program, packed)
                ),
            }
        )
        to_box = b"\0\1" * (len(self._codes) + _FIRST_CODE)
        descendant = dictionary(
            {
                "Type": name("Font"),
                "Subtype": name("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": dictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "DW": _UNSEEN_WIDTH,
                "CIDToGIDMap": reference(pdfdoc.PDFStream(content=to_box, filters=packed)),
                "FontDescriptor": reference(descriptor),
            }
        )
        meaning = pdfdoc.PDFStream(content=self._to_unicode(), filters=packed)
        font = dictionary(
            {
                "Type": name("Font"),
                "Subtype": name("Type0"),
                "BaseFont": base,
                "Encoding": name("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([reference(descendant)]),
                "ToUnicode": reference(meaning),
            }
        )
        document.idToObject["BasicFonts"].dict[_UNSEEN_NAME] = reference(font)

    def _to_unicode(self) -> bytes:
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        codes = list(self._codes.items())
        for start in range(0, len(codes), _CODES_A_BLOCK):
            block = codes[start : start + _CODES_A_BLOCK]
            lines.append(f"{len(block)} beginbfchar")
            lines.extend(f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for text, code in block)
            lines.append("endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")


@lru_cache(maxsize=1)
def _box_font() -> bytes:
    """Return a font program whose glyph 1 has a box like a small letter's."""
    face = hb.Face(hb.Blob.from_file_path(str(packaged_fonts()[0])))
    wanted = hb.SubsetInput()
    wanted.unicode_set.add(ord("x"))
    for table in ("GSUB", "GPOS", "GDEF", "fvar", "gvar", "avar", "STAT", "HVAR", "MVAR"):
        wanted.drop_table_tag_set.add(int.from_bytes(table.encode("ascii"), "big"))
    small = hb.subset(face, wanted)
    assert small is not None
    return bytes(small.blob.data)
