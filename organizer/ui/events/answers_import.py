"""Answers in: an attendee list of another system becomes this event's guest list, after a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from organizer.domain.errors import UserError
from organizer.domain.records import EventRow, Problem
from organizer.domain.words import _, ngettext
from organizer.services.lists.guest_import import GuestsImported, fields_beside, take_lists
from organizer.ui.context import Context
from organizer.ui.events.answers_people import people_columns, people_key
from organizer.ui.jobs import Job
from organizer.ui.kit.fields import JobBar
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import px
from organizer.ui.kit.messages import Kind
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.tables import RecordTable
from organizer.ui.kit.widgets import Stat, button, text
from organizer.ui.people.column_mapping import ColumnMapping
from organizer.ui.people.date_question import DateQuestion
from organizer.ui.people.import_columns import problem_columns, problem_key
from organizer.ui.people.list_choice import ListChoice, SheetChoice
from organizer.ui.people.reading import (
    Reading,
    Request,
    read_as_said,
    said_of_columns,
    to_remember,
    with_column,
    with_sheets,
)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What attendee lists say, and what taking them in would do; None if something is amiss."""

    reading: Reading
    done: GuestsImported | None


class AnswersSheet(Sheet):
    """Shows what attendee lists would do, lets the reading be put right, and does it in one step."""

    def __init__(
        self, over: QWidget, context: Context, event: EventRow, paths: Sequence[Path]
    ) -> None:
        super().__init__(over, _("Import answers"), _("Import"), width=720)
        self._context = context
        self._event = event
        self._request = Request(tuple(paths), near=event.starts.date())
        self._reading: Reading | None = None
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
        self._recalled = text(_("The columns are read as you said last time."), "info", wrap=True)
        self._afresh = button(_("Start afresh"), self._read_afresh, role="link")
        self._afresh.setObjectName("answers_afresh")
        self._dates = DateQuestion()
        self._mapping = ColumnMapping(of_event=True)
        self._file = ListChoice("answers_file")
        self._sheets = SheetChoice("answers_sheet_choice")
        self._problems = RecordTable(problem_columns(len(paths) > 1), problem_key)
        self._problems.setObjectName("answers_problems")
        self._problems.set_empty_words(_("Nothing is left out."))
        self._people = RecordTable(people_columns(), people_key)
        self._people.setObjectName("answers_people")
        self._people.set_empty_words(_("Nobody is in the list."))
        self._tabs = QTabWidget()
        self._lay_out_preview()
        self._job_bar.cancel_requested.connect(self.close_sheet)
        self._dates.answered.connect(self._set_dates)
        self._mapping.picked.connect(self._set_column)
        self._file.activated.connect(self._show_mapping)
        self._sheets.chosen.connect(self._set_sheets)
        self.save_requested.connect(self._save)
        self.closed.connect(self._stop)

    def open(self) -> None:
        """Show the sheet and begin to read."""
        self.set_busy(True)
        super().open()
        self._read()

    def _read(self) -> None:
        self.set_busy(True)
        self.show_problems({})
        self._job_bar.begin(_("Reading …"))
        self._context.runner.cancel(self)
        self._context.runner.start(
            self,
            partial(_look, self._context, self._event.uid, self._request),
            self._show,
            on_progress=self._job_bar.set_progress,
            on_failure=self._fail,
        )

    def _lay_out_preview(self) -> None:
        for word, stat in self._stats.items():
            stat.setObjectName(f"answers_{word}")
        self._memory = QWidget()
        self._memory.setLayout(row(self._recalled, self._afresh, 0, spacing=8))
        self._memory.setObjectName("answers_recalled")
        people, columns, left_out = QWidget(), QWidget(), QWidget()
        _fill(people, self._people)
        _fill(columns, self._file, self._mapping)
        _fill(left_out, self._problems)
        self._tabs.setObjectName("answers_tabs")
        self._tabs.addTab(people, _("People"))
        self._tabs.addTab(columns, _("Columns"))
        self._tabs.addTab(left_out, _("Left out"))
        self._tabs.setMinimumHeight(px(260))
        parts = (self._memory, self._numbers, self._note, self._dates, self._tabs)
        source, line = QWidget(), row(self._source, self._sheets, spacing=12)
        line.setStretch(0, 1)
        source.setLayout(line)
        for part in (source, self._sheets.ticks, self._job_bar, *parts):
            self.add(part)
        self.body.setStretchFactor(self._tabs, 1)
        for part in (self._memory, self._numbers, self._tabs):
            part.hide()

    def _show(self, looked: _Looked) -> None:
        reading, done = looked.reading, looked.done
        if reading.request != self._request:
            return  # something else was chosen meanwhile, and is being read
        self._reading = reading
        self._job_bar.end()
        self._memory.setVisible(any(one.recalled for one in reading.lists))
        self._file.show_lists(reading.lists)
        self._show_mapping()
        self._tabs.show()
        self._numbers.setVisible(done is not None)
        self._note.setVisible(done is not None)
        if reading.asks_for_dates:
            self._dates.ask(reading)
        if done is None:
            self._show_problems([])
            self.show_problems({"": reading.problem})
            self._people.set_records([])
            self._tabs.setCurrentIndex(1)
            self._mapping.focus_name()
            return
        for word, stat in self._stats.items():
            stat.set_stat(f"{getattr(done, word):,}")
        self._stats["answers"].setVisible(bool(done.answers))
        self._note.setText(_said_of(done))
        self._people.set_records(done.people)
        self._show_problems([one for one in done.problems if not self._dates.settles(one)])
        is_news = _is_news(done)
        self.set_busy(not is_news)
        if is_news and self.window().focusWidget() in (None, self, self.cancel_button):
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        self._problems.set_records(problems)
        words = _("Left out or unclear ({count})") if problems else _("Left out")
        self._tabs.setTabText(2, words.format(count=f"{len(problems):,}"))

    def _show_mapping(self) -> None:
        if self._reading is not None:
            number = self._file.number
            one, source = self._reading.lists[number], self._reading.sources[number]
            self._sheets.show_sheets(one, self._request.sheets.get(source[0], ()))
            said = said_of_columns(self._request, source, one)
            self._mapping.show_list(one, said, self._reading.own)

    def _set_column(self, word: str, header: str) -> None:
        if self._reading is not None:
            number = self._file.number
            one, source = self._reading.lists[number], self._reading.sources[number]
            self._request = with_column(self._request, source, one, word, header)
            self._read()

    def _set_sheets(self, titles: tuple[str, ...]) -> None:
        if self._reading is not None:
            path, _title = self._reading.sources[self._file.number]
            self._request = with_sheets(self._request, path, titles)
            self._mapping.begin_again()
            self._read()

    def _set_dates(self, order: str) -> None:
        self._request = replace(self._request, dates="dmy" if order == "dmy" else "mdy")
        self._read()

    def _read_afresh(self) -> None:
        """Read the lists as if such ones had never been seen; then that is what is remembered."""
        paths, near = self._request.paths, self._request.near
        self._request = Request(paths, fresh=frozenset(paths), near=near)
        self._read()

    def _save(self) -> None:
        if self._reading is None:
            return
        self.set_busy(True)
        self._tabs.setEnabled(False)
        self._job_bar.begin(_("Importing …"))
        self._context.do(
            self,
            partial(_take_in, self._context, self._event.uid, self._reading),
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
        self._tabs.setEnabled(True)
        self.set_busy(True)
        self.show_problems({"": str(error)})

    def _stop(self) -> None:
        self._context.runner.cancel(self)


def _fill(tab: QWidget, *parts: QWidget) -> None:
    lines = QVBoxLayout(tab)
    lines.setContentsMargins(0, 8, 0, 0)
    lines.setSpacing(8)
    for part in parts:
        lines.addWidget(part)


def _said_of(done: GuestsImported) -> str:
    """Return the sentences that the numbers leave out."""
    rows = ngettext("{count} row was read.", "{count} rows were read.", done.read)
    sentences = [rows.format(count=f"{done.read:,}")]
    if done.waitlisted:
        wait = ngettext(
            "{count} finds no seat and waits.",
            "{count} find no seat and wait.",
            done.waitlisted,
        )
        sentences.append(wait.format(count=f"{done.waitlisted:,}"))
    if done.paid:
        marks = ngettext("{count} paid mark changes.", "{count} paid marks change.", done.paid)
        sentences.append(marks.format(count=f"{done.paid:,}"))
    if not _is_news(done):
        sentences.append(_("All of it is known already; there is nothing to import."))
    return " ".join(sentences)


def _is_news(done: GuestsImported) -> bool:
    news = (done.registered, done.attended, done.left, done.answers, done.added, done.paid)
    return any(news)


def _kind_of(done: GuestsImported) -> Kind:
    return "info" if done.problems else "good"


def _look(context: Context, event_uid: str, request: Request, job: Job) -> _Looked:
    beside = fields_beside(context.db, event_uid)
    reading = read_as_said(context.db, request, beside, job)
    if reading.problem:
        return _Looked(reading, None)
    done = take_lists(context.db, event_uid, reading.lists, dry_run=True, now=context.now())
    return _Looked(reading, done)


def _take_in(context: Context, event_uid: str, reading: Reading, _job: Job) -> GuestsImported:
    remember = to_remember(reading)
    return take_lists(context.db, event_uid, reading.lists, remember=remember, now=context.now())
