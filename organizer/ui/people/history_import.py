"""Taking a community's past in: choosing a folder, the preview, the write, and what is said of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.services.lists.history_import import HistoryCounts, HistoryPlan, apply_history
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.people.history_sheet import HistorySheet


def dropped_folder(data: QMimeData) -> list[Path]:
    """Return the folder of this computer that is being dragged, if it is one and alone."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths if len(paths) == 1 and paths[0].is_dir() else []


class HistoryImport(QObject):
    """Leads from a folder of tables to the past in the file, one import at a time."""

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._sheet: HistorySheet | None = None

    def choose(self) -> None:
        """Ask for a folder and import it."""
        if self._sheet is None:
            files.ask_folder(self._page, _("Import past events"), self.begin)

    def begin(self, folder: Path) -> None:
        """Show what this folder would bring."""
        if self._sheet is not None:
            return
        self._sheet = HistorySheet(self._page, self._context, folder)
        self._sheet.confirmed.connect(self._write)
        self._sheet.closed.connect(self._stop)
        self._sheet.open()

    def _write(self, plan: HistoryPlan) -> None:
        if self._sheet is not None:
            self._sheet.show_writing()
        self._context.do(
            self,
            partial(_write, self._context, plan),
            self._after_write,
            on_failure=self._failed,
            on_cancelled=self._after_cancel,
        )

    def _stop(self) -> None:
        self._sheet = None
        self._context.runner.cancel(self)

    def _after_write(self, done: HistoryCounts) -> str:
        if self._sheet is not None:
            self._sheet.close_sheet()
        words = _("New: {events} events, {people} people, {answers} answers.")
        return words.format(
            events=f"{done.added['events']:,}",
            people=f"{done.added['members']:,}",
            answers=f"{done.added['registrations']:,}",
        )

    def _after_cancel(self) -> None:
        self._context.messages.say(_("Cancelled. Nothing was imported."))

    def _failed(self, error: UserError) -> None:
        if self._sheet is None:
            self._context.messages.say(str(error), "bad")
            return
        self._sheet.show_not_written(error)


def _write(context: Context, plan: HistoryPlan, job: Job) -> HistoryCounts:
    return apply_history(context.db, plan, step=job.step)
