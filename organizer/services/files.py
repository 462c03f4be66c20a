"""Files that leave the app: written whole or not at all, and never over somebody's own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from errno import EISDIR
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
    if _is_there(path) and not force:
        raise UserError(
            _("“{path}” exists already. Choose another name, or say --force to replace it.").format(
                path=path
            )
        )
    _write_all({path: data})


class OutFolder:
    """A folder of files that a command writes; all of them appear, or none."""

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self.folder = folder
        self._may_replace = force or _is_there(folder / MARKER)
        self._files: dict[Path, bytes] = {}

    def add(self, name: str, data: bytes) -> Path:
        """Take a file in; return where it will lie."""
        path = self.folder / name
        if not self._may_replace and _is_there(path):
            raise UserError(
                _("“{path}” exists already. Choose another folder, or say --force.").format(
                    path=path
                )
            )
        self._files[path] = data
        return path

    def finish(self) -> None:
        """Write everything that was taken in; when one file cannot be, nothing has changed."""
        is_new = not _is_there(self.folder)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(_cannot_write(self.folder, error)) from error
        marker = {self.folder / MARKER: b""} if is_new else {}
        try:
            _write_all({**marker, **self._files})
        except BaseException:
            if is_new:
                shutil.rmtree(self.folder, ignore_errors=True)
            raise


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # a name too long, a folder that may not be looked into
        raise UserError(_cannot_write(path, error)) from error


def _write_all(files: Mapping[Path, bytes]) -> None:
    """Write all under other names, where a disk can fill up; only then give them their own."""
    unfinished: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files.items():
            if path.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
                unfinished[path] = Path(file.name)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished[path].chmod(0o644)
        for path in files:
            os.replace(unfinished[path], path)
    except OSError as error:
        raise UserError(_cannot_write(path, error)) from error
    finally:
        for left in unfinished.values():
            left.unlink(missing_ok=True)


def _cannot_write(path: Path, error: OSError) -> str:
    return _("“{path}” could not be written: {reason}. Choose another folder.").format(
        path=path, reason=(error.strerror or str(error)).lower()
    )
