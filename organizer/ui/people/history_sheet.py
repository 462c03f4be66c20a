"""What a folder of past events, people and answers would bring, shown before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.records import History
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.lists.history_import import (
    HistoryCounts,
    HistoryPlan,
    answered,
    plan_history,
    read_past,
    zones,
)
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.tables import RecordTable
from organizer.ui.kit.widgets import SectionHeader, Stat, text
from organizer.ui.people.date_question import DateQuestion
from organizer.ui.people.import_columns import problem_columns, problem_key
from organizer.ui.people.reading import DateOrder, Reading, Request
from organizer.ui.people.reading_sheet import ReadingSheet


@dataclass(frozen=True, slots=True)
class PastReading:
    """What became of reading a folder, and how its dates were to be read."""

    plan: HistoryPlan
    dates: DateOrder | None


class HistorySheet(ReadingSheet):
    """Reads a folder of tables and shows what it holds, what is new, and what is left out.

    It writes nothing: `confirmed` carries the plan to whoever does.
    """

    confirmed = Signal(object)

    def __init__(self, over: QWidget, context: Context, folder: Path) -> None:
        super().__init__(over, context, _("Import past events"))
        self._folder = folder
        self._order: DateOrder | None = None
        self._plan: HistoryPlan | None = None
        self._problem = text("", "problem", wrap=True)
        self._problem.setObjectName("history_problem")
        self._stats = {
            word: Stat("0", "", "figure") for word in ("events", "people", "answers", "problems")
        }
        self._dates = DateQuestion()
        self._words = text("", "muted", wrap=True)
        self._words.setObjectName("history_words")
        self._not_taken = text("", "caption", wrap=True)
        self._not_taken.setObjectName("history_not_taken")
        self._left_out_title = SectionHeader(_("Left out or unclear"))
        self._left_out = RecordTable(problem_columns(True), problem_key)
        self._left_out.setObjectName("history_left_out")
        self._left_out.setAccessibleName(_("Left out or unclear"))
        self._lay_out_preview()
        self._dates.answered.connect(self._set_dates)
        self.save_requested.connect(self._confirm)

    def read(self) -> None:
        """Read the folder and show what it would bring."""
        self._problem.hide()
        work = partial(_read_and_match, self.context.db, self._folder, self._order)
        self.read_off_window(self._folder.name, work, self._show_reading, self._show_failure)

    def _lay_out_preview(self) -> None:
        for word, stat in self._stats.items():
            stat.setObjectName(f"history_{word}")
        self._left_out.setMinimumHeight(px(200))
        parts = (self._words, self._dates, self._left_out_title, self._left_out, self._not_taken)
        whole = column(row(*self._stats.values(), 0, spacing=40), *parts, 0, spacing=16)
        whole.setStretch(4, 1)
        self.preview.setLayout(whole)
        self.preview.hide()
        for part in (self.job_bar, self._problem, self.preview):
            self.add(part)
        self.body.setStretchFactor(self.preview, 1)
        self._problem.hide()

    def _show_reading(self, reading: PastReading) -> None:
        if reading.dates != self._order:
            return  # the question was answered meanwhile, and all is being read again
        plan = self._plan = reading.plan
        self.job_bar.end()
        self.preview.show()
        self._show_numbers(plan)
        words = [_past_in_words(plan.history), _news_in_words(plan.counts)]
        self._words.setText(" ".join(filter(None, words)))
        self._words.setVisible(bool(self._words.text()))
        self._ask_for_dates(plan)
        problems = [problem for problem in plan.problems if not self._dates.settles(problem)]
        self._left_out.set_records(problems)
        self._left_out.setVisible(bool(problems))
        self._left_out_title.setVisible(bool(problems))
        columns = [f"{file}: {', '.join(labels)}" for file, labels in plan.history.not_taken]
        sentence = _("There is no place yet for these columns: {columns}.")
        self._not_taken.setText(sentence.format(columns=" · ".join(columns)))
        self._not_taken.setVisible(bool(columns))
        if self.save_button.isEnabled() and self.window().focusWidget() in (None, self):
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_numbers(self, plan: HistoryPlan) -> None:
        counts, problems = plan.counts, len(plan.problems)
        for word, number, caption in (
            ("events", counts.events, ngettext("event", "events", counts.events)),
            ("people", counts.members, ngettext("person", "people", counts.members)),
            ("answers", counts.registrations, ngettext("answer", "answers", counts.registrations)),
            ("problems", problems, ngettext("problem", "problems", problems)),
        ):
            self._stats[word].set_stat(f"{number:,}", caption)
        self.save_button.setText(_("Import") if counts.has_news else _("Nothing to import"))
        self.set_busy(not counts.has_news)

    def _ask_for_dates(self, plan: HistoryPlan) -> None:
        people = replace(plan.history.people, problems=plan.problems)
        reading = Reading(
            Request((self._folder,), dates=self._order), (people,), None, ((self._folder, ""),)
        )
        if reading.asks_for_dates:
            self._dates.ask(reading)

    def _show_failure(self, error: UserError) -> None:
        self.job_bar.end()
        self._problem.setText(str(error))
        self._problem.show()

    def _set_dates(self, order: str) -> None:
        self._order = "dmy" if order == "dmy" else "mdy"
        self.read()

    def _confirm(self) -> None:
        if self._plan is not None:
            self.confirmed.emit(self._plan)


def _read_and_match(db: Database, folder: Path, dates: DateOrder | None, job: Job) -> PastReading:
    history = read_past(db, folder, dates=dates, step=job.step)
    job.step()
    plan = plan_history(db, history)
    job.step()
    return PastReading(plan, dates)


def _news_in_words(counts: HistoryCounts) -> str:
    """Say how much of it is new, where not all of it is."""
    added = counts.added
    held = (counts.events, counts.members, counts.registrations)
    if (added["events"], added["members"], added["registrations"]) == held:
        return ""
    if not counts.has_news:
        return _("All of it is in your file already.")
    return _("New of these: {events} events, {people} people, {answers} answers.").format(
        events=f"{added['events']:,}",
        people=f"{added['members']:,}",
        answers=f"{added['registrations']:,}",
    )


def _past_in_words(history: History) -> str:
    """Say what the answers were, and by which clock the times are."""
    numbers = answered(history)
    lines = []
    if history.events:
        days = sorted(event.starts.date() for event in history.events)
        words = _("From {first} to {last}, by the clock of {zones}.")
        names = ", ".join(zones(history)[:3])
        lines.append(words.format(first=days[0].year, last=days[-1].year, zones=names))
    if history.answers:
        words = _(
            "{yes} said yes, with guests that is {seats} seats, and {no} said no. A past yes is "
            "kept as an answer: who really came is only known where a table says so."
        )
        lines.append(
            words.format(yes=f"{numbers.yes:,}", seats=f"{numbers.seats:,}", no=f"{numbers.no:,}")
        )
    if numbers.changed_late:
        words = ngettext(
            "{count} answer was given or changed after the start.",
            "{count} answers were given or changed after the start.",
            numbers.changed_late,
        )
        lines.append(words.format(count=f"{numbers.changed_late:,}"))
    return " ".join(lines)
