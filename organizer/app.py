"""Builds everything, once: the only file that knows every room."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from organizer.cli.arguments import common
from organizer.settings import community_path


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or open the window; return the exit code."""
    _speak_utf8()
    args = _for_the_window(argv)
    if args is None:
        # All commands together take as long to load as the window.
        from organizer.cli.parser import read_words

        args = read_words(argv)
    if getattr(args, "command", None) is None:
        return _open_window(community_path(args.community))
    from organizer.cli.running import run_command  # with what commands need, as above

    return run_command(args, _take_pictures)


def _for_the_window(argv: Sequence[str] | None) -> argparse.Namespace | None:
    """Return what was said where it can only mean the window; all else is read by the commands."""
    try:
        args, more = common(first=True).parse_known_args(argv)
    except argparse.ArgumentError:
        return None
    return None if more else args


def _speak_utf8() -> None:
    """Names come in every script, whatever the terminal is set to."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _open_window(path: Path | None) -> int:
    from organizer.ui.window import run  # Qt loads only where a window is wanted

    return run(path)


def _take_pictures(community: Path, folder: Path, tell: Callable[[str], None]) -> list[Path]:
    # Qt would abort without a screen; pictures need none.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from organizer.ui.pictures import take_pictures  # Qt loads only where a screen is pictured

    return take_pictures(community, folder, tell)


if __name__ == "__main__":
    sys.exit(main())
