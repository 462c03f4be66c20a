"""Asking for files: the one place that opens the system's file dialogs, so that tests can answer.

The dialogs are not waited for: the window goes on, and the answer comes by a call.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_open(
    parent: QWidget,
    title: str,
    filters: str,
    on_chosen: Callable[[list[Path]], object],
    multiple: bool = False,
) -> None:
    """Ask for a file that exists, or for several; nothing is called where none was chosen.

    `filters` are as Qt writes them, "Lists (*.csv *.txt);;All files (*)". `on_chosen` is given a
    list of paths, of one where not `multiple`.
    """
    dialog = _dialog(parent, title, filters)
    modes = QFileDialog.FileMode
    dialog.setFileMode(modes.ExistingFiles if multiple else modes.ExistingFile)
    _Answer(dialog, on_chosen)
    dialog.open()


def ask_save(
    parent: QWidget,
    title: str,
    suggested_name: str,
    filters: str,
    on_chosen: Callable[[Path], object],
) -> None:
    """Ask where to save; the dialog itself asks before an existing file is replaced."""
    dialog = _dialog(parent, title, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(Path(suggested_name).suffix.lstrip("."))
    dialog.selectFile(suggested_name)

    def on_files(paths: list[Path]) -> None:
        on_chosen(paths[0])

    _Answer(dialog, on_files)
    dialog.open()


def ask_folder(parent: QWidget, title: str, on_chosen: Callable[[Path], object]) -> None:
    """Ask for a folder that exists."""
    dialog = _dialog(parent, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)

    def on_folders(paths: list[Path]) -> None:
        on_chosen(paths[0])

    _Answer(dialog, on_folders)
    dialog.open()


def _dialog(parent: QWidget, title: str, filters: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if filters:
        dialog.setNameFilters(filters.split(";;"))
    return dialog


class _Answer(QObject):
    """Hands on what a dialog was answered; lives and dies with the dialog."""

    def __init__(self, dialog: QFileDialog, on_chosen: Callable[[list[Path]], object]) -> None:
        super().__init__(dialog)
        self._on_chosen = on_chosen
        dialog.filesSelected.connect(self._tell)

    @Slot(list)
    def _tell(self, files: list[str]) -> None:
        paths = [Path(file) for file in files if file]
        if paths:
            self._on_chosen(paths)


def dropped_files(data: QMimeData) -> list[Path]:
    """Return the files of this computer that are being dragged."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]
