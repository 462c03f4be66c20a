"""The part of the plan's form that says how an event repeats, and which dates are left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from organizer.domain.errors import UserError
from organizer.domain.moved_rules import moved
from organizer.domain.records import SeriesRecord
from organizer.domain.repeat_form import (
    LAST,
    RepeatForm,
    Rhythm,
    fits_last,
    form_of,
    nth_word,
    rule_in_words,
    usual_form,
)
from organizer.domain.repeating import MOST_DATES, Rule, first_dates, read_rule
from organizer.domain.times import weekday_name
from organizer.domain.words import _, ngettext
from organizer.ui.events.calendar_view import DAYS, weekday_short
from organizer.ui.events.date_chips import DateChips
from organizer.ui.events.day_field import DayField
from organizer.ui.events.folded import FoldedGroup
from organizer.ui.kit.layouts import FlowLayout, row
from organizer.ui.kit.sheets import FormField
from organizer.ui.kit.widgets import button, text

_NEVER, _OWN = "never", "own"
_LAST_WEEKDAY, _LAST_DAY = "last-weekday", "last-day"
_AFTER, _ON = "after", "on"
_LONGEST_INTERVAL = 99


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a form says about repeating; None is "as it was"."""

    rule: str | None = None
    skipped: tuple[datetime, ...] | None = None


