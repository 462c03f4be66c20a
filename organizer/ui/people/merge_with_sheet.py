"""Choosing the other entry of a person whom no search took for a duplicate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.names import shown
from organizer.domain.records import MemberRow
from organizer.domain.words import _
from organizer.services.people.member_rows import search_index
from organizer.ui.kit.fields import SearchField
from organizer.ui.kit.look import ROW_HEIGHT, px
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.tables import Column, RecordTable
from organizer.ui.kit.widgets import text

_FEWEST_ROWS = 6


class MergeWithSheet(Sheet):
    """Lists everyone else; `chosen` carries the uid of the one selected."""

    chosen = Signal(str)

    def __init__(self, over: QWidget, member: MemberRow, others: Sequence[MemberRow]) -> None:
        title = _("Merge {name} with…").format(name=shown(member.name))
        super().__init__(over, title, _("Compare"), width=520)
        self._others = others
        self._index = search_index(others)
        self._search = SearchField(_("Search names, addresses, phones, tags, circles"), shortcut="")
        self._search.edit.setObjectName("merge_search")
        self._table = RecordTable(
            (
                Column(_("Name"), _name, paint="avatar", role="strong", width=200, stretch=2),
                Column(_("E-mail"), _email, role="muted", width=140, stretch=2),
            ),
            empty_words=_("Nobody else is called that."),
        )
        self._table.setObjectName("merge_table")
        self._table.setAccessibleName(_("Members"))
        self._table.setMinimumHeight(px(ROW_HEIGHT) * _FEWEST_ROWS)
        self.add(
            text(_("Both are shown side by side before anything changes."), "muted", wrap=True)
        )
        self.add(self._search)
        self.add(self._table)
        self.body.setStretchFactor(self._table, 1)
        self._table.set_records(others)
        self._search.changed.connect(self._filter)
        self._search.submitted.connect(self._choose_first)
        self._search.left_downwards.connect(self._go_to_table)
        self._table.selection_changed.connect(self._show_ready)
        self._table.activated_record.connect(self._choose)
        self.save_requested.connect(self._choose_selected)
        self._show_ready([])

    def open(self) -> None:
        """Show it with the focus in the search."""
        super().open()
        self._search.focus()

    def _filter(self, typed: str) -> None:
        self._table.set_records([self._others[number] for number in self._index.find(typed)])

    def _go_to_table(self) -> None:
        self._table.setFocus()
        if not self._table.selected() and self._table.records:
            self._table.selectRow(0)

    def _show_ready(self, selected: object) -> None:
        self.save_button.setEnabled(bool(selected))

    def _choose_first(self) -> None:
        found = self._table.selected() or list(self._table.records[:1])
        if found:
            self._choose(found[0])

    def _choose_selected(self) -> None:
        if selected := self._table.selected():
            self._choose(selected[0])

    def _choose(self, member: MemberRow) -> None:
        self.close_sheet()
        self.chosen.emit(member.uid)


def _name(member: MemberRow) -> str:
    return member.name


def _email(member: MemberRow) -> str:
    return ", ".join(member.emails)
