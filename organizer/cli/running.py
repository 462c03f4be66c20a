"""Runs one command; what goes wrong becomes one sentence on standard error and an exit code."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from pathlib import Path

from organizer.cli.demo import Pictures, use_pictures
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.sentences import sentence_of
from organizer.settings import community_path


def run_command(args: argparse.Namespace, take_pictures: Pictures) -> int:
    """Run the command that was asked for; return the exit code."""
    use_pictures(take_pictures)
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
            path = community_path(args.community) or Path()
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
