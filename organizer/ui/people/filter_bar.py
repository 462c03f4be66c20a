"""The row above the members that says whom it shows: rules as words, and the segments saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from organizer.domain.names import shown
from organizer.domain.records import MemberRow, SegmentRecord
from organizer.domain.segment_words import rule_in_words
from organizer.domain.segments import Rule, Rules, Trait
from organizer.domain.words import _
from organizer.ui.choice import Choice
from organizer.ui.kit.flow_area import FlowArea
from organizer.ui.kit.layouts import clear, column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.widgets import button, text
from organizer.ui.people.filter_choices import FilterChoices
from organizer.ui.people.filter_editor import FilterEditor
from organizer.ui.people.removable_chip import RemovableChip
from organizer.ui.people.segments_menu import SegmentsMenu
from organizer.ui.people.tab_order import lead_tab_through

_ALL, _ANY = "all", "any"
_WIDEST_NAME = 240
"""Of a segment, in pixels for 100 %; a tool tip says the whole."""


class FilterBar(QWidget):
    """Holds the rules that are in force; what is done with segments is asked of the page."""

    changed = Signal()
    """The rules are others now."""
    save_wanted = Signal(str)
    """A name for the rules."""
    change_wanted = Signal(str)
    """uid of the segment that should ask for the present rules."""
    rename_wanted = Signal(str, str)
    remove_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("filter_bar")
        self.rules = Rules()
        self._segments: Sequence[SegmentRecord] = ()
        self._active = ""
        self._renames = False
        self._names: dict[str, str] = {}
        self._choices = FilterChoices()
        self._people: Sequence[MemberRow] = ()
        self._today = date.today()
        self.menu = SegmentsMenu(self)
        self._segment_button = button(_("Segments"), icon_name="funnel-simple")
        self._segment_button.setObjectName("segments")
        self._segment_button.setMenu(self.menu)
        self._filter_button = button(_("Filter"), self._begin, icon_name="plus")
        self._filter_button.setObjectName("add_filter")
        self._filter_button.setToolTip(_("Ctrl+F"))
        self._save_button = button(_("Save as segment"), self._ask_name, role="link")
        self._save_button.setObjectName("save_segment")
        self._keep_button = button("", self._keep, role="link")
        self._keep_button.setObjectName("keep_segment")
        self._clear_button = button(_("Clear"), self.clear, role="link")
        self._clear_button.setObjectName("clear_filter")
        self._way = Choice("filter_way", [(_ALL, _("All of these")), (_ANY, _("Any of these"))])
        self._links = QWidget()  # in the middle of its height, as the words in the chips are
        self._links.setLayout(row(self._keep_button, self._save_button, self._clear_button))
        self._links.setMinimumHeight(px(34))
        self._lines = FlowArea()
        self._chips = self._lines.flow
        self.editor = FilterEditor()
        self._name = QLineEdit()
        self._name.setObjectName("segment_name")
        self._name.setPlaceholderText(_("Name of the segment, such as “Newcomers”"))
        self._name.setAccessibleName(_("Name of the segment"))
        self._name_save = button(_("Save"), self._tell_name, role="primary")
        self._name_save.setObjectName("segment_name_save")
        self._problem = text("", "problem", wrap=True)
        self._problem.setObjectName("segment_problem")
        self._name_line = QWidget()
        self._lay_out()
        self.menu.everyone_wanted.connect(self.clear)
        self.menu.segment_wanted.connect(self._choose)
        self.menu.filter_wanted.connect(self._begin)
        self.menu.rename_wanted.connect(self._ask_new_name)
        self.menu.remove_wanted.connect(self._remove)
        self._way.chosen.connect(self._join)
        self.editor.made.connect(self.add_rule)
        self.editor.closed.connect(self._focus_filter)
        self._name.returnPressed.connect(self._tell_name)
        self._refresh()

    def show_choices(
        self,
        choices: FilterChoices,
        segments: Sequence[SegmentRecord],
        names: Mapping[str, str],
        people: Sequence[MemberRow],
        today: date,
    ) -> None:
        """Take over what there is to choose from, and what things are called now."""
        self._choices, self._segments, self._people = choices, segments, people
        self._today = today
        self._names |= {**dict(choices.circles), **dict(choices.events), **names}
        self._names |= {field.uid: field.name for field in choices.fields}
        if self._active not in {segment.uid for segment in segments}:
            self._active = ""
        self._refresh()

    def set_rules(self, rules: Rules, segment_uid: str = "") -> None:
        """Put other rules in force, as a segment does that is chosen."""
        self.rules, self._active = rules, segment_uid
        self._hide_name()
        self._refresh()
        self.changed.emit()

    def add_rule(self, rule: Rule) -> None:
        """Ask for one thing more."""
        if rule.trait is Trait.BROUGHT_BY:
            self._names |= {one.uid: one.name for one in self._people if one.uid == rule.value}
        if rule not in self.rules.each:
            self.rules = Rules((*self.rules, rule), self.rules.any_will_do)
        self._refresh()
        self._focus_filter()
        self.changed.emit()

    def clear(self) -> None:
        """Show everyone again."""
        self.set_rules(Rules())

    def refuse(self, sentence: str) -> None:
        """Say why a name was not taken."""
        self._problem.setText(sentence)
        self._problem.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def saved(self, uid: str) -> None:
        """The present rules are this segment now."""
        self._active = uid
        self._hide_name()
        self._refresh()

    @property
    def segment(self) -> SegmentRecord | None:
        """The segment that was chosen, whether or not the rules were changed since."""
        return next((one for one in self._segments if one.uid == self._active), None)

    @property
    def asks_for_name(self) -> bool:
        """Whether a name is being typed."""
        return self._name_line.isVisible()

    def begin(self) -> None:
        """Open the line in which a rule is put together."""
        self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._name_line.isVisible():
            self._hide_name()
            self._focus_filter()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            below = (self.editor, self._name_line)
            self._lines.leave_room(sum(one.sizeHint().height() for one in below if one.isVisible()))
        return super().event(event)

    def _lay_out(self) -> None:
        line = row(self._name, self._name_save, spacing=8)
        line.setStretch(0, 1)
        self._name.setMaximumWidth(px(420))
        self._name_line.setLayout(column(line, self._problem, spacing=4))
        self._name_line.hide()
        self.setLayout(column(self._lines, self.editor, self._name_line, spacing=8))

    def _refresh(self) -> None:
        kept = (self._segment_button, self._way, self._filter_button, self._links)
        for widget in kept:
            self._chips.removeWidget(widget)
        clear(self._chips)
        chips: list[QWidget] = []
        self._chips.addWidget(self._segment_button)
        for rule in self.rules:
            chip = RuleChip(rule, rule_in_words(rule, self._names))
            chip.clicked.connect(self._take_away)
            self._chips.addWidget(chip)
            chips.append(chip)
        for widget in kept[1:]:
            self._chips.addWidget(widget)
        lead_tab_through(self._segment_button, *chips, *kept[1:])
        segment = self.segment
        is_changed = bool(self.rules) and (segment is None or segment.rules != self.rules)
        self._save_button.setVisible(is_changed)
        self._keep_button.setVisible(is_changed and segment is not None)
        if segment is not None:
            self._keep_button.setText(_("Keep in “{name}”").format(name=shown(segment.name)))
        self._clear_button.setVisible(bool(self.rules))
        self._name_button(shown(segment.name) if segment else _("Segments"))
        self._way.set_key(_ANY if self.rules.any_will_do else _ALL)
        self._way.setVisible(len(self.rules) > 1)
        self.menu.show_segments(self._segments, segment, is_everyone=not self.rules)

    def _name_button(self, words: str) -> None:
        room = self._segment_button.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, px(_WIDEST_NAME)
        )
        self._segment_button.setText(room)
        self._segment_button.setToolTip(words if room != words else "")
        self._segment_button.setAccessibleName(words)

    def _choose(self, uid: str) -> None:
        for one in self._segments:
            if one.uid == uid and one.rules is not None:
                self.set_rules(one.rules, one.uid)

    def _join(self, way: str) -> None:
        self.rules = Rules(self.rules.each, any_will_do=way == _ANY)
        self._refresh()
        self.changed.emit()

    def _take_away(self) -> None:
        chip = self.sender()
        if isinstance(chip, RuleChip):
            kept = tuple(rule for rule in self.rules if rule != chip.rule)
            self.rules = Rules(kept, self.rules.any_will_do)
            if not self.rules:
                self._active = ""
            self._refresh()
            self._focus_filter()
            self.changed.emit()

    def _begin(self) -> None:
        self._hide_name()
        self.editor.begin(self._choices, self._people, self._today)

    def _focus_filter(self) -> None:
        self._filter_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_name(self) -> None:
        self._show_name("", renames=False)

    def _ask_new_name(self) -> None:
        segment = self.segment
        if segment is not None:
            self._show_name(segment.name, renames=True)

    def _show_name(self, name: str, *, renames: bool) -> None:
        self._renames = renames
        self.editor.hide()
        self._problem.hide()
        self._name.setText(name)
        self._name.selectAll()
        self._name_save.setText(_("Rename") if renames else _("Save"))
        self._name_line.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_name(self) -> None:
        self._name_line.hide()

    def _tell_name(self) -> None:
        if self._renames:
            self.rename_wanted.emit(self._active, self._name.text())
        else:
            self.save_wanted.emit(self._name.text())

    def _keep(self) -> None:
        self.change_wanted.emit(self._active)

    def _remove(self) -> None:
        self.remove_wanted.emit(self._active)


class RuleChip(RemovableChip):
    """What a rule asks, in words."""

    def __init__(self, rule: Rule, words: str) -> None:
        super().__init__(words)
        self.rule = rule
        self.setObjectName("rule_chip")
