"""Answers in: an attendee list of another system becomes this event's guest list, after a look."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.records import EventRow
from organizer.domain.words import _, ngettext
from organizer.services.lists.guest_import import GuestsImported, import_guests
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.fields import JobBar
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import px
from organizer.ui.kit.messages import Kind
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.tables import RecordTable
from organizer.ui.kit.widgets import Stat, text
from organizer.ui.people.import_columns import problem_columns, problem_key


class AnswersSheet(Sheet):
    """Shows what an attendee list would do, and does it in one step."""

    def __init__(
        self, over: QWidget, context: Context, event: EventRow, paths: Sequence[Path]
    ) -> None:
        super().__init__(over, _("Import answers"), _("Import"), width=640)
        self._context = context
        self._event = event
        self._paths = tuple(paths)
        self._job_bar = JobBar()
        self._stats = {
            word: Stat("0", caption, "figure")
            for word, caption in (
                ("registered", _("on the list or answered anew")),
                ("added", _("new people")),
                ("attended", _("came")),
                ("answers", _("answers to questions")),
            )
        }
        self._numbers = QWidget()
        self._numbers.setLayout(row(*self._stats.values(), 0, spacing=32))
        self._source = text(", ".join(path.name for path in paths), "muted", wrap=True)
        self._note = text("", "muted", wrap=True)
        self._note.setObjectName("import_note")
        self._left_out = text(_("Left out or unclear"), "strong")
        self._problems = RecordTable(problem_columns(len(paths) > 1), problem_key)
        self._problems.setObjectName("answers_problems")
        self._problems.setMinimumHeight(px(240))
        self._lay_out_preview()
        self._job_bar.cancel_requested.connect(self.close_sheet)
        self.save_requested.connect(self._save)
        self.closed.connect(self._stop)

    def open(self) -> None:
        """Show the sheet and begin to read."""
        self.set_busy(True)
        super().open()
        self._job_bar.begin(_("Reading …"))
        self._context.runner.start(
            self,
            partial(_take_in, self._context, self._event.uid, self._paths, True),
            self._show,
            on_progress=self._job_bar.set_progress,
            on_failure=self._fail,
        )

    def _lay_out_preview(self) -> None:
        for word, stat in self._stats.items():
            stat.setObjectName(f"answers_{word}")
        for part in (self._source, self._job_bar, self._numbers, self._note):
            self.add(part)
        self.add(self._left_out)
        self.add(self._problems)
        for part in (self._numbers, self._left_out, self._problems):
            part.hide()

    def _show(self, done: GuestsImported) -> None:
        self._job_bar.end()
        for word, stat in self._stats.items():
            stat.set_stat(f"{getattr(done, word):,}")
        self._numbers.show()
        self._stats["answers"].setVisible(bool(done.answers))
        rows = ngettext("{count} row was read.", "{count} rows were read.", done.read)
        sentences = [rows.format(count=f"{done.read:,}")]
        if done.waitlisted:
            wait = ngettext(
                "{count} finds no seat and waits.",
                "{count} find no seat and wait.",
                done.waitlisted,
            )
            sentences.append(wait.format(count=f"{done.waitlisted:,}"))
        is_news = _is_news(done)
        if not is_news:
            sentences.append(_("All of it is known already; there is nothing to import."))
        self._note.setText(" ".join(sentences))
        self._problems.set_records(done.problems)
        for part in (self._left_out, self._problems):
            part.setVisible(bool(done.problems))
        self.set_busy(not is_news)
        if is_news:
            self.save_button.setFocus()

    def _save(self) -> None:
        self.set_busy(True)
        self._job_bar.begin(_("Importing …"))
        self._context.do(
            self,
            partial(_take_in, self._context, self._event.uid, self._paths, False),
            self._saved,
            kind_of=_kind_of,
            on_failure=self._fail,
            on_progress=self._job_bar.set_progress,
        )

    def _saved(self, done: GuestsImported) -> str:
        self.close_sheet()
        parts = [
            ngettext(
                "{count} answer is taken in.", "{count} answers are taken in.", done.registered
            ).format(count=f"{done.registered:,}")
        ]
        if done.attended:
            came = ngettext("{count} came.", "{count} came.", done.attended)
            parts.append(came.format(count=f"{done.attended:,}"))
        return " ".join(parts)

    def _fail(self, error: UserError) -> None:
        self._job_bar.end()
        self.set_busy(True)
        self.show_problems({"": str(error)})

    def _stop(self) -> None:
        self._context.runner.cancel(self)


def _is_news(done: GuestsImported) -> bool:
    return bool(done.registered or done.attended or done.answers or done.added)


def _kind_of(done: GuestsImported) -> Kind:
    return "info" if done.problems else "good"


def _take_in(
    context: Context, event_uid: str, paths: Sequence[Path], only_look: bool, job: Job
) -> GuestsImported:
    return import_guests(context.db, event_uid, paths, step=job.step, dry_run=only_look)
