"""A sheet that writes files: how far it is, Cancel, and what stood in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.fields import JobBar
from organizer.ui.kit.sheets import Sheet

T = TypeVar("T")


class WritingSheet(Sheet):
    """Can be tried again after it was cancelled or failed; subclasses put `job_bar` where it fits."""

    def __init__(self, over: QWidget, context: Context, title: str, save_text: str) -> None:
        super().__init__(over, title, save_text)
        self.context = context
        self.job_bar = JobBar()
        self._job: Job | None = None
        self.save_button.setEnabled(False)
        self.job_bar.cancel_requested.connect(self._cancel)
        self.closed.connect(self._cancel)

    @property
    def is_writing(self) -> bool:
        """Whether the files are being written."""
        return self._job is not None

    def allow(self) -> None:
        """Let it be saved, if there is anything to write and it is not being written."""
        raise NotImplementedError

    def write(
        self, words: str, work: Callable[[Job], T], on_written: Callable[[T], object]
    ) -> None:
        """Do the work in the file's lane; `words` say what is being done meanwhile."""
        self.set_busy(True)
        self.job_bar.begin(words)
        self._job = self.context.runner.start(
            self,
            work,
            on_written,
            self.job_bar.set_progress,
            on_failure=self.fail,
            on_cancelled=self.end,
        )

    def fail(self, error: UserError) -> None:
        """Say what stood in the way; nothing is being written any more."""
        self.end()
        self.show_problems({"": str(error)})

    def end(self) -> None:
        """Be as before the writing, ready for another try."""
        self._job = None
        self.job_bar.end()
        self.allow()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
