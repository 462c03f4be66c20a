"""The page of the people: finding somebody among all members, and seeing who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QStackedWidget, QWidget

from organizer.domain.names import shown
from organizer.domain.records import MemberRow
from organizer.domain.searching import SearchIndex
from organizer.domain.words import _
from organizer.services.people.member_list import MemberList, read_members
from organizer.ui.context import Context, Page
from organizer.ui.events.tab_order import BeginsAt
from organizer.ui.files import dropped_files
from organizer.ui.jobs import Job
from organizer.ui.kit.fields import SearchField
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import PAGE_MARGIN, px
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.tables import RecordTable
from organizer.ui.kit.widgets import PageHeader, button, text
from organizer.ui.people.beside import PeopleBeside
from organizer.ui.people.circles_sheet import CirclesButton
from organizer.ui.people.drop_hint import DropHint
from organizer.ui.people.duplicates_line import DuplicatesLine
from organizer.ui.people.editing import MemberEditing
from organizer.ui.people.empty_people import EmptyPeople, paste_button
from organizer.ui.people.filter_choices import FilterChoices
from organizer.ui.people.filters import Filtering, PeopleFilters
from organizer.ui.people.history_import import dropped_folder
from organizer.ui.people.import_buttons import ImportButtons
from organizer.ui.people.list_import import ListImport
from organizer.ui.people.member_actions import MemberActions
from organizer.ui.people.member_columns import member_columns
from organizer.ui.people.member_panel import MemberPanel
from organizer.ui.people.people_export import PeopleExport
from organizer.ui.people.several_actions import SeveralActions
from organizer.ui.people.tab_order import lead_tab_through
from organizer.ui.people.words import count_words
from organizer.ui.wishes import IMPORT

_NARROW = 740
"""Below this width (for 100 %) the ways to import are in one menu."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """All members, and what a filter can speak of."""

    people: MemberList = field(default_factory=MemberList)
    filtering: Filtering = field(default_factory=Filtering)


class PeoplePage(BeginsAt, Page):
    """Everyone of the community: search, table, the panel of one, adding, changing, importing."""

    watches = frozenset(
        {
            "member",
            "address",
            "tag",
            "member_tag",
            "event",
            "registration",
            "attendance",
            "facilitator",
            "circle",
            "circle_member",
            "custom_field",
            "field_value",
            "segment",
            "question",
            "question_answer",
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("people_page")
        self._loaded_people = _Loaded()
        self._filtered_by: tuple[str, frozenset[int] | None] | None = None
        self._index = SearchIndex(())
        self._wanted = ""
        self._editing = MemberEditing(self, context, self._everyone)
        self._lists = ListImport(self, context)
        self._import_button = button(_("Import a list"), self._lists.choose)
        self._import_button.setObjectName("import_list")
        self._past_button = button(_("Import past events"), self._lists.past.choose)
        self._past_button.setObjectName("import_past")
        self._past_button.setToolTip(_("From a folder of tables with events, members and answers"))
        self._add_button = button(_("Add a member"), self.add_member, role="primary")
        self._add_button.setObjectName("add_member")
        self._add_button.setToolTip(_("Ctrl+N"))
        self._paste_button = paste_button("paste_list", self.paste_list)
        ways = (self._past_button, self._paste_button, self._import_button)
        self._imports = ImportButtons(*ways, keep=self._past_button)
        self._header = PageHeader(_("People"), buttons=(self._imports, self._add_button))
        self._search = SearchField(_("Search names, addresses, phones, tags, circles"))
        self._search.edit.setAcceptDrops(False)  # files belong to the page
        self._count = text("", "caption")
        self._count.setObjectName("people_count")
        self._table = RecordTable(member_columns(self._today), several=True)
        self._table.setObjectName("people_table")
        self._table.setAccessibleName(_("Members"))
        self._panel = MemberPanel()
        self._actions = MemberActions(self, context, self._shown_uid)
        self._panel.add_button(self._actions.button)
        self._duplicates = DuplicatesLine(self, context)
        self._filters = PeopleFilters(self, context)
        self._circles = CirclesButton(self, context, self._everyone)
        self._export = PeopleExport(self, context)
        self._several = SeveralActions(self, context, self._selected, self._export)
        self._export_button = button(_("Export"), self._export_shown, icon_name="export")
        self._export_button.setObjectName("export_members")
        self._export_button.setToolTip(_("Write these people to a file"))
        self._empty = EmptyPeople(self.paste_list, self.add_member)
        self._stack = QStackedWidget()
        self._drop_hint = DropHint(self, _("Drop a list here to import it"))
        self._beside = PeopleBeside(
            self,
            context,
            self._table,
            self._panel,
            self._several.panel,
            choices=self._choices,
            now=self._now,
        )
        self._lay_out()
        self._connect()

    def load(self, job: Job) -> _Loaded:
        people = read_members(self.context.db, self._loaded_people.people)
        job.step()
        return _Loaded(people, self._filters.load())

    def show_records(self, records: Any) -> None:
        assert isinstance(records, _Loaded)
        self._loaded_people = records
        people = records.people
        self._index = SearchIndex(people.texts)
        is_empty = not people.rows
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self.begin_at(self._empty.button if is_empty else self._table)
        self._imports.set_empty(is_empty)
        self._add_button.setVisible(not is_empty)
        self._filters.show_loaded(records.filtering, people.rows, self._today())
        self._filter(people.changed)
        self._show_wanted()
        self._beside.load()
        self._duplicates.look()

    def open(self, what: object) -> None:
        """Select the member of this uid, import these files, or ask for files to import."""
        if isinstance(what, list):
            self._lists.begin(what)
        elif what == IMPORT:
            self._lists.choose()
            return
        if not isinstance(what, str):
            return
        self._wanted = what
        if not self._show_wanted() and not self._is_loading:
            self.reload()

    def add_member(self) -> None:
        """Open the form for a new member."""
        if not self._is_covered():
            self._editing.add()

    def paste_list(self) -> None:
        """Import the list that was copied elsewhere."""
        if not self._is_covered():
            self._lists.paste()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._imports.set_narrow(self.width() < px(_NARROW))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) and not self._is_covered():
            event.acceptProposedAction()
            self._drop_hint.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_hint.hide()
        event.acceptProposedAction()
        self._lists.begin(_dropped(event.mimeData()))

    def _lay_out(self) -> None:
        found = row(
            self._search, self._count, self._circles.button, self._export_button, spacing=12
        )
        found.setStretch(0, 1)
        top = column(
            self._header, column(found, self._filters.bar, self._duplicates, spacing=8), spacing=20
        )
        top.setContentsMargins(PAGE_MARGIN, 24, PAGE_MARGIN, 12)
        full = QWidget()
        full.setLayout(column(top, self._beside.layout, spacing=0))
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        whole = column(self._stack, spacing=0)
        self.setLayout(whole)
        searching = (self._search, self._circles.button, self._export_button, self._filters.bar)
        beside = (self._panel, self._several.panel)
        lead_tab_through(self._header, *searching, self._duplicates, self._table, *beside)
        self.begin_at(self._table)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self._search.changed.connect(self._filter_anew)
        self._search.submitted.connect(self._open_first)
        self._search.left_downwards.connect(self._go_to_table)
        self._table.activated_record.connect(self._edit_row)
        self._panel.edit_requested.connect(self._editing.edit)
        self._panel.person_requested.connect(self.open)
        self._panel.event_requested.connect(self._open_event)
        self._filters.changed.connect(self._filter_anew)
        self._circles.people_wanted.connect(self._filters.show_circle)
        QShortcut(QKeySequence.StandardKey.Find, self, self._filters.begin)
        self._empty.activated.connect(self._lists.choose)
        self._editing.saved.connect(self.open)
        QShortcut(QKeySequence.StandardKey.New, self, self.add_member)
        QShortcut(QKeySequence.StandardKey.Paste, self, self.paste_list)
        for widget in (self._table, self._panel, self._several.panel):
            close = QShortcut(QKeySequence(Qt.Key.Key_Escape), widget, self._close_panel)
            close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _filter_anew(self) -> None:
        self._filter()

    def _filter(self, changed: frozenset[str] | None = None) -> None:
        """Show who is sought; only those of the uids `changed` are others than before, if given."""
        rows = self._loaded_people.people.rows
        numbers = self._index.find(self._search.text())
        found = rows if len(numbers) == len(rows) else [rows[number] for number in numbers]
        chosen = self._filters.chosen
        if chosen is not None:
            found = [member for member in found if member.id in chosen]
        is_searching = bool(self._search.text().strip()) or chosen is not None
        self._duplicates.set_aside(chosen is not None)
        if chosen is not None:
            self._table.set_empty_words(
                _("Nobody fits any of this. Add something above.")
                if self._filters.any_will_do
                else _("Nobody fits all of this. Take something away above.")
            )
        elif is_searching:
            nobody = _("Nobody has “{text}” as a name, address, phone, tag or circle.")
            self._table.set_empty_words(nobody.format(text=shown(self._search.text())))
        was_filtered_by, self._filtered_by = self._filtered_by, (self._search.text(), chosen)
        if changed is not None and chosen is None and self._filtered_by == was_filtered_by:
            self._table.mend_records(found, changed)
        else:
            self._table.set_records(found)
        self._count.setText(count_words(len(found), len(rows), is_searching))

    def _show_wanted(self) -> bool:
        """Select whom `open` asked for, if they are there; a search that hides them is emptied."""
        if not self._wanted or all(m.uid != self._wanted for m in self._everyone()):
            return False
        if all(member.uid != self._wanted for member in self._table.records):
            self._search.set_text("")
            self._filters.clear()
        self._table.select(self._wanted)
        self._wanted = ""
        return True

    def _open_event(self, uid: str) -> None:
        self.context.navigate.emit("events", uid)

    def _export_shown(self) -> None:
        """Ask for a file for those whom the table shows."""
        self._export.ask(frozenset(member.uid for member in self._table.records))

    def _selected(self) -> Sequence[MemberRow]:
        return self._table.selected()

    def _everyone(self) -> Sequence[MemberRow]:
        return self._loaded_people.people.rows

    def _choices(self) -> FilterChoices:
        return self._loaded_people.filtering.choices

    def _shown_uid(self) -> str:
        return self._panel.uid

    def _edit_row(self, member: MemberRow) -> None:
        if not self._is_covered():
            self._editing.edit(member.uid)

    def _open_first(self) -> None:
        """Enter in the search: open who is selected, or the first one found."""
        selected = self._table.selected() or list(self._table.records[:1])
        if selected:
            self._table.select(selected[0].uid)
            self._edit_row(selected[0])

    def _go_to_table(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._table.selected() and self._table.records:
            self._table.selectRow(0)

    def _close_panel(self) -> None:
        self._table.clearSelection()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_covered(self) -> bool:
        return any(sheet.isVisible() for sheet in self.window().findChildren(Sheet))

    def _now(self) -> datetime:
        """The wall time on this computer."""
        return self.context.now().astimezone().replace(tzinfo=None)

    def _today(self) -> date:
        return self._now().date()


def _dropped(data: QMimeData) -> list[Path]:
    """Return the lists that are being dragged, or the one folder."""
    return dropped_folder(data) or dropped_files(data)
