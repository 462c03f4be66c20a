"""Finds a font for every character: the ones the app brings first, then what the system has."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
import zlib
from collections.abc import Iterable
from functools import cached_property
from importlib import resources
from pathlib import Path

import uharfbuzz as hb

from organizer.export.graphemes import is_ignorable

UNITS_PER_EM = 1000
"""All faces are scaled to this many units, so that outlines of several can share a line."""

_FONT_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_OUTLINE_TABLES = {"glyf", "CFF ", "CFF2"}
# Faces that are never a plain upright text face, and those that claim every character.
_UNWANTED = re.compile(r"italic|oblique|slanted|condensed|lastresort|adobeblank", re.IGNORECASE)
_BOLD = 600
_LARGE_OPTICAL_SIZE, _TEXT_OPTICAL_SIZE = 32, 14
_HAN_WORDS = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH"}
# Words in the file names of the East Asian fonts of Linux, Windows and macOS, by region.
_HAN_FILES = {
    "JP": ("CJKJP", "YUGOTH", "MEIRYO", "HIRAGINO", "MSGOTHIC"),
    "KR": ("CJKKR", "MALGUN", "APPLESDGOTHIC"),
    "SC": ("CJKSC", "MSYH", "PINGFANG", "STHEITI", "SIMSUN"),
}
# Fonts of Windows that carry many scripts under a name of their own.
_BROAD_FILES = ("SEGOEUI", "NIRMALA", "EBRIMA", "GADUGI", "SEGUISYM", "SEGUIEMJ", "SEGUIHIS")


def han_region(text: str) -> str:
    """Return whose forms Han characters take beside this text: "JP", "KR" or "SC"."""
    if any("\u3040" <= character <= "\u30ff" for character in text):
        return "JP"
    if any("\uac00" <= letter <= "\ud7a3" or "\u1100" <= letter <= "\u11ff" for letter in text):
        return "KR"
    return "SC"


class FontFace:
    """One upright face in a font file, opened when first asked for anything.

    A file that is gone, damaged or holds only pictures of glyphs covers no character.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index
        self._fonts: dict[tuple[int, bool], hb.Font] = {}

    @cached_property
    def _face(self) -> hb.Face | None:
        try:
            face = hb.Face(hb.Blob.from_file_path(str(self.path)), self.index)
        except (OSError, hb.HarfBuzzError):
            return None
        return face if _OUTLINE_TABLES.intersection(face.table_tags) else None

    @cached_property
    def _plain(self) -> hb.Font | None:
        return hb.Font(self._face) if self._face is not None else None

    @cached_property
    def family(self) -> str:
        """The family's name as written in the file, such as "Noto Sans CJK JP"."""
        return (self._face.get_name(1) or "") if self._face is not None else ""

    @cached_property
    def mark(self) -> str:
        """A short name for the face that is the same in every run of the program."""
        return f"{zlib.crc32(f'{self.path.name} {self.index}'.encode()):08x}"

    def covers(self, cluster: str) -> bool:
        """Say whether every character of the cluster that shows has a glyph here."""
        font = self._plain
        if font is None:
            return False
        return all(
            is_ignorable(character) or font.get_nominal_glyph(ord(character)) is not None
            for character in cluster
        )

    def font(self, weight: int, large: bool) -> hb.Font:
        """Return the face at a weight, in the drawing for large type where there is one."""
        key = (weight, large)
        if key not in self._fonts:
            font = hb.Font(self._face)
            font.scale = (UNITS_PER_EM, UNITS_PER_EM)
            size = _LARGE_OPTICAL_SIZE if large else _TEXT_OPTICAL_SIZE
            font.set_variations({"wght": weight, "opsz": size})
            self._fonts[key] = font
        return self._fonts[key]


