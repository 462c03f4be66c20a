"""What one scan of the test code tells about a scanner: layout, ending, Caps Lock, speed, advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from organizer.domain.codes import ALPHABET, LENGTH, read_code, script_of
from organizer.domain.words import _
from organizer.ui.door.scanner import GAP_MS, WIDEST_GAP_MS

_MARGIN = 1.5
"""How much longer than its slowest letter a slow scanner is waited for."""


@dataclass(frozen=True, slots=True)
class Press:
    """One letter as it came."""

    text: str
    at: float
    """Seconds."""
    has_shift: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """What was learned, in words."""

    works: bool
    headline: str
    advice: str
    facts: tuple[tuple[str, str], ...] = ()
    """What it is about, and how it is."""
    gap_ms: int = 0
    """What the door should wait for the next letter; 0 for as long as usual."""


def learn(presses: Sequence[Press], ending: str) -> Findings:
    """Return what a scan tells; `ending` is what came after its letters: Enter, Tab, or nothing."""
    typed = "".join(press.text for press in presses)
    gaps = sorted((press.at - before.at) * 1000 for before, press in pairwise(presses))
    if not read_code(typed):
        return _misread(typed)
    slow = gaps[len(gaps) * 9 // 10]  # a single pause is the computer's own
    facts = (
        (_("Keyboard"), _keyboard(script_of(typed))),
        (_("At the end"), {"\n": _("Enter"), "\t": _("Tab")}.get(ending, _("nothing"))),
        (_("Caps Lock"), _("on") if _has_caps_lock(presses) else _("off")),
        (_("Speed"), _("{number} ms a letter").format(number=max(1, round(median(gaps))))),
    )
    if slow > WIDEST_GAP_MS:
        return Findings(
            False,
            _("Too slow"),
            _(
                "Its letters come like typing by hand. Set a shorter delay between characters, as its manual says."
            ),
            facts,
        )
    if slow > GAP_MS / _MARGIN:
        return Findings(
            True,
            _("It works, slowly"),
            _(
                "From now on the door waits longer for each letter. Better set a shorter delay between characters."
            ),
            facts,
            gap_ms=min(round(slow * _MARGIN), WIDEST_GAP_MS),
        )
    return Findings(True, _("It works"), _("There is nothing to set."), facts)


def _misread(typed: str) -> Findings:
    is_piece = len(typed) < LENGTH and bool(read_code(typed.ljust(LENGTH, ALPHABET[0])))
    if not is_piece and len(typed) != LENGTH:
        return Findings(
            False,
            _("That was something else"),
            _("Scan the code that is shown here, or its printed page."),
            ((_("It read"), typed[:LENGTH]),),
        )
    if len(typed) == LENGTH:
        return Findings(
            False,
            _("The letters are wrong"),
            _(
                "Set the scanner’s keyboard language to US English, as its manual says. This computer’s can stay."
            ),
            ((_("It read"), typed),),
        )
    return Findings(
        False,
        _("{count} of {all} letters came").format(count=len(typed), all=LENGTH),
        _(
            "Plug it in without a hub, set a longer delay between characters if its manual knows one, and scan again."
        ),
        ((_("It read"), typed),),
    )


def _keyboard(script: str) -> str:
    return {
        "latin": _("Latin letters, such as US, German, French or Turkish"),
        "cyrillic": _("Cyrillic, such as Russian or Ukrainian"),
        "greek": _("Greek"),
        "hebrew": _("Hebrew"),
        "arabic": _("Arabic"),
    }[script]


def _has_caps_lock(presses: Sequence[Press]) -> bool:
    """Capitals without Shift, or small letters with it; scripts without capitals do not tell."""
    cased = [press for press in presses if press.text.lower() != press.text.upper()]
    return bool(cased) and all(press.text.isupper() != press.has_shift for press in cased)
