"""Reads the code of the command once; each line on standard input then runs it in a process of its own.

A line is a JSON object: `words` of the command, its `folder` and `environment`, and the files for
`stdin`, `stdout` and `stderr`. The answer is a line with its exit code.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
from typing import Any

import organizer.app
import organizer.cli.parser
import organizer.cli.running
import organizer.export
import organizer.intake
import organizer.models.migrating  # some tests make a community

_SECONDS = 120
"""How long a command may take."""


def run(wanted: dict[str, Any]) -> int:
    """Be the command from here on, and return its exit code."""
    signal.alarm(_SECONDS)
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC if number else os.O_RDONLY
        os.dup2(os.open(wanted[name], flags, 0o600), number)
    # A new reader, for this process has read ahead of the one it was split off from.
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="surrogateescape")
    try:
        return organizer.app.main(wanted["words"])
    except SystemExit as leaving:
        if isinstance(leaving.code, str):
            print(leaving.code, file=sys.stderr)
            return 1
        return leaving.code or 0


def read_ahead() -> None:
    """Read what a command reads when it comes to it, and build the words of all commands."""
    for room in (organizer.export, organizer.intake):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    organizer.cli.parser.parser()
    gc.freeze()  # nobody looks through all that again


def main() -> None:
    """Answer every line."""
    read_ahead()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = run(json.loads(line))
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