class FontLibrary:
    """Chooses a face for each character cluster.

    The files in `packaged` are asked in their order. Only for what they lack are the names of the
    files below `system_folders` read, and those opened first that name the cluster's script.
    """

    def __init__(self, packaged: Iterable[Path], system_folders: Iterable[Path] = ()) -> None:
        self._packaged = [FontFace(path) for path in packaged]
        self._system_folders = tuple(system_folders)
        self._chosen: dict[tuple[str, bool, str], FontFace | None] = {}
        self._ranked: dict[tuple[str, ...], list[Path]] = {}
        self._opened: dict[Path, tuple[FontFace, ...]] = {}

    @classmethod
    def installed(cls) -> FontLibrary:
        """Return the library of the fonts that came with the app and those of this machine."""
        return cls(packaged_fonts(), system_font_folders())

    @property
    def first(self) -> FontFace:
        """The face for text in general; it also draws the box for a character no font has."""
        return self._packaged[0]

    def face_for(self, cluster: str, weight: int = 400, region: str = "SC") -> FontFace | None:
        """Return the best face that covers the whole cluster, or None."""
        key = (cluster, weight >= _BOLD, region)
        if key not in self._chosen:
            self._chosen[key] = self._choose(*key)
        return self._chosen[key]

    def _choose(self, cluster: str, bold: bool, region: str) -> FontFace | None:
        packaged = self._packaged
        if _is_emoji(cluster):
            packaged = sorted(packaged, key=lambda face: "Emoji" not in face.path.name)
        for face in packaged:
            if face.covers(cluster):
                return face
        for path in self._candidates(cluster, region):
            for face in self._faces(path, region):
                if face.covers(cluster):
                    return self._bolder(face, cluster) if bold else face
        return None

    def _candidates(self, cluster: str, region: str) -> list[Path]:
        words = _script_words(cluster, region)
        if words not in self._ranked:
            files = sorted(self._system_files, key=lambda path: _distance(path, words))
            self._ranked[words] = files
        return self._ranked[words]

    @cached_property
    def _system_files(self) -> list[Path]:
        return [
            Path(folder, name)
            for root in self._system_folders
            for folder, _, names in os.walk(root)
            for name in names
            if name.lower().endswith(_FONT_ENDINGS) and not _UNWANTED.search(name)
        ]

    def _faces(self, path: Path, region: str) -> Iterable[FontFace]:
        """The faces of one file; in a collection those of the region first, monospaced last."""
        if path not in self._opened:
            count = _faces_in(path)
            self._opened[path] = tuple(FontFace(path, index) for index in range(count))
        faces = self._opened[path]
        if len(faces) > 1:
            ending = f" {region}"
            return sorted(faces, key=lambda f: ("Mono" in f.family, ending not in f.family))
        return faces

    def _bolder(self, face: FontFace, cluster: str) -> FontFace:
        """The bold sister of a regular file, where it has one with the same characters."""
        path = face.path.with_name(face.path.name.replace("-Regular", "-Bold"))
        if path == face.path or path not in self._system_files:
            return face
        sisters = tuple(self._faces(path, ""))
        return next((s for s in sisters if s.index == face.index and s.covers(cluster)), face)


def packaged_fonts() -> list[Path]:
    """Return the files of the font packages: Inter, Noto Sans, its other scripts, emoji last."""
    inter = Path(str(resources.files("fontpkg_inter"))) / "files" / "Inter[opsz,wght].ttf"
    noto = Path(str(resources.files("manimgx_fonts")))
    scripts = [path for path in noto.glob("*.ttf") if not _UNWANTED.search(path.name)]
    return [inter, *sorted(scripts, key=_packaged_rank)]


def _packaged_rank(path: Path) -> tuple[bool, bool, str]:
    return "Emoji" in path.name, not path.name.startswith("NotoSans["), path.name


def system_font_folders() -> list[Path]:
    """Return the folders where this system keeps fonts, whether or not they exist."""
    home = Path.home()
    match sys.platform:
        case "win32":
            local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
            return [
                Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
                Path(local) / "Microsoft" / "Windows" / "Fonts",
            ]
        case "darwin":
            return [
                home / "Library" / "Fonts",
                Path("/Library/Fonts"),
                Path("/System/Library/Fonts"),
            ]
        case _:
            return [
                home / ".fonts",
                home / ".local" / "share" / "fonts",
                Path("/usr/local/share/fonts"),
                Path("/usr/share/fonts"),
            ]


def _faces_in(path: Path) -> int:
    try:
        return max(1, int(hb.Face(hb.Blob.from_file_path(str(path))).count))
    except (OSError, hb.HarfBuzzError):
        return 0


def _is_emoji(cluster: str) -> bool:
    """Say whether the cluster is spelled as an emoji; a bare symbol is text."""
    return len(cluster) > 1 and any(
        character in "\ufe0f\u20e3" or ord(character) >= 0x1F1E6 for character in cluster
    )


def _script_words(cluster: str, region: str) -> tuple[str, ...]:
    """Return words that the name of a font file for this cluster may hold, likeliest first.

    The Unicode name of a letter begins with its script: "OL CHIKI LETTER LA", "TIBETAN LETTER BA".
    """
    name = unicodedata.name(cluster[0], "").replace("-", " ").split()
    if not name:
        return ()
    if name[0] in _HAN_WORDS or name[0] == "HALFWIDTH":
        return (*_HAN_FILES[region], "SANSCJK", "CJK", *_HAN_FILES["SC"])
    return "".join(name[:2]), name[0], *_BROAD_FILES


def _distance(path: Path, words: tuple[str, ...]) -> tuple[int, int, str]:
    stem = re.sub(r"[^A-Z0-9]", "", path.stem.upper())
    named = next((rank for rank, word in enumerate(words) if word in stem), len(words))
    family = ("NOTOSANS", "NOTOSERIF", "NOTO")
    kind = next((rank for rank, word in enumerate(family) if stem.startswith(word)), len(family))
    heavy = "BOLD" in stem or "MONO" in stem
    return named, kind * 2 + heavy, stem
