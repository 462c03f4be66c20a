"""What a list of members would do, shown before anything is written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.records import Problem
from organizer.domain.words import _, ngettext
from organizer.services.lists.columns_beside import field_name
from organizer.services.lists.importing import ImportCounts, ImportPlan
from organizer.ui.context import Context
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.tables import RecordTable
from organizer.ui.kit.widgets import button, text
from organizer.ui.people.column_mapping import ColumnMapping
from organizer.ui.people.date_question import DateQuestion
from organizer.ui.people.import_columns import problem_columns, problem_key, row_columns, row_key
from organizer.ui.people.import_head import ImportHead
from organizer.ui.people.import_words import left_out_words
from organizer.ui.people.list_choice import ListChoice
from organizer.ui.people.reading import (
    DateOrder,
    Reading,
    Request,
    read_and_match,
    said_of_columns,
    to_remember,
    with_column,
    with_new_field,
    with_sheets,
    without_new_field,
)
from organizer.ui.people.reading_sheet import ReadingSheet


class ImportSheet(ReadingSheet):
    """Reads lists, shows what would become of each row, and lets the reading be put right.

    It writes nothing: `confirmed` carries the plan to whoever does.
    """

    confirmed = Signal(object, object)
    """The plan, and what was said of columns: a tuple of `ToRemember`."""
    other_requested = Signal()
    """The user wants to choose other files."""
    paste_requested = Signal()
    """The user wants to paste the list instead."""

    def __init__(self, over: QWidget, context: Context, request: Request) -> None:
        super().__init__(over, context, _("Import a list"))
        self._request = request
        self._reading: Reading | None = None
        self._problem = text("", "problem", wrap=True)
        self._problem.setObjectName("import_problem")
        self._other = button(_("Choose another list"), self._ask_for_other)
        self._other.setObjectName("choose_another")
        self._paste = button(_("Paste a list"), self._ask_to_paste)
        self._paste.setObjectName("paste_instead")
        self._head = ImportHead()
        self._dates = DateQuestion()
        self._rows = RecordTable(row_columns(several_files=False), row_key)
        self._rows.setObjectName("import_rows")
        self._left_out = RecordTable(problem_columns(several_files=False), problem_key)
        self._left_out.setObjectName("import_problems")
        self._whole_problem = text("", "muted", wrap=True)
        self._whole_problem.setObjectName("import_whole_problem")
        self._whole_problem.hide()
        self._mapping = ColumnMapping()
        self._file = ListChoice("import_file")
        self._has_several = False
        self._tabs = QTabWidget()
        self._lay_out_preview()
        self._left_out.selection_changed.connect(self._show_whole_problem)
        self._dates.answered.connect(self._set_dates)
        self._mapping.picked.connect(self._set_column)
        self._mapping.field_wanted.connect(self._make_field)
        self._mapping.field_unwanted.connect(self._make_no_field)
        self._file.activated.connect(self._show_mapping)
        self._head.sheets_chosen.connect(self._set_sheets)
        self._head.afresh_requested.connect(self._read_afresh)
        self.save_requested.connect(self._confirm)

    def read(self) -> None:
        """Read the lists and show what they would do."""
        for part in (self._problem, self._other, self._paste):
            part.hide()
        names = ", ".join(path.name for path in self._request.paths)
        work = partial(read_and_match, self.context.db, self._request)
        self.read_off_window(names, work, self._show_reading, self._show_failure)

    def _lay_out_preview(self) -> None:
        people, columns, problems = (QWidget() for _number in range(3))
        _fill(people, self._rows)
        _fill(columns, self._file, self._mapping)
        _fill(problems, self._left_out, self._whole_problem)
        self._tabs.setObjectName("import_tabs")
        self._tabs.addTab(people, _("People"))
        self._tabs.addTab(columns, _("Columns"))
        self._tabs.addTab(problems, _("Left out"))
        self._tabs.setMinimumHeight(px(260))
        whole = column(self._head, self._dates, self._tabs, spacing=16)
        whole.setStretch(2, 1)
        self.preview.setLayout(whole)
        self.preview.hide()
        for part in (self.job_bar, self._problem, self.preview):
            self.add(part)
        self.add(_at_the_start(self._other, self._paste))
        self.body.setStretchFactor(self.preview, 1)
        for part in (self._problem, self._other, self._paste):
            part.hide()
        self._show_counts(None)

    def _show_reading(self, reading: Reading) -> None:
        if reading.request != self._request:
            return  # something else was chosen meanwhile, and is being read
        self._reading = reading
        self.job_bar.end()
        self.preview.show()
        self._head.show_reading(reading)
        self._problem.setText(reading.problem)
        self._problem.setVisible(bool(reading.problem))
        if reading.asks_for_dates:
            self._dates.ask(reading)
        self._file.show_lists(reading.lists)
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
        if (several := len(reading.lists) > 1) != self._has_several:
            self._has_several = several
            self._rows.set_columns(row_columns(several))
            self._left_out.set_columns(problem_columns(several))
        self._rows.set_records(plan.rows if plan else ())
        problems = [
            problem
            for one in reading.lists
            for problem in one.problems
            if not self._dates.settles(problem)
        ]
        self._left_out.set_records(problems)
        counts = plan.count() if plan else None
        words = left_out_words(counts.skipped if counts else 0, reading.unclear(problems))
        self._tabs.setTabText(2, words)
        self._left_out.set_empty_words(_("Nothing is left out."))
        self._show_counts(counts)

    def _show_whole_problem(self, selected: list[Problem]) -> None:
        """Show in full what a narrow table cuts short."""
        words = shown(selected[0].message) if selected else ""
        room = self._left_out.columnWidth(self._left_out.model().columnCount() - 1) - px(24)
        is_cut = self._left_out.fontMetrics().horizontalAdvance(words) > room
        self._whole_problem.setText(words if is_cut else "")
        self._whole_problem.setVisible(is_cut)

    def _show_counts(self, counts: ImportCounts | None) -> None:
        known = counts or ImportCounts(0, 0, 0, 0, 0)
        self._head.show_counts(counts)
        people = known.added + known.updated
        words = ngettext("Import {count} person", "Import {count} people", people)
        makes_fields = bool(self._request.new_fields)
        nothing = _("Make the field") if makes_fields else _("Nothing to import")
        self.save_button.setText(words.format(count=f"{people:,}") if people else nothing)
        self.set_busy(not people and not makes_fields)

    def _show_mapping(self) -> None:
        if self._reading is not None:
            number = self._file.number
            one, source = self._reading.lists[number], self._reading.sources[number]
            self._head.show_sheets(one, self._request.sheets.get(source[0], ()))
            said = said_of_columns(self._request, source, one)
            made = {field.name for field in self._request.new_fields}
            self._mapping.show_list(
                one,
                said,
                self._reading.own,
                beside=self._reading.beside[number] if self._reading.beside else (),
                to_fields=[header for header in one.columns if field_name(header) in made],
            )

    def _show_failure(self, error: UserError) -> None:
        self.job_bar.end()
        self._problem.setText(str(error))
        self._problem.show()
        self._other.show()
        self._paste.show()
        self._other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_dates(self, order: str) -> None:
        answer: DateOrder = "dmy" if order == "dmy" else "mdy"
        self._request = replace(self._request, dates=answer)
        self.read()

    def _set_column(self, word: str, header: str) -> None:
        if self._reading is not None:
            number = self._file.number
            one, source = self._reading.lists[number], self._reading.sources[number]
            self._request = with_column(self._request, source, one, word, header)
            self.read()

    def _make_field(self, header: str) -> None:
        if self._reading is not None:
            number = self._file.number
            one, source = self._reading.lists[number], self._reading.sources[number]
            self._request = with_new_field(self._request, source, one, header)
            self.read()

    def _make_no_field(self, header: str) -> None:
        if self._reading is not None:
            number = self._file.number
            one, source = self._reading.lists[number], self._reading.sources[number]
            self._request = without_new_field(self._request, source, one, header)
            self.read()

    def _set_sheets(self, titles: tuple[str, ...]) -> None:
        if self._reading is not None:
            path, _title = self._reading.sources[self._file.number]
            self._request = with_sheets(self._request, path, titles)
            self._mapping.begin_again()
            self.read()

    def _read_afresh(self) -> None:
        """Read the lists as if such ones had never been seen; then that is what is remembered."""
        paths = self._request.paths
        self._request = replace(
            self._request, mappings={}, dates=None, fresh=frozenset(paths), new_fields=()
        )
        self._mapping.begin_again()
        self.read()

    def _confirm(self) -> None:
        plan = self._reading.plan if self._reading else None
        if isinstance(plan, ImportPlan) and self._reading is not None:
            self.confirmed.emit(plan, to_remember(self._reading))

    def _ask_for_other(self) -> None:
        self.close_sheet()
        self.other_requested.emit()

    def _ask_to_paste(self) -> None:
        self.close_sheet()
        self.paste_requested.emit()


def _fill(tab: QWidget, *parts: QWidget) -> None:
    lines = QVBoxLayout(tab)
    lines.setContentsMargins(0, 8, 0, 0)
    lines.setSpacing(8)
    for part in parts:
        lines.addWidget(part)


def _at_the_start(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*widgets, 0))
    return holder
