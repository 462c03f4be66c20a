"""Codes come out of photographs, screenshots and PDFs, and bad files say what is wrong."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

from organizer.domain.errors import UserError
from organizer.intake.pictures import codes_in_image, codes_in_picture, pages_of_pdf

CODES = tuple(letter * 38 for letter in "CDEFGH")


def symbol(code: str) -> Image.Image:
    drawn = qrcode.QRCode(version=2, error_correction=ERROR_CORRECT_M, border=4, box_size=6)
    drawn.add_data(code)
    image: Image.Image = drawn.make_image().get_image()
    return image.convert("RGB")


def sheet(codes: tuple[str, ...] = CODES, columns: int = 2) -> Image.Image:
    """Codes in rows, the right ones a little higher, as on a sheet held askew."""
    tile = symbol(codes[0])
    rows = -(-len(codes) // columns)
    page = Image.new("RGB", (columns * (tile.width + 40), rows * (tile.height + 60)), "white")
    for number, code in enumerate(codes):
        row, column = divmod(number, columns)
        left, top = column * (tile.width + 40), 20 + row * (tile.height + 60)
        page.paste(symbol(code), (left, top - 12 * column))
    return page


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "gif", "bmp", "tiff", "pdf"])
def test_codes_are_read_in_reading_order_from_every_kind_of_file(
    ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"sheet.{ending}"
    sheet().save(path)
    assert codes_in_picture(path) == CODES


def test_all_pages_of_a_pdf_and_frames_of_a_scan_are_read(tmp_path: Path) -> None:
    for ending in ("pdf", "tiff"):
        path = tmp_path / f"scan.{ending}"
        sheet(CODES[:4]).save(path, save_all=True, append_images=[sheet(CODES[4:])])
        assert codes_in_picture(path) == CODES


def test_a_pdf_is_known_by_what_it_holds_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    sheet().save(path, format="PDF")
    assert codes_in_picture(path) == CODES


def test_a_turned_and_dim_photograph_is_read() -> None:
    photo = symbol(CODES[0]).rotate(33, expand=True, fillcolor="white")
    dim = photo.point(lambda value: 60 + value // 4)
    assert codes_in_image(dim) == (CODES[0],)


def test_a_code_on_a_transparent_ground_is_read(tmp_path: Path) -> None:
    drawn = symbol(CODES[0]).convert("RGBA")
    clear = Image.new("RGBA", drawn.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=drawn.convert("L").point(lambda value: 255 - value))
    clear.save(tmp_path / "clear.png")
    assert codes_in_picture(tmp_path / "clear.png") == (CODES[0],)


def test_a_picture_without_codes_gives_none(tmp_path: Path) -> None:
    Image.new("RGB", (300, 300), "grey").save(tmp_path / "wall.jpg")
    assert codes_in_picture(tmp_path / "wall.jpg") == ()


def test_a_missing_file_a_folder_and_noise_are_named(tmp_path: Path) -> None:
    noise = tmp_path / "noise.png"
    noise.write_bytes(b"\x00\x01 not a picture")
    empty = tmp_path / "empty.png"
    empty.write_bytes(b"")
    for path in (tmp_path / "gone.png", tmp_path, noise, empty):
        with pytest.raises(UserError, match=path.name):
            codes_in_picture(path)


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "tiff", "webp", "bmp"])
def test_a_file_cut_short_is_called_damaged(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"cut.{ending}"
    sheet().save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UserError, match=rf"cut\.{ending}"):
        codes_in_picture(path)


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing else")
    with pytest.raises(UserError, match=r"cut\.pdf"):
        codes_in_picture(path)
    with pytest.raises(UserError):
        list(pages_of_pdf(b"%PDF-1.7\nnothing else", 100))


def test_a_picture_that_unpacks_to_gigabytes_is_refused_before_it_does(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_header(60_000, 60_000))
    with pytest.raises(UserError, match="too large"):
        codes_in_picture(path)
    path.write_bytes(png_header(11_000, 11_000))
    with pytest.raises(UserError, match="too large"):
        codes_in_picture(path)


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_page_as_large_as_a_house_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "house.pdf"
    Image.new("RGB", (1000, 1000)).save(path, resolution=5)
    with pytest.raises(UserError, match="too large"):
        list(pages_of_pdf(path, 3000))


def test_pages_come_at_the_resolution_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    Image.new("RGB", (720, 360), "white").save(path, resolution=72)
    (page,) = pages_of_pdf(path, 36)
    assert page.size == (360, 180)
    (again,) = pages_of_pdf(path.read_bytes(), 72)
    assert again.size == (720, 360)
