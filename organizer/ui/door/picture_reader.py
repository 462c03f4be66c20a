"""Codes in pictures that are chosen, dropped on the desk or pasted: read in a lane of their own.

What is pasted may be the codes themselves, as text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from organizer.domain.codes import read_code
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.services.at_door.door_pictures import codes_in_files
from organizer.ui import files
from organizer.ui.jobs import Job, Runner

_LANE = "pictures"


class PictureReader(QObject):
    """Reads the codes in pictures for one desk."""

    codes_read = Signal(object)
    """A tuple of the codes in what was given, in reading order and each once; empty for none."""
    failed = Signal(str)
    """A sentence: this could not be read."""

    def __init__(self, runner: Runner, desk: QWidget) -> None:
        super().__init__(desk)
        self._desk = desk
        self._runner = runner

    def choose(self) -> None:
        """Ask for pictures or PDFs and read the codes in them."""
        filters = _("Pictures and PDFs") + (
            " (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff *.pdf)"
        )
        files.ask_open(self._desk, _("Read codes from pictures"), filters, self.read_files, True)

    def paste(self) -> None:
        """Read the codes in a picture from the clipboard, or the codes that are its text."""
        if codes := codes_on_clipboard():
            self._on_codes(codes)
        else:
            self.take(QGuiApplication.clipboard().mimeData())

    def takes(self, held: QMimeData) -> bool:
        """Whether there may be a picture in what hovers over the desk."""
        return held.hasImage() or bool(_local_files(held))

    def take(self, held: QMimeData | None) -> bool:
        """Read what was dropped or pasted; whether there was anything to read."""
        if held is None:
            return False
        paths = _local_files(held)
        image = held.imageData() if held.hasImage() else None
        if paths:
            self.read_files(paths)
        elif isinstance(image, QImage) and not image.isNull():
            self._read_image(image)
        else:
            return False
        return True

    def read_files(self, paths: Sequence[Path]) -> None:
        """Read the codes in some pictures or PDFs."""
        chosen = tuple(paths)

        def work(job: Job) -> tuple[str, ...]:
            return codes_in_files(chosen)

        self._read(work)

    def _read_image(self, image: QImage) -> None:
        copy = image.copy()

        def work(job: Job) -> tuple[str, ...]:
            return _codes_in_image(copy)

        self._read(work)

    def _read(self, work: Callable[[Job], tuple[str, ...]]) -> None:
        self._runner.start(self, work, self._on_codes, on_failure=self._on_failure, lane=_LANE)

    def _on_codes(self, codes: tuple[str, ...]) -> None:
        self.codes_read.emit(tuple(dict.fromkeys(codes)))

    def _on_failure(self, error: UserError) -> None:
        self.failed.emit(str(error))


def codes_on_clipboard() -> tuple[str, ...]:
    """Return the codes that the clipboard holds as text; nothing where there is another word too."""
    codes = [read_code(word) for word in QGuiApplication.clipboard().text().split()]
    return tuple(codes) if all(codes) else ()


def _local_files(held: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]


def _codes_in_image(image: QImage) -> tuple[str, ...]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "clipboard.png"
        if not image.save(str(file)):
            raise UserError(
                _("The picture could not be kept to read it. Save it as a file and drop that here.")
            )
        return codes_in_files([file])
