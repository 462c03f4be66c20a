"""The form that plans or changes an event, saying what is wrong with it as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from organizer.domain.drafts import EventDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, Scope
from organizer.domain.names import shown
from organizer.domain.records import EventRow, SeriesRecord, VenueRecord
from organizer.domain.times import short_day, wall_time, zone_names
from organizer.domain.words import _
from organizer.services.plans import venues
from organizer.ui.context import Context
from organizer.ui.events.day_field import DayField
from organizer.ui.events.overlap_hint import OverlapHint
from organizer.ui.events.plan_choices import PlanChoices, load_choices
from organizer.ui.events.plan_fields import completer_of, searchable_box, when_in_words
from organizer.ui.events.plan_groups import DetailsGroup, QuestionsGroup, SeatsGroup
from organizer.ui.events.planning import NextPlan, Planned, keep_plan, plan_like, said_of
from organizer.ui.events.repeating import Repeat, RepeatGroup
from organizer.ui.events.scope_question import ScopeQuestion
from organizer.ui.events.venue_hint import VenueHint
from organizer.ui.events.when import end_as_typed, read_clock, read_end
from organizer.ui.events.words import kind_word
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import px
from organizer.ui.kit.sheets import FormField, Sheet
from organizer.ui.kit.widgets import text

USUAL_START = time(19, 0)
USUAL_LENGTH = timedelta(hours=2, minutes=30)
_FOLDED = frozenset({"answer_by", "questions"})
"""Fields in the folded groups, which say by themselves what is wrong with them."""


class EventSheet(Sheet):
    """Edits an EventDraft."""

    saved = Signal(object)
    """What it came to, as `Planned`."""

    def __init__(
        self,
        over: QWidget,
        context: Context,
        draft: EventDraft,
        meetups: Sequence[EventRow],
        uid: str = "",
        *,
        series: SeriesRecord | None = None,
        like: NextPlan | None = None,
    ) -> None:
        title = _("Change the plan") if uid else _plan_words(draft.kind)
        super().__init__(over, title, _("Save") if uid else _("Plan it"), width=520)
        self._context = context
        self._uid = uid
        self._before = draft
        self._series = series
        self._like = like
        self._touched: set[str] = set()
        self._form: dict[str, FormField] = {}
        self._kind_shown: EventKind | None = None
        self._today = wall_time(context.now(), draft.timezone).date()
        self._make_fields(meetups)
        self._lay_out_fields()
        self._fill(draft)
        self._connect()
        self._check()
        context.runner.start(self, self._load, self._show_choices)

    def draft(self) -> EventDraft:
        """What the form says now; what cannot be read is left empty."""
        kind = EventKind(self.kind.currentData())
        starts = self._starts()
        capacity = self.capacity.text().strip()
        # What the form has no fields for stays as it was.
        draft = replace(
            self._before,
            kind=kind,
            title=self.title.text(),
            starts=starts,
            ends=read_end(self.ends.text(), starts) if starts else None,
            timezone=self.zone.currentText().strip(),
            venue=self.venue.text(),
            capacity=int(capacity) if capacity.isdecimal() else None,
            part_of=(self.part_of.currentData() or None) if kind is EventKind.WORKSHOP else None,
            description=self.description.toPlainText(),
            url=self.url.text(),
        )
        self.seats.write(draft)
        self.details.write(draft)
        if self._questions_known:
            self.asked.write(draft)
        return draft

    def problems(self) -> dict[str, str]:
        """Return what is wrong, by field, with better words where something could not be read."""
        draft = self.draft()
        found = draft.problems()
        if self.day.text().strip() and self.day.day() is None:
            found["day"] = _("“{text}” is no day. Write it like 24 Nov 2026, or Friday.").format(
                text=self.day.text().strip()[:40]
            )
            found.pop("starts", None)
        elif self.day.day() is None:
            found["day"] = _("On which day?")
            found.pop("starts", None)
        elif draft.starts is None and self.starts.text().strip():
            found["starts"] = _("Write a time like 19:00.")
        if draft.starts is None:
            found.pop("ends", None)
        elif draft.ends is None and self.ends.text().strip():
            found["ends"] = _("Write a time like 21:30, or a length like 2h.")
        capacity = self.capacity.text().strip()
        if capacity and not capacity.isdecimal():
            found["capacity"] = _("A capacity is a number, or nothing for no limit.")
        if unread := self.seats.unread():
            found["answer_by"] = unread
        return found

    def _make_fields(self, meetups: Sequence[EventRow]) -> None:
        self.kind = QComboBox()
        for kind in EventKind:
            self.kind.addItem(kind_word(kind), kind.value)
        self.title = QLineEdit()
        self.day = DayField(self._today)
        self.starts = QLineEdit()
        self.starts.setPlaceholderText("19:00")
        self.ends = QLineEdit()
        self.ends.setPlaceholderText(_("21:30 or 2h"))
        self.zone = searchable_box(zone_names())
        self.venue = QLineEdit()
        self._venues = QStringListModel(self)
        self.venue.setCompleter(completer_of(self._venues, self.venue))
        self.place = VenueHint(self._context)
        self.capacity = QLineEdit()
        self.capacity.setPlaceholderText(_("No limit"))
        self.part_of = QComboBox()
        self.part_of.addItem(_("Stands alone"), "")
        for meetup in meetups:
            words = _("{title}, {day}").format(
                title=shown(meetup.title), day=short_day(meetup.starts)
            )
            self.part_of.addItem(words, meetup.uid)
        self.description = QPlainTextEdit()
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(px(96))
        self.url = QLineEdit()
        self.url.setPlaceholderText("https://")
        self.seats = SeatsGroup(self._today)
        self.details = DetailsGroup()
        self.asked = QuestionsGroup()
        self._questions_known = False
        self.repeating = RepeatGroup(self._today)
        self._scope = ScopeQuestion()
        self._overlaps = OverlapHint(self._context, self._uid)

    def _lay_out_fields(self) -> None:
        self._put("title", _("Title"), self.title)
        self._beside(
            self._put("kind", _("Kind"), self.kind),
            self._put("part_of", _("Part of"), self.part_of),
        )
        self._beside(
            self._put("day", _("Day"), self.day),
            self._put("starts", _("From"), self.starts),
            self._put("ends", _("Until"), self.ends),
        )
        self._when = text("", "caption", wrap=True)
        self._when.setObjectName("when_in_words")
        self.add(self._when)
        self.add(self.repeating)
        self._along = text(_along_words(self._like), "caption", wrap=True)
        self._along.setObjectName("workshops_along")
        self.add(self._along)
        self._along.setVisible(bool(self._along.text()))
        self._beside(
            self._put("venue", _("Where"), self.venue),
            self._put("capacity", _("Seats"), self.capacity),
        )
        self.add(self.place)
        self.add(self._overlaps)
        self._put("description", _("What it is about"), self.description)
        self._put("url", _("Link"), self.url)
        self._put("timezone", _("Time zone"), self.zone)
        for group in (self.seats, self.details, self.asked):
            self.add(group)
        layout = self.panel.layout()
        assert layout is not None
        layout.addWidget(self._scope)
        self._form["answer_by"] = self.seats.answer_by
        self._form["questions"] = self.asked.questions

    def _put(self, name: str, label: str, widget: QWidget) -> FormField:
        self._form[name] = self.add_field(name, label, widget)
        return self._form[name]

    def _beside(self, *fields: FormField) -> None:
        """Move fields into one line, the first of them wider."""
        both = row(*fields, spacing=12)
        for number, field in enumerate(fields):
            both.setStretch(number, 1 if number else 2)
            both.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        line = QWidget()
        line.setLayout(both)
        self.add(line)

    def _fill(self, draft: EventDraft) -> None:
        self.kind.setCurrentIndex(self.kind.findData(draft.kind.value))
        self.title.setText(draft.title)
        starts = draft.starts or datetime.combine(self._today, USUAL_START)
        if draft.starts is not None:
            self.day.set_day(draft.starts.date())
        self.starts.setText(f"{starts:%H:%M}")
        self._lasts: timedelta | None = draft.ends - starts if draft.ends else USUAL_LENGTH
        self.ends.setText(end_as_typed(starts, starts + self._lasts))
        self.zone.setCurrentText(draft.timezone)
        self.venue.setText(draft.venue)
        self.capacity.setText("" if draft.capacity is None else str(draft.capacity))
        self.part_of.setCurrentIndex(max(0, self.part_of.findData(draft.part_of or "")))
        self.description.setPlainText(draft.description)
        self.url.setText(draft.url)
        self.repeating.fill(self._series, self._slot(), starts)
        self.seats.fill(draft)
        self.details.fill(draft)
        self.asked.fill(draft.questions or ())

    def _connect(self) -> None:
        for line in (self.title, self.day, self.starts, self.ends, self.venue, self.capacity):
            line.textChanged.connect(self._check)
            line.textEdited.connect(self._touch)
            line.editingFinished.connect(self._touch)
        self.starts.textEdited.connect(self._move_end)
        self.ends.textEdited.connect(self._keep_end)
        self.zone.currentTextChanged.connect(self._check)
        self.kind.currentIndexChanged.connect(self._check)
        for group in (self.seats, self.details, self.asked, self.repeating):
            group.edited.connect(self._check)
        self._scope.answered.connect(self._save_for)
        self.place.offered.connect(self._take_capacity)
        self.place.changed.connect(self._reload_places)
        self.save_requested.connect(self._save)

    def _touch(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget) and (sender.objectName() != "title" or self.title.text()):
            self._touched.add(sender.objectName())
            self._check()

    def _move_end(self) -> None:
        """Another start moves the end along, until somebody says when it ends."""
        clock = read_clock(self.starts.text())
        if self._lasts is not None and clock is not None:
            starts = datetime.combine(self.day.day() or self._today, clock)
            self.ends.setText(end_as_typed(starts, starts + self._lasts))

    def _keep_end(self) -> None:
        self._lasts = None

    def _check(self) -> None:
        """Say what is wrong with what was touched, and what the times come to."""
        problems = self.problems()
        for name, field in self._form.items():
            is_due = name in self._touched or name == "timezone"
            field.show_problem(problems.get(name, "") if is_due else "")
        is_workshop = self.kind.currentData() == EventKind.WORKSHOP.value
        self._form["part_of"].setVisible(is_workshop)
        draft = self.draft()
        if draft.kind is not self._kind_shown:
            self._kind_shown = draft.kind
            self.details.show_kind(draft.kind)
        self._when.setText(when_in_words(draft))
        self.repeating.set_start(draft.starts, draft.timezone)
        # What is part of a meetup, or planned like another event, does not repeat by itself.
        self.repeating.setVisible(not draft.part_of and self._like is None)
        self.place.show_place(draft.venue, draft.capacity)
        self._overlaps.look_at(draft)

    def _starts(self) -> datetime | None:
        day: date | None = self.day.day()
        clock = read_clock(self.starts.text())
        return datetime.combine(day, clock) if day and clock else None

    def _load(self, _job: Job) -> PlanChoices:
        return load_choices(self._context.db, self._uid)

    def _show_choices(self, choices: PlanChoices) -> None:
        self._show_places(choices.places)
        self.details.facilitators.set_options(choices.people)
        self.details.tags.set_options(choices.tags)
        self.details.workshops.set_options(choices.workshops)
        self.asked.rows.offer_earlier(choices.asked_before)
        if self._uid and self._before.questions is None:
            self.asked.fill(choices.questions)
        self._questions_known = True
        self.details.show_kind(self.draft().kind)

    def _reload_places(self) -> None:
        self._context.runner.start(self, self._load_places, self._show_places)

    def _load_places(self, _job: Job) -> list[VenueRecord]:
        return venues.list_venues(self._context.db)

    def _show_places(self, places: Sequence[VenueRecord]) -> None:
        self._venues.setStringList([place.name for place in places])
        self.place.set_places(places)
        self._check()

    def _take_capacity(self, seats: int) -> None:
        """A place that was just chosen says how many fit, where nobody has said so."""
        if "venue" in self._touched and not self.capacity.text().strip():
            self.capacity.setText(str(seats))

    def _save(self) -> None:
        self._touched.update(self._form)
        problems = self.problems()
        for group, name in ((self.seats, "answer_by"), (self.asked, "questions")):
            if name in problems:
                group.unfold()
        self.show_problems({name: words for name, words in problems.items() if name not in _FOLDED})
        self._check()
        if self.repeating.problem() and not self.repeating.isHidden():
            self.repeating.unfold()
            return
        if problems:
            return
        if self._series is not None:
            self._ask_for_scope()
        else:
            self._keep(Scope.THIS)

    def _ask_for_scope(self) -> None:
        """Ask in the place of the buttons, which come back when the form is gone back to."""
        self._show_feet(False)
        self._scope.ask(with_this=self.repeating.repeat().rule is None)

    def _show_feet(self, is_wanted: bool) -> None:
        self._scope.setVisible(not is_wanted)
        for each in (self.save_button, self.cancel_button):
            each.setVisible(is_wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._scope.isHidden():
            self._show_feet(True)
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _save_for(self, scope: str) -> None:
        self._show_feet(True)
        self._keep(Scope(scope))

    def _keep(self, scope: Scope) -> None:
        self.set_busy(True)
        like = self._like.like if self._like is not None else ""
        repeat = Repeat() if self.repeating.isHidden() else self.repeating.repeat()
        draft, uid, db, now = self.draft(), self._uid, self._context.db, self._context.now()

        def work(_job: Job) -> Planned:
            if like:
                return plan_like(db, draft, like)
            return keep_plan(db, draft, uid, repeat=repeat, scope=scope, now=now)

        self._context.do(self, work, self._saved, on_failure=self._fail)

    def _slot(self) -> datetime | None:
        """When the rule of its series has the date that is changed."""
        if self._series is None:
            return None
        return next((one.slot for one in self._series.dates if one.uid == self._uid), None)

    def _saved(self, planned: Planned) -> str:
        self.close_sheet()
        self.saved.emit(planned)
        return said_of(planned)

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


def _along_words(like: NextPlan | None) -> str:
    if like is None or not like.workshops:
        return ""
    titles = ", ".join(shown(title) for title in like.workshops)
    return _("Its workshops come along: {titles}").format(titles=titles)


def _plan_words(kind: EventKind) -> str:
    return _("Plan a meetup") if kind is EventKind.MEETUP else _("Plan a workshop")