class RepeatGroup(FoldedGroup):
    """Folded it says the rule in words; unfolded it asks for it, and shows the dates it gives."""

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__("repeat", _("Repeats"))
        self._starts: datetime | None = None
        self._zone = "UTC"
        self._own: Rule | None = None
        """A rule that the form has no fields for, kept as it is."""
        self._was: SeriesRecord | None = None
        self._slot: datetime | None = None
        self._started: datetime | None = None
        self._more_days: set[int] = set()
        """Weekdays beside that on which the event starts."""
        self._is_touched = False
        self._is_filling = False
        self._filled: Rule | None = None
        self._make_fields(today)
        self._lay_out()
        self._connect()

    def fill(self, series: SeriesRecord | None, slot: datetime | None, starts: datetime) -> None:
        """Show how a date repeats that its rule has at `slot`, and that starts now at `starts`."""
        self._was, self._slot, self._started = series, slot, starts
        if series is not None and slot is not None:
            self._zone = series.timezone
            self._fill_fields(read_rule(series.rule, series.timezone), slot)
            self.dates.set_skipped(series.skipped)
        self._is_touched = False
        self._starts = starts
        self._filled = self._rule() if series is not None else None

    def set_start(self, starts: datetime | None, zone_name: str) -> None:
        """Let the rule count from another start."""
        self._starts, self._zone = starts, zone_name
        self._show()

    def repeat(self) -> Repeat:
        """What was chosen; of a series that nobody touched here, nothing."""
        if self._was is not None and not self._is_touched:
            return Repeat()
        rule = self._rule()
        if rule is None:
            return Repeat()
        # A rule that came back to what it was is kept as it was written.
        written = self._was.rule if self._was is not None and rule == self._filled else str(rule)
        return Repeat(written, tuple(sorted(self.dates.skipped)))

    def problem(self) -> str:
        """What is wrong with it, or empty."""
        if self.ends.currentData() == _ON and self.until.day() is None and self._repeats():
            return _("Until which day?")
        rule, base = self._rule(), self._base()
        if rule is None or base is None or not self._is_touched:
            return ""
        try:
            if not first_dates(rule, base, 1):
                return _("This gives no date at all.")
        except UserError as error:
            return str(error)
        return ""

    # Fields

    def _make_fields(self, today: date) -> None:
        self.rhythm = QComboBox()
        self.rhythm.setObjectName("rhythm")
        self.every = QSpinBox()
        self.every.setObjectName("repeat_every")
        self.every.setRange(1, _LONGEST_INTERVAL)
        self.every.setAccessibleName(_("Every"))
        self._unit = text("", "muted")
        self.weekdays = [button(weekday_short(number)) for number in range(DAYS)]
        for number, each in enumerate(self.weekdays):
            each.setCheckable(True)
            each.setObjectName(f"repeat_{number}")
            each.setAccessibleName(weekday_name(datetime(2024, 1, 1 + number)))
        self.ends = QComboBox()
        self.ends.setObjectName("repeat_ends")
        self.ends.setAccessibleName(_("Ends"))
        for key, words in ((_NEVER, _("Never")), (_AFTER, _("After")), (_ON, _("On"))):
            self.ends.addItem(words, key)
        self.count = QSpinBox()
        self.count.setObjectName("repeat_count")
        self.count.setAccessibleName(_("How many dates"))
        self.count.setRange(1, MOST_DATES)
        self.count.setValue(10)
        self._times = text("", "muted")
        self.until = DayField(today)
        self.until.setObjectName("repeat_until")
        self.until.setAccessibleName(_("Last day"))
        self.dates = DateChips()
        self.until.setPlaceholderText(_("June, 24 Nov"))
        self._no_day = text(_("Say above when it takes place for the first time."), "caption")
        self._no_day.setObjectName("repeat_needs_day")
        self._said = text("", "strong", wrap=True)
        self._said.setObjectName("repeat_in_words")
        self._wrong = text("", "problem", wrap=True)
        self._wrong.setObjectName("repeat_problem")

    def _lay_out(self) -> None:
        self._interval = QWidget()
        interval = row(self.every, self._unit, 0, spacing=8)
        self._interval.setLayout(interval)
        self._days = QWidget()
        days = FlowLayout(self._days, 4)
        for each in self.weekdays:
            days.addWidget(each)
        self._end = QWidget()
        end = row(self.ends, self.count, self._times, self.until, 0, spacing=8)
        end.setStretch(3, 1)
        self._end.setLayout(end)
        self._every_field = FormField(_("Every"), self._interval)
        self._days_field = FormField(_("On"), self._days)
        self._end_field = FormField(_("Ends"), self._end)
        hint = _("Click a date to leave it out.")
        self._dates_field = FormField(_("The next dates"), self.dates, hint)
        self.add(
            FormField("", self.rhythm),
            self._no_day,
            self._every_field,
            self._days_field,
            self._end_field,
            self._said,
            self._dates_field,
            self._wrong,
        )
        self.rhythm.setAccessibleName(_("Repeats"))

    def _connect(self) -> None:
        for choice in (self.rhythm, self.ends):
            choice.activated.connect(self._touch)
        for number in (self.every, self.count):
            number.valueChanged.connect(self._touch)
        for each in self.weekdays:
            each.clicked.connect(self._choose_day)
        self.until.textEdited.connect(self._touch)
        self.until.editingFinished.connect(self._show)
        self.dates.changed.connect(self._touch)

    def _touch(self) -> None:
        if self._is_filling:
            return
        self._is_touched = True
        self._show()
        self.edited.emit()

    def _fill_fields(self, rule: Rule, base: datetime) -> None:
        """Put a rule into the fields, or keep it beside them."""
        self._is_filling = True
        form = form_of(rule, base)
        self._own = rule if form is None else None
        self._offer(base)
        key = _OWN if form is None else _key_of(form)
        self.rhythm.setCurrentIndex(self.rhythm.findData(key))
        if form is not None:
            self.every.setValue(form.interval)
            self._more_days = set(form.weekdays) - {base.weekday()}
            end = _AFTER if form.count else _ON if form.until else _NEVER
            self.ends.setCurrentIndex(self.ends.findData(end))
            self.count.setValue(form.count or 10)
            if form.until:
                self.until.set_day(form.until)
        self._is_filling = False

    def _choose_day(self) -> None:
        number = next(n for n, each in enumerate(self.weekdays) if each is self.sender())
        self._more_days ^= {number}
        self._touch()

    def _chosen_days(self, base: datetime) -> set[int]:
        """All weekdays on which it takes place: that of its start goes along with it."""
        return self._more_days | {base.weekday()}

    def _offer(self, base: datetime) -> None:
        """Offer the rhythms in the words of the day that the event starts on."""
        key = self.rhythm.currentData() or _NEVER
        self._is_filling = True
        self.rhythm.clear()
        usual = usual_form(Rhythm.WEEKS, base)
        weekday = weekday_name(base)
        nth = (base.day + 6) // 7
        entries = [
            (_NEVER, _("Never")),
            (Rhythm.DAYS.value, _("By days")),
            (Rhythm.WEEKS.value, _("By weeks")),
        ]
        if nth <= 4:
            words = _("By months, on the {nth} {weekday}")
            entries.append(
                (Rhythm.MONTH_WEEKDAY.value, words.format(nth=nth_word(usual.nth), weekday=weekday))
            )
        if fits_last(base):
            words = _("By months, on the last {weekday}").format(weekday=weekday)
            entries.append((_LAST_WEEKDAY, words))
        words = _("By months, on day {day}").format(day=base.day)
        entries.append((Rhythm.MONTH_DAY.value, words))
        if base.day >= 28:
            entries.append((_LAST_DAY, _("By months, on the last day")))
        entries.append((Rhythm.YEARS.value, _("By years")))
        if self._own is not None:
            entries.append((_OWN, _("By a rule of its own")))
        for entry, said in entries:
            self.rhythm.addItem(said, entry)
        found = self.rhythm.findData(key)
        self.rhythm.setCurrentIndex(found if found >= 0 else 0)
        self._is_filling = False

    # What they say

    def _base(self) -> datetime | None:
        """The start from which the rule counts: a date that was moved alone keeps its place in it."""
        if self._starts is None or self._slot is None or self._started is None:
            return self._starts
        if self._starts.date() == self._started.date():
            return datetime.combine(self._slot.date(), self._starts.time())
        return self._starts

    def _repeats(self) -> bool:
        return self.rhythm.currentData() not in (None, _NEVER)

    def _rule(self) -> Rule | None:
        base, key = self._base(), self.rhythm.currentData()
        if base is None or not self._repeats():
            return None
        if key == _OWN:
            return self._own
        form = usual_form(_rhythm_of(key), base)
        end = self.ends.currentData()
        form = replace(
            form,
            interval=self.every.value(),
            weekdays=tuple(self._chosen_days(base)) if key == Rhythm.WEEKS else form.weekdays,
            nth=LAST if key == _LAST_WEEKDAY else form.nth,
            month_day=LAST if key == _LAST_DAY else form.month_day,
            count=self.count.value() if end == _AFTER else None,
            until=self.until.day() if end == _ON else None,
        )
        return form.rule()

    def _show(self) -> None:
        """Show the fields that are needed, the rule in words and the dates it gives."""
        base = self._base()
        if base is not None:
            self._offer(base)
            self.until.is_last_from(base.date())
        self.rhythm.setEnabled(base is not None)
        self._no_day.setVisible(base is None)
        key = self.rhythm.currentData()
        can_be_asked = key not in (None, _NEVER, _OWN)
        self._every_field.setVisible(can_be_asked)
        self._days_field.setVisible(key == Rhythm.WEEKS)
        self._end_field.setVisible(can_be_asked)
        self.count.setVisible(self.ends.currentData() == _AFTER)
        self._times.setVisible(self.ends.currentData() == _AFTER)
        self._times.setText(ngettext("date", "dates", self.count.value()))
        self.until.setVisible(self.ends.currentData() == _ON)
        self._unit.setText(_unit_words(key, self.every.value()))
        if base is not None:
            for number, each in enumerate(self.weekdays):
                each.setChecked(number in self._chosen_days(base))
        rule = self._shown_rule()
        self._dates_field.setVisible(rule is not None)
        if rule is not None and base is not None:
            self.dates.show_dates(rule, base)
        words = rule_in_words(rule, base) if rule is not None and base is not None else _("never")
        self.set_summary(words)
        self._said.setText(words)
        self._said.setVisible(rule is not None)
        self._wrong.setText(self.problem())
        self._wrong.setVisible(bool(self._wrong.text()))

    def _shown_rule(self) -> Rule | None:
        """The rule as it would be kept: one that nobody touched goes along with its date."""
        if self._was is None or self._is_touched or self._slot is None:
            return self._rule()
        rule, base = read_rule(self._was.rule, self._was.timezone), self._base()
        try:
            return moved(rule, self._slot, base) if base is not None else rule
        except UserError:
            return rule


def _key_of(form: RepeatForm) -> str:
    if form.rhythm is Rhythm.MONTH_WEEKDAY and form.nth == LAST:
        return _LAST_WEEKDAY
    if form.rhythm is Rhythm.MONTH_DAY and form.month_day == LAST:
        return _LAST_DAY
    return form.rhythm.value


def _rhythm_of(key: str) -> Rhythm:
    return {_LAST_WEEKDAY: Rhythm.MONTH_WEEKDAY, _LAST_DAY: Rhythm.MONTH_DAY}.get(key) or Rhythm(
        key
    )


def _unit_words(key: str | None, count: int) -> str:
    match key:
        case Rhythm.DAYS.value:
            return ngettext("day", "days", count)
        case Rhythm.WEEKS.value:
            return ngettext("week", "weeks", count)
        case Rhythm.YEARS.value:
            return ngettext("year", "years", count)
        case _:
            return ngettext("month", "months", count)
