"""Builds everything, once: the only file that knows every room."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from organizer.cli.demo import use_pictures
from organizer.cli.opening import community_path
from organizer.cli.parser import parser
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.database import sentence_of


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or open the window; return the exit code."""
    _speak_utf8()
    args = parser().parse_args(argv)
    if args.command is None:
        return _open_window(args)
    use_pictures(_take_pictures)
    try:
        args.run(args)
    except UserError as error:
        return _refuse(str(error))
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, OSError) and not error.filename:
            # What is still held back would fail again when Python ends, with a code of its own.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 1
        if isinstance(error, sqlite3.Error):
            path = community_path(args) or Path()
            return _refuse(sentence_of(error, path) or str(error))
        return _refuse(_sentence_of(error))
    except KeyboardInterrupt:
        return _refuse(_("Stopped."))
    return 0


def _sentence_of(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    if not error.filename:
        return _("The answer could not be written: {reason}.").format(reason=reason)
    return _("“{path}” could not be used: {reason}. Is it there, and may you use it?").format(
        path=error.filename, reason=reason
    )


def _refuse(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return 1


def _speak_utf8() -> None:
    """Names come in every script, whatever the terminal is set to."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _open_window(args: argparse.Namespace) -> int:
    from organizer.ui.window import run  # Qt loads only where a window is wanted

    return run(community_path(args))


def _take_pictures(community: Path, folder: Path, tell: Callable[[str], None]) -> list[Path]:
    # Qt would abort without a screen; pictures need none.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from organizer.ui.pictures import take_pictures  # Qt loads only where a screen is pictured

    return take_pictures(community, folder, tell)


if __name__ == "__main__":
    sys.exit(main())
