"""Filtering the people page by rules, and its segments: what is loaded, evaluated and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.records import MemberRow, SegmentRecord
from organizer.domain.segments import Ask, Rule, Rules, Trait, all_of
from organizer.domain.words import _
from organizer.services.people import circles, fields, members, segments
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.people.filter_bar import FilterBar
from organizer.ui.people.filter_choices import FilterChoices

_LANE = "counting segments"
"""A lane of its own, so that the door never waits for it."""


@dataclass(frozen=True, slots=True)
class Filtering:
    """What a filter can speak of, and whom the rules in force choose."""

    choices: FilterChoices = field(default_factory=FilterChoices)
    segments: Sequence[SegmentRecord] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    chosen: frozenset[int] = frozenset()


class PeopleFilters(QObject):
    """Keeps the rules of a page: which are in force, and whose members they choose."""

    changed = Signal()
    """Others are chosen now."""

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._context = context
        self._loaded = Filtering()
        self._everyone = 0
        self._is_counted = False
        self.bar = FilterBar()
        self.bar.changed.connect(self._evaluate)
        self.bar.save_wanted.connect(self._save)
        self.bar.change_wanted.connect(self._change)
        self.bar.rename_wanted.connect(self._rename)
        self.bar.remove_wanted.connect(self._remove)
        self.bar.menu.aboutToShow.connect(self._count)

    @property
    def chosen(self) -> frozenset[int] | None:
        """Ids of the members whom the rules choose; None where there are no rules."""
        return self._loaded.chosen if self._loaded.rules else None

    @property
    def any_will_do(self) -> bool:
        """Whether one rule is enough."""
        return self._loaded.rules.any_will_do

    def load(self) -> Filtering:
        """Fetch everything anew; runs in the file's lane."""
        db, rules = self._context.db, self.bar.rules
        choices = FilterChoices(
            members.all_tags(db),
            [(circle.uid, circle.name) for circle in circles.list_circles(db)],
            segments.events_to_choose(db),
            segments.languages(db),
            fields.list_fields(db),
            segments.pronouns(db),
            segments.questions_to_choose(db),
        )
        return self._chosen_by(rules, choices, segments.list_segments(db))

    def show_loaded(self, loaded: Filtering, people: Sequence[MemberRow], today: date) -> None:
        """Take over what was loaded; rules that changed meanwhile are evaluated again."""
        self._loaded = loaded
        self._everyone, self._is_counted = len(people), False
        self.bar.show_choices(loaded.choices, loaded.segments, loaded.names, people, today)
        if loaded.rules != self.bar.rules:
            self._evaluate()

    def begin(self) -> None:
        """Open the line in which a rule is put together."""
        self.bar.begin()

    def clear(self) -> None:
        """Show everyone."""
        if self.bar.rules:
            self.bar.clear()

    def show_circle(self, uid: str) -> None:
        """Show the people of a circle."""
        self.bar.set_rules(all_of(Rule(Trait.CIRCLE, Ask.IS, uid)))

    def _count(self) -> None:
        """Write beside the segments how many each chooses, unless nothing changed since."""
        if not self._is_counted:
            self._is_counted = True
            self._context.runner.start(
                self, self._counted, self.bar.menu.show_counts, lane=_LANE, on_failure=self._refuse
            )

    def _counted(self, _job: Job) -> dict[str, int]:
        found = {one.uid: one.members for one in segments.segments_in_words(self._context.db)}
        return {"": self._everyone, **found}

    def _chosen_by(
        self, rules: Rules, choices: FilterChoices, kept: Sequence[SegmentRecord]
    ) -> Filtering:
        db = self._context.db
        if not rules:
            return Filtering(choices, kept)
        with db.reading() as session:
            names = dict(segments.names_in_rules(session, rules))
        return Filtering(choices, kept, names, rules, frozenset(segments.matching(db, rules)))

    def _evaluate(self) -> None:
        rules = self.bar.rules
        if not rules:
            self._loaded = Filtering(self._loaded.choices, self._loaded.segments)
            self.changed.emit()
            return
        work = partial(self._evaluated, rules, self._loaded.choices, self._loaded.segments)
        self._context.runner.start(self, work, self._show_evaluated)

    def _evaluated(
        self, rules: Rules, choices: FilterChoices, kept: Sequence[SegmentRecord], _job: Job
    ) -> Filtering:
        return self._chosen_by(rules, choices, kept)

    def _show_evaluated(self, loaded: Filtering) -> None:
        if loaded.rules == self.bar.rules:
            self._loaded = loaded
            self.changed.emit()

    def _save(self, name: str) -> None:
        rules = self.bar.rules

        def work(_job: Job) -> str:
            return segments.save_segment(self._context.db, name, rules)

        def saved(uid: str) -> str:
            self.bar.saved(uid)
            return _("The segment “{name}” was saved.").format(name=shown(name.strip()))

        self._do(work, saved)

    def _change(self, uid: str) -> None:
        rules = self.bar.rules

        def work(_job: Job) -> str:
            segments.change_segment(self._context.db, uid, rules)
            return _("The segment was changed.")

        self._do(work, str)

    def _rename(self, uid: str, name: str) -> None:
        def work(_job: Job) -> str:
            segments.rename_segment(self._context.db, uid, name)
            return uid

        def renamed(uid: str) -> str:
            self.bar.saved(uid)
            return _("The segment is called “{name}” now.").format(name=shown(name.strip()))

        self._do(work, renamed)

    def _remove(self, uid: str) -> None:
        def work(_job: Job) -> str:
            segments.remove_segment(self._context.db, uid)
            return _("The segment was removed. Nobody was.")

        self._do(work, str)

    def _do(self, work: Callable[[Job], str], tell: Callable[[str], str]) -> None:
        self._context.do(self, work, tell, on_failure=self._refuse)

    def _refuse(self, error: UserError) -> None:
        if self.bar.asks_for_name:
            self.bar.refuse(str(error))
        else:
            self._context.messages.say(str(error), "bad")
