"""The form that plans or changes an event, saying what is wrong with it as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from organizer.domain.drafts import EventDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, Scope
from organizer.domain.names import shown
from organizer.domain.records import EventRow, SeriesRecord
from organizer.domain.times import short_day, wall_time, zone_names
from organizer.domain.words import _
from organizer.ui.context import Context
from organizer.ui.events.overlap_hint import OverlapHint
from organizer.ui.events.plan_choices import PlanChoices, load_choices
from organizer.ui.events.plan_fields import searchable_box, when_in_words
from organizer.ui.events.plan_groups import DetailsGroup, QuestionsGroup, SeatsGroup
from organizer.ui.events.plan_place import PlanPlace
from organizer.ui.events.plan_times import PlanTimes
from organizer.ui.events.planning import NextPlan, Planned, keep_plan, plan_like, said_of
from organizer.ui.events.repeating import Repeat, RepeatGroup
from organizer.ui.events.scope_question import ScopeQuestion
from organizer.ui.events.words import kind_word
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import px
from organizer.ui.kit.sheets import FormField, Sheet
from organizer.ui.kit.widgets import text


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
        # What the form has no fields for stays as it was.
        draft = replace(
            self._before,
            kind=kind,
            title=self.title.text(),
            timezone=self.zone.currentText().strip(),
            part_of=(self.part_of.currentData() or None) if kind is EventKind.WORKSHOP else None,
            description=self.description.toPlainText(),
            url=self.url.text(),
        )
        self.times.repeats = self._series is not None or self.repeating.repeat().rule is not None
        for part in (self.times, self.place, self.seats, self.details):
            part.write(draft)
        if self._questions_known:
            self.asked.write(draft)
        return draft

    def problems(self) -> dict[str, str]:
        """Return what is wrong, by field, with better words where something could not be read."""
        draft = self.draft()
        found = draft.problems()
        self.times.say_better(found, draft)
        self.place.say_better(found)
        return found | self.seats.unread() | self.details.unread()

    def _make_fields(self, meetups: Sequence[EventRow]) -> None:
        self.kind = QComboBox()
        for kind in EventKind:
            self.kind.addItem(kind_word(kind), kind.value)
        self.title = QLineEdit()
        self.times = PlanTimes(self._today, self)
        self.zone = searchable_box(zone_names())
        self.place = PlanPlace(self._context, self)
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
        # The look's own least height would go before that where the form is long.
        self.description.setStyleSheet(f"QPlainTextEdit {{ min-height: {px(80)}px; }}")
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
            self._put("day", _("Day"), self.times.day),
            self._put("starts", _("From"), self.times.starts),
            self._put("ends", _("Until"), self.times.ends),
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
            self._put("venue", _("Where"), self.place.venue),
            self._put("capacity", _("Seats"), self.place.capacity),
        )
        self.add(self.place.hint)
        self.add(self._overlaps)
        self._put("description", _("What it is about"), self.description)
        self._put("url", _("Link"), self.url)
        self._put("timezone", _("Time zone"), self.zone)
        for group in (self.seats, self.details, self.asked):
            self.add(group)
        layout = self.panel.layout()
        assert layout is not None
        layout.addWidget(self._scope)
        self._groups: tuple[SeatsGroup | DetailsGroup | QuestionsGroup, ...]
        self._groups = (self.seats, self.details, self.asked)
        for group in self._groups:
            self._form |= group.fields

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
        starts = self.times.fill(draft)
        self.zone.setCurrentText(draft.timezone)
        self.place.fill(draft)
        self.part_of.setCurrentIndex(max(0, self.part_of.findData(draft.part_of or "")))
        self.description.setPlainText(draft.description)
        self.url.setText(draft.url)
        self.repeating.fill(self._series, self._slot(), starts)
        self.seats.fill(draft)
        self.details.fill(draft)
        self.asked.fill(draft.questions or ())

    def _connect(self) -> None:
        times, place = self.times, self.place
        when = (times.day, times.starts, times.ends)
        for line in (self.title, *when, place.venue, place.capacity, self.url):
            line.textChanged.connect(self._check)
            line.textEdited.connect(self._touch)
            line.editingFinished.connect(self._touch)
        self.zone.currentTextChanged.connect(self._check)
        self.kind.currentIndexChanged.connect(self._check)
        for group in (self.seats, self.details, self.asked, self.repeating):
            group.edited.connect(self._check)
        self._scope.answered.connect(self._save_for)
        self.place.known.connect(self._check)
        self.save_requested.connect(self._save)

    def _touch(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget) and (sender.objectName() != "title" or self.title.text()):
            self._touched.add(sender.objectName())
            self._check()

    def _check(self) -> None:
        """Say what is wrong with what was touched, and what the times come to."""
        self.seats.set_start(self.times.day.day())
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
        self.place.hint.show_place(draft.venue, draft.capacity)
        self._overlaps.look_at(draft)

    def _load(self, _job: Job) -> PlanChoices:
        return load_choices(self._context.db, self._uid)

    def _show_choices(self, choices: PlanChoices) -> None:
        self.place.set_places(choices.places)
        self.details.facilitators.set_options(choices.people)
        self.details.tags.set_options(choices.tags)
        self.details.workshops.set_options(choices.workshops)
        self.asked.rows.offer_earlier(choices.asked_before)
        if self._uid and self._before.questions is None:
            self.asked.fill(choices.questions)
        self._questions_known = True
        self.details.show_kind(self.draft().kind)

    def _save(self) -> None:
        self._touched.update(self._form)
        self.details.take_typed()
        problems = self.problems()
        # What is folded says by itself what is wrong with it.
        folded = {name for group in self._groups for name in group.fields}
        self.show_problems({name: words for name, words in problems.items() if name not in folded})
        self._check()
        for group in self._groups:
            group.unfold_for(problems)
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
        assert self._series is not None
        self._scope.ask(
            with_this=self.repeating.repeat().rule is None, told_apart=self._series.told_apart
        )

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
