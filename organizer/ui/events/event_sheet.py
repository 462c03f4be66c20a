"""The form that plans or changes an event, saying what is wrong with it as one types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from organizer.domain.drafts import EventDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind
from organizer.domain.names import shown
from organizer.domain.records import EventRow
from organizer.domain.times import day_in_words, short_day, span_in_words, wall_time, zone_names
from organizer.domain.words import _
from organizer.services import events
from organizer.ui.context import Context
from organizer.ui.events.day_field import DayField
from organizer.ui.events.planning import Planned, keep_plan, said_of
from organizer.ui.events.when import end_as_typed, length_in_words, read_clock, read_end
from organizer.ui.events.words import kind_word
from organizer.ui.jobs import Job
from organizer.ui.kit.fields import dress_completions
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import px
from organizer.ui.kit.sheets import FormField, Sheet
from organizer.ui.kit.widgets import text

_USUAL_START = time(19, 0)
_USUAL_LENGTH = timedelta(hours=2, minutes=30)


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
    ) -> None:
        title = _("Change the plan") if uid else _plan_words(draft.kind)
        super().__init__(over, title, _("Save") if uid else _("Plan it"), width=520)
        self._context = context
        self._uid = uid
        self._before = draft
        self._touched: set[str] = set()
        self._form: dict[str, FormField] = {}
        self._today = wall_time(context.now(), draft.timezone).date()
        self._make_fields(meetups)
        self._lay_out_fields()
        self._fill(draft)
        self._connect()
        self._check()
        context.runner.start(self, self._load_venues, self._venues.setStringList)

    def draft(self) -> EventDraft:
        """What the form says now; what cannot be read is left empty."""
        kind = EventKind(self.kind.currentData())
        starts = self._starts()
        capacity = self.capacity.text().strip()
        return EventDraft(
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
        self.zone = _searchable(zone_names())
        self.venue = QLineEdit()
        self._venues = QStringListModel(self)
        self.venue.setCompleter(_completer(self._venues, self.venue))
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
        self._beside(
            self._put("venue", _("Where"), self.venue),
            self._put("capacity", _("Seats"), self.capacity),
        )
        self._put("description", _("What it is about"), self.description)
        self._put("url", _("Link"), self.url)
        self._put("timezone", _("Time zone"), self.zone)

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
        starts = draft.starts or datetime.combine(self._today, _USUAL_START)
        if draft.starts is not None:
            self.day.set_day(draft.starts.date())
        self.starts.setText(f"{starts:%H:%M}")
        self.ends.setText(end_as_typed(starts, draft.ends or starts + _USUAL_LENGTH))
        self.zone.setCurrentText(draft.timezone)
        self.venue.setText(draft.venue)
        self.capacity.setText("" if draft.capacity is None else str(draft.capacity))
        self.part_of.setCurrentIndex(max(0, self.part_of.findData(draft.part_of or "")))
        self.description.setPlainText(draft.description)
        self.url.setText(draft.url)

    def _connect(self) -> None:
        for line in (self.title, self.day, self.starts, self.ends, self.venue, self.capacity):
            line.textChanged.connect(self._check)
            line.textEdited.connect(self._touch)
            line.editingFinished.connect(self._touch)
        self.zone.currentTextChanged.connect(self._check)
        self.kind.currentIndexChanged.connect(self._check)
        self.save_requested.connect(self._save)

    def _touch(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget) and (sender.objectName() != "title" or self.title.text()):
            self._touched.add(sender.objectName())
            self._check()

    def _check(self) -> None:
        """Say what is wrong with what was touched, and what the times come to."""
        problems = self.problems()
        for name, field in self._form.items():
            is_due = name in self._touched or name == "timezone"
            field.show_problem(problems.get(name, "") if is_due else "")
        is_workshop = self.kind.currentData() == EventKind.WORKSHOP.value
        self._form["part_of"].setVisible(is_workshop)
        draft = self.draft()
        self._when.setText(_when_in_words(draft))

    def _starts(self) -> datetime | None:
        day: date | None = self.day.day()
        clock = read_clock(self.starts.text())
        return datetime.combine(day, clock) if day and clock else None

    def _load_venues(self, _job: Job) -> list[str]:
        return events.venue_names(self._context.db)

    def _save(self) -> None:
        self._touched.update(self._form)
        problems = self.problems()
        self.show_problems(problems)
        if problems:
            return
        self.set_busy(True)
        draft, uid, db = self.draft(), self._uid, self._context.db

        def work(_job: Job) -> Planned:
            return keep_plan(db, draft, uid)

        self._context.do(self, work, self._saved, on_failure=self._fail)

    def _saved(self, planned: Planned) -> str:
        self.close_sheet()
        self.saved.emit(planned)
        return said_of(planned)

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


def _plan_words(kind: EventKind) -> str:
    return _("Plan a meetup") if kind is EventKind.MEETUP else _("Plan a workshop")


def _when_in_words(draft: EventDraft) -> str:
    """The times read back, so that a slip is seen: "Tuesday, 24 November 2026, 19:00 to 21:30"."""
    if draft.starts is None:
        return ""
    if draft.ends is None or draft.ends <= draft.starts:
        return day_in_words(draft.starts)
    return _("{day}, {hours} ({length})").format(
        day=day_in_words(draft.starts),
        hours=span_in_words(draft.starts, draft.ends),
        length=length_in_words(draft.starts, draft.ends),
    )


def _searchable(names: Sequence[str]) -> QComboBox:
    """A combo box that finds "new_york" or "york" among all the zones."""
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.addItems(list(names))
    made.setMaxVisibleItems(12)
    made.setCompleter(_completer(QStringListModel(list(names), made), made))
    return made


def _completer(model: QStringListModel, parent: QWidget) -> QCompleter:
    completer = QCompleter(model, parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return dress_completions(completer)
