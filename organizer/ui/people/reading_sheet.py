"""A sheet that reads files and shows what they would bring, before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.fields import JobBar
from organizer.ui.kit.sheets import Sheet
from organizer.ui.people.reading import READING_LANE

T = TypeVar("T")


class ReadingSheet(Sheet):
    """Reads when it is opened, and again when it is told more; subclasses lay out its parts.

    It writes nothing itself: whoever does says so by `show_writing` and `show_not_written`.
    """

    def __init__(self, over: QWidget, context: Context, title: str) -> None:
        super().__init__(over, title, _("Import"), width=800)
        self.context = context
        self.job_bar = JobBar()
        self.preview = QWidget()
        self.job_bar.cancel_requested.connect(self.close_sheet)
        self.closed.connect(self._stop)

    def open(self) -> None:
        """Show the sheet and begin to read."""
        self.set_busy(True)
        super().open()
        self.read()

    def read(self) -> None:
        """Read the files and show what they would bring."""
        raise NotImplementedError

    def read_off_window(
        self,
        files: str,
        work: Callable[[Job], T],
        on_read: Callable[[T], object],
        on_failure: Callable[[UserError], object],
    ) -> None:
        """Do the work of reading in its own lane; what was being read before is dropped."""
        self.set_busy(True)
        self.job_bar.begin(_("Reading {file}…").format(file=files))
        self.context.runner.cancel(self)
        self.context.runner.start(
            self,
            work,
            on_read,
            on_progress=self.job_bar.set_progress,
            on_failure=on_failure,
            lane=READING_LANE,
        )

    def show_writing(self) -> None:
        """Say that it is being written; nothing can be changed meanwhile."""
        self.set_busy(True)
        self.preview.setEnabled(False)
        self.job_bar.begin(_("Importing…"))
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_not_written(self, error: UserError) -> None:
        """Say why nothing was written; all is as before and can be tried again."""
        self.job_bar.end()
        self.preview.setEnabled(True)
        self.set_busy(False)
        self.show_problems({"": str(error)})

    def _stop(self) -> None:
        self.context.runner.cancel(self)
