"""Did it work? Attendance over time, newcomers and whether they came again, event by event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from organizer.domain.kinds import EventKind
from organizer.domain.names import shown
from organizer.domain.times import short_day, wall_time
from organizer.domain.words import _, ngettext
from organizer.services import communities, insights
from organizer.services.insights import Attended
from organizer.ui.choice import Choice
from organizer.ui.context import Context, Page
from organizer.ui.insights.chart import AttendanceChart, Swatch
from organizer.ui.insights.figures import (
    ALL,
    LAST_12,
    THIS_YEAR,
    Figures,
    counts_answers,
    figures,
    is_recorded,
    spans,
    within,
)
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import FlowLayout, column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.pages import ScrollPage
from organizer.ui.kit.tables import Column, RecordTable
from organizer.ui.kit.widgets import Card, EmptyState, PageHeader, Stat, text

_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class History:
    """All past events, oldest first, and the wall time it is now where the community is."""

    events: tuple[Attended, ...]
    now: datetime


class InsightsPage(Page):
    """Numbers first, then the chart, then every event; a choice above says which."""

    watches = frozenset({"attendance", "event", "member", "registration"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("insights_page")
        self._history: History | None = None
        self._range = Choice(
            "range",
            [(LAST_12, _("Last 12")), (THIS_YEAR, _("This year")), (ALL, _("All"))],
        )
        self._range.set_key(LAST_12)
        header = PageHeader(_("Insights"), "", (self._range,))
        self._average = _stat("average")
        self._kept = _stat("kept")
        self._new = _stat("new")
        self._again = _stat("again")
        self._chart = AttendanceChart()
        self._chart.setObjectName("attendance_chart")
        self._card = Card(_("Who came"), _legend())
        self._note = text("", "caption", wrap=True)
        self._note.setObjectName("chart_note")
        self._table = _table()
        self._empty = EmptyState(
            "chart-bar",
            _("Nothing to count yet"),
            _("After your first meetup, this shows who came."),
            _("Plan a meetup"),
        )
        self._lay_out(header)
        self._range.chosen.connect(self._show_range)
        self._table.activated_record.connect(self._open_event)
        self._empty.activated.connect(self._plan)

    def load(self, job: Job) -> History:
        """Fetch all past events with who came."""
        db, now = self.context.db, self.context.now()
        events = tuple(insights.attendance_over_time(db, now))
        return History(events, wall_time(now, communities.describe(db).timezone))

    def show_records(self, records: History) -> None:
        """Show the events of the range chosen."""
        self._history = records
        has_events = bool(records.events)
        self._content.setVisible(has_events)
        self._range.setVisible(has_events)
        self._empty.setVisible(not has_events)
        self._show_range()

    def _show_range(self) -> None:
        if self._history is None or not self._history.events:
            return
        everything = self._history.events
        chosen = within(everything, self._range.key, self._history.now.year)
        self._show_figures(figures(chosen, everything[-1].row.uid))
        found = spans(chosen)
        self._chart.show_spans(found)
        self._chart.setVisible(bool(found))
        answers = bool(chosen) and counts_answers(chosen)
        self._card.header.title.setText(_("Who said yes") if answers else _("Who came"))
        self._note.setText(_note(chosen, len(found), answers))
        self._note.setVisible(bool(self._note.text()))
        self._table.set_records(chosen[::-1])

    def _show_figures(self, found: Figures) -> None:
        words = ngettext(
            "came to the last event", "came on average to the last {count}", found.averaged
        )
        average = _UNKNOWN if found.average is None else f"{found.average:.0f}"
        self._average.set_stat(average, words.format(count=found.averaged))
        kept = _UNKNOWN if found.kept_share is None else _percent(found.kept_share)
        self._kept.set_stat(kept, _("of those who said yes came"))
        self._new.set_stat(str(found.newcomers), ngettext("newcomer", "newcomers", found.newcomers))
        share = found.came_again / found.had_a_chance if found.had_a_chance else None
        self._again.set_stat(
            _UNKNOWN if share is None else _percent(share), _("of the newcomers came again")
        )

    def _lay_out(self, header: PageHeader) -> None:
        stats = QWidget()
        flow = FlowLayout(stats, spacing=32)
        for stat in (self._average, self._kept, self._new, self._again):
            flow.addWidget(stat)
        self._card.add(self._chart, self._note)
        self._table.setMinimumHeight(px(240))
        self._content = QWidget()
        inside = column(stats, self._card, self._table, spacing=20)
        inside.setStretch(2, 1)
        self._content.setLayout(inside)
        self._content.hide()
        self._empty.hide()
        scrolled = ScrollPage()
        scrolled.add(header, self._content, self._empty)
        scrolled.body.setStretch(1, 1)
        scrolled.body.setStretch(2, 1)
        self.setLayout(column(scrolled))

    def _open_event(self, record: Attended) -> None:
        self.context.navigate.emit("events", record.row.uid)

    def _plan(self) -> None:
        self.context.navigate.emit("events", EventKind.MEETUP)


def _percent(share: float) -> str:
    return _("{number} %").format(number=round(100 * share))


def _stat(name: str) -> Stat:
    made = Stat("", "")
    made.setObjectName(f"stat_{name}")
    return made


def _legend() -> QWidget:
    legend = QWidget()
    known = row(Swatch(is_new=False), text(_("came before"), "caption"), spacing=6)
    new = row(Swatch(is_new=True), text(_("for the first time"), "caption"), spacing=6)
    legend.setLayout(row(known, new, spacing=16))
    return legend


def _note(chosen: list[Attended], bars: int, answers: bool) -> str:
    if not chosen:
        return _("Nothing took place in this time.")
    if answers:
        return _("Nobody was checked in at these events, so these are the yes answers.")
    if bars < len(chosen):
        return _("Visits to all events of a month or year together.")
    return ""


def _table() -> RecordTable:
    table = RecordTable(
        [
            Column(
                _("When"), lambda one: short_day(one.row.starts), lambda one: one.row.starts_at,
                role="muted", width=120,
            ),
            Column(_("Event"), lambda one: shown(one.row.title), role="strong", stretch=1),
            Column(_("Came"), _came, lambda one: one.came, align="end", width=90),
            Column(
                _("Said yes"), lambda one: str(one.going), lambda one: one.going,
                align="end", width=100,
            ),
            Column(
                _("New"), lambda one: str(one.new) if one.new else "", lambda one: one.new,
                align="end", width=80,
            ),
        ],
        key=lambda one: one.row.uid,
    )  # fmt: skip
    table.setObjectName("insights_table")
    return table


def _came(one: Attended) -> str:
    return str(one.came) if is_recorded(one) else _UNKNOWN
