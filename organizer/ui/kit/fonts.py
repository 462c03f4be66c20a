"""The interface's fonts, cut once out of the variable Inter, because style sheets cannot set its axes.

Figures are all of one width in them, which a style sheet cannot ask for either. What is cut lies in
the user's cache, so that only the very first start takes the second it needs.
"""

from __future__ import annotations

import io
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_cache_path

_CUTS = (  # family, weight, optical size
    ("Inter", 400, 14),
    ("Inter", 550, 14),
    ("Inter", 650, 14),
    ("Inter Display", 650, 32),
)
_SCRIPTS = (  # Latin, Greek, Cyrillic, phonetics and marks; punctuation, arrows and signs
    (0x20, 0x58F),
    (0x1D00, 0x1FFF),
    (0x2000, 0x27BF),
    (0x2C60, 0x2C7F),
    (0xA640, 0xA7FF),
)
_FEATURES = ("calt", "case", "ccmp", "kern", "locl", "mark", "mkmk", "tnum")
_NAMES_OF_FAMILY = (1, 16)
_NAMES_OF_STYLE = (2, 17)
_FULL_NAME, _POSTSCRIPT_NAME = 4, 6


def interface_fonts() -> list[Path]:
    """Return the files of the interface's fonts, cutting those that are not in the cache yet."""
    # Named by its size, because the version of a package takes longer to find than the fonts.
    name = f"inter-{_source().stat().st_size}"
    folder = user_cache_path("organizer", appauthor=False) / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # A home that cannot be written costs the cutting at each start, nothing else.
        folder = Path(tempfile.mkdtemp(prefix="organizer-fonts-"))
    return [_cut_once(folder, *cut) for cut in _CUTS]


def _source() -> Path:
    """Return the variable font where its package keeps it, without importing that."""
    spec = find_spec("fontpkg_inter")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The interface needs the package fontpkg-inter.")
    return Path(spec.origin).parent / "files" / "Inter[opsz,wght].ttf"


def _cut_once(folder: Path, family: str, weight: int, optical_size: int) -> Path:
    file = folder / f"{family.replace(' ', '')}-{weight}.ttf"
    if not file.exists():
        unfinished = folder / f".{file.name}.{os.getpid()}"
        unfinished.write_bytes(cut(family, weight, optical_size))
        os.replace(unfinished, file)
    return file


def cut(family: str, weight: int, optical_size: int) -> bytes:
    """Return one static font of the interface."""
    import uharfbuzz  # only the first start needs these two
    from fontTools.ttLib import TTFont

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(_source())))
    wanted = uharfbuzz.SubsetInput()
    wanted.pin_axis_location(face, "wght", weight)
    wanted.pin_axis_location(face, "opsz", optical_size)
    wanted.unicode_set.update(c for first, last in _SCRIPTS for c in range(first, last + 1))
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    font = TTFont(io.BytesIO(uharfbuzz.subset(face, wanted).blob.data))
    _make_figures_tabular(font)
    font["OS/2"].usWeightClass = weight
    style = f"W{weight}"
    compact = family.replace(" ", "")
    values = dict.fromkeys(_NAMES_OF_FAMILY, family) | dict.fromkeys(_NAMES_OF_STYLE, style)
    values |= {_FULL_NAME: f"{family} {style}", _POSTSCRIPT_NAME: f"{compact}-{style}"}
    for name_id, value in values.items():
        font["name"].setName(value, name_id, 3, 1, 0x409)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _make_figures_tabular(font: object) -> None:
    """Let 0 to 9 mean the glyphs of equal width; the feature would also widen hyphens in words."""
    table = font["GSUB"].table  # type: ignore[index]  # fontTools has no types
    numbers = {
        number
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for number in record.Feature.LookupListIndex
    }
    tabular: dict[str, str] = {}
    for number in numbers:
        for part in table.LookupList.Lookup[number].SubTable:
            tabular |= getattr(part, "ExtSubTable", part).mapping
    for cmap in font["cmap"].tables:  # type: ignore[index]  # fontTools has no types
        for digit in map(ord, "0123456789"):
            if digit in cmap.cmap:
                # Tables may share what they map, so a digit may have been changed before.
                cmap.cmap[digit] = tabular.get(cmap.cmap[digit], cmap.cmap[digit])
