"""How the command line answers: JSON for programs, short lines for people."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

_WIDEST = 44


def answer(args: argparse.Namespace, document: Any, words: str) -> None:
    """Print the document as JSON where asked for, else the words."""
    print(json.dumps(document, ensure_ascii=False, indent=1) if args.json else words, flush=True)


def answer_line(args: argparse.Namespace, document: Any, words: str) -> None:
    """Print one JSON object on one line where asked for, else the words."""
    print(json.dumps(document, ensure_ascii=False) if args.json else words, flush=True)


def note(words: str) -> None:
    """Say something beside the result, on standard error."""
    print(words, file=sys.stderr, flush=True)


def table(rows: Sequence[Sequence[object]], headers: Sequence[str]) -> str:
    """Return rows under their headers, in columns."""
    cells = [[_cell(value) for value in row] for row in (headers, *rows)]
    widths = [min(_WIDEST, max(len(row[i]) for row in cells)) for i in range(len(headers))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def progress(what: str) -> Callable[[int, int], None]:
    """Return a step function that shows a count on standard error, if a person is looking."""
    shown = -1

    def step(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // total if total else 0
        if sys.stderr.isatty() and percent != shown:
            shown = percent
            end = "\n" if done >= total else ""
            print(f"\r{what} {percent} %", end=end, file=sys.stderr, flush=True)

    return step
