"""Files that leave the app: written whole or not at all, and never over somebody's own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from organizer.domain.errors import UserError
from organizer.domain.words import _

MARKER = ".organizer-folder"
"""Lies in each folder that the app made, so that it may replace its own files there."""

Step = Callable[[int, int], None]
"""Called with how much is done, of how much; it may raise to stop."""


def no_step(_done: int, _total: int) -> None:
    """Report progress to nobody."""


def write_file(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file whole: under another name first, then renamed.

    A file that is there is only replaced with `force`.
    """
    if path.exists() and not force:
        raise UserError(
            _("“{path}” exists already. Choose another name, or say --force to replace it.").format(
                path=path
            )
        )
    _write(path, data)


def _write(path: Path, data: bytes) -> None:
    unfinished = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:40]}.", delete=False
        ) as file:
            unfinished = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        os.replace(unfinished, path)
    except OSError as error:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
        raise UserError(_cannot_write(path, error)) from error


def _cannot_write(path: Path, error: OSError) -> str:
    return _("“{path}” could not be written: {reason}. Choose another folder.").format(
        path=path, reason=(error.strerror or str(error)).lower()
    )


class OutFolder:
    """A folder of files that a command writes; all of them appear, or none."""

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self.folder = folder
        self._may_replace = force or (folder / MARKER).exists()
        self._is_new = not folder.exists()
        self._files: dict[str, bytes] = {}

    def add(self, name: str, data: bytes) -> Path:
        """Take a file in; return where it will lie."""
        path = self.folder / name
        if path.exists() and not self._may_replace:
            raise UserError(
                _("“{path}” exists already. Choose another folder, or say --force.").format(
                    path=path
                )
            )
        self._files[name] = data
        return path

    def finish(self) -> None:
        """Write everything that was taken in; when one file cannot be, none of the new stays."""
        made: list[Path] = []
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._is_new:
                (self.folder / MARKER).write_bytes(b"")
            for name, data in self._files.items():
                path = self.folder / name
                is_new = not path.exists()
                _write(path, data)
                if is_new:
                    made.append(path)
        except OSError as error:
            raise UserError(_cannot_write(self.folder, error)) from error
        except UserError:
            for path in made:
                path.unlink(missing_ok=True)
            raise
