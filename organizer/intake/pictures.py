"""Reads badge codes out of photographs, screenshots and PDF pages."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from organizer.domain.errors import UserError
from organizer.domain.words import _

PDF_RESOLUTION = 250
"""Dots per inch at which pages are looked at: five for each module of the smallest badge code."""
_MOST_PIXELS = 100_000_000
"""Larger than what telephones take; anything above is refused before it is unpacked."""
_POINTS_PER_INCH = 72
_QR = zxingcpp.BarcodeFormat.QRCode
_PDF_MARK = b"%PDF-"
_PDF_MARK_WITHIN = 1024


def codes_in_picture(path: Path) -> tuple[str, ...]:
    """Return what the codes in a picture (PNG, JPEG, WebP, GIF, BMP, TIFF) or a PDF hold.

    Codes stand in reading order, page by page, frame by frame; one that cannot be read is left
    out. Raises UserError where there is no such file, or it is damaged, too large or no picture.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            is_pdf = _PDF_MARK in file.read(_PDF_MARK_WITHIN)
    except OSError as error:
        raise UserError(
            _("The picture {file} could not be opened: {reason}. Check that it is there.").format(
                file=path, reason=error.strerror or error
            )
        ) from error
    pictures = pages_of_pdf(path, PDF_RESOLUTION) if is_pdf else _frames(path)
    return tuple(code for picture in pictures for code in codes_in_image(picture))


def codes_in_image(image: Image.Image) -> tuple[str, ...]:
    """Return what the QR codes in one image hold, row by row as one reads."""
    grey = image.convert("L")
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(_QR))
    return tuple(code.text for code in in_reading_order(found))


def pages_of_pdf(source: Path | bytes, dpi: float) -> Iterator[Image.Image]:
    """Yield each page of a PDF as a picture at this resolution, one in memory at a time.

    Raises UserError where the file is damaged, locked by a password or a page is too large.
    """
    name = str(source) if isinstance(source, Path) else _("the PDF")
    try:
        document = pdfium.PdfDocument(source)
    except (pdfium.PdfiumError, OSError) as error:
        raise UserError(
            _(
                "{file} could not be read: it is damaged or locked by a password. "
                "Open it in a PDF reader and save it anew."
            ).format(file=name)
        ) from error
    scale = dpi / _POINTS_PER_INCH
    try:
        for page in document:
            width, height = page.get_size()
            if width * height * scale * scale > _MOST_PIXELS:
                raise _too_large(name)
            yield page.render(scale=scale, grayscale=True).to_pil()
            page.close()
    except pdfium.PdfiumError as error:
        raise UserError(
            _("A page of {file} is damaged. Open it in a PDF reader and save it anew.").format(
                file=name
            )
        ) from error
    finally:
        document.close()


def _frames(path: Path) -> Iterator[Image.Image]:
    """Yield the frames of a picture, turned as the camera was held."""
    try:
        with warnings.catch_warnings():
            # Pillow warns from its own limit on; ours is asked before anything is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise _too_large(str(path))
                for number in range(getattr(picture, "n_frames", 1)):
                    picture.seek(number)
                    yield _on_white(ImageOps.exif_transpose(picture))
    except Image.DecompressionBombError as error:
        raise _too_large(str(path)) from error
    except UnidentifiedImageError as error:
        raise UserError(
            _("{file} is no picture. Give a PNG, JPEG, WebP, GIF, BMP, TIFF or PDF file.").format(
                file=path
            )
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UserError(
            _("The picture {file} is damaged. Take it or save it again.").format(file=path)
        ) from error


def _on_white(picture: Image.Image) -> Image.Image:
    """Fill what is transparent with white: a code on nothing is meant for light paper."""
    turned = picture.convert("RGBA")
    paper = Image.new("RGBA", turned.size, "white")
    return Image.alpha_composite(paper, turned).convert("L")


def _too_large(name: str) -> UserError:
    return UserError(
        _("{file} is too large to be looked at. Save it smaller, up to {most} megapixels.").format(
            file=name, most=_MOST_PIXELS // 1_000_000
        )
    )


def in_reading_order(found: list[zxingcpp.Barcode]) -> list[zxingcpp.Barcode]:
    """Sort codes into rows from the top, each from the left.

    Codes stand in one row while the middle of the next is above the lower edge of the row's first.
    """
    waiting = sorted(found, key=lambda code: _middle(code)[1])
    ordered: list[zxingcpp.Barcode] = []
    while waiting:
        lower_edge = max(point.y for point in _corners(waiting[0]))
        row = [code for code in waiting if _middle(code)[1] <= lower_edge]
        ordered.extend(sorted(row, key=lambda code: _middle(code)[0]))
        waiting = waiting[len(row) :]
    return ordered


def _corners(code: zxingcpp.Barcode) -> tuple[zxingcpp.Point, ...]:
    place = code.position
    return place.top_left, place.top_right, place.bottom_right, place.bottom_left


def _middle(code: zxingcpp.Barcode) -> tuple[float, float]:
    corners = _corners(code)
    return sum(p.x for p in corners) / 4, sum(p.y for p in corners) / 4
