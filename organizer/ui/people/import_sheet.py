"""What a list of members would do, shown before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout, QWidget

from organizer.domain.errors import UserError
from organizer.domain.records import PeopleList
from organizer.domain.words import _, ngettext
from organizer.services.lists.importing import ImportCounts, ImportPlan
from organizer.ui.context import Context
from organizer.ui.kit.fields import JobBar
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.tables import RecordTable
from organizer.ui.kit.widgets import Stat, button, text
from organizer.ui.people.column_mapping import ColumnMapping
from organizer.ui.people.date_question import DateQuestion
from organizer.ui.people.import_columns import problem_columns, problem_key, row_columns, row_key
from organizer.ui.people.reading import (
    READING_LANE,
    DateOrder,
    Reading,
    Request,
    read_and_match,
    said_of_columns,
    to_remember,
    with_column,
)


class ImportSheet(Sheet):
    """Reads lists, shows what would become of each row, and lets the reading be put right.

    It writes nothing: `confirmed` carries the plan to whoever does.
    """

    confirmed = Signal(object, object)
    """The plan, and what was said of columns: a tuple of `ToRemember`."""
    other_requested = Signal()
    """The user wants to choose other files."""

    def __init__(self, over: QWidget, context: Context, paths: Sequence[Path]) -> None:
        super().__init__(over, _("Import a list"), _("Import"), width=800)
        self._context = context
        self._request = Request(tuple(paths))
        self._reading: Reading | None = None
        self._job_bar = JobBar()
        self._problem = text("", "problem", wrap=True)
        self._problem.setObjectName("import_problem")
        self._other = button(_("Choose another list"), self._ask_for_other)
        self._other.setObjectName("choose_another")
        self._recalled = text(_("The columns are read as you said last time."), "info", wrap=True)
        self._recalled.setObjectName("import_recalled")
        self._afresh = button(_("Start afresh"), self._read_afresh, role="link")
        self._afresh.setObjectName("import_afresh")
        self._source = text("", "muted", wrap=True)
        self._source.setObjectName("import_source")
        self._stats = {word: Stat("0", "", "figure") for word in ("new", "changed", "same", "out")}
        self._dates = DateQuestion()
        self._rows = RecordTable(row_columns(len(paths) > 1), row_key)
        self._rows.setObjectName("import_rows")
        self._left_out = RecordTable(problem_columns(len(paths) > 1), problem_key)
        self._left_out.setObjectName("import_problems")
        self._mapping = ColumnMapping()
        self._file = QComboBox()
        self._tabs = QTabWidget()
        self._preview = QWidget()
        self._lay_out_preview()
        self._job_bar.cancel_requested.connect(self.close_sheet)
        self._dates.answered.connect(self._set_dates)
        self._mapping.picked.connect(self._set_column)
        self._file.activated.connect(self._show_mapping)
        self.save_requested.connect(self._confirm)
        self.closed.connect(self._stop)

    def read(self) -> None:
        """Read the lists and show what they would do."""
        self._problem.hide()
        self._other.hide()
        self.set_busy(True)
        names = ", ".join(path.name for path in self._request.paths)
        self._job_bar.begin(_("Reading {file}…").format(file=names))
        self._context.runner.cancel(self)
        self._context.runner.start(
            self,
            partial(read_and_match, self._context.db, self._request),
            self._show_reading,
            on_progress=self._job_bar.set_progress,
            on_failure=self._show_failure,
            lane=READING_LANE,
        )

    def show_writing(self) -> None:
        """Say that it is being written; nothing can be changed meanwhile."""
        self.set_busy(True)
        self._preview.setEnabled(False)
        self._job_bar.begin(_("Importing…"))
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_not_written(self, error: UserError) -> None:
        """Say why nothing was written; all is as before and can be tried again."""
        self._job_bar.end()
        self._preview.setEnabled(True)
        self.set_busy(False)
        self.show_problems({"": str(error)})

    def open(self) -> None:
        """Show the sheet and begin to read."""
        self.set_busy(True)
        super().open()
        self.read()

    def _lay_out_preview(self) -> None:
        numbers = row(*self._stats.values(), 0, spacing=40)
        people, columns, problems = (QWidget() for _number in range(3))
        _fill(people, self._rows)
        _fill(columns, self._file, self._mapping)
        _fill(problems, self._left_out)
        self._file.setObjectName("import_file")
        self._file.setAccessibleName(_("List"))
        self._file.addItems([path.name for path in self._request.paths])
        self._file.setVisible(len(self._request.paths) > 1)
        self._tabs.setObjectName("import_tabs")
        self._tabs.addTab(people, _("People"))
        self._tabs.addTab(columns, _("Columns"))
        self._tabs.addTab(problems, _("Left out"))
        self._tabs.setMinimumHeight(px(260))
        self._memory = QWidget()
        self._memory.setLayout(row(self._recalled, self._afresh, 0, spacing=8))
        self._memory.hide()
        top = column(self._source, self._memory, spacing=4)
        whole = column(top, numbers, self._dates, self._tabs, spacing=16)
        whole.setStretch(3, 1)
        self._preview.setLayout(whole)
        self._preview.hide()
        for part in (self._job_bar, self._problem, self._preview):
            self.add(part)
        self.add(_at_the_start(self._other))
        self.body.setStretchFactor(self._preview, 1)
        self._problem.hide()
        self._other.hide()
        self._show_counts(None)

    def _show_reading(self, reading: Reading) -> None:
        if reading.request != self._request:
            return  # something else was chosen meanwhile, and is being read
        self._reading = reading
        self._job_bar.end()
        self._preview.show()
        self._source.setText(_source_words(reading.lists))
        self._memory.setVisible(any(one.recalled for one in reading.lists))
        self._problem.setText(reading.problem)
        self._problem.setVisible(bool(reading.problem))
        if reading.asks_for_dates:
            self._dates.ask(reading)
        self._show_rows(reading)
        self._show_mapping()
        if reading.problem:
            self._tabs.setCurrentIndex(1)
        waiting = (None, self, self.cancel_button, self._other)
        if self.window().focusWidget() in waiting:
            self._focus_next(reading)

    def _focus_next(self, reading: Reading) -> None:
        """Go where the user goes on: to the button, or to the question before it."""
        if reading.problem:
            self._mapping.focus_name()
        elif self.save_button.isEnabled():
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, reading: Reading) -> None:
        plan = reading.plan
        self._rows.set_records(plan.rows if plan else ())
        problems = [
            problem
            for one in reading.lists
            for problem in one.problems
            if not self._dates.settles(problem)
        ]
        self._left_out.set_records(problems)
        words = _("Left out or unclear ({count})") if problems else _("Left out")
        self._tabs.setTabText(2, words.format(count=f"{len(problems):,}"))
        self._left_out.set_empty_words(_("Nothing is left out."))
        self._show_counts(plan.count() if plan else None)

    def _show_counts(self, counts: ImportCounts | None) -> None:
        known = counts or ImportCounts(0, 0, 0, 0, 0)
        for word, number, caption in (
            ("new", known.added, _("new")),
            ("changed", known.updated, _("updated")),
            ("same", known.unchanged, _("unchanged")),
            ("out", known.skipped, _("left out")),
        ):
            self._stats[word].setObjectName(f"import_{word}")
            self._stats[word].set_stat(f"{number:,}", caption)
        people = known.added + known.updated
        words = ngettext("Import {count} person", "Import {count} people", people)
        nothing = _("Nothing to import")
        self.save_button.setText(words.format(count=f"{people:,}") if people else nothing)
        self.set_busy(not people)

    def _show_mapping(self) -> None:
        if self._reading is not None:
            number = max(0, self._file.currentIndex())
            one = self._reading.lists[number]
            said = said_of_columns(self._request, number, one)
            self._mapping.show_list(one, said, self._reading.own)

    def _show_failure(self, error: UserError) -> None:
        self._job_bar.end()
        self._problem.setText(str(error))
        self._problem.show()
        self._other.show()
        self._other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_dates(self, order: str) -> None:
        answer: DateOrder = "dmy" if order == "dmy" else "mdy"
        self._request = replace(self._request, dates=answer)
        self.read()

    def _set_column(self, word: str, header: str) -> None:
        number = max(0, self._file.currentIndex())
        if self._reading is not None:
            one = self._reading.lists[number]
            self._request = with_column(self._request, number, one, word, header)
            self.read()

    def _read_afresh(self) -> None:
        """Read the lists as if such ones had never been seen; then that is what is remembered."""
        self._request = Request(self._request.paths, fresh=frozenset(self._request.paths))
        self.read()

    def _confirm(self) -> None:
        plan = self._reading.plan if self._reading else None
        if isinstance(plan, ImportPlan) and self._reading is not None:
            self.confirmed.emit(plan, to_remember(self._reading))

    def _ask_for_other(self) -> None:
        self.close_sheet()
        self.other_requested.emit()

    def _stop(self) -> None:
        self._context.runner.cancel(self)


def _source_words(lists: Sequence[PeopleList]) -> str:
    """Say what was read: a known system's export, or a table."""
    known = {one.format for one in lists} - {"table"}
    read = sum(one.read for one in lists)
    files = ", ".join(one.file for one in lists)
    if known:
        words = ngettext(
            "{files}: an export from {system}, {count} row.",
            "{files}: an export from {system}, {count} rows.",
            read,
        )
    else:
        words = ngettext("{files}: a table, {count} row.", "{files}: a table, {count} rows.", read)
    return words.format(files=files, system=", ".join(sorted(known)), count=f"{read:,}")


def _fill(tab: QWidget, *parts: QWidget) -> None:
    lines = QVBoxLayout(tab)
    lines.setContentsMargins(0, 8, 0, 0)
    lines.setSpacing(8)
    for part in parts:
        lines.addWidget(part)


def _at_the_start(widget: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(widget, 0))
    return holder
